"""The dashboard: how far everybody is, live while they work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from annotate.errors import AnnotateError
from annotate.sprint.drawing import ASCII, BLOCKS
from annotate.tui.progress_board import Board, InLabel, Look
from annotate.tui.standing import headline
from annotate.tui.watching import Watcher
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.strip import Strip

    from annotate.sprint.progress import Progress
    from annotate.store.place import Place
    from annotate.tui.themes import Styles

__all__ = ["ProgressScreen"]

_KEYS = " ↓ ↑ PgDn PgUp g G scroll · Esc closes"
_FRAME_ROWS = 2
"""The title above and the keys below."""


class _Shown(Widget, can_focus=True):
    """The lines in sight, between a title and the keys."""

    ALLOW_SELECT = False

    def __init__(self, styles: Styles, *, ascii_only: bool) -> None:
        super().__init__(id="board")
        self._styles = styles
        self._looks: Mapping[Look, Style] = {
            Look.TEXT: styles.text,
            Look.QUIET: styles.quiet,
            Look.STRONG: styles.edge,
            Look.HEAD: styles.bar,
        }
        self._glyphs = ASCII if ascii_only else BLOCKS
        self._found: Progress | None = None
        self._problem = ""
        self._board: Board | None = None
        self._first = 0

    def take(self, found: Progress | AnnotateError) -> None:
        """Show what was counted, or why it could not be."""
        if isinstance(found, AnnotateError):
            self._problem = str(found)
        else:
            self._found, self._problem = found, ""
            self._make()
        self.refresh()

    def scroll_lines(self, step: int) -> None:
        """Go so many lines on; no further than to where the last one is in sight."""
        self._first = max(min(self._first + step, self._last_first), 0)
        self.refresh()

    @property
    def page(self) -> int:
        """Lines in sight."""
        return max(self.size.height - _FRAME_ROWS, 1)

    @property
    def lines(self) -> int:
        """All there are."""
        return len(self._board) if self._board else 0

    @property
    def _last_first(self) -> int:
        return max(self.lines - self.page, 0)

    def on_resize(self) -> None:
        """Make the lines as wide as there is room now."""
        self._make()
        self.scroll_lines(0)

    def _make(self) -> None:
        if self._found is not None and self.size.width:
            self._board = Board(self._found, self.size.width, self._glyphs)
            self._first = min(self._first, self._last_first)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Title, lines and keys, cut to the region asked for."""
        width, styles = self.size.width, self._styles
        strips = [strip_of([(self._title(), styles.lit_bar)], width, styles.lit_bar)]
        if self._board is not None:
            strips += [
                strip_of(
                    [(text, self._look(look)) for text, look in line],
                    width,
                    styles.text,
                )
                for line in self._board.lines(self._first, self.page)
            ]
        while len(strips) <= self.page:
            strips.append(strip_of([], width, styles.text))
        strips.append(strip_of([(self._foot(), styles.hint)], width, styles.hint))
        return [
            strip.crop(crop.x, crop.right) for strip in strips[crop.y : crop.bottom]
        ]

    def _look(self, look: Look | InLabel) -> Style:
        if isinstance(look, InLabel):
            return self._styles.letter(look, is_other=False)
        return self._looks[look]

    def _title(self) -> str:
        if self._problem:
            return f" ! {self._problem}"
        if self._found is None:
            return " counting …"
        return f" {headline(self._found)}"

    def _foot(self) -> str:
        if self._found is None:
            return _KEYS
        when = time.strftime("%H:%M:%S", time.localtime(self._found.at_ms / 1000))
        below = self.lines - self._first - self.page
        more = f" · {below} more below" if below > 0 else ""
        return f"{_KEYS} · counted at {when}{more}"


class ProgressScreen(ModalScreen[None]):
    """Shows a sprint's progress, and goes on counting until it is left."""

    CSS_PATH = "pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,space", "close", "Close"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j,down", "lines(1)", "Down"),
        Binding("k,up", "lines(-1)", "Up"),
        Binding("pagedown,f", "pages(1)", "Page down"),
        Binding("pageup,b", "pages(-1)", "Page up"),
        Binding("g,home", "pages(-1000000)", "Top"),
        Binding("G,end", "pages(1000000)", "Bottom"),
    ]

    class Counted(Message):
        """The watcher has counted, or failed to."""

        def __init__(self, found: Progress | AnnotateError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, database: Place, styles: Styles, *, ascii_only: bool) -> None:
        super().__init__()
        self._board = _Shown(styles, ascii_only=ascii_only)
        self._watcher = Watcher(
            database, lambda found: self.post_message(self.Counted(found))
        )

    def compose(self) -> ComposeResult:
        """The board alone."""
        yield self._board

    def on_mount(self) -> None:
        """Take the keys, and begin to count."""
        self._board.focus()
        self._watcher.start()

    def on_unmount(self) -> None:
        """Stop counting."""
        self._watcher.stop()

    def on_progress_screen_counted(self, message: Counted) -> None:
        """Show what was counted."""
        self._board.take(message.found)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.action_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same, the other way."""
        event.stop()
        self.action_lines(-3)

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()

    def action_lines(self, step: int) -> None:
        """Scroll by lines."""
        self._board.scroll_lines(step)

    def action_pages(self, step: int) -> None:
        """Scroll by what is in sight."""
        self._board.scroll_lines(step * self._board.page)
