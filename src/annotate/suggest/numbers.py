"""Numbers: stated quantities with their hedge and the unit or noun counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.model import Span
from annotate.suggest.proposal import Proposal
from annotate.text.graphemes import is_boundary, shape
from annotate.text.numbers import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SCORES", "proposals"]

SCORES: Final = {
    "money": 0.95,
    "percent": 0.95,
    "unit": 0.9,
    "noun": 0.85,
    "vague": 0.85,
    "fraction": 0.75,
    "attached": 0.7,
    "hedged": 0.8,
    "bare": 0.6,
    "part": 0.5,
}


def proposals(text: str) -> Iterator[Proposal]:
    """The quantities of a text in order."""
    body = shape(text, 0, len(text))
    is_plain = body is text and text.isascii()
    for one in quantities(body):
        if is_plain or (is_boundary(text, one.start) and is_boundary(text, one.end)):
            span = Span(one.start, one.end)
            yield Proposal(span, "number", f"number-{one.kind}", SCORES[one.kind])
