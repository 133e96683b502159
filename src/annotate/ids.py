"""Revision ids: UUIDv7 text that sorts by time (RFC 9562, section 5.7).

An id is 36 characters, lower case. The first 48 bits are Unix milliseconds, so ids
sort as text in the order they were made. `Ids.mint` is monotonic in the process and
always greater than the revision it replaces, so that an edit outranks its original
even on a machine whose clock is slow.
"""

from __future__ import annotations

import re
import threading
import time
from functools import lru_cache
from random import SystemRandom
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Ids",
    "beside",
    "following",
    "is_revision",
    "outranking",
    "pack",
    "revision_ms",
    "unix_ms",
]

_FORM = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
_END_MS = 1 << 48
_TAIL_BITS = 74
_STEP_BITS = 32
_TAIL = (1 << _TAIL_BITS) - 1
_CHANCE = SystemRandom()


def pack(milliseconds: int, tail: int) -> str:
    """The id of a time in Unix milliseconds and 74 further bits."""
    if not 0 <= milliseconds < _END_MS:
        raise ValueError(f"no time of 48 bits: {milliseconds}")
    time_digits = f"{milliseconds:012x}"
    return _joined(f"{time_digits[:8]}-{time_digits[8:]}", tail)


def beside(rev: str, tail: int) -> str:
    """The id of the time of a canonical `rev` and 74 further bits."""
    return _joined(rev[:13], tail)


def _joined(time_part: str, tail: int) -> str:
    # Not by UUID, which takes a tenth of the time of an import.
    high, low = (tail & _TAIL) >> 62, tail & ((1 << 62) - 1)
    digits = f"{(7 << 76) | (high << 64) | (2 << 62) | low:020x}"
    return f"{time_part}-{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def _number(rev: str) -> int:
    if _FORM.fullmatch(rev):
        return int(rev.replace("-", ""), 16)
    return UUID(rev).int


def _unpack(rev: str) -> tuple[int, int]:
    number = _number(rev)
    tail = (((number >> 64) & 0xFFF) << 62) | (number & ((1 << 62) - 1))
    return number >> 80, tail


def unix_ms(rev: str) -> int:
    """Unix milliseconds at which `rev` was made; ValueError when it is no UUID."""
    found = revision_ms(rev)
    return _unpack(rev)[0] if found is None else found


@lru_cache(maxsize=1024)
def revision_ms(text: str) -> int | None:
    """Unix milliseconds of a UUIDv7 in canonical form; None for any other text."""
    # Read for every annotation of an export, where making a UUID costs a fifth, and
    # twice for every one of an import.
    return int(text[:8] + text[9:13], 16) if _FORM.fullmatch(text) else None


def is_revision(text: str) -> bool:
    """Whether `text` is a UUIDv7 in canonical lower case form."""
    return _FORM.fullmatch(text) is not None


def following(rev: str) -> str:
    """The least id greater than `rev`."""
    milliseconds, tail = _unpack(rev)
    if tail == _TAIL:
        return pack(milliseconds + 1, 0)
    return pack(milliseconds, tail + 1)


def outranking(stamp: str, older: str) -> str:
    """An id that follows from a new one, `stamp`, and is greater than what it replaces.

    Where a slow clock has made the stamp too small it is the stamp's chance a
    millisecond behind `older`: the least id behind that one may be there.
    """
    if stamp >= older:
        return following(stamp)
    return pack(unix_ms(older) + 1, _unpack(stamp)[1])


def _beyond(rev: str, step: int) -> str:
    """An id greater than `rev`, so many further than the least one.

    By chance, since the least one may be there: whoever made `rev` may have gone on
    from it, and a slow clock, which has to outrank it, would take the same.
    """
    milliseconds, tail = _unpack(rev)
    if tail + 1 + step > _TAIL:
        return pack(milliseconds + 1, step)
    return pack(milliseconds, tail + 1 + step)


class Ids:
    """Makes ids; safe to share between threads.

    `now_ms` and `random_bits` are the only clock and chance of the program's ids;
    tests and deterministic builds pass their own.
    """

    def __init__(
        self,
        now_ms: Callable[[], int] | None = None,
        random_bits: Callable[[int], int] = _CHANCE.getrandbits,
    ) -> None:
        self._now_ms = now_ms or (lambda: time.time_ns() // 1_000_000)
        self._random_bits = random_bits
        self._last = ""
        self._lock = threading.Lock()

    def mint(self, after: str = "") -> str:
        """A new id, greater than every earlier one of this source and than `after`."""
        with self._lock:
            rev = pack(self._now_ms(), self._random_bits(_TAIL_BITS))
            floor = max(self._last, after)
            if rev <= floor:
                rev = _beyond(floor, self._random_bits(_STEP_BITS))
            self._last = rev
            return rev
