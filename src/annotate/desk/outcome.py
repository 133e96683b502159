"""What one wish did: the new desk, the edits to store, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.desk.state import Desk
    from annotate.model import Edit

__all__ = ["Outcome", "shortened"]

_LONGEST = 40
_AT_ONCE = 1_000
_MARKS = ("“", "”", "‘", "’", '"', "'", "«", "»", "„")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of `reduce`."""

    desk: Desk
    edits: tuple[Edit, ...] = ()
    """In the order they are to be stored; empty when nothing is to be stored."""
    message: str = ""
    """One line for the reader; "" when the screen shows enough."""


def shortened(quote: str) -> str:
    """The quote in one line of at most 40 characters, words of its middle left out.

    It stands in quotation marks unless it has its own.
    """
    ends = quote if len(quote) < _AT_ONCE else f"{quote[:99]} … {quote[-99:]}"
    flat = " ".join(ends.split())
    if len(flat) > _LONGEST:
        half = (_LONGEST - 3) // 2
        head, tail = flat[:half], flat[-half:]
        if flat[half] != " " and " " in head:
            head = head.rpartition(" ")[0]
        if flat[-half - 1] != " " and " " in tail:
            tail = tail.partition(" ")[2]
        flat = f"{head.rstrip()} … {tail.lstrip()}"
    has_marks = flat[:1] in _MARKS and flat[-1:] in _MARKS
    return flat if has_marks else f"“{flat}”"
