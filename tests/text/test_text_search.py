"""Plain search, in any case, with offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Span
from annotate.text.graphemes import is_boundary
from annotate.text.search import count, find_next, find_previous


@pytest.mark.parametrize(
    ("text", "needle", "offset", "expected"),
    [
        ("one two One", "one", 0, (0, 3)),
        ("one two One", "one", 1, (8, 11)),
        ("one two One", "One", 0, (8, 11)),
        ("one two One", "ONE", 0, None),
        ("one two", "one", 1, None),
        ("İİ straße", "straße", 0, (3, 9)),
        ("İstanbul", "istanbul", 0, (0, 8)),
        ("STRASSE straße", "ß", 0, (12, 13)),
        ("ὈΔΥΣΣΕΎΣ", "σσ", 0, (3, 5)),
        ("ὈΔΥΣΣΕΎΣ", "ύς", 0, (6, 8)),
        ("he won’t “go”", 'won\'t "go"', 0, (3, 13)),
        ("a\u00a0b", "a b", 0, (0, 3)),
        ("cafe\u0301 e", "e", 0, (3, 5)),
        ("cafe\u0301 e", "e", 4, (6, 7)),
        ("👨‍👩‍👧", "👩", 0, (0, 5)),
        ("a.b", ".", 0, (1, 2)),
        ("abc", "", 0, None),
        ("", "a", 0, None),
        ("abc", "c", 99, None),
        ("北韩", "韩", 0, (1, 2)),
    ],
)
def test_the_next_match(
    text: str, needle: str, offset: int, expected: tuple[int, int] | None
):
    assert find_next(text, needle, offset) == (expected and Span(*expected))


def test_the_previous_match_starts_before_the_offset():
    text = "one two One"
    assert find_previous(text, "one", 11) == Span(8, 11)
    assert find_previous(text, "one", 8) == Span(0, 3)
    assert find_previous(text, "one", 0) is None
    assert find_previous(text, "", 11) is None
    assert find_previous("aaa", "aa", 3) == Span(1, 3)


def test_matches_are_counted_without_overlap():
    assert count("aaa aa", "aa") == 2
    assert count("One one", "one") == 2
    assert count("One one", "One") == 1
    assert count("one", "") == 0


@given(st.text("aAßİıſΣσςé\u0301👨\u200d ’'", max_size=30), st.data())
def test_every_match_lies_on_boundaries_and_forward_is_back(
    text: str, data: st.DataObject
):
    low = data.draw(st.integers(0, len(text)))
    needle = text[low : data.draw(st.integers(low, len(text)))]
    there, offset = [], 0
    while (span := find_next(text, needle, offset)) is not None:
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert span.start >= offset
        there.append(span)
        offset = span.start + 1
    assert bool(there) == bool(needle)
    for span in there:
        assert find_previous(text, needle, span.end) is not None
