"""Which labels are taken for which: a table of label by label.

Marks of two annotators are paired by their spans, whatever the labels: equal marks,
then of the rest as many as have the IoU that is asked for (`close_pairs`). A mark
without a partner is missed by the one or the other.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.clusters import clusters
from annotate.agreement.matching import close_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from fractions import Fraction

    from annotate.agreement.clusters import Cluster
    from annotate.agreement.pairs import Pair
    from annotate.agreement.sheets import Sheet
    from annotate.agreement.work import Mark

__all__ = ["Confusion", "confusion", "label_pairs"]


class Confusion(NamedTuple):
    """A table of label by label, summed over all pairs of annotators."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """Rows and columns are `labels`. Of two annotators, rows are the first one's and
    columns the second one's. Of more, a cell and its mirror both say how often one of
    two had the one label and the other the other."""
    missed: tuple[int, ...]
    """For each label the marks that the first of two has alone."""
    spurious: tuple[int, ...]
    """For each label the marks that the second of two has alone. Of more than two
    annotators both are the marks that either has alone."""
    is_directed: bool
    """Whether they are two annotators."""

    @property
    def largest(self) -> int:
        """The greatest number in the table; 0 for an empty one."""
        cells = [count for row in self.counts for count in row]
        return max((*cells, *self.missed, *self.spurious), default=0)


def confusion(
    sheets: Sequence[Sheet],
    people: Sequence[str],
    labels: Sequence[str],
    least: Fraction,
    pairs: Sequence[Pair],
) -> Confusion:
    """The table of these people; `pairs` are those of `pairs_of` for the same."""
    is_directed = len(people) == 2
    met: Counter[tuple[str, str]] = Counter()
    for sheet in sheets:
        if is_directed:
            one, other = (sheet.marks.get(name) for name in people)
            if one is not None and other is not None:
                met.update(label_pairs(_kept(one, labels), _kept(other, labels), least))
            continue
        marks = {
            at: _kept(sheet.marks.get(name, ()), labels)
            for at, name in enumerate(people)
        }
        for cluster in clusters(marks, least):
            for pair, count in _met_in(cluster):
                met[pair] += count
    if not is_directed:
        for label in labels:
            met[label, label] += sum(pair.labels[label].exact for pair in pairs)
    return _table(labels, met, pairs, is_directed=is_directed)


def label_pairs(
    one: Collection[Mark], other: Collection[Mark], least: Fraction
) -> Iterator[tuple[str, str]]:
    """The labels of each pair of one annotator's marks and another's."""
    mine, theirs = set(one), set(other)
    for mark in mine & theirs:
        yield mark[2], mark[2]
    rest, rest_too = sorted(mine - theirs), sorted(theirs - mine)
    for at, place in close_pairs(rest, rest_too, least):
        yield rest[at][2], rest_too[place][2]


def _kept(marks: Collection[Mark], labels: Collection[str]) -> list[Mark]:
    return [mark for mark in marks if mark[2] in labels]


def _met_in(cluster: Cluster) -> Iterator[tuple[tuple[str, str], int]]:
    """Labels that meet in unequal marks, and in how many pairs of people they do."""
    if cluster.is_single and cluster.is_tight:
        # Whoever has a mark here has one, and it goes with everybody's.
        yield from _met_in_tight(cluster)
        return
    known: dict[tuple[int, int], list[tuple[int, int]]] = {}
    met: Counter[tuple[int, int]] = Counter()
    for (one, who), (other, others) in combinations(cluster.holders.items(), 2):
        rest = one & ~other, other & ~one
        if not (rest[0] and rest[1]):
            continue
        found = known.get(rest)
        if found is None:
            found = known[rest] = cluster.best(*rest)
        for pair in found:
            met[pair] += len(who) * len(others)
    for (at, place), count in met.items():
        yield (cluster.marks[at][2], cluster.marks[place][2]), count


def _met_in_tight(cluster: Cluster) -> Iterator[tuple[tuple[str, str], int]]:
    labels = [label for _, _, label in cluster.marks]
    held = sorted(
        (bits.bit_length() - 1, len(who)) for bits, who in cluster.holders.items()
    )
    for (one, count), (other, others) in combinations(held, 2):
        yield (labels[one], labels[other]), count * others


def _table(
    labels: Sequence[str],
    met: Counter[tuple[str, str]],
    pairs: Sequence[Pair],
    *,
    is_directed: bool,
) -> Confusion:
    def cell(row: str, column: str) -> int:
        if is_directed or row == column:
            return met[row, column]
        return met[row, column] + met[column, row]

    counts = tuple(tuple(cell(row, column) for column in labels) for row in labels)
    missed, spurious = [], []
    for at, label in enumerate(labels):
        mine = sum(pair.labels[label].one for pair in pairs)
        theirs = sum(pair.labels[label].other for pair in pairs)
        if is_directed:
            missed.append(mine - sum(counts[at]))
            spurious.append(theirs - sum(row[at] for row in counts))
        else:
            # What meets its own label takes a mark of each of the two.
            alone = mine + theirs - sum(counts[at]) - counts[at][at]
            missed.append(alone)
            spurious.append(alone)
    return Confusion(tuple(labels), counts, tuple(missed), tuple(spurious), is_directed)
