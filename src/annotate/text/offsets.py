"""Offsets of other programs, mapped into code points of the stored text.

Everything inside counts code points of the cleaned text. Files count UTF-16 units or
UTF-8 bytes, or count in a text that still has CRLF line ends or a BOM. They are mapped
here, once, at the border.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from annotate.text.clean import BOM

__all__ = ["CleaningMap", "OffsetUnit", "UnitMap"]


class OffsetUnit(StrEnum):
    """What a file's offsets count."""

    CODE_POINT = "codepoint"
    UTF16 = "utf16"
    UTF8 = "utf8"


@dataclass(frozen=True, slots=True)
class CleaningMap:
    """Where the code points of a raw text stand after `clean`."""

    raw: str
    dropped: tuple[int, ...]
    """Raw offsets of the code points that cleaning takes away, ascending."""

    @classmethod
    def of(cls, raw: str) -> CleaningMap:
        """The map of one raw text."""
        boms = len(raw) - len(raw.lstrip(BOM))
        dropped = list(range(boms))
        at = raw.find("\r\n")
        while at >= 0:
            dropped.append(at)
            at = raw.find("\r\n", at + 2)
        return cls(raw, tuple(dropped))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stored offsets of a raw span.

        An edge between CR and LF moves out, so that the line end stays in the span. A
        span of nothing but a BOM comes back empty, as does an empty one.
        """
        if not self.dropped:
            return start, end
        splits_line_end = start < end and self.raw[end - 1 : end + 1] == "\r\n"
        return self._kept_before(start), self._kept_before(end) + splits_line_end

    def _kept_before(self, offset: int) -> int:
        return offset - bisect_left(self.dropped, offset)


class UnitMap:
    """Offsets in one unit of one text, as code points."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._length = len(text)
        self._starts: array[int] | None = None
        """Offset in units of each code point, and of the end; None when they agree."""
        if unit is OffsetUnit.UTF16 and max(text, default="") > "\uffff":
            widths = (2 if char > "\uffff" else 1 for char in text)
            self._starts = array("Q", accumulate(widths, initial=0))
        elif unit is OffsetUnit.UTF8 and not text.isascii():
            widths = (len(char.encode("utf-8", "surrogatepass")) for char in text)
            self._starts = array("Q", accumulate(widths, initial=0))

    def code_points(self, offset: int) -> int | None:
        """The code points before `offset`.

        None outside the text, or where `offset` points into the middle of a code point.
        """
        if self._starts is None:
            return offset if 0 <= offset <= self._length else None
        at = bisect_left(self._starts, offset)
        if offset < 0 or at == len(self._starts) or self._starts[at] != offset:
            return None
        return at

    def units(self, code_points: int) -> int:
        """The units before a code point of the text, or before its end."""
        return code_points if self._starts is None else self._starts[code_points]
