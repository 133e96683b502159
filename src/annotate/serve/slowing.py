"""Bad logins made slow: for each address, and for all together.

An address has a few free attempts, which come back with time. Beyond them each answer
is held back, few at once, and whoever has as many held is turned away without a look at
the token. A good token is never held, so nobody is locked out by another's attempts.
"""

from __future__ import annotations

import ipaddress
from collections import Counter, OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Slowing"]

HELD_SECONDS: Final = 1.0
MOST_HELD: Final = 32
MOST_HELD_OF_ONE: Final = 8
MOST_ADDRESSES: Final = 1024
"""Addresses remembered; the one that failed longest ago is forgotten."""


class _Pace(NamedTuple):
    burst: float
    """Attempts that are free."""
    per_second: float
    """Attempts that become free again."""


_OF_ONE: Final = _Pace(10, 0.2)
_OF_ALL: Final = _Pace(100, 1)


class _Level(NamedTuple):
    left: float
    at: float


class Slowing:
    """What is known of the bad logins of the last minutes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._all = _Level(_OF_ALL.burst, clock())
        self._of: OrderedDict[str, _Level] = OrderedDict()
        self._held: Counter[str] = Counter()

    def __len__(self) -> int:
        """Addresses that are remembered."""
        return len(self._of)

    def has_room(self, address: str) -> bool:
        """Whether an attempt from there is looked at now."""
        return (
            self._held.total() < MOST_HELD
            and self._held[network(address)] < MOST_HELD_OF_ONE
        )

    def fail(self, address: str) -> float:
        """Note a bad login; the seconds for which to hold the answer back."""
        now, place = self._clock(), network(address)
        level = self._of.pop(place, _Level(_OF_ONE.burst, now))
        self._of[place], is_free = _spent(level, now, _OF_ONE)
        self._all, are_free = _spent(self._all, now, _OF_ALL)
        if len(self._of) > MOST_ADDRESSES:
            self._of.popitem(last=False)
        return 0.0 if is_free and are_free else HELD_SECONDS

    def is_holding(self, address: str) -> bool:
        """Whether an answer to that address is held back now."""
        return self._held[network(address)] > 0

    @contextmanager
    def holding(self, address: str) -> Iterator[None]:
        """An answer is held back in here."""
        place = network(address)
        self._held[place] += 1
        try:
            yield
        finally:
            self._held[place] -= 1
            if not self._held[place]:
                del self._held[place]


def network(address: str) -> str:
    """What one person has: an IPv4 address, or a network of 64 bits of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))


def _spent(level: _Level, now: float, pace: _Pace) -> tuple[_Level, bool]:
    """The level after one more attempt, and whether that was free."""
    left = min(pace.burst, level.left + (now - level.at) * pace.per_second)
    if left < 1:
        return _Level(left, now), False
    return _Level(left - 1, now), True
