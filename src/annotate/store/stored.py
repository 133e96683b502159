"""The revisions that there are of an import's annotations and links."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.model import Annotation, Link
    from annotate.store.engine import Reads, Row

__all__ = ["stored_annotations", "stored_links"]

_BATCH = 500


def stored_annotations(
    reads: Reads, wanted: Sequence[str]
) -> dict[str, list[Annotation]]:
    """The revisions of the annotations with these ids, oldest first."""
    found: dict[str, list[Annotation]] = {}
    sql = f"SELECT {rows.ANNOTATION} FROM annotation a WHERE a.id"
    for each in map(rows.annotation, _each_of(reads, sql, wanted)):
        found.setdefault(each.id, []).append(each)
    return found


def stored_links(reads: Reads, wanted: Sequence[str]) -> dict[str, list[Link]]:
    """The revisions of the links with these ids, oldest first."""
    found: dict[str, list[Link]] = {}
    sql = f"SELECT {rows.LINK} FROM link l WHERE l.id"
    for each in map(rows.link, _each_of(reads, sql, wanted)):
        found.setdefault(each.id, []).append(each)
    return found


def _each_of(reads: Reads, sql: str, wanted: Sequence[str]) -> Iterator[Row]:
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        names, listed = _parameters(len(batch))
        bound = dict(zip(names, batch, strict=True))
        yield from reads.all(f"{sql} IN ({listed}) ORDER BY rev", bound)


@lru_cache(maxsize=64)
def _parameters(count: int) -> tuple[tuple[str, ...], str]:
    """So many names of parameters, and how a statement lists them."""
    names = tuple(f"i{number}" for number in range(count))
    return names, ", ".join(f":{name}" for name in names)
