"""How many marks each two annotators have in common: exact and relaxed F1.

Exact: the unit is (article, start, end, label), each once; F1 is 2|A∩B| / (|A|+|B|),
pooled over the articles that both finished. Relaxed: a mark of one goes with one mark
of the other, of the same label and close enough; as many pairs as can be. Both are
undefined, None, where neither has a mark.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.bits import bits_of, full, packed
from annotate.agreement.clusters import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from annotate.agreement.clusters import Cluster
    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark

__all__ = ["Counts", "Pair", "pairs_of"]


class Counts(NamedTuple):
    """What two annotators have, in the articles that both finished."""

    one: int = 0
    """Marks of the first."""
    other: int = 0
    """Marks of the second."""
    exact: int = 0
    """Marks that both have."""
    relaxed: int = 0
    """One-to-one pairs that are close enough."""

    @property
    def f1(self) -> float | None:
        """The share that both have; None where neither has a mark."""
        return self._share(self.exact)

    @property
    def relaxed_f1(self) -> float | None:
        """The same, where close is close enough."""
        return self._share(self.relaxed)

    def _share(self, common: int) -> float | None:
        total = self.one + self.other
        return 2 * common / total if total else None


class Pair(NamedTuple):
    """Two annotators and what they have in common."""

    one: str
    other: str
    articles: int
    """Those that both finished; 0 where they share none."""
    labels: Mapping[str, Counts]

    @property
    def overall(self) -> Counts:
        """All labels together."""
        return Counts(*map(sum, zip(*self.labels.values(), strict=True)))


def pairs_of(
    sheets: Sequence[Sheet],
    people: Sequence[str],
    labels: Sequence[str],
    least: Fraction,
) -> tuple[Pair, ...]:
    """Every two of the people in order, with or without articles in common.

    Marks of other labels than these count nowhere.
    """
    marks = _Marks(sheets, people, labels)
    relaxed = {label: _Relaxed(sheets, people, label, least) for label in labels}
    return tuple(
        Pair(
            people[one],
            people[other],
            (marks.articles[one] & marks.articles[other]).bit_count(),
            {
                label: marks.counts(one, other, label)._replace(
                    relaxed=relaxed[label].pairs(one, other)
                )
                for label in labels
            },
        )
        for one, other in combinations(range(len(people)), 2)
    )


class _Marks:
    """Everyone's marks as sets of numbers, over all articles."""

    def __init__(
        self, sheets: Sequence[Sheet], people: Sequence[str], labels: Sequence[str]
    ) -> None:
        self.articles = [
            bits_of(at for at, sheet in enumerate(sheets) if name in sheet.marks)
            for name in people
        ]
        held: list[list[tuple[int, int]]] = [[] for _ in people]
        could: list[list[tuple[int, int]]] = [[] for _ in people]
        by_label: dict[str, list[tuple[int, int]]] = {label: [] for label in labels}
        for sheet in sheets:
            numbers: dict[Mark, int] = {}
            own = [
                _numbered(sheet.marks[name], numbers) if name in sheet.marks else None
                for name in people
            ]
            size = len(numbers)
            for at, bits in enumerate(own):
                held[at].append((bits or 0, size))
                could[at].append((0 if bits is None else full(size), size))
            for label, parts in by_label.items():
                parts.append((_with_label(numbers, label), size))
        self._held = [packed(parts) for parts in held]
        self._could = [packed(parts) for parts in could]
        self._labels = {label: packed(parts) for label, parts in by_label.items()}

    def counts(self, one: int, other: int, label: str) -> Counts:
        """What two people have of a label in the articles that both finished."""
        label_bits = self._labels[label]
        mine = self._held[one] & label_bits
        theirs = self._held[other] & label_bits
        return Counts(
            (mine & self._could[other]).bit_count(),
            (theirs & self._could[one]).bit_count(),
            (mine & theirs).bit_count(),
        )


def _numbered(marks: Iterable[Mark], numbers: dict[Mark, int]) -> int:
    found = 0
    for mark in marks:
        found |= 1 << numbers.setdefault(mark, len(numbers))
    return found


def _with_label(numbers: Mapping[Mark, int], label: str) -> int:
    return bits_of(number for mark, number in numbers.items() if mark[2] == label)


class _Relaxed:
    """Close pairs of one label, for every two people.

    Where everybody has one mark in a cluster, a person holds a bit for the mark and
    accepts those of all that are close to it, so that pairs are counted as exact ones
    are. Where somebody has more, pairs are matched and counted one by one.
    """

    def __init__(
        self,
        sheets: Sequence[Sheet],
        people: Sequence[str],
        label: str,
        least: Fraction,
    ) -> None:
        self._least = least
        self._counted: defaultdict[tuple[int, int], int] = defaultdict(int)
        held: list[list[tuple[int, int]]] = [[] for _ in people]
        accepted: list[list[tuple[int, int]]] = [[] for _ in people]
        for sheet in sheets:
            mine, theirs, size = self._of_sheet(sheet, people, label)
            for at in range(len(people)):
                held[at].append((mine[at], size))
                accepted[at].append((theirs[at], size))
        self._held = [packed(parts) for parts in held]
        self._accepted = [packed(parts) for parts in accepted]

    def pairs(self, one: int, other: int) -> int:
        """One-to-one pairs of two people, the lesser number first."""
        common = self._held[one] & self._accepted[other]
        return common.bit_count() + self._counted.get((one, other), 0)

    def _of_sheet(
        self, sheet: Sheet, people: Sequence[str], label: str
    ) -> tuple[list[int], list[int], int]:
        marks = {
            at: [mark for mark in sheet.marks.get(name, ()) if mark[2] == label]
            for at, name in enumerate(people)
        }
        mine, theirs, size = [0] * len(people), [0] * len(people), 0
        for cluster in clusters(marks, self._least):
            if not cluster.is_single:
                self._count(cluster)
                continue
            for bits, who in cluster.holders.items():
                near = cluster.near[bits.bit_length() - 1]
                for at in who:
                    mine[at] |= bits << size
                    theirs[at] |= near << size
            size += len(cluster.marks)
        return mine, theirs, size

    def _count(self, cluster: Cluster) -> None:
        found = list(cluster.holders.items())
        for at, (one, who) in enumerate(found):
            for other, others in found[at:]:
                most = cluster.most(one, other)
                if not most:
                    continue
                for mine in who:
                    for theirs in others:
                        if mine < theirs:
                            self._counted[mine, theirs] += most
                        elif one != other:
                            self._counted[theirs, mine] += most
