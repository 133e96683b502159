"""Stretches of text in one style, cut to cells: what lines are made of.

Rich alone: the first frame of a start is painted before Textual is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import ControlType, Segment

from annotate.text.cells import cell_len, is_simple, truncate
from annotate.text.display import safe_line

if TYPE_CHECKING:
    from rich.style import Style

__all__ = ["Piece", "placed", "segments_of"]

_CONTROL = ((ControlType.CURSOR_FORWARD,),)
"""Marks a segment of 0 cells; the text is what is written."""

Piece = tuple[str, "Style"]
"""A stretch of text in one style; any text, made safe when it is drawn."""


def placed(segments: list[Segment], width: int, rest: Style) -> list[Segment]:
    """The segments, so that what is written next stands `width` cells behind them.

    For text that some terminal may count differently: the place is noted (DECSC), the
    stretch erased, and at the end it is found again by the place, not by the text.
    """
    note: Segment = Segment("\x1b7", None, _CONTROL)
    erase = Segment(f"\x1b[{width}X", rest, _CONTROL)
    find = Segment(f"\x1b8\x1b[{width}C", None, _CONTROL)
    return [note, erase, *segments, find]


def segments_of(pieces: list[Piece], width: int, rest: Style) -> list[Segment]:
    """The pieces from the left, cut or filled with `rest` to `width` cells."""
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        if left <= 0:
            break
        safe = safe_line(text) if not text.isascii() or not text.isprintable() else text
        cells = cell_len(safe)
        if cells > left:
            safe = truncate(safe, left)
            cells = cell_len(safe)
            left = cells
        segments.append(Segment(safe, style))
        left -= cells
    used = sum(cell_len(segment.text) for segment in segments)
    if used < width:
        segments.append(Segment(" " * (width - used), rest))
    if width > 0 and not all(is_simple(segment.text) for segment in segments):
        segments = placed(segments, width, rest)
    return segments
