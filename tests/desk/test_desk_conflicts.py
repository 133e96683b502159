"""Denials that deny nothing yet, and numbers that cannot both be right."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from desk_cases import ME, THEM, Hand

from annotate.desk.conflicts import (
    MOST,
    Why,
    conflicts,
    quantity_of,
    unlinked_denials,
)
from annotate.desk.intents import Toggle, ToggleKind


def of(**attributes: object) -> str:
    return json.dumps(attributes, sort_keys=True)


def found(hand: Hand) -> list[tuple[str, str, str]]:
    return [
        (each.first.quote, each.second.quote, each.why.name)
        for each in conflicts(hand.desk)
    ]


def numbers(*quotes: str, attributes: dict[str, str] | None = None) -> Hand:
    """A desk with one pane for each quote, all tagged as the reader's numbers."""
    hand = Hand(*(f"|There: {quote}, he said." for quote in quotes))
    known = attributes or {}
    for index, quote in enumerate(quotes):
        hand.desk = replace(hand.desk, focus=index)
        hand.mine(quote, "number", attributes=known.get(quote, "{}"))
    return hand


# Denials


def test_denials_without_a_link_to_what_they_deny_are_listed_in_reading_order() -> None:
    hand = Hand("|Yes. He denied it. She denied it.", "|They denied it. All of it.")
    claim = hand.mine("Yes")
    linked = hand.mine("He denied it", "denial")
    hand.mine("She denied it", "denial")
    hand.linked("denies", linked, claim)
    hand.desk = replace(hand.desk, focus=1)
    repeated = hand.mine("They denied it", "denial")
    hand.theirs("All of it", "denial")
    hand.linked("repeats", repeated, linked)
    assert [one.quote for one in unlinked_denials(hand.desk)] == [
        "She denied it", "They denied it", "All of it",
    ]  # fmt: skip
    hand.do(Toggle(ToggleKind.OTHERS))
    assert [one.annotator for one in unlinked_denials(hand.desk)] == [ME, ME]


def test_only_the_links_that_show_count() -> None:
    hand = Hand("|Yes. He denied it.")
    denial = hand.mine("He denied it", "denial")
    hand.linked("denies", denial, hand.mine("Yes"), by=THEM)
    assert unlinked_denials(hand.desk) == ()
    hand.do(Toggle(ToggleKind.OTHERS))
    assert unlinked_denials(hand.desk) == (denial,)


def test_a_denial_that_is_only_denied_itself_is_listed() -> None:
    hand = Hand("|He denied it. She denied that.")
    first = hand.mine("He denied it", "denial")
    second = hand.mine("She denied that", "denial")
    hand.linked("denies", second, first)
    assert unlinked_denials(hand.desk) == (first,)


# Numbers by their words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,000 troops", "12,000 troops"),
        ("The 3,000 troops", "4,000 of its troops"),
        ("about 10,000 troops", "12,000 troops"),
        ("two tons of rice", "three tons of rice"),
        ("five soldiers", "6 soldiers"),
        ("1.2 million soldiers", "1.3 million soldiers"),
        ("up to 500 cities", "more than 600 cities"),
        ("between 7 and 8 trucks", "nine trucks"),
    ],
)
def test_numbers_of_one_thing_whose_values_do_not_meet_conflict(
    one: str, other: str
) -> None:
    assert found(numbers(one, other)) == [(one, other, "WORDS")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,000 troops", "3,000 troops"),
        ("3,000 troops", "three thousand troops"),
        ("about 10,000 troops", "nearly 11,000 troops"),
        ("3,000 troops", "12,000 soldiers"),
        ("up to 12,000 troops", "3,000 troops"),
        ("over 1 million troops", "1.2 million troops"),
        ("between 11,000 and 15,000 troops", "between 15,000 and 20,000 troops"),
        ("two years", "seven years"),
        ("$2,000 a month", "$3,000 a month"),
        ("3,000", "12,000"),
        ("two tons of rice", "three kilograms of rice"),
        ("thousands of troops", "12 troops"),
        ("3,000 troops", "one of the troops"),
    ],
)
def test_numbers_that_may_both_be_right_do_not(one: str, other: str) -> None:
    assert found(numbers(one, other)) == []


@pytest.mark.parametrize(
    ("one", "other", "thing"),
    [
        ("3,000 troops", "12,000 troops", "troops"),
        ("one city", "nine cities", "city"),
        ("3,000 North Korean troops", "4,000 North Korean troops",
         "North Korean troops"),
        ("“3,000 Troops”", "4,000 troops", "Troops"),
    ],
)  # fmt: skip
def test_what_both_count_is_told_as_one_of_them_writes_it(
    one: str, other: str, thing: str
) -> None:
    (conflict,) = conflicts(numbers(one, other).desk)
    assert conflict.thing == thing


def test_what_both_count_is_told_by_the_attributes_or_else_in_its_one_form() -> None:
    said = {"5": of(counts="the Troops sent."), "6": of(counts="troops sent")}
    (conflict,) = conflicts(numbers("5", "6", attributes=said).desk)
    assert conflict.thing == "the Troops sent"
    assert conflict._replace(counts="unheard of thing").thing == "unheard of thing"
    assert conflict._replace(counts="").thing == ""


# Numbers by their attributes

