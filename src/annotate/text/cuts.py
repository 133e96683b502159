"""A bounded stretch of text around an offset, between two places where it may be cut.

Words and sentences are found in such a stretch, never in the whole text. Where there is
no natural cut for long, the text is cut at fixed offsets, so that an offset lies in the
same stretch whatever the way there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from annotate.text.graphemes import floor_boundary, is_boundary

if TYPE_CHECKING:
    import re

__all__ = ["LONGEST_STRETCH", "Cuts", "CutsAfter", "last_match", "stretch"]

LONGEST_STRETCH = 4096
"""Code points of the longest stretch that is surely whole.

One without a natural cut is cut at multiples of this number, moved to a grapheme
boundary, once it has run on for that long: a line of a megabyte without a space is read
as words of this length.
"""


class Cuts(Protocol):
    """A way to find the natural cuts of a text: grapheme boundaries, all of them."""

    def last(self, text: str, low: int, high: int) -> int | None:
        """The last cut in low < cut <= high."""

    def first(self, text: str, low: int, high: int) -> int | None:
        """The first cut in low < cut <= high."""


class CutsAfter:
    """The cuts behind each character that matches a pattern for one character."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def last(self, text: str, low: int, high: int) -> int | None:
        """The last cut in low < cut <= high."""
        while (place := last_match(self._pattern, text, low, high)) is not None:
            if is_boundary(text, place + 1):
                return place + 1
            high = place
        return None

    def first(self, text: str, low: int, high: int) -> int | None:
        """The first cut in low < cut <= high."""
        for match in self._pattern.finditer(text, low, high):
            if is_boundary(text, match.end()):
                return match.end()
        return None


def last_match(pattern: re.Pattern[str], text: str, low: int, high: int) -> int | None:
    """Offset of the last character in low <= offset < high that matches.

    The pattern is one for a single character. Looks back in growing pieces, so a near
    match costs little.
    """
    size = 64
    while high > low:
        start = max(low, high - size)
        match = pattern.search(text[start:high][::-1])
        if match:
            return high - 1 - match.start()
        high = start
        size *= 4
    return None


def _is_forced(text: str, offset: int, cuts: Cuts) -> bool:
    """Whether the text is cut near this multiple of the cap for want of a better."""
    if not 0 < offset < len(text):
        return False
    return cuts.last(text, offset - LONGEST_STRETCH, offset) is None


def stretch(text: str, offset: int, cuts: Cuts) -> tuple[int, int]:
    """Start and end of the stretch that holds `offset`, 0 <= offset < len(text).

    At most three times LONGEST_STRETCH long. The stretches of a text tile it.
    """
    return _floor(text, offset, cuts), _ceil(text, offset, cuts)


def _floor(text: str, offset: int, cuts: Cuts) -> int:
    """The last cut at or before `offset`."""
    edge = offset - offset % LONGEST_STRETCH
    natural = cuts.last(text, max(0, edge - LONGEST_STRETCH), offset)
    if natural is None or natural <= edge:
        # A cluster may reach over a fixed offset, which is then cut before it.
        for fixed in (edge + LONGEST_STRETCH, edge):
            if _is_forced(text, fixed, cuts):
                place = floor_boundary(text, fixed)
                if place <= offset:
                    return place
    return 0 if natural is None else natural


def _ceil(text: str, offset: int, cuts: Cuts) -> int:
    """The first cut after `offset`."""
    edge = offset - offset % LONGEST_STRETCH
    for _ in range(3):
        edge += LONGEST_STRETCH
        high = min(edge, len(text))
        natural = cuts.first(text, max(offset, edge - LONGEST_STRETCH), high)
        if natural is not None:
            return natural
        if high == len(text):
            break
        if _is_forced(text, edge, cuts):
            place = floor_boundary(text, edge)
            if place > offset:
                return place
    return len(text)
