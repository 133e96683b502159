"""Sentences as letters, one for each word or sign, and where these are."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text import verbs
from annotate.text.lexicon import lexicon, word_parts
from annotate.text.readings import _ODD_BLANKS, read, readings
from annotate.text.sentence_bounds import sentence_bounds
from annotate.text.word_kinds import KINDS, kinds_of_words


def kinds(text: str) -> str:
    return read(text, zip(*sentence_bounds(text), strict=True)).kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said the dam was safe.", "|mrdNXN.|"),
        ("The dam burst. It was old.", "|dNe.|pXN.|"),
        ("He didn’t go, she’s gone.", "|pxB,cq.|"),
        ("They told U.S. troops on Oct. 18", "|pTUmiC.#|"),
        ("“We know,” he said.", "|“pf,”pr.|"),
        ('"We know," he said. "It is."', "|“pf,”pr.|“pX.”|"),
        ("It cost $1,500 or 15%", "|pv#a#|"),
        ("He came — late - and left", "|pv-N-ae|"),
        ("In May the Rally won.", "|iCdCv.|"),
        ("It may rally", "|pxb|"),
        ("Police seize 30-year-old tank", "|mB#N|"),
        ("Bank Drops Network's Accounts Abruptly", "|CzNzl|"),
        ("UK says no to NATO", "|UrdoU|"),
        ("the soldiers’ families", "|dm’m|"),
        ("북한군이 있다.", "|NN.|"),
        ("", "|"),
        ("\n \n", "|"),
    ],
)
def test_letters(text: str, expected: str):
    assert kinds(text) == expected


PIECES = [
    *"aB ,.!?“”\"'’—-()\n1$%\u0301👨가。", "U.S.", "1,500", " it’s ", "...", "--", "  ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_each_letter_knows_its_place(text: str):
    reading = read(text, zip(*sentence_bounds(text), strict=True))
    assert reading.letters[-1] == len(reading.kinds)
    assert set(reading.kinds) <= set(KINDS)
    assert reading.kinds[0] == reading.kinds[-1] == "|"
    last = 0
    parts = [
        (place + start, place + end)
        for word, place in zip(reading.words, reading.places[:-1], strict=True)
        for start, end in word_parts(word) or [(0, 0)]
    ]
    for letter, (kind, edges) in enumerate(zip(reading.kinds, parts, strict=True)):
        if kind == "|":
            continue
        start, end = reading.start(letter), reading.end(letter + 1)
        assert (start, end) == edges
        assert last <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert reading.letter(start) == letter
        last = end


@given(st.text(st.sampled_from("ab.“\u0301 \t\u00a0\u2003\x1f"), max_size=30))
def test_words_are_cut_at_any_white_space(text: str):
    for start, end in zip(*sentence_bounds(text), strict=True):
        found = read(text, ((start, end),)).words[1:-1]
        assert found == re.findall(r"\s*\S+", text[start:end])


def test_all_odd_white_space_is_known():
    blanks = {char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()}
    assert blanks - {" ", "\n"} == {*_ODD_BLANKS} - {"  "}


def test_a_long_text_is_read_in_pieces_that_hold_all_of_it():
    text = "The dam is safe. It was built in 1964.\n" * 20_000
    found = list(readings(text))
    assert len(found) > 1
    assert sum(one.kinds.count("X") for one in found) == 40_000
    assert readings(text) is readings(text)


def test_a_word_has_one_kind_for_each_of_its_parts():
    for word in ("“don’t,”", "U.S.-led", "(AP)", "1950–53", "a--b", "...", "D-N.Y.,"):
        assert len(lexicon()[f" {word}"]) == len(word_parts(word))


def test_each_listed_word_has_a_kind_that_is_explained():
    assert set(kinds_of_words().values()) <= set(KINDS)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("ban*", "ban bans banned banned banning"),
        ("carry", "carry carries carried carried carrying"),
        ("lie", "lie lies lay lain lying"),
        ("agree", "agree agrees agreed agreed agreeing"),
        ("make", "make makes made made making"),
        ("begin", "begin begins began begun beginning"),
        ("feed", "feed feeds fed fed feeding"),
        ("push", "push pushes pushed pushed pushing"),
    ],
)
def test_forms_of_verbs(verb: str, expected: str):
    assert " ".join(verbs.forms(verb)) == expected


def test_no_verb_is_listed_for_two_meanings():
    listed = [
        verb.rstrip("*")
        for group in (verbs.SAYING, verbs.SHOWING, verbs.URGING, verbs.DOING)
        for verb in group.split()
    ]
    assert len(listed) == len(set(listed))
