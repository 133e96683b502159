"""Who gets which article: as many annotators for each as asked, with equal loads.

An article of few candidates is given before one of many. A place goes to the candidate
who has the least to do; among equals to the one who shares the fewest articles with
those who are on the article already, so that every pair has material to agree on; among
those to the first by name. Where one still has two more than another, new assignments
go over along a chain of articles, until no chain makes the loads more equal: so they
differ by one at most wherever that is possible.
"""

from __future__ import annotations

from collections import Counter, deque
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

__all__ = ["Shortage", "Taken", "distribute", "shortages"]


class Taken(NamedTuple):
    """An annotator on an article before anything is given."""

    article: str
    annotator: str
    fills: bool = True
    """Whether it counts; one who skipped an article leaves the place to another."""


class Shortage(NamedTuple):
    """An article that has fewer annotators than asked for."""

    article: str
    lacking: int


def distribute(
    articles: Sequence[str],
    annotators: Iterable[str],
    overlap: int,
    taken: Collection[Taken] = (),
) -> tuple[tuple[str, str], ...]:
    """What is to be given: pairs of article and annotator, in the order of articles.

    The same for the same people in any order. Nothing in `taken` changes.

    Args:
        articles: in the order in which they are to be read; twice is once.
        annotators: who may be given something.
        overlap: how many annotators each article is to have, those in `taken` counted.
        taken: on any article, since all of it is load.
    """
    board = _Board(sorted(set(annotators)), taken)
    wanted = list(dict.fromkeys(articles))
    places = {one: max(overlap - board.filled[one], 0) for one in wanted}
    # Stable: those with equal freedom stay in their order.
    by_freedom = sorted(wanted, key=lambda one: board.freedom(one, places[one]))
    for article in by_freedom:
        for _ in range(places[article]):
            if not board.give(article):
                break
    board.level()
    return tuple(
        (article, one)
        for article in wanted
        for one in sorted(board.new.get(article, ()))
    )


def shortages(
    articles: Iterable[str],
    overlap: int,
    taken: Iterable[Taken],
    given: Iterable[tuple[str, str]],
) -> tuple[Shortage, ...]:
    """The articles that have too few annotators even so."""
    held = Counter(one.article for one in taken if one.fills)
    held.update(article for article, _ in given)
    return tuple(
        Shortage(one, overlap - held[one])
        for one in dict.fromkeys(articles)
        if held[one] < overlap
    )


class _Board:
    """The loads, the pairs and the places while they are given out."""

    def __init__(self, annotators: Sequence[str], taken: Iterable[Taken]) -> None:
        self._annotators = annotators
        self._load = dict.fromkeys(annotators, 0)
        self._shared = {one: Counter[str]() for one in annotators}
        """How many articles two annotators have in common, both ways round."""
        self._barred: dict[str, set[str]] = {}
        """By article: who is on it, or has been."""
        self._on: dict[str, set[str]] = {}
        self.filled = Counter[str]()
        self.new: dict[str, set[str]] = {}
        """What is given, by article."""
        for one in sorted(set(taken)):
            self._barred.setdefault(one.article, set()).add(one.annotator)
            if one.fills:
                self._put(one.article, one.annotator)
                self.filled[one.article] += 1

    def freedom(self, article: str, places: int) -> int:
        """How many candidates an article has beyond its places."""
        return len(self._candidates(article)) - places

    def give(self, article: str) -> bool:
        """Whether somebody could be given the article."""
        self.new.setdefault(article, set())
        best = self._best(article)
        if best is None:
            return False
        self._put(article, best)
        self._barred.setdefault(article, set()).add(best)
        self.new[article].add(best)
        return True

    def level(self) -> None:
        """Hand over what was given until the loads are as equal as they can be."""
        while (chain := self._chain()) is not None:
            for article, giver, taker in chain:
                self._take(article, giver)
                self._put(article, taker)
                self._barred[article] = (self._barred[article] - {giver}) | {taker}
                self.new[article] = (self.new[article] - {giver}) | {taker}

    def _candidates(self, article: str) -> list[str]:
        """Those who may be given the article, by name."""
        barred = self._barred.get(article, frozenset[str]())
        return [one for one in self._annotators if one not in barred]

    def _best(self, article: str) -> str | None:
        candidates = self._candidates(article)
        if not candidates:
            return None
        least = min(self._load[one] for one in candidates)
        idle = [one for one in candidates if self._load[one] == least]
        on = self._on.get(article, frozenset[str]())
        costs = {one: self._strangeness(one, on) for one in idle}
        cost = min(costs.values())
        equals = [one for one in idle if costs[one] == cost]
        # Whoever is left over meets those who are left over with them: the one who
        # knows them best goes first.
        known = self._shared
        return max(equals, key=lambda one: sum(map(known[one].get, idle, repeat(0))))

    def _strangeness(self, one: str, on: Collection[str]) -> tuple[int, int]:
        shared = [self._shared[one][other] for other in on]
        return max(shared, default=0), sum(shared)

    def _put(self, article: str, annotator: str) -> None:
        self._count(article, annotator, 1)
        self._on.setdefault(article, set()).add(annotator)

    def _take(self, article: str, annotator: str) -> None:
        self._on[article].discard(annotator)
        self._count(article, annotator, -1)

    def _count(self, article: str, annotator: str, step: int) -> None:
        if annotator in self._load:
            self._load[annotator] += step
        for other in self._on.get(article, ()):
            for one, another in ((annotator, other), (other, annotator)):
                if one in self._shared:
                    self._shared[one][another] += step

    def _chain(self) -> list[tuple[str, str, str]] | None:
        """Hand-overs that take one from the fullest to somebody with two less."""
        loads = self._load
        if not loads or max(loads.values()) - min(loads.values()) < 2:
            return None
        handed = self._handed()
        for start in sorted(loads, key=lambda one: (-loads[one], one)):
            found = _search(start, loads, handed)
            if found is not None:
                return found
        return None

    def _handed(self) -> Mapping[str, Mapping[str, str]]:
        """By giver and taker: an article that may go from one to the other."""
        handed: dict[str, dict[str, str]] = {one: {} for one in self._annotators}
        for article, given in self.new.items():
            takers = list(self._candidates(article))
            for giver in given:
                for taker in takers:
                    handed[giver].setdefault(taker, article)
        return handed


def _search(
    start: str, loads: Mapping[str, int], handed: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str, str]] | None:
    """The shortest chain from `start` to somebody with two less to do, by name."""
    came: dict[str, tuple[str, str]] = {}
    line = deque([start])
    while line:
        giver = line.popleft()
        for taker in sorted(handed[giver]):
            if taker in came or taker == start:
                continue
            came[taker] = (giver, handed[giver][taker])
            if loads[taker] + 2 <= loads[start]:
                return _walk(came, start, taker)
            line.append(taker)
    return None


def _walk(
    came: Mapping[str, tuple[str, str]], start: str, end: str
) -> list[tuple[str, str, str]]:
    chain: list[tuple[str, str, str]] = []
    while end != start:
        giver, article = came[end]
        chain.append((article, giver, end))
        end = giver
    return chain
