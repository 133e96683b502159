"""The comparison: texts side by side in Textual's own `TextArea`, one per file named.

Read-only and soft-wrapped, the cursor moves in the focused one; nothing else is
shown.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.containers import Horizontal
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SideBySide(App[None]):
    """Each text in a pane of the same width."""

    CSS = "TextArea { width: 1fr; border: none; padding: 0; }"

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        """The panes."""
        with Horizontal():
            for text in self._texts:
                area = TextArea(text, read_only=True, soft_wrap=True)
                area.cursor_blink = False
                yield area


if __name__ == "__main__":
    SideBySide(tuple(Path(name).read_text() for name in sys.argv[1:])).run()
