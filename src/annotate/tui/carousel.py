"""Which panes stand on the screen, by its width."""

from __future__ import annotations

__all__ = ["PANE_CELLS", "visible_panes"]

PANE_CELLS = 32
"""Below this width a pane of news prose breaks too many lines to be read."""


def visible_panes(
    count: int, focus: int, width: int, *, first: int, is_zoomed: bool
) -> range:
    """Indices of the panes shown on `width` cells, the focused one among them.

    `first` is the leftmost pane shown before: the row moves no further than it must.
    """
    if is_zoomed:
        return range(focus, focus + 1)
    shown = max(1, min(width // PANE_CELLS, count))
    first = max(min(first, focus), focus - shown + 1, 0)
    first = min(first, count - shown)
    return range(first, first + shown)
