"""Key to finished frame on five articles of 1 MB with 10,000 spans each, and on seeds.

Both are the desk, by turns; the articles are made in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from alternate import Samples, alternate
from articles import write_articles
from figures import ratio_line, table_head, table_line
from plans import parse_keys
from subjects import READY, annotate, run_annotate
from terminal import NotPainted, Program

__all__ = ["main"]

_TARGET = 1.1
_GROUP = "right*6 down*3 w*3 s p # left*2 up"
# In the first pane from the top; then from the bottom upwards, since what is cheap at
# the start of a text is not always so at its end.
_MOTIONS = {
    "top": f"({_GROUP})*5",
    "bottom": "!G (left*6 up*5 right*2 down w W)*8",
    "panes": "(2 3 4 5 1)*8",
}
_FINDING = {
    "jump labels": "(f !esc !down)*20",
    "search": "(!/ n o r t h !esc !down)*8",
    "search in all panes": "(!\\ n o r t h !esc !down)*8",
    "the selection grows and shrinks": "(x x x z z z !esc !w)*10",
}
_TAGS = {"tags": "(!w c !w q !w n !w !w d u U !down)*10 u*20"}


def main() -> int:
    """Measure and print; 1 when a program did not start or an import failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ready", default=READY, help="what marks the first paint")
    parser.add_argument(
        "--length", type=int, default=1_000_000, help="code points each"
    )
    parser.add_argument("--spans", type=int, default=10_000, help="spans each")
    options = parser.parse_args()
    print(f"200x50, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            _compare(Path(folder), options.length, options.spans, options.ready)
    except (NotPainted, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(top: Path, length: int, spans: int, ready: str) -> None:
    texts, layers = write_articles(top, length=length, spans=spans)
    large = top / "large"
    started = time.perf_counter()
    run_annotate(large, "add", *map(str, texts))
    added = time.perf_counter()
    run_annotate(large, "import", str(layers))
    imported = time.perf_counter()
    print(f"add {added - started:.1f} s, import {imported - added:.1f} s", end=", ")
    database = large / "bench.db"
    print(f"{database.stat().st_size / 2**20:.0f} MiB")
    few = annotate(top / "few", name="seeds", ready=ready)
    many = annotate(
        top / "many", articles=texts, database=database, name="large", ready=ready
    )
    with Program(few) as seeds, Program(many) as larges:
        starts = [seeds.painted_ms(), larges.painted_ms()]
        print(f"first paint: seeds {starts[0]:.0f} ms, large {starts[1]:.0f} ms")
        for title, line in (_MOTIONS | _FINDING | _TAGS).items():
            keys = parse_keys(line)
            _report(title, *alternate((larges, seeds), (keys, keys), warm_up=5))
        memory = [program.peak_memory_mb() for program in (seeds, larges)]
    print(f"\npeak memory: seeds {memory[0]:.0f} MiB, large {memory[1]:.0f} MiB")


def _report(title: str, large: Samples, seeds: Samples) -> None:
    print(f"\n{table_head(title.capitalize())}")
    print(table_line("seeds", seeds.last_ms, seeds.note))
    print(table_line("large", large.last_ms, large.note))
    print(ratio_line("large / seeds", large.last_ms, seeds.last_ms, _TARGET))


if __name__ == "__main__":
    raise SystemExit(main())
