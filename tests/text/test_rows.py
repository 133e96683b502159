"""Wrapping: rows tile the article, and offsets and cells lead to each other."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.cells import DROPPED, cell_len
from annotate.text.display import make_display
from annotate.text.graphemes import is_boundary
from annotate.text.row_motions import row_down, row_end, row_start, row_up
from annotate.text.rows import Rows, wrap

FAMILY = "👨\u200d👩\u200d👧"

hostile = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("word ", "a", "  ", "\n", "\r\n", "\t", "long-winded", "“x” – "),
                *(FAMILY, "🇩🇪", "🇩", "e\u0301", "\u0301", "\u200b", "\u200d", "👍🏽"),
                *("中文", "한글 ", "ᄀ", "ᅡ", "مرحبا ", "का", "ไทยกำ", "\u1038", "ﾞ"),
                *("\x1b[31m", "\x9b", "\u202e", "\u2028", "\ufe0f", "\U000e0041"),
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=40,
).map("".join)
widths = st.integers(1, 14)


def rows_of(text: str, width: int) -> Rows:
    return wrap(text, make_display(text), width)


def pieces(rows: Rows) -> list[str]:
    return [rows.text[rows.start(i) : rows.end(i)] for i in range(len(rows))]


@pytest.mark.parametrize(
    ("text", "width", "drawn"),
    [
        ("", 5, [""]),
        ("one", 5, ["one"]),
        ("the mayor said no", 9, ["the mayor ", "said no"]),
        ("the mayor said no", 8, ["the ", "mayor ", "said no"]),
        ("the mayor\nsaid no\n", 9, ["the mayor\n", "said no\n"]),
        ("the mayor \nsaid", 9, ["the mayor \n", "said"]),
        ("a\n\n\nb", 9, ["a\n", "\n", "\n", "b"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("is incomprehensible", 6, ["is ", "incomp", "rehens", "ible"]),
        ("    incomprehensible", 6, ["    in", "compre", "hensib", "le"]),
        ("    in no way", 6, ["    in ", "no way"]),
        ("a\tb\tc", 3, ["a\tb\t", "c"]),
        ("one  two", 4, ["one  ", "two"]),
        ("one  two", 3, ["one ", " ", "two"]),
        ("中文字文", 5, ["中文", "字文"]),
        ("go 中文字文", 6, ["go 中", "文字文"]),
        (f"abc {FAMILY} d", 6, ["abc ", f"{FAMILY} ", "d"]),
        (f"{FAMILY}{FAMILY}", 5, ["👨\u200d👩\u200d", "👧", "👨\u200d👩\u200d", "👧"]),
        ("🇩🇪🇫🇷", 3, ["🇩🇪", "🇫🇷"]),
        ("e\u0301" * 4, 3, ["e\u0301" * 3, "e\u0301"]),
        ("ab \u0301cd", 3, ["ab \u0301", "cd"]),
        ("one  中", 3, ["one ", " 中"]),
        ("one  été 中", 3, ["one ", " ", "été ", "中"]),
        ("wo \u1038\U000e0041", 3, ["wo", " \u1038\U000e0041"]),
        ("中\u0301中", 1, ["中\u0301", "中"]),
        ("x ab \u0301cd", 5, ["x ", "ab \u0301cd"]),
    ],
)
def test_where_rows_end(text: str, width: int, drawn: list[str]) -> None:
    assert pieces(rows_of(text, width)) == drawn


def test_a_width_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="0 cells"):
        wrap("a", "a", 0)
    with pytest.raises(ValueError, match="no rows"):
        wrap("a", "ab", 5)


@settings(deadline=None)
@given(hostile, widths)
def test_rows_tile_the_text(text: str, width: int) -> None:
    rows = rows_of(text, width)
    assert "".join(pieces(rows)) == text
    assert all(pieces(rows)) or not text
    for row in range(len(rows)):
        assert rows.start(row) <= rows.text_end(row) <= rows.end(row)
        assert "\n" not in text[rows.start(row) : rows.end(row) - 1]


@settings(deadline=None)
@given(hostile, widths)
def test_no_row_is_wider_than_the_width_but_for_what_hangs(
    text: str, width: int
) -> None:
    rows = rows_of(text, width)
    for row, piece in enumerate(pieces(rows)):
        display = rows.display[rows.start(row) : rows.end(row)]
        cells = cell_len(display)
        if piece.endswith("\n"):
            cells -= 1
        if cells > width and re.search(r"[ \t]\n?\Z", piece):
            cells -= 1
        shown = [char for char in display.strip() if cell_len(char)]
        assert cells <= width or (width == 1 and len(shown) == 1)


@settings(deadline=None)
@given(hostile, widths)
def test_a_row_never_starts_with_what_joins_the_cell_before(
    text: str, width: int
) -> None:
    rows = rows_of(text, width)
    for row in range(len(rows)):
        shown = rows.display[rows.start(row) : rows.end(row)].replace(DROPPED, "")
        assert not shown or cell_len(shown[0]) > 0


@settings(deadline=None)
@given(hostile, widths)
def test_offset_and_cell_lead_to_each_other_at_graphemes(text: str, width: int) -> None:
    rows = rows_of(text, width)
    offset = 0
    for grapheme in regex.findall(r"\X", text):
        row, cell = rows.cell_of(offset)
        assert rows.start(row) <= offset < rows.end(row)
        assert row == rows.row_of(offset)
        end = min(offset + len(grapheme), rows.end(row))
        if cell_len(rows.display[offset:end]):
            assert rows.offset_at(row, cell) == offset
        offset += len(grapheme)
    row, cell = rows.cell_of(len(text))
    assert row == len(rows) - 1
    assert rows.offset_at(row, cell) == len(text)


@settings(deadline=None)
@given(hostile, widths, st.integers(-2, 30))
def test_a_cell_always_leads_to_a_grapheme(text: str, width: int, cell: int) -> None:
    rows = rows_of(text, width)
    for row in range(len(rows)):
        offset = rows.offset_at(row, cell)
        assert is_boundary(text, offset)
        if is_boundary(text, rows.start(row)):
            assert rows.row_of(offset) == row


@pytest.mark.parametrize(
    ("row", "cell", "offset"),
    [
        (0, 0, 0),
        (0, -5, 0),
        (0, 8, 8),
        (0, 9, 9),  # the hanging blank
        (0, 40, 9),
        (1, 40, 14),  # the newline
        (2, 40, 15),
        (3, 2, 18),
        (3, 3, 19),
        (3, 40, 19),  # the end of the article
    ],
)
def test_offset_at_the_edges_of_rows(row: int, cell: int, offset: int) -> None:
    rows = rows_of("the mayor said\n\nyes", 9)
    assert rows.offset_at(row, cell) == offset


def test_offset_at_the_end_of_a_row_cut_inside_a_word() -> None:
    assert rows_of("incomprehensible", 6).offset_at(0, 40) == 5
    assert rows_of("e\u0301" * 8, 3).offset_at(0, 40) == 4
    assert rows_of("中文字文", 5).offset_at(0, 40) == 1


def test_both_cells_of_a_wide_character_lead_to_it() -> None:
    rows = rows_of("a中b", 9)
    assert [rows.offset_at(0, cell) for cell in range(5)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("the mayor said no", [9, 17]),
        ("the mayor \n\n  \nx", [9, 11, 12, 16]),
        ("", [0]),
    ],
)
def test_text_end_leaves_out_blanks_and_newline(text: str, ends: list[int]) -> None:
    rows = rows_of(text, 9)
    assert [rows.text_end(row) for row in range(len(rows))] == ends


def test_an_offset_outside_the_article_has_no_row() -> None:
    rows = rows_of("one", 9)
    assert rows.row_of(3) == 0
    for offset in (-1, 4):
        with pytest.raises(IndexError):
            rows.row_of(offset)


def test_only_rows_of_special_characters_are_not_simple() -> None:
    rows = rows_of("“plain” –\n\x1b[31m\n🇩🇪\ne\u0301\n中\na\r\nend", 12)
    assert list(rows.simple) == [1, 1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("move", "before", "goal", "count", "after"),
    [
        (row_down, 4, 4, 1, 14),
        (row_down, 4, 4, 2, 18),
        (row_down, 4, 4, 3, 23),
        (row_down, 4, 4, 99, 23),
        (row_down, 20, 1, 1, 20),
        (row_up, 14, 4, 1, 4),
        (row_up, 20, 1, 2, 11),
        (row_up, 20, 7, 1, 18),
        (row_up, 4, 9, 1, 4),
        (row_up, 14, 3, 99, 3),
    ],
)
def test_up_and_down(
    move: object, before: int, goal: int, count: int, after: int
) -> None:
    #             0         1          1        1
    #             0         0          5        9
    rows = rows_of("the mayor said so\n\nyes, no", 9)
    assert pieces(rows) == ["the mayor ", "said so\n", "\n", "yes, no"]
    assert callable(move)
    assert move(rows, before, goal, count) == after


@settings(deadline=None)
@given(hostile, widths, st.integers(0, 20))
def test_going_down_reaches_the_last_row_and_up_the_first(
    text: str, width: int, goal: int
) -> None:
    rows = rows_of(text, width)
    offset = 0
    for _ in range(len(rows)):
        further = row_down(rows, offset, goal)
        assert further >= offset
        offset = further
    for row in range(rows.row_of(offset) + 1, len(rows)):
        assert not is_boundary(text, rows.start(row))
    for _ in range(len(rows)):
        offset = row_up(rows, offset, goal)
    assert rows.row_of(offset) == 0


def test_start_and_end_of_a_row() -> None:
    rows = rows_of("the mayor said\nincomprehensible", 9)
    assert pieces(rows) == ["the mayor ", "said\n", "incompreh", "ensible"]
    ends = [(row_start(rows, at), row_end(rows, at)) for at in (4, 12, 20, 31)]
    assert ends == [(0, 9), (10, 14), (15, 23), (24, 31)]
