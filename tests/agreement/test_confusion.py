from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from agreement_cases import LABELS, PEOPLE, annotation, mark_sets, sheet, sheets
from hypothesis import given

from annotate.agreement.confusion import confusion, label_pairs
from annotate.agreement.differences import Kind, differences
from annotate.agreement.matching import HALF
from annotate.agreement.pairs import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.agreement.confusion import Confusion
    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark


def _table(drawn: Sequence[Sheet], people: Sequence[str]) -> Confusion:
    pairs = pairs_of(drawn, people, LABELS, HALF)
    return confusion(drawn, people, LABELS, HALF, pairs)


@pytest.mark.parametrize(
    ("ada", "ben", "rows", "missed", "spurious"),
    [
        ("", "", "000 000 000", "000", "000"),
        ("claim 0-9", "claim 0-9", "100 000 000", "000", "000"),
        ("claim 0-9", "quote 0-9", "010 000 000", "000", "000"),
        ("quote 0-9", "claim 0-9", "000 100 000", "000", "000"),
        ("claim 0-9", "quote 0-4", "000 000 000", "100", "010"),
        ("claim 0-9, quote 0-9", "quote 0-9, claim 0-9", "100 010 000", "000", "000"),
        # A quote within a claim, both moved: neither is taken for the other.
        ("claim 0-20, quote 1-19", "claim 1-20, quote 0-19", "100 010 000", "000",
         "000"),
        ("number 3-5, number 3-5", "", "000 000 000", "001", "000"),
    ],
)  # fmt: skip
def test_labels_of_two_people_meet_in_rows_and_columns(
    ada: str, ben: str, rows: str, missed: str, spurious: str
) -> None:
    found = _table((sheet(ada=ada, ben=ben),), ("ada", "ben"))
    assert " ".join("".join(map(str, row)) for row in found.counts) == rows
    assert "".join(map(str, found.missed)) == missed
    assert "".join(map(str, found.spurious)) == spurious
    assert found.is_directed


@given(sheets())
def test_the_table_of_many_is_the_sum_over_every_two_folded(
    drawn: tuple[Sheet, ...],
) -> None:
    found = _table(drawn, PEOPLE)
    met: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for pair in combinations(PEOPLE, 2):
        two = _table(drawn, pair)
        for row, label in zip(two.counts, LABELS, strict=True):
            for count, other in zip(row, LABELS, strict=True):
                met[label, other] += count
        for label, missed, spurious in zip(
            LABELS, two.missed, two.spurious, strict=True
        ):
            alone[label] += missed + spurious
    assert not found.is_directed
    for row, label in zip(found.counts, LABELS, strict=True):
        for count, other in zip(row, LABELS, strict=True):
            folded = met[label, other] + met[other, label] * (label != other)
            assert count == folded
    assert found.missed == found.spurious == tuple(alone[label] for label in LABELS)


@given(mark_sets(), mark_sets())
def test_cells_beside_the_diagonal_are_the_differences_of_label(
    one: set[Mark], other: set[Mark]
) -> None:
    mine = [annotation(each, "ada", at) for at, each in enumerate(sorted(one))]
    theirs = [annotation(each, "ben", at) for at, each in enumerate(sorted(other))]
    listed = Counter(
        (each.one.label, each.other.label)
        for each in differences(mine, theirs)
        if each.kind is Kind.LABEL and each.one and each.other
    )
    cells = Counter(pair for pair in label_pairs(one, other, HALF) if len({*pair}) == 2)
    assert cells == listed


@given(sheets())
def test_every_mark_is_in_the_table_once_for_each_person_it_is_compared_with(
    drawn: tuple[Sheet, ...],
) -> None:
    found = _table(drawn, PEOPLE)
    for at, label in enumerate(LABELS):
        compared = sum(
            (len(each.marks) - 1) * sum(mark[2] == label for mark in set(held))
            for each in drawn
            for held in each.marks.values()
        )
        row = sum(found.counts[at]) + found.counts[at][at]
        assert row + found.missed[at] == compared
