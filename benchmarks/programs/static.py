"""The comparison for the start: the least that Textual can show, one `Static`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class OneStatic(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("all painted")


if __name__ == "__main__":
    OneStatic().run()
