"""Pairs of two people's spans, one to one, as many and as alike as can be.

How alike two spans are is their IoU, intersection over union: the code points that both
hold, by those that either holds. It is compared as a whole fraction, never rounded.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotate.agreement.work import Mark

__all__ = [
    "ANY_OVERLAP",
    "HALF",
    "best_of_part",
    "best_pairs",
    "close_pairs",
    "is_close",
    "likeness",
    "most_pairs",
    "overlaps",
]

HALF: Final = Fraction(1, 2)
ANY_OVERLAP: Final = Fraction(0)
"""The least IoU where one common code point is enough."""

_SAME_LABEL: Final = 1 << 80
"""More than the IoUs of a million pairs."""
_IOU_UNIT: Final = 1 << 60


def overlaps(
    one: Sequence[Mark], other: Sequence[Mark]
) -> Iterator[tuple[int, int, int]]:
    """Places in both sequences and the common code points, for all that overlap."""
    starts = sorted(range(len(other)), key=lambda at: other[at][0])
    upcoming = 0
    open_ones: list[int] = []
    for at in sorted(range(len(one)), key=lambda at: one[at][0]):
        start, end, _ = one[at]
        while upcoming < len(starts) and other[starts[upcoming]][0] < end:
            open_ones.append(starts[upcoming])
            upcoming += 1
        # What ends before this start meets no later one.
        open_ones = [place for place in open_ones if other[place][1] > start]
        for place in open_ones:
            common = min(end, other[place][1]) - max(start, other[place][0])
            if common > 0:
                yield at, place, common


def is_close(one: Mark, other: Mark, least: Fraction) -> bool:
    """Whether two spans overlap by at least that IoU; labels are not asked."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and _is_enough(one, other, common, least)


def close_pairs(
    one: Sequence[Mark], other: Sequence[Mark], least: Fraction
) -> list[tuple[int, int]]:
    """One-to-one pairs of places whose spans overlap by at least `least`, in order.

    Of all ways to pair, the one with most pairs; among those, the one with most pairs
    of one label; among those, the one with the greatest sum of IoU.
    """
    weights: dict[int, dict[int, int]] = {}
    for at, place, common in overlaps(one, other):
        mine, theirs = one[at], other[place]
        if _is_enough(mine, theirs, common, least):
            weights.setdefault(at, {})[place] = likeness(mine, theirs)
    return sorted(best_pairs(weights))


