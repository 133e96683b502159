"""Where a sentence can be cut, drawn: `<` before a start, `>` behind an end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text import joints
from annotate.text.graphemes import is_boundary


def drawn(text: str) -> str:
    """The text with all its cuts, found one after the other from its start."""
    marks: dict[int, str] = {}
    for mark, find in ((">", joints.end_behind), ("<", joints.start_behind)):
        place = find(text, -1)
        while place is not None:
            marks[place] = marks.get(place, "") + mark
            place = find(text, place)
    pieces = [marks.get(at, "") + char for at, char in enumerate(text)]
    return "".join(pieces) + marks.get(len(text), "")


@pytest.mark.parametrize(
    "drawing",
    [
        "<A fell>.",
        "<A fell>, and <B rose>.",
        "<A fell> and <B rose>; <C slept>.",
        "<A fell> <because B rose>.",
        "<A fell>, <which B had feared>.",
        "<A fell> — <B rose>.",
        "<A fell> (<as B rose>) <in Lyon>.",
        "<Kim said> <that A fell>.".replace("> <that ", "> that <"),
        "<“A fell>,” <said <B>.",
        "<“A fell>,” <B said>.",
        "<A fell>. <B rose!>",
        "<U.S. troops left>.",
        "<A fell>\n\n<B rose>",
    ],
)
def test_sentences_are_cut_at_marks_joining_words_and_cues(drawing: str) -> None:
    text = drawing.replace("<", "").replace(">", "")
    assert drawn(text) == drawing


def test_a_clause_may_begin_behind_a_reporting_cue() -> None:
    text = "Officials believe the troops left."
    assert joints.start_behind(text, 0) == text.index("the")


TEXTS = st.text(
    st.sampled_from('ab ,.;:—–()“”"’\n e\u0301👩\u200d👧। and'), max_size=40
)


@given(TEXTS, st.integers(0, 45))
@settings(max_examples=200, deadline=None)
def test_cuts_lie_on_boundaries_and_are_the_same_both_ways(
    text: str, place: int
) -> None:
    place = min(place, len(text))
    for before, behind in (
        (joints.end_before, joints.end_behind),
        (joints.start_before, joints.start_behind),
    ):
        there = behind(text, place)
        if there is not None:
            assert place < there <= len(text)
            assert is_boundary(text, there)
        back = before(text, place)
        if back is not None:
            assert 0 <= back < place
            assert is_boundary(text, back)
        if there is not None and back is not None:
            again = behind(text, back)
            assert again is not None
            assert again in (place, there)
