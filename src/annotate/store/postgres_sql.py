"""The store's SQL as PostgreSQL takes it: parameters, tables, locks. Text alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

from annotate.store.engine import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CHANNEL", "DIALECT", "MIGRATION_TABLE", "begin", "bound", "table_for"]

CHANNEL: Final = "annotate"
"""Notified by every change."""
MIGRATION_TABLE: Final = "annotate_migration"
"""Names the steps that were taken, as `_sqlite_migrations` does in a file."""

DIALECT: Final = Dialect(
    # ASCII alone changes case under this collation, as in SQLite's LIKE.
    holds=(
        "lower({column}) LIKE lower(CAST({pattern} AS TEXT) COLLATE \"C\") ESCAPE '\\'"
    ),
    listed="SELECT json_array_elements_text(CAST({names} AS JSON))",
    moment="SELECT CAST(pg_current_snapshot() AS TEXT)",
)

_EVERYBODY: Final = 0x616E6E6F
_SOMEBODY: Final = 0x616E6E70
"""The first of the two keys of our advisory locks, which PostgreSQL gives no names."""

_TOKEN = re.compile(r"'[^']*'|(?<!:):([A-Za-z_]\w*)|%")
_TYPES: Final = (
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),  # sorts by code points, as SQLite
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\bREAL\b"), "DOUBLE PRECISION"),
    (re.compile(r"\)\s*STRICT\s*$"), ")"),
    (
        re.compile(r"^\s*(CREATE TABLE \w+ \()"),
        r"\1 rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,",
    ),
)


@lru_cache(maxsize=512)
def bound(sql: str) -> str:
    """The statement with `:name` as `%(name)s`."""
    return _TOKEN.sub(_token, sql)


def _token(found: re.Match[str]) -> str:
    return f"%({found[1]})s" if found[1] else found[0].replace("%", "%%")


def table_for(statement: str) -> str:
    """A step of the schema: STRICT has no counterpart, and `rowid` is a column."""
    if not statement.lstrip().startswith("CREATE TABLE"):
        return statement
    for pattern, replacement in _TYPES:
        statement = pattern.sub(replacement, statement)
    return statement


def begin(layers: Iterable[str], busy_seconds: float) -> str:
    """The statements that begin a change.

    A lock makes the changes of one layer, or all, wait for each other, so that what is
    read inside still holds when it is written.

    Args:
        layers: annotators in whose layers it writes, and nowhere else; none: anywhere.
        busy_seconds: how long a lock is waited for.
    """
    keys = sorted({_signed(crc32(each.encode())) for each in layers})
    mode = "_shared" if keys else ""
    locks = [f"SELECT pg_advisory_xact_lock{mode}({_EVERYBODY}, 0)"]
    locks += [f"SELECT pg_advisory_xact_lock({_SOMEBODY}, {key})" for key in keys]
    return "; ".join(
        (
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
            f"SET LOCAL lock_timeout = {max(1, round(busy_seconds * 1000))}",
            # A machine that falls asleep must not keep the others waiting.
            "SET LOCAL idle_in_transaction_session_timeout = 60000",
            *locks,
        )
    )


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
