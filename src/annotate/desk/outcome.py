"""What one wish did: the new desk, the edits to store, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.desk.state import Desk
    from annotate.model import Edit

__all__ = ["Outcome", "shortened"]

_LONGEST = 40
_MARKS = ("“", "‘", '"', "'", "«", "„")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of `reduce`."""

    desk: Desk
    edits: tuple[Edit, ...] = ()
    """In the order they are to be stored; empty when nothing is to be stored."""
    message: str = ""
    """One line for the reader; "" when the screen shows enough."""


def shortened(quote: str) -> str:
    """The quote in one line, its middle left out when it is longer than 40 characters.

    It stands in quotation marks unless it has its own.
    """
    flat = " ".join(quote.split())
    if len(flat) > _LONGEST:
        half = _LONGEST // 2 - 1
        flat = f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"
    return flat if flat[:1] in _MARKS else f"“{flat}”"
