"""Which checkable proposition is at an offset: the sentence without who says it.

Simple rules for English news prose: “…, Seoul said”, “X said that …”, “According to X,
…”, a connective in front. Where none applies it is the whole sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from annotate.text.patterns import compiled_later
from annotate.text.quotation_marks import marked_part
from annotate.text.segments import sentence_at
from annotate.text.sentences import SAYING
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = ["claim_at", "propositions"]

_SURE = (
    f"{SAYING}|believes?|believed|alleges|alleged|asserts|asserted|reveals|revealed"
    "|suggest|predicts|predicted|caution|cautions|cautioned|hinted|estimate|confirmed"
)
"""Verbs behind which a reported clause may stand without “that”."""
_WITH_THAT = (
    f"{_SURE}|indicates?|indicated|agrees|agreed|estimates|estimated|finds?|found|shows?"
    "|showed|fears?|feared|thinks?|thought|knows?|knew|confirms?|admits|admitted|learned"
)
_DAY = (
    r"(?:(?:(?:late|early|earlier) )?(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|evening|night|afternoon))?"
    r"|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r"|(?:last|this|earlier this) (?:week|month|year)"
    r"|in (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)|today|yesterday|earlier|recently)"
)
_AUXILIARIES = compiled_later(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|can|do|does"
    r"|did|must|shall|be|been)\b"
)
_LISTENERS = (
    r"(?:reporters|journalists|lawmakers|parliament|local media|state media|him|her|me"
    r"|them|us|(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})"
)
_CONNECTIVE = compiled_later(
    r"(?:However|Additionally|Moreover|Meanwhile|Furthermore|In addition|For example"
    r"|For instance|Besides|Therefore|Thus|Instead|Nevertheless|Nonetheless|Still|Yet"
    r"|Also|Similarly|Indeed|In fact|Consequently|As a result), "
    r"|(?:But|And|Or) (?=\w|[“\"])"
)
_BREAK = compiled_later(r",[”\"’»]?\s|[?!][”\"»]\s|[”\"»],\s")
_FIRST_OF_NO_SPEAKER = compiled_later(
    r"(?:and|but|or|who|which|that|while|when|where|as|after|before|because|if|so|though"
    r"|although|with|including|citing|to|in|on|at)\b"
)
_MARKS = "“”„‟\"‘’'«»"
MOST_WORDS_OF_A_SPEAKER = 10


_REST = (
    rf"(?:\s{_DAY}"
    r"|\s(?:in|at|on|to|during|of|by|from|via|through) [^,;“”\"]{1,80}?){0,2}"
)
_TOLD = r"(?:told|tells)\s(?!that\b)[^\s,;:“”\"]+(?:\s(?!that\b)[^\s,;:“”\"]+){0,7}?"


@cache
def _speaker() -> re.Pattern[str]:
    """An attribution behind its words: “Seoul said Thursday”, “according to X”."""
    name = rf"(?:[^\s,;:“”\"]+\s){{1,{MOST_WORDS_OF_A_SPEAKER}}}?"
    ending = r"(?=[.!?]?\s*\Z|,\s(?:\w+ing|and|but|with|while|especially|as|using)\b)"
    return re.compile(
        rf"(?:{name}(?:{_TOLD}|(?:\w+ly )?(?:{SAYING}))(?!\w){_REST}{ending}"
        rf"|according to\s[^;“”\"]{{1,160}}(?=[.!?]?\s*\Z))"
    )


@cache
def _described_speaker() -> re.Pattern[str]:
    """“Choi Gi-il, a former official, told AFP”."""
    return re.compile(
        rf"[A-Z][^\s,;:“”\"]*(?:\s[^\s,;:“”\"]+){{0,6}}?,\s[^“”\"]{{1,160}}?\b"
        rf"(?:{_TOLD}|(?:{SAYING}))(?!\w){_REST}(?=[.!?]?\s*\Z)"
    )


@cache
def _inverted() -> re.Pattern[str]:
    """“said Lim”, “suggested Valeriy Ryabykh, editor of …”."""
    return re.compile(rf"(?!tell|told)(?:{SAYING})\s(?P<name>[^,;:“”\".]{{2,80}})")


@cache
def _telling() -> re.Pattern[str]:
    """The verb and what stands between it and the clause it reports."""
    clause = (
        r"(?=[A-Z\d“\"‘$]|(?:the|a|an|it|he|she|they|we|i|you|there|this|that|these|those|his"
        r"|her|its|their|some|many|most|more|no|all|both|several|thousands|hundreds|two|three"
        r"|at|if|in|about|around|nearly)\b)"
    )
    told = rf"(?:told|tells)\s{_LISTENERS}"
    filler = (
        rf"(?:\s{_DAY}"
        r"|\s(?:in|at|on|to|during|through)(?:\s[^\s,;:“”\"]+){1,7}?){0,2}"
    )
    return re.compile(
        rf"\b(?:(?:{_WITH_THAT}|{told}){filler}\sthat\s"
        rf"|(?:(?!told|tells|claims|reports)(?:{_SURE})|{told})(?:\s{_DAY})?"
        rf"(?:\sin a statement)?(?:,?:?\s(?=[“\"‘])|\s(?!{_DAY}){clause}))"
    )


_ADDING = compiled_later(
    r"\b(?:adding|claiming|saying|confirming|noting|warning|alleging|suggesting|stating"
    r"|arguing|insisting|revealing|stressing) (?:that )(?=\w)"
)
_ACCORDING_BEHIND = compiled_later(r", according to [^;“”\"]{1,160}(?=[.!?]?\s*\Z)")
_ACCORDING = compiled_later(
    r"According to [^,“”]{1,160}(?:, (?=[a-z]+ )[^,“”]{1,80})?, "
)


def _quotations(text: str, sentence: Span) -> list[Span]:
    """The quotations of the sentence's paragraph, but for those all around it."""
    part = marked_part(text, sentence.start)
    spans = [span for span in part.spans if not span.covers(sentence)]
    return [span for span in spans if text[span.start] in _MARKS]


