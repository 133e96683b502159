from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from agreement_cases import LABELS, PEOPLE, sheet, sheets
from hypothesis import given

from annotate.agreement.report import FEW, Asked, Spread, report
from annotate.agreement.sheets import sheets_of
from annotate.agreement.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.agreement.sheets import Sheet

_ALL = Asked(semeval=True, kappa=True, unitizing=True)
_UNDEFINED = Spread(None, None, 0)


@pytest.mark.parametrize(
    ("drawn", "people"),
    [
        ((), ()),
        ((), ("ada", "ben")),
        ((sheet(ada="claim 0-9"),), ("ada",)),
        ((sheet(ada="claim 0-9"), sheet(ben="claim 0-9")), ("ada", "ben")),
        ((sheet(ada="", ben=""),), ("ada", "ben")),
    ],
    ids=["nobody", "no articles", "one annotator", "no shared article", "no marks"],
)
def test_where_there_is_nothing_to_compare_nothing_is_defined(
    drawn: tuple[Sheet, ...], people: tuple[str, ...]
) -> None:
    found = report(drawn, people, (), _ALL)
    assert found.labels == ()
    assert found.overall.exact == found.overall.relaxed == _UNDEFINED
    assert found.overall.cohen == _UNDEFINED
    assert found.overall.alpha is found.overall.fleiss is None
    assert all(outcome.f1 is None for outcome in found.overall.schemes.values())
    assert found.confusion.largest == 0


def test_articles_and_people_are_counted() -> None:
    found = report(
        (sheet(ada="claim 0-9", ben="claim 0-9", cy=""), sheet(ada="", ben="quote 3-9"),
         sheet(cy="quote 3-9")),
        ("ada", "ben", "cy"),
    )  # fmt: skip
    assert found.articles == 2
    assert found.articles_of_all == 1
    assert found.finished == {"ada": 2, "ben": 2, "cy": 2}
    # The quote of cy is in an article that nobody else finished.
    assert [(each.label, each.spans) for each in found.labels] == [
        ("claim", 2), ("quote", 1),
    ]  # fmt: skip
    assert found.overall.spans == 3


def test_the_mean_is_over_the_pairs_for_which_the_figure_is_defined() -> None:
    drawn = (sheet(ada="claim 0-9", ben="claim 0-9"), sheet(ada="", cy=""))
    found = report(drawn, ("ada", "ben", "cy"))
    assert found.overall.exact == Spread(1, 0, 1)


def test_people_and_labels_that_are_not_asked_for_count_nowhere() -> None:
    drawn = (sheet(ada="claim 0-9, quote 3-8", ben="claim 0-9", cy="quote 3-8"),)
    found = report(drawn, ("ada", "ben"), ("claim",), _ALL)
    assert [each.label for each in found.labels] == ["claim"]
    assert found.overall.exact.mean == 1
    assert found.overall.alpha == 1
    assert found.confusion.counts == ((1,),)
    assert found.confusion.missed == (0,)
    assert all(outcome.f1 == 1 for outcome in found.overall.schemes.values())


def test_few_spans_and_rare_labels_are_warned_of() -> None:
    few = report((sheet(ada="claim 0-9", ben="claim 0-9"),), ("ada", "ben"))
    assert few.labels[0].warned.is_few
    assert not few.labels[0].warned.is_rare
    long = sheet(ada="claim 0-9", ben="claim 0-9")._replace(
        length=100_000, tokens=[(at, at + 4) for at in range(0, 100_000, 5)]
    )
    many = report((long,) * (FEW // 2), ("ada", "ben"))
    assert not many.labels[0].warned.is_few
    assert many.labels[0].warned.is_rare
    assert not many.overall._replace(share=None).warned.is_rare


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        yield from _numbers([*value.values()])
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _numbers(each)


@given(sheets())
def test_no_figure_is_ever_nan_and_shares_lie_from_0_to_1(
    drawn: tuple[Sheet, ...],
) -> None:
    found = report(drawn, PEOPLE, LABELS, _ALL)
    assert all(math.isfinite(each) for each in _numbers(found))
    for figures in (*found.labels, found.overall):
        for spread in (figures.exact, figures.relaxed):
            assert spread.mean is None or 0 <= spread.mean <= 1
        assert figures.alpha is None or figures.alpha <= 1
        if figures.exact.mean is not None and figures.relaxed.mean is not None:
            assert figures.exact.mean <= figures.relaxed.mean + 1e-9


def test_work_of_several_people_is_put_together_by_article() -> None:
    works = (
        Work("one", "ada", 40, ()),
        Work("two", "ada", 9, ()),
        Work("one", "ben", 40, ()),
    )
    found = sheets_of(works, {"one": [(0, 3)]})
    assert [(each.article, each.length, each.tokens) for each in found] == [
        ("one", 40, [(0, 3)]), ("two", 9, ()),
    ]  # fmt: skip
    assert found[0].marks == {"ada": frozenset(), "ben": frozenset()}
