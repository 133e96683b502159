"""The one-line question at the foot: search, and the title of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult

__all__ = ["Prompt"]


class Prompt(Horizontal):
    """Asks one thing at a time; hidden and without the focus otherwise."""

    DEFAULT_CSS = """
    Prompt { height: 1; }
    Prompt #prompt-title { width: auto; height: 1; padding: 0 1; text-style: bold; }
    Prompt #prompt-text { width: 1fr; height: 1; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    class Typed(Message):
        """The text changed."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            """What `ask` was called with."""
            self.text = text

    class Answered(Message):
        """Enter was pressed."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            """What `ask` was called with."""
            self.text = text

    class Left(Message):
        """Esc was pressed."""

        def __init__(self, purpose: str) -> None:
            super().__init__()
            self.purpose = purpose
            """What `ask` was called with."""

    def compose(self) -> ComposeResult:
        """The question and the field."""
        yield Static(id="prompt-title", markup=False)
        yield Field(id="prompt-text")

    def ask(self, purpose: str, title: str, text: str = "") -> None:
        """Show the question and take the keys."""
        self._purpose = purpose
        self.query_one("#prompt-title", Static).update(Content(title))
        field = self.query_one("#prompt-text", Field)
        field.give(text)
        # At once, for the keys that come right behind.
        self.screen.set_focus(field)

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say what is typed."""
        event.stop()
        self.post_message(self.Typed(self._purpose, event.value))

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Say what was typed."""
        event.stop()
        entered = self.query_one("#prompt-text", Field).entered
        self.post_message(self.Answered(self._purpose, entered))

    def action_leave(self) -> None:
        """Say that nothing was answered."""
        self.post_message(self.Left(self._purpose))
