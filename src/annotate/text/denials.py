"""Which denial is at, after or before an offset: a cue with what it denies.

A short list of English cues that reject, dispute or refuse to confirm. “Did not deny”
and “cannot rule out” are none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.text.occurrences import (
    next_occurrence,
    occurrence_at,
    previous_occurrence,
)
from annotate.text.patterns import compiled_later
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = [
    "Denial",
    "denial_at",
    "denial_sign",
    "denials",
    "next_denial",
    "previous_denial",
]


class Denial(NamedTuple):
    """A denial and the words in it that reject, dispute or refuse to confirm."""

    cue: Span
    span: Span
    """The cue with what it denies."""


_BE = "(?:is|are|was|were|be|been|being)"
_NOT = "(?:not|n['’]t)"
_AUXILIARY = "(?:can|could|do|does|did|has|have|had|will|would|is|are|was|were)"
_NOT_CONFIRM = (
    "(?:confirm|verif|corroborat|comment|substantiat|acknowledg|authenticat|respond(?:ed)?"
    "|issued? (?:any )?(?:official )?(?:response|statement|comment)"
    "|(?:seen?|found|have|been?|had) any (?:evidence|proof|indication|sign))"
)
_ADVERBS = r"(?:\w+ly |yet |so far |also |ever |immediately |independently ){0,2}"
_FALSE = (
    "(?:false|untrue|baseless|groundless|unfounded|fake|fabricat\\w+|nonsense|absurd"
    "|ridiculous|a lie\\b|lies\\b|disinformation|misinformation|propaganda|hoax"
    "|rumou?rs|not true)"
)


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:"
        # deny, reject, dismiss, dispute
        r"(?P<flat>den(?:y|ies|ied|ying)\b|denials? (?:that|of|by|from)\b"
        r"|(?:reject|refut|rebut|repudiat|debunk|disput|disavow|disown)(?:e?s|e?d|ing|e)?\b"
        r"|(?:contradict|rebuff)(?:s|ed|ing)?\b|dismiss(?:es|ed|ing)?\b(?! from)"
        r"|pour(?:s|ed|ing)? cold water on\b|rul(?:e|es|ed|ing) out\b)"
        # could not confirm, has not commented, hasn't seen any evidence
        rf"|{_AUXILIARY}(?: not|not|n['’]t) {_ADVERBS}(?:be |been )?{_ADVERBS}"
        rf"{_NOT_CONFIRM}"
        # declined to comment, avoided confirming, without confirming
        r"|(?:declin|refus)(?:e|es|ed|ing) to (?:\w+ly )?(?:comment|confirm|answer"
        r"|respond|discuss|say|acknowledge|elaborate|provide|give|disclose|reveal)\b"
        r"|(?:avoid(?:s|ed|ing)?|refrain(?:s|ed|ing)? from|stopp?(?:s|ed|ing)? short of"
        r"|without)"
        r" (?:\w+ly )?(?:confirming|acknowledging|commenting|admitting)\b"
        # no evidence, no comment
        r"|(?:(?:is|are|was|were|has|have|had|saw|seen|found|sees?|finds?) ){1,2}no "
        r"(?:\w+ ){0,2}?(?:evidence|proof|indication|confirmation|comment|signs?)\b"
        r"|no comment\b"
        # is false, is not true, called it fake
        rf"|{_BE} (?:\w+ly |all |an? )?{_FALSE}"
        rf"|(?:{_BE} not|(?:is|are|was|were)n['’]t) true"
        r"|(?:describ|call|brand|label|denounc|slamm|blast)(?:e|es|ed|ing|s)? "
        # One repetition alone: two in a row would be tried in all their mixtures.
        rf"(?:[^\s.;,]+ ){{1,10}}?[“\"]?{_FALSE}(?: news)?"
        # neither confirmed
        r"|neither [^.;]{3,80}? (?:has |have |had )?(?:confirm|comment|respond|issued?"
        r"|acknowledg|replied|answer))\w*",
        re.IGNORECASE,
    )


_REFUSED = compiled_later(
    r"(?:\bnot|n['’]t|\bnever|\bcannot|\bcan ?not|\bneither|\bnor|\bhard to"
    r"|\bimpossible to|\bdifficult to|\brefrain\w* from|\bwithout|\bavoid\w*)"
    r"(?: (?:yet|be|to|\w+ly))?\s\Z",
    re.IGNORECASE,
)
_CONTENT_ENDS = compiled_later(
    r"[;:]|\s[–—-]+\s|—|,[”\"’]?\s|[”\"](?=\s|\Z)|[.!?](?=[”\"’)]|\Z|\s)|\)"
    r"|\s(?:but|while|although|though|whereas|because|according to"
    r"|after|amid|when|despite|as (?:it|he|she|they|part))\s"
)
_NOUN_BEHIND = compiled_later(
    r"\b(?:an?|the|this|that|these|any|in|of|under|no|\w+al|trade|border|labou?r)\s\Z",
    re.IGNORECASE,
)
_WITHHELD = compiled_later(
    r"\s(?:(?:him|her|them|us)\s)?"
    r"(?:access|entry|bail|boarding|visas?|permission|parole)\b"
)


def _content_end(text: str, start: int, place: int, end: int) -> int:
    """Where what is denied ends: before a comma, a dash or the next thought.

    The cue stands at start to place. A quotation that opens in the content is passed
    over, one that opens in the cue is closed, one that opened before ends it.
    """
    in_cue = text.count("“", start, place) > text.count("”", start, place)
    for match in _CONTENT_ENDS().finditer(text, place, end):
        at = match.start()
        opened = text.count("“", start, at) - text.count("”", start, at)
        straight = text.count('"', place, at) % 2
        mark = text[at]
        if mark == "”" and in_cue:
            return at + 1
        if opened > 0 or straight:
            continue
        if mark in ".!?" and text[at + 1 : at + 2] not in ("”", '"', "’", ")", ""):
            continue
        return at
    return end


def _is_denial(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether the verb found rejects something: no noun, not negated itself."""
    if match.group("flat") is None:
        return True
    behind = text[max(low, match.start() - 40) : match.start()]
    if _REFUSED().search(behind) or _WITHHELD().match(text, match.end()):
        return False
    return match.group()[:6].lower() == "denial" or not _NOUN_BEHIND().search(behind)


