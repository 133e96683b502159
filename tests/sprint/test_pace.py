"""Rates, time left and estimated finish: worked examples and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.sprint.pace import (
    DAY_MS,
    HOUR_MS,
    Active,
    binned,
    finish,
    left,
    per_day,
    per_hour,
    usual,
)

NOW = 1_790_000_000_000


@pytest.mark.parametrize(
    ("spans", "active_ms", "rate"),
    [
        (0, 0, None),
        (5, 0, None),
        (30, HOUR_MS, 30.0),
        (10, 4 * HOUR_MS, 2.5),
        (0, 1, 0.0),
    ],
)
def test_spans_per_active_hour(spans: int, active_ms: int, rate: float | None) -> None:
    assert per_hour(spans, active_ms) == rate


@pytest.mark.parametrize(
    ("own", "everybody", "expected"),
    [
        ([], [], None),
        ([60, 100, 500], [9], 100),
        ([60, 100], [], 80),
        ([0, 0, 100], [], 100),
        ([0], [40, 60], 50),
        ([], [0], None),
    ],
)
def test_the_usual_time_of_an_article_is_a_median(
    own: list[int], everybody: list[int], expected: int | None
) -> None:
    assert usual(own, everybody) == expected


@pytest.mark.parametrize(
    ("todo", "doing", "usual_ms", "expected"),
    [
        (0, [], None, 0),
        (0, [], 100, 0),
        (3, [], None, None),
        (3, [], 100, 300),
        (3, [30, 100, 170], 100, 370),
        (0, [500], 100, 0),
    ],
)
def test_the_time_left(
    todo: int, doing: list[int], usual_ms: int | None, expected: int | None
) -> None:
    assert left(todo, doing, usual_ms) == expected


DAYS = [
    # (days ago, hours active), hours a day
    ([], 0.0),
    ([(0, 2)], 2.0),
    ([(0.5, 2)], 2.0),
    ([(2, 4), (0, 2)], 3.0),
    ([(7, 7), (3, 7)], 2.0),
    ([(30, 100), (7, 7)], 1.0),
    ([(30, 100)], 0.0),
    # A clock that runs ahead.
    ([(-3, 2)], 2.0),
]


@pytest.mark.parametrize(("days", "expected"), DAYS)
def test_the_hours_a_day_of_the_last_week(
    days: list[tuple[float, int]], expected: float
) -> None:
    activity = [
        Active(NOW - round(ago * DAY_MS), hours * HOUR_MS, 1) for ago, hours in days
    ]
    assert per_day(activity, NOW) / HOUR_MS == pytest.approx(expected)


@pytest.mark.parametrize(
    ("left_ms", "day_ms", "days"),
    [
        (None, HOUR_MS, None),
        (0, HOUR_MS, None),
        (HOUR_MS, 0, None),
        (6 * HOUR_MS, 2 * HOUR_MS, 3),
    ],
)
def test_the_estimated_finish(
    left_ms: int | None, day_ms: int, days: int | None
) -> None:
    expected = None if days is None else NOW + days * DAY_MS
    assert finish(left_ms, day_ms, NOW) == expected


@given(
    st.lists(st.builds(Active, st.integers(), st.just(0), st.integers(0, 9))),
    st.integers(0, 10**13),
    st.integers(0, 10**13),
    st.integers(1, 40),
)
def test_every_tag_counts_in_one_part(
    activity: list[Active], start: int, length: int, bins: int
) -> None:
    counts = binned(activity, start, start + length, bins)
    assert (len(counts), sum(counts)) == (bins, sum(one.tags for one in activity))


def test_parts_of_time_are_equal() -> None:
    activity = [Active(at, 0, at // 10 + 1) for at in (0, 9, 10, 25, 39, 40)]
    assert binned(activity, 0, 40, 4) == [2, 2, 3, 9]
    assert binned([], 5, 5, 3) == [0, 0, 0]
    assert binned(activity, 0, 40, 0) == []
