"""A page of text over the desk: help and guidelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotate.text.display import safe_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

__all__ = ["ReaderScreen"]


class ReaderScreen(ModalScreen[None]):
    """Shows plain lines; scrolls; closes with Esc, Enter, q or ?."""

    CSS_PATH = "pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,space", "close", "Close"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j,down", "scroll(1)", "Down"),
        Binding("k,up", "scroll(-1)", "Up"),
    ]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """A framed box with the text in it."""
        box = VerticalScroll(id="page")
        box.border_title = Content(safe_line(self._title))
        box.border_subtitle = Content("Esc closes · j k PgUp PgDn scroll")
        with box:
            text = "\n".join(safe_line(line) for line in self._lines)
            yield Static(Content(text), markup=False)

    def on_mount(self) -> None:
        """Take the scroll keys."""
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)
