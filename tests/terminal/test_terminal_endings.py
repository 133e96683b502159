"""Every way out keeps the work and leaves the terminal as it was."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest
from desk_copy import SAVED, copied_database, started
from pseudo_terminal import (
    CTRL_C,
    CTRL_Q,
    CTRL_Z,
    ESCAPE,
    Program,
    live_tags,
    rows_of,
    unfit,
)

if TYPE_CHECKING:
    from pathlib import Path

TAKEN_BACK = {
    "\x1b[?1049h": "\x1b[?1049l",  # the alternate screen
    "\x1b[?25l": "\x1b[?25h",  # the cursor
    "\x1b[?7l": "\x1b[?7h",  # line wrap
    "\x1b[?1000h": "\x1b[?1000l",  # the mouse
    "\x1b[?1003h": "\x1b[?1003l",
    "\x1b[?1006h": "\x1b[?1006l",
    "\x1b[?2004h": "\x1b[?2004l",  # bracketed paste
    "\x1b[?1004h": "\x1b[?1004l",  # focus reports
    "\x1b[>25u": "\x1b[<u",  # kitty's keys
}

CLAIM = ("claim", 0, 169)


def assert_sane(program: Program) -> None:
    """What was switched on is switched off behind it, and no more is painted."""
    text = program.text
    assert "\x1b[?1049h" in text
    for on, off in TAKEN_BACK.items():
        # Before Textual is there, less is switched on.
        assert on not in text or text.rfind(off) > text.rindex(on), off
    assert program.terminal_is_as_before
    behind = program.text[program.text.rindex("\x1b[?1049l") :]
    assert not unfit(behind)


def resting(folder: Path) -> list[list[int]]:
    """Where the state file says that the reader was, in the first pane."""
    (file,) = (folder / "state" / "annotate").glob("reading-*.json")
    data = json.loads(file.read_text("utf-8"))
    return data["positions"][data["panes"][0]]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (CTRL_Q, 0),
        (":quit\r", 0),
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
    ],
    ids=["Ctrl-Q", "palette", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"],
)
def test_leaving_keeps_tag_and_place_and_restores_the_terminal(
    tmp_path: Path, how: str | signal.Signals, code: int
) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.press("jj")
        program.settle()
        if isinstance(how, str):
            program.press(how[0])
            if how[1:]:
                program.until("Search for commands")
                program.press(how[1:-1])
                program.until("everything is saved")
                program.press(how[-1])
        else:
            program.signal(how)
        assert program.end() == code
        assert_sane(program)
    assert not {"a.db-wal", "a.db-shm"} & {one.name for one in tmp_path.iterdir()}
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
    anchor, head = resting(tmp_path)
    assert anchor == head > 169


def test_the_desk_opens_where_the_reader_left_it(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("3ssj")
        program.settle()
        place = program.until(r" 3/5  (\d+)")[0]
        program.press(CTRL_Q)
        assert program.end() == 0
    with Program("--db", "a.db", "--as", "ada", folder=tmp_path) as program:
        program.until(place)


def test_closing_the_terminal_ends_the_program_and_keeps_the_work(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.hang_up()
        assert program.end() == 129
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
    assert resting(tmp_path) == [0, 170]


def test_a_terminal_that_closes_without_a_signal_ends_it_too(tmp_path: Path) -> None:
    with started(tmp_path, controls=False) as program:
        program.press("sc")
        program.until("tagged claim")
        program.hang_up()
        assert program.end() == 129
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
    assert resting(tmp_path) == [0, 170]


def test_a_signal_before_the_first_paint_leaves_no_disorder(tmp_path: Path) -> None:
    for delay in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3):
        with started(tmp_path, waits=False) as program:
            while "\x1b[?1049h" not in program.text:
                program.settle(0.001)
            time.sleep(delay)
            program.signal(signal.SIGTERM)
            assert program.end() == 143
            assert_sane(program)
            assert "Traceback" not in program.text
    assert not list(tmp_path.glob("state/annotate/crash*"))


def test_a_terminal_that_reads_nothing_cannot_hold_the_program(tmp_path: Path) -> None:
    with started(tmp_path, size=(200, 50)) as program:
        program.press("sc")
        program.until("tagged claim")
        for _ in range(60):
            program.press("G")
            time.sleep(0.01)
            program.press("g")
            time.sleep(0.01)
        program.signal(signal.SIGTERM)
        end = time.monotonic() + 10
        while program.is_alive and time.monotonic() < end:
            time.sleep(0.05)
        assert program.end() == 143
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]


def test_what_the_status_calls_saved_outlives_kill_9(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.until(SAVED)
        program.signal(signal.SIGKILL)
        assert program.end() == -signal.SIGKILL
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
    assert rows_of(tmp_path / "a.db", "PRAGMA integrity_check") == [("ok",)]
    with started(tmp_path, copies=False) as program:
        program.until(r"claim\[0-169\]")


def test_kill_9_in_a_storm_of_tags_loses_none_that_was_called_saved(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        for _ in range(12):
            program.press("wcsq")
        shown = program.until(r"tagged.*")
        program.until(SAVED)
        program.press("wnwcwn")
        program.signal(signal.SIGKILL)
        program.end()
    tags = live_tags(tmp_path / "a.db", "ada")
    assert shown
    assert len(tags) >= 13
    assert rows_of(tmp_path / "a.db", "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("how", [CTRL_Z, signal.SIGTSTP], ids=["Ctrl-Z", "SIGTSTP"])
def test_after_stop_and_fg_the_screen_is_there_and_keys_work(
    tmp_path: Path, how: str | signal.Signals
) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.until(SAVED)
        program.settle()
        before = program.screen.text
        if isinstance(how, str):
            program.press(how)
        else:
            program.signal(how)
        program.wait_for_state("T")
        program.settle()
        assert_sane(program)
        assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
        program.screen.resize(120, 40)
        program.signal(signal.SIGCONT)
        program.until("tagged claim")
        program.settle()
        assert program.screen.text == before
        program.press("u")
        program.until("undid")
        program.press(CTRL_Q)
        assert program.end() == 0
        assert_sane(program)


def test_what_is_typed_behind_the_key_that_leaves_changes_nothing(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.press("s" + CTRL_Q + "c")
        assert program.end() == 0
    assert live_tags(tmp_path / "a.db", "ada") == []


def test_a_program_that_was_stopped_unasked_still_restores_the_terminal(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.signal(signal.SIGSTOP)
        program.wait_for_state("T")
        program.signal(signal.SIGCONT)
        program.settle()
        program.press("sc")
        program.until("tagged claim")
        program.press(CTRL_Q)
        assert program.end() == 0
        assert_sane(program)
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]


def test_a_signal_while_the_terminal_takes_nothing_breaks_nothing(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.settle()
        # Frames fill the buffer of a terminal that nobody reads.
        for _ in range(40):
            program.press("jk" * 40)
            time.sleep(0.02)
        program.signal(signal.SIGTSTP)
        time.sleep(0.2)
        program.settle()
        program.wait_for_state("T")
        program.signal(signal.SIGCONT)
        program.settle()
        program.press("sc")
        program.until("tagged claim")
        program.press(CTRL_Q)
        assert program.end() == 0


@pytest.mark.parametrize(
    ("page", "shown"), [("?", "Esc closes"), ("e", "Enter opens"), ("/x", "search +x")]
)
def test_ctrl_z_stops_on_pages_too_and_fg_shows_them(
    tmp_path: Path, page: str, shown: str
) -> None:
    with started(tmp_path) as program:
        program.press(page)
        program.until(shown)
        program.press(CTRL_Z)
        program.wait_for_state("T")
        program.settle()
        assert_sane(program)
        program.screen.resize(120, 40)
        program.signal(signal.SIGCONT)
        program.until(shown)
        program.press(CTRL_Q)
        assert program.end() == 0
        assert_sane(program)


def test_ctrl_c_says_how_to_leave_and_loses_nothing(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.press(CTRL_C)
        program.until("copied 170 characters; Ctrl-Q quits")
        program.press("g" + CTRL_C)
        program.until("nothing is selected to copy; Ctrl-Q quits")
        program.press("?")
        program.until("Esc closes")
        program.press(CTRL_C)
        program.until("Ctrl-Q quits, or")
        program.press(ESCAPE)
        program.until_gone("Esc closes")
        for _ in range(5):
            program.press(CTRL_C)
        program.settle()
        program.until(SAVED)
        assert program.is_alive
        assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
        program.press(CTRL_Q)
        assert program.end() == 0


def test_an_idle_desk_uses_no_processor_and_ends_with_its_threads(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.press("sc")
        program.until("tagged claim")
        program.until(SAVED)  # all is loaded
        program.settle(0.5)
        before = program.cpu_seconds
        time.sleep(1.0)
        assert program.cpu_seconds - before < 0.1
        program.press(CTRL_Q)
        assert program.end() == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(program.pid, 0)


CRASHING = """
import sys
from annotate.__main__ import main
from annotate.tui.screens.keys import Keys
from annotate.tui.widgets.painter import RowPainter

