"""Marks of one article that can meet, apart from those that cannot.

Two people's marks are paired only when they are close enough, so that an article falls
into clusters which have nothing to do with each other. In a cluster the marks are
numbered and what somebody has is a set of bits, so that most questions are answered by
one `&`; and people who have the same are asked about once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotate.agreement.bits import numbers_of
from annotate.agreement.matching import best_of_part, likeness, most_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from annotate.agreement.work import Mark

__all__ = ["Cluster", "clusters"]


class Cluster:
    """Marks that are close to one another, at least by way of others."""

    def __init__(self, marks: Sequence[Mark], near: Sequence[int]) -> None:
        self.marks = marks
        """By place."""
        self.near = near
        """For each the marks that are close to it, as bits; itself is."""
        self.holders: dict[int, list[int]] = {}
        """Who has exactly these marks, by number; who has none is left out."""
        self._known: dict[tuple[int, int], int] = {}

    @cached_property
    def is_single(self) -> bool:
        """Whether nobody has two marks here."""
        return all(held & held - 1 == 0 for held in self.holders)

    @cached_property
    def is_tight(self) -> bool:
        """Whether any two marks are close."""
        return all(near.bit_count() == len(self.marks) for near in self.near)

    def best(self, one: int, other: int) -> list[tuple[int, int]]:
        """The one-to-one pairs of close marks of two sets; see `close_pairs`."""
        if not (one and other):
            return []
        if not one & one - 1:
            at = one.bit_length() - 1
            row = self.near[at] & other
            return [(at, self._likest(at, row))] if row else []
        if not other & other - 1:
            at = other.bit_length() - 1
            row = self.near[at] & one
            return [(self._likest(at, row), at)] if row else []
        alike = self._alike(one, other)
        if alike is not None:
            return alike
        rows = [(at, self.near[at] & other) for at in numbers_of(one)]
        left = [(at, row) for at, row in rows if row]
        found: list[tuple[int, int]] = []
        while left:
            # Marks that no mark connects are paired apart, and most are two alone.
            part, reached = [left.pop()], 0
            for _, row in part:
                reached |= row
                meeting = [each for each in left if each[1] & reached]
                if meeting:
                    part += meeting
                    left = [each for each in left if not each[1] & reached]
            if len(part) == 1 and not reached & reached - 1:
                found.append((part[0][0], reached.bit_length() - 1))
            else:
                found += self._best_of(part)
        return found

    def _best_of(self, part: list[tuple[int, int]]) -> list[tuple[int, int]]:
        weights = {
            at: {place: self._likeness(at, place) for place in numbers_of(row)}
            for at, row in sorted(part)
        }
        return best_of_part(weights)

    def _alike(self, one: int, other: int) -> list[tuple[int, int]] | None:
        """The best pairs where each label has one, and nothing is left on one side.

        There are no more pairs then, and no others of one label. None where that is not
        so.
        """
        found = []
        left, left_too = one, other
        for label in self._labels:
            mine, theirs = one & label, other & label
            if mine and theirs:
                at, place = mine.bit_length() - 1, theirs.bit_length() - 1
                is_plain = not (mine & mine - 1 or theirs & theirs - 1)
                if not (is_plain and self.near[at] & theirs):
                    return None
                found.append((at, place))
                left, left_too = left ^ mine, left_too ^ theirs
        return None if left and left_too else found

    @cached_property
    def _labels(self) -> tuple[int, ...]:
        """The marks of each label that comes, as bits."""
        found: dict[str, int] = {}
        for at, (_, _, label) in enumerate(self.marks):
            found[label] = found.get(label, 0) | 1 << at
        return tuple(found.values())

    def _likest(self, at: int, row: int) -> int:
        """Of some marks the one that is most like another one."""
        if not row & row - 1:
            return row.bit_length() - 1
        return min(
            numbers_of(row), key=lambda place: (-self._likeness(at, place), place)
        )

    def _likeness(self, one: int, other: int) -> int:
        known = self._known.get((one, other))
        if known is None:
            known = likeness(self.marks[one], self.marks[other])
            self._known[one, other] = known
        return known

    def most(self, one: int, other: int) -> int:
        """How many one-to-one pairs of close marks two sets can make."""
        if one == other:
            return one.bit_count()
        common = one & other
        rows, others = [], 0
        for at in numbers_of(one):
            row = self.near[at] & other
            if row:
                rows.append((at, row))
                others |= row
        most = min(len(rows), others.bit_count())
        # Common marks with themselves, the rest first come: often that is the most.
        found, free = common.bit_count(), others & ~common
        for at, row in rows:
            if free & row and not common >> at & 1:
                free &= ~(free & row & -(free & row))
                found += 1
        if found == most:
            return most
        return most_pairs({at: list(numbers_of(row)) for at, row in rows})


def clusters(
    marks: Mapping[int, Collection[Mark]], least: Fraction
) -> Iterator[Cluster]:
    """The clusters of one article's marks, given by the numbers of people."""
    every = sorted({mark for held in marks.values() for mark in held})
    found: list[Cluster] = []
    places: dict[Mark, tuple[int, int]] = {}
    near = _near(every, least)
    for members in _members(near):
        numbers = {at: number for number, at in enumerate(members)}
        for at, number in numbers.items():
            places[every[at]] = (len(found), 1 << number)
        found.append(
            Cluster(
                [every[at] for at in members],
                [sum(1 << numbers[place] for place in near[at]) for at in members],
            )
        )
    for who, held in marks.items():
        own: dict[int, int] = {}
        for mark in held:
            cluster, bit = places[mark]
            own[cluster] = own.get(cluster, 0) | bit
        for cluster, bits in own.items():
            found[cluster].holders.setdefault(bits, []).append(who)
    return iter(found)


def _near(every: Sequence[Mark], least: Fraction) -> list[list[int]]:
    """For each of the sorted marks the places of those that are close, itself too."""
    over, under = least.numerator, least.denominator
    near = [[at] for at in range(len(every))]
    for at, (start, end, _) in enumerate(every):
        size = end - start
        # What starts later has less in common than this mark alone would have to.
        last = min((end * under - over * size) // under, end - 1)
        for place in range(at + 1, len(every)):
            other_start, other_end, _ = every[place]
            if other_start > last:
                break
            common = min(end, other_end) - other_start
            union = size + other_end - other_start - common
            if common * under >= over * union:
                near[at].append(place)
                near[place].append(at)
    return near


def _members(near: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of each cluster, in order."""
    seen = [False] * len(near)
    for root in range(len(near)):
        if seen[root]:
            continue
        seen[root] = True
        queue = [root]
        for at in queue:
            for place in near[at]:
                if not seen[place]:
                    seen[place] = True
                    queue.append(place)
        yield sorted(queue)
