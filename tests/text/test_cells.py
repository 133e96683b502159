"""Cells of a displayed text are the sum of those of its code points."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from annotate.text.cells import (
    DROPPED,
    SIMPLE,
    cell_len,
    char_cells,
    covered,
    first_outside,
    truncate,
)
from annotate.text.display import make_display

SIMPLE_CHARS = re.findall(f"[{SIMPLE}]", "".join(map(chr, range(0x10000))))


@pytest.mark.parametrize(
    ("display", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("“naïve” – …", 11),
        ("Привет", 6),
        ("中文", 4),
        ("e\u0301", 1),
        (f"a{DROPPED}b", 2),
        ("👍", 2),
        ("한글", 4),
        ("مرحبا", 5),
        ("ไทย", 3),
        ("हिन्दी", 5),
        ("தமிழ்", 4),
    ],
)
def test_cells_of_a_text(display: str, cells: int) -> None:
    assert cell_len(display) == cells


def test_simple_code_points_take_one_cell_and_join_nothing() -> None:
    for char in SIMPLE_CHARS:
        assert wcwidth(char) == char_cells(char) == 1, hex(ord(char))
        assert len(regex.findall(r"\X", f"a{char}a")) == 3, hex(ord(char))


@pytest.mark.parametrize("text", ["“‘’”–—…", "éàüñçøßœ", "plain", "Žižek €5 ½ ©"])
def test_common_text_needs_no_table_of_widths(text: str) -> None:
    program = (
        "import sys\n"
        "from annotate.text.display import make_display\n"
        "from annotate.text.rows import wrap\n"
        "text = sys.argv[1] * 30\n"
        "wrap(text, make_display(text), 20).cell_of(70)\n"
        "assert not {'wcwidth', 'regex'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program, text], check=True)  # noqa: S603


@pytest.mark.parametrize(
    ("display", "cells", "cut"),
    [
        ("headline", 8, "headline"),
        ("headline", 7, "headli…"),
        ("headline", 1, "…"),
        ("headline", 0, ""),
        ("headline", -3, ""),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("ae\u0301e\u0301e\u0301", 3, "ae\u0301…"),
        ("", 3, ""),
    ],
)
def test_truncate(display: str, cells: int, cut: str) -> None:
    assert truncate(display, cells) == cut


def test_truncate_leaves_out_a_tail_that_does_not_fit() -> None:
    assert truncate("headline", 2, tail="...") == "he"
    assert truncate("headline", 6, tail="...") == "hea..."


@settings(deadline=None)
@given(st.text(), st.integers(-1, 12))
def test_a_truncated_text_fits(text: str, cells: int) -> None:
    assert cell_len(truncate(make_display(text), cells)) <= max(cells, 0)


@settings(deadline=None)
@given(st.text(st.sampled_from(["a", "中", "\u0301", DROPPED])), st.integers(0, 9))
def test_first_outside_is_the_first_that_does_not_fit(text: str, cells: int) -> None:
    index = first_outside(text, 0, len(text), cells)
    assert cell_len(text[:index]) <= cells
    assert index == len(text) or cell_len(text[: index + 1]) > cells


@given(st.text("ab北한e\u0301👍" + DROPPED, max_size=12), st.integers(1, 4))
def test_what_cells_fall_on_is_covered_whole(display: str, cells: int) -> None:
    behind = covered(display, 0, len(display), cells)
    inside = cell_len(display[:behind])
    assert inside in (cells, cells + 1) or behind == len(display)
    # The next one is not under them, and is no mark of the last.
    assert inside >= cells or not display[behind:]
    assert all(map(char_cells, display[behind : behind + 1]))
