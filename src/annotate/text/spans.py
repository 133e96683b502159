"""Annotations asked for by place: all of an article, or one annotator's alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from annotate.model import Annotation

__all__ = ["Own", "Spans"]


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
