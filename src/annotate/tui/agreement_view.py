"""What the agreement screen shows, without a terminal: state, moves, lines."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.differences import Kind
from annotate.agreement.tables import (
    Table,
    confusion_table,
    label_table,
    matrix_table,
    warnings,
)
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.differing import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.agreement.report import Report
    from annotate.agreement.tables import Cell

__all__ = ["Left", "Page", "State", "View", "page"]

_GAP = 2
_NAME_CELLS = 24
"""The widest name of a row."""
Piece = tuple[str, str]
"""Text and its style, as Textual writes styles."""


class View(IntEnum):
    """Which table is shown."""

    PEOPLE = 0
    LABELS = 1
    CONFUSION = 2


_TITLES = ("Annotators", "Labels", "Taken for which")


@dataclass(frozen=True, slots=True)
class State:
    """What is shown, and where in it the cursor is."""

    every: Report
    """Of everybody."""
    of_pair: Report | None = None
    """Of the two that were chosen; None for everybody."""
    view: View = View.PEOPLE
    label: str = ""
    """The label that the annotators' table is about; "" for all."""
    cursors: Mapping[View, tuple[int, int]] = field(default_factory=dict)
    """Row and column in each table, the names not counted."""

    @property
    def report(self) -> Report:
        """The figures of those who are compared now."""
        return self.of_pair or self.every

    @property
    def table(self) -> Table:
        """The table that is shown."""
        match self.view:
            case View.PEOPLE:
                return matrix_table(self.every, self.every.people, self.label)
            case View.LABELS:
                return label_table(self.report)
            case View.CONFUSION:
                return confusion_table(self.report)

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column, inside the table; (0, 0) in an empty one."""
        row, column = self.cursors.get(self.view, self._start)
        rows, columns = self._size
        return min(row, max(rows - 1, 0)), min(column, max(columns - 1, 0))

    @property
    def _size(self) -> tuple[int, int]:
        """Rows and columns, the names not counted."""
        if self.view is View.PEOPLE:
            # The table of fifty people takes longer than a key may.
            return len(self.every.people), len(self.every.people) + 1
        table = self.table
        return len(table.rows), len(table.heads) - 1

    @property
    def _start(self) -> tuple[int, int]:
        # The exact F1 of the first two, below the diagonal.
        return (1, 1) if self.view is View.PEOPLE else (0, 0)

    def moved(self, rows: int, columns: int) -> State:
        """The cursor so many cells on, at most to the table's edge."""
        row, column = self.cursor
        at = max(row + rows, 0), max(column + columns, 0)
        new = replace(self, cursors={**self.cursors, self.view: at})
        return replace(new, cursors={**self.cursors, self.view: new.cursor})

    def seen(self, view: View) -> State:
        """Another table."""
        return replace(self, view=view)

    def with_pair(self, report: Report | None) -> State:
        """Two people alone, and what they take for which; None for everybody again."""
        if report is None:
            return replace(self, of_pair=None, view=View.PEOPLE)
        return replace(self, of_pair=report, view=View.CONFUSION)

    def with_next_label(self) -> State:
        """The annotators' table of the next label, then of all again."""
        labels = ["", *(each.label for each in self.every.labels)]
        at = (labels.index(self.label) + 1) % len(labels)
        return replace(self, label=labels[at], view=View.PEOPLE)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two people at the cursor of their table; None elsewhere."""
        row, column = self.cursor
        at = column - 1  # behind the number of articles
        people = self.every.people
        if self.view is not View.PEOPLE or row >= len(people) or at == row or at < 0:
            return None
        first, second = sorted((row, at))
        return people[first], people[second]

    @property
    def wanted(self) -> Wanted:
        """The differences that the cursor is on, or all of those compared."""
        every = Wanted(self.report.people)
        table = self.report.confusion
        row, column = self.cursor
        if self.view is not View.CONFUSION or not table.labels:
            return every
        last = len(table.labels)
        if row == last and column == last:
            return every
        if row == last:
            return every._replace(alone=table.labels[column], whose=Kind.EXTRA)
        if column == last:
            whose = Kind.MISSING if table.is_directed else None
            return every._replace(alone=table.labels[row], whose=whose)
        return every._replace(row=table.labels[row], column=table.labels[column])


class Left(NamedTuple):
    """Where the reader was who went from the screen to a difference on the desk."""

    state: State
    wanted: Wanted
    """What was listed."""
    query: str
    at: int
    """What was typed and which entry was chosen."""

    def again(self, every: Report) -> State:
        """The same tables of other figures, of everybody."""
        return replace(self.state, every=every, of_pair=None)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two that were compared; None for everybody."""
        two = self.state.of_pair
        return None if two is None else (two.people[0], two.people[1])


