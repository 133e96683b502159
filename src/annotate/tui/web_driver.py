"""The desk's terminal in a browser: Textual's driver for pipes, with our keyboard."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import messages
from textual.drivers._byte_stream import ByteStream, ParseError
from textual.drivers.web_driver import WebDriver

from annotate.tui.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

__all__ = ["DeskWebDriver"]

_PASSED_ON = frozenset({"resize", "focus", "blur", "quit"})


class DeskWebDriver(WebDriver):
    """Textual's driver, which ends with the server and reads all that is typed."""

    def write(self, data: str) -> None:
        """Send a piece of a frame, all of it."""
        body = data.encode("utf-8", "replace")
        packet = b"D" + len(body).to_bytes(4, "big") + body
        with suppress(OSError):  # a server that is gone is noticed by who reads it
            while packet:
                packet = packet[os.write(self.fileno, packet) :]

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something, if it is there."""
        with suppress(OSError):
            super().write_meta(data)

    def run_input_thread(self) -> None:
        """Give on what is typed, until the server closes the pipe: then end.

        Textual's own ends silently at a byte that is not UTF-8, and leaves a desk
        behind that nobody can reach when the server is gone.
        """
        keyboard = Keyboard(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        stream = ByteStream()
        for data in self._input_reader:
            if not data:
                self._give(keyboard.pause())
                continue
            try:
                for kind, body in stream.feed(data):
                    if kind == "D":
                        self._give(keyboard.feed(decode(body)))
                    else:
                        self._on_meta(kind, body)
            except ParseError:
                break
        if not self.exit_event.is_set():
            # Behind the keys that came before it, which are obeyed and saved.
            self._app.post_message(messages.ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Obey what the server says of the window, and nothing else."""
        if packet_type in _PASSED_ON:
            super().on_meta(packet_type, payload)

    def _give(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
