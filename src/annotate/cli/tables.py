"""Rows and JSON on stdout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from annotate.cli.output import output

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["echo_json", "echo_table"]


def echo_table(
    rows: Sequence[Sequence[str | int]], *, heads: Sequence[str] = ()
) -> None:
    """Rows in columns: numbers to the right, text to the left, the last one open.

    Nothing in a cell acts on a terminal or breaks its row. The heads, one for each
    column, are for people: they stand above rows on a terminal, and nowhere else.
    """
    from annotate.text.display import safe_line  # noqa: PLC0415  not for --json

    cells = [[safe_line(str(cell)) for cell in row] for row in rows]
    if heads and rows and sys.stdout.isatty():
        rows, cells = [rows[0], *rows], [list(heads), *cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    with output("-") as write:
        for row, shown in zip(rows, cells, strict=True):
            padded = [
                cell.rjust(width) if isinstance(value, int) else cell.ljust(width)
                for value, cell, width in zip(row, shown, widths, strict=True)
            ]
            write(("  ".join(padded).rstrip() + "\n").encode())


def echo_json(value: object) -> None:
    """A JSON value, on one line or as a list with one item on each line."""
    from annotate.formats.jsontext import dumps  # noqa: PLC0415  only for --json

    text = dumps(value)
    if isinstance(value, list) and value:
        inside = ",\n".join(f"  {dumps(each)}" for each in value)
        text = f"[\n{inside}\n]"
    with output("-") as write:
        write(f"{text}\n".encode())
