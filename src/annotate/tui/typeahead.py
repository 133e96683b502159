"""Keys and pastes that come faster than what they are meant for: they wait for it.

A page takes some 50 ms to stand, an article some to be read. A key typed meanwhile
must not act on the desk below, where it could tag, and no paste overtakes a key.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events

    Typed = events.Key | events.Paste

__all__ = ["TypeAhead"]

_STEP_SECONDS = 0.005
# Steps, not seconds: on a busy machine all that is waited for takes longer as well.
_PATIENCE = 400
"""What does not come within so many steps does not come; the keys go where they can."""
_CLOSING = 30
"""So many steps a key may take to close what it was pressed in."""


class TypeAhead:
    """Holds keys back until the place that they are for can take them."""

    def __init__(
        self,
        place: Callable[[], object | None],
        may_close: Callable[[Typed], bool],
        give: Callable[[Typed], Awaitable[None]],
        after: Callable[[float, Callable[[], Awaitable[None]]], object],
    ) -> None:
        """Take what knows of places and keys, gives a key on, and sets a timer.

        `place` answers what takes keys now, None while that is still being made;
        `may_close` whether a key may close that.
        """
        self._place = place
        self._may_close = may_close
        self._give = give
        self._after = after
        self._held: deque[Typed] = deque()
        self._leaving: object | None = None
        """The place that the last key may be closing; None for none."""
        self._left = _PATIENCE
        """Steps until nothing is waited for any more."""
        self._is_stepping = False

    def is_open_for(self, place: object) -> bool:
        """Whether a key may go to a place at once, with nothing before it."""
        return not self._held and self._leaving is None and self._place() is place

    async def take(self, key: Typed) -> None:
        """Give the key on, now or when its place is there."""
        if self._held or self._leaving is not None:
            self._held.append(key)
        elif self._place() is None:
            self._held.append(key)
            self._left = _PATIENCE
            self._step_soon()
        else:
            await self._pass_on(key)

    async def _pass_on(self, key: Typed) -> None:
        self._left = _PATIENCE
        if self._may_close(key):
            self._leaving = self._place()
            self._left = _CLOSING
            self._step_soon()
        await self._give(key)

    def _step_soon(self) -> None:
        if not self._is_stepping:
            self._is_stepping = True
            self._after(_STEP_SECONDS, self._step)

    async def _step(self) -> None:
        self._is_stepping = False
        self._left -= 1
        if self._leaving is not None:
            if self._left < 0 or self._place() not in (None, self._leaving):
                # It is closed; what that brings about comes one step later.
                self._leaving, self._left = None, _PATIENCE
        else:
            while self._held and self._is_open():
                await self._pass_on(self._held.popleft())
        if self._held or self._leaving is not None:
            self._step_soon()

    def _is_open(self) -> bool:
        is_there = self._left < 0 or self._place() is not None
        return is_there and self._leaving is None
