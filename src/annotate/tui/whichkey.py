"""The panel that shows what may follow the leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.tui.keymap import shown_key
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from textual.strip import Strip

    from annotate.tui.commands import Command
    from annotate.tui.themes import Styles

__all__ = ["which_key_strips"]

_CELL = 30


def which_key_strips(
    title: str, entries: tuple[tuple[str, Command], ...], width: int, styles: Styles
) -> list[Strip]:
    """Keys and titles in as many columns as fit, read downwards, under a heading."""
    columns = max(1, width // _CELL)
    height = -(-len(entries) // columns)
    strips = [strip_of([(f" {title}", styles.lit_bar)], width, styles.lit_bar)]
    for row in range(height):
        pieces = []
        for column in range(columns):
            at = column * height + row
            if at < len(entries):
                key, command = entries[at]
                pieces.append((f" {shown_key(key):>2} ", styles.hint_key))
                pieces.append((f"{command.title:<{_CELL - 4}}", styles.hint))
        strips.append(strip_of(pieces, width, styles.hint))
    return strips
