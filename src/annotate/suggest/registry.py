"""Which module has the rules of which label, and what all of them propose."""

from __future__ import annotations

from bisect import bisect_right
from importlib import import_module
from typing import TYPE_CHECKING, Final

from annotate.suggest.furniture import furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from annotate.suggest.proposal import Proposal

__all__ = ["MODULES", "propose"]

MODULES: Final = {
    "claim": "annotate.suggest.claims",
    "quote": "annotate.suggest.quotes",
    "number": "annotate.suggest.numbers",
    "denial": "annotate.suggest.denials",
}
"""The module for each colour role; it is imported when its role is asked for.

Each has `proposals(text: str) -> Iterator[Proposal]`.
"""


def propose(text: str, roles: Collection[str] = tuple(MODULES)) -> tuple[Proposal, ...]:
    """What the rules propose, by start, then longest first, then label.

    A span comes once for each label, from the rule with the highest score. What starts
    in a line of the page's furniture is left out.

    Args:
        text: The article's text.
        roles: Colour roles to propose for; one without rules brings nothing.
    """
    found = [
        proposal
        for role in roles
        if role in MODULES
        for proposal in _rules(MODULES[role])(text)
    ]
    found.sort(key=_place)
    lines = furniture(text) if found else []
    kept: list[Proposal] = []
    for proposal in found:
        if kept and kept[-1][:2] == proposal[:2]:
            continue
        start = proposal.span.start
        line = bisect_right(lines, (start, len(text) + 1)) - 1 if lines else -1
        if line >= 0 and start < lines[line][1]:
            continue
        kept.append(proposal)
    return tuple(kept)


def _place(proposal: Proposal) -> tuple[int, int, str, float]:
    span = proposal.span
    return span.start, -span.end, proposal.label, -proposal.score


def _rules(module: str) -> Callable[[str], Iterator[Proposal]]:
    rules: Callable[[str], Iterator[Proposal]] = import_module(module).proposals
    return rules
