"""What is there of what an import brings: articles, and revisions of its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotate.store import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.model import Annotation, Link
    from annotate.store.engine import Reads, Row

__all__ = ["stored_annotations", "stored_articles", "stored_links"]


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


def stored_articles(reads: Reads, wanted: Sequence[str]) -> set[str]:
    """Those of the ids that are of articles which are there."""
    sql = "SELECT r.id FROM article r WHERE r.id"
    return {row[0] for row in _each_of(reads, sql, wanted)}


def _each_of(reads: Reads, sql: str, wanted: Sequence[str]) -> list[Row]:
    # One list in one parameter: the driver looks for each name among all names.
    listed = reads.dialect.listed.format(names=":wanted")
    bound = {"wanted": json.dumps(wanted)}
    return reads.all(f"{sql} IN ({listed}) ORDER BY rev", bound) if wanted else []
