"""The terminal from the first frame until Textual has it: taken, or given back.

POSIX terminals alone; elsewhere there is no first frame before Textual's own.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["ENTER", "EarlyScreen"]

ENTER = "\x1b[?1049h"
"""To the screen that leaves the shell's lines alone; some terminals clear it then."""
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_LEAVE = "\x1b[?1049l"


class EarlyScreen:
    """Holds the terminal; keys that are typed meanwhile wait in it for Textual."""

    current: ClassVar[EarlyScreen | None] = None
    """The one that Textual is to take over; None for none."""

    def __init__(self, attributes: list[Any]) -> None:
        self.attributes = attributes
        """What the terminal's modes were before."""

    @classmethod
    def show(cls, frame: Callable[[int, int], str]) -> None:
        """Show a frame, made for columns and rows, where the terminal is ours.

        Nothing is done when the frame is empty, or standard input and error, which
        Textual uses, are no POSIX terminal, or another driver is to be used.
        """
        if "TEXTUAL_DRIVER" in os.environ or sys.platform == "win32":
            return
        import termios  # noqa: PLC0415 - not on Windows

        try:
            if not (os.isatty(0) and os.isatty(2)):
                return
            # As Textual asks, so that its frame has the same size.
            columns, rows = os.get_terminal_size(1 if os.isatty(1) else 2)
            painted = frame(columns, rows)
            if not painted:
                return
            before = termios.tcgetattr(0)
            termios.tcsetattr(0, termios.TCSANOW, _raw(before))
        except (OSError, termios.error):
            return
        cls.current = cls(before)
        _write(ENTER + _HIDE_CURSOR + painted)

    @classmethod
    def give_back(cls) -> None:
        """The terminal as it was, unless Textual has it; may be called at any time."""
        early, cls.current = cls.current, None
        if early is None:
            return
        import termios  # noqa: PLC0415 - not on Windows

        _write(_LEAVE + _SHOW_CURSOR)
        with suppress(OSError, termios.error):
            termios.tcsetattr(0, termios.TCSANOW, early.attributes)

    @classmethod
    def hand_over(cls) -> list[Any] | None:
        """What Textual is to restore in the end; None when nothing was shown."""
        early, cls.current = cls.current, None
        return early.attributes if early else None


def _raw(attributes: list[Any]) -> list[Any]:
    """The modes in which keys are neither shown nor obeyed, as Textual sets them."""
    import termios  # noqa: PLC0415 - not on Windows

    changed = [*attributes[:6], [*attributes[6]]]
    changed[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL)
    changed[0] &= ~(termios.INLCR | termios.IGNCR)
    changed[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    changed[6][termios.VMIN] = 1
    return changed


def _write(text: str) -> None:
    data = text.encode()
    with suppress(OSError):  # a terminal that is gone is noticed by who reads it
        while data:
            data = data[os.write(2, data) :]
