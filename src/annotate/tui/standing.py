"""Where the sprint of a database stands, read from its store."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotate.sprint.drawing import hours, rate
from annotate.sprint.pace import Active
from annotate.sprint.progress import Facts, standing

if TYPE_CHECKING:
    from annotate.sprint.progress import Progress
    from annotate.store.progress import ActivityLog
    from annotate.store.reader import Reader

__all__ = ["headline", "local_time", "progress_of"]


def progress_of(store: Reader, log: ActivityLog) -> Progress:
    """Where the sprint stands now; a log that is kept makes the next time quick."""
    with store.snapshot():
        counted = store.counted()
        counted.catch_up(log)
        annotators = store.annotators()
        facts = Facts(
            annotators,
            counted.titles(),
            [label.id for label in store.scheme().labels],
            store.assignments(),
            counted.labels_by_annotator(),
            counted.by_article(),
            counted.imported() if log.has_imports else {},
            log.spent,
            {
                one.id: [Active(*each) for each in log.stretches(one.id)]
                for one in annotators
            },
        )
    return standing(facts, time.time_ns() // 1_000_000)


def headline(found: Progress) -> str:
    """In one line: articles settled, spans, rate, what is left, the finish."""
    states = found.states
    if not states.total:
        return f"{found.spans} spans · nothing is given out; see `annotate assign`"
    told = (
        f"{states.settled}/{states.total} articles · {found.spans} spans · "
        f"{rate(found.spans_per_hour)}"
    )
    if found.left_ms == 0:
        return f"{told} · nothing left"
    finish = local_time(found.finish_ms)
    return f"{told} · {hours(found.left_ms)} left · finish {finish}"


def local_time(ms: int | None) -> str:
    """The minute on this machine's clock; "?" where there is none."""
    if ms is None:
        return "?"
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(ms / 1000))
    except (OverflowError, ValueError, OSError):
        return "?"
