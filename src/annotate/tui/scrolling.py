"""Which row stands at the top of a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.selection import cursor_offset

if TYPE_CHECKING:
    from annotate.text.rows import Rows
    from annotate.text.selection import Selection

__all__ = ["top_row"]

_MARGIN_ROWS = 2


def top_row(
    rows: Rows, selection: Selection, page: int, top: int, *, leaps: bool = False
) -> int:
    """The row at the top, so that the cursor shows, and its selection if it fits.

    Args:
        rows: the article as it is wrapped.
        selection: where the reader is.
        page: rows of text that fit, 1 or more.
        top: the row at the top so far; it moves no further than it must.
        leaps: move on by most of a page where it must move at all: whoever goes from
            place to place then reads on in a text that stands still.
    """
    cursor = rows.row_of(cursor_offset(rows.text, selection))
    first = rows.row_of(selection.start)
    margin = min(_MARGIN_ROWS, (page - 1) // 2)
    is_seen = top + margin <= cursor < top + page - margin
    if leaps and not (is_seen and first >= top):
        # Of what fits, the end shows too.
        top = min(first, max(first - page // 4, cursor - page + 1 + margin))
    elif not is_seen:
        if abs(cursor - (top + page // 2)) > page:
            top = cursor - page // 3
        elif cursor < top + margin:
            top = cursor - margin
        else:
            top = cursor - page + 1 + margin
    if first < top and cursor - first < page - margin:
        top = first
    return max(0, min(top, len(rows) - min(page, len(rows))))
