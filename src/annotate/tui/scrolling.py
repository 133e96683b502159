"""Which row stands at the top of a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.selection import cursor_offset

if TYPE_CHECKING:
    from annotate.text.rows import Rows
    from annotate.text.selection import Selection

__all__ = ["top_row"]

_MARGIN_ROWS = 2


def top_row(rows: Rows, selection: Selection, page: int, top: int) -> int:
    """The row at the top, so that the cursor shows, and its selection if it fits.

    Args:
        rows: the article as it is wrapped.
        selection: where the reader is.
        page: rows of text that fit, 1 or more.
        top: the row at the top so far; it moves no further than it must.
    """
    cursor = rows.row_of(cursor_offset(rows.text, selection))
    first = rows.row_of(selection.start)
    margin = min(_MARGIN_ROWS, (page - 1) // 2)
    if not top + margin <= cursor < top + page - margin:
        if abs(cursor - (top + page // 2)) > page:
            top = cursor - page // 3
        elif cursor < top + margin:
            top = cursor - margin
        else:
            top = cursor - page + 1 + margin
    if first < top and cursor - first < page - margin:
        top = first
    return max(0, min(top, len(rows) - min(page, len(rows))))
