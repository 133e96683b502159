"""Tables that are maps: cut to the terminal, with heat by a sign and by colour."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

import click

from annotate.cli.output import output
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.agreement.tables import Cell, Table

__all__ = ["echo_map", "map_lines"]

_GAP = "  "
_NAME_CELLS, _NOTE_CELLS = 32, 100
"""The widest name, and a line of notes where there is no terminal."""
_COLOURS = (None, "blue", "cyan", "yellow", "red")
"""Of differences, the hotter the more; agreement is green."""


def echo_map(table: Table) -> None:
    """Print a table with its title and notes; wider ones in parts that fit."""
    is_seen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_seen else 0
    is_coloured = is_seen and not os.environ.get("NO_COLOR")
    lines = map_lines(table, width, is_coloured=is_coloured)
    with output("-") as write:
        write("".join(f"{line}\n" for line in lines).encode())


def map_lines(table: Table, width: int, *, is_coloured: bool = False) -> Iterator[str]:
    """The lines of a table; 0 is a width without end, for a file or another program."""
    yield safe_line(table.title)
    if not table.rows:
        yield "nothing to show"
    names, *columns = _columns(table)
    at = 0
    while at < len(columns):
        part = [names]
        used = names.width
        # One column at least, however narrow the terminal is.
        while at < len(columns) and (
            len(part) == 1 or not width or used + len(_GAP) + columns[at].width <= width
        ):
            used += len(_GAP) + columns[at].width
            part.append(columns[at])
            at += 1
        yield from _rows(part, len(table.rows), is_coloured=is_coloured)
    for note in table.notes:
        yield from textwrap.wrap(safe_line(note), width or _NOTE_CELLS)
    yield ""


class _Column:
    """One column, with its cells as text."""

    def __init__(self, head: str, cells: Sequence[Cell], *, is_name: bool) -> None:
        self.is_name = is_name
        self.cells = cells
        self.head = safe_line(head)
        self.texts = [safe_line(cell.marked) for cell in cells]
        if is_name:
            self.texts = [truncate(text, _NAME_CELLS) for text in self.texts]
        self.width = max(map(cell_len, (self.head, *self.texts)))

    def shown(self, text: str) -> str:
        blanks = " " * (self.width - cell_len(text))
        return text + blanks if self.is_name else blanks + text


def _columns(table: Table) -> list[_Column]:
    return [
        _Column(head, [row[at] for row in table.rows], is_name=at == 0)
        for at, head in enumerate(table.heads)
    ]


def _rows(
    columns: Sequence[_Column], count: int, *, is_coloured: bool
) -> Iterator[str]:
    yield _GAP.join(column.shown(column.head) for column in columns).rstrip()
    for at in range(count):
        parts = [
            _styled(column.shown(column.texts[at]), column.cells[at])
            if is_coloured
            else column.shown(column.texts[at])
            for column in columns
        ]
        yield _GAP.join(parts).rstrip()


def _styled(text: str, cell: Cell) -> str:
    if not cell.level:
        return text
    colour = "green" if cell.is_agreement else _COLOURS[cell.level]
    return click.style(text, fg=colour, bold=cell.level == len(_COLOURS) - 1)
