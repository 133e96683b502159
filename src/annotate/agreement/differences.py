"""Where two annotators differ on one article, and how."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.matching import ANY_OVERLAP, HALF, close_pairs
from annotate.agreement.work import mark_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from annotate.agreement.work import Mark
    from annotate.model import Annotation, Span

__all__ = ["Difference", "Kind", "differences", "matched"]


class Kind(StrEnum):
    """In what two annotators differ."""

    BOUNDARY = "boundary"
    """One label, another span."""
    LABEL = "label"
    """Another label, on spans that are equal or overlap by half."""
    MISSING = "missing"
    """The first has it alone."""
    EXTRA = "extra"
    """The second has it alone."""


class Difference(NamedTuple):
    """One difference between two annotators."""

    kind: Kind
    one: Annotation | None
    """The first one's; None where the second has it alone."""
    other: Annotation | None
    """The second one's; None where the first has it alone."""

    @property
    def span(self) -> Span:
        """What to show: the first one's span, else the second one's."""
        shown = self.one or self.other
        if shown is None:
            raise ValueError("a difference of nothing")
        return shown.span


def differences(
    one: Sequence[Annotation], other: Sequence[Annotation]
) -> tuple[Difference, ...]:
    """The differences between two annotators' work on one article, by place.

    What both have, span and label, is none. Of the rest, spans with an IoU of at least
    one half are paired whatever their labels, then spans of one label that overlap: as
    many pairs as can be, and the most alike (`close_pairs`). A mark that one has twice
    is one mark.
    """
    alike, alone, alone_too = matched(one, other, HALF)
    found = [_typed(*pair) for pair in alike if mark_of(pair[0]) != mark_of(pair[1])]
    for label in sorted({each.label for each in alone}):
        boundary, _, _ = matched(
            [each for each in alone if each.label == label],
            [each for each in alone_too if each.label == label],
            ANY_OVERLAP,
        )
        found += [_typed(*pair) for pair in boundary]
    paired = {id(each) for pair in found for each in (pair.one, pair.other)}
    found += [
        Difference(Kind.MISSING, each, None) for each in alone if id(each) not in paired
    ]
    found += [
        Difference(Kind.EXTRA, None, each)
        for each in alone_too
        if id(each) not in paired
    ]
    return tuple(sorted(found, key=_place))


def matched(
    one: Sequence[Annotation], other: Sequence[Annotation], least: Fraction
) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation], list[Annotation]]:
    """Pairs of equal marks, then of others with that IoU; and what either has alone."""
    mine, theirs = _by_mark(one), _by_mark(other)
    pairs = [(mine[mark], theirs[mark]) for mark in mine if mark in theirs]
    rest = [mark for mark in mine if mark not in theirs]
    rest_too = [mark for mark in theirs if mark not in mine]
    close = close_pairs(rest, rest_too, least)
    pairs += [(mine[rest[at]], theirs[rest_too[place]]) for at, place in close]
    used, used_too = {at for at, _ in close}, {place for _, place in close}
    return (
        pairs,
        [mine[mark] for at, mark in enumerate(rest) if at not in used],
        [theirs[mark] for at, mark in enumerate(rest_too) if at not in used_too],
    )


def _by_mark(annotations: Sequence[Annotation]) -> dict[Mark, Annotation]:
    """The annotations by place; of equal marks the one with the least id."""
    found: dict[Mark, Annotation] = {}
    for each in sorted(annotations, key=_order):
        found.setdefault(mark_of(each), each)
    return found


def _order(each: Annotation) -> tuple[int, int, str, str]:
    return each.span.start, -each.span.end, each.label, each.id


def _typed(one: Annotation, other: Annotation) -> Difference:
    is_boundary = one.label == other.label
    return Difference(Kind.BOUNDARY if is_boundary else Kind.LABEL, one, other)


def _place(each: Difference) -> tuple[int, int, str, str]:
    shown = each.one or each.other
    named = shown.label if shown else ""
    return each.span.start, -each.span.end, each.kind, named