@lru_cache(maxsize=64)
def denials(text: str, sentence: Span) -> tuple[Denial, ...]:
    """The denials of a sentence in order; none overlap."""
    found: list[Denial] = []
    reached = sentence.start
    for match in _cue().finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if start < reached or not _is_denial(text, sentence.start, match):
            continue
        span = trim(
            text, snap(text, start, _content_end(text, start, end, sentence.end))
        )
        cue = trim(text, snap(text, start, end))
        if span is not None and cue is not None and span.start >= reached:
            found.append(Denial(cue, span))
            reached = span.end
    return tuple(found)


def _of_sentence(text: str, sentence: Span) -> tuple[Span, ...]:
    return tuple(denial.span for denial in denials(text, sentence))


@cache
def denial_sign() -> re.Pattern[str]:
    """Where a cue may begin, to pass over what holds none."""
    return re.compile(
        r"\b(?:deni|deny|reject|refut|rebut|repudiat|debunk|disput|disavow|disown"
        r"|contradict|rebuff|dismiss|pour|rul|declin|refus|avoid|refrain|stop|without"
        r"|no |neither|not |cannot|\w+n['’]t|describ|call|brand|label|denounc|slam"
        r"|blast|false|untrue|baseless|groundless|unfounded|fake|nonsense|absurd|ridiculous"
        r"|lie|disinfo|misinfo|propaganda|hoax|rumo|fabricat)",
        re.IGNORECASE,
    )


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
