"""Each label as a layer of its own: which units of the text are inside, for whom.

A unit is a token or a code point. A token is inside as soon as one of its code points
is. Layers of one label are binary, so that overlapping spans do no harm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.bits import full, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark

__all__ = ["LayerSheet", "Unit", "layers", "whole_layers"]


class Unit(StrEnum):
    """What the text is counted in."""

    TOKEN = "token"  # noqa: S105 - a word of the text, no secret
    CHAR = "char"


class LayerSheet(NamedTuple):
    """The layers of one article, of the people who finished it."""

    size: int
    """Units of the article."""
    inside: Mapping[str, int]
    """By person the set of units inside."""


def layers(
    sheets: Iterable[Sheet],
    people: Sequence[str],
    labels: Sequence[str],
    unit: Unit,
) -> dict[str, list[LayerSheet]]:
    """By label, and by "" for all labels together, one for each article."""
    found: dict[str, list[LayerSheet]] = {label: [] for label in (*labels, "")}
    for sheet in sheets:
        place = _Places(sheet, unit)
        own = {
            name: _inside(sheet.marks[name], place, labels)
            for name in people
            if name in sheet.marks
        }
        for label in labels:
            found[label].append(
                LayerSheet(place.size, {name: own[name][label] for name in own})
            )
        together = {}
        for name, by_label in own.items():
            together[name] = 0
            for bits in by_label.values():
                together[name] |= bits
        found[""].append(LayerSheet(place.size, together))
    return found


def _inside(
    marks: Iterable[Mark], place: _Places, labels: Sequence[str]
) -> dict[str, int]:
    found = dict.fromkeys(labels, 0)
    for start, end, label in marks:
        if label in found:
            found[label] |= place.bits(start, end)
    return found


class _Places:
    """Which units of an article a span holds."""

    def __init__(self, sheet: Sheet, unit: Unit) -> None:
        self._is_token = unit is Unit.TOKEN
        self._starts = [start for start, _ in sheet.tokens]
        self._ends = [end for _, end in sheet.tokens]
        self.size = len(sheet.tokens) if self._is_token else sheet.length
        self._known: dict[tuple[int, int], int] = {}

    def bits(self, start: int, end: int) -> int:
        known = self._known.get((start, end))
        if known is None:
            first, behind = start, end
            if self._is_token:
                first = bisect_right(self._ends, start)
                # A span of nothing but white space holds no token.
                behind = max(first, bisect_left(self._starts, end))
            known = self._known[start, end] = full(behind) ^ full(first)
        return known


def whole_layers(
    sheets: Sequence[LayerSheet], people: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Of each person the units inside and the units there are, over all articles."""
    for name in people:
        yield (
            packed((sheet.inside.get(name, 0), sheet.size) for sheet in sheets),
            packed(
                (full(sheet.size) if name in sheet.inside else 0, sheet.size)
                for sheet in sheets
            ),
        )
