"""PostgreSQL by psycopg: connecting, transactions, live updates, migrations.

One connection, in autocommit mode, and transactions spelled out, as with SQLite. It is
made again when it is found broken, but never inside a transaction: what was read there
may no longer hold.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar

from annotate.store.engine import NOTHING
from annotate.store.errors import (
    DamagedDatabase,
    ForeignSchema,
    NoSuchDatabase,
    OlderDatabase,
    StoreFailure,
    UnstorableText,
)
from annotate.store.postgres_driver import psycopg
from annotate.store.postgres_links import connected
from annotate.store.postgres_sql import (
    CHANNEL,
    DIALECT,
    MIGRATION_TABLE,
    begin,
    bound,
    table_for,
)
from annotate.store.refuse import missing_steps
from annotate.store.schema import MIGRATIONS, TABLES
from annotate.store.server_errors import ServerGone, ServerRefused, failure_of
from annotate.store.translate import BrokenRow

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from annotate.store.engine import Dialect, Params, Row
    from annotate.store.place import Server

__all__ = ["Postgres", "PostgresReads", "has_project", "open_postgres", "open_reads"]

_Result = TypeVar("_Result")

_ROWS_AT_ONCE: Final = 500
_SNAPSHOT: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

_OBJECTS = """
SELECT c.relname, CAST(c.relkind AS TEXT),
  EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)
  OR EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = c.oid)
FROM pg_class c
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND (
  c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)
  OR pg_table_is_visible(c.oid) AND c.relname IN (
    SELECT json_array_elements_text(CAST(:ours AS JSON))))"""


class PostgresReads:
    """Reads; see `annotate.store.engine.Reads`."""

    def __init__(self, server: Server, busy_seconds: float) -> None:
        self._server = server
        self._busy_seconds = busy_seconds
        self._snapshots = 0
        self._is_in_transaction = False
        self._is_listening = False
        self._may_reconnect = True
        self._changes = 0
        """How often somebody else changed the database, as far as we were told."""
        self._cursors = 0
        self._raw = self._connected()

    @property
    def path(self) -> Server:
        """The server, for messages."""
        return self._server

    @property
    def dialect(self) -> Dialect:
        """How PostgreSQL says it."""
        return DIALECT

    def all(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """Every row."""
        return self._again(lambda: self._cursor(sql, params).fetchall())

    def one(self, sql: str, params: Params = NOTHING) -> Row | None:
        """The first row; None when there is none."""
        return self._again(lambda: self._cursor(sql, params).fetchone())

    def each(self, sql: str, params: Params = NOTHING) -> Generator[Row]:
        """The rows one by one, fetched some hundreds at a time."""
        with self.snapshot(), self._translated():
            self._cursors += 1
            cursor = self._raw.cursor(f"rows{self._cursors}")
            try:
                cursor.itersize = _ROWS_AT_ONCE
                cursor.execute(bound(sql), dict(params))
                yield from cursor
            finally:
                # Whoever drops it half read may have closed the connection before.
                with suppress(psycopg.Error):
                    cursor.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the database at one moment; may be nested."""
        if not self._is_open():
            self._again(lambda: self._say(_SNAPSHOT))
        self._snapshots += 1
        try:
            yield
        finally:
            self._snapshots -= 1
            if self._snapshots == 0 and not self._is_in_transaction:
                # Where the connection broke, so did the snapshot.
                with suppress(StoreFailure):
                    self._say("ROLLBACK")

    def data_version(self) -> int:
        """A number that moves when another connection has changed the database."""
        if not self._is_listening:
            self._again(lambda: self._say(f"LISTEN {CHANNEL}"))
            self._is_listening = True
        try:
            self._hear()
        except ServerGone:
            if self._is_open():
                raise
            self._reconnect()
        return self._changes

    def close(self) -> None:
        """Give everything back; a second call does nothing."""
        self._may_reconnect = False
        self._raw.close()

    def refuse_reading(self) -> None:
        """Raise unless the database is ours and up to date."""
        missing = self.pending()
        if len(missing) == len(MIGRATIONS):
            raise NoSuchDatabase(self._server)
        if missing:
            raise OlderDatabase(self._server)

    def pending(self) -> tuple[str, ...]:
        """Names of the steps that the database still lacks, all when it is empty.

        Raises:
            StoreFailure: it is another program's, newer, or has rules of its own.
        """
        ours = (*TABLES, MIGRATION_TABLE)
        objects = self.all(_OBJECTS, {"ours": json.dumps(ours)})
        # A trigger or rule would run within our own statements.
        foreign = [
            f"the {'triggers or rules of ' if acts else 'view '}{name}"
            for name, kind, acts in objects
            if name in ours and (acts or kind != "r")
        ]
        if foreign:
            raise ForeignSchema(self._server, foreign)
        tables = {name for name, _, _ in objects}
        applied: list[str] = []
        if MIGRATION_TABLE in tables:
            found = self.all(f"SELECT name FROM {MIGRATION_TABLE} ORDER BY name")
            applied = [str(name) for (name,) in found]
        others = {each for each in tables if each != MIGRATION_TABLE}
        return missing_steps(self._server, others, applied)

    def _cursor(self, sql: str, params: Params) -> psycopg.Cursor[Row]:
        with self._translated():
            return self._raw.execute(bound(sql), dict(params))

    def _say(self, statements: str) -> None:
        """Run statements of ours that have no parameters, in one message."""
        with self._translated():
            self._raw.execute(statements.encode(), prepare=False)

    def _again(self, action: Callable[[], _Result]) -> _Result:
        """What the action gives, a second time if its connection was already dead."""
        try:
            return action()
        except ServerGone:
            if self._is_open() or not self._may_reconnect:
                raise
            self._reconnect()
            return action()

    def _reconnect(self) -> None:
        # Not a third time, if this connection breaks off too.
        self._may_reconnect = False
        self._raw.close()
        try:
            self._raw = self._connected()
            # Whatever happened meanwhile, nobody has told us of it.
            self._changes += 1
            try:
                self.refuse_reading()
                if self._is_listening:
                    self._say(f"LISTEN {CHANNEL}")
            except BaseException:
                self._raw.close()
                raise
        finally:
            self._may_reconnect = True

    def _connected(self) -> psycopg.Connection[Row]:
        raw = connected(self._server, self._busy_seconds)
        raw.add_notify_handler(lambda note: self._count(note.pid))
        return raw

    def _is_open(self) -> bool:
        """Whether a snapshot or a transaction has begun."""
        return self._is_in_transaction or self._snapshots > 0

    def _hear(self) -> None:
        """Count the notifications that have come, without waiting for any."""
        with self._translated():
            self._raw.pgconn.consume_input()
            while (note := self._raw.pgconn.notifies()) is not None:
                self._count(note.be_pid)

    def _count(self, process: int) -> None:
        self._changes += process != self._raw.pgconn.backend_pid

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Inside, the driver's errors come out as errors of the store."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise UnstorableText(self._server) from error
        except psycopg.Error as error:
            failure = self._failure(error)
            if failure is None:
                raise
            raise failure from error

    def _failure(self, error: psycopg.Error) -> StoreFailure | None:
        if error.sqlstate is None and self._raw.closed:
            return ServerGone(self._server, str(error))
        said = error.diag.message_primary or str(error)
        return failure_of(self._server, error.sqlstate or "", said)


