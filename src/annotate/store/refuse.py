"""Which database files we do not work on: newer ones, foreign ones, planted triggers.

A database file may come from anywhere. A trigger or view in it would run within our
own statements, so a file that holds one is refused before anything else is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.store.errors import (
    DamagedDatabase,
    ForeignSchema,
    NewerDatabase,
    NotADatabase,
    OlderDatabase,
)
from annotate.store.schema import MIGRATION_SET, MIGRATIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from annotate.store.engine import Reads, Row
    from annotate.store.place import Place

__all__ = ["foreign_objects", "missing_steps", "pending", "refuse_reading"]

_MIGRATION_TABLE = "_sqlite_migrations"


def pending(reads: Reads) -> tuple[str, ...]:
    """Names of the steps that the database still lacks, all of them when it is empty.

    Raises:
        StoreFailure: the file is foreign, newer, or not a database.
    """
    with reads.snapshot():
        schema = reads.all("SELECT type, name, COALESCE(sql, '') FROM sqlite_master")
        foreign = foreign_objects(schema)
        if foreign:
            raise ForeignSchema(reads.path, foreign)
        tables = {name for kind, name, _ in schema if kind == "table"}
        applied: list[str] = []
        if _MIGRATION_TABLE in tables:
            found = reads.all(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = :ours",
                {"ours": MIGRATION_SET},
            )
            applied = [str(name) for (name,) in found]
    others = {name for name in tables if not name.startswith("sqlite_")}
    return missing_steps(reads.path, others, applied)


def missing_steps(
    path: Place, tables: Collection[str], applied: Sequence[str]
) -> tuple[str, ...]:
    """Names of the steps that a database with these tables lacks, in order.

    Args:
        path: where it is, for messages.
        tables: the names of all.
        applied: the names of the steps that it says were taken.

    Raises:
        StoreFailure: as `pending`.
    """
    known = [step.name for step in MIGRATIONS]
    if tables and not applied:
        named = ", ".join(sorted(tables)[:4])
        raise NotADatabase(path, f"of another program (it holds {named})")
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise NewerDatabase(path, unknown)
    missing = tuple(name for name in known if name not in applied)
    lost = [name for name in TABLES if name not in tables]
    if lost and not missing:
        raise DamagedDatabase(path, f"no table {lost[0]}")
    return missing


def refuse_reading(reads: Reads) -> None:
    """Raise unless the database is ours and up to date."""
    missing = pending(reads)
    if len(missing) == len(MIGRATIONS):
        raise NotADatabase(reads.path, "empty")
    if missing:
        raise OlderDatabase(reads.path)


def foreign_objects(schema: list[Row]) -> tuple[str, ...]:
    """The triggers, views and virtual tables among rows of (type, name, sql)."""
    return tuple(
        f"the {'virtual table' if kind == 'table' else kind} {name}"
        for kind, name, sql in schema
        if kind in {"trigger", "view"}
        or (kind == "table" and sql.lstrip().upper().startswith("CREATE VIRTUAL"))
    )
