"""Texts in pieces of some sentences, which are learned from and read one by one.

A model looks a few words around; with whole articles, one step would change it by what
hundreds of sentences say at once, and few articles would give few steps.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from annotate.model import Article, Layer, Span
from annotate.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["cuts", "pieces"]

_LEAST: Final = 250
"""Code points of a piece, but for the last one of a text."""


def cuts(text: str, kept: Iterable[Span] = ()) -> list[int]:
    """Where pieces begin, and the end of the text; none is inside a span of `kept`."""
    spans = sorted(kept)
    edges = [0]
    at, reached = 0, 0
    for end in sentence_bounds(text).ends:
        while at < len(spans) and spans[at].start < end:
            reached = max(reached, spans[at].end)
            at += 1
        if end >= reached and end - edges[-1] >= _LEAST and end < len(text):
            edges.append(end)
    return [*edges, len(text)]


def pieces(layer: Layer) -> Iterator[Layer]:
    """The layer cut at ends of sentences, no annotation with it."""
    text, rows = layer.article.text, layer.annotations
    for start, end in pairwise(cuts(text, [row.span for row in rows])):
        yield Layer(
            Article(layer.article.id, "", text[start:end]),
            layer.annotator,
            annotations=tuple(
                replace(row, span=Span(row.span.start - start, row.span.end - start))
                for row in rows
                if start <= row.span.start and row.span.end <= end
            ),
        )
