"""The whole program in a terminal of tests: keys in; desk, screen and database out."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widgets import Input

from annotate.config import Settings
from annotate.store.store import open_store
from annotate.text.selection import span
from annotate.tui.app import AnnotateApp
from annotate.tui.screens.desk import DeskScreen
from annotate.tui.start import prepare_start
from annotate.tui.terminal import Terminal
from annotate.tui.widgets.article_pane import ArticlePane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.widget import Widget

    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.session import Session

ME = "ada"
PATIENCE_SECONDS = 10.0


class Flow:
    """A running program, its keyboard and its mouse."""

    def __init__(self, app: AnnotateApp, pilot: Pilot[int], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    @property
    def session(self) -> Session:
        return self.app.session

    @property
    def desk(self) -> Desk:
        return self.app.session.desk

    @property
    def screen(self) -> DeskScreen:
        screen = self.app.get_default_screen()
        assert isinstance(screen, DeskScreen)
        return screen

    @property
    def has_page(self) -> bool:
        """Whether something lies over the desk."""
        return self.app.screen is not self.screen

    @property
    def selected(self) -> str:
        found = span(self.desk.pane.selection)
        return "" if found is None else self.desk.sheet.article.quote(found)

    @property
    def mine(self) -> list[tuple[str, str]]:
        """(label, quote) of the reader's tags in the focused article."""
        return [
            (one.label, one.quote)
            for one in self.desk.sheet.annotations
            if one.annotator == ME
        ]

    def stored(self, article: str = "") -> list[Annotation]:
        """The reader's tags as the database has them."""
        with open_store(self.path) as store:
            found = store.annotations(article or self.desk.pane.article)
        return [one for one in found if one.annotator == ME]

    def stored_tags(self) -> list[tuple[str, str]]:
        return [(one.label, one.quote) for one in self.stored()]

    def pane(self, slot: int) -> ArticlePane:
        return self.screen.query_one(f"#pane-{slot}", ArticlePane)

    @property
    def panes_shown(self) -> list[str]:
        """Articles of the panes on the screen, from the left."""
        return [
            slot.view.sheet.article.id
            for slot in self.screen.query(ArticlePane)
            if slot.display and slot.size.width and slot.view is not None
        ]

    def seen(self, widget: Widget | str) -> str:
        """The text that a widget of the desk shows."""
        found = self.screen.query_one(widget) if isinstance(widget, str) else widget
        strips = found.render_lines(found.size.region)
        return "\n".join(
            "".join(part.text for part in strip if not part.control) for strip in strips
        )

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Each character as its key, as fast as they come."""
        for one in text:
            self.app.post_message(events.Key("space" if one == " " else one, one))
        await self.pilot.pause()

    async def until(self, what: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not what():
            assert time.monotonic() < end, f"in vain; {self.session.message!r}"
            await self.pilot.pause()

    async def saved(self) -> None:
        await self.until(lambda: self.session.save.pending == 0)

    async def page(self, kind: type[Any]) -> Any:  # noqa: ANN401 - the page asked for
        """The page over the desk when it has come, with a field to write in."""
        await self.until(lambda: isinstance(self.app.screen, kind))
        await self.pilot.pause()
        return self.app.screen

    async def closed(self) -> None:
        await self.until(lambda: not self.has_page)

    def field(self, selector: str = "") -> Input:
        return self.app.screen.query_one(selector or Input, Input)


@asynccontextmanager
async def running(
    path: Path,
    *articles: str,
    size: tuple[int, int] = (120, 40),
    settings: Settings | None = None,
    colours: str = "truecolor",
) -> AsyncIterator[Flow]:
    """The program on a database, until the block ends."""
    wanted, terminal = settings or Settings(), Terminal(colours, is_dark=True)
    start = prepare_start(path, ME, articles, wanted, terminal)
    app = AnnotateApp(path, ME, start, wanted)
    try:
        async with app.run_test(size=size) as pilot:
            flow = Flow(app, pilot, path)
            await flow.until(lambda: flow.screen.prompt is not None)
            await pilot.pause()
            yield flow
    finally:
        assert app.keep(), app.farewell
