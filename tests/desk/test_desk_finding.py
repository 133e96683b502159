"""Search in all panes: where it goes while typing, on steps, and back."""

from __future__ import annotations

import pytest
from desk_cases import Hand

from annotate.desk.intents import Find, FindInAll, FocusPane, Place

FIRST = "|No Tuesday here, but rice."
SECOND = "On |Tuesday he left; Tuesday it rained."
THIRD = "Wheat on Tuesday|."


def typed(hand: Hand, needle: str) -> Hand:
    """Each letter as it is typed into the search of all panes."""
    origins = tuple(pane.selection for pane in hand.desk.panes)
    focus = hand.desk.focus
    for size in range(1, len(needle) + 1):
        hand.do(FindInAll(needle[:size], focus, origins))
    return hand


def where(hand: Hand) -> tuple[int, str]:
    return hand.desk.focus, hand.drawn


def steps(hand: Hand, needle: str, *, backwards: bool = False) -> list[tuple[int, int]]:
    seen = []
    for _ in range(5):
        hand.do(Find(needle, backwards))
        seen.append((hand.desk.focus, hand.desk.pane.selection.start))
    return seen


def test_the_first_hit_of_the_focused_pane_is_selected() -> None:
    hand = typed(Hand(FIRST, SECOND, THIRD), "Tue")
    assert where(hand) == (0, "No [Tue|]sday here, but rice.")
    assert hand.desk.searches_all


def test_where_it_has_none_the_first_pane_that_has_one_comes_to_the_front() -> None:
    hand = Hand(FIRST, SECOND, THIRD).do(FocusPane(1))
    typed(hand, "wheat")
    assert where(hand) == (2, "[Wheat|] on Tuesday.")
    hand = Hand(FIRST, SECOND, THIRD).do(FocusPane(2))
    typed(hand, "rice")
    assert where(hand) == (0, "No Tuesday here, but [rice|].")


def test_panes_without_a_hit_any_more_are_where_they_were() -> None:
    hand = Hand(FIRST, SECOND, THIRD)
    before = hand.desk.panes
    typed(hand, "r")
    assert hand.desk.focus == 0
    typed_on = FindInAll("rained", 0, tuple(pane.selection for pane in before))
    hand.do(typed_on)
    assert where(hand) == (1, "On Tuesday he left; Tuesday it [rained|].")
    assert hand.desk.panes[0] == before[0]
    hand.do(typed_on._replace(needle="rainedx"))
    assert hand.desk.panes == before
    assert hand.desk.focus == 0
    assert hand.message == "Not in any open article: rainedx"
    hand.do(typed_on._replace(needle=""))
    assert (hand.desk.needle, hand.desk.searches_all) == ("", False)


def test_steps_go_on_to_the_next_pane_and_round() -> None:
    hand = typed(Hand(FIRST, SECOND, THIRD), "Tuesday")
    assert steps(hand, "Tuesday") == [(1, 3), (1, 20), (2, 9), (0, 3), (1, 3)]
    assert steps(hand, "Tuesday", backwards=True) == [
        (0, 3), (2, 9), (1, 20), (1, 3), (0, 3),
    ]  # fmt: skip


def test_steps_pass_over_panes_without_a_hit() -> None:
    hand = typed(Hand("|a needle", "nothing|", "a needle|"), "needle")
    assert steps(hand, "needle") == [(2, 2), (0, 2), (2, 2), (0, 2), (2, 2)]


def test_with_one_pane_they_go_round_in_it() -> None:
    hand = typed(Hand(SECOND), "Tuesday")
    assert steps(hand, "Tuesday")[:3] == [(0, 20), (0, 3), (0, 20)]


def test_a_search_in_one_article_stays_in_it() -> None:
    hand = typed(Hand(FIRST, SECOND, THIRD), "Tuesday")
    hand.do(Find("Tuesday", origin=hand.desk.pane.selection))
    assert not hand.desk.searches_all
    assert steps(hand, "Tuesday") == [(0, 3)] * 5


def test_a_hit_leaves_no_tag_active() -> None:
    hand = Hand(FIRST, SECOND)
    hand.at(hand.mine("rice"))
    typed(hand, "Tue")
    assert hand.desk.active == ""


@pytest.mark.parametrize("needle", ["/(/", "/[/"])
def test_what_is_no_pattern_is_said(needle: str) -> None:
    hand = Hand(FIRST, SECOND)
    hand.do(FindInAll(needle, 0, ()))
    assert hand.message.startswith("This is no pattern")
    hand.do(Place(3), Find(needle))
    assert hand.message.startswith("This is no pattern")


def test_patterns_go_through_all_panes() -> None:
    hand = typed(Hand(FIRST, SECOND, THIRD), "/t[a-z]+day/")
    assert steps(hand, "/t[a-z]+day/") == [(1, 3), (1, 20), (2, 9), (0, 3), (1, 3)]
