"""What is said behind its cue: “officials said that …”, “accused them of …”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words
from annotate.text.attribution_cues import Attribution

if TYPE_CHECKING:
    from annotate.text.attribution_cues import Cue, Passage

__all__ = ["accused_of", "said_behind", "said_from", "told_by_noun"]

_SAYING = ("say", "named")
_LONGEST_SUBJECT = 110
"""Code points in which a clause has its finite verb."""
_LEAST_SAID = 8
"""Code points in which nothing ends yet."""


def said_behind(passage: Passage, cue: Cue, rule: str) -> Attribution | None:
    """The clause that a verb leads to; None where there is no clause."""
    text, kind = passage.text, _lead_kind(cue.word, cue.kind)
    if cue.word == "told" and patterns.be_behind().search(
        text, max(0, cue.start - 8), cue.start
    ):
        kind = "heard"
    token = patterns.word().match(text, cue.end, cue.high)
    first = token[1].lower() if token else ""
    start = None
    # Most verbs are followed by a clause at once, whose first word no pattern takes.
    if kind not in _SAYING or not first or first in words.LEADING:
        start = _led(text, kind, cue.end, cue.high)
    if start is None and token and kind in _SAYING:
        is_named = kind == "named"
        start = _bare_clause(text, first, token.start(1), cue.high, is_named=is_named)
    if start is None:
        return None
    if patterns.finite().match(text, start) and patterns.what_behind().search(
        text, max(0, cue.start - 40), cue.start
    ):
        # In what they said was a breach.
        return None
    return said_from(passage, start, cue, rule)


def _lead_kind(word: str, kind: str) -> str:
    if word in words.TELLING:
        return "told"
    if kind not in ("say", "while"):
        return kind
    return "say" if word in words.SAYING_ALONE else "named"


def _led(text: str, kind: str, end: int, high: int) -> int | None:
    """Where the clause begins that a “that”, a mark or a listener leads to."""
    for pattern in patterns.leads(kind):
        lead = pattern.match(text, end, high)
        if lead is not None:
            return lead.end()
    return None


def _bare_clause(
    text: str, first: str, start: int, high: int, *, is_named: bool
) -> int | None:
    """Where the clause begins that follows a verb at once; None for no clause.

    `first` is its first word in small letters.
    """
    if first in words.NO_CLAUSE or first.endswith("ly"):
        return None
    if first in words.DAY_STARTS and patterns.day().match(text, start, high):
        return None
    return None if is_named and not _is_clause(text, start, high) else start


def _is_clause(text: str, start: int, high: int) -> bool:
    """Whether a finite verb stands soon behind `start`, and no “as saying”."""
    end = min(high, start + _LONGEST_SUBJECT)
    finite = patterns.finite_or_past().search(text, start, end)
    stop = patterns.relative().search(text, start, end)
    if finite is None or (stop and stop.start() < finite.start()):
        return False
    return text.find(" as saying", start, high) < 0


def said_from(passage: Passage, start: int, cue: Cue, rule: str) -> Attribution | None:
    """The stretch from `start` to where another thought begins; None if too short."""
    text, high = passage.text, cue.high
    marked = passage.around(start)
    if marked is not None and marked.start == start:
        rest = text[marked.end : high]
        if marked.end >= high - 1 or rest[:1] in ",;" or rest[:2] in (" —", " –"):
            return Attribution(start, marked.end, cue.start, rule)
    end = _end_of_speech(passage, start, high)
    if text.count(" ", start, end) < 2:
        return None
    return Attribution(start, end, cue.start, rule)


def _end_of_speech(passage: Passage, start: int, high: int) -> int:
    for match in patterns.end_of_speech().finditer(passage.text, start, high):
        place = match.start()
        inside = passage.around(place)
        if inside is not None and inside.start > start:
            continue
        if place - start > _LEAST_SAID:
            return place
    return high


def told_by_noun(passage: Passage, cue: Cue) -> Attribution | None:
    """What stands behind a noun of speech and “that”, as in claims that …."""
    if not passage.text.startswith(" that ", cue.end):
        return None
    start = cue.end + len(" that ")
    word = patterns.word().match(passage.text, start - 1, cue.high)
    if word is None or patterns.finite().match(word[1]):
        # Reports that were published.
        return None
    return said_from(passage, start, cue, "noun")


def accused_of(passage: Passage, cue: Cue) -> Attribution | None:
    """What somebody is accused of."""
    match = patterns.accused().match(passage.text, cue.end, cue.high)
    return None if match is None else said_from(passage, match.end(), cue, "accused")
