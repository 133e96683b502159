"""Digits and words that rules look for, found in one pass as by patterns for each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.sign_words import FIRST_WORDS, PAGE_WORDS, sign_words


def numbers_by_patterns(text: str) -> list[int]:
    """The same, by patterns that read the text as it is."""
    forms = "|".join(form for each in FIRST_WORDS for form in (each, each.capitalize()))
    words = re.compile(rf"[ \n\t\u00a0(\[“\"‘'—–](?:{forms})\b")
    digits = re.compile("(?<![0-9½¼¾⅓⅔⅛])[0-9½¼¾⅓⅔⅛]")
    found = [*words.finditer(text), *digits.finditer(text)]
    return sorted(map(re.Match.start, found))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", []),
        ("12 men", ["12 "]),
        ("two men", []),  # nothing is before it
        ("He saw two of 12 men, “Ten” and A few.", [" tw", "12 ", "“Te", " A "]),
        ("TWO men, the tWO, onerous, six-year, one", [" si", " on"]),
        ("½ 1½ ⅓", ["½ 1", "1½ ", "⅓"]),
        ("¿two étwo —two ?two", ["—tw"]),
        ("\nhalf\u00a0many", ["\nha", "\u00a0ma"]),
    ],
)
def test_where_numbers_may_begin(text: str, starts: list[str]):
    numbers = sign_words(text).numbers
    assert [text[place : place + 3] for place in numbers] == starts


PIECES = [
    *("two", "Two", "a few", "A half", "one", "1", "12", "½", "x", "s", "TEN", "men"),
    *(" ", " ", "\n", "-", "“", "’", "?", ".", "(", "\t", "\u00a0", "é", "가", "_"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_numbers_of_any_text_are_those_of_patterns(text: str):
    numbers, expected = sign_words(text).numbers, numbers_by_patterns(text)
    assert numbers == sorted(numbers)
    assert set(numbers) >= set(expected)
    if "é" not in text and "가" not in text and "_" not in text:
        # Letters beyond English, and what is like one, may follow some more.
        assert numbers == expected


@pytest.mark.parametrize("part", sorted(PAGE_WORDS))
def test_each_part_of_a_word_on_a_page_is_in_its_words(part: str):
    for word in PAGE_WORDS[part]:
        assert part.lower() in f"{word} "
        for form in (word, word.capitalize(), word.upper()):
            for text in (form, f"Please\n{form}.", f"“{form}” is", f"e-{form}"):
                assert sign_words(text).page == (part,)


def test_a_part_in_another_word_is_none():
    assert sign_words("He resubscribed to cookiecutters.").page == ()
