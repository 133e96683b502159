"""The panel that shows what may follow the leader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.tui.keymap import shown_key
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.strip import Strip

    from annotate.tui.commands import Command
    from annotate.tui.themes import Styles

__all__ = ["Option", "option_strips", "which_key_strips"]

_CELL = 30
_TEXT_CELLS = 16


class Option(NamedTuple):
    """One answer to a question that takes one key."""

    key: str
    """"" where no key is left."""
    text: str
    remark: str = ""
    is_likely: bool = True


def option_strips(
    title: str, options: Iterable[Option], width: int, styles: Styles
) -> list[Strip]:
    """A question and its answers, one a row; the likely ones stand out."""
    strips = [strip_of([(f" {title}", styles.lit_bar)], width, styles.lit_bar)]
    for option in options:
        style = styles.hint_key if option.is_likely else styles.hint
        remark = f"  {option.remark}" if option.remark else ""
        pieces = [
            (f" {option.key:>2} ", styles.hint_key),
            (f"{option.text:<{_TEXT_CELLS}}" if remark else option.text, style),
            (remark, styles.hint),
        ]
        strips.append(strip_of(pieces, width, styles.hint))
    return strips


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
                shown = f" {shown_key(key):>2} "
                pieces.append((shown, styles.hint_key))
                pieces.append((f"{command.title:<{_CELL - len(shown)}}", styles.hint))
        strips.append(strip_of(pieces, width, styles.hint))
    return strips
