"""`annotate progress`: how far everybody is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.report import say
from annotate.cli.tables import echo_json, echo_table

if TYPE_CHECKING:
    from annotate.cli.options import Globals
    from annotate.sprint.drawing import Glyphs
    from annotate.sprint.progress import PersonProgress, Progress, States

__all__ = ["progress"]

_BAR_CELLS = 20
_TREND_CELLS = 16
_SHOWN_DIGITS = 8
_SPARE = (11, 1, 8, 7)
"""Columns of people that a narrow terminal goes without: when they tagged, the bar,
active time, rate."""


@click.command(
    "progress",
    cls=AnnotateCommand,
    example="annotate progress\nannotate progress --json",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII alone.")
@pass_globals
def progress(globals_: Globals, *, as_json: bool, ascii_only: bool) -> None:
    """Tell how far everybody is, and when all will be done.

    By annotator: a bar, articles done, in progress, to do and skipped, spans, spans per
    active hour, active time, time left, estimated finish, and when they tagged. Then
    the spans of each label, and each article with a bar, the same counts and its spans.
    Pauses of more than half a minute are no active time. Time left: articles left times
    the median active time of those done. Finish: at the pace of the last seven days.
    """
    from annotate.sprint.drawing import ASCII, BLOCKS  # noqa: PLC0415  not for --help
    from annotate.store.progress import ActivityLog  # noqa: PLC0415  the same
    from annotate.store.reader import Reader  # noqa: PLC0415  the same
    from annotate.tui.standing import headline, progress_of  # noqa: PLC0415  the same

    settings = globals_.settings(ascii_only=ascii_only or None)
    with Reader.open(globals_.database()) as reader:
        found = progress_of(reader, ActivityLog())
    if as_json:
        echo_json(_as_json(found))
        return
    if not found.people:
        say("Nobody yet; add somebody with `annotate annotators --add ID`.")
    _show(found, ASCII if settings.ascii else BLOCKS)
    say(headline(found))


def _show(found: Progress, glyphs: Glyphs) -> None:
    from annotate.sprint.drawing import bar, hours, rate, sparkline  # noqa: PLC0415  not for --help
    from annotate.sprint.pace import binned  # noqa: PLC0415  the same
    from annotate.text.names import shown_names  # noqa: PLC0415  the same
    from annotate.tui.standing import local_time  # noqa: PLC0415  the same

    names = shown_names(one.annotator for one in found.people)
    activity = found.activity
    start = activity[0].at if activity else found.at_ms
    echo_table(
        [
            (
                names[one.annotator.id],
                bar(one.states, _BAR_CELLS, glyphs),
                *_counts(one.states),
                one.spans,
                rate(one.spans_per_hour),
                hours(one.active_ms),
                hours(one.left_ms),
                "-" if one.left_ms == 0 else local_time(one.finish_ms),
                sparkline(
                    binned(one.activity, start, found.at_ms, _TREND_CELLS), glyphs
                ),
            )
            for one in found.people
        ],
        heads=(
            "annotator",
            "",
            *("done", "doing", "to do", "skipped", "spans", "rate", "active", "left"),
            "finish",
            "tagged",
        ),
        spare=_SPARE,
    )
    click.echo()
    echo_table(
        [
            (names[one.annotator.id], *(number for _, number in one.labels))
            for one in found.people
        ],
        heads=("annotator", *(label for label, _ in found.labels)),
    )
    click.echo()
    echo_table(
        [
            (
                one.id[:_SHOWN_DIGITS],
                bar(one.states, _BAR_CELLS, glyphs),
                *_counts(one.states),
                one.spans,
                one.title,
            )
            for one in found.articles
        ],
        heads=("id", "", "done", "doing", "to do", "skipped", "spans", "title"),
    )


def _counts(states: States) -> tuple[int, int, int, int]:
    return states.done, states.doing, states.todo, states.skipped


def _as_json(found: Progress) -> dict[str, object]:
    return {
        "at": _utc(found.at_ms),
        "total": {
            "articles": found.states._asdict(),
            "labels": dict(found.labels),
            **_facts(found),
        },
        "annotators": [
            {
                "id": one.annotator.id,
                "name": one.annotator.name,
                "kind": one.annotator.kind.value,
                "articles": one.states._asdict(),
                "labels": dict(one.labels),
                **_facts(one),
            }
            for one in found.people
        ],
        "articles": [
            {
                "id": one.id,
                "title": one.title,
                "annotators": one.states._asdict(),
                "spans": one.spans,
            }
            for one in found.articles
        ],
    }


def _facts(one: Progress | PersonProgress) -> dict[str, object]:
    return {
        "spans": one.spans,
        "active_hours": _hours(one.active_ms),
        "spans_per_hour": None
        if one.spans_per_hour is None
        else round(one.spans_per_hour, 2),
        "hours_left": _hours(one.left_ms),
        "finish": _utc(one.finish_ms),
    }


def _hours(ms: int | None) -> float | None:
    return None if ms is None else round(ms / 3_600_000, 4)


def _utc(ms: int | None) -> str | None:
    """ISO 8601 with seconds, as in 2026-11-28T12:00:00Z; None for never."""
    if ms is None:
        return None
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ms / 1000))
    except (OverflowError, ValueError, OSError):
        return None
