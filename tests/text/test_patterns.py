"""Patterns made of words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.patterns import any_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["said"], "said"),
        (["say", "says", "saying"], "say(?:ing|s)?"),
        (["tell", "told", "ask"], "(?:ask|t(?:ell|old))"),
        (["p.m.", "p"], r"p(?:\.m\.)?"),
    ],
)
def test_words_are_grouped_letter_by_letter(words: list[str], expected: str):
    assert any_of(words) == expected


@given(st.sets(st.text(st.sampled_from("ab.+ “"), min_size=1, max_size=5), min_size=1))
def test_the_words_and_no_others_are_found(words: set[str]):
    pattern = re.compile(any_of(words))
    tried = words | {word[:-1] for word in words} | {f"{word}a" for word in words}
    assert {word for word in tried if pattern.fullmatch(word)} == words
