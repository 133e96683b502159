"""Numbers: stated quantities with their hedge and the unit or noun counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.text.graphemes import is_boundary, shape
from annotate.text.readings import readings
from annotate.text.sign_words import number_places_read
from annotate.text.stated_numbers import stated_numbers

if TYPE_CHECKING:
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


_RULES: Final = {rule.removeprefix("number-"): rule for rule in SCORES}


def found(text: str) -> list[Found]:
    """The quantities of a text in order."""
    body = shape(text, 0, len(text))
    # A cluster of several characters is as long in both.
    places = (
        place for reading in readings(text) for place in number_places_read(reading)
    )
    numbers = [
        (start, end, _RULES[kind]) for start, end, kind in stated_numbers(body, places)
    ]
    if body is text:
        # Without characters in pieces, or in ASCII, clusters end everywhere.
        return numbers
    return [
        one
        for one in numbers
        if is_boundary(text, one[0]) and is_boundary(text, one[1])
    ]
