"""Twins: two annotations of one annotator with one label on one stretch.

The desk and imports make none, but two files may each hold one of them, made apart by
one person, or by two who use one name. A merge keeps both with their histories, so that
every order of merging ends alike. Whatever trains or counts on a layer gets the one
with the lesser id; links of the other lead to it. Removing either leaves one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Annotation
    from annotate.store.engine import Reads

__all__ = ["Twins", "all_twins", "one_of_twins", "without_twins"]

_ONE = """COALESCE((
  SELECT min(w.id) FROM annotation w
  WHERE w.article = {a}.article AND w.start = {a}.start AND w.stop = {a}.stop
    AND w.live = 1 AND w.answer = 'accept' AND {a}.answer = 'accept'
    AND w.label = {a}.label AND w.annotator = {a}.annotator), {given})"""

_ALL = """
SELECT article, annotator, label, start, stop, min(id), max(id), min(quote)
FROM annotation WHERE live = 1 AND answer = 'accept'
GROUP BY article, start, stop, label, annotator HAVING count(*) > 1
ORDER BY article, start, stop, label, annotator"""


class Twins(NamedTuple):
    """A place where an annotator has one label more than once."""

    article: str
    annotator: str
    label: str
    start: int
    stop: int
    kept: str
    """Id of the one that counts."""
    other: str
    """Id of one that does not."""
    quote: str


def one_of_twins(row: str, given: str) -> str:
    """SQL: which id stands for the annotation `row` in its layer; else `given`."""
    return _ONE.format(a=row, given=given)


def all_twins(reads: Reads) -> tuple[Twins, ...]:
    """Every place of the database with twins, by article and place."""
    return tuple(Twins(*row) for row in reads.all(_ALL))


def without_twins(annotations: Iterable[Annotation]) -> list[Annotation]:
    """The annotations of one annotator without those that repeat one before.

    Args:
        annotations: in the order of a layer, in which twins stand side by side.
    """
    kept: list[Annotation] = []
    for each in annotations:
        # Nearly always the first comparison decides: this runs for every export.
        at = len(kept) - 1
        while at >= 0 and kept[at].span == each.span and kept[at].label == each.label:
            if _says_the_same(kept[at], each):
                break
            at -= 1
        else:
            kept.append(each)
    return kept


def _says_the_same(one: Annotation, other: Annotation) -> bool:
    """Whether two with one label on one stretch are twins."""
    if one.answer is not other.answer:
        return False
    # Two suggestions that are refused are two examples.
    return one.answer is not Answer.REJECT or one.origin == other.origin
