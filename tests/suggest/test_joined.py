"""Texts that are read together bring what each brings alone."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.suggest.joined import TOGETHER, propose_all
from annotate.suggest.registry import propose

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
# What one text could leave open for the next, or begin with what the one before ends.
TEXTS = [
    "",
    "\n",
    "“The dam is safe,” he said. “It was built",
    "“in 1964, by 300 men.” Nobody denied that.",
    '"We left',
    "» and « he said that nothing was true”",
    "more than",
    "200 people, at least",
    "two million",
    "TEN DEAD, POLICE SAY",
    ".8 percent",
    "'7'",
    "x. '7",
    "about 122-MM",
    "according to",
    "according to police, the dam was safe",
    "adding that the dam was safe",
    "According to police, 12 men died, according to",
    "He was 45, Kim Jones, 46",
    "Officials said",
    "that the dam was safe. However,",
    "the mayor denied it, officials said",
    "the mayor denied that 10 or",
    "men are safe",
    "Reporting by Ann Lee",
    "subscribe",
    "1. You can subscribe for 15 dollars",
    "All rights reserved",
    "On Oct.",
    "18 the army withdrew 300 soldiers in Dec",
    "a\u0301 few 👩‍👧 men said that 12\u20e3 died",
    "one\r\ntwo men\r",
    "_\n_",
    "x" * 5000 + " said that it cost 12 dollars",
    "He said that the dam was safe. " * 600,
]


def alone(texts: list[str]) -> list[object]:
    return [propose(text) for text in texts]


@pytest.mark.parametrize("turned", [False, True])
def test_awkward_texts_in_both_orders(*, turned: bool):
    texts = TEXTS[::-1] if turned else TEXTS
    assert propose_all(texts) == alone(texts)


@given(st.lists(st.sampled_from(TEXTS[:-2]), max_size=8))
@settings(max_examples=200)
def test_texts_in_any_order(texts: list[str]):
    assert propose_all(texts) == alone(texts)


def test_more_than_is_read_at_once():
    paragraphs = [line for path in SEEDS for line in path.read_text().split("\n")]
    texts = ["\n".join(paragraphs[first : first + 7]) for first in range(200)]
    assert sum(map(len, texts)) > 2 * TOGETHER
    assert propose_all(texts) == alone(texts)
    assert propose_all(texts, ["number"]) == [propose(it, ["number"]) for it in texts]


def test_no_texts_bring_nothing():
    assert propose_all([]) == []


@pytest.mark.parametrize("is_on", [True, False])
def test_cycles_are_searched_for_as_before_even_after_an_error(*, is_on: bool):
    was_on = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        propose_all(["He left."])
        assert gc.isenabled() is is_on
        with pytest.raises((TypeError, AttributeError)):
            propose_all([None])
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()
