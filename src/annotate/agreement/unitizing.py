"""Krippendorff's alpha for unitizing, of one label or several.

K. Krippendorff: On the reliability of unitizing contiguous data, Sociological
Methodology 25 (1995), 47-76, in the form of Content Analysis, 2nd edition (2004),
ch. 11. All articles that everybody finished lie behind each other as one continuum. A
label of which one person has spans that overlap has no such alpha: its units may not
overlap.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from annotate.agreement.sheets import Sheet

__all__ = ["alpha_of_units", "unitizing_alpha"]

_Span = tuple[int, int]


def unitizing_alpha(
    sheets: Sequence[Sheet], people: Sequence[str], labels: Collection[str]
) -> float | None:
    """Alpha of one label or of several, over the articles that all of them finished.

    None where they share no article, where somebody's spans of one label overlap, and
    where nobody has any.
    """
    whole = [sheet for sheet in sheets if all(name in sheet.marks for name in people)]
    length = sum(sheet.length for sheet in whole)
    by_label = [_units(whole, people, label) for label in labels]
    if len(people) < 2 or any(_overlap(own) for each in by_label for own in each):
        return None
    return alpha_of_units(by_label, length)


def _units(
    sheets: Iterable[Sheet], people: Sequence[str], label: str
) -> list[list[_Span]]:
    """Each person's spans of a label, with the articles laid end to end."""
    length = 0
    units: list[list[_Span]] = [[] for _ in people]
    for sheet in sheets:
        for own, name in zip(units, people, strict=True):
            spans = {mark[:2] for mark in sheet.marks[name] if mark[2] == label}
            own.extend((length + start, length + end) for start, end in sorted(spans))
        length += sheet.length
    return units


def _overlap(units: Sequence[_Span]) -> bool:
    return any(after[0] < before[1] for before, after in pairwise(units))


def alpha_of_units(
    by_label: Sequence[Sequence[Sequence[_Span]]], length: int
) -> float | None:
    """Alpha of each label's units of each person, on a continuum from 0 to `length`.

    The units of a person come in order and do not overlap. Of several labels it is 1
    less the sum of what was observed by the sum of what was expected. None where nobody
    has any.
    """
    expected = sum((_expected(units, length) for units in by_label), Fraction(0))
    if not expected:
        return None
    observed = sum((_observed(units, length) for units in by_label), Fraction(0))
    return float(1 - observed / expected)


def _observed(units: Sequence[Sequence[_Span]], length: int) -> Fraction:
    gaps = [_gaps(own, length) for own in units]
    total = 0
    for one, other in combinations(range(len(units)), 2):
        total += _differing(units[one], units[other])
        total += _within(units[one], gaps[other]) + _within(units[other], gaps[one])
    return Fraction(2 * total, len(units) * (len(units) - 1) * length * length)


def _differing(one: Sequence[_Span], other: Sequence[_Span]) -> int:
    """For units that overlap, how far their edges are apart, squared."""
    total, first = 0, 0
    for start, end in one:
        while first < len(other) and other[first][1] <= start:
            first += 1
        at = first
        while at < len(other) and other[at][0] < end:
            total += (start - other[at][0]) ** 2 + (end - other[at][1]) ** 2
            at += 1
    return total


def _within(units: Sequence[_Span], gaps: Sequence[_Span]) -> int:
    """For units that lie in a gap of the other, their lengths, squared."""
    total, at = 0, 0
    for start, end in units:
        while at < len(gaps) and gaps[at][1] < end:
            at += 1
        if at < len(gaps) and gaps[at][0] <= start:
            total += (end - start) ** 2
    return total


def _gaps(units: Sequence[_Span], length: int) -> list[_Span]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]


def _expected(units: Sequence[Sequence[_Span]], length: int) -> Fraction:
    lengths = [end - start for own in units for start, end in own]
    if not lengths:
        return Fraction(0)
    gaps = sorted(
        (end - start for own in units for start, end in _gaps(own, length)),
        reverse=True,
    )
    total = Fraction(0)
    for size in lengths:
        total += Fraction((len(lengths) - 1) * (2 * size**3 - 3 * size**2 + size), 3)
        for gap in gaps:
            if gap < size:
                break
            total += size * size * (gap - size + 1)
    places = len(units) * length
    ways = places * (places - 1) - sum(size * (size - 1) for size in lengths)
    return total * Fraction(2, length) / ways if ways else Fraction(0)
