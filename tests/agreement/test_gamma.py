from __future__ import annotations

import random
import sys

import pytest
from agreement_cases import sheet

from annotate.agreement.gamma import GammaMissing, gamma

_ADA = "claim 0-10, quote 12-20, number 30-34"


def test_the_same_marks_agree_fully_and_others_less() -> None:
    same = sheet(ada=_ADA, ben=_ADA)
    other = sheet(ada=_ADA, ben="claim 0-12, claim 12-20, number 36-38")
    assert gamma((same,), ("ada", "ben")) == pytest.approx(1)
    found = gamma((other,), ("ada", "ben"))
    assert found is not None
    assert found < 1


def test_the_same_marks_have_the_same_gamma_each_time_and_chance_goes_on() -> None:
    drawn = sheet(ada=_ADA, ben="claim 0-12, quote 11-20", cy="claim 2-9")
    random.seed(1)
    first = gamma((drawn,), ("ada", "ben", "cy"))
    following = random.random()  # noqa: S311 - whether it was disturbed
    random.seed(1)
    assert random.random() == following  # noqa: S311 - the same
    assert gamma((drawn,), ("ada", "ben", "cy")) == first


def test_gamma_is_that_of_the_package_up_to_chance() -> None:
    import pygamma_agreement  # noqa: PLC0415 - an extra
    from pyannote.core import Segment  # noqa: PLC0415 - the same

    drawn = sheet(ada=_ADA, ben="claim 0-12, quote 11-20")
    continuum = pygamma_agreement.Continuum()
    for name, held in drawn.marks.items():
        for start, end, label in held:
            continuum.add(name, Segment(start, end), label)
    dissimilarity = pygamma_agreement.CombinedCategoricalDissimilarity()
    theirs = continuum.compute_gamma(dissimilarity, n_samples=300).gamma
    assert gamma((drawn,), ("ada", "ben")) == pytest.approx(theirs, abs=0.1)


def test_without_two_people_with_marks_there_is_no_gamma() -> None:
    assert gamma((), ("ada", "ben")) is None
    assert gamma((sheet(ada=_ADA, ben=""),), ("ada", "ben")) is None
    assert gamma((sheet(ada=_ADA),), ("ada", "ben")) is None
    assert gamma((sheet(ada=_ADA),), ("ada",)) is None


def test_where_the_package_is_not_there_the_remedy_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    with pytest.raises(GammaMissing, match=r"pip install 'annotate-tui\[gamma\]'"):
        gamma((sheet(ada=_ADA, ben=_ADA),), ("ada", "ben"))
