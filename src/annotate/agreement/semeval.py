"""The four schemes of SemEval-2013 task 9.1, as nervaluate names them.

The first annotator is taken for the truth and the second for the answer. Marks go with
one another one to one, and each is *correct*, *incorrect*, *partial*, *missed* by the
second or *spurious*:

- strict: the same span and label is correct, another overlap incorrect;
- exact: the same span is correct, whatever the label, another overlap incorrect;
- partial: the same span is correct, another overlap partial, whatever the labels;
- type: an overlap with the same label is correct, another overlap incorrect.

An overlap is one common code point. As many as can be are correct, then as many as can
be of the rest are paired. nervaluate takes the first mark that fits, in the order they
come, and wants 1 % of the true span: the figures are the same where no mark overlaps
two of the other annotator, and its own are lower at times where one does.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.clusters import clusters
from annotate.agreement.matching import ANY_OVERLAP
from annotate.agreement.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from annotate.agreement.clusters import Cluster
    from annotate.agreement.work import Mark

__all__ = ["Outcome", "Scheme", "semeval", "semeval_of"]


class Scheme(StrEnum):
    """What counts as correct."""

    STRICT = "strict"
    EXACT = "exact"
    PARTIAL = "partial"
    TYPE = "type"


class Outcome(NamedTuple):
    """The counts of one scheme."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: object) -> Outcome:
        """The counts of both together."""
        if not isinstance(other, Outcome):
            return NotImplemented
        return Outcome(*map(sum, zip(self, other, strict=True)))

    @property
    def precision(self) -> float | None:
        """What is right of the second one's marks, a partial one half; None of none."""
        return self._share(self._paired + self.spurious)

    @property
    def recall(self) -> float | None:
        """What is found of the first one's marks, a partial one half; None of none."""
        return self._share(self._paired + self.missed)

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None where neither has a mark."""
        total = 2 * self._paired + self.missed + self.spurious
        return (2 * self.correct + self.partial) / total if total else None

    @property
    def _paired(self) -> int:
        return self.correct + self.incorrect + self.partial

    def _share(self, marks: int) -> float | None:
        return (self.correct + self.partial / 2) / marks if marks else None


def semeval(sheets: Sequence[Sheet], people: Sequence[str]) -> dict[Scheme, Outcome]:
    """The counts of every two people, the earlier one as the truth, added up."""
    sums = dict.fromkeys(Scheme, Outcome())
    for sheet in sheets:
        own = {
            at: sheet.marks[name]
            for at, name in enumerate(people)
            if name in sheet.marks
        }
        for cluster in clusters(own, ANY_OVERLAP):
            for scheme, outcome in _of_cluster(cluster, own.keys()).items():
                sums[scheme] += outcome
    return sums


def semeval_of(
    truth: Collection[Mark], answer: Collection[Mark]
) -> dict[Scheme, Outcome]:
    """The counts of one annotator's marks on an article against another's."""
    sheet = Sheet("", 0, (), {"truth": truth, "answer": answer})
    return semeval((sheet,), ("truth", "answer"))


def _of_cluster(cluster: Cluster, everyone: Collection[int]) -> dict[Scheme, Outcome]:
    """The counts of all pairs of people in one cluster."""
    having = {who for some in cluster.holders.values() for who in some}
    found = [
        *cluster.holders.items(),
        (0, [who for who in everyone if who not in having]),
    ]
    # By scheme: correct, incorrect, partial, missed, spurious.
    sums = [[0] * 5 for _ in Scheme]
    asked = _Cluster(cluster)
    for marks, some in found:
        for row in sums:
            row[0] += len(some) * (len(some) - 1) // 2 * marks.bit_count()
    for (one, who), (other, others) in combinations(found, 2):
        ahead = sum(mine < theirs for mine in who for theirs in others)
        behind = len(who) * len(others) - ahead
        mine, theirs = one.bit_count(), other.bit_count()
        for row, (correct, incorrect, partial) in zip(
            sums, asked.counts(one, other), strict=True
        ):
            alone = mine - correct - incorrect - partial
            alone_too = theirs - correct - incorrect - partial
            row[0] += (ahead + behind) * correct
            row[1] += (ahead + behind) * incorrect
            row[2] += (ahead + behind) * partial
            row[3] += ahead * alone + behind * alone_too
            row[4] += ahead * alone_too + behind * alone
    return dict(zip(Scheme, map(Outcome._make, sums), strict=True))


class _Cluster:
    """Two sets of a cluster's marks, and how they meet by each scheme."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        marks = cluster.marks
        self._spans = _groups([mark[:2] for mark in marks])
        self._labels = _groups([mark[2] for mark in marks])

    def counts(self, one: int, other: int) -> Iterator[tuple[int, int, int]]:
        """Correct, incorrect and partial marks, in the order of the schemes."""
        if not (one and other):
            yield from ((0, 0, 0),) * len(Scheme)
            return
        most, equal = self._cluster.most, one & other
        yield equal.bit_count(), most(one & ~equal, other & ~equal), 0
        left, left_too = self._without_equal_spans(one, other)
        spans = one.bit_count() - left.bit_count()
        rest = most(left, left_too)
        yield spans, rest, 0
        yield spans, 0, rest
        correct = sum(most(one & group, other & group) for group in self._labels)
        rest = most(one, other) - correct
        if rest:
            rest = most(*self._without_equal_labels(one, other))
        yield correct, rest, 0

    def _without_equal_spans(self, one: int, other: int) -> tuple[int, int]:
        """What is left of both when marks of one span have gone, one for one."""
        equal = one & other
        one, other = one & ~equal, other & ~equal
        for group in self._spans:
            mine, theirs = one & group, other & group
            while mine and theirs:
                mine, theirs = mine & mine - 1, theirs & theirs - 1
                one, other = one & ~group | mine, other & ~group | theirs
        return one, other

    def _without_equal_labels(self, one: int, other: int) -> tuple[int, int]:
        """What is left when as many overlaps of one label as can be have gone."""
        left, left_too = one, other
        for group in self._labels:
            for at, place in self._cluster.best(one & group, other & group):
                left &= ~(1 << at)
                left_too &= ~(1 << place)
        return left, left_too


def _groups(values: Sequence[object]) -> list[int]:
    """The places of equal values as bits, of each value that comes."""
    found: dict[object, int] = {}
    for at, value in enumerate(values):
        found[value] = found.get(value, 0) | 1 << at
    return list(found.values())
