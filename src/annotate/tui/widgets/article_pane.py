"""One column of the desk: header, gutter and wrapped text, painted row by row.

A plain widget with its own rows: Textual's text widgets cost ten to a hundred times
more a key, since their work grows with the document. Only rows whose look changed are
painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from annotate.tui.scrolling import top_row
from annotate.tui.widgets.changes import (
    changed_stretches,
    has_other_header,
    looks_new,
)
from annotate.tui.widgets.lines import Lines
from annotate.tui.widgets.painter import GUTTER_CELLS, MARGIN_CELLS, RowPainter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.geometry import Size

    from annotate.text.rows import Rows
    from annotate.tui.pane_views import PaneView
    from annotate.tui.themes import Styles
    from annotate.tui.wraps import Wraps

__all__ = ["ArticlePane"]

_WHEEL_ROWS = 3


class ArticlePane(Lines):
    """Shows a PaneView; the desk decides everything else."""

    class Pointed(Message):
        """The mouse wishes a place."""

        def __init__(self, index: int, offset: int, clicks: int) -> None:
            super().__init__()
            self.index = index
            """Place of the pane among the panes of the desk."""
            self.offset = offset
            """Code point under the pointer."""
            self.clicks = clicks
            """0 for a drag to here, 1 place, 2 word, 3 sentence."""

    def __init__(self, *, id: str, wraps: Wraps, styles: Styles) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._wraps = wraps
        self._painter = RowPainter(styles)
        self._view: PaneView | None = None
        self._rows: Rows | None = None
        self._top = 0
        self._width = 0
        self._height = 0
        self._lines: list[Strip | None] = []
        """Header and rows as they stand on the screen; None for one to be painted."""
        self._has_gaps = True
        self._is_dragging = False

    @property
    def view(self) -> PaneView | None:
        """What the pane shows; None for nothing."""
        return self._view

    @property
    def rows(self) -> Rows | None:
        """The article as it is wrapped now; None before the first layout."""
        return self._rows

    @property
    def page(self) -> int:
        """Rows of text that fit."""
        return max(self._height - 1, 1)

    @property
    def visible_span(self) -> tuple[int, int]:
        """First offset shown, and the one behind the last."""
        if self._rows is None:
            return 0, 0
        last = min(self._top + self.page, len(self._rows)) - 1
        return self._rows.start(self._top), self._rows.end(last)

    def use_styles(self, styles: Styles) -> None:
        """Paint with other colours from now on."""
        self._painter = RowPainter(styles)
        self._forget()
        self.redraw()

    def show(self, view: PaneView) -> None:
        """Show this; only rows that look different are painted again."""
        old, self._view = self._view, view
        width = self._width - MARGIN_CELLS
        if width < 1 or self._height < 2 or old is view or old == view:
            return
        article = view.sheet.article
        if (
            self._rows is None
            or self._rows.width != width
            or (old is None or old.sheet.article.id != article.id)
        ):
            self._lay_out(view, width)
            self.redraw()
            return
        if has_other_header(old, view):
            self._lines[0] = None
            self._has_gaps = True
            self.redraw(Region(0, 0, self._width, 1))
        in_sight = range(self._top, min(self._top + self.page, len(self._rows)))
        changed = list(changed_stretches(old, view, self._rows, in_sight))
        if looks_new(old, view):
            self._forget()
            self.redraw()
        if self._follow(view):
            self.redraw()
        self._repaint(changed)

    def _lay_out(self, view: PaneView, width: int) -> None:
        article = view.sheet.article
        self._rows = self._wraps.rows(article, width)
        top = self._wraps.top_offset.get(article.id, 0)
        self._top = self._rows.row_of(min(top, len(article.text)))
        self._forget()
        self._follow(view)

    def _forget(self) -> None:
        self._lines = [None] * self._height
        self._has_gaps = True

    def _rows_of(self, stretches: Iterable[tuple[int, int]]) -> set[int]:
        rows = self._rows
        if rows is None:
            return set()
        length = len(rows.text)
        found: set[int] = set()
        for start, end in stretches:
            first = rows.row_of(min(start, length))
            last = rows.row_of(min(max(end - 1, start), length))
            found.update(range(first, last + 1))
        return found

    def _repaint(self, stretches: Iterable[tuple[int, int]]) -> None:
        lines = self._lines
        regions: list[Region] = []
        for row in sorted(self._rows_of(stretches)):
            y = row - self._top + 1
            if 1 <= y < len(lines):
                lines[y] = None
                self._has_gaps = True
                last = regions[-1] if regions else None
                if last is not None and last.bottom == y:
                    regions[-1] = Region(0, last.y, last.width, last.height + 1)
                else:
                    regions.append(Region(0, y, self._width, 1))
        if regions:
            self.redraw(*regions)

    def _follow(self, view: PaneView) -> bool:
        """Scroll so that the cursor shows, and its selection if it fits."""
        rows = self._rows
        if rows is None:
            return False
        followed = view.selection if view.follows is None else view.follows
        top = top_row(rows, followed, self.page, self._top, leaps=view.leaps)
        return self._show_from(top)

    def _show_from(self, top: int) -> bool:
        rows = self._rows
        if rows is None or self._view is None:
            return False
        top = max(0, min(top, len(rows) - min(self.page, len(rows))))
        if top == self._top:
            return False
        self._shift(top - self._top)
        self._top = top
        self._wraps.top_offset[self._view.sheet.article.id] = rows.start(top)
        return True

    def _shift(self, rows: int) -> None:
        """Keep what stays on the screen when it moves up by `rows`, down if less."""
        lines = self._lines[1:]
        gap: list[Strip | None] = [None] * min(abs(rows), len(lines))
        moved = lines[rows:] + gap if rows > 0 else gap + lines[: len(lines) - len(gap)]
        self._lines[1:] = moved
        self._has_gaps = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines asked for; only those that look different are painted."""
        if self.outer_size != (self._width, self._height):
            self._fit(self.outer_size)
        lines = self._lines
        strips = lines[crop.y : crop.bottom]
        if self._has_gaps or len(strips) < crop.height:
            for y, line in enumerate(lines):
                if line is None:
                    lines[y] = self._painted(y)
            self._has_gaps = False
            blank = Strip.blank(self._width, self._painter.styles.text)
            strips = [one or blank for one in lines[crop.y : crop.bottom]]
            strips += [blank] * (crop.height - len(strips))
        painted = cast("list[Strip]", strips)
        if crop.x or crop.width != self._width:
            return [strip.crop(crop.x, crop.right) for strip in painted]
        return painted

    def _painted(self, y: int) -> Strip:
        view, rows, width = self._view, self._rows, self._width
        if view is None or rows is None:
            return Strip.blank(width, self._painter.styles.text)
        return Strip(self._painter.line(view, rows, self._top, y, width), width)

    def _fit(self, size: Size) -> None:
        """Wrap anew; the offset at the top stays at the top.

        Done while painting and not on a resize event, which comes one frame later.
        """
        self._width, self._height = size
        self._rows = None
        self._forget()
        width = self._width - MARGIN_CELLS
        if self._view is not None and width >= 1 and self._height >= 2:
            self._lay_out(self._view, width)

    def offset_under(self, x: int, y: int) -> int | None:
        """The code point under a place of the widget; None on the header."""
        rows = self._rows
        if rows is None or y < 1:
            return None
        row = min(self._top + y - 1, len(rows) - 1)
        return rows.offset_at(row, max(x - GUTTER_CELLS, 0))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Place the cursor; a drag from here selects."""
        if event.button != 1 or self._view is None:
            return
        offset = self.offset_under(event.x, event.y)
        if offset is None:
            offset = self._view.selection.head
            self.post_message(self.Pointed(self._view.index, offset, -1))
            return
        self._is_dragging = True
        self.capture_mouse()
        self.post_message(self.Pointed(self._view.index, offset, 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to here."""
        if not self._is_dragging or self._view is None:
            return
        if event.y < 1 or event.y >= self._height:
            self.scroll_by(-1 if event.y < 1 else 1)
        y = min(max(event.y, 1), self._height - 1)
        offset = self.offset_under(event.x, y)
        if offset is not None:
            self.post_message(self.Pointed(self._view.index, offset, 0))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """End the drag."""
        if self._is_dragging:
            self._is_dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A second and third click in place select the word and the sentence."""
        offset = self.offset_under(event.x, event.y)
        if self._view is not None and offset is not None and event.chain > 1:
            self.post_message(
                self.Pointed(self._view.index, offset, min(event.chain, 3))
            )

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scroll_by(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scroll_by(-_WHEEL_ROWS)

    def scroll_by(self, count: int) -> None:
        """Scroll by rows, downwards or for less than 0 upwards."""
        if self._show_from(self._top + count):
            self.redraw()
