"""Adjudication on a real terminal: keys in, gold in the database, the shell again."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from desk_copy import copied_database
from pseudo_terminal import CTRL_Q, Program

from three_people import sprint

if TYPE_CHECKING:
    from pathlib import Path


def sprint_in(folder: Path) -> Path:
    """A folder with three people's work in `a.db`, and nothing else."""
    source, home = folder / "source", folder / "home"
    source.mkdir()
    home.mkdir()
    sprint(copied_database(source), home / "a.db")
    return home


def gold(folder: Path) -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(folder / "a.db")) as reads:
        return reads.execute(
            "SELECT label, start, stop FROM annotation WHERE annotator = 'gold' "
            "AND live = 1 AND answer = 'accept' ORDER BY start, stop"
        ).fetchall()


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
@pytest.mark.parametrize(
    ("ending", "code"), [(CTRL_Q, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_what_was_decided_is_saved_whatever_ends_it(
    tmp_path: Path, size: tuple[int, int], ending: str | signal.Signals, code: int
) -> None:
    folder = sprint_in(tmp_path)
    with Program(
        "--db", "a.db", "--as", "lead", "adjudicate", folder=folder, size=size
    ) as program:
        program.until(r"►gold")
        program.until(r"1/\d+ boundary, open")
        program.press("[")
        program.until(r"took left: claim")
        program.until(r" lead  saved ")
        program.press("y")
        program.until(r"took both")
        if isinstance(ending, str):
            program.press(ending)
        else:
            program.signal(ending)
        assert program.end() == code
        assert program.terminal_is_as_before
    assert gold(folder)[0] == ("claim", 0, 77)
    assert len(gold(folder)) == 2


def test_space_j_goes_from_the_desk_and_back_to_it(tmp_path: Path) -> None:
    folder = sprint_in(tmp_path)
    with Program("--db", "a.db", "--as", "lead", folder=folder) as program:
        program.until(r" lead  saved ")
        # As fast as they come: they wait for the screen that they are for.
        program.press(" j]!")
        program.until(r"►gold")
        program.until(r"took right|open, ")
        program.press(CTRL_Q)
        program.until(r"►1 Russia")
        program.press(CTRL_Q)
        assert program.end() == 0
    assert gold(folder) == []
    with closing(sqlite3.connect(folder / "a.db")) as reads:
        ((count,),) = reads.execute(
            "SELECT count(*) FROM annotation WHERE annotator = 'gold' "
            "AND answer = 'reject'"
        )
    assert count == 2
