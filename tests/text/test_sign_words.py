"""Digits and words that rules look for, found by the letters of a reading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.readings import readings
from annotate.text.sign_words import (
    LETTERS,
    PAGE_WORDS,
    number_places,
    number_places_read,
    page_places,
)


def numbers_of(text: str) -> list[int]:
    """Where numbers may begin, by the letters of its words."""
    return [place for it in readings(text) for place in number_places_read(it)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", []),
        ("12 men", ["12 "]),
        ("two men", ["two"]),
        ("He saw two of 12 men, “Ten” and A few.", [" tw", "12 ", "“Te", " A "]),
        ("The TWO men, the tWO, onerous, six-year, one", [" si", " on"]),
        ("TWO MEN HURT\nTEN DEAD, SIX OF THEM", ["TWO", "\nTE"]),
        ("½ 1½ ⅓", ["½ 1", "1½ ", "⅓"]),
        ("¿two étwo —two ?two", ["—tw"]),
        ("\nhalf\u00a0many", ["\nha", "\u00a0ma"]),
        ("It cost (a million) or “a couple", ["(a ", "“a "]),
        ("a\u00a0few, a few-year", [" a "]),
        ("Vitamin a Million", []),
    ],
)
def test_where_numbers_may_begin(text: str, starts: list[str]):
    assert [text[place : place + 3] for place in numbers_of(text)] == starts
    assert number_places(text, 0, len(text)) == numbers_of(text)


PIECES = [
    *("two", "Two", "a few", "A half", "one", "1", "12", "½", "x", "s", "TEN", "men"),
    *(" ", " ", "\n", "-", "“", "’", "?", ".", "(", "\t", "\u00a0", "é", "가", "_"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_no_number_is_passed_over_by_letters(text: str):
    assert numbers_of(text) == number_places(text, 0, len(text))
    assert {it for one in readings(text) for it in one.counts} <= set(LETTERS)


def stems_of(text: str) -> set[str]:
    return {
        stem
        for reading in readings(text)
        for place in page_places(reading)
        for stems in PAGE_WORDS.values()
        for stem in stems
        if text.startswith(stem, place)
    }


PHRASES = [
    *("Subscribe", "unsubscribe", "newsletters", "Advertisement", "cookies", "QR Code"),
    *("Sign up", "editing by", "Reporting by", "contributed to", "Read more"),
    *("All rights reserved", "All Rights Reserved", "READ MORE", "Read this article"),
    *("READ this article", "Click here", "This article was originally"),
    *("This story was originally", "Support our journalism"),
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_of_a_page_is_found_by_a_word_of_it(phrase: str):
    for text in (phrase, f"Please\n{phrase}.", f"Now: “{phrase}”, it said"):
        assert len(stems_of(text)) == 1, text


def test_each_stem_is_in_such_a_phrase():
    stems = {stem for each in PAGE_WORDS.values() for stem in each}
    assert {stem for phrase in PHRASES for stem in stems_of(phrase)} == stems


def test_a_stem_in_another_word_is_none():
    assert stems_of("He resubscribed to cookiecutters, signed up and was reading.") == (
        set()
    )


def test_a_stem_is_found_beside_one_of_the_line_before():
    text = "Please subscribe\nYou can subscribe now"
    places = [place for reading in readings(text) for place in page_places(reading)]
    assert places == [text.find("ubscri"), text.rfind("ubscri")]