SENT = "troops sent"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (of(low="5", high="5", counts=SENT), of(low="6", high="6", counts=SENT), True),
        (of(low="5", high="5", counts="the Troops sent."),
         of(low="6", high="6", counts=SENT), True),
        (of(low="5", high="5", counts=SENT), of(low="6", high="6", counts="x"), False),
        (of(low="5", high="7", counts=SENT), of(low="7", high="9", counts=SENT), False),
        (of(low="100", high="100", approximate="yes", counts=SENT),
         of(low="110", high="110", counts=SENT, approximate="no"), False),
        (of(low="100", high="100", approximate="no", counts=SENT),
         of(low="110", high="110", counts=SENT), True),
        (of(high="5", counts=SENT), of(low="6", counts=SENT), True),
        (of(high="5", counts=SENT), of(low="3", high="3", counts=SENT), False),
        (of(low="5,000", high="5 000", counts=SENT),
         of(low=6000, high=6000, counts=SENT), True),
        (of(low="9", high="7", counts=SENT), of(low="8", high="8", counts=SENT), False),
        (of(counts=SENT), of(counts=SENT), True),
        (of(counts=SENT, low="none"), of(counts=SENT, high=[1]), True),
        (of(counts=SENT, unit="km"), of(counts=SENT, unit="miles"), False),
        (of(counts=SENT, unit="km"), of(counts=SENT, unit="kilometres"), True),
        (of(counts=3, unit=None), of(low="1", high="1"), True),
    ],
)  # fmt: skip
def test_attributes_count_before_words(one: str, other: str, expected: bool) -> None:
    quotes = ("20 men", "30 men")
    hand = numbers(*quotes, attributes=dict(zip(quotes, (one, other), strict=True)))
    assert bool(found(hand)) is expected


def test_what_attributes_leave_open_the_words_say() -> None:
    hand = numbers("around 20 km", attributes={"around 20 km": of(counts="The Roads")})
    (one,) = hand.desk.sheet.annotations
    says, why = quantity_of(one)
    assert says is not None
    assert (says.is_approximate, says.unit, says.counts, why) == (
        True, "km", "road", Why.ATTRIBUTES,
    )  # fmt: skip
    assert [f"{end:f}" for end in says.reach if end is not None] == ["20", "20"]


def test_a_number_in_doubt_says_nothing_without_attributes() -> None:
    hand = numbers("thousands of men")
    assert quantity_of(hand.desk.sheet.annotations[0]) == (None, Why.WORDS)


@pytest.mark.parametrize("broken", ["", "[]", "{", "null", '{"low": NaN}', "[" * 9999])
def test_attributes_that_are_no_object_leave_the_words_to_say_it(broken: str) -> None:
    hand = numbers("20 men", attributes={"20 men": broken})
    says, why = quantity_of(hand.desk.sheet.annotations[0])
    assert says is not None
    assert (says.counts, why) == ("men", Why.WORDS)


# Links


def test_what_is_linked_as_a_conflict_comes_first_numbers_before_claims() -> None:
    hand = numbers("3,000 men", "4,000 men", "7 carts")
    first, second, third = (
        hand.desk.sheets[pane.article].annotations[0] for pane in hand.desk.panes
    )
    claims = []
    for index in (0, 2):
        hand.desk = replace(hand.desk, focus=index)
        claims.append(hand.mine("There"))
    hand.linked("conflicts", claims[1], claims[0])
    hand.linked("conflicts", third, first)
    assert [(one, other, why) for one, other, why in found(hand)] == [
        ("3,000 men", "7 carts", "LINKED"),
        ("There", "There", "LINKED"),
        ("3,000 men", "4,000 men", "WORDS"),
    ]
    assert [each.counts for each in conflicts(hand.desk)] == ["", "", "men"]
    hand.linked("conflicts", first, second)
    assert [why for _, _, why in found(hand)] == ["LINKED"] * 3


def test_figures_linked_as_one_quantity_conflict_when_their_values_do_not_meet() -> (
    None
):
    hand = numbers("3,000 men", "5,000 soldiers", "nearly 3,000 people")
    first, second, third = (
        hand.desk.sheets[pane.article].annotations[0] for pane in hand.desk.panes
    )
    hand.linked("same-quantity", first, second)
    hand.linked("same-quantity", first, third)
    assert found(hand) == [("3,000 men", "5,000 soldiers", "SAME_QUANTITY")]


def test_hidden_tags_and_links_conflict_with_nothing() -> None:
    hand = Hand("|3,000 men and 4,000 men and 5,000 men.")
    hand.mine("3,000 men", "number")
    own = hand.mine("4,000 men", "number", attributes=of(counts="others"))
    theirs = hand.theirs("5,000 men", "number")
    hand.linked("conflicts", theirs, own, by=THEM)
    assert len(found(hand)) == 2
    hand.do(Toggle(ToggleKind.OTHERS))
    assert found(hand) == []


def test_two_readings_of_the_same_words_are_no_conflict() -> None:
    hand = Hand("|About 3,000 men.")
    hand.mine("3,000 men", "number")
    hand.theirs("About 3,000 men", "number", attributes=of(low="1", high="1"))
    hand.theirs("3,000 men", "number", attributes=of(low="2", high="2"))
    assert found(hand) == []


def test_of_one_stretch_ones_own_reading_counts() -> None:
    hand = Hand("|3,000 men, he said, not 4,000 men.")
    hand.theirs("3,000 men", "number", attributes=of(low="4000", high="4000"))
    hand.mine("3,000 men", "number")
    hand.theirs("3,000 men", "number", by="cy")
    hand.mine("4,000 men", "number")
    (only,) = conflicts(hand.desk)
    assert only.first.annotator == ME


def test_thousands_of_numbers_give_a_list_that_can_be_read() -> None:
    hand = Hand("|" + " ".join(f"{number} men." for number in range(1000, 1400)))
    text = hand.desk.text
    for number in range(1000, 1400):
        hand.mine(f"{number} men", "number")
    assert text.startswith("1000 men.")
    assert len(conflicts(hand.desk)) == MOST
