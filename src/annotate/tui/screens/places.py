"""A list of places to go to, narrowed by the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Input, OptionList

from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.screens.narrowing import NarrowingScreen

if TYPE_CHECKING:
    from annotate.model import Annotation

__all__ = ["Place", "PlacesScreen", "narrowed"]

_PLACE_CELLS = 28
"""Cells that are kept for where a quote stands."""
_MOST_SHOWN = 300
"""Entries that are shown at a time: more are found by typing."""


class Place(NamedTuple):
    """An entry: where it leads, and what it says."""

    annotations: tuple[Annotation, ...]
    """The first one is gone to; the others are selected in their panes."""
    lines: tuple[tuple[str, str], ...]
    """Each with what stands dim behind it."""
    remark: str = ""
    """Below them."""

    @property
    def words(self) -> str:
        """What typed words are looked for in, without case."""
        parts = [*(part for line in self.lines for part in line), self.remark]
        return " ".join(parts).casefold()


def narrowed(places: tuple[Place, ...], query: str) -> list[Place]:
    """The places that hold every word of the query, in their order."""
    words = query.casefold().split()
    return [place for place in places if all(word in place.words for word in words)]


class PlacesScreen(NarrowingScreen[Place]):
    """Gives the place chosen."""

    def __init__(
        self, title: str, places: tuple[Place, ...], *, query: str = "", at: int = 0
    ) -> None:
        """Begin with these words typed, and with the entry at `at` highlighted."""
        super().__init__(title, "Enter goes there · Esc closes", "words of the entries")
        self._places = places
        self._begun = query, at

    def on_mount(self) -> None:
        """List everything, or what holds the words of the beginning."""
        query, _ = self._begun
        if query:
            self.query_one("#query", Input).value = query
        self.narrow(query)

    @property
    def at(self) -> int:
        """Which of the entries is highlighted, of those that are listed."""
        return self.query_one("#list", OptionList).highlighted or 0

    def narrow(self, query: str) -> None:
        """List what holds the words typed."""
        found = narrowed(self._places, query)
        shown = found[:_MOST_SHOWN]
        count = f"{len(found)}"
        if len(shown) < len(found):
            count = f"{len(shown)} of {len(found)}, type to narrow"
        self.show(shown, map(self._entry, shown), f"{self._title} · {count}")
        begun, at = self._begun
        if shown and query == begun:
            self.query_one("#list", OptionList).highlighted = min(at, len(shown) - 1)

    def _entry(self, place: Place) -> Content:
        room = self.room
        lines: list[Content] = []
        for quote, where in place.lines:
            told = truncate(safe_line(quote), max(room - _PLACE_CELLS, room // 2))
            dim = truncate(safe_line(where), max(room - cell_len(told) - 2, 0))
            lines.append(Content.assemble(told, (f"  {dim}", "dim")))
        if place.remark:
            remark = truncate(safe_line(place.remark), room - 2)
            lines.append(Content.assemble((f"  {remark}", "dim")))
        return Content("\n").join(lines)
