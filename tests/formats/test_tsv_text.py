from __future__ import annotations

import pytest
from hostile_layers import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.tsv_text import Value, cell_of, text_line, text_of, values_in


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("claim", "claim"),
        ("", "*"),
        ("*", r"\*"),
        ("_", r"\_"),
        ("a_b|c[1];d*", r"a\_b\|c\[1\]\;d\*"),
        ("a->b - > c", r"a\->b - > c"),
        ("a\tb\nc", r"a\tb\nc"),
        ("a\\", "a\\\\"),
        ("\\n", r"\\n"),
        ("é🙂\u2028", "é🙂\u2028"),
    ],
)
def test_a_cell_escapes_what_has_a_meaning_there(value: str, cell: str) -> None:
    assert cell_of(value) == cell
    assert cell_of(value, 12) == f"{cell}[12]"
    assert values_in(f"{cell}[12]") == [Value(value or None, "12")]


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(0, 99)), min_size=1))
@settings(deadline=None)
def test_values_that_are_stacked_come_back(
    values: list[tuple[str, int | None]],
) -> None:
    cell = "|".join(cell_of(value, number) for value, number in values)
    assert "\t" not in cell
    assert "\n" not in cell
    assert values_in(cell) == [
        Value(value or None, "" if number is None else str(number))
        for value, number in values
    ]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("_", []),
        ("*", [Value(None, "")]),
        ("*[3]|a", [Value(None, "3"), Value("a", "")]),
        ("1-2[0_4]|1-3", [Value("1-2", "0_4"), Value("1-3", "")]),
        ("a[b]", [Value("a[b]", "")]),
        ("a[]", [Value("a[]", "")]),
        ("", [Value("", "")]),
        ("a\\", [Value("a\\", "")]),
        ("a|", [Value("a", ""), Value("", "")]),
    ],
)
def test_cells_of_others_are_read(cell: str, values: list[Value]) -> None:
    assert values_in(cell) == values


@given(TEXTS)
@settings(deadline=None)
def test_a_line_of_text_comes_back(text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    assert text_of(text_line(line), (3, 3)) == line
    assert not set(text_line(text)) & set("\t\n\r\f\b")


@pytest.mark.parametrize(
    ("line", "version", "text"),
    [
        ("a\\tb\\\\n", (3, 3), "a\tb\\n"),
        ("a\\\x1bb", (3, 2), "a\x1bb"),
        ("\\u00e9", (3, 2), "\\u00e9"),
        ("\\u00e9 \\uD83D\\uDE42 \\uuu0041", (3, 1), "é 🙂 A"),
        ("\\\"a\\'\\101\\n", (3, 0), "\"a'A\n"),
        ("\\uD83D", (3, 0), "\ufffd"),
        ("a\\", (3, 3), "a\\"),
        ("a\\", (3, 0), "a\\"),
        ("\\u12", (3, 0), "u12"),
    ],
)
def test_text_is_read_by_the_rules_of_its_version(
    line: str, version: tuple[int, int], text: str
) -> None:
    assert text_of(line, version) == text
