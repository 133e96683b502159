"""A sprint's numbers as they are drawn in text: bars, sparklines, hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.sprint.pace import HOUR_MS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.sprint.progress import States

__all__ = [
    "ASCII",
    "BLOCKS",
    "Glyphs",
    "bar",
    "bar_parts",
    "hours",
    "rate",
    "sparkline",
]


class Glyphs(NamedTuple):
    """The characters that are drawn with, told apart without colour."""

    done: str
    doing: str
    skipped: str
    todo: str
    steps: str
    """From nothing to the most."""


BLOCKS = Glyphs("▇", "▒", "x", "·", " ▁▂▃▄▅▆▇█")
ASCII = Glyphs("#", "+", "x", ".", " .:-=+*%#")


def bar_parts(states: States, cells: int) -> tuple[int, int, int, int]:
    """Cells for done, in progress, skipped and to do; together all of them.

    What there is has a cell at least, where there are enough. () of states gives zeros.
    """
    numbers = (states.done, states.doing, states.skipped, states.todo)
    total = sum(numbers)
    if not total or cells < 1:
        return (0, 0, 0, 0)
    parts = [number * cells // total for number in numbers]
    if cells >= len(numbers):
        parts = [
            max(part, int(number > 0))
            for part, number in zip(parts, numbers, strict=True)
        ]
    # What is over goes to, or comes from, the one that it changes least.
    while sum(parts) != cells:
        step = 1 if sum(parts) < cells else -1
        least = 1 if cells >= len(numbers) else 0
        able = [
            index
            for index, number in enumerate(numbers)
            if number and (step > 0 or parts[index] > least)
        ]
        error = [parts[index] + step - numbers[index] * cells / total for index in able]
        best = min(range(len(able)), key=lambda at: (abs(error[at]), able[at]))
        parts[able[best]] += step
    done, doing, skipped, todo = parts
    return (done, doing, skipped, todo)


def bar(states: States, cells: int, glyphs: Glyphs) -> str:
    """The states as a bar of so many cells; blank where there are none."""
    done, doing, skipped, todo = bar_parts(states, cells)
    drawn = (
        glyphs.done * done
        + glyphs.doing * doing
        + glyphs.skipped * skipped
        + glyphs.todo * todo
    )
    return drawn.ljust(cells)


def sparkline(counts: Sequence[int], glyphs: Glyphs) -> str:
    """One character for each count, the greatest as high as there is.

    What is more than nothing is seen.
    """
    most = max(counts, default=0)
    steps = len(glyphs.steps) - 1
    return "".join(
        glyphs.steps[-(-count * steps // most) if most and count > 0 else 0]
        for count in counts
    )


def hours(ms: int | None) -> str:
    """Hours with one decimal, as in "1.5 h"; minutes below one hour; "?" for None."""
    if ms is None:
        return "?"
    if ms < HOUR_MS:
        return f"{-(-ms // 60_000)} min"
    return f"{ms / HOUR_MS:.1f} h"


def rate(spans_per_hour: float | None) -> str:
    """As in "37/h"; "-" for None."""
    return "-" if spans_per_hour is None else f"{spans_per_hour:.0f}/h"
