"""SQLite by sqlite_utils: opening, pragmas, migrations and write transactions.

We open the connection and sqlite_utils works on it: its own way of opening makes
missing files, waits five seconds for a lock and sets no pragma. Its `upsert` and
`atomic` are not used, since the first can lose rows and the second begins without
the write lock; statements go through `Database.execute` inside BEGIN IMMEDIATE.
"""

from __future__ import annotations

import os
import random
import re
import threading
import time
from contextlib import contextmanager, suppress
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from annotate.store.connection import Connection, connect
from annotate.store.engine import NOTHING
from annotate.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    ReadOnlyDatabase,
    StoreFailure,
    UnwritableFolder,
)
from annotate.store.files import Access, access_to, is_writable, refuse_place
from annotate.store.refuse import pending, refuse_reading
from annotate.store.schema import MIGRATION_SET, MIGRATIONS
from annotate.store.sqlite_tools import Database, Migrations
from annotate.store.translate import BrokenRow, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from annotate.store.driver import sqlite3
    from annotate.store.engine import Params, Value
    from annotate.store.schema import Migration

__all__ = ["SQLite", "make_file", "open_sqlite"]

_MODE = 0o660
_POLL_SECONDS = 0.02
_NAME = re.compile(r":(\w+)")
_FIRST_PAUSE_SECONDS = 0.0005
_PAUSE_SECONDS = 0.025
"""Of 32 that write without a pause, more haste lets the asking slow the writing."""
# Closing a descriptor drops the process's locks on the file, so nobody else in this
# process may have it open while a new one is made.
_making = threading.Lock()


