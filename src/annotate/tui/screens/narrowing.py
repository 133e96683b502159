"""A list over the desk that is narrowed by what is typed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

__all__ = ["NarrowingScreen"]

_Answer = TypeVar("_Answer")

_MOST_CELLS, _FRAME_CELLS = 110, 8
"""Of the box, which is styled in pages.tcss: its width, and frame with scrollbar."""


class NarrowingScreen(ModalScreen["_Answer | None"], Generic[_Answer]):
    """Gives what was highlighted at Enter or clicked; None when the list was left."""

    CSS_PATH = "pages.tcss"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("down", "step(1)", "Down", priority=True),
        Binding("up", "step(-1)", "Up", priority=True),
        Binding("pagedown", "step(10)", "Page down", priority=True),
        Binding("pageup", "step(-10)", "Page up", priority=True),
    ]

    def __init__(self, title: str, keys: str, placeholder: str) -> None:
        """Take what stands in the frame above and below, and in the empty query."""
        super().__init__()
        self._title = title
        self._keys = keys
        self._placeholder = placeholder
        self._answers: tuple[_Answer, ...] = ()

    def compose(self) -> ComposeResult:
        """The query over the list."""
        box = Vertical(id="box")
        box.border_title = Content(self._title)
        box.border_subtitle = Content(self._keys)
        with box:
            yield Field(placeholder=self._placeholder, id="query")
            yield OptionList(id="list", markup=False)

    def on_mount(self) -> None:
        """List everything."""
        self.narrow("")

    def on_resize(self) -> None:
        """Cut the lines to the room that there is now."""
        self.narrow(self.query_typed)

    @property
    def query_typed(self) -> str:
        """What is typed now."""
        return self.query_one("#query", Input).value

    @property
    def room(self) -> int:
        """Cells of a line."""
        return min(self.app.size.width * 9 // 10, _MOST_CELLS) - _FRAME_CELLS

    @abstractmethod
    def narrow(self, query: str) -> None:
        """Show what fits the query."""

    def show(
        self, answers: Iterable[_Answer], lines: Iterable[Content], title: str = ""
    ) -> None:
        """List these answers by their lines, under another title unless it is empty."""
        self._answers = tuple(answers)
        options = self.query_one("#list", OptionList)
        options.clear_options()
        options.add_options(Option(line) for line in lines)
        options.highlighted = 0 if self._answers else None
        if title:
            self.query_one("#box").border_title = Content(title)

    @on(Input.Changed)
    def follow(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed."""
        event.stop()
        self.narrow(event.value)

    def action_step(self, rows: int) -> None:
        """Move the highlight."""
        options = self.query_one("#list", OptionList)
        count = options.option_count
        if count:
            here = options.highlighted or 0
            options.highlighted = max(0, min(here + rows, count - 1))

    @on(Input.Submitted)
    def choose(self, event: Input.Submitted) -> None:
        """Give what is highlighted."""
        event.stop()
        at = self.query_one("#list", OptionList).highlighted
        if at is not None:
            self.dismiss(self._answers[at])

    @on(OptionList.OptionSelected)
    def choose_clicked(self, event: OptionList.OptionSelected) -> None:
        """Give what was clicked."""
        event.stop()
        self.dismiss(self._answers[event.option_index])

    def action_close(self) -> None:
        """Back to the desk with nothing."""
        self.dismiss(None)
