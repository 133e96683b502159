from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from agreement_cases import LABELS, PEOPLE, flat_marks, mark_sets, marks, sheets
from hypothesis import assume, given
from nervaluate import Evaluator

from annotate.agreement.semeval import Outcome, Scheme, semeval, semeval_of

if TYPE_CHECKING:
    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark

_THEIRS = {
    Scheme.STRICT: "strict",
    Scheme.EXACT: "exact",
    Scheme.PARTIAL: "partial",
    Scheme.TYPE: "ent_type",
}


def _nervaluate(truth: set[Mark], answer: set[Mark]) -> dict[str, Any]:
    def listed(held: set[Mark]) -> list[list[dict[str, Any]]]:
        # Its ends are inclusive.
        return [
            [{"label": label, "start": s, "end": e - 1} for s, e, label in sorted(held)]
        ]

    evaluator = Evaluator(listed(truth), listed(answer), list(LABELS), loader="dict")
    found: dict[str, Any] = evaluator.evaluate()["overall"]
    return found


def test_the_table_of_the_article_on_the_schemes_comes_out() -> None:
    # The six cases of D. S. Batista's "Named-Entity evaluation metrics based on
    # entity-level" (2018), which explains the measures of the task: a match, a
    # spurious one, a missed one, another label, other edges, both.
    truth = {*marks("claim 0-4, claim 10-14, claim 15-19, claim 20-24, claim 30-34")}
    answer = {*marks("claim 0-4, claim 5-9, quote 15-19, claim 20-26, quote 30-36")}
    assert semeval_of(truth, answer) == {
        Scheme.STRICT: Outcome(1, 3, 0, 1, 1),
        Scheme.EXACT: Outcome(2, 2, 0, 1, 1),
        Scheme.PARTIAL: Outcome(2, 0, 2, 1, 1),
        Scheme.TYPE: Outcome(2, 2, 0, 1, 1),
    }


@pytest.mark.parametrize(
    ("truth", "answer", "f1"),
    [
        ("", "", (None, None, None, None)),
        ("claim 0-4", "", (0, 0, 0, 0)),
        ("claim 0-4", "claim 0-4", (1, 1, 1, 1)),
        ("claim 0-4", "quote 0-4", (0, 1, 1, 0)),
        ("claim 0-4", "claim 2-8", (0, 0, 0.5, 1)),
        ("claim 0-4", "quote 2-8", (0, 0, 0.5, 0)),
        # A quote within a claim, in any order: nervaluate spoils the second pair.
        ("claim 0-9, quote 1-9", "quote 1-9, claim 1-8", (0.5, 0.5, 0.75, 1)),
        # Two labels on one span.
        ("claim 0-9, quote 0-9", "quote 0-9", (2 / 3, 2 / 3, 2 / 3, 2 / 3)),
    ],
)
def test_f1_of_the_four_schemes(
    truth: str, answer: str, f1: tuple[float | None, ...]
) -> None:
    found = semeval_of(marks(truth), marks(answer))
    assert tuple(outcome.f1 for outcome in found.values()) == f1


@given(flat_marks(), flat_marks())
def test_flat_marks_have_the_counts_of_nervaluate(
    truth: set[Mark], answer: set[Mark]
) -> None:
    assume(truth or answer)
    ours, theirs = semeval_of(truth, answer), _nervaluate(truth, answer)
    for scheme in (Scheme.STRICT, Scheme.EXACT, Scheme.PARTIAL):
        other = theirs[_THEIRS[scheme]]
        counts = (
            other.correct, other.incorrect, other.partial, other.missed, other.spurious,
        )  # fmt: skip
        assert ours[scheme] == counts
        for value, figure in (
            (ours[scheme].precision, other.precision),
            (ours[scheme].recall, other.recall),
            (ours[scheme].f1, other.f1),
        ):
            assert (value or 0) == pytest.approx(figure)  # theirs is 0 where undefined
    # By type theirs takes the closest edges one after the other, not the most pairs.
    assert ours[Scheme.TYPE].correct >= theirs["ent_type"].correct


def _met_once(one: set[Mark], other: set[Mark]) -> bool:
    def met(mark: Mark, held: set[Mark]) -> int:
        return sum(each[0] < mark[1] and mark[0] < each[1] for each in held)

    return all(met(mark, other) < 2 for mark in one) and all(
        met(mark, one) < 2 for mark in other
    )


@given(flat_marks(), flat_marks())
def test_by_type_too_where_no_mark_meets_two(
    truth: set[Mark], answer: set[Mark]
) -> None:
    assume((truth or answer) and _met_once(truth, answer))
    theirs = _nervaluate(truth, answer)["ent_type"]
    paired = (theirs.correct, theirs.incorrect, theirs.partial)
    expected = Outcome(*paired, theirs.missed, theirs.spurious)
    assert semeval_of(truth, answer)[Scheme.TYPE] == expected


@given(mark_sets(), mark_sets())
def test_nested_and_crossing_marks_never_agree_less_than_by_nervaluate(
    truth: set[Mark], answer: set[Mark]
) -> None:
    assume(truth or answer)
    ours, theirs = semeval_of(truth, answer), _nervaluate(truth, answer)
    for scheme, name in _THEIRS.items():
        assert ours[scheme].correct >= theirs[name].correct
        assert ours[scheme].precision is None or 0 <= ours[scheme].precision <= 1


@given(mark_sets(), mark_sets())
def test_every_mark_is_counted_once(truth: set[Mark], answer: set[Mark]) -> None:
    for outcome in semeval_of(truth, answer).values():
        paired = outcome.correct + outcome.incorrect + outcome.partial
        assert min(outcome) >= 0
        assert paired + outcome.missed == len(truth)
        assert paired + outcome.spurious == len(answer)


@given(mark_sets(), mark_sets())
def test_seen_from_the_other_side_f1_is_the_same(
    truth: set[Mark], answer: set[Mark]
) -> None:
    there, back = semeval_of(truth, answer), semeval_of(answer, truth)
    for scheme in Scheme:
        assert there[scheme].f1 == back[scheme].f1
        assert there[scheme].precision == back[scheme].recall


@given(sheets())
def test_the_counts_of_many_are_the_sum_over_every_two(
    drawn: tuple[Sheet, ...],
) -> None:
    sums = dict.fromkeys(Scheme, Outcome())
    for each in drawn:
        for one, other in combinations(PEOPLE, 2):
            if one in each.marks and other in each.marks:
                found = semeval_of(each.marks[one], each.marks[other])
                for scheme, outcome in found.items():
                    sums[scheme] += outcome
    assert semeval(drawn, PEOPLE) == sums
