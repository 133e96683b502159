from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from agreement_cases import LENGTH, PEOPLE, flat_marks, sheet, sheets
from hypothesis import given

from annotate.agreement.unitizing import alpha_of_units, unitizing_alpha

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.agreement.sheets import Sheet


def _apart(spans: Sequence[tuple[int, int]], stretch: int = 1) -> list[tuple[int, int]]:
    """(offset, length) as the papers give them, as spans."""
    return [(at * stretch, (at + size) * stretch) for at, size in spans]


def test_the_example_of_krippendorff_2004_has_the_figures_of_the_book() -> None:
    # Content Analysis, 2nd edition, p. 254: a continuum of 300 from 150 on.
    c = (
        _apart([(225 - 150, 70), (370 - 150, 30)]),
        _apart([(220 - 150, 80), (355 - 150, 20), (400 - 150, 20)]),
    )
    k = (_apart([(180 - 150, 60), (300 - 150, 50)]),) * 2
    # The book has 1 - .0144 / .0532; DKPro Statistics, which does not round, .7286.
    assert alpha_of_units([c], 300) == pytest.approx(0.7286, abs=1e-4)
    assert alpha_of_units([k], 300) == 1
    assert alpha_of_units([c, k], 300) == pytest.approx(0.8587, abs=5e-4)


_A = ([(2, 8), (14, 6)], [(4, 4), (15, 2)])
_B = ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)])
_C = (
    [(2, 6), (10, 2), (14, 4), (20, 2)],
    [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)],
)
_D = (
    [(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)],
    [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)],
)


@pytest.mark.parametrize(
    ("units", "expected"), [(_A, 0.553), (_B, -0.926), (_C, 0.679), (_D, 0.066)]
)
def test_the_examples_of_krippendorff_1995_have_the_figures_of_the_paper(
    units: tuple[list[tuple[int, int]], ...], expected: float
) -> None:
    # Sociological Methodology 25, p. 57, on a continuum that is stretched, since the
    # figures are those of the limit; the paper's expected disagreement differs a bit
    # from that of the book, by its sign of the lengths.
    stretched = [_apart(each, 50_000) for each in units]
    found = alpha_of_units([stretched], 24 * 50_000)
    assert found == pytest.approx(expected, abs=0.02)


def test_alike_is_one_and_nothing_is_none() -> None:
    assert alpha_of_units([([(2, 5)], [(2, 5)])], 10) == 1
    assert alpha_of_units([([], [])], 10) is None
    assert alpha_of_units([((), ())], 0) is None


def test_spans_of_one_person_that_overlap_have_no_such_alpha() -> None:
    nested = sheet(ada="claim 0-20, claim 5-9, quote 1-9", ben="claim 0-20, quote 1-9")
    assert unitizing_alpha((nested,), ("ada", "ben"), ("claim",)) is None
    assert unitizing_alpha((nested,), ("ada", "ben"), ("quote",)) == 1
    assert unitizing_alpha((nested,), ("ada", "ben"), ("number",)) is None
    assert unitizing_alpha((nested,), ("ada", "ben"), ("quote", "claim")) is None
    assert unitizing_alpha((nested,), ("ada", "ben"), ("quote", "number")) == 1
    assert unitizing_alpha((nested,), ("ada",), ("quote",)) is None
    assert unitizing_alpha((), ("ada", "ben"), ("quote",)) is None


def test_articles_lie_behind_each_other_and_only_those_of_everybody() -> None:
    first = sheet(ada="claim 0-4, claim 30-40", ben="claim 0-6")
    second = sheet(ada="claim 2-9", ben="claim 3-9, claim 20-22")
    alone = sheet(ada="claim 5-7")
    joined = (
        [(0, 4), (30, 40), (LENGTH + 2, LENGTH + 9)],
        [(0, 6), (LENGTH + 3, LENGTH + 9), (LENGTH + 20, LENGTH + 22)],
    )
    found = unitizing_alpha((first, alone, second), ("ada", "ben"), ("claim",))
    assert found == alpha_of_units([joined], 2 * LENGTH)


def _sections(drawn: tuple[Sheet, ...], name: str) -> list[tuple[int, int, bool]]:
    """Offset, length and whether it is a unit, of units and gaps in order."""
    found, at, length = [], 0, LENGTH * len(drawn)
    spans = sorted(
        (start + LENGTH * number, end + LENGTH * number)
        for number, each in enumerate(drawn)
        for start, end, _ in each.marks[name]
    )
    for start, end in [*spans, (length, length)]:
        if at < start:
            found.append((at, start - at, False))
        if start < end:
            found.append((start, end - start, True))
        at = end
    return found


def _distance(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    (begin, size, is_unit), (begin_too, size_too, is_unit_too) = one, other
    if is_unit and is_unit_too and -size < begin - begin_too < size_too:
        ends = begin + size - begin_too - size_too
        return (begin - begin_too) ** 2 + ends**2
    is_within = begin_too <= begin and begin + size <= begin_too + size_too
    if is_unit and not is_unit_too and is_within:
        return size**2
    is_around = begin <= begin_too and begin_too + size_too <= begin + size
    if is_unit_too and not is_unit and is_around:
        return size_too**2
    return 0


def _by_definition(drawn: tuple[Sheet, ...]) -> float | None:
    """The same, section by section, as the book writes it down."""
    people, length = len(PEOPLE), LENGTH * len(drawn)
    sections = [_sections(drawn, name) for name in PEOPLE]
    observed = sum(
        _distance(one, other)
        for mine, theirs in permutations(sections, 2)
        for one in mine
        for other in theirs
    )
    units = [size for own in sections for _, size, is_unit in own if is_unit]
    gaps = [size for own in sections for _, size, is_unit in own if not is_unit]
    expected = 0.0
    for size in units:
        expected += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        expected += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    if not expected:
        return None
    places = people * length
    ways = places * (places - 1) - sum(size * (size - 1) for size in units)
    observed_share = observed / (people * (people - 1) * length**2)
    return 1 - observed_share / (2 / length * expected / ways)


@given(sheets(flat_marks(labels=("claim",)), complete=True))
def test_alpha_is_what_the_definition_says(drawn: tuple[Sheet, ...]) -> None:
    found = unitizing_alpha(drawn, PEOPLE, ("claim",))
    expected = _by_definition(drawn)
    assert found is None if expected is None else found == pytest.approx(expected)
