"""The adjudication screen used: keys in; cases, screen and database out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from flows import Flow

from annotate.config import Settings
from annotate.model import GOLD, Answer
from annotate.store.store import open_store
from annotate.tui.adjudication.app import AdjudicateApp
from annotate.tui.adjudication.reads import read_cases
from annotate.tui.messages import CasesRead, ReadCases
from annotate.tui.screens.adjudicate import AdjudicateScreen
from annotate.tui.start import prepare_start
from annotate.tui.terminal import Terminal
from annotate.tui.widgets.column import Column
from three_people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.store.adjudicating import Decided
    from annotate.tui.adjudication.session import AdjudicationSession
    from annotate.tui.app import AnnotateApp

LEAD = "lead"


class Hearing(Flow):
    """A running program with the adjudication screen in front."""

    @property
    def screen(self) -> AdjudicateScreen:
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, AdjudicateScreen):
                return screen
        raise AssertionError(self.app.screen_stack)

    @property
    def session(self) -> AdjudicationSession:
        return self.screen.session

    @property
    def desk(self) -> Desk:
        return self.session.desk

    @property
    def columns(self) -> list[Column]:
        """Those that show, from the left; gold's is the last."""
        return [one for one in self.screen.query(Column) if one.display and one.view]

    @property
    def heads(self) -> list[str]:
        return [self.seen(one).splitlines()[0].strip() for one in self.columns]

    @property
    def case(self) -> str:
        """`claim 0-77 ada+cy | claim 0-74 ben`."""
        case = self.session.case
        if case is None:
            return ""
        return " | ".join(
            f"{one.label} {one.span.start}-{one.span.end} "
            + "+".join(each.annotator for each in one.holders)
            for one in case.variants
        )

    def gold(self, article: str = "") -> list[Annotation]:
        """Gold's accepted rows as the database has them."""
        with open_store(self.path) as store:
            found = store.annotations(article or self.session.article)
        return [
            one
            for one in found
            if one.annotator == GOLD and one.answer is Answer.ACCEPT
        ]

    @property
    def marks(self) -> list[str]:
        return [f"{one.label} {one.span.start}-{one.span.end}" for one in self.gold()]

    def decided(self) -> set[Decided]:
        with open_store(self.path) as store:
            return set(store.decisions(self.session.article).values())


@asynccontextmanager
async def hearing(
    path: Path,
    article: str = "",
    *,
    adjudicator: str = LEAD,
    annotators: tuple[str, ...] = (),
    is_anonymous: bool = False,
    size: tuple[int, int] = (120, 40),
    settings: Settings | None = None,
    colours: str = "truecolor",
) -> AsyncIterator[Hearing]:
    """The program of `annotate adjudicate` on a database, until the block ends."""
    wanted, terminal = settings or Settings(), Terminal(colours, is_dark=True)
    request = ReadCases(
        article, annotators, is_next=not article, is_anonymous=is_anonymous
    )
    with open_store(path) as store:
        read = CasesRead(request, read_cases(store, adjudicator, request))
    shown = (read.cases.sheet.article.id,)
    start = prepare_start(path, adjudicator, shown, wanted, terminal)
    app: AnnotateApp = AdjudicateApp(path, adjudicator, start, wanted, read=read)
    try:
        async with app.run_test(size=size) as pilot:
            flow = Hearing(app, pilot, path)
            while len(app.screen_stack) < 2:
                await pilot.pause()
            await flow.until(lambda: flow.screen.stands)
            await pilot.pause()
            yield flow
    finally:
        assert app.keep(), app.farewell


__all__ = ["LEAD", "PEOPLE", "Hearing", "hearing"]
