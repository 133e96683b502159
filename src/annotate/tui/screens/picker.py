"""Pick an article: by parts of its title, or by words of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from annotate.model import Status
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from annotate.model import ArticleSummary

__all__ = ["PickerScreen", "ranked"]

_MOST_CELLS, _FRAME_CELLS = 110, 6


def ranked(
    query: str, articles: tuple[ArticleSummary, ...], text_hits: frozenset[str]
) -> list[ArticleSummary]:
    """Articles whose title matches, best first, then those whose text holds it."""
    if not query.strip():
        return list(articles)
    matcher = Matcher(query)
    scored = [(matcher.match(one.title), one) for one in articles]
    by_title = sorted(
        ((score, one) for score, one in scored if score > 0),
        key=lambda pair: -pair[0],
    )
    found = [one for _, one in by_title]
    titled = {one.id for one in found}
    found += [one for one in articles if one.id in text_hits and one.id not in titled]
    return found


class PickerScreen(ModalScreen[str | None]):
    """Gives the id of the article picked; None when nothing was."""

    CSS_PATH = "pages.tcss"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("down", "step(1)", "Down", priority=True),
        Binding("up", "step(-1)", "Up", priority=True),
        Binding("pagedown", "step(10)", "Page down", priority=True),
        Binding("pageup", "step(-10)", "Page up", priority=True),
    ]

    def __init__(
        self,
        title: str,
        articles: tuple[ArticleSummary, ...],
        statuses: tuple[Status, ...],
        open_now: frozenset[str],
        search_texts: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._title = title
        self._articles = articles
        self._statuses = dict(zip((one.id for one in articles), statuses, strict=True))
        self._open_now = open_now
        self._search_texts = search_texts
        self._hits: tuple[str, frozenset[str]] = ("", frozenset())

    def compose(self) -> ComposeResult:
        """The query over the list."""
        box = Vertical(id="picker")
        box.border_title = Content(self._title)
        box.border_subtitle = Content("Enter opens · Esc closes")
        with box:
            yield Field(placeholder="words of the title or the text", id="query")
            yield OptionList(id="articles", markup=False)

    def on_mount(self) -> None:
        """List everything."""
        self._list("")

    def take_hits(self, query: str, articles: frozenset[str]) -> None:
        """List the articles whose text holds the query as well."""
        self._hits = (query, articles)
        self._list(self.query_one("#query", Input).value)

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Match titles at once, and have the texts searched."""
        event.stop()
        self._list(event.value)
        if event.value.strip():
            self._search_texts(event.value)

    def _list(self, query: str) -> None:
        hits = self._hits[1] if self._hits[0] == query else frozenset()
        options = self.query_one("#articles", OptionList)
        options.clear_options()
        found = ranked(query, self._articles, hits)
        options.add_options(Option(self._line(one), id=one.id) for one in found)
        options.highlighted = 0 if found else None

    def _line(self, one: ArticleSummary) -> Content:
        status = self._statuses[one.id]
        is_open = "open · " if one.id in self._open_now else ""
        work = "" if status is Status.TODO else f"{status.value} · "
        facts = f"  {is_open}{work}{one.annotations} tags · {one.length} characters"
        room = min(self.app.size.width * 9 // 10, _MOST_CELLS) - _FRAME_CELLS
        title = truncate(safe_line(one.title), max(room - cell_len(facts), 12))
        return Content.assemble(title, (facts, "dim"))

    def action_step(self, rows: int) -> None:
        """Move the highlight."""
        options = self.query_one("#articles", OptionList)
        count = options.option_count
        if count:
            here = options.highlighted or 0
            options.highlighted = max(0, min(here + rows, count - 1))

    @on(Input.Submitted)
    def choose(self, event: Input.Submitted) -> None:
        """Give the highlighted article."""
        event.stop()
        options = self.query_one("#articles", OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def choose_clicked(self, event: OptionList.OptionSelected) -> None:
        """Give the article clicked."""
        event.stop()
        self.dismiss(event.option.id)

    def action_close(self) -> None:
        """Back to the desk with nothing."""
        self.dismiss(None)
