"""Process start to first full paint, and memory, beside an app with one Static."""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from figures import percentile, ratio_line, table_head, table_line
from subjects import READY, annotate, static
from terminal import NotPainted, Program, Subject

__all__ = ["main"]

_TARGET = 1.25
_MEMORY_TARGET_MB = 60.0
_LOADED_SECONDS = 0.5
_KEY = b"w"
_OBEYED = r"\(\d+\)"
"""A word is selected: how many code points, in the status line."""


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
    starts = [(_started(ours, _KEY), _started(theirs)) for _ in range(times)]
    our_ms = [mine.painted_ms for mine, _ in starts]
    obeyed_ms = [mine.obeyed_ms for mine, _ in starts]
    their_ms = [other.painted_ms for _, other in starts]
    print(f"\n{table_head('Start to first full paint')}")
    print(table_line("annotate, five seeds", our_ms))
    print(table_line("static", their_ms))
    print(ratio_line("annotate / static", our_ms, their_ms, _TARGET))
    print("\nStart until a key typed at the first paint has been obeyed")
    print(table_line("annotate, five seeds", obeyed_ms))
    print(ratio_line("annotate / static painted", obeyed_ms, their_ms))
    memory = percentile([mine.memory_mb for mine, _ in starts], 0.5)
    other_memory = percentile([other.memory_mb for _, other in starts], 0.5)
    verdict = "met" if memory <= _MEMORY_TARGET_MB else "MISSED"
    print(f"\nPeak memory after the start (MiB): static {other_memory:.1f},")
    print(f"  annotate {memory:.1f}  target at most {_MEMORY_TARGET_MB:.0f}: {verdict}")


class _Start(NamedTuple):
    painted_ms: float
    """To the first full paint."""
    obeyed_ms: float
    """To the answer to a key typed then; nan without one."""
    memory_mb: float
    """Highest resident size by then, in MiB."""


def _started(subject: Subject, key: bytes = b"") -> _Start:
    with Program(subject) as program:
        painted_ms = program.painted_ms()
        obeyed_ms = program.obeyed_ms(key, _OBEYED) if key else math.nan
        # What is loaded behind the first paint counts too.
        time.sleep(_LOADED_SECONDS)
        program.settle()
        return _Start(painted_ms, obeyed_ms, program.peak_memory_mb())


if __name__ == "__main__":
    raise SystemExit(main())
