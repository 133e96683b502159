"""Reporting and denial cues, ahead and back."""
# ruff: noqa: E501 (tables of long drawn cases read better on one line)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotate.text.cues import (
    next_denial_cue,
    next_reporting_cue,
    previous_denial_cue,
    previous_reporting_cue,
)
from annotate.text.occurrences import SEARCH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.model import Span

REPORTING = (next_reporting_cue, previous_reporting_cue)
DENIAL = (next_denial_cue, previous_denial_cue)


def check(
    ways: tuple[
        Callable[[str, Span | int], Span | None],
        Callable[[str, Span | int], Span | None],
    ],
    drawn: str,
) -> None:
    """Going ahead and back finds the stretches in brackets and no other."""
    text, expected = "", []
    for part in drawn.replace("]", "[").split("["):
        expected.append((len(text), len(text) + len(part)))
        text += part
    ahead, behind = ways
    found: list[tuple[int, int]] = []
    span = ahead(text, 0)
    while span is not None:
        found.append((span.start, span.end))
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        span = ahead(text, span)
    assert found == expected[1::2]
    back: list[tuple[int, int]] = []
    span = behind(text, len(text))
    while span is not None:
        back.append((span.start, span.end))
        span = behind(text, span)
    assert back == found[::-1]


@pytest.mark.parametrize(
    "drawn",
    [
        "The mayor [said] the bridge was safe. Nobody else was there.",
        "[According to] the mayor, the bridge is safe.",
        "The bridge is safe, the mayor [told] Reuters, [adding] that it was old.",
        "Claims of fraud were many. The party [claims] it won.",
        "There are [reports] that it fell. The report ran to 20 pages.",
        "It reportedly fell.",
        "The court [ruled] that the law was void, and officials [warn] it is late.",
        "It lost 10 men, a count [found], [according to] papers seen by Reuters.",
        "The dam, the engineers [say], is old. He saw it in the paper on a claim form.",
        "They hit the wall, observing strict rules.",
        "Nothing at all.",
        "",
    ],
)
def test_reporting_cues(drawn: str) -> None:
    check(REPORTING, drawn)


@pytest.mark.parametrize(
    "drawn",
    [
        "Moscow [denied] the report. Kyiv agreed.",
        "The army [could not confirm] the number, and the ministry [declined to comment] on it.",
        "She did not deny it.",
        "He [rejected] the claim as nonsense.",
        "",
    ],
)
def test_denial_cues(drawn: str) -> None:
    check(DENIAL, drawn)


@pytest.mark.parametrize(("ahead", "back"), [REPORTING, DENIAL])
def test_a_cue_out_of_reach_is_none(
    ahead: Callable[..., Span | None], back: Callable[..., Span | None]
) -> None:
    cues = "He said no; they denied it."
    text = f"{cues} {'word ' * SEARCH_LIMIT}. {cues}"
    assert ahead(text, 30) is None
    assert back(text, len(text) - 40) is None
    assert ahead(text, len(text) - 100, len(text) - 40) is None
