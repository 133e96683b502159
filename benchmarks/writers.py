"""Saving tags: beside raw SQLite, with 32 writers flat out, 50 at a desk's pace.

One tag: `Store.commit` of one new annotation beside BEGIN IMMEDIATE, the same two rows
and COMMIT by the same driver with the same pragmas, by turns on two files of one
folder. Many writers: processes of their own on one file, each with a store; afterwards
every acknowledged tag is looked for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import AnnotateError
from annotate.ids import Ids
from annotate.model import Annotation, Article, Edit, Span, Verb, article_id
from annotate.store import rows
from annotate.store.check import Severity, check
from annotate.store.driver import sqlite3
from annotate.store.store import Store, open_store
from figures import percentile, ratio_line, table_head, table_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

__all__ = ["main"]

_RATIO, _SHARE, _P99_MS = 1.6, 0.7, 50.0
_LABELS = ("claim", "quote", "number", "denial")
_TEXT = " ".join(f"word{number}" for number in range(20_000))
_ARTICLE = Article(article_id(_TEXT), "Words", _TEXT)
_INSERT_EVENT = """
INSERT INTO event (rev, session, annotator, verb, article, active_ms, detail)
VALUES (:rev, :session, 'raw', 'tag', :article, 0, '{}')"""
# No connection is open where processes are made, so that they may be forked.
_FORKS = multiprocessing.get_context("fork")


class _Result(NamedTuple):
    """What one writer did."""

    acknowledged: tuple[str, ...]
    waits_ms: tuple[float, ...]
    errors: tuple[str, ...]


def main() -> int:
    """Measure and print; 1 when a tag was lost, an error shown or a target missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tags", type=int, default=1500, help="of one writer")
    parser.add_argument("--seconds", type=float, default=5.0, help="of many writers")
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--readers", type=int, default=50, help="at a tag a second")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        is_good = _beside_raw(top, options.tags)
        is_good &= _flat_out(top, options.writers, options.seconds)
        is_good &= _at_pace(top, options.readers, 2 * options.seconds)
    return int(not is_good)


def _edit(ids: Ids, who: str, number: int) -> Edit:
    """One tag, on a stretch that the annotator has not tagged."""
    rev = ids.mint()
    start = number % (len(_TEXT) - 20)
    span, label = Span(start, start + 7), _LABELS[number // len(_TEXT) % 4]
    quote = _TEXT[start : start + 7]
    row = Annotation(rev, rev, None, _ARTICLE.id, span, quote, label, who)
    return Edit(ids.mint(), Verb.TAG, _ARTICLE.id, (row,))


def _ready(path: Path, who: str, ids: Ids) -> Store:
    """A store whose session has begun."""
    store = open_store(path, annotator=who, ids=ids)
    store.add_articles([_ARTICLE])
    store.commit(Edit(ids.mint(), Verb.OPEN, _ARTICLE.id))
    return store


def _beside_raw(top: Path, count: int) -> bool:
    ids = Ids()
    store = _ready(top / "ours.db", "ours", ids)
    _ready(top / "raw.db", "raw", ids).close()
    raw = sqlite3.connect(top / "raw.db", isolation_level=None, timeout=30)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "cell_size_check = ON"):
        raw.execute(f"PRAGMA {pragma}")
    session = ids.mint()
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(count):
        edit = _edit(ids, "ours", number)
        began = time.perf_counter()
        store.commit(edit)
        times[0].append(1000 * (time.perf_counter() - began))
        edit = _edit(ids, "raw", number)
        (row,) = edit.annotations
        bound = rows.annotation_values(row, row.rev, row.prev, edit.rev)
        began = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            _INSERT_EVENT,
            {"rev": edit.rev, "session": session, "article": _ARTICLE.id},
        )
        raw.execute(rows.INSERT_ANNOTATION, bound)
        raw.execute("COMMIT")
        times[1].append(1000 * (time.perf_counter() - began))
    store.close()
    raw.close()
    warm_up = count // 10
    ours, theirs = (each[warm_up:] for each in times)
    print(f"\n{table_head('One tag')}")
    print(table_line("Store.commit", ours))
    print(table_line("raw SQLite", theirs))
    print(ratio_line("Store.commit / raw", ours, theirs, _RATIO))
    return percentile(ours, 0.5) / percentile(theirs, 0.5) <= _RATIO


