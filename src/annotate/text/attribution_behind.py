"""What is said behind its cue: “officials said that …”, “accused them of …”."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text import attribution_patterns as patterns
from annotate.text.attribution_cues import FEWEST_BLANKS
from annotate.text.attribution_signs import ENDS_SPEECH

if TYPE_CHECKING:
    from annotate.text.attribution_cues import Attribution, Cue, Passage

__all__ = ["accused_of", "said_behind", "said_from", "told_by_noun"]

_TELLING = ("told", "tell")
_SAYING = ("say", "named")
_NO_LEADS = ("clause", "finite", "none")
_DAYS_WITH_THE = (" the same ", " the other ")
_LEADS = ' ,:“"‘«'
"""What any lead to a clause begins with."""
_LONGEST_SUBJECT = 110
"""Code points in which a clause has its finite verb."""
_PAST = "past "
_NO_ADJECTIVES = ("fled", "torched")
_LONGEST_WHAT = 40
_LEAST_SAID = 8
"""Code points in which nothing ends yet."""


def said_behind(passage: Passage, cue: Cue, rule: str) -> Attribution | None:
    """The clause that a verb leads to; None where there is no clause."""
    text, end, high, lead = passage.text, cue.end, cue.high, cue.lead
    if end >= high or text[end] not in _LEADS:
        return None
    follower = passage.follower(cue)
    if follower == "the" and not text.startswith(_DAYS_WITH_THE, end):
        follower = "clause"
    # Most verbs are followed by a clause at once, whose first word no pattern takes.
    if follower in _NO_LEADS and lead not in _TELLING:
        if lead not in _SAYING or follower == "none":
            return None
        start = end + 1
        if lead == "named" and not _is_clause(text, start, high):
            return None
    else:
        begun = _led(text, cue, follower)
        if begun is None:
            return None
        start = begun
    if follower != "clause" and _is_in_what_they_said(text, start, cue.start):
        return None
    return said_from(passage, start, cue, rule)


def _is_in_what_they_said(text: str, start: int, cue: int) -> bool:
    """Whether what is behind a cue is the predicate: what they said was a breach."""
    return (
        text.find("what ", max(0, cue - _LONGEST_WHAT), cue) >= 0
        and patterns.finite().match(text, start) is not None
        and patterns.what_behind().search(text, max(0, cue - _LONGEST_WHAT), cue)
        is not None
    )


def _led(text: str, cue: Cue, follower: str) -> int | None:
    """Where the clause begins that a “that”, a mark, a day or a listener leads to."""
    lead, end, high = cue.lead, cue.end, cue.high
    if lead == "told" and patterns.be_behind().search(
        text, max(0, cue.start - 8), cue.start
    ):
        lead = "heard"
    for pattern in patterns.leads(lead):
        match = pattern.match(text, end, high)
        if match is not None:
            return match.end()
    if (
        follower not in ("lead", "the")
        or lead not in _SAYING
        or patterns.day().match(text, end + 1, high)
        or (lead == "named" and not _is_clause(text, end + 1, high))
    ):
        return None
    return end + 1


def _is_clause(text: str, start: int, high: int) -> bool:
    """Whether a finite verb stands soon behind `start`, and no “as saying”."""
    before = ""
    for word in text[start : min(high, start + _LONGEST_SUBJECT)].split(" "):
        sign = _sign_of_clause(word)
        if sign.startswith(_PAST) and patterns.article().search(before):
            # The past of a verb is an adjective behind an article.
            sign = sign.removeprefix(_PAST)
        if sign:
            return sign != "stop" and text.find(" as saying", start, high) < 0
        before = word
    return False


@lru_cache(maxsize=1 << 13)
def _sign_of_clause(word: str) -> str:
    """Whether a word holds a finite verb, or a stop before it; empty for neither.

    Behind `_PAST` where it begins with the past of a verb, if that should be none.
    """
    finite = patterns.finite_or_past().search(word)
    stop = patterns.relative().search(word)
    if finite is None:
        return "stop" if stop else ""
    if stop and stop.start() < finite.start():
        return "stop"
    if (
        finite.start() > 0
        or not finite[0].endswith("ed")
        or finite[0] in _NO_ADJECTIVES
    ):
        return "finite"
    return _PAST + _sign_of_clause(word[finite.end() :])


def said_from(passage: Passage, start: int, cue: Cue, rule: str) -> Attribution | None:
    """The stretch from `start` to where another thought begins; None if too short."""
    text, high = passage.text, cue.high
    if not "A" <= text[start : start + 1] <= "z":
        marked = passage.around(start)
        if marked is not None and marked[0] == start:
            end = marked[1]
            if end >= high - 1 or text.startswith((",", ";", " —", " –"), end, high):
                return start, end, cue.start, rule
    ending = ENDS_SPEECH().search(passage.signs, cue.letter, cue.stop)
    if ending is None:
        end = high
    else:
        end = _end_of_speech(passage, cue, start, passage.edges[ending.start()])
    if text.count(" ", start, end) < FEWEST_BLANKS:
        return None
    return start, end, cue.start, rule


def _end_of_speech(passage: Passage, cue: Cue, start: int, place: int) -> int:
    """Where speech ends that begins at `start`: at `place` or behind it."""
    place = max(start, place)
    for match in patterns.end_of_speech().finditer(passage.text, place, cue.high):
        place = match.start()
        inside = passage.around(place)
        if inside is not None and inside[0] > start:
            continue
        if place - start > _LEAST_SAID:
            return place
    return cue.high


def told_by_noun(passage: Passage, cue: Cue) -> Attribution | None:
    """What stands behind a noun of speech and “ that ”, as in claims that …."""
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