def _speech_end(text: str, sentence: Span, quotations: list[Span]) -> int | None:
    """Where the words end that an attribution follows; None without one."""
    described = None
    for match in _BREAK().finditer(text, sentence.start, sentence.end):
        place, tail = match.span()
        if any(span.start < place < span.end - 2 for span in quotations):
            continue
        if len(text[sentence.start : place].split()) < 3:
            continue
        if _FIRST_OF_NO_SPEAKER().match(text, tail):
            continue
        end = tail - 1 - (text[tail - 2] == ",")
        closes = any(mark in '”"’»' for mark in match.group())
        is_described = _described_speaker().match(text, tail, sentence.end)
        if _speaks(text, tail, sentence) or (closes and is_described):
            return end
        if is_described and described is None:
            described = end
    return described


def _speaks(text: str, place: int, sentence: Span) -> bool:
    """Whether the rest of the sentence only says who spoke."""
    if _speaker().match(text, place, sentence.end):
        return True
    inverted = _inverted().match(text, place, sentence.end)
    return inverted is not None and not _AUXILIARIES().search(inverted.group("name"))


def _reported(
    text: str, sentence: Span, quotations: list[Span]
) -> tuple[int, re.Match[str]] | None:
    """Where the clause begins that an attribution leads in, and the attribution."""
    for match in _telling().finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if start - sentence.start > 240 or start == sentence.start:
            return None
        if any(span.contains(start) for span in quotations):
            continue
        if len(text[end : sentence.end].split()) >= 3:
            return end, match
    return None


def _bare(text: str, start: int, end: int, sentence: Span) -> Span | None:
    """The proposition without a connective, and without marks that enclose it all."""
    connective = _CONNECTIVE().match(text, start, end)
    start = connective.end() if connective else start
    span = trim(text, snap(text, start, end)) if start < end else None
    if span is None:
        return None
    partners = marked_part(text, sentence.start).spans
    opened = next((pair for pair in partners if pair.start == span.start), None)
    closed = next((pair for pair in partners if pair.end == span.end), None)
    start, end = span.start, span.end
    if text[start] in '“"‘„«' and (opened is None or opened.end >= end):
        start += 1
    if text[end - 1] in '”"’»' and (closed is None or closed.start <= span.start):
        end -= 1
    if end < span.end and text[end - 1 : end] == ",":
        end -= 1
    if start >= end:
        return span
    connective = _CONNECTIVE().match(text, start, end)
    start = connective.end() if connective else start
    return trim(text, snap(text, start, end)) or span


def _edges(text: str, sentence: Span) -> tuple[int, int]:
    """Start and end of the sentence without its attribution."""
    according = _ACCORDING().match(text, sentence.start, sentence.end)
    if according:
        return according.end(), sentence.end
    quotations = _quotations(text, sentence)
    speech = _speech_end(text, sentence, quotations)
    reported = _reported(text, sentence, quotations)
    if reported is None:
        return sentence.start, sentence.end if speech is None else speech
    start, match = reported
    with_that = match.group().endswith("that ")
    if speech is not None and (not with_that or speech <= match.start()):
        return sentence.start, speech
    tail = _ACCORDING_BEHIND().search(text, start, sentence.end)
    return start, tail.start() if tail else sentence.end


@lru_cache(maxsize=64)
def propositions(text: str, sentence: Span) -> tuple[Span, ...]:
    """The propositions found in a sentence, in order; the sentence where none is."""
    start, end = _edges(text, sentence)
    found = [_bare(text, start, end, sentence)]
    if end < sentence.end:
        adding = _ADDING().search(text, end, sentence.end)
        if adding:
            found.append(_bare(text, adding.end(), sentence.end, sentence))
    spans = tuple(span for span in found if span is not None)
    if spans:
        return spans
    whole = trim(text, sentence)
    return () if whole is None else (whole,)


def claim_at(text: str, offset: int) -> Span | None:
    """The proposition of the sentence over `offset`, the nearest if there are several.

    Without the attribution, the connective in front, marks all around it and the final
    full stop. None between sentences.
    """
    sentence = sentence_at(text, offset)
    if sentence is None:
        return None
    return min(
        propositions(text, sentence),
        key=lambda span: max(span.start - offset, offset - span.end + 1, 0),
        default=None,
    )