class SQLite(Connection):
    """Reads and writes one file; see `annotate.store.engine.Engine`."""

    def __init__(
        self,
        raw: sqlite3.Connection,
        path: Path,
        access: Access,
        busy_seconds: float = 30.0,
    ) -> None:
        super().__init__(raw, path)
        self._busy_seconds = busy_seconds
        self._is_patient = True
        self._access = access
        self._is_in_transaction = False
        self._has_written = False
        with translated(path):
            self._database = Database(
                raw, recursive_triggers=False, execute_plugins=False
            )

    def run(self, sql: str, params: Params = NOTHING) -> int:
        """How many rows the statement changed."""
        with translated(self._path):
            return self._database.execute(sql, dict(params)).rowcount

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run the statement for each of the rows; no text in it may hold a colon."""
        statement, values_of = _by_position(sql)
        with translated(self._path):
            self._database.conn.executemany(statement, map(values_of, rows))

    @contextmanager
    def transaction(self, *layers: str) -> Iterator[None]:
        """The changes inside are stored together or not at all; never nested."""
        del layers  # the whole file has one lock
        self.refuse_writing()
        self._begin()
        self._is_in_transaction = True
        try:
            yield
            # COMMIT can fail too, for want of room.
            with translated(self._path):
                self._database.execute("COMMIT")
        except BaseException as error:
            with suppress(StoreFailure), translated(self._path):
                self._database.rollback()
            if isinstance(error, BrokenRow):
                raise DamagedDatabase(self._path, str(error)) from error
            raise
        finally:
            self._is_in_transaction = False
        self._has_written = True

    def _begin(self) -> None:
        """Take the write lock, waiting for it in turns that are alike for all.

        SQLite's own waiting asks ever more rarely, up to every tenth of a second, so
        that among many writers the one that waits longest has the least chance.
        """
        if self._is_patient:
            self._let_wait(0)
        deadline = time.monotonic() + self._busy_seconds
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                with translated(self._path):
                    self._database.execute("BEGIN IMMEDIATE")
            except DatabaseBusy:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  no secret
                pause = min(pause * 2, _PAUSE_SECONDS)
            else:
                return

    def _let_wait(self, seconds: float) -> None:
        """Say how long SQLite itself waits for a lock."""
        with translated(self._path):
            self._raw.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        self._is_patient = seconds > 0

    def _before_read(self) -> None:
        # A read meets a lock only where a log is being recovered: there SQLite's own
        # waiting is right. Between writes it stays off, since to say so takes time.
        if not self._is_patient and not self._is_in_transaction:
            self._let_wait(self._busy_seconds)

    def refuse_writing(self) -> None:
        """Raise when the file or its folder cannot be written."""
        if self._access is Access.WRITE:
            return
        if is_writable(self._path):
            raise UnwritableFolder(self._path)
        raise ReadOnlyDatabase(self._path)

    @contextmanager
    def attached(self, path: Path) -> Iterator[None]:
        """Inside, another file's tables are there to read as `other.<table>`.

        Not inside a transaction.
        """
        place = f"{path.absolute().as_uri()}?mode={Access.READ.value}"
        with translated(self._path):
            self._database.execute("ATTACH :place AS other", {"place": place})
        try:
            yield
        finally:
            with translated(self._path):
                self._database.execute("DETACH other")

    def migrate(self) -> None:
        """Bring the tables up to date, in one transaction; safe from many processes."""
        with self.transaction():
            _migrations().apply(self._database)

    def use_log(self, busy_seconds: float) -> None:
        """Keep changes in a write-ahead log; writes only if that was not so."""
        deadline = time.monotonic() + busy_seconds
        while True:
            if self.one("PRAGMA journal_mode") == ("wal",):
                return
            # SQLite does not wait for a lock on this one by itself.
            with suppress(DatabaseBusy):
                if self.one("PRAGMA journal_mode = WAL") == ("wal",):
                    return
            if time.monotonic() > deadline:
                raise DatabaseBusy(self._path)
            time.sleep(_POLL_SECONDS)

    def close(self) -> None:
        """Give everything back; after a write, let SQLite refresh its statistics."""
        if self._has_written:
            self._has_written = False
            # Statistics are a help, not a duty: a lock or a full disk may prevent it.
            with suppress(StoreFailure):
                self.run("PRAGMA optimize")
        super().close()

    def _owns_transaction(self) -> bool:
        return super()._owns_transaction() and not self._is_in_transaction


def open_sqlite(
    path: Path, *, must_exist: bool = False, busy_seconds: float = 30.0
) -> SQLite:
    """An engine on a file, made and brought up to date where needed.

    A file that is up to date and in WAL mode is not written. One that cannot be
    written is opened for reading; its first transaction says why.

    Raises:
        StoreFailure: as `Reader.open`, and UnwritableFolder for a new file.
    """
    refuse_place(path, must_exist=must_exist)
    with _making:
        if not path.exists():
            make_file(path)
    access = access_to(path)
    raw = connect(path, access, busy_seconds)
    engine = SQLite(raw, path, access, busy_seconds)
    try:
        if access is not Access.WRITE:
            refuse_reading(engine)
            return engine
        # What is no database of ours must not be written, not even its header.
        is_pending = bool(pending(engine))
        engine.use_log(busy_seconds)
        engine.all("PRAGMA synchronous = FULL")
        engine.all("PRAGMA foreign_keys = ON")
        if is_pending:
            engine.migrate()
    except BaseException:
        engine.close()
        raise
    return engine


@lru_cache(maxsize=64)
def _by_position(sql: str) -> tuple[str, Callable[[Params], tuple[Value, ...]]]:
    """The statement with ? for its names, and what makes its values of a row.

    The driver looks a name up anew for every row, which takes an eighth of the time of
    inserting it.
    """
    names = tuple(_NAME.findall(sql))

    def values_of(row: Params) -> tuple[Value, ...]:
        return tuple([row[name] for name in names])

    return _NAME.sub("?", sql), itemgetter(*names) if len(names) > 1 else values_of


def make_file(path: Path) -> None:
    """Make an empty file that a group may share where the umask allows it.

    SQLite itself makes files that a group cannot write, whatever the umask.

    Raises:
        UnwritableFolder: the folder is missing or cannot be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE))
    except FileExistsError:
        return
    except OSError as error:
        raise UnwritableFolder(path) from error


def _migrations() -> Migrations:
    """Our steps in the form that sqlite_utils applies and records."""
    steps = Migrations(MIGRATION_SET)
    for each in MIGRATIONS:
        _register(steps, each)
    return steps


def _register(steps: Migrations, step: Migration) -> None:
    @steps(name=step.name)
    def apply(database: Database) -> None:
        for sql, params in step.statements:
            database.execute(sql, dict(params))
