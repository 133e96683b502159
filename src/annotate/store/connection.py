"""A SQLite connection to read with, by the driver alone."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING

from annotate.store.driver import sqlite3
from annotate.store.engine import NOTHING, Dialect
from annotate.store.translate import translated

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from annotate.store.engine import Params, Row
    from annotate.store.files import Access

__all__ = ["Connection", "connect"]

_DIALECT = Dialect(
    holds="{column} LIKE {pattern} ESCAPE '\\'",
    listed="SELECT value FROM json_each({names})",
    # One writer at a time: what is stored later also has the greater rowid.
    moment="",
)
_SAFE_WITH_UNTRUSTED_SCHEMA = (3, 51, 3)


def connect(path: Path, access: Access, busy_seconds: float) -> sqlite3.Connection:
    """An open connection in autocommit mode; the file is never made.

    Raises:
        StoreFailure: one of its subclasses.
    """
    with translated(path):
        raw = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={access.value}",
            uri=True,
            isolation_level=None,
            timeout=busy_seconds,
        )
        raw.execute("PRAGMA cell_size_check = ON")
        if sqlite3.sqlite_version_info >= _SAFE_WITH_UNTRUSTED_SCHEMA:
            raw.execute("PRAGMA trusted_schema = OFF")
    return raw


class Connection:
    """Reads; see `annotate.store.engine.Reads`."""

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self._raw = raw
        self._path = path
        self._snapshots = 0

    @classmethod
    def for_reading(
        cls, path: Path, access: Access, busy_seconds: float = 30.0
    ) -> Connection:
        """A connection that cannot change the database.

        A file that may be written is opened so all the same: a `mode=ro` connection
        leaves its `-wal` and `-shm` behind when it closes.
        """
        raw = connect(path, access, busy_seconds)
        raw.execute("PRAGMA query_only = ON")
        return cls(raw, path)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._path

    @property
    def dialect(self) -> Dialect:
        """How SQLite says it."""
        return _DIALECT

    def all(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """Every row."""
        self._before_read()
        with translated(self._path):
            return self._raw.execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = NOTHING) -> Row | None:
        """The first row; None when there is none."""
        self._before_read()
        with translated(self._path):
            cursor = self._raw.execute(sql, params)
            row: Row | None = cursor.fetchone()
            # An unfinished statement would keep its read transaction open.
            cursor.close()
            return row

    def each(self, sql: str, params: Params = NOTHING) -> Generator[Row]:
        """The rows one by one."""
        self._before_read()
        with translated(self._path):
            cursor = self._raw.execute(sql, params)
            try:
                # By a chain, which does not pass on the closing of this generator:
                # whoever drops it half read may have closed the connection before.
                yield from chain(cursor)
            finally:
                with suppress(sqlite3.ProgrammingError):
                    cursor.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the database at one moment; may be nested."""
        self._before_read()
        if not self._raw.in_transaction:
            with translated(self._path):
                self._raw.execute("BEGIN")
        self._snapshots += 1
        try:
            yield
        finally:
            self._snapshots -= 1
            # After a failure SQLite may have ended it itself, and on a damaged file
            # COMMIT would fail once more.
            if self._snapshots == 0 and self._owns_transaction():
                with translated(self._path):
                    self._raw.execute("ROLLBACK")

    def _before_read(self) -> None:
        """What must be so before a statement of a reader runs."""

    def _owns_transaction(self) -> bool:
        """Whether a snapshot began the open transaction, not a writer."""
        return self._raw.in_transaction

    def data_version(self) -> int:
        """A number that moves when another connection has changed the database."""
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Give everything back; a second call does nothing."""
        with translated(self._path):
            self._raw.close()
