"""Patterns in search: what counts as one, what they find, and that they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text import pattern_search
from annotate.text.pattern_search import MOST_HITS, pattern_hits, pattern_of
from annotate.text.search import (
    count,
    find_next,
    find_previous,
    matches_between,
    problem,
)

TEXT = "Around 12,000 men; 9 men.\nNine “men” of 10. 👩\u200d👩\u200d👧!"


@pytest.mark.parametrize(
    ("needle", "pattern"),
    [
        (r"/\d+/", r"\d+"),
        ("/a/b/", "a/b"),
        (r"/a\\/", r"a\\"),
        (r"/a\/", ""),
        ("/", ""),
        ("//", ""),
        ("/men", ""),
        ("men/", ""),
        ("and/or", ""),
        ("", ""),
    ],
)
def test_a_needle_between_slashes_is_a_pattern(needle: str, pattern: str) -> None:
    assert pattern_of(needle) == pattern


def quotes(needle: str) -> list[str]:
    found = matches_between(TEXT, needle, 0, len(TEXT))
    return [TEXT[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("needle", "found"),
    [
        (r"/\d[\d,]*/", ["12,000", "9", "10"]),
        (r"/\d+ men/", ["000 men", "9 men"]),
        ("/nine/", ["Nine"]),
        ("/Nine|AROUND/", ["Nine"]),
        (r"/\p{Lu}\w+/", ["Around", "men", "men", "Nine", "men", "of"]),
        ("/^n/", ["N"]),
        ('/"men"/', ["“men”"]),
        ("/x*/", []),
        ("/👩/", ["👩\u200d👩\u200d👧"]),
        ("/zebra/", []),
    ],
)
def test_what_patterns_find(needle: str, found: list[str]) -> None:
    unlike = list(dict.fromkeys(quotes(needle)))
    assert unlike == list(dict.fromkeys(found))
    assert problem(TEXT, needle) == ""


def test_steps_go_from_hit_to_hit_and_back() -> None:
    needle, seen, at = r"/\d[\d,]*/", [], 0
    while (hit := find_next(TEXT, needle, at)) is not None:
        seen.append(TEXT[hit.start : hit.end])
        at = hit.end
    assert seen == ["12,000", "9", "10"]
    assert count(TEXT, needle) == 3
    back, at = [], len(TEXT)
    while (hit := find_previous(TEXT, needle, at)) is not None:
        back.append(TEXT[hit.start : hit.end])
        at = hit.start
    assert back == seen[::-1]


BOMBS = [r"(a+)+$", r"(a|aa)+$", r"(.*)\1{3}", r"(?:a?){50}a{50}b"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_stopped_and_said(bomb: str) -> None:
    text, needle = "a" * 50_000 + "!", f"/{bomb}/"
    assert count(text, needle) == 0
    assert find_next(text, needle, 0) is None
    assert find_previous(text, needle, len(text)) is None
    assert matches_between(text, needle, 0, 100) == ()
    assert problem(text, needle).startswith("The pattern takes too long here")


def test_a_bomb_is_not_tried_in_the_next_article() -> None:
    needle = r"/(b|bb)+$/"
    assert problem("b" * 40_000 + "!", needle)
    assert problem("A short text", needle)
    assert problem("A short text", r"/(b|bbb)+$/") == ""


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "missing )"),
        ("[a", "unterminated"),
        ("*", "nothing to repeat"),
        (r"\p{nonsense}", "unknown property"),
        ("a" * 501, "longer than 500"),
    ],
)
def test_what_is_no_pattern_is_said_and_found_nowhere(pattern: str, why: str) -> None:
    needle = f"/{pattern}/"
    assert why in problem(TEXT, needle)
    assert count(TEXT, needle) == 0
    assert quotes(needle) == []


def test_hits_beyond_the_most_are_left_out() -> None:
    assert pattern_search.MOST_HITS == MOST_HITS
    text = "a " * (MOST_HITS + 10)
    found = pattern_hits(text, "a")
    assert len(found.starts) == len(found.ends) == MOST_HITS


def test_plain_words_have_no_problem() -> None:
    assert problem(TEXT, "(men") == ""
    assert problem(TEXT, "") == ""


@given(st.text("ab/\\+(*[é👩 ", max_size=12), st.text("ab é👩\u200d ", max_size=30))
def test_no_pattern_breaks_search(pattern: str, text: str) -> None:
    needle = f"/{pattern}/"
    hit = find_next(text, needle, 0)
    assert (hit is None) == (count(text, needle) == 0)
    for one in matches_between(text, needle, 0, len(text)):
        assert 0 <= one.start < one.end <= len(text)
