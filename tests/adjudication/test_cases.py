"""Which tags are one case, and what kind of case it is."""

from __future__ import annotations

from itertools import combinations

import pytest
from adjudication_cases import TEXT, marks, works
from chance_marks import mark_sets
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.adjudication.bulk import agreed_ruling
from annotate.adjudication.cases import Case, cases
from annotate.agreement.differences import differences
from annotate.agreement.work import Mark, mark_of


def drawn(found: tuple[Case, ...]) -> list[str]:
    """`boundary: claim 0-9 ada | claim 0-12 ben`, case by case."""
    return [
        f"{case.kind}: "
        + " | ".join(
            f"{one.label} {one.span.start}-{one.span.end} "
            + "+".join(each.annotator for each in one.holders)
            for one in case.variants
        )
        for case in found
    ]


CASES = [
    # Nobody, and nothing.
    ({"ada": "", "ben": ""}, []),
    ({"ada": "claim 0-9"}, ["agreed: claim 0-9 ada"]),
    # The same, and what one lacks.
    ({"ada": "claim 0-9", "ben": "claim 0-9"}, ["agreed: claim 0-9 ada+ben"]),
    ({"ada": "claim 0-9", "ben": ""}, ["missing: claim 0-9 ada"]),
    ({"ada": "", "ben": "claim 0-9"}, ["missing: claim 0-9 ben"]),
    # Another boundary, another label, both.
    (
        {"ada": "claim 0-9", "ben": "claim 0-12"},
        ["boundary: claim 0-12 ben | claim 0-9 ada"],
    ),
    (
        {"ada": "claim 0-9", "ben": "quote 0-9"},
        ["label: claim 0-9 ada | quote 0-9 ben"],
    ),
    (
        {"ada": "claim 0-9", "ben": "quote 0-8"},
        ["boundary and label: claim 0-9 ada | quote 0-8 ben"],
    ),
    # Far from each other in span and label: two things.
    (
        {"ada": "claim 0-9", "ben": "quote 7-20"},
        ["missing: claim 0-9 ada", "missing: quote 7-20 ben"],
    ),
    # Nested, both have both: no difference at all.
    (
        {"ada": "claim 0-30, number 5-8", "ben": "claim 0-30, number 5-8"},
        ["agreed: claim 0-30 ada+ben", "agreed: number 5-8 ada+ben"],
    ),
    (
        {"ada": "claim 0-30, number 5-8", "ben": "claim 0-30"},
        ["agreed: claim 0-30 ada+ben", "missing: number 5-8 ada"],
    ),
    # One span under two labels that both have.
    (
        {"ada": "claim 0-9, quote 0-9", "ben": "quote 0-9, claim 0-9"},
        ["agreed: claim 0-9 ada+ben", "agreed: quote 0-9 ada+ben"],
    ),
    # Three people: two of them, all apart, one label against two.
    (
        {"ada": "claim 0-9", "ben": "claim 0-9", "cy": ""},
        ["missing: claim 0-9 ada+ben"],
    ),
    (
        {"ada": "claim 0-9", "ben": "claim 0-9", "cy": "claim 2-9"},
        ["boundary: claim 0-9 ada+ben | claim 2-9 cy"],
    ),
    (
        {"ada": "claim 0-9", "ben": "claim 0-12", "cy": "quote 0-9"},
        ["boundary and label: claim 0-12 ben | claim 0-9 ada | quote 0-9 cy"],
    ),
    # Joined by a third one, though the first two never met.
    (
        {"ada": "claim 0-10", "ben": "claim 8-18", "cy": "claim 16-26"},
        ["boundary: claim 0-10 ada | claim 8-18 ben | claim 16-26 cy"],
    ),
]


@pytest.mark.parametrize(("people", "expected"), CASES)
def test_cases_are(people: dict[str, str], expected: list[str]) -> None:
    assert drawn(cases(works(people))) == expected


