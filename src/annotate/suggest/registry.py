"""Which module has the rules of which label, and what all of them propose."""

from __future__ import annotations

from importlib import import_module
from itertools import compress
from typing import TYPE_CHECKING, Final, Protocol, cast

from annotate.suggest.furniture import furniture
from annotate.suggest.proposal import proposals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotate.suggest.proposal import Found, Proposal, Ranked

__all__ = ["MODULES", "propose", "ranked"]

MODULES: Final = {
    "claim": "annotate.suggest.claims",
    "quote": "annotate.suggest.quotes",
    "number": "annotate.suggest.numbers",
    "denial": "annotate.suggest.denials",
}
"""The module for each colour role, one with `Rules`; imported when it is asked for."""


class Rules(Protocol):
    """What the module of a label has."""

    SCORES: dict[str, float]
    """The score of each rule by its name."""

    def found(self, text: str) -> Iterable[Found]:
        """What its rules propose for a text."""


def propose(text: str, roles: Collection[str] = tuple(MODULES)) -> tuple[Proposal, ...]:
    """What the rules propose, by start, then longest first, then label.

    A span comes once for each label, from the rule with the highest score. What starts
    in a line of the page's furniture is left out.

    Args:
        text: The article's text.
        roles: Colour roles to propose for; one without rules brings nothing.
    """
    return proposals(ranked(text, roles))


def ranked(text: str, roles: Collection[str]) -> list[Ranked]:
    """The same as bare tuples, which are cheap to send to another process."""
    found: list[Ranked] = []
    for role in roles:
        if role in MODULES:
            rules = cast("Rules", import_module(MODULES[role]))
            losses = {rule: -score for rule, score in rules.SCORES.items()}
            found += [
                (start, -end, role, losses[rule], rule)
                for start, end, rule in rules.found(text)
            ]
    found.sort()
    return list(compress(found, _kept(found, furniture(text)))) if found else []


def _kept(found: list[Ranked], lines: list[tuple[int, int]]) -> Iterator[bool]:
    """Whether each of what is sorted is the first for its span and label.

    And starts in none of the lines, which are in order.
    """
    passed, number = (-1, 0, ""), 0
    for start, end, role, _, _ in found:
        while number < len(lines) and lines[number][1] <= start:
            number += 1
        one = start, end, role
        yield one != passed and not (number < len(lines) and lines[number][0] <= start)
        passed = one
