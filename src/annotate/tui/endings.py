"""Ended from outside: signals, and a terminal that is gone.

Textual leaves the terminal in disorder on most signals, goes round in circles when the
terminal is closed without one, and waits for ever for a terminal that does not read.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

__all__ = ["catch_endings", "let_go_of_terminal"]

_PATIENCE_SECONDS = 5.0
"""So long the way out may take once somebody has asked for the end."""
_NAMES = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")


def catch_endings(end: Callable[[int], None], keep: Callable[[], object]) -> None:
    """Have `end` called with the signal's number, and the process end in any case.

    Both are called in the main thread between any two steps of it. When the process is
    still there after some seconds, because the terminal takes nothing more, `keep` is
    called to save what is to be saved, and the process ends with 128 and the number.
    """

    def give_up(number: int) -> None:
        with suppress(Exception):
            keep()
        os._exit(128 + number)

    def caught(number: int, _frame: FrameType | None) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, lambda *_: give_up(number))
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE_SECONDS)
        end(number)

    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), caught)
    if hasattr(select, "poll") and sys.stdin.isatty():
        threading.Thread(target=_watch_terminal, name="terminal", daemon=True).start()


def _watch_terminal() -> None:
    """Hang up when the terminal is closed; the kernel tells session leaders alone."""
    gone = select.poll()
    # No event is asked for: that the other end is closed is told all the same.
    gone.register(sys.stdin.fileno(), 0)
    if any(event & select.POLLHUP for _, event in gone.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


def let_go_of_terminal() -> None:
    """Drop what a closed terminal does not take, or Python fails at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