def _flat_out(top: Path, writers: int, seconds: float) -> bool:
    one = _run(top / "one.db", 1, seconds, 0.0)
    many = _run(top / "many.db", writers, seconds, 0.0)
    rates = [
        sum(len(each.acknowledged) for each in some) / seconds for some in (one, many)
    ]
    waits = [wait for each in many for wait in each.waits_ms]
    counts = sorted(len(each.acknowledged) for each in many)
    print(f"\n{table_head('Flat out')}")
    print(table_line("1 writer", one[0].waits_ms, f"{rates[0]:.0f}/s"))
    print(table_line(f"{writers} writers", waits, f"{rates[1]:.0f}/s"))
    print(f"  tags of one writer: {counts[0]} to {counts[-1]}")
    share = rates[1] / rates[0]
    verdict = "met" if share >= _SHARE else "MISSED"
    print(f"  all of them / one alone {share:.2f}  target at least {_SHARE}: {verdict}")
    is_sound = _nothing_is_lost(top / "many.db", many)
    return is_sound and share >= _SHARE


def _at_pace(top: Path, writers: int, seconds: float) -> bool:
    paced = _run(top / "paced.db", writers, seconds, 1.0)
    waits = [wait for each in paced for wait in each.waits_ms]
    print(f"\n{table_head('A tag a second')}")
    print(table_line(f"{writers} writers", waits))
    p99 = percentile(waits, 0.99)
    verdict = "met" if p99 <= _P99_MS else "MISSED"
    print(f"  p99 {p99:.1f} ms  target under {_P99_MS} on a quiet machine: {verdict}")
    return _nothing_is_lost(top / "paced.db", paced) and p99 <= _P99_MS


def _nothing_is_lost(path: Path, results: list[_Result]) -> bool:
    raw = sqlite3.connect(path)
    stored = [row[0] for row in raw.execute("SELECT rev FROM annotation")]
    raw.close()
    told = [rev for each in results for rev in each.acknowledged]
    lost = len(set(told) - set(stored))
    extra = len(stored) - len(set(told))
    errors = [error for each in results for error in each.errors]
    wrong = [one for one in check(path) if one.severity is Severity.ERROR]
    print(
        f"  {len(told)} acknowledged, {lost} lost, {extra} too many, "
        f"{len(errors)} errors, {len(wrong)} problems"
    )
    for each in sorted(set(errors))[:3]:
        print(f"    {each}")
    return not (lost or extra or errors or wrong)


def _run(path: Path, writers: int, seconds: float, pace: float) -> list[_Result]:
    """Let so many processes write until the time is over."""
    with open_store(path) as store:
        store.add_articles([_ARTICLE])
    pipes = []
    begin = _FORKS.Event()
    for number in range(writers):
        ours, theirs = _FORKS.Pipe()
        process = _FORKS.Process(
            target=_write, args=(theirs, begin, path, number, seconds, pace)
        )
        process.start()
        theirs.close()
        pipes.append((ours, process))
    for ours, _ in pipes:
        ours.recv()
    begin.set()
    results = [_Result(*ours.recv()) for ours, _ in pipes]
    for _, process in pipes:
        process.join()
    return results


def _write(
    pipe: Connection,
    begin: object,
    path: Path,
    number: int,
    seconds: float,
    pace: float,
) -> None:
    ids, who = Ids(), f"writer{number}"
    told: list[str] = []
    waits: list[float] = []
    errors: list[str] = []
    with _ready(path, who, ids) as store:
        pipe.send("ready")
        wait: Callable[[], object] = begin.wait  # type: ignore[attr-defined]  # an Event
        wait()
        ends = time.monotonic() + seconds
        due = time.monotonic() + pace * (number % 50) / 50
        count = 0
        while time.monotonic() < ends:
            if pace:
                time.sleep(max(due - time.monotonic(), 0))
                due += pace
            edit = _edit(ids, who, count)
            count += 1
            began = time.perf_counter()
            try:
                store.commit(edit)
            except AnnotateError as error:
                errors.append(str(error))
            else:
                told.append(edit.annotations[0].rev)
                waits.append(1000 * (time.perf_counter() - began))
        pipe.send((tuple(told), tuple(waits), tuple(errors)))


if __name__ == "__main__":
    raise SystemExit(main())
