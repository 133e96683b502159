"""Rows and JSON on stdout."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

from annotate.cli.output import output

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["echo_json", "echo_table"]

_OPEN = frozenset({"title", "text"})
"""Heads of what is an article's and of any length."""
_WIDEST = 100
_NARROWEST = 20
"""Cells of a line of remarks."""
_SHORTEST = 8
"""Cells of a title, however narrow the terminal."""


def echo_table(
    rows: Sequence[Sequence[str | int]],
    *,
    heads: Sequence[str] = (),
    remarks: Sequence[str] = (),
    spare: Sequence[int] = (),
) -> None:
    """Rows in columns: numbers to the right, text to the left, the last one open.

    Nothing in a cell acts on a terminal or breaks its row. The heads, one for each
    column, are for people: they stand above rows on a terminal, and nowhere else.
    Remarks, one for each row or none, may be sentences: on a terminal each stands below
    its row, wrapped and indented to the second column, elsewhere at the row's end.
    On a terminal alone a last column with a head of `_OPEN` is cut to its width, and
    where rows are wider than it, columns of `spare` are left out, the first one first.
    """
    from annotate.text.cells import cell_len, truncate  # noqa: PLC0415  not for --json
    from annotate.text.display import safe_line  # noqa: PLC0415  the same

    is_seen = sys.stdout.isatty()
    if remarks and not is_seen:
        rows = [(*row, remark) for row, remark in zip(rows, remarks, strict=True)]
    cells = [[safe_line(str(cell)) for cell in row] for row in rows]
    below = [safe_line(each) for each in remarks] if is_seen else []
    below += [""] * (len(rows) - len(below))
    if heads and rows and is_seen:
        rows, cells = [rows[0], *rows], [list(heads), *cells]
        below = ["", *below]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    if is_seen and widths:
        columns = shutil.get_terminal_size().columns
        kept = _kept(widths, spare, columns)
        rows = [[row[at] for at in kept] for row in rows]
        cells = [[row[at] for at in kept] for row in cells]
        widths = [widths[at] for at in kept]
        if heads and heads[-1] in _OPEN:
            room = max(columns - _across(widths[:-1]) - 2, _SHORTEST)
            cells = [[*row[:-1], truncate(row[-1], room)] for row in cells]
            widths[-1] = 0
    with output("-") as write:
        for row, shown, remark in zip(rows, cells, below, strict=True):
            padded = []
            for value, cell, width in zip(row, shown, widths, strict=True):
                blank = " " * (width - cell_len(cell))
                is_number = isinstance(value, int)
                padded.append(blank + cell if is_number else cell + blank)
            lines = ["  ".join(padded).rstrip(), *_wrapped(remark, widths[0] + 2)]
            write("".join(f"{line}\n" for line in lines).encode())


def _across(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _kept(widths: Sequence[int], spare: Sequence[int], columns: int) -> list[int]:
    """The columns that are shown on a terminal with so many cells in a row."""
    kept = list(range(len(widths)))
    for at in spare:
        if _across([widths[one] for one in kept]) <= columns:
            break
        kept.remove(at)
    return kept


def _wrapped(remark: str, indent: int) -> list[str]:
    """The lines of a remark below its row, as wide as the terminal and 100 at most."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return textwrap.wrap(
        remark,
        max(width, indent + _NARROWEST),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
    )


def echo_json(value: object) -> None:
    """A JSON value, on one line or as a list with one item on each line."""
    from annotate.formats.jsontext import dumps  # noqa: PLC0415  only for --json

    text = dumps(value)
    if isinstance(value, list) and value:
        inside = ",\n".join(f"  {dumps(each)}" for each in value)
        text = f"[\n{inside}\n]"
    with output("-") as write:
        write(f"{text}\n".encode())
