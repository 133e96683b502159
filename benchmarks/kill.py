"""Writers killed by SIGKILL: is every acknowledged tag there, and there once?

Each life of a writer begins with the last tag that it told of, again, and goes on flat
out until it is killed; the ids of a tag are the same whenever it is made. At the end
every tag that was told of is looked for, and every row is counted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.ids import pack
from annotate.model import Annotation, Article, Edit, Span, Verb, article_id
from annotate.store.check import Severity, check
from annotate.store.driver import sqlite3
from annotate.store.store import open_store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["main"]

_MS = 1_767_603_600_000
_TEXT = " ".join(f"word{number}" for number in range(60_000))
_ARTICLE = Article(article_id(_TEXT), "Words", _TEXT)
# No connection is open where processes are made, so that they may be forked.
_FORKS = multiprocessing.get_context("fork")


def main() -> int:
    """Kill, count and print; 1 when a tag was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--life", type=float, default=0.2, help="seconds, at most")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.db"
        with open_store(path) as store:
            store.add_articles([_ARTICLE])
        last = _storm(path, options.kills, options.writers, options.life)
        return _account(path, last)


def _edit(who: int, number: int) -> Edit:
    """The tag of that number, the same whenever it is made."""
    rev, event = (pack(_MS + number, who << 1 | bit) for bit in (0, 1))
    span, quote = Span(number, number + 3), _TEXT[number : number + 3]
    name = f"writer {who}"
    row = Annotation(rev, rev, None, _ARTICLE.id, span, quote, "claim", name)
    return Edit(event, Verb.TAG, _ARTICLE.id, (row,))


def _live(pipe: Connection, path: Path, who: int, first: int) -> None:
    with open_store(path, annotator=f"writer {who}") as store:
        for number in range(first, len(_TEXT) - 3):
            store.commit(_edit(who, number))
            pipe.send(number)


def _storm(path: Path, kills: int, writers: int, life: float) -> dict[int, int]:
    """The number of the last tag that each writer told of; -1 for none."""
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    last = dict.fromkeys(range(writers), -1)
    done = 0
    began = time.monotonic()
    while done < kills:
        lives = []
        for who in list(last)[: kills - done]:
            ours, theirs = _FORKS.Pipe(duplex=False)
            first = max(last[who], 0)
            process = _FORKS.Process(target=_live, args=(theirs, path, who, first))
            process.start()
            theirs.close()
            lives.append((who, ours, process))
        for who, ours, process in lives:
            ends = time.monotonic() + life * chance.random()
            while ours.poll(max(ends - time.monotonic(), 0)):
                last[who] = max(last[who], ours.recv())
            os.kill(process.pid or 0, signal.SIGKILL)
            done += 1
        for who, ours, process in lives:
            try:
                while True:
                    last[who] = max(last[who], ours.recv())
            except (EOFError, OSError):  # killed between or within two numbers
                ours.close()
            process.join()
    print(f"{done} writers killed in {time.monotonic() - began:.0f} s")
    return last


def _account(path: Path, last: dict[int, int]) -> int:
    raw = sqlite3.connect(path)
    told = lost = doubled = 0
    for who, number in last.items():
        name = {"name": f"writer {who}"}
        rows = [
            row[0]
            for row in raw.execute(
                "SELECT start FROM annotation WHERE annotator = :name", name
            )
        ]
        (events,) = raw.execute(
            "SELECT count(*) FROM event WHERE annotator = :name AND verb = 'tag'", name
        ).fetchone()
        told += number + 1
        lost += len(set(range(number + 1)) - set(rows))
        doubled += len(rows) - len(set(rows)) + abs(events - len(rows))
    raw.close()
    wrong = [one for one in check(path) if one.severity is Severity.ERROR]
    print(
        f"{told} tags acknowledged: {lost} lost, {doubled} doubled, "
        f"{len(wrong)} problems of the database"
    )
    return int(bool(lost or doubled or wrong))


if __name__ == "__main__":
    raise SystemExit(main())
