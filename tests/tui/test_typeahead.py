"""Keys that wait for their place, stepped by hand: however slow, none goes astray."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual import events

from annotate.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PASTE = events.Paste("pasted")


class Hand:
    """Types, and says what is there to type into."""

    def __init__(self, place: str | None) -> None:
        self.place = place
        self.given: list[str] = []
        """Each key with the place that got it."""
        self._steps: list[Callable[[], Awaitable[None]]] = []
        self._ahead = TypeAhead(
            lambda: self.place,
            lambda key: isinstance(key, events.Key) and key.key == "enter",
            self._give,
            lambda _, step: self._steps.append(step),
        )

    async def _give(self, key: events.Key | events.Paste) -> None:
        name = key.key if isinstance(key, events.Key) else key.text
        self.given.append(f"{self.place}:{name}")

    def type(self, *keys: str | events.Paste) -> None:
        for key in keys:
            typed = events.Key(key, None) if isinstance(key, str) else key
            asyncio.run(self._ahead.take(typed))

    def step(self, count: int = 1) -> None:
        """Let so many timers go off; fewer where fewer are set."""
        for _ in range(count):
            if self._steps:
                asyncio.run(self._steps.pop(0)())

    @property
    def is_idle(self) -> bool:
        return not self._steps


def test_where_all_is_there_no_key_waits() -> None:
    hand = Hand("desk")
    hand.type("w", PASTE, "c")
    assert hand.given == ["desk:w", "desk:pasted", "desk:c"]
    assert hand.is_idle


@pytest.mark.parametrize("slow", [1, 5, 399])
def test_keys_and_pastes_wait_for_a_place_in_their_order(slow: int) -> None:
    hand = Hand(None)
    hand.type("w", PASTE)
    hand.step(slow)
    hand.type("c")
    assert hand.given == []
    hand.place = "field"
    hand.type("x")
    hand.step()
    assert hand.given == ["field:w", "field:pasted", "field:c", "field:x"]
    assert hand.is_idle


@pytest.mark.parametrize("slow", [1, 29])
def test_behind_enter_a_key_waits_until_the_field_is_closed(slow: int) -> None:
    hand = Hand("field")
    hand.type("enter", "d")
    hand.step(slow)
    assert hand.given == ["field:enter"]
    hand.place = "desk"
    hand.step()
    assert hand.given == ["field:enter"], "what closing brings about is not there yet"
    hand.step()
    assert hand.given == ["field:enter", "desk:d"]
    assert hand.is_idle


def test_what_closing_brings_about_is_waited_for_too() -> None:
    hand = Hand("picker")
    hand.type("enter", "c")
    hand.place = None
    hand.step(20)
    hand.place = "desk with the article"
    hand.step(2)
    assert hand.given[1:] == ["desk with the article:c"]


def test_an_enter_that_closes_nothing_holds_keys_for_a_moment_only() -> None:
    hand = Hand("form")
    hand.type("enter", "x")
    hand.step(30)
    assert hand.given == ["form:enter"]
    hand.step(2)
    assert hand.given == ["form:enter", "form:x"]
    assert hand.is_idle


def test_a_key_that_comes_later_than_the_closing_does_not_wait() -> None:
    hand = Hand("field")
    hand.type("enter")
    hand.place = "desk"
    hand.step()
    assert hand.is_idle
    hand.type("d")
    assert hand.given == ["field:enter", "desk:d"]


def test_each_enter_among_the_keys_held_is_waited_for() -> None:
    hand = Hand(None)
    hand.type("a", "enter", "b", "enter", "c")
    hand.place = "first"
    hand.step()
    assert hand.given == ["first:a", "first:enter"]
    hand.place = "second"
    hand.step(2)
    assert hand.given[2:] == ["second:b", "second:enter"]
    hand.place = "desk"
    hand.step(2)
    assert hand.given[4:] == ["desk:c"]


def test_what_does_not_come_is_not_waited_for_for_ever() -> None:
    hand = Hand(None)
    hand.type("w", "c")
    hand.step(400)
    assert hand.given == []
    hand.step()
    assert hand.given == ["None:w"]
    hand.step(401)
    assert hand.given == ["None:w", "None:c"]
    assert hand.is_idle
