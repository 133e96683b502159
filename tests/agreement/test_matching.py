from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from agreement_cases import mark_sets, marks
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.matching import (
    ANY_OVERLAP,
    HALF,
    best_pairs,
    close_pairs,
    is_close,
    most_pairs,
    overlaps,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.agreement.work import Mark


@pytest.mark.parametrize(
    ("one", "other", "least", "close"),
    [
        ("claim 0-10", "quote 0-10", HALF, True),
        ("claim 0-10", "claim 0-5", HALF, True),  # 5 of 10: exactly the half
        ("claim 0-10", "claim 0-4", HALF, False),
        ("claim 0-10", "claim 9-20", ANY_OVERLAP, True),
        ("claim 0-10", "claim 10-20", ANY_OVERLAP, False),  # they touch
        ("claim 0-25", "claim 18-25", Fraction("0.28"), True),  # .28 * 25 > 7 in floats
    ],
)
def test_spans_are_close_from_the_iou_that_is_asked(
    one: str, other: str, least: Fraction, close: bool
) -> None:
    assert is_close(*marks(one), *marks(other), least) is close


@pytest.mark.parametrize(
    ("one", "other", "least", "pairs"),
    [
        ("", "", HALF, []),
        ("claim 0-10", "", HALF, []),
        ("claim 0-10", "claim 0-10", HALF, [(0, 0)]),
        # First come would give 0-10 to 0-9 and leave 0-8 and 0-18 alone.
        ("claim 0-10, claim 0-8", "claim 0-9, claim 0-18", HALF, [(0, 1), (1, 0)]),
        # More pairs before closer ones.
        ("claim 0-10, claim 8-18", "claim 0-9, claim 4-12", ANY_OVERLAP,
         [(0, 0), (1, 1)]),
        # The same label before a closer span.
        ("claim 0-10", "quote 0-10, claim 0-9", HALF, [(0, 1)]),
        # The closer one of two.
        ("claim 0-10", "claim 0-8, claim 0-9", HALF, [(0, 1)]),
        # Nested and crossing.
        ("claim 0-20, claim 5-10", "claim 4-10, claim 1-20", HALF, [(0, 1), (1, 0)]),
    ],
)  # fmt: skip
def test_pairs_are_as_many_and_as_alike_as_can_be(
    one: str, other: str, least: Fraction, pairs: list[tuple[int, int]]
) -> None:
    assert close_pairs(marks(one), marks(other), least) == pairs


@given(mark_sets(), mark_sets())
def test_overlaps_are_those_of_every_pair_looked_at(
    one: set[Mark], other: set[Mark]
) -> None:
    mine, theirs = list(one), list(other)
    expected = {
        (at, place, len(set(range(a[0], a[1])) & set(range(b[0], b[1]))))
        for at, a in enumerate(mine)
        for place, b in enumerate(theirs)
    }
    found = list(overlaps(mine, theirs))
    assert set(found) == {each for each in expected if each[2]}
    assert len(found) == len(set(found))


Weights = dict[int, dict[int, int]]
_WEIGHTS = st.dictionaries(
    st.integers(0, 4),
    st.dictionaries(st.integers(0, 4), st.integers(0, 9), min_size=1),
    max_size=5,
)


def _every_way(weights: Weights) -> Iterator[tuple[int, int]]:
    """(pairs, sum of weights) of every way to pair."""
    places = [*range(5), *([None] * 5)]
    for chosen in set(permutations(places, len(weights))):
        rows = zip(weights.values(), chosen, strict=True)
        worth = [row[place] for row, place in rows if place in row]
        yield len(worth), sum(worth)


@given(_WEIGHTS)
def test_the_best_pairs_are_the_best_of_every_way_to_pair(weights: Weights) -> None:
    pairs = best_pairs(weights)
    assert len({at for at, _ in pairs}) == len(pairs)
    assert len({place for _, place in pairs}) == len(pairs)
    worth = sum(weights[at][place] for at, place in pairs)
    assert (len(pairs), worth) == max(_every_way(weights))


@given(_WEIGHTS)
def test_the_most_pairs_are_as_many_as_the_best_ones(weights: Weights) -> None:
    neighbours = {at: list(row) for at, row in weights.items()}
    assert most_pairs(neighbours) == len(best_pairs(weights))
