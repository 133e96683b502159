"""Grapheme clusters, looked at near an offset."""

from __future__ import annotations

import subprocess
import sys
from itertools import accumulate, pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.graphemes import (
    LONGEST_CLUSTER,
    between_simple,
    ceil_boundary,
    floor_boundary,
    is_boundary,
    next_boundary,
    previous_boundary,
    shape,
)

# Combining marks, joiners, emoji, flags, jamo, Thai, Devanagari, a prepended mark.
TRICKY = "ab .\n\u0301\u200d👨👩👧🏽🇰🇷ᄀ가각ᅡᆨกี่ำคक्षि\u0600\ufe0f©1\u20e3’“"
tricky_texts = st.text(st.sampled_from(TRICKY), max_size=24)


def edges(text: str) -> list[int]:
    return [0, *accumulate(len(cluster) for cluster in regex.findall(r"\X", text))]


@given(tricky_texts | st.text(max_size=24))
@settings(max_examples=300)
def test_boundaries_are_those_of_the_whole_text(text: str):
    expected = edges(text)
    assert [i for i in range(len(text) + 1) if is_boundary(text, i)] == expected
    for offset in range(len(text) + 1):
        assert floor_boundary(text, offset) == max(e for e in expected if e <= offset)
        assert ceil_boundary(text, offset) == min(e for e in expected if e >= offset)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("e\u0301a", [2, 3]),
        ("👨‍👩‍👧x", [5, 6]),
        ("🇰🇷🇰🇵🇰", [2, 4, 5]),
        ("\u1100\u1161\u11a8각", [3, 4]),
        ("ที่นี่", [3, 6]),
        ("\u0301a", [1, 2]),
        ("नमस्ते", [1, 2, 6]),
        ("", []),
    ],
)
def test_next_boundary_steps_over_whole_clusters(text: str, ends: list[int]):
    found, offset = [], 0
    while offset < len(text):
        offset = next_boundary(text, offset)
        found.append(offset)
    assert found == ends
    back = []
    while offset > 0:
        back.append(offset)
        offset = previous_boundary(text, offset)
    assert back[::-1] == ends


def test_offsets_outside_of_the_text_are_no_boundaries_but_are_brought_inside():
    assert not is_boundary("ab", -1)
    assert not is_boundary("ab", 3)
    assert floor_boundary("ab", 9) == next_boundary("ab", 2) == 2
    assert ceil_boundary("ab", -4) == previous_boundary("ab", 0) == 0


def test_simple_characters_join_no_other_simple_one():
    plain = regex.compile(r"[\p{GCB=XX}\p{GCB=CN}\p{GCB=LF}\p{GCB=LV}\p{GCB=LVT}]")
    pictograph = regex.compile(r"\p{Extended_Pictographic}")
    simple = [chr(code) for code in range(0x11000) if between_simple(chr(code) * 2, 1)]
    assert all(char in simple for char in "aé’—Я中한の")
    assert len(simple) > 40_000
    assert all(plain.match(char) and not pictograph.match(char) for char in simple)


@pytest.mark.parametrize(
    "run", ["\u0301", "🇰", "👨\u200d", "\u094d\u0915", "\u0600", "\u1100"]
)
def test_an_endless_cluster_is_cut_the_same_from_everywhere(run: str):
    text = "x" * 50 + run * (3 * LONGEST_CLUSTER) + "x" * 50
    expected = [i for i in range(len(text) + 1) if is_boundary(text, i)]
    assert max(b - a for a, b in pairwise(expected)) <= (2 * LONGEST_CLUSTER)
    for offset in range(0, len(text), 37):
        assert floor_boundary(text, offset) == max(e for e in expected if e <= offset)
        assert ceil_boundary(text, offset) == min(e for e in expected if e >= offset)


def test_a_cluster_of_the_promised_length_is_whole():
    cluster = "a" + "\u0301" * (LONGEST_CLUSTER - 1)
    for lead in range(0, 3 * LONGEST_CLUSTER, 41):
        text = "x" * lead + cluster + "x"
        assert next_boundary(text, lead) == lead + LONGEST_CLUSTER


@given(tricky_texts)
def test_a_shape_is_as_long_and_hides_no_white_space_in_a_cluster(text: str):
    shaped = shape(text, 0, len(text))
    assert len(shaped) == len(text)
    for start, end in pairwise(edges(text)):
        assert len(set(shaped[start:end])) == 1
        if end - start > 1:
            assert not shaped[start].isspace()


def test_plain_articles_never_load_the_regex_package():
    code = (
        "import sys; from annotate.text import motions, search, objects\n"
        "from annotate.text.selection import Selection\n"
        "text = 'The “mayor” said 10,000 troops — no. Не так. ' * 20\n"
        "for name in motions.MOTIONS: motions.move(text, Selection(3, 3), name)\n"
        "objects.guesses(text, 5, 'claim'); search.find_next(text, 'said', 0)\n"
        "heavy = {'regex', 'textual', 'rich', 'sqlite_utils', 'wcwidth'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 (our own)
