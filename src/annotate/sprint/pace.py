"""How fast somebody works, and when they will be done.

Active time is what the desk notes with each event: the time since the one before, of
which no pause counts for more than half a minute. So idle time is left out.

- spans per active hour = spans that stand and were made at the desk / active hours
- an article's usual time = the median of the active time that an annotator spent on
  each article that they have done; where they have done none, that of all annotators
- time left = usual time x articles to do, and for those in progress what the usual time
  has beyond what was spent on them already
- time a day = active time of the last seven days / seven, or the days since the
  annotator's first activity where those are fewer, but one at least
- estimated finish = now + time left / time a day, in days
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Active", "binned", "finish", "left", "per_day", "per_hour", "usual"]

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_WEEK = 7


class Active(NamedTuple):
    """What somebody did in a short stretch of time."""

    at: int
    """When it began, in Unix milliseconds."""
    active_ms: int
    tags: int
    """Tags made at the desk, also those that were taken back since."""


def per_hour(spans: int, active_ms: int) -> float | None:
    """Spans for each active hour; None without active time."""
    return spans * HOUR_MS / active_ms if active_ms > 0 else None


def usual(done_ms: Iterable[int], everybody: Iterable[int] = ()) -> int | None:
    """The usual time of an article, of `everybody` where there is none of one's own.

    Articles that took no time at all were not read here and do not count; None where
    none is left.
    """
    own = [spent for spent in done_ms if spent > 0]
    times = own or [spent for spent in everybody if spent > 0]
    return round(median(times)) if times else None


def left(todo: int, doing_ms: Sequence[int], usual_ms: int | None) -> int | None:
    """Milliseconds of work that are left; None while no usual time is known.

    Args:
        todo: articles that are not begun.
        doing_ms: what was spent on each of those in progress.
        usual_ms: the usual time of an article.
    """
    if not todo and not doing_ms:
        return 0
    if usual_ms is None:
        return None
    return todo * usual_ms + sum(max(usual_ms - spent, 0) for spent in doing_ms)


def per_day(activity: Iterable[Active], now_ms: int) -> float:
    """Active milliseconds a day in the last week; 0 when there were none.

    What a clock that runs ahead has put into the future counts as of today.
    """
    known = tuple(activity)
    if not known:
        return 0.0
    since = max(min(one.at for one in known), now_ms - _WEEK * DAY_MS)
    spent = sum(one.active_ms for one in known if one.at >= since)
    return spent / max((now_ms - since) / DAY_MS, 1.0)


def finish(left_ms: int | None, ms_per_day: float, now_ms: int) -> int | None:
    """When the work will be done, in Unix milliseconds.

    None where nothing is left, and where nobody can tell: while no usual time is
    known, or nothing was done in the last week.
    """
    if not left_ms or ms_per_day <= 0:
        return None
    return now_ms + round(left_ms / ms_per_day * DAY_MS)


def binned(activity: Iterable[Active], start: int, end: int, bins: int) -> list[int]:
    """Tags in each of so many equal parts of the time from `start` to `end`.

    What lies outside counts in the first or the last part.
    """
    counts = [0] * bins
    width = max((end - start) / bins, 1) if bins else 1
    for one in activity:
        if bins:
            place = int((one.at - start) / width)
            counts[min(max(place, 0), bins - 1)] += one.tags
    return counts
