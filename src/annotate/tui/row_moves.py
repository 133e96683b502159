"""What a motion over wrapped rows wishes, as a wish of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.intents import Place
from annotate.text.row_motions import row_down, row_end, row_start, row_up
from annotate.text.selection import cursor_offset
from annotate.tui.commands import RowStep

if TYPE_CHECKING:
    from annotate.desk.state import Desk
    from annotate.text.rows import Rows
    from annotate.tui.commands import RowMotion

__all__ = ["moved_by_rows"]


def moved_by_rows(desk: Desk, motion: RowMotion, rows: Rows, page: int) -> Place:
    """Where a motion leads in the focused pane, whose text stands on these rows.

    `page` is how many rows are shown; a page's step leaves one of them in view.
    """
    pane = desk.pane
    extends = motion.extend or pane.is_sticky
    here = pane.selection.head if extends else cursor_offset(desk.text, pane.selection)
    _, cell = rows.cell_of(here)
    goal = cell if pane.goal_cell is None else pane.goal_cell
    match motion.step:
        case RowStep.DOWN:
            offset = row_down(rows, here, goal)
        case RowStep.UP:
            offset = row_up(rows, here, goal)
        case RowStep.PAGE_DOWN:
            offset = row_down(rows, here, goal, page - 1 or 1)
        case RowStep.PAGE_UP:
            offset = row_up(rows, here, goal, page - 1 or 1)
        case RowStep.START:
            return Place(row_start(rows, here), motion.extend)
        case RowStep.END:
            return Place(row_end(rows, here), motion.extend)
    return Place(offset, motion.extend, goal)
