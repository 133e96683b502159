"""Numbers: stated quantities with their hedge and the unit or noun counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.text.graphemes import is_boundary, shape
from annotate.text.stated_numbers import stated_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.suggest.proposal import Found

__all__ = ["SCORES", "found"]

SCORES: Final = {
    "number-money": 0.95,
    "number-percent": 0.95,
    "number-unit": 0.9,
    "number-noun": 0.85,
    "number-vague": 0.85,
    "number-fraction": 0.75,
    "number-attached": 0.7,
    "number-hedged": 0.8,
    "number-bare": 0.6,
    "number-part": 0.5,
}


def found(text: str) -> Iterator[Found]:
    """The quantities of a text in order."""
    body = shape(text, 0, len(text))
    # Without characters in pieces, or in ASCII, clusters end everywhere.
    is_plain = body is text
    for start, end, kind in stated_numbers(body):
        if is_plain or (is_boundary(text, start) and is_boundary(text, end)):
            yield start, end, f"number-{kind}"
