"""Bars and sparklines of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.sprint.drawing import (
    ASCII,
    BLOCKS,
    bar,
    bar_parts,
    hours,
    rate,
    sparkline,
)
from annotate.sprint.progress import States

numbers = st.integers(0, 2000)
some_states = st.builds(States, numbers, numbers, numbers, numbers)


@pytest.mark.parametrize(
    ("states", "drawn"),
    [
        (States(), "          "),
        (States(todo=5), ".........."),
        (States(todo=1, doing=1, done=2), "#####+++.."),
        (States(1, 1, 1, 1), "###+++xx.."),
        (States(todo=1, done=999), "#########."),
        (States(todo=999, doing=1, done=1, skipped=1), "#+x......."),
    ],
)
def test_a_bar_shows_each_state_there_is(states: States, drawn: str) -> None:
    assert bar(states, 10, ASCII) == drawn
    assert len(bar(states, 10, BLOCKS)) == 10


@given(some_states, st.integers(0, 60))
def test_a_bar_is_full_and_nothing_that_is_there_is_lost(
    states: States, cells: int
) -> None:
    parts = bar_parts(states, cells)
    assert sum(parts) == (cells if states.total else 0)
    shown = (states.done, states.doing, states.skipped, states.todo)
    for part, number in zip(parts, shown, strict=True):
        assert part >= 0
        assert number or not part
        if cells >= 4:
            assert part or not number
        if states.total:
            # What is small takes its one cell from the others.
            assert abs(part - number * cells / states.total) < 3


@pytest.mark.parametrize(
    ("counts", "drawn"),
    [
        ([], ""),
        ([0, 0], "  "),
        ([1, 8, 4, 0], ".#= "),
        ([1, 100000], ".#"),
        ([3, 3], "##"),
    ],
)
def test_a_sparkline_is_as_high_as_the_greatest(counts: list[int], drawn: str) -> None:
    assert sparkline(counts, ASCII) == drawn
    high = dict(zip(ASCII.steps, BLOCKS.steps, strict=True))
    assert sparkline(counts, BLOCKS) == "".join(high[one] for one in drawn)


@pytest.mark.parametrize(
    ("ms", "told"),
    [
        (None, "?"),
        (0, "0 min"),
        (1, "1 min"),
        (90_000, "2 min"),
        (3_600_000, "1.0 h"),
        (9_000_000, "2.5 h"),
    ],
)
def test_time_is_told_in_minutes_and_hours(ms: int | None, told: str) -> None:
    assert hours(ms) == told


def test_a_rate_is_told_by_the_hour() -> None:
    assert (rate(None), rate(36.6)) == ("-", "37/h")
