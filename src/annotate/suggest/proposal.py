"""What a rule proposes to tag: as one value, and as the rules themselves give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Found", "Proposal", "Ranked", "proposals"]

Found = tuple[int, int, str]
"""Start, end and the name of the rule.

The stretch is trimmed, on grapheme boundaries and never empty. A bare tuple, since a
megabyte of news holds some fifteen thousand.
"""
Ranked = tuple[int, int, str, float, str]
"""Start, minus end, label, minus score and rule: such tuples sort as proposals come."""


class Proposal(NamedTuple):
    """A stretch, what it should be tagged as, and how much there is to that."""

    start: int
    """First code point; the stretch is trimmed and on grapheme boundaries."""
    end: int
    """First code point after it, greater than the start."""
    label: str
    """Colour role of the label: claim, quote, number or denial."""
    rule: str
    """Short stable name of the rule that made it, as in number-with-unit."""
    score: float
    """0 to 1: the share of the rule's proposals that annotators are likely to accept.

    Each module says beside its rules where its figures come from.
    """

    @property
    def span(self) -> Span:
        """The stretch."""
        return Span(self.start, self.end)


def proposals(ranked: Iterable[Ranked]) -> tuple[Proposal, ...]:
    """The proposals that bare tuples stand for, in their order."""
    # What Proposal itself does with its fields, without a call of Python code for each.
    made = tuple.__new__
    return tuple(
        [
            made(Proposal, (start, -end, label, rule, -score))
            for start, end, label, score, rule in ranked
        ]
    )
