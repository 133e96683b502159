"""Process start to first full paint, and memory, beside an app with one Static."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from figures import percentile, ratio_line, table_head, table_line
from subjects import READY, annotate, static
from terminal import NotPainted, Program, Subject

__all__ = ["main"]

_TARGET = 1.25
_MEMORY_TARGET_MB = 60.0


def main() -> int:
    """Measure and print; 1 when a program did not start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ready", default=READY, help="what marks the first paint")
    parser.add_argument("--times", type=int, default=15, help="starts of each")
    options = parser.parse_args()
    print(f"200x50, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            _compare(Path(folder), options.times, options.ready)
    except NotPainted as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compare(top: Path, times: int, ready: str) -> None:
    ours = annotate(top / "annotate", ready=ready)
    theirs = static(top / "static")
    for subject in (ours, theirs):  # compiled files and the disk's cache
        _started(subject)
    starts = [(_started(ours), _started(theirs)) for _ in range(times)]
    our_ms = [mine[0] for mine, _ in starts]
    their_ms = [other[0] for _, other in starts]
    print(f"\n{table_head('Start to first full paint')}")
    print(table_line("annotate, five seeds", our_ms))
    print(table_line("static", their_ms))
    print(ratio_line("annotate / static", our_ms, their_ms, _TARGET))
    memory = percentile([mine[1] for mine, _ in starts], 0.5)
    other_memory = percentile([other[1] for _, other in starts], 0.5)
    verdict = "met" if memory <= _MEMORY_TARGET_MB else "MISSED"
    print(f"\nPeak memory after the start (MiB): static {other_memory:.1f},")
    print(f"  annotate {memory:.1f}  target at most {_MEMORY_TARGET_MB:.0f}: {verdict}")


def _started(subject: Subject) -> tuple[float, float]:
    """Milliseconds to the first full paint, and MiB then."""
    with Program(subject) as program:
        return program.painted_ms(), program.peak_memory_mb()


if __name__ == "__main__":
    raise SystemExit(main())
