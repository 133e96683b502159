"""Keys that come faster than what they are meant for: they wait for it.

A page takes some 50 ms to stand, an article some to be read. A key typed meanwhile
must not act on the desk below, where it could tag.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events

__all__ = ["TypeAhead"]

_STEP_SECONDS = 0.005
_PATIENCE_SECONDS = 2.0
"""What does not come within this time does not come; the keys go where they can."""
_CLOSING_SECONDS = 0.15
"""So long a key may take to close what it was pressed in."""


class TypeAhead:
    """Holds keys back until the place that they are for can take them."""

    def __init__(
        self,
        place: Callable[[], object | None],
        may_close: Callable[[events.Key], bool],
        give: Callable[[events.Key], Awaitable[None]],
        after: Callable[[float, Callable[[], Awaitable[None]]], object],
    ) -> None:
        """Take what knows of places and keys, gives a key, and sets a timer.

        `place` answers what takes keys now, None while that is still being made;
        `may_close` whether a key may close that.
        """
        self._place = place
        self._may_close = may_close
        self._give = give
        self._after = after
        self._held: deque[events.Key] = deque()
        self._until = 0.0
        self._leaving: object | None = None
        """The place that the last key may have closed; None for none."""
        self._leaving_until = 0.0

    async def take(self, key: events.Key) -> None:
        """Give the key on, now or when its place is there."""
        if self._held or not self._is_open():
            if not self._held:
                self._until = time.monotonic() + _PATIENCE_SECONDS
                self._after(_STEP_SECONDS, self._release)
            self._held.append(key)
        else:
            await self._pass_on(key)

    async def _release(self) -> None:
        while self._held and (self._is_open() or time.monotonic() > self._until):
            await self._pass_on(self._held.popleft())
            self._until = time.monotonic() + _PATIENCE_SECONDS
        if self._held:
            self._after(_STEP_SECONDS, self._release)

    async def _pass_on(self, key: events.Key) -> None:
        self._leaving = None
        if self._may_close(key):
            self._leaving = self._place()
            self._leaving_until = time.monotonic() + _CLOSING_SECONDS
        await self._give(key)

    def _is_open(self) -> bool:
        here = self._place()
        if here is None:
            return False
        if self._leaving is None:
            return True
        if here != self._leaving:
            # It is closed; what that brings about comes one step later.
            self._leaving = None
            return False
        return time.monotonic() > self._leaving_until