class Postgres(PostgresReads):
    """Reads and writes; see `annotate.store.engine.Engine`."""

    def __init__(self, server: Server, busy_seconds: float) -> None:
        super().__init__(server, busy_seconds)
        self._has_written = False

    def run(self, sql: str, params: Params = NOTHING) -> int:
        """How many rows the statement changed."""
        self._has_written = True
        return self._cursor(sql, params).rowcount

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run the statement for each of the rows."""
        self._has_written = True
        with self._translated(), self._raw.cursor() as cursor:
            cursor.executemany(bound(sql), [dict(each) for each in rows])

    @contextmanager
    def transaction(self, *layers: str) -> Iterator[None]:
        """The changes inside are stored together or not at all; never nested."""
        if self._is_open():
            raise RuntimeError("a change begins while a snapshot is open")
        self._again(lambda: self._begin(layers))
        self._is_in_transaction = True
        self._has_written = False
        try:
            yield
            self._commit()
        except BaseException as error:
            with suppress(StoreFailure):
                self._say("ROLLBACK")
            if isinstance(error, BrokenRow):
                raise DamagedDatabase(self._server, str(error)) from error
            raise
        finally:
            self._is_in_transaction = False

    def migrate(self) -> None:
        """Bring the tables up to date, in one transaction; safe from many clients."""
        with self.transaction():
            missing = self.pending()
            self._say(
                f"CREATE TABLE IF NOT EXISTS {MIGRATION_TABLE} (name TEXT PRIMARY KEY)"
            )
            for step in MIGRATIONS:
                if step.name not in missing:
                    continue
                for sql, params in step.statements:
                    self.run(table_for(sql), params)
                self.run(
                    f"INSERT INTO {MIGRATION_TABLE} (name) VALUES (:name)",
                    {"name": step.name},
                )

    def _begin(self, layers: Iterable[str]) -> None:
        try:
            self._say(begin(layers, self._busy_seconds))
        except StoreFailure:
            # The transaction has begun, but has not got its lock.
            if not self._raw.closed:
                self._say("ROLLBACK")
            raise

    def _commit(self) -> None:
        last = f"NOTIFY {CHANNEL}; COMMIT" if self._has_written else "COMMIT"
        with self._translated():
            done = self._raw.execute(last.encode(), prepare=False)
            while done.nextset():
                pass
        # Of a transaction in which something failed PostgreSQL makes a ROLLBACK.
        if done.statusmessage != "COMMIT":
            raise ServerRefused(self._server, "it took the change back")


def open_postgres(
    server: Server, *, must_exist: bool = False, busy_seconds: float = 30.0
) -> Postgres:
    """An engine on a server's database, brought up to date where needed.

    Raises:
        StoreFailure: as `Reader.open`, and MissingPrivilege where there are no tables
            yet and they may not be made.
    """
    engine = Postgres(server, busy_seconds)
    try:
        missing = engine.pending()
        if missing and not (must_exist and len(missing) == len(MIGRATIONS)):
            engine.migrate()
        engine.refuse_reading()
    except BaseException:
        engine.close()
        raise
    return engine


def open_reads(server: Server, busy_seconds: float = 30.0) -> PostgresReads:
    """A connection to read with, to a project that is ours and up to date."""
    reads = PostgresReads(server, busy_seconds)
    try:
        reads.refuse_reading()
    except BaseException:
        reads.close()
        raise
    return reads


def has_project(server: Server) -> bool:
    """Whether the server's database has our tables."""
    reads = PostgresReads(server, 30.0)
    try:
        return len(reads.pending()) < len(MIGRATIONS)
    finally:
        reads.close()
