"""Motions by rows: where the cursor goes on the wrapped screen, up, down and along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.text.rows import Rows

__all__ = ["row_down", "row_end", "row_start", "row_up"]


def row_up(rows: Rows, offset: int, goal_cell: int, count: int = 1) -> int:
    """The offset `count` rows higher at `goal_cell`, or on the first row.

    The goal is the cell the reader came from, kept through shorter rows. On the first
    row the offset stays.
    """
    row = rows.row_of(offset)
    target = max(row - count, 0)
    return offset if target == row else rows.offset_at(target, goal_cell)


def row_down(rows: Rows, offset: int, goal_cell: int, count: int = 1) -> int:
    """The offset `count` rows lower at `goal_cell`, or on the last row.

    On the last row the offset stays. The result is always further on than `offset`
    otherwise, also where one grapheme fills several rows.
    """
    row = rows.row_of(offset)
    last = len(rows) - 1
    target = min(row + count, last)
    while target > row:
        there = rows.offset_at(target, goal_cell)
        if there > offset:
            return there
        if target == last:
            break
        target += 1
    return offset


def row_start(rows: Rows, offset: int) -> int:
    """First offset of the row that holds `offset`."""
    return rows.start(rows.row_of(offset))


def row_end(rows: Rows, offset: int) -> int:
    """Offset behind the last word of the row that holds `offset`, still on that row.

    On a row that was cut inside a word it is the last grapheme's start, since the
    offset behind it is on the next row.
    """
    row = rows.row_of(offset)
    end = rows.text_end(row)
    if end < rows.end(row) or row == len(rows) - 1:
        return end
    return rows.offset_at(row, rows.width + 2)
