"""A session and a writer on a real database, with no terminal around them."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING, TypeVar

from annotate.ids import Ids
from annotate.model import Article, article_id
from annotate.store.store import open_store
from annotate.tui.opening import opened_desk
from annotate.tui.reading import Reading
from annotate.tui.session import Session
from annotate.tui.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotate.model import Annotation
    from annotate.store.place import Place, Server
    from annotate.tui.messages import Report

    AnyPlace = TypeVar("AnyPlace", Path, Server)

PATIENCE_SECONDS = 10.0

STORY = "The mayor denied it. “We lost 10 trucks,” she said. \x1b[31mNobody\u2028knows."
OTHER = (
    "Around 10,000 troops arrived. Nobody could confirm it. 👩\u200d👩\u200d👧 left."
)
THIRD = "A third text says 3 things."


def made(text: str) -> Article:
    return Article(article_id(text), text.split(".", maxsplit=1)[0], text, "a.txt")


ARTICLES = (made(STORY), made(OTHER), made(THIRD))


def database(path: AnyPlace) -> AnyPlace:
    """A new database of three short articles."""
    with open_store(path) as store:
        store.add_articles(ARTICLES)
    return path


class Sitting:
    """One annotator at the desk, from `Sitting(...)` to `end()`."""

    def __init__(
        self,
        path: Place,
        annotator: str = "ada",
        articles: tuple[str, ...] = (),
        reading: Reading | None = None,
    ) -> None:
        self.path = path
        self.annotator = annotator
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.seen: list[Report] = []
        desk, statuses, additions = opened_desk(
            path, annotator, articles, reading or Reading()
        )
        self.writer = Writer(path, annotator, self.reports.put, additions)
        self.session = Session(desk, statuses, Ids(), self.writer.ask)
        self.writer.start()

    def wait(self, until: Callable[[], bool]) -> None:
        """Take in reports until that holds; fail when it does not come to hold."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not until():
            left = end - time.monotonic()
            assert left > 0, f"in vain; {self.session.save}, {self.seen[-3:]}"
            try:
                report = self.reports.get(timeout=left)
            except queue.Empty:
                continue
            self.seen.append(report)
            self.session.receive(report)

    def saw(self, kind: type[Report]) -> Callable[[], bool]:
        """Whether a report of that kind has come since now."""
        start = len(self.seen)
        return lambda: any(isinstance(one, kind) for one in self.seen[start:])

    def settle(self) -> None:
        """Wait until everything asked for is saved."""
        self.wait(lambda: self.session.save.pending == 0)

    def end(self) -> tuple[object, ...]:
        return self.writer.close(PATIENCE_SECONDS)

    @property
    def tags(self) -> list[tuple[str, str]]:
        """(label, quote) of everybody's tags in the focused article."""
        return [(one.label, one.quote) for one in self.session.desk.sheet.annotations]

    def stored(self, article: int = 0) -> tuple[Annotation, ...]:
        """What the database holds, read by a connection of our own."""
        with open_store(self.path) as store:
            return store.annotations(ARTICLES[article].id)

    def stored_tags(self, article: int = 0) -> list[tuple[str, str]]:
        return [(one.label, one.quote) for one in self.stored(article)]
