"""The server is killed again and again while people tag: what becomes of the tags.

`python benchmarks/pgkill.py --kills 20 --writers 8` starts a PostgreSQL server of its
own and ends it with SIGKILL as often. Every writer goes on with what it was doing, with
the same ids, until it is acknowledged. In the end each acknowledged action must be in
the database, and be there once.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import AnnotateError
from annotate.ids import Ids
from annotate.model import Annotation, Article, Edit, Span, Verb, article_id
from annotate.store.place import server_at
from annotate.store.postgres import open_reads
from annotate.store.store import open_store
from servers import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

    from annotate.store.place import Server
    from annotate.store.store import Store

TEXT = "x" * 50_000
ARTICLE = Article(article_id(TEXT), "Storm", TEXT)
_BUSY_SECONDS = 5.0
_SPAWN = multiprocessing.get_context("spawn")


class Outcome(NamedTuple):
    """What a storm left."""

    acknowledged: int
    lost: int
    """Acknowledged actions that are not in the database."""
    doubled: int
    """Actions that are there more than once, or undone more than once."""
    torn: int
    """Tags whose event is there without them, or they without their event."""
    failures: int
    """How often a writer had to try again."""
    longest_wait: float
    """In seconds, of an action from its first try to its acknowledgement."""


class _Action(NamedTuple):
    """One thing that a writer does, with the id that it keeps through all tries."""

    rev: str
    do: Callable[[Store], None]


class _Acknowledged(NamedTuple):
    rev: str
    tries: int
    seconds: float


def storm(cluster: Cluster, kills: int, writers: int, between: float) -> Outcome:
    """Kill the server under writers, and look at what they were told.

    Args:
        cluster: a running server; it runs again in the end.
        kills: how often.
        writers: how many processes write.
        between: seconds of peace before each kill.
    """
    server = cluster.new_database()
    with open_store(server) as store:
        store.add_articles([ARTICLE])
    stop = _SPAWN.Event()
    told: list[_Acknowledged] = []
    threads: list[threading.Thread] = []
    for number in range(writers):
        ours, theirs = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(
            target=_write, args=(server.url, number, theirs, stop), daemon=True
        )
        process.start()
        theirs.close()
        thread = threading.Thread(target=_listen, args=(ours, told), daemon=True)
        thread.start()
        threads.append(thread)
    while len(told) < writers * 3:
        time.sleep(0.02)
    for _ in range(kills):
        time.sleep(between)
        before = len(told)
        cluster.kill()
        cluster.start()
        while len(told) <= before:
            time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    return _outcome(server, told)


def _listen(ours: Connection, told: list[_Acknowledged]) -> None:
    with suppress(EOFError):
        while True:
            told.append(_Acknowledged(*ours.recv()))


def _write(url: str, number: int, tell: Connection, stop: Event) -> None:
    """Tag, undo and redo until told to stop; each action until it is acknowledged."""
    server, ids, store = server_at(url), Ids(), None
    for action in _actions(f"w{number}", ids):
        begun, tries = time.monotonic(), 0
        while True:
            tries += 1
            try:
                # As the desk does: after a failure the store is opened anew.
                store = store or open_store(
                    server,
                    annotator=f"w{number}",
                    ids=ids,
                    must_exist=True,
                    busy_seconds=_BUSY_SECONDS,
                )
                action.do(store)
                break
            except AnnotateError:
                if store is not None:
                    with suppress(AnnotateError):
                        store.close()
                    store = None
                time.sleep(0.05)
        tell.send((action.rev, tries, time.monotonic() - begun))
        if stop.is_set():
            break
    if store is not None:
        store.close()


def _actions(annotator: str, ids: Ids) -> Iterator[_Action]:
    for start in range(len(TEXT) - 1):
        rev, event = ids.mint(), ids.mint()
        span = Span(start, start + 1)
        row = Annotation(rev, rev, None, ARTICLE.id, span, "x", "claim", annotator)
        edit = Edit(event, Verb.TAG, ARTICLE.id, (row,))
        yield _Action(event, partial(_commit, edit))
        if start % 4 == 3:
            undo, redo = ids.mint(), ids.mint()
            yield _Action(undo, partial(_undo, undo))
            yield _Action(redo, partial(_redo, redo))


def _commit(edit: Edit, store: Store) -> None:
    store.commit(edit)


def _undo(rev: str, store: Store) -> None:
    store.undo(rev)


def _redo(rev: str, store: Store) -> None:
    store.redo(rev)


def _outcome(server: Server, told: list[_Acknowledged]) -> Outcome:
    reads = open_reads(server)
    try:
        events = reads.all("SELECT rev, verb, detail FROM event WHERE verb <> 'start'")
        made = Counter(row for (row,) in reads.all("SELECT event FROM annotation"))
        spans = reads.all(
            "SELECT count(*) FROM annotation WHERE live = 1 AND answer = 'accept' "
            "GROUP BY annotator, start HAVING count(*) > 1"
        )
    finally:
        reads.close()
    there = Counter(rev for rev, _, _ in events)
    undone = Counter(
        json.loads(detail)["of"] for _, verb, detail in events if verb != "tag"
    )
    return Outcome(
        acknowledged=len(told),
        lost=sum(there[each.rev] == 0 for each in told),
        doubled=len(spans)
        + sum(each > 1 for each in there.values())
        + sum(each > 1 for each in undone.values()),
        torn=len(there.keys() ^ made.keys()),
        failures=sum(each.tries - 1 for each in told),
        longest_wait=max(each.seconds for each in told),
    )


def main() -> int:
    """Run a storm; the exit code is 1 when something was lost, doubled or torn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--between", type=float, default=1.0, metavar="SECONDS")
    chosen = parser.parse_args()
    cluster = Cluster()
    try:
        outcome = storm(cluster, chosen.kills, chosen.writers, chosen.between)
    finally:
        cluster.remove()
    print(f"{chosen.kills} kills under {chosen.writers} writers")
    for name, value in outcome._asdict().items():
        print(f"{name.replace('_', ' '):14}{value:10.1f}".replace(".0", "  "))
    return int(outcome.lost + outcome.doubled + outcome.torn > 0)


if __name__ == "__main__":
    sys.exit(main())
