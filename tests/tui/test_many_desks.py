"""Many desks on one file: each saves, sees the others, is not told of a lock."""

from __future__ import annotations

import multiprocessing
import queue
from typing import TYPE_CHECKING

from sittings import ARTICLES, PATIENCE_SECONDS, STORY, database

from annotate.ids import Ids
from annotate.model import Annotation, Edit, Span, Verb
from annotate.store.driver import sqlite3
from annotate.store.reader import Reader
from annotate.tui import writer as writing
from annotate.tui.messages import (
    ArticlesListed,
    Commit,
    ListArticles,
    ListFor,
    Report,
    Saved,
    SaveFailed,
    StoreChanged,
)
from annotate.tui.writer import Writer

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    import pytest

FIRST = ARTICLES[0].id
DESKS, TAGS = 32, 4
SPAWNER = multiprocessing.get_context("forkserver")
SPAWNER.set_forkserver_preload(["test_many_desks", "annotate.store.store"])
IDS = Ids()


def commit(who: str, start: int) -> Commit:
    rev = IDS.mint()
    quote = STORY[start : start + 3]
    row = Annotation(rev, rev, None, FIRST, Span(start, start + 3), quote, "claim", who)
    return Commit(Edit(IDS.mint(), Verb.TAG, FIRST, (row,)))


def _sit(pipe: Connection, path: Path, number: int) -> None:
    """A desk that saves its tags at once and waits to see somebody else's."""
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, f"person {number}", told.put)
    writer.start()
    writes = [commit(f"person {number}", place) for place in range(TAGS)]
    for each in writes:
        writer.ask(each)
    seen: list[str] = []
    while seen.count("Saved") < TAGS or "StoreChanged" not in seen:
        seen.append(type(told.get(timeout=PATIENCE_SECONDS)).__name__)
    unsaved = writer.close(PATIENCE_SECONDS)
    pipe.send((sorted(set(seen)), len(unsaved)))


def test_32_desks_save_side_by_side_and_see_each_other(tmp_path: Path) -> None:
    path = database(tmp_path / "annotations.db")
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    watcher = Writer(path, "watcher", told.put)
    watcher.ask(ListArticles(ListFor.PICK))
    watcher.start()
    while not isinstance(told.get(timeout=PATIENCE_SECONDS), ArticlesListed):
        pass
    desks = []
    for number in range(DESKS):
        ours, theirs = SPAWNER.Pipe(duplex=False)
        process = SPAWNER.Process(target=_sit, args=(theirs, path, number))
        process.start()
        theirs.close()
        desks.append((ours, process))
    while not isinstance(told.get(timeout=PATIENCE_SECONDS), StoreChanged):
        pass
    for ours, process in desks:
        assert ours.recv() == (["Saved", "StoreChanged"], 0)
        process.join()
    watcher.close(PATIENCE_SECONDS)
    with Reader.open(path) as reader:
        rows = [row for row in reader.annotations(FIRST) if row.annotator != "ada"]
    assert len(rows) == DESKS * TAGS


def test_reads_are_answered_while_a_write_waits_in_line_and_nothing_is_told(
    tmp_path: Path,
) -> None:
    path = database(tmp_path / "annotations.db")
    other = sqlite3.connect(path, isolation_level=None)
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, "ada", told.put)
    write, seen = commit("ada", 4), list[Report]()
    writer.ask(ListArticles(ListFor.PICK))
    writer.start()
    while not isinstance(told.get(timeout=PATIENCE_SECONDS), ArticlesListed):
        pass
    other.execute("BEGIN IMMEDIATE")
    writer.ask(write)
    writer.ask(ListArticles(ListFor.PICK))
    while not any(isinstance(one, ArticlesListed) for one in seen):
        seen.append(told.get(timeout=PATIENCE_SECONDS))
    other.execute("ROLLBACK")
    while Saved(write) not in seen:
        seen.append(told.get(timeout=PATIENCE_SECONDS))
    assert not any(isinstance(one, SaveFailed) for one in seen)
    assert writer.close(PATIENCE_SECONDS) == ()
    other.close()


def test_a_lock_that_is_held_on_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_BUSY_SECONDS", 0.01)
    monkeypatch.setattr(writing, "_TOLD_SECONDS", 0.05)
    path = database(tmp_path / "annotations.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, "ada", told.put)
    write = commit("ada", 4)
    writer.ask(write)
    writer.start()
    while not isinstance(told.get(timeout=PATIENCE_SECONDS), SaveFailed):
        pass
    other.execute("ROLLBACK")
    while told.get(timeout=PATIENCE_SECONDS) != Saved(write):
        pass
    assert writer.close(PATIENCE_SECONDS) == ()
    other.close()