def likeness(one: Mark, other: Mark) -> int:
    """What a pair of overlapping marks is worth: one label first, then their IoU."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    weight = common * _IOU_UNIT // _union(one, other, common)
    return weight + _SAME_LABEL if one[2] == other[2] else weight


def _is_enough(one: Mark, other: Mark, common: int, least: Fraction) -> bool:
    needed = least.numerator * _union(one, other, common)
    return common * least.denominator >= needed


def _union(one: Mark, other: Mark, common: int) -> int:
    return one[1] - one[0] + other[1] - other[0] - common


def most_pairs(neighbours: Mapping[int, Sequence[int]]) -> int:
    """How many one-to-one pairs there can be, of places and those each may go with.

    Augmenting paths found breadth first (Berge 1957).
    """
    taken: dict[int, int] = {}
    owner: dict[int, int] = {}
    for root in neighbours:
        came: dict[int, int] = {}
        free = _free_place(neighbours, root, owner, came)
        while free is not None:
            at = came[free]
            before = taken.get(at)
            taken[at], owner[free] = free, at
            free = before
    return len(owner)


def _free_place(
    neighbours: Mapping[int, Sequence[int]],
    root: int,
    owner: Mapping[int, int],
    came: dict[int, int],
) -> int | None:
    """A place that nobody has at the end of an alternating path, kept in `came`."""
    queue = [root]
    for at in queue:
        for place in neighbours[at]:
            if place not in came:
                came[place] = at
                if place not in owner:
                    return place
                queue.append(owner[place])
    return None


def best_pairs(weights: Mapping[int, Mapping[int, int]]) -> list[tuple[int, int]]:
    """As many one-to-one pairs as can be, and of those the greatest sum of weights.

    `weights` has for each place those it may go with, and what the pair is worth, at
    least 0. Successive shortest paths with potentials (Edmonds and Karp 1972).
    """
    found: list[tuple[int, int]] = []
    for part in _parts(weights):
        found += best_of_part(part)
    return found


def _best_of_two(
    one: tuple[int, Mapping[int, int]],
    other: tuple[int, Mapping[int, int]] | None = None,
) -> list[tuple[int, int]]:
    """The same for one place or two, by looking at every way."""
    at, row = one
    if other is None:
        return [(at, min(row, key=lambda place: (-row[place], place)))]
    at_too, row_too = other
    best = max(
        (
            (row[first] + row_too[second], -first, -second)
            for first in row
            for second in row_too
            if first != second
        ),
        default=None,
    )
    if best is not None:
        return [(at, -best[1]), (at_too, -best[2])]
    alone = [(weight, -at, -place) for place, weight in row.items()]
    alone += [(weight, -at_too, -place) for place, weight in row_too.items()]
    return [(-max(alone)[1], -max(alone)[2])]


def _parts(
    weights: Mapping[int, Mapping[int, int]],
) -> Iterator[dict[int, Mapping[int, int]]]:
    """The pieces of the graph that have no edge between them."""
    back: dict[int, list[int]] = {}
    for at, row in weights.items():
        for place in row:
            back.setdefault(place, []).append(at)
    seen: set[int] = set()
    for root in weights:
        if root in seen:
            continue
        seen.add(root)
        queue, met = [root], set[int]()
        for at in queue:
            for place in weights[at].keys() - met:
                met.add(place)
                new = [each for each in back[place] if each not in seen]
                seen.update(new)
                queue += new
        yield {at: weights[at] for at in sorted(queue)}


def best_of_part(weights: Mapping[int, Mapping[int, int]]) -> list[tuple[int, int]]:
    """The same as `best_pairs` for places that are connected; none is without any."""
    if len(weights) <= 2:
        return _best_of_two(*weights.items())
    most = max(weight for row in weights.values() for weight in row.values())
    taken: dict[int, int] = {}
    owner: dict[int, int] = {}
    left = dict.fromkeys(weights, 0)
    right = {place: 0 for row in weights.values() for place in row}
    while True:
        far_left, far_right, came, free = _shortest(
            weights, most, taken, owner, left, right
        )
        if free is None:
            return list(taken.items())
        end = far_right[free]
        for at in left:
            left[at] += min(far_left.get(at, end), end)
        for place in right:
            right[place] += min(far_right.get(place, end), end)
        step: int | None = free
        while step is not None:
            at = came[step]
            before = taken.get(at)
            taken[at], owner[step] = step, at
            step = before


def _shortest(
    weights: Mapping[int, Mapping[int, int]],
    most: int,
    taken: Mapping[int, int],
    owner: Mapping[int, int],
    left: Mapping[int, int],
    right: Mapping[int, int],
) -> tuple[dict[int, int], dict[int, int], dict[int, int], int | None]:
    """How far all are, whence each place was come to, and the nearest free one."""
    far_left = {at: 0 for at in weights if at not in taken}
    far_right: dict[int, int] = {}
    came: dict[int, int] = {}
    heap = [(0, at) for at in sorted(far_left)]
    free: int | None = None
    while heap:
        far, at = heappop(heap)
        if free is not None and far >= far_right[free]:
            break
        if far > far_left[at]:
            continue
        for place, weight in weights[at].items():
            if taken.get(at) == place:
                continue
            new = far + most - weight + left[at] - right[place]
            if new >= far_right.get(place, new + 1):
                continue
            far_right[place], came[place] = new, at
            follower = owner.get(place)
            if follower is None:
                if free is None or new < far_right[free] or free == place:
                    free = place
            else:
                far_left[follower] = new
                heappush(heap, (new, follower))
    return far_left, far_right, came, free