class Page(NamedTuple):
    """Everything on the screen."""

    title: str
    lines: tuple[tuple[Piece, ...], ...]
    """At most as many as there is room for."""


def page(state: State, width: int, height: int) -> Page:
    """The lines of a state in a frame of that inner size."""
    report, table = state.report, state.table
    who = (
        f"{report.people[0]} and {report.people[1]}"
        if state.of_pair
        else f"{len(report.people)} annotators"
    )
    title = (
        f"Agreement of {who} · {report.articles} articles · "
        f"{report.overall.spans} spans"
    )
    # A head must not wrap, or the table would have less room than it takes.
    notes = [
        line
        for note in (*table.notes, *warnings(report))
        for line in textwrap.wrap(safe_line(note), max(width, 20))
    ]
    room = height - 4
    if notes:
        notes = ["", *notes]
    notes = notes[: max(room - len(table.rows) - 1, min(room // 3, 3), 0)]
    lines = [
        _tabs(state.view, width),
        (),
        ((truncate(safe_line(table.title), width), "bold"),),
        *grid(table, state.cursor, width, room - len(notes)),
        *(((note, "dim"),) for note in notes),
    ]
    return Page(title, tuple(_cut(line, width) for line in lines[:height]))


def _cut(line: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """What of a line fits."""
    found, left = [], width
    for text, style in line:
        shown = truncate(text, left)
        if shown:
            found.append((shown, style))
        left -= cell_len(shown)
    return tuple(found)


def _tabs(view: View, width: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    used = 0
    for number, title in enumerate(_TITLES):
        # The mark too: where there is no colour it may be all that is seen.
        mark = "▸" if number == view else " "
        text = f"{mark}{number + 1} {title} "
        if used + len(text) > width:
            text = f"{mark}{number + 1} "
        used += len(text)
        pieces.append((text, "bold reverse" if number == view else ""))
    return tuple(pieces)


def grid(
    table: Table, cursor: tuple[int, int], width: int, height: int
) -> list[tuple[Piece, ...]]:
    """A table's head and rows, cut to the part around the cursor."""
    if not table.rows:
        return [(("nothing to show", "dim"),)]
    texts = [[safe_line(cell.marked) for cell in row] for row in table.rows]
    heads = [safe_line(head) for head in table.heads]
    widths = [
        max(cell_len(heads[at]), *(cell_len(row[at]) for row in texts))
        for at in range(len(heads))
    ]
    names = min(widths[0], _NAME_CELLS, max(width // 2 - 2, 4))
    columns = _window(
        [each + _GAP for each in widths[1:]], cursor[1], max(width - names - 1, 1)
    )
    rows = _window([1] * len(texts), cursor[0], max(height - 1, 1))
    more_left = "‹" if columns[0] else " "
    more_right = "›" if columns[-1] < len(widths) - 2 else ""
    head = truncate(heads[0], names).ljust(names)
    for at in columns:
        gap = more_left if at == columns[0] else " "
        head += gap + heads[at + 1].rjust(widths[at + 1] + _GAP - 1)
    found: list[tuple[Piece, ...]] = [((truncate(head + more_right, width), "dim"),)]
    for at in rows:
        name = truncate(texts[at][0], names)
        name += " " * (names - cell_len(name))
        pieces: list[Piece] = [(name, "bold" if at == cursor[0] else "")]
        gap = " "
        for place in columns:
            text, cell = texts[at][place + 1], table.rows[at][place + 1]
            padded = " " * (widths[place + 1] - cell_len(text)) + text
            # Brackets show the cursor where nothing can be reversed.
            is_here = (at, place) == cursor
            pieces.append((gap + "[" if is_here else gap + " ", ""))
            pieces.append((padded, "reverse" if is_here else _style(cell)))
            gap = "]" if is_here else " "
        found.append((*pieces, (gap, "")))
    return found


def _window(sizes: Sequence[int], at: int, room: int) -> list[int]:
    """Neighbours of `at` that fit together; `at` is always among them."""
    first = behind = at
    used = sizes[at] if at < len(sizes) else 0
    # To the left first: what comes from the start stays as long as it can.
    while first > 0 and used + sizes[first - 1] <= room:
        first -= 1
        used += sizes[first]
    while behind + 1 < len(sizes) and used + sizes[behind + 1] <= room:
        behind += 1
        used += sizes[behind]
    return list(range(first, behind + 1))


def _style(cell: Cell) -> str:
    level = cell.level
    if not level:
        return ""
    colour = "$success" if cell.is_agreement else "$warning" if level < 3 else "$error"
    return f"{'bold ' if level == 4 else ''}{colour}"
