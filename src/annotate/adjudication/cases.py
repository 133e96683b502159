"""What is to be decided on an article: its annotators' tags, put together in cases.

Tags of one span and label are one *variant*, whoever holds it. Variants that any two
annotators have instead of each other (`annotate.agreement.differences`: another
boundary, another label) are one *case*. A variant that some have and others lack is a
case of its own, and so is one that all have, in which there is nothing to differ about.
Spans that nest or overlap are no difference where everybody has them.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.differences import differences
from annotate.agreement.work import mark_of
from annotate.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotate.agreement.work import Mark, Work
    from annotate.model import Annotation

__all__ = ["Case", "CaseKind", "Variant", "cases"]


class CaseKind(StrEnum):
    """In what the annotators differ."""

    AGREED = "agreed"
    """In nothing: all have the one variant."""
    MISSING = "missing"
    """Some have it, the others have nothing in its place."""
    BOUNDARY = "boundary"
    """One label, several spans."""
    LABEL = "label"
    """One span, several labels."""
    BOTH = "boundary and label"


class Variant(NamedTuple):
    """One span and label that somebody has."""

    mark: Mark
    holders: tuple[Annotation, ...]
    """The tag of each annotator who has it, in the order of the annotators."""

    @property
    def span(self) -> Span:
        """Where it is."""
        return self.holders[0].span

    @property
    def label(self) -> str:
        """Id of its label."""
        return self.holders[0].label

    def held_by(self, annotator: str) -> Annotation | None:
        """The annotator's tag; None when they have another variant or none."""
        for each in self.holders:
            if each.annotator == annotator:
                return each
        return None


class Case(NamedTuple):
    """Variants of which the adjudicator takes some, all or none."""

    kind: CaseKind
    variants: tuple[Variant, ...]
    """By start, longest first, then by label; at least one."""

    @property
    def span(self) -> Span:
        """From the first start to the last end."""
        last = max(each.span.end for each in self.variants)
        return Span(self.variants[0].span.start, last)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Of its variants, in their order."""
        return tuple(each.mark for each in self.variants)

    @property
    def is_difference(self) -> bool:
        """Whether not all have the same."""
        return self.kind is not CaseKind.AGREED

    def of(self, annotator: str) -> tuple[Annotation, ...]:
        """What that annotator has in it; () for nothing."""
        found = (each.held_by(annotator) for each in self.variants)
        return tuple(one for one in found if one is not None)


def cases(works: Sequence[Work]) -> tuple[Case, ...]:
    """The cases of an article, by place; every tag is in exactly one of them.

    The works are of one article, each of another annotator. With one work, all is
    agreed. Equal marks of one annotator count once.
    """
    variants = _variants(works)
    groups = _Groups(variants)
    # By name: of two ways to pair that are as good, the columns' order chooses none.
    for one, other in combinations(sorted(works, key=attrgetter("annotator")), 2):
        for each in differences(one.annotations, other.annotations):
            if each.one is not None and each.other is not None:
                groups.join(mark_of(each.one), mark_of(each.other))
    found = [
        _case([variants[mark] for mark in group], len(works)) for group in groups.all()
    ]
    return tuple(sorted(found, key=_place))


def _variants(works: Iterable[Work]) -> dict[Mark, Variant]:
    holders: dict[Mark, list[Annotation]] = {}
    for work in works:
        of_one: dict[Mark, Annotation] = {}
        for each in sorted(work.annotations, key=lambda one: one.id):
            of_one.setdefault(mark_of(each), each)
        for mark, each in of_one.items():
            holders.setdefault(mark, []).append(each)
    return {mark: Variant(mark, tuple(held)) for mark, held in holders.items()}


class _Groups:
    """Marks that belong together, as far as they have been joined (union-find)."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._parent: dict[Mark, Mark] = {mark: mark for mark in marks}

    def _root(self, mark: Mark) -> Mark:
        parent = self._parent
        while parent[mark] != mark:
            parent[mark] = parent[parent[mark]]
            mark = parent[mark]
        return mark

    def join(self, one: Mark, other: Mark) -> None:
        """Put the groups of both together."""
        self._parent[self._root(other)] = self._root(one)

    def all(self) -> Iterable[list[Mark]]:
        """Each group once."""
        found: dict[Mark, list[Mark]] = {}
        for mark in self._parent:
            found.setdefault(self._root(mark), []).append(mark)
        return found.values()


def _case(variants: list[Variant], annotators: int) -> Case:
    variants.sort(key=_variant_place)
    return Case(_kind(variants, annotators), tuple(variants))


def _kind(variants: Sequence[Variant], annotators: int) -> CaseKind:
    if len(variants) == 1:
        is_agreed = len(variants[0].holders) == annotators
        return CaseKind.AGREED if is_agreed else CaseKind.MISSING
    labels = {each.label for each in variants}
    spans = {each.span for each in variants}
    if len(labels) == 1:
        return CaseKind.BOUNDARY
    return CaseKind.LABEL if len(spans) == 1 else CaseKind.BOTH


def _variant_place(variant: Variant) -> tuple[int, int, str]:
    start, end, label = variant.mark
    return start, -end, label


def _place(case: Case) -> tuple[int, int, tuple[Mark, ...]]:
    span = case.span
    return span.start, -span.end, case.marks
