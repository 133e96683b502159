"""Which module has the rules of which label, and what all of them propose."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

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


def propose(
    text: str, roles: Collection[str] = tuple(MODULES)
) -> tuple[Proposal, ...]:
    """What the rules propose, by start, then longest first, then label.

    A span comes once for each label, from the rule with the highest score.

    Args:
        text: The article's text.
        roles: Colour roles to propose for; one without rules brings nothing.
    """
    best: dict[tuple[int, int, str], Proposal] = {}
    for role in roles:
        if role not in MODULES or find_spec(MODULES[role]) is None:
            continue
        for proposal in _rules(MODULES[role])(text):
            span = proposal.span
            place = span.start, -span.end, proposal.label
            other = best.get(place)
            if other is None or other.score < proposal.score:
                best[place] = proposal
    return tuple(best[place] for place in sorted(best))


def _rules(module: str) -> Callable[[str], Iterator[Proposal]]:
    rules: Callable[[str], Iterator[Proposal]] = import_module(module).proposals
    return rules
