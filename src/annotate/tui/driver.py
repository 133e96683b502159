"""How a frame goes to the terminal: in one piece, and over the one of the start."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from annotate.tui.early_screen import ENTER, EarlyScreen

__all__ = ["FrameDriver"]

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual writes before and behind a frame where the terminal knows of frames."""


class FrameDriver(LinuxDriver):
    """Textual's driver; but a frame wakes the thread that writes once, not thrice."""

    _frame = ""

    def start_application_mode(self) -> None:
        """Take the terminal, and in the end leave it as it was before the start."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        before = EarlyScreen.hand_over()
        if before is not None:
            self.attrs_before = before

    def write(self, data: str) -> None:
        """Write at once what is not in a frame, and a frame when it ends."""
        if data == ENTER and EarlyScreen.current is not None:
            return
        if data != _BEGIN and not self._frame:
            super().write(data)
            return
        self._frame += data
        if data == _END:
            whole, self._frame = self._frame, ""
            super().write(whole)
