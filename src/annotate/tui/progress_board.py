"""The lines of the dashboard, made as they come into sight."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.sprint.drawing import bar_parts, hours, rate, sparkline
from annotate.sprint.pace import binned
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.text.names import shown_names
from annotate.tui.standing import local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.sprint.drawing import Glyphs
    from annotate.sprint.progress import PersonProgress, Progress, States

__all__ = ["Board", "InLabel", "Look"]

_NAME, _LEAST_BAR, _MOST_BAR, _NUMBER, _TREND = 14, 8, 40, 7, 24


class Look(StrEnum):
    """How a stretch of a line is set off; the words say it all without that."""

    TEXT = "text"
    QUIET = "quiet"
    STRONG = "strong"
    HEAD = "head"


class InLabel(str):
    """The look of a label, by its id."""

    __slots__ = ()


_Line = tuple[tuple[str, Look | InLabel], ...]


class _Column(NamedTuple):
    """A column of the table of annotators, all of one width."""

    head: str
    cells: tuple[str, ...]
    """One for each annotator."""
    is_left: bool = False

    @property
    def width(self) -> int:
        """Cells of the widest."""
        return max(map(cell_len, (self.head, *self.cells)))


class Board:
    """The dashboard at one width: how many lines it has, and what each says."""

    def __init__(self, found: Progress, width: int, glyphs: Glyphs) -> None:
        self._found = found
        self._width = width
        self._glyphs = glyphs
        names = shown_names(one.annotator for one in found.people)
        self._names = [names[one.annotator.id] for one in found.people]
        activity = found.activity
        self._start = activity[0].at if activity else found.at_ms
        self._top = (
            *self._overall(),
            *self._table(),
            *self._labels(),
            self._heading("Articles"),
        )
        self._wide = max((len(str(one.spans)) for one in found.articles), default=1)

    def __len__(self) -> int:
        return len(self._top) + max(len(self._found.articles), 1)

    def lines(self, first: int, count: int) -> list[_Line]:
        """Lines from the one at an index, as many as asked for or as there are."""
        last = min(first + count, len(self))
        return [self._line(index) for index in range(max(first, 0), last)]

    def _line(self, index: int) -> _Line:
        if index < len(self._top):
            return self._top[index]
        if not self._found.articles:
            return ((" no articles yet", Look.QUIET),)
        return self._article(index - len(self._top))

    def _heading(self, title: str) -> _Line:
        return ((f" {title}".ljust(self._width), Look.HEAD),)

    def _overall(self) -> list[_Line]:
        """All assignments as one bar, and when tags were made."""
        found, states = self._found, self._found.states
        told = f"{states.settled}/{states.total}"
        room = max(self._width - len(told) - 3, 0)
        trend = max(self._width - 2 - len("tagged "), 0)
        counts = binned(found.activity, self._start, found.at_ms, trend)
        line = sparkline(counts, self._glyphs)
        return [
            ((" ", Look.TEXT), *self._bar(states, room), (f" {told}", Look.STRONG)),
            ((" tagged ", Look.QUIET), (line, Look.TEXT)),
            self._legend(),
        ]

    def _legend(self) -> _Line:
        glyphs, states = self._glyphs, self._found.states
        return (
            (f" {glyphs.done} done {states.done}", Look.STRONG),
            (f"  {glyphs.doing} in progress {states.doing}", Look.TEXT),
            (f"  {glyphs.skipped} skipped {states.skipped}", Look.TEXT),
            (f"  {glyphs.todo} to do {states.todo}", Look.QUIET),
        )

    def _bar(self, states: States, cells: int) -> _Line:
        done, doing, skipped, todo = bar_parts(states, cells)
        glyphs = self._glyphs
        drawn = (
            (glyphs.done * done, Look.STRONG),
            (glyphs.doing * doing, Look.TEXT),
            (glyphs.skipped * skipped, Look.TEXT),
            (glyphs.todo * todo, Look.QUIET),
        )
        blank = cells - done - doing - skipped - todo
        return (*(one for one in drawn if one[0]), (" " * blank, Look.TEXT))

    def _table(self) -> list[_Line]:
        people = self._found.people
        lines = [self._heading("Annotators")]
        if not people:
            return [
                *lines,
                ((" nobody yet; annotate annotators --add ID", Look.QUIET),),
            ]
        name = min(max(map(cell_len, self._names)), _NAME)
        room = self._width - name - 2 - _LEAST_BAR
        columns: list[_Column] = []
        for one in self._columns(people):
            if one.width + 2 > room:
                break
            columns.append(one)
            room -= one.width + 2
        bar = min(_LEAST_BAR + room, _MOST_BAR)
        head = " " * (name + bar + 2)
        head += "".join(f"  {_set(one.head, one)}" for one in columns)
        lines.append(((head, Look.QUIET),))
        for index, person in enumerate(people):
            cells = "".join(f"  {_set(one.cells[index], one)}" for one in columns)
            lines.append(
                (
                    (f" {_fit(self._names[index], name)} ", Look.TEXT),
                    *self._bar(person.states, bar),
                    (cells, Look.TEXT),
                )
            )
        return lines

    def _columns(self, people: Sequence[PersonProgress]) -> list[_Column]:
        """What is told of each, what matters most first."""
        trends = tuple(
            sparkline(
                binned(one.activity, self._start, self._found.at_ms, _TREND),
                self._glyphs,
            )
            for one in people
        )
        return [
            _Column(
                "done",
                tuple(f"{one.states.settled}/{one.states.total}" for one in people),
            ),
            _Column("spans", tuple(str(one.spans) for one in people)),
            _Column("rate", tuple(rate(one.spans_per_hour) for one in people)),
            _Column("left", tuple(hours(one.left_ms) for one in people)),
            _Column(
                "finish",
                tuple(
                    "-" if one.left_ms == 0 else local_time(one.finish_ms)
                    for one in people
                ),
            ),
            _Column("active", tuple(hours(one.active_ms) for one in people)),
            _Column("tagged", trends, is_left=True),
        ]

    def _labels(self) -> list[_Line]:
        """A row for each label: its spans, a bar, and those of each annotator."""
        found = self._found
        lines = [self._heading("Labels")]
        name = min(max((cell_len(one) for one, _ in found.labels), default=0), _NAME)
        most = max((number for _, number in found.labels), default=0)
        shown = max((self._width - name - _NUMBER - 4 - _LEAST_BAR) // _NUMBER, 0)
        people = found.people if len(found.people) <= shown else ()
        bar = self._width - name - _NUMBER - 4 - len(people) * _NUMBER
        bar = min(max(bar, 0), _MOST_BAR)
        if people:
            heads = "".join(
                _fit(each, _NUMBER - 1, right=True).rjust(_NUMBER)
                for each in self._names
            )
            lines.append(((" " * (name + 2 + _NUMBER + bar) + heads, Look.QUIET),))
        for label, number in found.labels:
            cells = -(-number * bar // most) if most else 0
            own = "".join(
                str(dict(one.labels).get(label, 0)).rjust(_NUMBER) for one in people
            )
            lines.append(
                (
                    (f" {_fit(label, name)} ", Look.TEXT),
                    (str(number).rjust(_NUMBER - 1) + " ", Look.TEXT),
                    ((self._glyphs.done * cells).ljust(bar), InLabel(label)),
                    (own, Look.TEXT),
                )
            )
        return lines

    def _article(self, index: int) -> _Line:
        one = self._found.articles[index]
        bar = min(max(self._width // 6, _LEAST_BAR), _MOST_BAR)
        states = one.states
        told = f" {states.settled}/{states.total}".rjust(7)
        spans = f" {str(one.spans).rjust(self._wide)} spans  "
        return (
            (" ", Look.TEXT),
            *self._bar(states, bar),
            (told, Look.TEXT),
            (spans, Look.QUIET),
            (one.title, Look.TEXT),
        )


def _set(text: str, column: _Column) -> str:
    blank = " " * (column.width - cell_len(text))
    return text + blank if column.is_left else blank + text


def _fit(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly so many cells."""
    shown = truncate(safe_line(text), cells)
    blank = " " * (cells - cell_len(shown))
    return blank + shown if right else shown + blank