def test_a_mark_that_one_has_twice_counts_once() -> None:
    (case,) = cases(works({"ada": "claim 0-9, claim 0-9", "ben": "claim 0-9"}))
    assert [len(each.holders) for each in case.variants] == [2]


def test_a_case_knows_who_has_what_and_where_it_is() -> None:
    (case,) = cases(works({"ada": "claim 0-9", "ben": "claim 3-12", "cy": ""}))
    assert [mark_of(one) for one in case.of("ben")] == marks("claim 3-12")
    assert case.of("cy") == ()
    assert (case.span.start, case.span.end) == (0, 12)


people = st.integers(1, 4).flatmap(
    lambda count: st.lists(mark_sets(), min_size=count, max_size=count)
)


def named(each: list[set[Mark]]) -> dict[str, list[Mark]]:
    return {f"p{at}": sorted(found) for at, found in enumerate(each)}


@given(people)
def test_every_tag_is_in_exactly_one_case_and_all_are_in_order(
    drawn_people: list[set[Mark]],
) -> None:
    made = works(named(drawn_people))
    found = cases(made)
    held = [one.id for case in found for v in case.variants for one in v.holders]
    assert sorted(held) == sorted(one.id for work in made for one in work.annotations)
    assert len(set(held)) == len(held)
    places = [(case.span.start, -case.span.end) for case in found]
    assert places == sorted(places)
    assert all(0 <= case.span.start < case.span.end <= len(TEXT) for case in found)
    assert all(case.variants for case in found)


@given(people)
def test_two_people_differ_in_a_case_exactly_where_their_differences_say(
    drawn_people: list[set[Mark]],
) -> None:
    made = works(named(drawn_people))
    in_case = {mark: at for at, case in enumerate(cases(made)) for mark in case.marks}
    found = cases(made)
    for one, other in combinations(made, 2):
        for each in differences(one.annotations, other.annotations):
            there = [mark_of(side) for side in (each.one, each.other) if side]
            assert len({in_case[mark] for mark in there}) == 1
            assert found[in_case[there[0]]].is_difference


@given(people)
@example([{(1, 21, "claim"), (1, 38, "claim")}, {(1, 29, "claim"), (20, 38, "claim")}])
def test_the_order_of_the_people_does_not_change_the_cases(
    drawn_people: list[set[Mark]],
) -> None:
    made = works(named(drawn_people))
    there, back = cases(made), cases(made[::-1])
    assert [(case.kind, case.marks) for case in there] == [
        (case.kind, case.marks) for case in back
    ]


BULK = [
    ({"ada": "claim 0-9", "ben": "claim 0-9", "cy": "claim 0-9"}, 3, "claim 0-9"),
    ({"ada": "claim 0-9", "ben": "claim 0-9", "cy": "claim 0-8"}, 3, None),
    ({"ada": "claim 0-9", "ben": "claim 0-9", "cy": "claim 0-8"}, 2, "claim 0-9"),
    # With one there are two answers.
    ({"ada": "claim 0-9", "ben": "claim 0-9", "cy": "claim 0-8"}, 1, None),
    ({"ada": "claim 0-9", "ben": "", "cy": ""}, 1, "claim 0-9"),
    ({"ada": "claim 0-9", "ben": "", "cy": ""}, 2, None),
    ({"ada": "claim 0-9", "ben": "claim 0-9"}, 3, None),
]


@pytest.mark.parametrize(("people", "least", "expected"), BULK)
def test_in_bulk_is_taken(
    people: dict[str, str], least: int, expected: str | None
) -> None:
    (case,) = cases(works(people))
    ruling = agreed_ruling(case, least)
    wanted = frozenset(marks(expected)) if expected else None
    assert (ruling.marks if ruling else None) == wanted


def test_nobody_is_fewer_than_one() -> None:
    (case,) = cases(works({"ada": "claim 0-9"}))
    with pytest.raises(ValueError, match="0 people"):
        agreed_ruling(case, 0)
