"""Which reporting or denial cue is after or before a place.

A reporting cue is the word that says that what follows or goes before is somebody's
word or knowledge: “said”, “told”, “claims”, “showed”, “according to”. A denial cue is
the part of a denial that denies.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text.denials import denial_sign, denials
from annotate.text.occurrences import next_occurrence, previous_occurrence
from annotate.text.patterns import compiled_later
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = [
    "next_denial_cue",
    "next_reporting_cue",
    "previous_denial_cue",
    "previous_reporting_cue",
]

_ANYTHING = compiled_later(r"\S")


@lru_cache(maxsize=64)
def _reporting_cues(text: str, sentence: Span) -> tuple[Span, ...]:
    """The reporting cues of a sentence in order; none overlap."""
    from annotate.text.clauses import saying  # noqa: PLC0415 - costs a start
    from annotate.text.readings import read  # noqa: PLC0415 - costs a start

    reading = read(text, ((sentence.start, sentence.end),))
    found = []
    for letter in saying(reading.kinds):
        last = letter + 1 + (reading.kinds[letter : letter + 2] == "Qo")
        span = trim(text, snap(text, reading.start(letter), reading.end(last)))
        if span is not None:
            found.append(span)
    return tuple(found)


def _denial_cues(text: str, sentence: Span) -> tuple[Span, ...]:
    return tuple(denial.cue for denial in denials(text, sentence))


def next_reporting_cue(
    text: str, where: Span | int, stop: int | None = None
) -> Span | None:
    """The reporting cue at or after an offset, or the next one behind a span.

    None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return next_occurrence(text, where, _reporting_cues, _ANYTHING(), stop)


def previous_reporting_cue(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last reporting cue that starts before an offset, or the last before a span.

    None when SEARCH_LIMIT code points, or those down to `stop`, hold none.
    """
    return previous_occurrence(text, where, _reporting_cues, stop)


def next_denial_cue(
    text: str, where: Span | int, stop: int | None = None
) -> Span | None:
    """The denial cue at or after an offset, or the next one behind a span.

    None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return next_occurrence(text, where, _denial_cues, denial_sign(), stop)


def previous_denial_cue(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last denial cue that starts before an offset, or the last before a span.

    None when SEARCH_LIMIT code points, or those down to `stop`, hold none.
    """
    return previous_occurrence(text, where, _denial_cues, stop)
