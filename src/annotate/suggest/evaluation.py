"""How well proposals agree with the spans that people tagged.

The measures are those of SemEval-2013 task 9.1. A gold span and a proposal with the
same edges and label are *correct*; two with the same label that share a code point but
not both edges are *partial*. Each span counts once: exact pairs first, then those that
share most, the earlier ones first where they share as much. With C correct, P partial,
G gold spans and A proposals:

- strict: precision C / A, recall C / G
- partial: precision (C + P / 2) / A, recall (C + P / 2) / G
- F1 is the harmonic mean of the two.

What is divided by nothing is None: no proposals have no precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from annotate.model import Span

__all__ = ["Agreement", "Measures", "agreement"]


@dataclass(frozen=True, slots=True)
class Measures:
    """Three shares from 0 to 1."""

    precision: float | None
    recall: float | None
    f1: float | None
    """None when there is neither gold nor proposal, 0 when nothing agrees."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The counts for one label, or for several together."""

    gold: int = 0
    proposed: int = 0
    correct: int = 0
    """Pairs with the same edges."""
    partial: int = 0
    """Pairs that overlap and differ at an edge."""

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.gold + other.gold,
            self.proposed + other.proposed,
            self.correct + other.correct,
            self.partial + other.partial,
        )

    @property
    def strict(self) -> Measures:
        """What counts is the same edges."""
        return self._measures(self.correct)

    @property
    def overlapping(self) -> Measures:
        """What overlaps counts half."""
        return self._measures(self.correct + self.partial / 2)

    def _measures(self, credit: float) -> Measures:
        total = self.gold + self.proposed
        return Measures(
            credit / self.proposed if self.proposed else None,
            credit / self.gold if self.gold else None,
            2 * credit / total if total else None,
        )


def agreement(gold: Collection[Span], proposed: Collection[Span]) -> Agreement:
    """How two sets of spans with one label in one article agree."""
    wanted, offered = set(gold), set(proposed)
    exact = wanted & offered
    shared = sorted(
        _overlaps(sorted(wanted - exact), sorted(offered - exact)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used: set[Span] = set()
    met: set[Span] = set()
    partial = 0
    for _, one, other in shared:
        if one not in used and other not in met:
            used.add(one)
            met.add(other)
            partial += 1
    return Agreement(len(wanted), len(offered), len(exact), partial)


def _overlaps(
    gold: list[Span], proposed: list[Span]
) -> Iterator[tuple[int, Span, Span]]:
    """How many code points each pair shares that shares any; both lists sorted."""
    open_ones: list[Span] = []
    following = iter(proposed)
    upcoming = next(following, None)
    for one in gold:
        while upcoming is not None and upcoming.start < one.end:
            open_ones.append(upcoming)
            upcoming = next(following, None)
        # Gold spans come by start: what ends before this one meets no later one.
        open_ones = [other for other in open_ones if other.end > one.start]
        for other in open_ones:
            common = min(one.end, other.end) - max(one.start, other.start)
            if common > 0:
                yield common, one, other
