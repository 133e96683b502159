"""The first frame of a start, painted before Textual is imported.

Importing Textual takes longer than all else of a start. What the reader sees meanwhile
is the desk itself, line for line as Textual will paint it, so that nothing moves when
Textual takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import ColorSystem

from annotate.tui.carousel import visible_panes
from annotate.tui.pane_views import PaneViews
from annotate.tui.scrolling import top_row
from annotate.tui.segments import segments_of
from annotate.tui.sizes import LEAST_COLUMNS, LEAST_ROWS, STRIP_ROWS
from annotate.tui.status import SaveState, article_strip, hint_pieces, status_pieces
from annotate.tui.widgets.painter import MARGIN_CELLS, RowPainter

if TYPE_CHECKING:
    from rich.segment import Segment

    from annotate.tui.start import Start

__all__ = ["first_frame"]

# Without colours the styles have none, but without a system Rich drops all of a style.
_SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "16": ColorSystem.STANDARD,
    "none": ColorSystem.STANDARD,
}


def first_frame(start: Start, columns: int, rows: int) -> str:
    """What to write to a blank terminal of that size, so that it shows the desk.

    Empty where the screen is made of more than panes: with the inspector open, and in
    a terminal that is too small for a pane.
    """
    desk, styles = start.opened.desk, start.styles
    if start.reading.shows_inspector or columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return ""
    shown = visible_panes(
        len(desk.panes), desk.focus, columns, first=0, is_zoomed=desk.is_zoomed
    )
    lines: list[list[Segment]] = []
    if len(shown) < len(desk.panes) and rows >= STRIP_ROWS:
        strip = article_strip(desk, shown, columns, styles)
        lines.append(segments_of(strip, columns, styles.bar))
    lines += _panes(start, shown, columns, rows - len(lines) - 2)
    status = start.opened.statuses[desk.pane.article]
    pieces = status_pieces(desk, SaveState(), status, columns, styles)
    lines.append(segments_of(pieces, columns, styles.status))
    hints = hint_pieces(desk, start.keymap, "", styles)
    lines.append(segments_of(hints, columns, styles.hint))
    system = _SYSTEMS[start.terminal.colours]
    return "".join(
        f"\x1b[{y};1H{_written(line, system)}" for y, line in enumerate(lines, 1)
    )


def _panes(
    start: Start, shown: range, columns: int, height: int
) -> list[list[Segment]]:
    """The lines of the panes, side by side."""
    painter, views = RowPainter(start.styles), PaneViews(start.keymap)
    lines: list[list[Segment]] = [[] for _ in range(height)]
    left = 0
    for slot, index in enumerate(shown, 1):
        width = columns * slot // len(shown) - left
        left += width
        view = views.view(start.opened.desk, index, None)
        rows = start.wraps.rows(view.sheet.article, width - MARGIN_CELLS)
        top = top_row(rows, view.selection, max(height - 1, 1), 0)
        for y in range(height):
            lines[y] += painter.line(view, rows, top, y, width)
    return lines


def _written(line: list[Segment], system: ColorSystem) -> str:
    """The line as Textual writes it: a control and plain text as they are."""
    return "".join(
        style.render(text, color_system=system) if style else text
        for text, style, _ in line
    )
