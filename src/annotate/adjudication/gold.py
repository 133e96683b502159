"""The gold layer of one article: what has been taken, and what has been refused.

Gold has a row for each variant that was decided on: accepted, or rejected. A variant
without a row is open. So the layer itself says what is decided, through exports,
merges and restarts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from annotate.agreement.work import mark_of
from annotate.desk.held import ById, Keyed
from annotate.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.agreement.work import Mark
    from annotate.model import Annotation

__all__ = ["Gold"]

_Key = TypeVar("_Key", str, "tuple[int, int, str]")


class Gold:
    """Rows of the gold layer, accepted and rejected.

    A value: `with_revisions` gives the next one, at a cost that hardly grows with how
    many there are.
    """

    __slots__ = ("_by_id", "_by_mark", "_by_origin")

    def __init__(self, rows: Iterable[Annotation] = ()) -> None:
        """The layer of these rows, in any order; deleted ones are left out."""
        held = [one for one in rows if one.answer is not Answer.DELETE]
        by_mark: dict[Mark, tuple[Annotation, ...]] = {}
        by_origin: dict[str, tuple[Annotation, ...]] = {}
        for one in held:
            by_mark[mark_of(one)] = _added(by_mark.get(mark_of(one), ()), one)
            by_origin[one.origin] = _added(by_origin.get(one.origin, ()), one)
        self._by_id = ById(held)
        self._by_mark = Keyed(by_mark.items())
        self._by_origin = Keyed(by_origin.items())

    @property
    def rows(self) -> tuple[Annotation, ...]:
        """All of them, accepted and rejected, by place."""
        return tuple(sorted(self._by_id.values(), key=_place))

    @property
    def accepted(self) -> tuple[Annotation, ...]:
        """What gold says is there, by place."""
        return tuple(one for one in self.rows if one.answer is Answer.ACCEPT)

    def get(self, row: str) -> Annotation | None:
        """The row with that id; None when there is none."""
        return self._by_id.get(row)

    def at(self, mark: Mark) -> Annotation | None:
        """What was decided on exactly this mark; None while it is open.

        Where two adjudicators decided apart, the last revision counts.
        """
        rows = self._by_mark.get(mark, ())
        return rows[0] if rows else None

    def stale(self, mark: Mark) -> tuple[Annotation, ...]:
        """Further rows of the mark, outranked by `at`."""
        return self._by_mark.get(mark, ())[1:]

    def from_origin(self, annotation: str) -> tuple[Annotation, ...]:
        """The rows that adopt or refuse that annotation."""
        return self._by_origin.get(annotation, ())

    def with_revisions(self, revisions: Iterable[Annotation]) -> Self:
        """The layer after these revisions of its rows; of one row the last counts."""
        last = {one.id: one for one in revisions}
        old = [self._by_id[row] for row in last if row in self._by_id]
        now = [one for one in last.values() if one.answer is not Answer.DELETE]
        changed = object.__new__(type(self))
        changed._by_id = self._by_id.with_changes(
            [one.id for one in old], {one.id: one for one in now}
        )
        changed._by_mark = _moved(
            self._by_mark,
            [(mark_of(one), one) for one in old],
            [(mark_of(one), one) for one in now],
        )
        changed._by_origin = _moved(
            self._by_origin,
            [(one.origin, one) for one in old],
            [(one.origin, one) for one in now],
        )
        return changed


def _place(one: Annotation) -> tuple[int, int, str, str]:
    return (*mark_of(one), one.id)


def _added(rows: tuple[Annotation, ...], one: Annotation) -> tuple[Annotation, ...]:
    """The rows of one key and one more, the last revision first."""
    return tuple(sorted((*rows, one), key=lambda row: row.rev, reverse=True))


def _moved(
    held: Keyed[_Key, tuple[Annotation, ...]],
    old: Iterable[tuple[_Key, Annotation]],
    now: Iterable[tuple[_Key, Annotation]],
) -> Keyed[_Key, tuple[Annotation, ...]]:
    rows: dict[_Key, tuple[Annotation, ...]] = {}
    for key, one in old:
        kept = rows.get(key, held.get(key, ()))
        rows[key] = tuple(row for row in kept if row.id != one.id)
    for key, one in now:
        rows[key] = _added(rows.get(key, held.get(key, ())), one)
    gone = [key for key, kept in rows.items() if not kept and key in held]
    return held.with_changes(gone, {key: kept for key, kept in rows.items() if kept})
