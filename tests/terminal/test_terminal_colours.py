"""As many colours as the terminal has, on the desk and on every page over it.

How many that is, and which shade is the first, is decided from the environment and the
settings; what comes of each of these is tested without a terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk_copy import started
from pseudo_terminal import CTRL_Q, ESCAPE

if TYPE_CHECKING:
    from pathlib import Path

    from pseudo_terminal import Program

_LOOK = re.compile(r"\x1b\[([\d;]*)m")

XTERM = {"TERM": "xterm", "COLORTERM": ""}
XTERM_256 = {"TERM": "xterm-256color", "COLORTERM": ""}
MODERN = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def colours_in(written: str) -> set[str]:
    """Which kinds of colours are asked for: "16", "256", "truecolor"."""
    kinds = set()
    for found in _LOOK.finditer(written):
        codes = iter(found[1].split(";"))
        for code in codes:
            if code in {"38", "48"}:
                kinds.add({"2": "truecolor", "5": "256"}[next(codes)])
                break
            # 39 and 49 are the terminal's own.
            if re.fullmatch(r"[34][0-7]|9[0-7]|10[0-7]", code):
                kinds.add("16")
    return kinds


def shade(program: Program) -> str:
    """Dark or light, of the cell in the corner of the article; "" without 24 bits."""
    found = re.search(r"48;2;(\d+);(\d+);(\d+)", program.screen.looks[0, 30])
    if found is None:
        return ""
    return "dark" if sum(map(int, found.groups())) < 3 * 128 else "light"


OTHER = {"dark": "light", "light": "dark", "": ""}


def until_shade(program: Program, wanted: str) -> None:
    """Wait until the desk has this shade."""
    program.wait(lambda: shade(program) == wanted)


def visit_everything(program: Program, first: str) -> None:
    """Tags of all labels, all pages and all panels, in both shades."""
    for selecting, now in (("gw", first), ("gs", OTHER[first])):
        until_shade(program, now)
        for key, label in {"c": "claim", "q": "quote", "n": "number"}.items():
            program.press(selecting + key)
            program.until(f"tagged {label}")
        program.press(selecting + "d")
        program.until("tagged denial")
        for keys, shown, closing in (
            ("\r", "note", ESCAPE),
            ("?", "Esc closes", "q"),
            (" g", "Esc closes", "q"),
            ("e", r"\d characters", ESCAPE),
            (":tag qu", "Tag quote", ESCAPE),
            ("/North", "search +North", "\r"),
            ("f", "jump: type", ESCAPE),
            (" ", "Space, then", "i"),
        ):
            program.press(keys)
            program.until(shown)
            program.press(closing)
            program.until_gone(shown)
        program.until("Space f filters")
        program.press(" i t")
        program.until_gone("Space f filters")
    until_shade(program, first)


@pytest.mark.parametrize(
    ("terminal", "words", "colours", "first"),
    [
        (MODERN, (), {"truecolor"}, "dark"),
        (XTERM_256, (), {"256"}, ""),
        (XTERM, (), {"16"}, ""),
        (MODERN | {"NO_COLOR": "1"}, (), set(), ""),
        (
            XTERM | {"NO_COLOR": "1"},
            ("--colour", "truecolor", "--theme", "light"),
            {"truecolor"},
            "light",
        ),
    ],
    ids=["24 bits", "256", "16", "none", "as told"],
)
def test_desk_and_pages_use_the_colours_that_there_are(
    tmp_path: Path,
    terminal: dict[str, str],
    words: tuple[str, ...],
    colours: set[str],
    first: str,
) -> None:
    with started(tmp_path, *words, more=terminal) as program:
        visit_everything(program, first)
        program.press(CTRL_Q)
        assert program.end() == 0
    assert colours_in(program.text) == colours


def test_without_colours_what_is_chosen_on_a_page_can_be_seen(tmp_path: Path) -> None:
    marks = {"1", "4"}
    with started(tmp_path, more={"NO_COLOR": "1"}) as program:
        program.press("e")
        program.until(r"\d characters")

        def marked() -> list[bool]:
            lines = program.screen.lines
            rows = [y for y, line in enumerate(lines) if "characters" in line]
            looks = [set(program.screen.looks[20, y].split(";")) for y in rows]
            return [marks <= look for look in looks]

        program.wait(lambda: marked() == [True, False, False, False, False])
        program.press("\x1b[B")
        program.wait(lambda: marked() == [False, True, False, False, False])
