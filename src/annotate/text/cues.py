"""Which reporting or denial cue is after or before a place.

A reporting cue is the word that says whose words or knowledge follow or go before:
“said”, “told”, “according to”. A denial cue is the part of a denial that denies.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text.denials import denial_sign, denials
from annotate.text.occurrences import next_occurrence, previous_occurrence
from annotate.text.patterns import compiled_later
from annotate.text.sentences import SAYING
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = [
    "next_denial_cue",
    "next_reporting_cue",
    "previous_denial_cue",
    "previous_reporting_cue",
]

_NOUNS = (
    "claims?|reports?|estimates?|fears|denials?|forecasts?|rumou?rs?|allegations?"
    "|speculation|suggestions?|assertions?|warnings?|accusations?|statements?|beliefs?"
    "|evidence|concerns|signs|hopes"
)
_REPORTING = compiled_later(
    r"\b(?:[Aa]ccording to|[Rr]eportedly|[Aa]llegedly|[Pp]urportedly"
    rf"|(?:{_NOUNS}) (?=that\b)"
    rf"|(?:{SAYING}|asserted|asserts|alleged|alleges|believes?|believed|revealed|reveals"
    "|predicted|predicts|cautioned|cautions|hinted|hints|estimated|estimates|indicated"
    "|indicates|confirmed|confirms|admitted|admits|conceded|concedes|tells|thinks?"
    "|thought|testified|testifies|vowed|vows|pledged|promised|threatened|accused"
    "|accuses|urged|urges|described|describes|dubbed|called|complained|lamented|joked"
    "|reiterated|maintained|maintains|contended|contends|countered|emphasi[sz]ed"
    "|emphasi[sz]es|disclosed|underlined|underscored|pointed out|points out|quoted"
    r"|[Cc]iting|[Qq]uoting|adding|saying|noting|claiming|warning|arguing|insisting)\b)"
)
_NOUN_BEHIND = compiled_later(
    r"(?:\b(?:an?|the|this|that|these|those|his|her|its|their|our|my|your|no|any|some"
    r"|of|in|on|for|with|media|news|such|many|several|early|false|new|recent)|['’]s?)"
    r"\s\Z"
)
_AMBIGUOUS = frozenset({"claim", "claims", "report", "reports", "warning", "estimates"})


@lru_cache(maxsize=64)
def _reporting_cues(text: str, sentence: Span) -> tuple[Span, ...]:
    """The reporting cues of a sentence in order; none overlap."""
    found = []
    for match in _REPORTING().finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if match.group() in _AMBIGUOUS and _NOUN_BEHIND().search(
            text[max(sentence.start, start - 16) : start]
        ):
            continue
        span = trim(text, snap(text, start, end))
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
    return next_occurrence(text, where, _reporting_cues, _REPORTING(), stop)


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
