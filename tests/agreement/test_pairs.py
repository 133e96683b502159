from __future__ import annotations

from collections import namedtuple
from fractions import Fraction
from itertools import combinations, permutations
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import pytest
from agreement_cases import LABELS, PEOPLE, marks, sheet, sheets
from bratiaa.agree import AnnFile, Document, F1Agreement
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.matching import ANY_OVERLAP, HALF, is_close
from annotate.agreement.pairs import Counts, pairs_of
from annotate.agreement.report import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark


def _counts(least: Fraction, **drawn: str) -> Counts:
    (pair,) = pairs_of((sheet(**drawn),), ("ada", "ben"), LABELS, least)
    return pair.overall


@pytest.mark.parametrize(
    ("ada", "ben", "counts", "f1", "relaxed_f1"),
    [
        ("", "", Counts(0, 0, 0, 0), None, None),
        ("claim 0-10", "", Counts(1, 0, 0, 0), 0, 0),
        ("claim 0-10", "claim 0-10", Counts(1, 1, 1, 1), 1, 1),
        ("claim 0-10", "quote 0-10", Counts(1, 1, 0, 0), 0, 0),
        ("claim 0-10", "claim 0-6", Counts(1, 1, 0, 1), 0, 1),
        # Two of one label on one span are one; two labels on it are two.
        ("claim 0-9, claim 0-9", "claim 0-9", Counts(1, 1, 1, 1), 1, 1),
        ("claim 0-9, quote 0-9", "claim 0-9", Counts(2, 1, 1, 1), 2 / 3, 2 / 3),
        # Nested and crossing spans of one label count each for itself.
        ("claim 0-20, claim 5-9, claim 18-30", "claim 0-20, claim 5-9",
         Counts(3, 2, 2, 2), 0.8, 0.8),
        # One long span cannot stand for two.
        ("claim 0-10", "claim 0-5, claim 5-10", Counts(1, 2, 0, 1), 0, 2 / 3),
        # Exact pairs first would leave 0-6 and 4-10 without a partner.
        ("claim 0-10, claim 4-10", "claim 0-10, claim 0-6", Counts(2, 2, 1, 2), .5, 1),
    ],
)  # fmt: skip
def test_two_people_have_in_common_what_is_drawn(
    ada: str, ben: str, counts: Counts, f1: float | None, relaxed_f1: float | None
) -> None:
    found = _counts(HALF, ada=ada, ben=ben)
    assert found == counts
    assert found.f1 == f1
    assert found.relaxed_f1 == relaxed_f1


def test_one_common_code_point_is_enough_when_any_overlap_is() -> None:
    assert _counts(HALF, ada="claim 0-10", ben="claim 9-30").relaxed == 0
    assert _counts(ANY_OVERLAP, ada="claim 0-10", ben="claim 9-30").relaxed == 1


def test_only_articles_that_both_finished_count() -> None:
    found = pairs_of(
        (
            sheet(ada="claim 0-10", ben="claim 0-10"),
            sheet(ada="claim 0-10"),
            sheet(ada="claim 0-10", ben=""),
        ),
        ("ada", "ben", "cy"),
        LABELS,
        HALF,
    )
    assert [(pair.one, pair.other, pair.articles) for pair in found] == [
        ("ada", "ben", 2), ("ada", "cy", 0), ("ben", "cy", 0),
    ]  # fmt: skip
    assert found[0].overall == Counts(2, 1, 1, 1)
    assert found[1].overall == Counts()
    assert found[1].overall.f1 is None


def _most(one: Sequence[Mark], other: Sequence[Mark], least: Fraction) -> int:
    """The most pairs of all ways to pair."""
    few, many = sorted((one, other), key=len)
    return max(
        sum(
            mine[2] == theirs[2] and is_close(mine, theirs, least)
            for mine, theirs in zip(few, chosen, strict=True)
        )
        for chosen in permutations(many, len(few))
    )


_LEAST = st.sampled_from([HALF, ANY_OVERLAP, Fraction("0.7")])


@given(sheets(), _LEAST)
def test_counts_of_many_people_are_those_of_every_two_looked_at(
    drawn: tuple[Sheet, ...], least: Fraction
) -> None:
    found = pairs_of(drawn, PEOPLE, LABELS, least)
    assert [(pair.one, pair.other) for pair in found] == [*combinations(PEOPLE, 2)]
    for pair in found:
        both = [
            (set(each.marks[pair.one]), set(each.marks[pair.other]))
            for each in drawn
            if pair.one in each.marks and pair.other in each.marks
        ]
        assert pair.articles == len(both)
        assert pair.overall[:3] == (
            sum(len(mine) for mine, _ in both),
            sum(len(theirs) for _, theirs in both),
            sum(len(mine & theirs) for mine, theirs in both),
        )


_CROWDED = marks(
    "claim 0-10, claim 0-8, claim 2-10, claim 5-14, claim 8-18, claim 9-12, "
    "quote 0-10, quote 1-10"
)


@given(sheets(st.sets(st.sampled_from(_CROWDED), max_size=5)), _LEAST)
def test_relaxed_pairs_are_the_most_of_all_ways_to_pair(
    drawn: tuple[Sheet, ...], least: Fraction
) -> None:
    for pair in pairs_of(drawn, PEOPLE, LABELS, least):
        expected = sum(
            _most(sorted(each.marks[pair.one]), sorted(each.marks[pair.other]), least)
            for each in drawn
            if pair.one in each.marks and pair.other in each.marks
        )
        assert pair.overall.relaxed == expected


_Instance = namedtuple("_Instance", ["label", "start", "end"])  # noqa: PYI024 - as theirs


def _bratiaa(drawn: tuple[Sheet, ...]) -> F1Agreement:
    """Their figures, of files that are not written but looked up by their paths."""
    files = {
        f"{each.article}/{name}": {_Instance(label, s, e) for s, e, label in held}
        for each in drawn
        for name, held in each.marks.items()
    }

    def documents() -> Iterator[Document]:
        for each in drawn:
            document = Document(each.article, doc_id=each.article)
            document.ann_files = [
                AnnFile(name, f"{each.article}/{name}") for name in PEOPLE
            ]
            yield document

    def exact(one: str, other: str, tokens: None) -> tuple[set[_Instance], ...]:
        del tokens
        return files[one] & files[other], files[one], files[other]

    return F1Agreement(
        documents,
        list(LABELS),
        eval_func=exact,
        annotators=list(PEOPLE),
        documents=[each.article for each in drawn],
    )


@given(sheets(complete=True).filter(bool))
def test_exact_f1_is_that_of_bratiaa(drawn: tuple[Sheet, ...]) -> None:
    theirs = _bratiaa(drawn)
    found = report(drawn, PEOPLE)
    values = [pair.overall.f1 for pair in found.pairs]
    matrix = theirs.compute_total_f1_matrix()
    for pair, value in zip(found.pairs, values, strict=True):
        one, other = PEOPLE.index(pair.one), PEOPLE.index(pair.other)
        if value is not None:  # theirs is NaN
            assert value == pytest.approx(matrix[one][other])
    defined = [value for value in values if value is not None]
    if len(defined) == len(values):
        mean, sd = theirs.mean_sd_total()
        assert found.overall.exact[:2] == pytest.approx((mean, sd))
    if defined:
        assert found.overall.exact[:2] == (fmean(defined), pstdev(defined))
