"""What is typed, read by the loop of the screen as it comes.

A thread that waits for keys, as Textual has it, wakes and then wakes the loop: a
quarter of the time of a key.
"""

from __future__ import annotations

import asyncio
import os
import select
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from annotate.tui.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextvars import Context

    from textual.message import Message

__all__ = ["Typed"]

_PAUSE_SECONDS = 0.1
"""So long Esc may begin another key, whose rest can come late over a network."""
_READ_BYTES = 4096


class Typed:
    """Gives on what is typed until it is stopped or the terminal ends."""

    def __init__(
        self, fileno: int, give: Callable[[Message], None], fail: Callable[[], object]
    ) -> None:
        """Give each message on; `fail` is called when nothing can be read any more."""
        self._fileno = fileno
        self._give_on = give
        self._fail = fail
        self._keyboard = Keyboard()
        # Textual's own reader ends at a byte that is not UTF-8.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._loop = asyncio.get_running_loop()
        self._pause: asyncio.TimerHandle | None = None

    @classmethod
    def begun(
        cls,
        fileno: int,
        give: Callable[[Message], None],
        fail: Callable[[], object],
        context: Context,
    ) -> Self | None:
        """One that reads in the running loop; None where a loop cannot wait for it.

        It gives on and fails in the context; may be called by a signal's handler.
        """
        typed = cls(fileno, give, fail)
        loop = typed._loop
        # What a handler interrupts may run in it, and it cannot be entered twice.
        context = context.copy()
        try:
            context.run(lambda: loop.add_reader(fileno, typed._take))
        except (OSError, NotImplementedError):  # a file, or another system's loop
            return None
        # The loop may be asleep, and would not be woken when a handler returns.
        loop.call_soon_threadsafe(typed._take_earlier, context=context)
        return typed

    def stop(self) -> None:
        """Leave what is typed from now on to others."""
        if self._pause is not None:
            self._pause.cancel()
        with suppress(RuntimeError):  # the loop has ended
            self._loop.remove_reader(self._fileno)

    def _take_earlier(self) -> None:
        """Take what was typed before the terminal was ours, with Enter for newlines."""
        self._take(earlier=True)

    def _take(self, *, earlier: bool = False) -> None:
        # What the loop was woken for may have been taken since.
        if not select.select([self._fileno], [], [], 0)[0]:
            return
        try:
            data = os.read(self._fileno, _READ_BYTES)
            if not data:
                self.stop()
                return
            if earlier:
                data = data.replace(b"\n", b"\r")
            self._give(self._keyboard.feed(self._decode(data)))
        except Exception:  # noqa: BLE001 - the program ends and says so
            self.stop()
            self._fail()

    def _give(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._give_on(message)
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
        if self._keyboard.is_begun:
            self._pause = self._loop.call_later(_PAUSE_SECONDS, self._end_begun)

    def _end_begun(self) -> None:
        self._pause = None
        self._give(self._keyboard.pause())
