"""Alpha and the kappas against other people's programs and the papers' own examples."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import krippendorff
import numpy as np
import pytest
from agreement_cases import LABELS, LENGTH, PEOPLE, TOKENS, sheets
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from annotate.agreement.chance import alpha, cohen_kappas, fleiss, fleiss_kappa
from annotate.agreement.layers import LayerSheet, Unit, layers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.agreement.sheets import Sheet

_UNITS = st.sampled_from(Unit)


def _bits(drawn: str) -> int:
    """`0110`, the first unit first, as a set."""
    return sum(1 << at for at, each in enumerate(drawn.replace(" ", "")) if each == "1")


def _two(one: str, other: str) -> tuple[LayerSheet, ...]:
    size = len(one.replace(" ", ""))
    return (LayerSheet(size, {"one": _bits(one), "other": _bits(other)}),)


_BERTHA = "00 11111111 0000 111111 0000"
_BILL = "0000 1111 0000000 11 0000000"


def test_example_a_of_krippendorff_1995_has_the_figures_of_the_paper() -> None:
    # On the reliability of unitizing contiguous data, Sociological Methodology 25,
    # example A, cut into 24 units; kappa .385, pi .314, alpha .329.
    layer = _two(_BERTHA, _BILL)
    assert cohen_kappas(layer, ("one", "other")) == (pytest.approx(0.385, abs=5e-4),)
    assert fleiss(layer, ("one", "other")) == pytest.approx(0.314, abs=5e-4)
    assert alpha(layer) == pytest.approx(0.329, abs=5e-4)


def test_examples_b_and_c_of_krippendorff_1995_have_the_kappas_of_the_paper() -> None:
    people = ("one", "other")
    b = _two("111111111111111111000000", "111111111100000000000000")
    assert cohen_kappas(b, people) == (pytest.approx(0.385, abs=5e-4),)
    assert fleiss(b, people) == pytest.approx(0.314, abs=5e-4)
    c = _two("001111110011001111001100", "110011110011110011001100")
    assert cohen_kappas(c, people) == (pytest.approx(0.314, abs=5e-4),)
    assert fleiss(c, people) == pytest.approx(0.314, abs=5e-4)


def test_the_table_of_ten_units_and_fourteen_people_has_fleiss_kappa_021() -> None:
    # The worked example of the article on Fleiss' kappa in the English Wikipedia.
    table = np.array(
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
    )  # fmt: skip
    totals, squares = table.sum(axis=0).tolist(), int((table**2).sum())
    assert fleiss_kappa(10, 14, totals, squares) == pytest.approx(0.210, abs=5e-4)


@pytest.mark.parametrize("drawn", ["0000", "1111"])
def test_where_all_units_are_alike_nothing_is_measured(drawn: str) -> None:
    layer = _two(drawn, drawn)
    assert alpha(layer) is None
    assert fleiss(layer, ("one", "other")) is None
    assert cohen_kappas(layer, ("one", "other")) == (None,)


def test_without_two_people_on_an_article_nothing_is_measured() -> None:
    apart = (LayerSheet(4, {"one": 3}), LayerSheet(4, {"other": 3}))
    assert alpha(apart) is None
    assert alpha(()) is None
    assert fleiss(apart, ("one", "other")) is None
    assert fleiss(apart[:1], ("one",)) is None
    assert cohen_kappas(apart, ("one", "other")) == (None,)
    assert cohen_kappas(apart, ("one",)) == ()


def _units(unit: Unit) -> list[range]:
    """The code points of each unit of a drawn article."""
    if unit is Unit.CHAR:
        return [range(at, at + 1) for at in range(LENGTH)]
    return [range(*token) for token in TOKENS]


def _answers(drawn: Sheet, name: str, label: str, unit: Unit) -> list[float]:
    """1 for each unit inside and 0 outside, unit for unit; NaN where there is none."""
    units = _units(unit)
    if name not in drawn.marks:
        return [np.nan] * len(units)
    inside = {
        at
        for start, end, each in drawn.marks[name]
        if label in {each, ""}
        for at in range(start, end)
    }
    return [float(not inside.isdisjoint(each)) for each in units]


def _table(drawn: tuple[Sheet, ...], label: str, unit: Unit) -> np.ndarray:
    rows = [
        [answer for each in drawn for answer in _answers(each, name, label, unit)]
        for name in PEOPLE
    ]
    return np.array(rows)


def _layers(drawn: tuple[Sheet, ...], unit: Unit) -> Iterator[tuple[str, list]]:
    return iter(layers(drawn, PEOPLE, LABELS, unit).items())


@given(sheets(), _UNITS)
def test_alpha_is_that_of_krippendorff(drawn: tuple[Sheet, ...], unit: Unit) -> None:
    for label, layer in _layers(drawn, unit):
        table = _table(drawn, label, unit)
        paired = table[:, (~np.isnan(table)).sum(axis=0) > 1]
        if len({*paired[~np.isnan(paired)]}) < 2:
            assert alpha(layer) is None  # theirs raises
        else:
            theirs = krippendorff.alpha(table, level_of_measurement="nominal")
            assert alpha(layer) == pytest.approx(theirs)


@given(sheets(), _UNITS)
def test_cohens_kappa_is_that_of_scikit_learn(
    drawn: tuple[Sheet, ...], unit: Unit
) -> None:
    for label, layer in _layers(drawn, unit):
        found = cohen_kappas(layer, PEOPLE)
        rows = _table(drawn, label, unit)
        for value, (one, other) in zip(found, combinations(rows, 2), strict=True):
            both = ~np.isnan(one) & ~np.isnan(other)
            if value is None:
                assert len({*one[both], *other[both]}) < 2
            else:
                theirs = cohen_kappa_score(one[both], other[both], labels=[0.0, 1.0])
                assert value == pytest.approx(theirs)


@given(sheets(complete=True), _UNITS)
def test_fleiss_kappa_is_the_pi_of_nltk(drawn: tuple[Sheet, ...], unit: Unit) -> None:
    for label, layer in _layers(drawn, unit):
        found = fleiss(layer, PEOPLE)
        table = _table(drawn, label, unit)
        if len({*table.flat}) < 2:
            assert found is None
        else:
            task = AnnotationTask(
                [
                    (name, at, answer)
                    for name, row in zip(PEOPLE, table.tolist(), strict=True)
                    for at, answer in enumerate(row)
                ]
            )
            assert found == pytest.approx(task.pi())


def test_fleiss_kappa_is_over_the_articles_that_everybody_finished() -> None:
    whole = LayerSheet(8, {"one": 0b1111, "other": 0b0111})
    part = LayerSheet(8, {"one": 0b1010})
    assert fleiss((whole, part), ("one", "other")) == fleiss((whole,), ("one", "other"))
