"""The tutor on a real terminal: it leaves nothing behind but its figures."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from pseudo_terminal import CTRL_Q, Program

from annotate.tui.tutor.lessons import LESSONS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("ending", "code"), [(CTRL_Q, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_the_practice_is_gone_and_the_terminal_as_before_whatever_ends_it(
    tmp_path: Path, size: tuple[int, int], ending: str | signal.Signals, code: int
) -> None:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    with Program(
        "tutor", "--as", "ada", folder=home, size=size, more={"TMPDIR": str(temporary)}
    ) as program:
        program.until(r"1/\d+ s selects a sentence")
        (folder,) = temporary.iterdir()
        assert (folder / "practice.db").exists()
        # One by one: keys that come while nothing else happens are counted as well.
        program.until(r"0 keys, fewest 2")
        program.press("s")
        program.until(r"1 key, fewest 2")
        program.press("s")
        program.until(r"2/\d+ c tags as claim")
        program.until(r"Well done, with the fewest keys")
        if isinstance(ending, str):
            program.press(ending)
        else:
            program.signal(ending)
        assert program.end() == code
        behind = program.text[program.text.rindex("\x1b[?1049l") :]
        assert program.terminal_is_as_before
    assert f"1 of {len(LESSONS)} lessons" in behind
    assert list(temporary.iterdir()) == []
    assert [one for one in home.rglob("*") if one.is_file()] == []
