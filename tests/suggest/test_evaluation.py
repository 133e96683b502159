"""Strict and partial agreement with gold spans, as in SemEval-2013."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Span
from annotate.suggest.evaluation import Agreement, agreement


def spans(*edges: tuple[int, int]) -> set[Span]:
    return {Span(*each) for each in edges}


@pytest.mark.parametrize(
    ("gold", "proposed", "correct", "partial"),
    [
        ([], [], 0, 0),
        ([(0, 5)], [], 0, 0),
        ([], [(0, 5)], 0, 0),
        ([(0, 5)], [(0, 5)], 1, 0),
        ([(0, 5)], [(0, 6)], 0, 1),
        ([(0, 5)], [(5, 9)], 0, 0),  # they touch and share nothing
        ([(0, 5)], [(0, 5), (0, 6)], 1, 0),  # the exact one takes the gold span
        ([(0, 5), (0, 9)], [(0, 9)], 1, 0),
        ([(0, 9)], [(0, 2), (3, 8)], 0, 1),  # a span counts once
        ([(0, 4), (5, 9)], [(0, 9)], 0, 1),
        ([(0, 4), (5, 9)], [(3, 6), (8, 9)], 0, 2),
        ([(0, 4), (0, 4)], [(0, 4)], 1, 0),  # sets
        ([(0, 20), (2, 4), (2, 5)], [(3, 4), (2, 6), (30, 31)], 0, 2),
    ],
)
def test_each_span_counts_once_and_exact_pairs_first(
    gold: list[tuple[int, int]],
    proposed: list[tuple[int, int]],
    correct: int,
    partial: int,
):
    wanted, offered = spans(*gold), spans(*proposed)
    found = agreement(wanted, offered)
    assert found == Agreement(len(wanted), len(offered), correct, partial)


def test_precision_recall_and_f1_by_hand():
    found = Agreement(gold=10, proposed=8, correct=4, partial=2)
    strict, partial = found.strict, found.overlapping
    assert (strict.precision, strict.recall, strict.f1) == (0.5, 0.4, 8 / 18)
    assert (partial.precision, partial.recall) == (5 / 8, 0.5)
    assert partial.f1 == pytest.approx(2 * 0.625 * 0.5 / 1.125)


def test_what_is_divided_by_nothing_is_none():
    nothing = Agreement().strict
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    missed = Agreement(gold=3).strict
    assert (missed.precision, missed.recall, missed.f1) == (None, 0.0, 0.0)
    spurious = Agreement(proposed=3).overlapping
    assert (spurious.precision, spurious.recall, spurious.f1) == (0.0, None, 0.0)


def test_counts_add_up_over_articles_and_labels():
    one, other = Agreement(1, 2, 1, 0), Agreement(3, 1, 0, 1)
    assert sum([one, other], Agreement()) == Agreement(4, 3, 1, 1)


few = st.sets(
    st.tuples(st.integers(0, 12), st.integers(1, 6)).map(
        lambda pair: Span(pair[0], pair[0] + pair[1])
    ),
    max_size=4,
)


@given(few, few)
@settings(max_examples=300, deadline=None)
def test_no_pairing_has_more_exact_ones_and_all_pairs_overlap(
    gold: set[Span], proposed: set[Span]
):
    found = agreement(gold, proposed)
    assert found.correct == len(gold & proposed)
    assert found.correct + found.partial <= min(len(gold), len(proposed))
    mirrored = agreement(proposed, gold)
    assert (mirrored.correct, mirrored.gold) == (found.correct, found.proposed)
    rest, other = gold - proposed, proposed - gold
    overlapping = any(a.start < b.end and b.start < a.end for a in rest for b in other)
    assert (found.partial > 0) is overlapping


def test_many_spans_that_all_overlap_are_paired():
    gold = {Span(number, 1000 + number) for number in range(200)}
    proposed = {Span(number, 1001 + number) for number in range(200)}
    assert agreement(gold, proposed) == Agreement(200, 200, 0, 200)
