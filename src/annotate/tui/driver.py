"""How a frame goes to the terminal: in one piece."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

__all__ = ["FrameDriver"]

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual writes before and behind a frame where the terminal knows of frames."""


class FrameDriver(LinuxDriver):
    """Textual's driver; but a frame wakes the thread that writes once, not thrice."""

    _frame = ""

    def write(self, data: str) -> None:
        """Write at once what is not in a frame, and a frame when it ends."""
        if data != _BEGIN and not self._frame:
            super().write(data)
            return
        self._frame += data
        if data == _END:
            whole, self._frame = self._frame, ""
            super().write(whole)
