"""Key to finished frame on the five seeds: the desk, Textual's TextArea, slate."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from alternate import Samples, alternate
from figures import ratio_line, table_head, table_line
from plans import parse_keys
from subjects import READY, annotate, slate, textarea
from terminal import NotPainted, Program

__all__ = ["main"]

_TARGETS = {"textarea": 0.15, "slate": 2.5}


def _in_five_panes(group: str, *to_next: str) -> str:
    """The group three times in each pane: further, and it would reach a text's end."""
    return " ".join(f"({group})*3 !{key}" for key in to_next)


# slate and TextArea have no key for sentences, paragraphs and numbers; there the place
# is taken by a move of a token or a row, which is cheaper for them.
_MOTIONS = {
    "annotate": _in_five_panes("right*6 down*3 w*3 s p # left*2 up", *"23451"),
    "textarea": _in_five_panes(
        "right*6 down*3 c-right*3 down*2 c-right left*2 up", *["tab"] * 5
    ),
    "slate": _in_five_panes(
        "right*6 down*3 right*3 up*2 right left*2 up", *["left"] * 5
    ),
}
# What the others have no key for stands beside the moves that they have.
_FINDING = {
    "Jump labels": "(f !esc !down)*20",
    "Search, as it is typed": "(!/ n o r t h !esc !down)*8",
    "The selection grows and shrinks": "(x x x z z z !esc !w)*10",
}
_SLATE_TAGS = "(space+a !right space+s !right space+d !right space+v !right)*20"
# The tag is measured, not the way to the next word; then what takes it back.
_TAGS = {
    "annotate": "(!w c !w q !w n !w d !down)*20",
    "textarea": _MOTIONS["textarea"],
    "slate": _SLATE_TAGS,
}
_UNDO = {
    "annotate": "(u U)*15 u*40",
    "textarea": _MOTIONS["textarea"],
    "slate": _SLATE_TAGS,
}


def main() -> int:
    """Measure and print; 1 when a program did not start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ready", default=READY, help="what marks the first paint")
    parser.add_argument("--only", choices=sorted(_MOTIONS), action="append")
    options = parser.parse_args()
    names = tuple(options.only or _MOTIONS)
    print(f"200x50, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    try:
        for title, samples in _measured(names, options.ready).items():
            _report(title, samples)
    except NotPainted as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measured(names: tuple[str, ...], ready: str) -> dict[str, dict[str, Samples]]:
    """By title and program; the same running programs take all plans."""
    plans = {"Motions": _MOTIONS, "Tags": _TAGS, "Undo, redo": _UNDO}
    plans |= {title: _MOTIONS | {"annotate": keys} for title, keys in _FINDING.items()}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        top = Path(folder)
        subjects = {
            "annotate": lambda: annotate(top / "annotate", ready=ready),
            "textarea": lambda: textarea(top / "textarea"),
            "slate": lambda: slate(top / "slate"),
        }
        programs = [running.enter_context(Program(subjects[name]())) for name in names]
        for program in programs:
            program.painted_ms()
        found = {}
        for title, plan in plans.items():
            keys = [parse_keys(plan[name]) for name in names]
            found[title] = dict(zip(names, alternate(programs, keys), strict=True))
        return found


def _report(title: str, samples: dict[str, Samples]) -> None:
    print(f"\n{table_head(title)}")
    for name, some in samples.items():
        print(table_line(name, some.last_ms, some.note))
    if "annotate" not in samples:
        return
    ours = samples["annotate"]
    print(table_line("annotate, the frame", ours.shown_ms))
    for name in (each for each in _TARGETS if each in samples):
        theirs = samples[name].last_ms
        ratio = ratio_line(f"annotate / {name}", ours.shown_ms, theirs, _TARGETS[name])
        print(ratio)
        print(ratio_line("  until saved", ours.last_ms, theirs, _TARGETS[name]))


if __name__ == "__main__":
    raise SystemExit(main())
