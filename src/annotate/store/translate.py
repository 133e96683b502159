"""Driver errors made into ours, at the border of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.store.driver import sqlite3
from annotate.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    NotADatabase,
    ReadOnlyDatabase,
    StoreFailure,
    UnstorableText,
    UnwritableFolder,
)

if TYPE_CHECKING:
    from types import TracebackType

    from annotate.store.place import Place

__all__ = ["BrokenRow", "named", "translated"]

# Where a statement of ours fails so, somebody else made or broke the tables.
_NOT_OUR_TABLES = ("no such table", "no such column", "Could not decode to UTF-8")

_CODES = {
    "database is locked": 5,
    "disk I/O error": 10,
    "database or disk is full": 13,
    "unable to open database file": 14,
}
"""For the errors of `Connection.backup`, which carry a text only."""


class BrokenRow(Exception):
    """A row holds what its table's constraints rule out; the message says what."""


def named(error: Exception, path: Place) -> StoreFailure | None:
    """The failure that a driver error stands for; None when it is a mistake of ours."""
    if isinstance(error, UnicodeEncodeError):
        return UnstorableText(path)
    text = str(error)
    # The driver cannot decode even the message about a broken schema.
    if isinstance(error, BrokenRow | UnicodeDecodeError):
        return DamagedDatabase(path, text)
    # The low byte is the primary result code (sqlite.org/rescode.html).
    match getattr(error, "sqlite_errorcode", _CODES.get(text, 1)) & 0xFF:
        case 5 | 6:  # BUSY, LOCKED
            return DatabaseBusy(path)
        case 3 | 8:  # PERM, READONLY
            return ReadOnlyDatabase(path)
        case 10 | 13:  # IOERR, FULL
            return DiskFull(path, text)
        case 11:  # CORRUPT
            return DamagedDatabase(path, text)
        case 14:  # CANTOPEN
            return UnwritableFolder(path)
        case 26:  # NOTADB
            return NotADatabase(path)
        case _ if text.startswith(_NOT_OUR_TABLES):
            return DamagedDatabase(path, text)
        case _:
            return None


class translated:  # noqa: N801  read as a function
    """Inside, driver errors and broken rows come out as errors of the store.

    No generator, which would cost a tag a tenth of its time.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Place) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, (sqlite3.Error, UnicodeError, BrokenRow)):
            failure = named(error, self._path)
            if failure is not None:
                raise failure from error
