"""The quotations of a whole text, found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.all_quotations import all_quotations
from annotate.text.quotation_marks import LONGEST_PART, MARK
from annotate.text.quotations import quotations_around
from annotate.text.readings import LONGEST_KEPT

PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "“",
                "”",
                '"',
                "'",
                "’",
                "‘",
                "«",
                "»",
                "„",
                " ",
                "\n",
                "s",
                "T",
                ".",
                "(",
            ),
            *("é", "\u0301", "\u00a0", "。", ", ", "don’t", "the soldiers’ ", "_'so'_"),
        ]
    ),
    max_size=24,
)


@given(PIECES)
@settings(max_examples=400, deadline=None)
def test_all_quotations_are_those_that_are_around_some_place(pieces: list[str]):
    text = "".join(pieces)
    around = {
        (span.start, span.end)
        for place in range(len(text))
        for span in quotations_around(text, place)
    }
    assert set(all_quotations(text)) == around


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One” and “two.”", ["“One”", "“two.”"]),
        ('"One" and ("two.")', ['"One"', '"two."']),
        ("“One ‘two’ three”", ["“One ‘two’ three”", "‘two’"]),
        ("“One.\n\n“Two.”\n\n“Three”", ["“One.\n\n“Two.”", "“Three”"]),
        ("“One\n\nTwo.” “Three”", ["“Three”"]),
        ('他说。"b" c', []),
        ("“” “a”", ["“a”"]),
    ],
)
def test_quotations_are_found_in_document_order(text: str, expected: list[str]):
    assert [text[start:end] for start, end in all_quotations(text)] == expected


def test_a_text_too_long_to_be_kept_has_the_same_quotations():
    piece = "She said: “We don’t leave.” The ‘end’ came.\n"
    text = piece * (LONGEST_KEPT // len(piece) + 1)
    found = all_quotations(text)
    assert len(found) == 2 * text.count("\n")
    assert found[:2] == all_quotations(piece)


def test_marks_are_paired_in_parts_of_a_long_line():
    text = "“a” " * LONGEST_PART
    assert len(all_quotations(text)) == LONGEST_PART
    # An apostrophe is one at the end of a part as well.
    text = "x" * (LONGEST_PART - 1) + "’s ‘a’"
    assert [match.start() for match in MARK().finditer(text)] == [
        LONGEST_PART + 2,
        LONGEST_PART + 4,
    ]
    assert all_quotations(text) == ((LONGEST_PART + 2, LONGEST_PART + 5),)
