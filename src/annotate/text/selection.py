"""Where the reader is: two gaps between code points, and the cursor they make.

A selection is not a span: a span is where a fact is and is never empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotate.model import Span
from annotate.text.graphemes import previous_boundary

__all__ = ["Selection", "cursor_offset", "of", "span"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The stretch between a fixed and a moving end; empty for a bare cursor."""

    anchor: int
    """The end that stays when the selection is extended, 0 to the text's length."""
    head: int
    """The end that moves; before the anchor in a backward selection."""

    @property
    def start(self) -> int:
        """The smaller end."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """The larger end: the first code point after the selection."""
        return max(self.anchor, self.head)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is selected: a cursor alone."""
        return self.anchor == self.head


def cursor_offset(text: str, selection: Selection) -> int:
    """First code point of the grapheme cluster the cursor is drawn on.

    The last cluster selected in a forward selection, else the one at the head; the
    length of the text for a bare cursor behind its last character.
    """
    if selection.head > selection.anchor:
        return previous_boundary(text, selection.head)
    return selection.head


def span(selection: Selection) -> Span | None:
    """The stretch selected; None for a bare cursor."""
    if selection.is_bare:
        return None
    return Span(selection.start, selection.end)


def of(span: Span, backwards: bool = False) -> Selection:
    """A selection of exactly `span`; the head at its end, or at its start."""
    if backwards:
        return Selection(span.end, span.start)
    return Selection(span.start, span.end)
