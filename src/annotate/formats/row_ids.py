"""The ids of annotations and links, and the times in them, as files have them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotate.formats.importing import shortened
from annotate.ids import is_revision, pack, unix_ms

if TYPE_CHECKING:
    from annotate.formats.importing import Spot

__all__ = [
    "LAST_MS",
    "checked_id",
    "created",
    "created_ms",
    "derived_id",
    "time_of",
]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MS: Final = 253_402_300_799_999
"""The last millisecond of the year 9999, the last that a file can name."""


def created(rev: str) -> str:
    """The time of an id, as in `2026-01-05T09:00:00.000Z`; "" where nobody told it."""
    return time_of(unix_ms(rev))


def time_of(milliseconds: int) -> str:
    """A time in Unix milliseconds, as in `2026-01-05T09:00:00.000Z`.

    "" for 0, which stands in ids for a time that nobody told; see `derived_id`.
    """
    if not milliseconds:
        return ""
    minutes, rest = divmod(milliseconds, 60_000)
    # The leading one keeps the zeros, and costs less than formatting two numbers.
    digits = str(100_000 + rest)
    return f"{_minute(minutes)}:{digits[1:3]}.{digits[3:]}Z"


# What stands side by side in an article was often made in the same minutes.
@lru_cache(maxsize=1024)
def _minute(minutes: int) -> str:
    """The minute so many after 1970 began, as in `2026-01-05T09:00`."""
    return (_EPOCH + timedelta(minutes=minutes)).isoformat()[:16]


def created_ms(spot: Spot, text: str) -> int | None:
    """Unix milliseconds of an ISO 8601 time with its zone; None for "" and problems."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment < _EPOCH:
        spot.problem(
            "created",
            f"{shortened(text)} is no time since 1970 with its zone, as in "
            "2026-01-05T09:00:00.000Z",
        )
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def derived_id(*facts: str, milliseconds: int = 0) -> str:
    """The id that follows from what a row says, with the time 0 where nobody knows it.

    A clock would make new ids at every import.
    """
    digest = hashlib.sha256("\0".join(facts).encode("utf-8", "replace")).digest()
    return pack(milliseconds, int.from_bytes(digest[:10]))


def checked_id(spot: Spot, row: str, told_ms: int | None) -> str:
    """The id that a file gives; problems where it cannot be one, or not of `told_ms`.

    "" where the file gives none.
    """
    if not row:
        return ""
    if not is_revision(row):
        spot.problem("id", f"{shortened(row)} is no UUIDv7; leave it empty to get one")
    elif unix_ms(row) > LAST_MS:
        spot.problem("id", f"{row} is of a time after the year 9999; empty it")
    elif told_ms is not None and told_ms != unix_ms(row):
        made = created(row) or "which tells none"
        spot.problem("created", f"is not the time of the id, {made}; empty one")
    return row
