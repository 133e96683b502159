"""A whole project, with its history, from one place to another.

Rows are copied as they are, in the order of their addition, and in one transaction.
What the other place holds already must be a part of it: in the end a digest of all rows
is the same on both sides, or nothing has changed. The source is looked through before,
as one that comes from somebody else.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.store.connection import Connection
from annotate.store.errors import DamagedDatabase, StoreFailure, printable
from annotate.store.files import access_to, refuse_place, sibling
from annotate.store.merging import is_later
from annotate.store.refuse import refuse_reading
from annotate.store.schema import TABLES, columns_of, key_of
from annotate.store.sqlite import open_sqlite
from annotate.store.vetting import refuse_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from annotate.store.engine import Engine, Reads, Row
    from annotate.store.place import Place

__all__ = ["Copied", "NotAPart", "Source", "source_at"]

_BATCH = 500
_DIGEST_BITS = 128


class NotAPart(StoreFailure):
    """The target holds work that the source has not."""

    def __init__(self, source: Place, target: Place, rows: int) -> None:
        self.rows = rows
        super().__init__(
            f"{printable(target)} holds {rows} rows that {printable(source)} has not, "
            "or has otherwise; nothing was copied: copy into a new place, or bring "
            "them together with `annotate merge`."
        )


class Copied(NamedTuple):
    """How many rows there are now on both sides, and how many of them came."""

    rows: int
    new: int


class Source:
    """A project at one moment, whose rows may be believed."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self.rows = sum(_count(reads, table) for table in TABLES)

    def copy_into(
        self, target: Place, passed: Callable[[int], object] = lambda _: None
    ) -> Copied:
        """Copy everything that is not there yet, all or nothing.

        Args:
            target: a new place, an empty one, or one that holds a part of this.
            passed: told how many rows of `rows` have gone by since the last time.

        Raises:
            NotAPart: the target holds something else too.
            StoreFailure: as `open_store`; what was made for it is gone again.
        """
        with _opened(target) as engine, engine.transaction():
            there = sum(_count(engine, table) for table in TABLES)
            mine = sum(self._copy_table(engine, table, passed) for table in TABLES)
            theirs, rows = _digest(engine)
            if theirs != mine % (1 << _DIGEST_BITS):
                raise NotAPart(self._reads.path, target, self._strange(engine))
        return Copied(rows, rows - there)

    def _copy_table(
        self, engine: Engine, table: str, passed: Callable[[int], object]
    ) -> int:
        """Copy a table; the sum of the digests of its rows."""
        names, total = [each.name for each in columns_of(table)], 0
        sql = _insert(table, names)
        with closing(_each(self._reads, table)) as found:
            while batch := list(islice(found, _BATCH)):
                engine.many(sql, [dict(zip(names, row, strict=True)) for row in batch])
                total += sum(map(_digest_of, batch))
                passed(len(batch))
        return total

    def _strange(self, engine: Engine) -> int:
        """How many rows of the target are not as they are here."""
        strange = 0
        for table in TABLES:
            with closing(_each(self._reads, table)) as found:
                mine = {_digest_of(row) for row in found}
            with closing(_each(engine, table)) as found:
                strange += sum(_digest_of(row) not in mine for row in found)
        return strange


@contextmanager
def source_at(place: Place) -> Iterator[Source]:
    """The project that is kept there, which does not change meanwhile.

    Raises:
        Untrusted: a row cannot have been made by annotate.
        StoreFailure: as `Reader.open`.
    """
    with closing(_reading(place)) as reads, reads.snapshot():
        if isinstance(place, Path):
            _refuse_kinds(reads)
        refuse_rows(reads)
        yield Source(reads)


def _reading(place: Place) -> Reads:
    if not isinstance(place, Path):
        from annotate.store.postgres import open_reads  # noqa: PLC0415  psycopg

        return open_reads(place)
    refuse_place(place, must_exist=True)
    reads = Connection.for_reading(place, access_to(place))
    try:
        refuse_reading(reads)
    except BaseException:
        reads.close()
        raise
    return reads


@contextmanager
def _opened(target: Place) -> Iterator[Engine]:
    """The target; a file that was made for it is gone again after a failure."""
    with ExitStack() as stack:
        engine: Engine
        if isinstance(target, Path):
            if not target.exists():
                stack.callback(_remove, target)
            engine = stack.enter_context(closing(open_sqlite(target)))
        else:
            from annotate.store.postgres import open_postgres  # noqa: PLC0415  psycopg

            engine = stack.enter_context(closing(open_postgres(target)))
        yield engine
        engine.close()
        stack.pop_all()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        sibling(path, suffix).unlink(missing_ok=True)


def _insert(table: str, names: list[str]) -> str:
    key = key_of(table)
    rest = [each for each in names if each not in key]
    if table == "event":
        conflict = "NOTHING"
    elif "live" in names:
        # Of two imports that brought one revision a merge lets the lesser have it.
        conflict = (
            "UPDATE SET live = excluded.live, event = excluded.event "
            f"WHERE {table}.live <> excluded.live OR {table}.event > excluded.event"
        )
    else:
        later = ", ".join(f"{each} = excluded.{each}" for each in rest)
        conflict = f"UPDATE SET {later} WHERE {is_later(table, 'excluded', table)}"
    return (
        f"INSERT INTO {table} ({', '.join(names)}) "
        f"VALUES ({', '.join(f':{each}' for each in names)}) "
        f"ON CONFLICT ({', '.join(key)}) DO {conflict}"
    )


def _each(reads: Reads, table: str) -> Generator[Row]:
    """The rows of a table, in the order in which they were added."""
    names = ", ".join(each.name for each in columns_of(table))
    return reads.each(f"SELECT {names} FROM {table} ORDER BY rowid")


def _count(reads: Reads, table: str) -> int:
    row = reads.one(f"SELECT count(*) FROM {table}")
    return int(row[0]) if row else 0


def _digest(reads: Reads) -> tuple[int, int]:
    """A number that all rows make together, in any order, and how many there are."""
    total = rows = 0
    for table in TABLES:
        with closing(_each(reads, table)) as found:
            for row in found:
                total += _digest_of(row)
                rows += 1
    return total % (1 << _DIGEST_BITS), rows


def _digest_of(row: Row) -> int:
    said = repr(tuple(row)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=_DIGEST_BITS // 8).digest())


def _refuse_kinds(reads: Reads) -> None:
    """Raise for a value of another kind than its column's, which files may hold."""
    for table in TABLES:
        wrong = " OR ".join(
            f"typeof({name}) <> '{kind.lower()}'"
            + (f" AND {name} IS NOT NULL" if is_optional else "")
            for name, kind, is_optional in columns_of(table)
        )
        if reads.one(f"SELECT 1 FROM {table} WHERE {wrong} LIMIT 1"):
            raise DamagedDatabase(reads.path, f"a value of the wrong kind in {table}")
