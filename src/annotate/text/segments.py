"""Which word, clause, sentence or paragraph is at, after or before an offset.

All are found on demand near the offset; a paragraph is a line, found by its line
breaks. None begins or ends with white space or inside a grapheme cluster.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.text.cuts import last_match, stretch
from annotate.text.graphemes import ceil_boundary, floor_boundary, is_boundary
from annotate.text.sentences import SentenceCuts
from annotate.text.trimming import snap, trim, trim_blanks
from annotate.text.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.model import Span

__all__ = [
    "CLAUSE",
    "PARAGRAPH",
    "SENTENCE",
    "WORD",
    "Unit",
    "clause_at",
    "next_clause",
    "next_paragraph",
    "next_sentence",
    "next_word",
    "paragraph_at",
    "previous_clause",
    "previous_paragraph",
    "previous_sentence",
    "previous_word",
    "sentence_at",
    "word_at",
]

MOST_BLANK_STRETCHES = 16
"""Stretches of nothing but spaces with combining marks that are passed over."""

_NO_SPACE = re.compile(r"\S")
_SENTENCES = SentenceCuts()


def _sentence_stretch(text: str, offset: int) -> tuple[int, int]:
    return stretch(text, offset, _SENTENCES)


def _line(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end + 1


def _at(
    text: str, offset: int, find: Callable[[str, int], tuple[int, int]]
) -> Span | None:
    if not 0 <= offset < len(text):
        return None
    span = trim_blanks(text, *find(text, offset))
    return span if span is not None and span.contains(offset) else None


def _next(
    text: str, offset: int, find: Callable[[str, int], tuple[int, int]]
) -> Span | None:
    offset = place = ceil_boundary(text, offset)
    for _ in range(MOST_BLANK_STRETCHES):
        match = _NO_SPACE.search(text, place)
        if match is None:
            return None
        start, end = find(text, match.start())
        span = trim_blanks(text, start, end)
        if span is not None and span.start >= offset:
            return span
        place = end
    return None


def _previous(
    text: str, offset: int, find: Callable[[str, int], tuple[int, int]]
) -> Span | None:
    offset = place = floor_boundary(text, offset)
    for _ in range(MOST_BLANK_STRETCHES):
        last = last_match(_NO_SPACE, text, 0, place)
        if last is None:
            return None
        start, end = find(text, last)
        span = trim_blanks(text, start, end)
        if span is not None and span.end <= offset:
            return span
        place = start
    return None


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence whose character stands at `offset`, with its stop; else None.

    A line break always ends one. A sentence longer than LONGEST_STRETCH is cut.
    """
    return _at(text, offset, _sentence_stretch)


def next_sentence(text: str, offset: int) -> Span | None:
    """The first sentence that starts at or after `offset`; None when there is none."""
    return _next(text, offset, _sentence_stretch)


def previous_sentence(text: str, offset: int) -> Span | None:
    """The last sentence that ends at or before `offset`; None when there is none."""
    return _previous(text, offset, _sentence_stretch)


def paragraph_at(text: str, offset: int) -> Span | None:
    """The line whose character stands at `offset`, trimmed; None on blanks around it.

    As long as the line is: a megabyte without a line break is one paragraph.
    """
    return _at(text, offset, _line)


def next_paragraph(text: str, offset: int) -> Span | None:
    """The first paragraph that starts at or after `offset`; None when there is none."""
    return _next(text, offset, _line)


def previous_paragraph(text: str, offset: int) -> Span | None:
    """The last paragraph that ends at or before `offset`; None when there is none."""
    return _previous(text, offset, _line)


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(
        r"[,;:][\"”’»]{0,3}(?=\s)|[，、；：]|\s+[–—-]+(?=\s)|—+|\s(?=\()|\)(?=\s)"
    )


_LEAD = re.compile(r"[\s,;:，、；：–—-]*")
_TAIL = re.compile(r"[^\s,;:，、；：–—-]")


def _clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence in order, without the marks between them."""
    clauses = []
    start = sentence.start
    ends = [
        match.end() if text[match.start()] != "(" else match.start()
        for match in _clause_ends().finditer(text, sentence.start, sentence.end)
    ]
    for end in (*ends, sentence.end):
        lead = _LEAD.match(text, start, end)
        low = lead.end() if lead else start
        tail = last_match(_TAIL, text, low, end)
        if tail is not None:
            span = trim(text, snap(text, low, tail + 1))
            if span is not None and is_boundary(text, end):
                clauses.append(span)
                start = end
    return clauses


def clause_at(text: str, offset: int) -> Span | None:
    """The part of a sentence between commas, dashes or brackets at `offset`, or None.

    Without the marks that end it, the full stop among them.
    """
    sentence = sentence_at(text, offset)
    if sentence is None:
        return None
    return next(
        (clause for clause in _clauses(text, sentence) if clause.contains(offset)), None
    )


def next_clause(text: str, offset: int) -> Span | None:
    """The first clause that starts at or after `offset`; None when there is none."""
    sentence = sentence_at(text, offset) or next_sentence(text, offset)
    while sentence is not None:
        for clause in _clauses(text, sentence):
            if clause.start >= offset:
                return clause
        sentence = next_sentence(text, sentence.end)
    return None


def previous_clause(text: str, offset: int) -> Span | None:
    """The last clause that ends at or before `offset`; None when there is none."""
    sentence = sentence_at(text, offset) or previous_sentence(text, offset)
    while sentence is not None:
        for clause in reversed(_clauses(text, sentence)):
            if clause.end <= offset:
                return clause
        sentence = previous_sentence(text, sentence.start)
    return None


class Unit(NamedTuple):
    """The three ways to find a kind of segment."""

    at: Callable[[str, int], Span | None]
    """The one whose character stands at an offset."""
    next: Callable[[str, int], Span | None]
    """The first that starts at or after it."""
    previous: Callable[[str, int], Span | None]
    """The last that ends at or before it."""


WORD = Unit(word_at, next_word, previous_word)
CLAUSE = Unit(clause_at, next_clause, previous_clause)
SENTENCE = Unit(sentence_at, next_sentence, previous_sentence)
PARAGRAPH = Unit(paragraph_at, next_paragraph, previous_paragraph)
