"""A list of places to go to, narrowed by the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotate.model import Annotation

__all__ = ["Place", "PlacesScreen", "narrowed"]

_MOST_CELLS, _FRAME_CELLS = 110, 8
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


class PlacesScreen(ModalScreen[Place | None]):
    """Gives the place chosen; None when the list was left."""

    CSS_PATH = "pages.tcss"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("down,tab", "step(1)", "Down", priority=True),
        Binding("up,shift+tab", "step(-1)", "Up", priority=True),
        Binding("pagedown", "step(10)", "Page down", priority=True),
        Binding("pageup", "step(-10)", "Page up", priority=True),
    ]

    def __init__(self, title: str, places: tuple[Place, ...]) -> None:
        super().__init__()
        self._title = title
        self._places = places
        self._found = list(places)

    def compose(self) -> ComposeResult:
        """The query over the list."""
        box = Vertical(id="picker")
        box.border_subtitle = Content("Enter goes there · Esc closes")
        with box:
            yield Field(placeholder="words of the entries", id="query")
            yield OptionList(id="articles", markup=False)

    def on_mount(self) -> None:
        """List everything."""
        self._list("")

    def on_resize(self) -> None:
        """Cut the lines to the room there is now."""
        self._list(self.query_one("#query", Input).value)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """List what holds the words typed."""
        event.stop()
        self._list(event.value)

    def _list(self, query: str) -> None:
        self._found = narrowed(self._places, query)
        shown = self._found[:_MOST_SHOWN]
        options = self.query_one("#articles", OptionList)
        options.clear_options()
        options.add_options(Option(self._entry(place)) for place in shown)
        options.highlighted = 0 if shown else None
        count = f"{len(self._found)}"
        if len(shown) < len(self._found):
            count = f"{len(shown)} of {len(self._found)}, type to narrow"
        self.query_one("#picker").border_title = Content(f"{self._title} · {count}")

    def _entry(self, place: Place) -> Content:
        room = min(self.app.size.width * 9 // 10, _MOST_CELLS) - _FRAME_CELLS
        parts: list[str | tuple[str, str]] = []
        for quote, where in place.lines:
            told = truncate(safe_line(quote), max(room - _PLACE_CELLS, room // 2))
            left = max(room - cell_len(told) - 2, 0)
            dim = truncate(safe_line(where), left)
            parts += [told, (f"  {dim}\n", "dim")]
        if place.remark:
            parts.append((f"  {truncate(safe_line(place.remark), room - 2)}\n", "dim"))
        last = parts[-1]
        parts[-1] = (last[0].removesuffix("\n"), "dim")
        return Content.assemble(*parts)

    def action_step(self, rows: int) -> None:
        """Move the highlight."""
        options = self.query_one("#articles", OptionList)
        if options.option_count:
            here = options.highlighted or 0
            options.highlighted = max(0, min(here + rows, options.option_count - 1))

    @on(Input.Submitted)
    def choose(self, event: Input.Submitted) -> None:
        """Give the highlighted place."""
        event.stop()
        options = self.query_one("#articles", OptionList)
        if options.highlighted is not None:
            self.dismiss(self._found[options.highlighted])

    @on(OptionList.OptionSelected)
    def choose_clicked(self, event: OptionList.OptionSelected) -> None:
        """Give the place clicked."""
        event.stop()
        self.dismiss(self._found[event.option_index])

    def action_close(self) -> None:
        """Back to the desk with nothing."""
        self.dismiss(None)
