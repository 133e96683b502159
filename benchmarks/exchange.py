"""Export and import of many annotations beside what SQLite alone needs for the rows.

Export: `annotate export` beside a raw sqlite3 cursor that goes over the same joined
rows (article, annotator, annotation). Import: `annotate import` of the file that was
exported beside a raw `executemany` of the same rows into the same tables. All in
programs of their own, by turns. And how long 100,000 spans with their texts take.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotate.formats.jsontext import dumps
from annotate.ids import pack
from figures import percentile
from subjects import run_annotate

__all__ = ["main"]

_EXPORT_TARGET, _IMPORT_TARGET, _MEMORY_TARGET_MB = 2.0, 3.0, 150
_SMALL, _SMALL_TARGET_S = 100_000, 2.0
_SPANS = 10
_LABELS = ("claim", "quote", "number", "denial")
_MS = 1_767_603_600_000
_ANNOTATE = str(Path(sys.executable).with_name("annotate"))

_READ = """
import sys
import pysqlite3 as sqlite3
raw = sqlite3.connect(sys.argv[1])
count = 0
for row in raw.execute(
    "SELECT r.id, r.title, r.source, r.text, r.meta, a.annotator, p.kind, a.id, "
    "a.start, a.stop, a.label, a.quote, a.note, a.attributes, a.origin, a.score "
    "FROM article r JOIN annotation a ON a.article = r.id AND a.live = 1 "
    "JOIN annotator p ON p.id = a.annotator ORDER BY r.rowid, a.annotator, a.start"
):
    count += 1
"""
_WRITE = """
import sys
import pysqlite3 as sqlite3
source = sqlite3.connect(sys.argv[1])
tables = ("label", "annotator", "article", "assignment", "event", "annotation")
rows = {each: source.execute(f"SELECT * FROM {each}").fetchall() for each in tables}
schema = [one for (one,) in source.execute(
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
    "AND tbl_name <> '_sqlite_migrations' ORDER BY type DESC, rowid"
)]
source.close()
import time
raw = sqlite3.connect(sys.argv[2], isolation_level=None)
raw.execute("PRAGMA journal_mode = WAL")
raw.execute("PRAGMA synchronous = FULL")
raw.execute("PRAGMA foreign_keys = ON")
raw.execute("PRAGMA cell_size_check = ON")
for one in schema:
    raw.execute(one)
began = time.perf_counter()
raw.execute("BEGIN IMMEDIATE")
for table, held in rows.items():
    if held:
        marks = ",".join("?" * len(held[0]))
        raw.executemany(f"INSERT INTO {table} VALUES ({marks})", held)
raw.execute("COMMIT")
print(time.perf_counter() - began)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotations", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{options.annotations} annotations, load {load:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder), options.annotations, options.times)
    with tempfile.TemporaryDirectory() as folder:
        _small(Path(folder), options.times)
    return 0


def _small(top: Path, times: int) -> None:
    _fill(top, _SMALL)
    seconds = [_export(top, top / "out.jsonl")[0] for _ in range(times)]
    median = percentile(seconds, 0.5)
    verdict = "met" if median < _SMALL_TARGET_S else "MISSED"
    print(
        f"{_SMALL} spans with text in {median:.2f} s  "
        f"target under {_SMALL_TARGET_S}: {verdict}"
    )


def _fill(top: Path, count: int) -> None:
    lines = top / "in.jsonl"
    _write(lines, count)
    run_annotate(top, "import", str(lines))
    lines.unlink()


def _export(top: Path, out: Path) -> tuple[float, float]:
    """Seconds, and the peak memory in MiB."""
    database = str(top / "bench.db")
    command = (_ANNOTATE, "--db", database, "export", "-o", str(out))
    return _timed(*command, "--manifest", "-")


def _compare(top: Path, count: int, times: int) -> None:
    _fill(top, count)
    database, lines = top / "bench.db", top / "out.jsonl"
    exports: list[float] = []
    cursors: list[float] = []
    memory: list[float] = []
    for _ in range(times):
        seconds, peak = _export(top, lines)
        exports.append(seconds)
        memory.append(peak)
        cursors.append(_timed(sys.executable, "-c", _READ, str(database))[0])
    print(f"{lines.stat().st_size / 2**20:.0f} MiB of JSONL")
    _line("export", exports, "raw cursor", cursors, _EXPORT_TARGET)
    peak = max(memory)
    verdict = "met" if peak < _MEMORY_TARGET_MB else "MISSED"
    print(f"  memory {peak:.0f} MiB  target under {_MEMORY_TARGET_MB}: {verdict}")
    imports: list[float] = []
    inserts: list[float] = []
    for turn in range(times):
        target = str(top / f"new{turn}.db")
        imports.append(_timed(_ANNOTATE, "--db", target, "import", str(lines))[0])
        raw = str(top / f"raw{turn}.db")
        done = subprocess.run(
            (sys.executable, "-c", _WRITE, str(database), raw),
            check=True,
            capture_output=True,
            text=True,
        )
        inserts.append(float(done.stdout))
    _line("import", imports, "raw executemany", inserts, _IMPORT_TARGET)


def _timed(*command: str) -> tuple[float, float]:
    """Seconds, and the peak memory of the program in MiB."""
    began = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        dict(os.environ),
        file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def _line(
    ours: str, our_s: list[float], other: str, other_s: list[float], target: float
) -> None:
    mine, theirs = percentile(our_s, 0.5), percentile(other_s, 0.5)
    ratio = mine / theirs
    verdict = "met" if ratio <= target else "MISSED"
    print(
        f"{ours} {mine:.2f} s, {other} {theirs:.2f} s, ratio {ratio:.2f}  "
        f"target at most {target}: {verdict}"
    )


def _write(path: Path, count: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts in each run
    words = [f"word{number}" for number in range(2000)]
    with path.open("w", encoding="utf-8") as file:
        for article in range(count // _SPANS):
            text = f"Article {article}. " + " ".join(chance.choices(words, k=200))
            starts = [found.start() for found in re.finditer(r"\b\w", text)]
            ends = [found.end() for found in re.finditer(r"\w+", text)]
            spans = [
                {
                    "id": pack(_MS + article, number),
                    "start": starts[2 + number * 15],
                    "end": ends[6 + number * 15],
                    "label": _LABELS[number % 4],
                }
                for number in range(_SPANS)
            ]
            row = {"text": text, "annotator": f"person{article % 5}", "spans": spans}
            file.write(dumps(row) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
