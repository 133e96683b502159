"""Key to finished frame among columns, beside the desk, on one article of 1 MB.

Both show the same work of several people with 10,000 spans each, by turns: the desk in
one of as many panes as there are columns, the adjudication in a column for each, and
gold. So rows are equally wide, and a key changes one pane here and all columns there:
the target for the ratio is their number. The articles are made in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alternate import alternate
from articles import write_articles
from figures import ratio_line, table_head, table_line
from plans import parse_keys
from subjects import annotate, run_annotate
from terminal import NotPainted, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

_KEYS = {"next": "tab*60", "previous": "s-tab*60"}


def main() -> int:
    """Measure and print; 1 when a program did not start or an import failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=1_000_000, help="code points")
    parser.add_argument("--spans", type=int, default=10_000, help="spans of each")
    parser.add_argument("--people", type=int, default=2, help="how many, 2 to 5")
    options = parser.parse_args()
    print(f"200x50, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            _compare(Path(folder), options.length, options.spans, options.people)
    except (NotPainted, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(top: Path, length: int, spans: int, people: int) -> None:
    count = people + 1
    texts, layers = write_articles(top, count=count, length=length, spans=spans)
    made = top / "made"
    work = top / "work.jsonl"
    with work.open("w", encoding="utf-8") as rows:
        line, *others = layers.read_text(encoding="utf-8").splitlines()
        for row in _work(json.loads(line), people):
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
        for other in others:
            row = {**json.loads(other), "spans": []}
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    run_annotate(made, "import", str(work))
    database = made / "bench.db"
    desk = annotate(top / "desk", articles=texts, database=database, name="desk")
    columns = annotate(top / "columns", articles=texts[:1], database=database)
    columns = replace(
        columns,
        name="columns",
        command=(*columns.command, "adjudicate"),
        ready=("►gold", *columns.ready),
    )
    with Program(desk) as one, Program(columns) as two:
        starts = [one.painted_ms(), two.painted_ms()]
        print(f"first paint: desk {starts[0]:.0f} ms, columns {starts[1]:.0f} ms")
        for title, line in _KEYS.items():
            keys = parse_keys(line)
            first, second = alternate((one, two), (keys, keys), warm_up=5)
            print(f"\n{table_head(title.capitalize())}")
            print(table_line("desk", first.last_ms, first.note))
            print(table_line("columns", second.last_ms, second.note))
            print(ratio_line("columns / desk", second.last_ms, first.last_ms, count))
    shutil.rmtree(made)


def _work(layer: dict[str, Any], people: int) -> Iterator[dict[str, Any]]:
    """The layer once for each person, who lacks or labels a tenth of it otherwise."""
    for number in range(people):
        chance = random.Random(number)  # noqa: S311 - the same work each time
        spans, seen = [], set()
        for span in layer["spans"]:
            told = chance.random()
            label = "claim" if told > 0.9 else span["label"]
            mark = (span["start"], span["end"], label)
            if told > 0.1 and mark not in seen:
                seen.add(mark)
                spans.append({**span, "label": label})
        yield {**layer, "annotator": f"p{number}", "spans": spans, "status": "done"}


if __name__ == "__main__":
    raise SystemExit(main())
