"""Merging a large file into another beside copying the same rows by SQLite alone.

`annotate merge` copies the other file, looks through every row of it and tells what
came; beside it stands `ATTACH` and `INSERT … SELECT` of the same rows into the same
tables with the same pragmas, which believes everything. By turns, each in a program of
its own, timed inside without the start of Python.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from annotate.formats.jsontext import dumps
from annotate.ids import pack
from figures import percentile
from subjects import run_annotate

__all__ = ["main"]

_TARGET = 4.0
_SPANS = 10
_LABELS = ("claim", "quote", "number", "denial")
_MS = 1_767_603_600_000

_OURS = """
import sys, time
from pathlib import Path
from annotate.store.others import merge_files  # before the clock: not part of the work
from annotate.store.store import open_store
with open_store(Path(sys.argv[1])) as store:
    began = time.perf_counter()
    merged = store.merge(Path(sys.argv[2]))
    print(time.perf_counter() - began, merged.revisions)
"""
_COPY = """
import sys, time
from annotate.store.driver import sqlite3
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode = WAL")
raw.execute("PRAGMA synchronous = FULL")
raw.execute("PRAGMA foreign_keys = ON")
raw.execute("PRAGMA cell_size_check = ON")
began = time.perf_counter()
raw.execute("ATTACH ? AS other", (sys.argv[2],))
raw.execute("BEGIN IMMEDIATE")
for table in ("annotator", "label", "link_kind", "article", "assignment", "setting"):
    raw.execute(f"INSERT INTO {table} SELECT * FROM other.{table} WHERE true "
        "ON CONFLICT DO NOTHING")
rows = 0
for table in ("event", "annotation", "link"):
    done = raw.execute(f"INSERT INTO {table} SELECT * FROM other.{table}")
    rows = done.rowcount or rows
raw.execute("COMMIT")
print(time.perf_counter() - began, rows)
"""


def main() -> int:
    """Measure and print; 1 when the target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotations", type=int, default=100_000, help="in each file")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(
        f"two files of {options.annotations} annotations, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        return _compare(Path(folder), options.annotations, options.times)


def _compare(top: Path, count: int, times: int) -> int:
    one, other = (_made(top, name, count) for name in ("one", "other"))
    print(f"{one.stat().st_size / 2**20:.0f} MiB each")
    merges: list[float] = []
    copies: list[float] = []
    agains: list[float] = []
    for turn in range(times):
        ours = shutil.copyfile(one, top / f"ours{turn}.db")
        merges.append(_timed(_OURS, ours, other))
        agains.append(_timed(_OURS, ours, other))
        theirs = shutil.copyfile(one, top / f"theirs{turn}.db")
        copies.append(_timed(_COPY, theirs, other))
        ours.unlink()
        theirs.unlink()
    mine, raw, again = (percentile(each, 0.5) for each in (merges, copies, agains))
    ratio = mine / raw
    verdict = "met" if ratio <= _TARGET else "MISSED"
    print(f"merge {mine:.2f} s, the same file again {again:.2f} s")
    print(f"ATTACH and INSERT … SELECT {raw:.2f} s")
    print(f"merge / copy {ratio:.2f}  target at most {_TARGET}: {verdict}")
    return int(ratio > _TARGET)


def _timed(program: str, target: Path, other: Path) -> float:
    done = subprocess.run(
        (sys.executable, "-c", program, str(target), str(other)),
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[0])


def _made(top: Path, name: str, count: int) -> Path:
    """A database with articles of its own, and one annotator's tags on them."""
    lines = top / f"{name}.jsonl"
    chance = random.Random(name)  # noqa: S311 - the same texts in each run
    words = [f"word{number}" for number in range(2000)]
    with lines.open("w", encoding="utf-8") as file:
        for article in range(count // _SPANS):
            text = f"{name} {article}. " + " ".join(chance.choices(words, k=200))
            spans = [
                {
                    "id": pack(_MS + article, chance.getrandbits(74)),
                    "start": 15 + number * 100,
                    "end": 55 + number * 100,
                    "label": _LABELS[number % 4],
                }
                for number in range(_SPANS)
            ]
            row = {"text": text, "annotator": name, "spans": spans}
            file.write(dumps(row) + "\n")
    folder = top / name
    folder.mkdir()
    run_annotate(folder, "import", str(lines))
    lines.unlink()
    return folder / "bench.db"


if __name__ == "__main__":
    raise SystemExit(main())
