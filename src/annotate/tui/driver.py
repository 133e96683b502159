"""How frames go to the terminal, in one piece, and who reads what is typed in it."""

from __future__ import annotations

import os
import select
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from annotate.tui.canvas import Canvas
from annotate.tui.early_screen import ENTER, EarlyScreen
from annotate.tui.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context

    from textual.message import Message

__all__ = ["FrameDriver"]

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual writes before and behind a frame where the terminal knows of frames."""
_HOME = "\x1b[1;1H"
_POP_KEYS = "\x1b[<u"
"""Takes back one asking for kitty's keys, which a further start makes again."""


class FrameDriver(LinuxDriver):
    """Textual's driver, with frames in one piece and a keyboard that nothing breaks."""

    _frame = ""
    _marks_frames = False
    """Whether the terminal knows where a frame begins and ends."""
    _typed: Typed | None = None
    """Reads the keys; None where Textual's thread does."""
    _is_on = False
    """Whether the terminal was taken and not given back."""
    _turn = 0
    """How often the terminal was taken or given back."""

    take_key: Callable[[Key], bool] | None = None
    """Whether a key is done, which else goes the way of Textual's tasks."""
    _context: Context | None = None
    """In which Textual knows its app: that of the first start."""

    def start_application_mode(self) -> None:
        """Take the terminal, and in the end leave it as it was before the start."""
        self._turn += 1
        # Whoever is stopped unasked goes on without having given it back: what it is
        # like now is our doing.
        was_on, ours = self._is_on, self.attrs_before
        if was_on:
            self._stop_reading()
            self._put(_POP_KEYS)
        # As it is read, and as nearly all are, also where the locale says otherwise.
        if isinstance(self._file, TextIOWrapper):
            self._file.reconfigure(encoding="utf-8", errors="replace")
        fail = partial(self._app.call_later, self._app.panic)
        thread = self._key_thread
        self._context = self._context or copy_context()
        self._typed = Typed.begun(
            self.fileno, self.process_message, fail, self._context
        )
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._key_thread is thread:
            # In the background: the terminal is another program's.
            self._stop_reading()
            return
        self._is_on = True
        before = ours if was_on else EarlyScreen.hand_over()
        if before is not None:
            self.attrs_before = before
        Canvas.terminal = self

    def write(self, data: str) -> None:
        """Write at once what is not in a frame, and a frame when it ends.

        Not by the thread that Textual has for it: to wake it, and to be woken behind
        it, is a fifth of the time of a key. A terminal that takes nothing holds the
        screen either way, when its buffer or the thread's queue is full.
        """
        if data == ENTER and EarlyScreen.current is not None:
            return
        if data != _BEGIN and not self._frame:
            self._put(data)
            return
        self._marks_frames = True
        self._frame += data
        if data == _END:
            whole, self._frame = self._frame, ""
            self._put(whole)

    def put_frame(self, frame: str) -> None:
        """Write what places and draws rows; see `annotate.tui.canvas`."""
        frame += _HOME
        self._put(f"{_BEGIN}{frame}{_END}" if self._marks_frames else frame)

    def _put(self, data: str) -> None:
        if self._file is None:  # a process without standard error
            return
        # Not by the file: a signal's handler writes too, in the middle of this, and
        # Python's buffers cannot be entered twice.
        left, turn = memoryview(data.encode("utf-8", "replace")), self._turn
        with suppress(OSError):  # a terminal that is gone is noticed by who reads it
            place = self._file.fileno()
            # What a handler took the terminal from is not finished: all is drawn anew.
            while left and turn == self._turn:
                try:
                    left = left[os.write(place, left) :]
                except BlockingIOError:  # another program has set it so
                    select.select([], [place], [])

    def stop_application_mode(self) -> None:
        """Restore the terminal, also in the middle of a frame."""
        self._turn += 1
        self._is_on = False
        Canvas.terminal = None
        if self._frame:
            part, self._frame = self._frame + _END, ""
            self._put(part)
        super().stop_application_mode()

    def disable_input(self) -> None:
        """Leave what is typed from now on to others."""
        self._stop_reading()
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read in this thread where the loop cannot: a pipe or a file."""
        if self._typed is None:
            super().run_input_thread()

    def send_message(self, message: Message) -> None:
        """Give a message to the app, without a way round where this is its thread."""
        if self._typed is None:
            super().send_message(message)
            return
        take_key = self.take_key
        if not (take_key and isinstance(message, Key) and take_key(message)):
            self._app.post_message(message)

    def _stop_reading(self) -> None:
        if self._typed is not None:
            self._typed.stop()
