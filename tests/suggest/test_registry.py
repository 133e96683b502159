"""What all rules together propose, in order and once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest_cases import HOSTILE, quoted

from annotate.suggest.registry import MODULES, propose
from annotate.text.attributions import LONGEST_SENTENCE
from annotate.text.graphemes import is_boundary
from annotate.text.numerals import LONGEST_NUMERAL

TEXT = (
    "“At least 12 people died,” the mayor said on Monday. Officials denied that "
    "2,000 troops were on their way, and 12 people were hurt, police told AFP."
)


def test_proposals_come_by_start_then_longest_first_then_label():
    found = propose(TEXT)
    places = [(each.span.start, -each.span.end, each.label) for each in found]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert {each.label for each in found} == set(MODULES)


@pytest.mark.parametrize("role", sorted(MODULES))
def test_a_role_brings_its_own_label_alone(role: str):
    found = propose(TEXT, [role])
    assert {each.label for each in found} == {role}
    assert found == tuple(each for each in propose(TEXT) if each.label == role)


def test_a_role_without_rules_brings_nothing():
    assert propose(TEXT, ["extra-1", "nothing"]) == ()


def test_nothing_comes_from_nothing():
    for text in ("", " ", "\n\n", ".", "“", "”"):
        assert propose(text) == ()


def test_scores_are_shares_and_rules_are_named_for_their_label():
    for each in propose(TEXT):
        assert 0.0 < each.score <= 1.0
        assert each.rule.startswith(f"{each.label}-")


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_proposals_for_any_text_are_clean(text: str):
    for each in propose(text):
        quote = text[each.span.start : each.span.end]
        assert quote == quote.strip()
        assert is_boundary(text, each.span.start)
        assert is_boundary(text, each.span.end)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_text_that_hurts_is_read_to_its_end(name: str):
    # Hours where a rule goes over the text again for each of its words.
    text = HOSTILE[name]
    marker = "\n\nNews: “We lost 12 trucks,” he said."
    assert quoted(text + marker, propose(text + marker)[-3:]) == [
        "News: “We lost 12 trucks,”",
        "“We lost 12 trucks,”",
        "12 trucks",
    ]


@pytest.mark.parametrize(
    ("name", "numbers", "quotes"),
    [
        ("a megabyte without a space", 0, 0),
        ("opening marks", 0, 0),
        ("closing marks", 0, 0),
        ("digits", 0, 0),
        ("Korean", 0, 0),  # 10,000명을: the digits are a part of a word
        ("Arabic", 0, 0),
        ("Thai", 3000, 0),
    ],
)
def test_what_is_no_english_has_numbers_in_western_digits_alone(
    name: str, numbers: int, quotes: int
):
    assert len(propose(HOSTILE[name], ["number"])) == numbers
    assert len(propose(HOSTILE[name], ["quote"])) == quotes


def test_a_number_without_end_is_no_quantity():
    longest = "1" * (LONGEST_NUMERAL - 1)
    assert len(propose(f"He has {longest} cars.", ["number"])) == 1
    assert propose(f"He has {longest}11 cars.", ["number"]) == ()


def test_a_sentence_without_end_attributes_nothing():
    filler = "and the dam was safe " * (LONGEST_SENTENCE // 21 - 4)
    assert len(propose(f"He said that it broke {filler}.", ["quote"])) == 1
    assert propose(f"He said that it broke {filler}{filler}.", ["quote"]) == ()
