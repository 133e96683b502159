"""A stretch without what no span holds: white space at its edges, the final stop."""

from __future__ import annotations

import re

from annotate.model import Span
from annotate.text.cuts import last_match
from annotate.text.graphemes import ceil_boundary, floor_boundary, is_boundary

__all__ = ["ABBREVIATIONS", "snap", "trim", "trim_blanks"]

MOST_BLANK_CLUSTERS = 32
"""Spaces that carry a combining mark, at one edge, before a stretch counts as blank."""

_SPACES = re.compile(r"\s*")
_NO_SPACE = re.compile(r"\S")
_PLAIN = frozenset(map(chr, range(33, 127))) | frozenset("“”‘’…–—")
"""Characters that are neither white space nor join what stands before them."""
_STOPS = ".。．"
_NONE_OR_STOPS = ("", *_STOPS)
ABBREVIATIONS = frozenset(
    {
        *("Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "Bros", "Esq", "etc", "Mr", "Mrs"),
        *("Ms", "Dr", "Gen", "No", "vs", "al"),
    }
)
"""Words whose point is no full stop; letters with points between are others."""
_ABBREVIATION = re.compile(
    rf"(?<![^\W_])(?:(?:[^\W\d_]\.){{2,}}|(?:{'|'.join(sorted(ABBREVIATIONS))}|Ph\.D)\.)\Z"
)


def snap(text: str, start: int, end: int) -> Span:
    """The smallest span of whole clusters over start to end; these must differ."""
    return Span(floor_boundary(text, start), ceil_boundary(text, end))


def trim_blanks(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its edges; None when nothing else is there.

    A space that carries a combining mark counts as white space: no span may begin with
    one, nor in the middle of one.
    """
    if (
        start < end
        and text[start] in _PLAIN
        and text[end - 1] in _PLAIN
        and is_boundary(text, start)
        and is_boundary(text, end)
    ):
        # So it mostly is, and what follows would take ten times as long.
        return Span(start, end)
    for _ in range(MOST_BLANK_CLUSTERS):
        spaces = _SPACES.match(text, start, end)
        start = spaces.end() if spaces else start
        if start >= end:
            return None
        if is_boundary(text, start):
            break
        start = ceil_boundary(text, start)
    else:
        return None
    for _ in range(MOST_BLANK_CLUSTERS):
        last = last_match(_NO_SPACE, text, start, end)
        if last is None:
            return None
        cluster = floor_boundary(text, last)
        if is_boundary(text, last + 1) and not text[cluster].isspace():
            return Span(start, last + 1)
        end = cluster
    return None


def trim(text: str, span: Span) -> Span | None:
    """What a label marks of `span`; None when nothing remains.

    White space at the edges stays out, and so does the final full stop, unless it
    stands inside closing quotation marks or belongs to an abbreviation or an ellipsis.
    """
    trimmed = trim_blanks(text, span.start, min(span.end, len(text)))
    # What is left may end in a stop again, as “. .” does.
    while trimmed is not None:
        last = trimmed.end - 1
        if text[last] not in _STOPS or not is_boundary(text, last):
            return trimmed
        before = text[max(trimmed.start, last - 16) : last + 1]
        if before[-2:-1] in _NONE_OR_STOPS:
            return None if len(before) == 1 else trimmed
        word = before[-5:-1]
        is_word = len(word) > 3 and word.isalpha() and word.islower()
        if not is_word and _ABBREVIATION.search(before):
            return trimmed
        trimmed = trim_blanks(text, trimmed.start, last)
    return None
