"""All that a first frame shows, ready before Textual is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.config import state_dir
from annotate.tui.commands import commands_for
from annotate.tui.keymap import build_keymap
from annotate.tui.opening import opened_desk
from annotate.tui.reading import load_reading, reading_path
from annotate.tui.themes import Styles, palette_for
from annotate.tui.wraps import Wraps

if TYPE_CHECKING:
    from annotate.config import Settings
    from annotate.store.place import Place
    from annotate.tui.keymap import Keymap
    from annotate.tui.opening import Opened
    from annotate.tui.reading import Reading
    from annotate.tui.terminal import Terminal

__all__ = ["Start", "prepare_start"]


class Start(NamedTuple):
    """What a program begins with."""

    opened: Opened
    reading: Reading
    """Where the reader was."""
    keymap: Keymap
    wraps: Wraps
    """Rows that the first frame has wrapped need not be wrapped again."""
    terminal: Terminal
    styles: Styles


def prepare_start(
    database: Place,
    annotator: str,
    articles: tuple[str, ...],
    settings: Settings,
    terminal: Terminal,
) -> Start:
    """What a program on this database begins with.

    Raises:
        NoArticles: the database has none.
        UsageError: the settings' keys clash, or name what there is not.
        StoreFailure: as `Reader.open`.
    """
    reading = load_reading(reading_path(state_dir(), database, annotator))
    opened = opened_desk(database, annotator, articles, reading)
    scheme = opened.desk.scheme
    return Start(
        opened,
        reading,
        build_keymap(commands_for(scheme), settings.keys),
        Wraps(ascii_only=settings.ascii),
        terminal,
        Styles(palette_for(terminal.colours, is_dark=terminal.is_dark), scheme),
    )
