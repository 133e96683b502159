"""Rows that go to the terminal past Textual leave what Textual would have painted."""

from __future__ import annotations

import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_copy import SAVED, started
from hostile import hostile_database

if TYPE_CHECKING:
    from pseudo_terminal import Program

KEYS = (
    *"hjklwbspo#\"xz<>i;vcqndCQNDuU.tfm*[]12345=rI()'",
    *("\t", "\x1b[Z", "\x1b[B", "\x1b[A", "\x1b[1;2C", "\x1b[6~", "\x1b[5~", "\x7f"),
    *("g", "G", " i", " f", " r", " ,", "y", "W", "S"),
)

_LOOK_SECONDS, _IDLE_TICKS = 0.3, 4
"""Of so long a program that has done its work uses so much at most: an eighth."""

Painted = tuple[list[str], dict[tuple[int, int], str]]


def ticks(program: Program) -> int:
    """Of the processor that the program has used, in hundredths of a second."""
    stat = Path(f"/proc/{program.pid}/stat").read_text("utf-8")
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def painted(program: Program) -> Painted:
    """Every cell, and how it looks."""
    # A busy machine may hold it up; a cursor that blinks takes little, all the time.
    is_idle = False
    while not is_idle:
        used = ticks(program)
        program.settle(_LOOK_SECONDS)
        is_idle = ticks(program) - used <= _IDLE_TICKS
    return program.screen.lines, dict(program.screen.looks)


def repainted(program: Program) -> Painted:
    """The same, painted whole by Textual: the program was stopped and goes on."""
    program.signal(signal.SIGTSTP)
    program.wait(lambda: program.state == "T")
    program.settle(0.1)
    program.screen.looks.clear()
    program.signal(signal.SIGCONT)
    program.wait(lambda: program.state != "T")
    program.until(r" ada +(saved|saving)|too small")
    return painted(program)


def differing(one: Painted, other: Painted) -> list[object]:
    """Rows whose text differs, then cells whose look does."""
    rows = [pair for pair in zip(one[0], other[0], strict=True) if pair[0] != pair[1]]
    looks = [
        (place, one[1].get(place), other[1].get(place))
        for place in sorted(one[1].keys() & other[1].keys())
        if one[1][place] != other[1][place]
    ]
    return [*rows, *looks]


def assert_alike(program: Program, seed: int) -> None:
    """Press keys by chance, and compare."""
    chance = random.Random(seed)  # noqa: S311  the same in every run
    for _ in range(3):
        for _ in range(12):
            program.press(chance.choice(KEYS))
            program.settle(0.03)
        before = painted(program)
        assert differing(before, repainted(program)) == []


@pytest.mark.parametrize(
    ("size", "seed"), [((200, 50), 1), ((80, 24), 2), ((50, 12), 3)], ids=str
)
def test_what_keys_paint_is_what_the_whole_screen_is(
    tmp_path: Path, size: tuple[int, int], seed: int
) -> None:
    with started(tmp_path, size=size) as program:
        assert_alike(program, seed)


def test_hostile_texts_are_painted_alike_by_both_ways(tmp_path: Path) -> None:
    hostile_database(tmp_path / "a.db")
    with started(tmp_path, copies=False, size=(200, 50)) as program:
        assert_alike(program, 4)


@pytest.mark.parametrize(
    ("cover", "shows", "away"),
    [
        (" ", "Space, then", "\x1b"),
        ("/x", "search x", "\r"),
        (":", "Search for commands", "\x1b"),
    ],
)
def test_what_lies_over_the_desk_is_not_painted_over(
    tmp_path: Path, cover: str, shows: str, away: str
) -> None:
    with started(tmp_path) as program:
        program.press("wc")
        program.until("tagged claim")
        program.press(cover)
        program.until(shows)
        program.until(SAVED)
        before = painted(program)
        # The cursor of a field blinks.
        assert len(differing(before, repainted(program))) <= 1
        program.press(away)
        program.until_gone(shows)
        before = painted(program)
        assert differing(before, repainted(program)) == []
