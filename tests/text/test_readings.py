"""Sentences as letters, one for each word or sign, and where these are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text import verbs
from annotate.text.lexicon import EACH, lexicon, word_parts
from annotate.text.readings import read, readings
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
        ("“We know,” he said.", "|«pf,»pr.|"),
        ('"We know," he said. "It is."', "|«pf,»pr.|«pX.»|"),
        ("It cost $1,500 or 15%", "|pv#a#|"),
        ("He came — late - and left", "|pv-N-ae|"),
        ("In May the Rally won.", "|iCdCv.|"),
        ("It may rally", "|pxb|"),
        ("Police seize 30-year-old tank", "|mB#N|"),
        ("Bank Drops Network's Accounts Abruptly", "|CzNzl|"),
        ("UK says no to NATO", "|UrdoU|"),
        ("the soldiers’ families", "|dm'm|"),
        ("북한군이 있다.", "|NN.|"),
        ("", "|"),
        ("\n \n", "|"),
    ],
)
def test_letters(text: str, expected: str):
    assert kinds(text) == expected


PIECES = [
    *"aB ,.!?“”\"'’—-()\n1$%\u0301👨가。\t\u00a0\u2003\x1f\u2028",
    *("U.S.", "1,500", " it’s ", "...", "--", "  ", " \u00a0 ", " \n", "İ Aa Bbbb "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_each_letter_knows_its_place(text: str):
    bounds = list(zip(*sentence_bounds(text), strict=True))
    reading = read(text, bounds)
    assert len(reading.signs) == len(reading.kinds) == len(reading.edges) - 1
    assert len(reading.saying) == len(reading.counts) == len(reading.kinds)
    assert set(reading.kinds) <= set(KINDS)
    assert reading.kinds[0] == reading.kinds[-1] == "|"
    assert reading.kinds.count("|") == len(bounds) + 1
    parts = [
        (begin + word.start() + start, begin + word.start() + end)
        for begin, stop in bounds
        for word in re.finditer(r"\S+", text[begin:stop])
        for start, end in word_parts(word.group())
    ]
    letters = [place for place, kind in enumerate(reading.kinds) if kind != "|"]
    assert [(reading.start(it), reading.end(it + 1)) for it in letters] == parts
    assert [reading.letter(start) for start, _ in parts] == letters


BLANKS = [it for it in map(chr, range(0x3001)) if it.isspace()]


@pytest.mark.parametrize("blank", sorted({*BLANKS} - {*"\n\u2028\u2029"}))
def test_words_end_at_any_white_space(blank: str):
    assert kinds(f"We{blank}said it") == kinds(f"We {blank}said{blank} it") == "|prp|"
    assert read(f"We{blank}said", [(0, 7)]).start(2) == 3


def test_the_capitals_of_a_title_make_no_names():
    title = "İzmir Mayor Claims İslands Were Sold"
    assert kinds(title) == "|CNZmXe|"
    assert kinds(f"{title}.") == "|CCCCXC.|"
    assert read(title, [(0, len(title))]).start(4) == title.index("İslands")


def test_a_long_text_is_read_in_pieces_that_hold_all_of_it():
    text = "The dam is safe. It was built in 1964.\n" * 20_000
    found = list(readings(text))
    assert len(found) > 1
    assert sum(one.kinds.count("X") for one in found) == 40_000
    assert readings(text) is readings(text)


def test_of_a_word_is_known_the_kind_and_length_of_each_of_its_parts():
    for word in ("“don’t,”", "U.S.-led", "(AP)", "1950–53", "a--b", "...", "D-N.Y.,"):
        known = lexicon()[word]
        assert len(known) == EACH * len(word_parts(word))
        assert sum(map(ord, known[EACH - 1 :: EACH])) == 1 + len(word)


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
