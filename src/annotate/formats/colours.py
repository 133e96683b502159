"""The colours of labels where another program shows them on a light ground.

They are those of the light theme of the desk, which a test holds them to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from annotate.model import Label

__all__ = ["COLOURS", "Colours", "colours_of"]


class Colours(NamedTuple):
    """As in `#d3e0fd`."""

    behind: str
    """Behind the label's text."""
    strong: str
    """Of letters and lines."""


COLOURS: Final = {
    "claim": Colours("#d3e0fd", "#243262"),
    "quote": Colours("#47d1b7", "#2a7f79"),
    "number": Colours("#fae2a7", "#897316"),
    "denial": Colours("#e5888d", "#601f25"),
    "extra-1": Colours("#e0cffc", "#4b2a80"),
    "extra-2": Colours("#bfe6f5", "#1f5c73"),
    "extra-3": Colours("#e6e8a8", "#5b5f1e"),
    "extra-4": Colours("#f8cfe3", "#7a2b55"),
}
_NONE: Final = Colours("#e4e1d8", "#4a4e55")


def colours_of(label: Label) -> Colours:
    """The colours of a label; greys for a role that there is not."""
    return COLOURS.get(label.colour, _NONE)
