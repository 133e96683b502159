"""The way of the desk's rows to the terminal: at once, or by Textual's compositor.

The compositor draws a screen tick later and asks every widget for all its rows: a
third of the time of a key. Rows that nothing lies over are written as they are.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.screen import Screen
    from textual.widget import Widget

    from annotate.tui.widgets.lines import Lines

__all__ = ["Canvas", "Terminal"]

_COVERED = ("-leader", "-tiny")
"""Classes of the screen while something may lie over its rows.

The prompt lies over none: it takes the place of the hints.
"""
_NOTES = "#textual-toastrack"


class Terminal(Protocol):
    """What takes frames, past Textual."""

    def put_frame(self, frame: str) -> None:
        """Write what places and draws rows; the cursor may be left anywhere."""
        ...


class Canvas:
    """Gathers the rows that one wish changes, and draws them as one frame."""

    terminal: ClassVar[Terminal | None] = None
    """Where frames go; None while Textual draws all of them."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._notes: tuple[Widget, ...] | None = None
        """What Textual shows notes in, over the desk; None until it was looked for."""
        self._gathered: dict[Lines, set[int]] | None = None
        """Rows by widget; None outside of a frame."""

    def redraw(self, lines: Lines, parts: Iterable[Region]) -> None:
        """Draw these parts of a widget again: now, or as the frame ends."""
        if self._gathered is None:
            place = lines.region.offset
            self._screen.refresh(*(part.translate(place) for part in parts))
            return
        rows = self._gathered.setdefault(lines, set())
        for part in parts:
            rows.update(range(part.y, part.bottom))

    @contextmanager
    def frame(self) -> Iterator[None]:
        """Inside, rows are gathered; behind it they are drawn."""
        if self._gathered is not None:
            yield
            return
        self._gathered = {}
        try:
            yield
        finally:
            gathered, self._gathered = self._gathered, None
            if gathered:
                self._draw(gathered)

    def _draw(self, gathered: dict[Lines, set[int]]) -> None:
        terminal = self.terminal
        if terminal is not None and self._is_uncovered:
            terminal.put_frame("".join(self._rows(gathered)))
            return
        for lines, rows in gathered.items():
            width = lines.region.width
            self.redraw(lines, [Region(0, row, width, 1) for row in sorted(rows)])

    @property
    def _is_uncovered(self) -> bool:
        screen = self._screen
        if self._notes is None:
            self._notes = tuple(screen.query(_NOTES))
        return (
            screen.is_active
            # Not after a resize that Textual has not laid out yet.
            and screen.size == screen.app.size
            and not any(map(screen.has_class, _COVERED))
            and not any(one.children for one in self._notes)
        )

    def _rows(self, gathered: dict[Lines, set[int]]) -> Iterator[str]:
        console = self._screen.app.console
        for lines, rows in gathered.items():
            place = lines.region
            if not place:
                # Not on the screen: the hints while there is a prompt.
                continue
            first, last = min(rows), max(rows)
            crop = Region(0, first, place.width, last + 1 - first)
            for row, strip in enumerate(lines.render_lines(crop), first):
                if row in rows:
                    yield f"\x1b[{place.y + row + 1};{place.x + 1}H"
                    yield strip.render(console)
