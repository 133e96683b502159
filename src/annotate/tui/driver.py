"""How frames go to the terminal, in one piece, and what is read from it."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from annotate.tui.early_screen import ENTER, EarlyScreen
from annotate.tui.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

__all__ = ["FrameDriver"]

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual writes before and behind a frame where the terminal knows of frames."""
_PAUSE_SECONDS = 0.1
"""So long Esc may begin another key, whose rest can come late over a network."""
_READ_BYTES = 4096


class FrameDriver(LinuxDriver):
    """Textual's driver, with frames in one piece and a keyboard that nothing breaks."""

    _frame = ""

    def start_application_mode(self) -> None:
        """Take the terminal, and in the end leave it as it was before the start."""
        # As it is read, and as nearly all are, also where the locale says otherwise.
        if isinstance(self._file, TextIOWrapper):
            self._file.reconfigure(encoding="utf-8", errors="replace")
        super().start_application_mode()  # type: ignore[no-untyped-call]
        before = EarlyScreen.hand_over()
        if before is not None:
            self.attrs_before = before

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
        self._frame += data
        if data == _END:
            whole, self._frame = self._frame, ""
            self._put(whole)

    def _put(self, data: str) -> None:
        if self._file is None:  # a process without standard error
            return
        with suppress(OSError):  # a terminal that is gone is noticed by who reads it
            self._file.write(data)
            self._file.flush()

    def stop_application_mode(self) -> None:
        """Restore the terminal, also in the middle of a frame."""
        if self._frame:
            part, self._frame = self._frame + _END, ""
            self._put(part)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Give on what is typed until the input is disabled or the terminal ends.

        Textual's own ends at a byte that is not UTF-8, and takes an Enter that came
        before the terminal was its own for a newline.
        """
        keyboard = Keyboard(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        typed = self._typed(0)
        if typed is not None:
            self._give(keyboard.feed(decode(typed.replace(b"\n", b"\r"))))
        while not self.exit_event.is_set():
            typed = self._typed(_PAUSE_SECONDS)
            if typed == b"":
                return
            if typed is None:
                self._give(keyboard.pause())
            else:
                self._give(keyboard.feed(decode(typed)))

    def _typed(self, seconds: float) -> bytes | None:
        """What comes within that time; None for nothing, b"" at the terminal's end."""
        if select.select([self.fileno], [], [], seconds)[0]:
            return os.read(self.fileno, _READ_BYTES)
        return None

    def _give(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
