"""The frame before Textual is the one that Textual paints, cell by cell."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from desk_copy import copied_database, started
from hostile import hostile_database
from pseudo_terminal import CTRL_Q, Screen, environment

if TYPE_CHECKING:
    from pathlib import Path

TAKES_OVER = "\x1b[?1000h"
"""Textual asks for the mouse before it paints."""


def both_frames(
    folder: Path, *words: str, size: tuple[int, int], more: dict[str, str] | None = None
) -> tuple[Screen, Screen]:
    """What stood there before Textual, and what it has painted since."""
    with started(folder, *words, size=size, waits=False, more=more) as program:
        while TAKES_OVER not in program.text:
            program.settle(0.01)
        before, _, _ = program.text.partition(TAKES_OVER)
        program.press(CTRL_Q)
        assert program.end() == 0
        _, _, behind = program.text.partition(TAKES_OVER)
    first, later = Screen(*size), Screen(*size)
    first.feed(before)
    later.feed(behind.partition("\x1b[?1049l")[0])
    return first, later


@pytest.mark.parametrize(
    "size",
    [(200, 50), (203, 50), (120, 40), (99, 31), (80, 24), (61, 9), (50, 7), (12, 4)],
)
def test_textual_paints_the_first_frame_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    first, later = both_frames(tmp_path, size=size)
    assert "saved" in first.text or size[0] < 20
    assert first.lines == later.lines
    assert first.looks == later.looks


@pytest.mark.parametrize("colours", ["256", "16", "none"])
def test_so_it_is_in_fewer_colours(tmp_path: Path, colours: str) -> None:
    first, later = both_frames(tmp_path, "--colour", colours, size=(120, 40))
    assert first.lines == later.lines
    assert first.looks == later.looks


def test_so_it_is_with_hostile_texts(tmp_path: Path) -> None:
    hostile_database(tmp_path / "h.db")
    first, later = both_frames(tmp_path, "--db", "h.db", size=(200, 50))
    assert first.lines == later.lines


def test_so_it_is_where_the_reader_was(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("2GttTab=")
        program.until(r"saved")
        program.press(CTRL_Q)
        assert program.end() == 0
    first, later = both_frames(tmp_path, size=(120, 40))
    assert first.lines == later.lines


def test_a_reader_with_an_inspector_waits_for_textual(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press(" i")
        program.until("tags:")
        program.press(CTRL_Q)
        assert program.end() == 0
    (state,) = (tmp_path / "state" / "annotate").glob("reading-*.json")
    assert json.loads(state.read_text("utf-8"))["shows_inspector"]
    first, later = both_frames(tmp_path, size=(120, 40))
    assert not first.text.strip()
    assert "tags:" in later.text


def test_a_terminal_too_small_for_a_pane_waits_for_textual(tmp_path: Path) -> None:
    first, later = both_frames(tmp_path, size=(11, 4))
    assert not first.text.strip()
    assert "too small" in later.text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_the_terminal_is_written_to_in_utf_8_whatever_the_locale_says(
    tmp_path: Path, encoding: str
) -> None:
    with started(tmp_path, more={"PYTHONIOENCODING": encoding}) as program:
        program.press("s")
        program.until(r"0-170 \(170\)")
        program.press("c")
        program.until("tagged claim “Russia")
        assert "\\u" not in program.screen.text
        program.press(CTRL_Q)
        assert program.end() == 0


FAILING = """
import sys
import annotate.tui.run as run

class Fault(Exception):
    pass

def broken(self, *_):
    raise Fault("in the import")

run.Program.run = broken
from annotate.__main__ import main
main()
"""


def test_a_fault_before_textual_gives_the_terminal_back(tmp_path: Path) -> None:
    (tmp_path / "failing.py").write_text(FAILING)
    command = (sys.executable, "failing.py")
    with started(tmp_path, command=command, waits=False) as program:
        assert program.end() == 1
        assert program.terminal_is_as_before
        assert program.text.rindex("\x1b[?1049l") > program.text.rindex("\x1b[?1049h")
        assert program.text.rindex("\x1b[?25h") > program.text.rindex("\x1b[?25l")
        assert "in the import" in program.text


def test_a_first_frame_needs_no_textual(tmp_path: Path) -> None:
    copied_database(tmp_path)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from annotate.config import Settings\n"
        "from annotate.tui.first_frame import first_frame\n"
        "from annotate.tui.start import prepare_start\n"
        "from annotate.tui.terminal import Terminal\n"
        "start = prepare_start(Path('a.db'), 'ada', (), Settings(),\n"
        "                      Terminal('truecolor', True))\n"
        "assert 'saved' in first_frame(start, 120, 40)\n"
        "heavy = {'textual', 'sqlite_utils', 'rich.console', 'asyncio'}\n"
        "assert not heavy & set(sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
