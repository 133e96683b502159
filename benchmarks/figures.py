"""Percentiles, ratios with their uncertainty, and how both are printed."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["percentile", "ratio_interval", "ratio_line", "table_head", "table_line"]

_ROUNDS = 1000


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0 to 1) of all lie, interpolated; nan of none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def ratio_interval(
    ours: Sequence[float], theirs: Sequence[float], part: float = 0.5
) -> tuple[float, float]:
    """The 95 % interval of the ratio of two percentiles, by bootstrap."""
    chance = random.Random(1)  # noqa: S311 - the same figures for the same samples
    ratios = [
        percentile(chance.choices(ours, k=len(ours)), part)
        / percentile(chance.choices(theirs, k=len(theirs)), part)
        for _ in range(_ROUNDS)
    ]
    return percentile(ratios, 0.025), percentile(ratios, 0.975)


def table_head(title: str) -> str:
    """The row above a table's rows."""
    cells = "".join(f"{cell:>9}" for cell in ("p50", "p95", "p99", "max"))
    return f"{title + ' (ms)':<36}{'n':>5}{cells}"


def table_line(name: str, values: Sequence[float], note: str = "") -> str:
    """One row of a table: name, count, p50, p95, p99 and highest in milliseconds."""
    cells = [percentile(values, part) for part in (0.5, 0.95, 0.99, 1)]
    shown = "".join(f"{cell:>9.2f}" for cell in cells)
    return f"  {name:<34}{len(values):>5}{shown}  {note}".rstrip()


def ratio_line(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    target: float | None = None,
) -> str:
    """The ratio of the medians, its 95 % interval, and the target beside it."""
    if not ours or not theirs:
        return f"  {name:<34} not measured"
    ratio = percentile(ours, 0.5) / percentile(theirs, 0.5)
    low, high = ratio_interval(ours, theirs)
    line = f"  {name:<34} {ratio:.3f} [{low:.3f}-{high:.3f}]"
    if target is None:
        return line
    verdict = "met" if ratio <= target else "MISSED"
    return f"{line}  target at most {target}: {verdict}"
