"""Annotations asked for by place: all of an article, or one annotator's alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from annotate.model import Annotation

__all__ = ["Around", "Own", "Spans"]


class Spans(Protocol):
    """Annotations of one article that can be asked for by place."""

    def at(self, offset: int) -> tuple[Annotation, ...]:
        """The stack at `offset`, outermost first."""

    def between(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Annotations that share a code point with [start, end), in stack order."""

    def starting(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Annotations that start in [start, end), in stack order."""


@dataclass(frozen=True, slots=True)
class Own:
    """The annotations of one annotator out of all; costs nothing to make."""

    spans: Spans
    annotator: str

    def at(self, offset: int) -> tuple[Annotation, ...]:
        """The annotator's part of the stack at `offset`."""
        return self._mine(self.spans.at(offset))

    def between(self, start: int, end: int) -> tuple[Annotation, ...]:
        """The annotator's part of what `spans` has there."""
        return self._mine(self.spans.between(start, end))

    def starting(self, start: int, end: int) -> tuple[Annotation, ...]:
        """The annotator's part of what starts there."""
        return self._mine(self.spans.starting(start, end))

    def _mine(self, found: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        return tuple(one for one in found if one.annotator == self.annotator)


class Around:
    """The annotations of a stretch, looked up once; to be asked for in it alone."""

    __slots__ = ("_found", "_starting", "_stretch")

    def __init__(self, spans: Spans, start: int, end: int) -> None:
        self._stretch = start, end
        self._found = spans.between(start, end)
        self._starting = tuple([one for one in self._found if one.span.start >= start])

    def at(self, offset: int) -> tuple[Annotation, ...]:
        """The stack at `offset`."""
        return tuple(one for one in self._found if one.span.contains(offset))

    def between(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Those that share a code point with [start, end)."""
        if self._stretch == (start, end):
            return self._found
        return tuple(
            one for one in self._found if one.span.start < end and start < one.span.end
        )

    def starting(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Those that start in [start, end)."""
        if self._stretch == (start, end):
            return self._starting
        return tuple(one for one in self._starting if start <= one.span.start < end)
