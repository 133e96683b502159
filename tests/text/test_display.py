"""What of an article may be shown: one code point for one, nothing that acts."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.cells import DROPPED, cell_len, char_cells
from annotate.text.display import make_display, safe_line, visible

ALL = [chr(code) for code in range(sys.maxunicode + 1)]
FAMILY = "👨\u200d👩\u200d👧"

hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "a \n\r\t\x00\x1b\x9b\u200b\u200d\u202e\u0301\u093e\ufe0f👩🏽🇩中"
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” – naïve", "plain “text” – naïve"),
        ("one\ttab\nand a line", "one tab and a line"),
        ("\x1b[31mred\x07\x00\x7f", "␛[31mred␇␀␡"),
        ("\r\n", "␍ "),
        ("CSI \x9b31m", "CSI �31m"),
        ("abc\u202ecod.exe\u202c", "abc⇄cod.exe⇄"),
        ("line\u2028paragraph\u2029", "line␤paragraph␤"),
        ("zero\u200bwidth\u2060soft\xadhyphen\ufeff", "zerowidthsofthyphen"),
        (FAMILY, "👨👩👧"),
        ("👍🏽 ☎\ufe0f", "👍 ☎"),
        ("🇩🇪", "DE"),
        ("x\U000e0041y", "x�y"),
        ("\ue000\ufdd0\U0010ffff\ud800", "����"),
        ("\u0600\ufff9", "��"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("\u0301a", "◌a"),
        ("a\n\u0301b", "a ◌b"),
        ("a\x1b\u0301b", "a␛◌b"),
        ("a\u200b\u0301b", "a◌b"),
        ("a\n\ufe0f\u0301\u0302b", "a ◌\u0302b"),
        ("क\u200cी", "की"),
        ("a" + "\u0301" * 30 + "b", "a" + "\u0301" * 8 + "b"),
        ("[/x] [red]", "[/x] [red]"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(make_display(text)) == shown


@pytest.fixture(scope="module")
def company() -> str:
    """The display of all code points, each between two letters."""
    return make_display("a".join(ALL))


def test_no_code_point_acts_on_the_terminal(company: str) -> None:
    assert len(company) == 2 * len(ALL) - 1
    assert not set(map(unicodedata.category, set(visible(company)))) & {
        *("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    }


def test_a_code_point_is_shown_alike_in_any_company(company: str) -> None:
    for code in (*range(0x3000), *range(0x3000, len(ALL), 397)):
        assert make_display("a" + ALL[code])[1] == company[2 * code], hex(code)


@settings(deadline=None)
@given(hostile)
def test_the_display_is_as_long_as_the_text_and_harmless(text: str) -> None:
    display = make_display(text)
    assert len(display) == len(text)
    assert not {unicodedata.category(char) for char in visible(display)} & {
        *("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    assert cell_len(visible(display)) == cell_len(display)


@settings(deadline=None)
@given(hostile)
def test_the_first_cell_of_a_line_never_joins_what_was_printed_before(
    text: str,
) -> None:
    display = make_display(text)
    start = 0
    for line in text.split("\n"):
        shown = visible(display[start : start + len(line)])
        assert not shown or char_cells(shown[0]) > 0
        start += len(line) + 1


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_many_different_controls_give_the_same_as_few(text: str) -> None:
    controls = "".join(map(chr, range(0x80, 0x98)))
    assert make_display(f"{controls}é{text}")[24:] == make_display(f"é{text}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“don’t” – he said…", '"don\'t" - he said.'),
        ("• ‘one’ — two", "* 'one' - two"),
        ("naïve 中", "naïve 中"),
        ("\x9b", "?"),
        ("plain\n", "plain "),
    ],
)
def test_typographic_signs_can_be_shown_in_ascii(text: str, shown: str) -> None:
    assert make_display(text, ascii_only=True) == shown


def test_a_safe_line_is_one_line() -> None:
    title = "Two\nlines\x1b]0;title\x07 [/x]\u200b\u202e"
    assert safe_line(title) == "Two lines␛]0;title␇ [/x]⇄"
    assert safe_line("a – b", ascii_only=True) == "a - b"


def test_the_marker_is_nothing_a_terminal_acts_on() -> None:
    assert char_cells(DROPPED) == 0
    assert unicodedata.category(DROPPED) == "Mn"
