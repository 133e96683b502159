"""What numbers in words and digits are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.amounts import amounts_of

ALONE = """
    3,000 = 3000
    12 = 12
    1.2 million = 1200000
    $2,000 = 2000
    US$2.5bn = 2500000000
    €10 million = 10000000
    USD 40 = 40
    2,500,000.75 = 2500000.75
    14% = 14
    14 % = 14
    20k = 20000
    3 hundred thousand = 300000
    five = 5
    zero = 0
    twenty-one = 21
    ١٢ = 12
    twenty one = 21
    ninety = 90
    a hundred = 100
    one hundred and five = 105
    two hundred thousand = 200000
    two thousand five hundred = 2500
    eight million = 8000000
    a million = 1000000
    half a million = 500000
    half a dozen = 6
    two dozen = 24
    two and a half million = 2500000
    Twelve = 12
    thirty-five thousand = 35000
    one million two hundred thousand = 1200000
"""
RANGES = """
    between 11,000 and 15,000 = 11000 15000
    seven to eight = 7 8
    two or three = 2 3
    5 to 10 million = 5000000 10000000
    five to ten million = 5000000 10000000
    5-10% = 5 10
    10–12 = 10 12
    10 — 12 = 10 12
    10-to-12 = 10 12
    $5 to $10 million = 5000000 10000000
    between one hundred and two hundred = 100 200
    between $1 billion and $2 billion = 1000000000 2000000000
    500 thousand to 1 million = 500000 1000000
    500 to 1,000 = 500 1000
    between twenty and thirty thousand = 20000 30000
"""
IN_DOUBT = """
    thousands
    tens of thousands
    several thousand
    a few hundred
    a couple of
    two-thirds
    122-mm
    12 to 5
    between 5
    ten and twelve
    five six
    hundred
    million
    a
    and
    twenty twelve
    one hundred hundred
    thousand million
    1,23
    1.2.3
    ½
    -
    between and
    to
"""


def lines(table: str) -> list[list[str]]:
    rows = [line.strip().split(" = ") for line in table.strip().splitlines()]
    return [row for row in rows if len(row) == 2]


@pytest.mark.parametrize(("text", "value"), lines(ALONE))
def test_a_number_alone_is_worth_one_value(text: str, value: str) -> None:
    assert amounts_of(text) == (Decimal(value), Decimal(value))


@pytest.mark.parametrize(("text", "values"), lines(RANGES))
def test_a_range_has_two_ends_and_one_magnitude_may_serve_both(
    text: str, values: str
) -> None:
    low, high = values.split()
    assert amounts_of(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["", *(one.strip() for one in IN_DOUBT.splitlines())])
def test_what_is_in_doubt_is_not_read(text: str) -> None:
    assert amounts_of(text) is None


@given(st.integers(0, 10**15))
def test_digits_with_and_without_commas_are_the_same(number: int) -> None:
    both = {amounts_of(f"{number}"), amounts_of(f"{number:,}")}
    assert both == {(Decimal(number), Decimal(number))}


WORDS = st.sampled_from(
    [
        *(
            "a",
            "and",
            "half",
            "one",
            "two",
            "ten",
            "twelve",
            "twenty",
            "hundred",
            "dozen",
        ),
        *("thousand", "million", "to", "or", "between", "-", "5", "1,000", "2.5", "k"),
    ]
)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_whatever_is_read_is_a_range_the_right_way_round(text: str) -> None:
    found = amounts_of(text)
    assert found is None or 0 <= found.low <= found.high


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(text: str) -> None:
    found = amounts_of(text)
    assert found is None or found.low <= found.high
