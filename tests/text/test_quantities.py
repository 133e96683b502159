"""What stated quantities say, and which of them no value fits both of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.quantities import (
    Reach,
    decimal_of,
    normal_thing,
    normal_unit,
    quantity,
)

# quote | low..high, ~ when approximate | unit | what is counted
READ = """
    12,000 troops | 12000..12000 | | troop
    3,000 | 3000..3000 | |
    around 10,000 North Korean soldiers | ~10000..10000 | | north korean soldier
    Nearly 11,000 men | ~11000..11000 | | men
    an estimated 400 people | ~400..400 | | people
    as many as 12,000 | ..12000 | |
    up to 500 cities | ..500 | | city
    no more than 30 | ..30 | |
    fewer than 30 boxes | ..30 | | box
    30 trucks or less | ..30 | | truck
    over 1 million | 1000000.. | |
    more than $2.5 billion | 2500000000.. | dollar |
    at least six churches | 6.. | | church
    no fewer than 6 | 6.. | |
    not less than 6 | 6.. | |
    six or more trucks | 6.. | |
    30 trucks or so | ~30..30 | | truck
    just over 400 | ~400..400 | |
    slightly less than 400 | ~400..400 | |
    between 11,000 and 15,000 soldiers | 11000..15000 | | soldier
    seven to eight years | 7..8 | year |
    $2,000 a month | 2000..2000 | dollar per month |
    $5–10 million | 5000000..10000000 | dollar |
    £20 | 20..20 | £ |
    122-mm | 122..122 | mm |
    50% of the voters | 50..50 | percent | voter
    50 per cent of voters | 50..50 | percent | voter
    two tons of rice | 2..2 | ton | rice
    two years later | 2..2 | year |
    80 kilometres per hour | 80..80 | km/h |
    eight million 122-mm shells | 8000000..8000000 | | 122 mm shell
    two of its soldiers | 2..2 | | soldier
    10\N{NO-BREAK SPACE}lorries | 10..10 | | lorry
"""
IN_DOUBT = [
    "", "troops", "thousands of troops", "several thousand", "tens of thousands",
    "10 of 20 tanks", "three tanks and five trucks", "5m", "two-thirds of them",
    "one of them",
    "12,000 " + "very " * 60 + "many",
]  # fmt: skip


def shown(reach: Reach) -> str:
    low, high = ("" if end is None else f"{end.normalize():f}" for end in reach)
    return f"{low}..{high}"


@pytest.mark.parametrize("row", [one.strip() for one in READ.strip().splitlines()])
def test_a_quote_says_how_much_of_what(row: str) -> None:
    quote, values, unit, counts = (part.strip(" ") for part in f"{row} ".split("|"))
    found = quantity(quote)
    assert found is not None
    sign = "~" if found.is_approximate else ""
    assert (sign + shown(found.reach), found.unit, found.counts) == (
        values, unit, counts,
    )  # fmt: skip


@pytest.mark.parametrize("quote", IN_DOUBT)
def test_a_quote_whose_number_is_in_doubt_says_nothing(quote: str) -> None:
    assert quantity(quote) is None


@pytest.mark.parametrize(
    "spellings",
    [
        ("US dollars a month", "$ a month", "dollars per month", "USD/month"),
        ("km", "kilometers", "Kilometre"),
        ("%", "percent", "per cent"),
        ("years", "Year"),
        ("km/h", "kph", "kilometres an hour"),
        ("feet", "ft", "foot"),
        ("", " "),
    ],
)
def test_a_unit_has_one_form_for_all_its_spellings(spellings: tuple[str, ...]) -> None:
    assert len({normal_unit(one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("km", "miles"), ("$", "€"), ("dollars a month", "dollars"), ("£", "pounds")],
)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert normal_unit(one) != normal_unit(other)


@pytest.mark.parametrize(
    ("counts", "form"),
    [
        ("The North Korean troops", "north korean troop"),
        ("members of North Korea’s army", "member of north korea army"),
        ("its cities", "city"),
        ("glass boxes", "glass box"),
        ("status", "status"),
        ("  ", ""),
        ("soldiers, killed", "soldier killed"),
        ("平壌", "平壌"),
    ],
)
def test_what_is_counted_has_one_form(counts: str, form: str) -> None:
    assert normal_thing(counts) == form


def reach(drawing: str) -> Reach:
    low, high = drawing.removeprefix("~").split("..")
    found = Reach(Decimal(low) if low else None, Decimal(high) if high else None)
    return found.widened() if drawing.startswith("~") else found


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("10..10", "10..10", True),
        ("10..10", "11..11", False),
        ("~10..10", "11..11", True),
        ("~10..10", "12..12", False),
        ("~10..10", "~12..12", True),
        ("~10..10", "~13..13", False),
        ("7..8", "8..9", True),
        ("7..8", "9..10", False),
        ("..12", "3..3", True),
        ("..12", "13..", False),
        ("12..", "11..11", False),
        ("..12", "..3", True),
        ("~-10..-10", "-11..-11", True),
        ("0..0", "~0..0", True),
        ("..", "5..5", True),
    ],
)
def test_quantities_meet_where_a_value_fits_both(
    one: str, other: str, meet: bool
) -> None:
    assert reach(one).meets(reach(other)) is meet
    assert reach(other).meets(reach(one)) is meet


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("10000", "10000"), ("10,000", "10000"), ("10 000", "10000"), (10000, "10000"),
        (1.5, "1.5"), ("1.5", "1.5"), ("-3", "-3"), (" 7 ", "7"), ("1e6", "1000000"),
        ("", None), ("ten", None), (None, None), (True, None), ([1], None),
        ("1e999", None), (10**80, None), (float("nan"), None),
        (float("inf"), None), (1e300, None), ("9" * 100, None), ("1,23", None),
    ],
)  # fmt: skip
def test_an_attribute_is_read_as_the_number_that_it_says(
    value: object, found: str | None
) -> None:
    assert decimal_of(value) == (None if found is None else Decimal(found))


def test_an_attribute_of_thousands_of_digits_is_no_measurement() -> None:
    assert decimal_of(10**5000) is None
    assert decimal_of("1" * 5000) is None


@given(st.text(max_size=80))
def test_no_quote_makes_it_stumble(quote: str) -> None:
    found = quantity(quote)
    if found is not None:
        assert found.reach.low is not None or found.reach.high is not None
        assert found.reach.meets(found.reach)
        assert normal_thing(found.counts) == found.counts


PIECES = [
    "about", "no", "more than", "as many as", "between", "and", "3,000", "12", "five",
    "million", "%", "$", "km", "troops", "of the", "a month", "or more", "thousands",
    "122-mm", "’s", "–", "平", "\u202e", "½",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_whatever_is_read_is_a_range_the_right_way_round(quote: str) -> None:
    found = quantity(quote)
    if found is not None and None not in found.reach:
        low, high = found.reach
        assert low <= high  # type: ignore[operator]
        assert found.reach.widened().meets(found.reach)
