"""How many desks may be open, for one annotator and for all."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

__all__ = ["MOST_OF_ONE", "Places"]

MOST_OF_ONE: Final = 5
"""Desks of one annotator: no forgotten tabs keep the others out."""
_PATIENCE_SECONDS: Final = 2.0
"""So long a new desk waits for a place, and again while one is closing: a reload."""
_MOST_WAITS: Final = 6


class Places:
    """The places for desks; one that is closing keeps its place until it is gone."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()
        self._closing = 0
        self._freed = asyncio.Condition()

    def __len__(self) -> int:
        return self._taken.total()

    def is_full(self, annotator: str) -> bool:
        """Whether no further desk may be opened by that annotator now."""
        return len(self) >= self.most or self._taken[annotator] >= MOST_OF_ONE

    @asynccontextmanager
    async def one(self, annotator: str) -> AsyncIterator[bool]:
        """Whether there is a place, perhaps after a while; it is taken in here."""
        has_place = await self._take(annotator)
        try:
            yield has_place
        finally:
            if has_place:
                self._taken[annotator] -= 1
                self._taken += Counter()  # without those that have none
                async with self._freed:
                    self._freed.notify_all()

    @contextmanager
    def closing(self) -> Iterator[None]:
        """A desk is ending in here, and its place will soon be free."""
        self._closing += 1
        try:
            yield
        finally:
            self._closing -= 1

    async def _take(self, annotator: str) -> bool:
        if self.is_full(annotator):
            if self._waiting[annotator] >= MOST_OF_ONE:
                return False
            self._waiting[annotator] += 1
            try:
                if not await self._wait(annotator):
                    return False
            finally:
                self._waiting[annotator] -= 1
                self._waiting += Counter()
        self._taken[annotator] += 1
        return True

    async def _wait(self, annotator: str) -> bool:
        """Whether there is a place in the end."""
        for _ in range(_MOST_WAITS):
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS), self._freed:
                    await self._freed.wait_for(lambda: not self.is_full(annotator))
                return True
            if not self._closing:
                return False
        return False
