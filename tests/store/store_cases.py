"""What the tests of the store share: short texts, tags and child processes."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.ids import Ids
from annotate.model import (
    Annotation,
    Answer,
    Article,
    Edit,
    Link,
    Span,
    Verb,
    article_id,
)
from annotate.store.driver import sqlite3
from annotate.store.schema import TABLES
from annotate.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from annotate.store.place import Place, Server
    from servers import ServerHome

    Home = Path | ServerHome
    """Where databases are made by name, as in `home / "a.db"`."""
    NewHome = Callable[[], AbstractContextManager[Home]]

TEXT = (
    "The mayor denied it. “Never,” she said, \x1b[31m10 times\u2028"
    "👩\u200d👩\u200d👧 平壌 كوريا ไทย [@click=quit] \u202eabc."
)
OTHER = "Around 10,000 troops arrived. Nobody could confirm it."


def made(text: str, title: str = "", source: str = "") -> Article:
    return Article(article_id(text), title, text, source)


ARTICLE = made(TEXT, "First", "one.txt")
SECOND = made(OTHER, "Second", "two.txt")


class Clock(Ids):
    """Ids that are the same in every run: one millisecond for each."""

    def __init__(self, start_ms: int = 1_750_000_000_000) -> None:
        self._now = start_ms

        def tick() -> int:
            self._now += 1
            return self._now

        super().__init__(tick, lambda bits: self._now & ((1 << bits) - 1))


class Desk:
    """A store and the ids that its edits are stamped with."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self.store = store
        self.ids = ids

    def new(
        self,
        start: int,
        end: int,
        label: str = "claim",
        article: Article = ARTICLE,
        **more: str,
    ) -> Annotation:
        rev = self.ids.mint()
        span = Span(start, end)
        who = more.pop("annotator", self.store.annotator)
        quote = article.text[start:end]
        return Annotation(rev, rev, None, article.id, span, quote, label, who, **more)

    def tag(
        self, start: int, end: int, label: str = "claim", article: Article = ARTICLE
    ) -> Annotation:
        row = self.new(start, end, label, article)
        self.store.commit(self.edit(row, verb=Verb.TAG))
        return row

    def edit(self, *rows: Annotation | Link, verb: Verb = Verb.EDIT) -> Edit:
        annotations = tuple(row for row in rows if isinstance(row, Annotation))
        links = tuple(row for row in rows if isinstance(row, Link))
        article = annotations[0].article if annotations else None
        return Edit(self.ids.mint(), verb, article, annotations, links)

    def relabel(self, row: Annotation, label: str) -> Annotation:
        changed = row.revised(self.ids.mint(row.rev), label=label)
        self.store.commit(self.edit(changed))
        return changed

    def remove(self, row: Annotation) -> Annotation:
        gone = row.revised(self.ids.mint(row.rev), answer=Answer.DELETE)
        self.store.commit(self.edit(gone))
        return gone

    def link(self, kind: str, source: Annotation, target: Annotation) -> Link:
        rev = self.ids.mint()
        row = Link(rev, rev, None, self.store.annotator, kind, source.id, target.id)
        edit = Edit(self.ids.mint(), Verb.LINK, source.article, links=(row,))
        self.store.commit(edit)
        return row


@contextmanager
def desk(
    path: Place, annotator: str = "alice", *, ids: Ids | None = None
) -> Iterator[Desk]:
    """A desk on a database that holds the two articles."""
    ids = ids or Ids()
    with open_store(path, annotator=annotator, ids=ids) as store:
        store.add_articles([ARTICLE, SECOND])
        yield Desk(store, ids)


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds: a server tells of changes a moment later than a file."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.005)


def rows_of(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, in order of their keys."""
    if not isinstance(place, Path):
        return _server_rows(place)
    raw = sqlite3.connect(place)
    try:
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE '%sqlite%' ORDER BY name"
            )
        ]
        return {
            name: raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in names
        }
    finally:
        raw.close()


def _server_rows(server: Server) -> dict[str, list[tuple[object, ...]]]:
    from annotate.store.postgres import open_reads  # noqa: PLC0415  psycopg

    reads = open_reads(server)
    try:
        columns = {
            name: ", ".join(
                column
                for (column,) in reads.all(
                    "SELECT attname FROM pg_attribute WHERE attnum > 0 AND "
                    "attname <> 'rowid' AND attrelid = CAST(:name AS regclass) "
                    "ORDER BY attnum",
                    {"name": name},
                )
            )
            for name in sorted(TABLES)
        }
        return {
            name: reads.all(f"SELECT {named} FROM {name} ORDER BY 1, 2")
            for name, named in columns.items()
        }
    finally:
        reads.close()


def execute(place: Place, *statements: str) -> None:
    """Change a database behind the store's back."""
    if not isinstance(place, Path):
        import psycopg  # noqa: PLC0415  for the tests that ask

        with psycopg.connect(place.url, autocommit=True) as connection:
            for each in statements:
                connection.execute(each.encode())
        return
    raw = sqlite3.connect(place, isolation_level=None)
    try:
        for each in statements:
            raw.execute(each)
    finally:
        raw.close()


_SPAWNER = multiprocessing.get_context("forkserver")
_SPAWNER.set_forkserver_preload(["store_cases", "annotate.store.check"])


class Child:
    """A function in a process of its own that sends lines to us."""

    def __init__(self, work: Callable[..., None], *args: object) -> None:
        self._read, write = _SPAWNER.Pipe(duplex=False)
        self.process = _SPAWNER.Process(target=_run, args=(work, write, args))
        self.process.start()
        write.close()

    def lines(self) -> list[str]:
        """Everything that was sent and not read yet; waits for the end."""
        found: list[str] = []
        try:
            while True:
                found.append(self._read.recv())
        except (EOFError, OSError):  # killed between or within two lines
            self._read.close()
        return found

    def first(self) -> str:
        return str(self._read.recv())

    def end(self) -> list[str]:
        found = self.lines()
        self.process.join()
        self.process.close()
        return found


def _run(work: Callable[..., None], write: object, args: tuple[object, ...]) -> None:
    send = write.send  # type: ignore[attr-defined]  # a Connection of multiprocessing
    try:
        work(send, *args)
    except BaseException as error:  # noqa: BLE001 (the parent asserts on it)
        send(f"{type(error).__name__}: {error}")
    os._exit(0)