class Fault(Exception):
    pass

def broken(self, *_, **__):
    secret = self._session.desk.text
    raise Fault("a fault in " + secret[:40])

Keys.start_jump = broken

def row(self, view, *_):
    if "Ukraine" in view.needle:
        raise Fault("a fault in " + view.sheet.article.text[:40])
    return painted(self, view, *_)

painted, RowPainter.row = RowPainter.row, row
main()
"""


@pytest.mark.parametrize("keys", ["f", "/Ukraine"], ids=["in a key", "in a frame"])
def test_a_fault_of_our_own_is_one_line_and_a_file(tmp_path: Path, keys: str) -> None:
    (tmp_path / "crashing.py").write_text(CRASHING)
    command = (sys.executable, "crashing.py")
    with started(tmp_path, command=command) as program:
        program.press("sc")
        program.until("tagged claim")
        program.press(keys)
        assert program.end() == 1
        assert_sane(program)
        said = program.text[program.text.rindex("\x1b[?1006l") + 8 :]
    assert len(said.strip().splitlines()) == 1
    assert "Fault" in said
    assert "Russia" not in said
    assert "Traceback" not in said
    report = tmp_path / "state" / "annotate" / "crash.txt"
    assert str(report) in said
    assert "raise Fault" in report.read_text("utf-8")
    assert live_tags(tmp_path / "a.db", "ada") == [CLAIM]
    assert resting(tmp_path) == ([0, 170] if keys == "f" else [70, 77])


def test_copied_database_is_the_committed_one(tmp_path: Path) -> None:
    assert len(live_tags(copied_database(tmp_path), "example")) > 300
