"""Rows: an article wrapped at a width in cells, and where each offset is on them.

Three spaces, three words: an *offset* counts code points of the article, a *row* is a
line of the wrapped pane, a *cell* a place on a row. Rows tile the article: row i holds
[start(i), start(i + 1)). A row ends

- behind a newline, which stays on its row;
- behind a blank, which stays with the row and may hang one cell outside the width (a
  newline that follows it hangs one cell further);
- between two graphemes, where one of them is 2 cells wide (East Asian text has no
  blanks) or where no blank is left to break at;
- inside a grapheme only where the grapheme alone is wider than the row.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from annotate.text.cells import (
    DROPPED,
    SIMPLE,
    cell_len,
    char_cells,
    first_outside,
    is_mark,
)
from annotate.text.graphemes import between_simple, floor_boundary

__all__ = ["Rows", "wrap"]

# 1 cell in the display, and a grapheme that joins no neighbour of the same class. No
# carriage return: one before a newline is a grapheme with it.
_SPECIAL = re.compile(f"[^\x00-\x0c\x0e-\x1f\x7f-\x9f{SIMPLE}]")


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """An article wrapped at `width` cells; made by `wrap`.

    An empty article has one empty row. No row is added after a last newline.
    """

    text: str
    display: str
    width: int
    """Cells."""
    starts: array[int]
    """First offset of each row."""
    simple: bytearray
    """1 for a row whose code points are a grapheme of 1 cell each."""

    def __len__(self) -> int:
        return len(self.starts)

    def start(self, row: int) -> int:
        """First offset of a row; IndexError when there is no such row."""
        return self.starts[row]

    def end(self, row: int) -> int:
        """Offset behind a row, with its newline or hanging blank."""
        return self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)

    def text_end(self, row: int) -> int:
        """Offset behind the last of a row that is neither blank nor newline."""
        start, end = self.starts[row], self.end(row)
        while end > start and self.display[end - 1] == " ":
            end -= 1
        return end

    def row_of(self, offset: int) -> int:
        """The row that holds `offset`; the last one for the end of the article.

        Raises:
            IndexError: The offset is outside the article.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(offset)
        return bisect_right(self.starts, offset) - 1

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Row and cell of `offset`.

        What has no width stands on the cell of what follows it.
        """
        row = self.row_of(offset)
        start = self.starts[row]
        if self.simple[row]:
            return row, offset - start
        return row, cell_len(self.display[start:offset])

    def offset_at(self, row: int, cell: int) -> int:
        """Start of the grapheme at a cell; a cell left of the row counts as its first.

        Right of the row it is the last offset there that a cursor can stand on: the
        newline, the hanging blank or the last grapheme; on the last row the end of
        the article. On a row that starts inside a grapheme wider than a row, it may be
        an offset of the row before.
        """
        start, end = self.starts[row], self.end(row)
        if self.simple[row]:
            index = start + max(cell, 0)
            if index < end:
                return index
        else:
            index = first_outside(self.display, start, end, max(cell, 0))
            if index < end:
                return floor_boundary(self.text, index)
        if end == len(self.text):
            return end
        if self.simple[row]:
            return end - 1
        return floor_boundary(self.text, self._last_shown(row))

    def _last_shown(self, row: int) -> int:
        start, last = self.starts[row], self.end(row) - 1
        while last > start and not char_cells(self.display[last]):
            last -= 1
        return last


def wrap(text: str, display: str, width: int) -> Rows:
    """The rows of an article at `width` cells; `display` is its `make_display`.

    Raises:
        ValueError: The width is less than 1, or the display is not of that text.
    """
    if width < 1 or len(text) != len(display):
        raise ValueError(f"no rows of {width} cells for {len(text)} code points")
    if not text:
        return Rows(text, display, width, array("I", [0]), bytearray([1]))
    length = len(text)
    starts = array("I")
    simple = bytearray()
    # The next newline and the next special code point at or behind `at`.
    at, newline, special = 0, -1, -1
    while at < length:
        if newline < at:
            newline = text.find("\n", at)
            newline = length if newline < 0 else newline
        if special < at:
            found = _SPECIAL.search(text, at)
            special = found.start() if found else length + width + 2
        starts.append(at)
        end = at + width
        if special <= min(end + 1, newline - 1):
            end = _row_end(text, display, at, newline, width)
        elif end >= newline:
            end = newline
        else:
            blank = display.rfind(" ", at, end + 1)
            if blank >= 0 and (
                display[at] != " " or _may_break(display, at, blank, newline, width)
            ):
                end = blank + 1
        if end == newline < length:
            end += 1
        simple.append(special >= end)
        at = end
    return Rows(text, display, width, starts, simple)


def _row_end(text: str, display: str, start: int, newline: int, width: int) -> int:
    """Where a row ends that has special code points, before the newline is added."""
    index = first_outside(display, start, newline, width)
    if index == newline:
        return newline
    if index == start:
        return first_outside(display, start + 1, newline, 0)
    is_wide = char_cells(display[index]) == 2 or char_cells(display[index - 1]) == 2
    if display[index] == " " or not is_wide:
        blank = display.rfind(" ", start, index + 1)
        while blank >= 0 and _may_break(display, start, blank, newline, width):
            if _is_word_end(text, display, start, blank):
                return blank + 1
            blank = display.rfind(" ", start, blank)
    end = _floor_in_row(text, start, index)
    while end > start and _is_mark(display[end]):
        end = _floor_in_row(text, start, end - 1)
    return index if end == start else end


def _may_break(display: str, start: int, blank: int, newline: int, width: int) -> bool:
    """Whether a row may end behind `blank`: not if that leaves an indent alone.

    But rather that than to cut a word that fits on a row of its own.
    """
    if not display[start:blank].isspace() and blank > start:
        return True
    end = display.find(" ", blank + 1, newline)
    end = newline if end < 0 else end
    return first_outside(display, blank + 1, end, width) == end


def _is_word_end(text: str, display: str, start: int, blank: int) -> bool:
    """Whether a grapheme ends behind a blank: not if a combining mark stands on it."""
    end = blank + 1
    if end == len(text):
        return True
    return not _is_mark(display[end]) and _floor_in_row(text, start, end) == end


def _is_mark(char: str) -> bool:
    """Whether a terminal puts `char` on the cell before: no row may start with it."""
    return char != DROPPED and is_mark(char)


def _floor_in_row(text: str, start: int, offset: int) -> int:
    """Grapheme boundary at or before `offset`, in the row that starts at `start`.

    A row starts at a boundary, so nothing before it counts. Asked of the whole article,
    each row of a long run of flags would look back to where the run begins.
    """
    if between_simple(text, offset):
        return offset
    return start + floor_boundary(text[start : offset + 1], offset - start)
