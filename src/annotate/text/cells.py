r"""Cells: how many places on the screen a displayed text takes.

The width of a text is the plain sum of the widths of its code points, each 0, 1 or 2
by wcwidth's table. That holds because `display.make_display` leaves nothing in a text
whose width depends on its neighbours: no joiners, no variation selectors, no flags.

Terminals disagree on the spacing marks of Devanagari, Bengali, Tamil and other
scripts (Unicode category Mc: 1 cell here as in most of them, 0 in some), on characters
newer than their tables, and, where they are set up for East Asian text, on “ ” ‘ ’ — …
(1 cell here, 2 there; `make_display(ascii_only=True)` avoids those). A row that holds
such characters may end a few cells off, rather too early than too late; so what
follows it on the screen must be placed by itself, not by what was printed before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from unicodedata import category

__all__ = [
    "DROPPED",
    "SIMPLE",
    "cell_len",
    "char_cells",
    "covered",
    "first_outside",
    "is_mark",
    "is_simple",
    "truncate",
]

DROPPED = "\u034f"
"""Stands in a display for a code point that is not shown. It is U+034F COMBINING
GRAPHEME JOINER: 0 cells, and harmless if it ever reaches a terminal."""

SIMPLE = (
    " -~\xa0-\xac\xae-\u02ff"  # Latin
    "\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"  # Greek to Arabic letters
    "\u1e00-\u1fff"  # Latin and Greek with two accents
    "\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u2319"  # dashes, quotes, signs
    "\u2400-\u2426\u2500-\u25fc\ufffd"  # what stands for controls, boxes
)
"""Code points of 1 cell that are a grapheme each, between any others of them: the
inside of a regular expression's [...]. Text of these needs no table of widths."""

_ALL_SIMPLE = re.compile(f"[{SIMPLE}]*")


class _Cells(dict[str, int]):
    """Cells of the code points met so far."""

    def __missing__(self, char: str) -> int:
        if _ALL_SIMPLE.fullmatch(char):
            cells = 1
        else:
            # wcwidth costs 30 to 50 ms to import, and most articles never need it.
            from wcwidth import wcwidth  # noqa: PLC0415

            is_spacing = category(char) == "Mc"
            cells = 1 if is_spacing else max(wcwidth(char, "latest"), 0)
        self[char] = cells
        return cells


_CELLS = _Cells()


def char_cells(char: str) -> int:
    """Cells of one code point of a display: 0, 1 or 2.

    A control character counts as 0; a display holds none.
    """
    return _CELLS[char]


def cell_len(display: str) -> int:
    """Cells of a stretch of a display."""
    if is_simple(display):
        return len(display)
    return sum(map(_CELLS.__getitem__, display))


def is_mark(char: str) -> bool:
    """Whether a terminal may put `char` on the cell before it, be it 0 or 1 cells."""
    return not char_cells(char) or category(char) == "Mc"


def is_simple(display: str) -> bool:
    """Whether terminals agree on its width, which is its length."""
    return display.isascii() or _ALL_SIMPLE.fullmatch(display) is not None


def first_outside(display: str, start: int, end: int, cells: int) -> int:
    """Index of the first code point from `start` that does not fit into `cells` cells.

    Marks fit with their base; the answer is `end` when all of [start, end) fits.
    """
    while start < end:
        window = display[start : min(start + cells + 1, end)]
        sums = list(accumulate(map(_CELLS.__getitem__, window)))
        fitting = bisect_right(sums, cells)
        if fitting < len(sums):
            return start + fitting
        # Marks and what is dropped take no cells: look further.
        start += fitting
        cells -= sums[-1]
    return end


def covered(display: str, start: int, end: int, cells: int) -> int:
    """Index behind all code points on which `cells` cells from `start` fall.

    A wide one is covered whole, and marks with their base; the answer is at most `end`.
    """
    behind = first_outside(display, start, end, cells)
    if behind < end and cell_len(display[start:behind]) < cells:
        behind = first_outside(display, behind + 1, end, 0)
    return behind


def truncate(display: str, cells: int, *, tail: str = "…") -> str:
    """`display` cut to at most `cells` cells, with `tail` at the end if it was cut.

    Combining marks stay with their base. When `cells` has no room for the tail, the
    tail is left out; nothing is left at 0 cells or fewer.
    """
    if cells <= 0:
        return ""
    if cell_len(display) <= cells:
        return display
    if cell_len(tail) > cells:
        tail = ""
    room = cells - cell_len(tail)
    return display[: first_outside(display, 0, len(display), room)] + tail
