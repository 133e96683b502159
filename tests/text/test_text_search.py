"""Plain search, in any case, with offsets that hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Span
from annotate.text import search
from annotate.text.graphemes import is_boundary
from annotate.text.search import (
    LONGEST_SHOWN,
    count,
    find_next,
    find_previous,
    matches_between,
)


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


@pytest.mark.parametrize(
    ("text", "needle", "start", "end", "expected"),
    [
        ("one two One", "one", 0, 11, ["one", "One"]),
        ("one two One", "One", 0, 11, ["One"]),
        ("one two one", "one", 3, 8, []),
        ("one two one", "one", 2, 9, ["one", "one"]),
        ("one two one", "two", 5, 6, ["two"]),
        ("won’t won't", "WON", 0, 11, []),
        ("won’t won't", "won't", 0, 11, ["won’t", "won't"]),
        ("cafe\u0301", "e", 0, 5, ["e\u0301"]),
        ("aaaaa", "aa", 0, 5, ["aa", "aa"]),
        ("one", "", 0, 3, []),
        ("", "one", 0, 0, []),
        ("a" * 3000, "a" * LONGEST_SHOWN, 500, 600, ["a" * LONGEST_SHOWN]),
        ("a" * 3000, "a" * (LONGEST_SHOWN + 1), 500, 600, []),
    ],
)
def test_the_matches_of_a_stretch(
    text: str, needle: str, start: int, end: int, expected: list[str]
):
    found = matches_between(text, needle, start, end)
    assert [text[span.start : span.end] for span in found] == expected


@given(
    st.text("abA ’'\u0301İi", max_size=40),
    st.text("abA'i", min_size=1, max_size=3),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_a_stretch_shows_matches_that_a_search_finds(
    text: str, needle: str, start: int, length: int
):
    found = matches_between(text, needle, start, start + length)
    for span in found:
        assert span in {find_next(text, needle, at) for at in range(span.end)}
        assert span.start < start + length
    assert all(one.end <= other.start for one, other in pairwise(found))
    everything = matches_between(text, needle, 0, len(text))
    assert bool(everything) == (find_next(text, needle, 0) is not None)


def test_what_else_is_searched_does_not_drive_an_article_out():
    text = "The mayor said no. " * 100
    count(text, "mayor")
    misses = search._folded.cache_info().misses
    for row in range(0, 1900, 20):
        matches_between(text, "mayor", row, row + 20)
    for number in range(40):
        count(text, f"mayor{number}")
    assert search._folded.cache_info().misses == misses


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
