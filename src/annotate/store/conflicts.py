"""Annotations and links that were changed apart: what stands, and what lost.

Two files may each hold a change of one revision. Both histories stay; the greatest
revision of all stands, which is the same one on every machine.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from annotate.store import rows
from annotate.store.rows import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotate.model import Annotation, Link
    from annotate.store.engine import Reads

__all__ = ["Conflict", "conflict_among", "conflicts", "conflicts_of"]

_FORKED = """
SELECT DISTINCT id FROM {table}
GROUP BY id, COALESCE(prev, '') HAVING count(*) > 1 ORDER BY id"""

_HISTORIES = {
    "annotation": f"SELECT {rows.ANNOTATION} FROM annotation a "
    "WHERE a.id = :id ORDER BY a.rev",
    "link": f"SELECT {rows.LINK} FROM link l WHERE l.id = :id ORDER BY l.rev",
}


class Conflict(NamedTuple):
    """One annotation or link with two ends that say different things."""

    kept: Annotation | Link
    """The revision that stands."""
    lost: tuple[Annotation | Link, ...]
    """Last revisions of the other histories that say something else, by rev."""


def conflict_among(revisions: Sequence[Annotation | Link]) -> Conflict | None:
    """What stands of one id and what lost against it; None where all ends agree.

    Args:
        revisions: all there are of one id, in any order; at least one.
    """
    replaced = {each.prev for each in revisions}
    ends = sorted(
        (each for each in revisions if each.rev not in replaced), key=attrgetter("rev")
    )
    *others, kept = ends
    lost = tuple(each for each in others if content(each) != content(kept))
    return Conflict(kept, lost) if lost else None


def conflicts(reads: Reads) -> Iterator[Conflict]:
    """Every conflict of the database: annotations by id, then links by id."""
    for table in _HISTORIES:
        forked = [row[0] for row in reads.all(_FORKED.format(table=table))]
        yield from conflicts_of(reads, table, forked)


def conflicts_of(reads: Reads, table: str, wanted: Iterable[str]) -> Iterator[Conflict]:
    """The conflicts among some ids of a table, in the order given."""
    for each in wanted:
        found = reads.all(_HISTORIES[table], {"id": each})
        made: list[Annotation | Link] = (
            [rows.annotation(row) for row in found]
            if table == "annotation"
            else [rows.link(row) for row in found]
        )
        conflict = conflict_among(made)
        if conflict is not None:
            yield conflict
