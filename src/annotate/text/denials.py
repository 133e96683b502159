"""Which denials a text holds: a cue with what it denies.

Rules for English news prose. The subject stays out unless it carries the negation, as
in “Neither party has commented”.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Span  # noqa: TC001 - compiled, a NamedTuple needs it
from annotate.text.occurrences import (
    next_occurrence,
    occurrence_at,
    previous_occurrence,
)
from annotate.text.patterns import compiled_later
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    import re

    from annotate.text.denial_cues import Cue
    from annotate.text.readings import Reading

__all__ = [
    "Denial",
    "denial_at",
    "denial_sign",
    "denials",
    "denials_read",
    "next_denial",
    "previous_denial",
]


class Denial(NamedTuple):
    """A denial and the words in it that reject, dispute or refuse to confirm."""

    cue: Span
    span: Span
    """The cue with what it denies."""
    kind: str
    """That of the cue."""


_OCCASION = compiled_later(
    r"\s(?:during|in (?:a|an|the) (?:\w+ )?(?:statement|interview|post|tweet|e-?mail"
    r"|letter|speech|filing|video)|at (?:a|the) (?:\w+ )?(?:news conference|press"
    r"|briefing|hearing|rally)|on (?:\w+day|Twitter|X|Facebook|Telegram|social media)"
    r"|(?:on )?(?:late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|last (?:week|month|year|night)|earlier this|this (?:week|month|year)|yesterday"
    r"|today|via|when|after|before|amid|despite|because|while|although|though|whereas"
    r"|since|as (?:it|he|she|they|part)|according to|but|saying|adding|telling|citing"
    r"|calling|insisting)\b"
)
"""When, where and why it is denied, which is no part of what is denied."""
_GOES_ON = compiled_later(r"al*[rEZTAFvXxfhp]|u|[;:?!-]|a[^,]{0,6}[Xxr]")
"""The next thought among the kinds of words."""
_MAYBE_LAST = compiled_later("[«»,)au;:?!-]")
"""What a denial may end with, or begins the next thought."""
_MEDIAL = compiled_later(r",[wW][^,|]{1,40},")
"""A relative clause that what is denied goes on behind."""


def denials_read(text: str, reading: Reading) -> list[Denial]:
    """The denials of the sentences of a reading of the text, in order; none overlap."""
    from annotate.text.denial_cues import cues_read  # noqa: PLC0415 - costs a start

    found: list[Denial] = []
    reached = -1
    for cue in cues_read(text, reading):
        if cue.span.start < reached:
            continue
        span = trim(text, snap(text, cue.span.start, _end(text, reading, cue)))
        bare = trim(text, cue.span)
        if span is not None and bare is not None:
            found.append(Denial(bare, span, cue.kind))
            reached = span.end
    return found


def _end(text: str, reading: Reading, cue: Cue) -> int:
    """Where the denial ends; with the cue where nothing else, or only it, is denied."""
    end = cue.span.end
    if cue.kind == "false" and not text.startswith("truth", end - 5):
        return end
    stop = max(reading.end(_content_end(reading, cue)), end)
    if cue.kind != "silent":
        occasion = _OCCASION().match(text, end, stop)
        occasion = _OCCASION().search(text, occasion.end() if occasion else end, stop)
        if occasion:
            place = occasion.start()
            if text.count("“", end, place) <= text.count("”", end, place):
                stop = place
    return end if text[end:stop].strip(' .,”"') == "it" else stop


def _content_end(reading: Reading, cue: Cue) -> int:
    """The letter before which what is denied ends: where the next thought begins."""
    kinds = reading.kinds
    first = reading.letter(cue.span.end)
    last = kinds.find("|", first)
    begin = kinds.rfind("|", 0, first) + 1
    opened = kinds.count("«", begin, first) - kinds.count("»", begin, first)
    in_cue = kinds.count("«", cue.letter, first) - kinds.count("»", cue.letter, first)
    inside = passed = 0
    for sign in _MAYBE_LAST().finditer(kinds, first, last):
        place = sign.start()
        kind = kinds[place]
        if place < passed:
            continue
        if kind == "«":
            inside += 1
        elif kind == "»":
            if inside == 0:
                # One that the cue opened is closed, one from before ends the content.
                return place + (in_cue > 0)
            inside -= 1
        elif inside == 0:
            passed = _passed(kinds, first, place, is_open=opened > 0)
            if passed == place and (
                kind in ",)" or _GOES_ON().match(kinds, place, last)
            ):
                return place
    return last


def _passed(kinds: str, first: int, place: int, *, is_open: bool) -> int:
    """Where a sign that ends no content is passed; `place` where it may end it."""
    if kinds[place] == ")":
        return place + ("(" in kinds[first:place])
    if kinds[place] == ",":
        medial = _MEDIAL().match(kinds, place)
        if medial and "t" in kinds[first:place]:
            return medial.end()
        return place + (kinds[place + 1] == "»" and not is_open)
    return place


@lru_cache(maxsize=64)
def denials(text: str, sentence: Span) -> tuple[Denial, ...]:
    """The denials of a sentence in order; none overlap."""
    from annotate.text.readings import read  # noqa: PLC0415 - costs a start

    reading = read(text, ((sentence.start, sentence.end),))
    return tuple(denials_read(text, reading))


def denial_sign() -> re.Pattern[str]:
    """A word with which a cue may begin, to pass over what holds none."""
    from annotate.text.denial_signs import first_words  # noqa: PLC0415 - as above

    return first_words()


def _of_sentence(text: str, sentence: Span) -> tuple[Span, ...]:
    return tuple(denial.span for denial in denials(text, sentence))


def denial_at(text: str, offset: int) -> Span | None:
    """The denial over `offset`; None outside of one."""
    return occurrence_at(text, offset, _of_sentence)


def next_denial(text: str, where: Span | int, stop: int | None = None) -> Span | None:
    """The denial at or after an offset, or the next one behind a span.

    None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return next_occurrence(text, where, _of_sentence, denial_sign(), stop)


def previous_denial(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last denial that starts before an offset, or the last before a span.

    None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return previous_occurrence(text, where, _of_sentence, stop)
