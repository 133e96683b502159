"""What is compared: one annotator's finished work on one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from annotate.model import Annotation

__all__ = ["Mark", "Work", "mark_of"]

Mark: TypeAlias = tuple[int, int, str]
"""First code point, first code point behind, label: all that is compared of a tag."""


class Work(NamedTuple):
    """One annotator's finished work on one article."""

    article: str
    annotator: str
    length: int
    """Code points of the text."""
    annotations: tuple[Annotation, ...]
    """Accepted ones only; () is finished and empty, and counts as such."""

    @property
    def marks(self) -> frozenset[Mark]:
        """The annotations as marks; equal ones are one."""
        return frozenset(map(mark_of, self.annotations))


def mark_of(annotation: Annotation) -> Mark:
    """What is compared of an annotation."""
    return annotation.span.start, annotation.span.end, annotation.label
