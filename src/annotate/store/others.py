"""Other people's database files on their way into ours.

Each is copied, brought up to date, looked through and renamed; then all are put
together.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.store.backup import backup
from annotate.store.connection import connect
from annotate.store.copies import private_copy, private_folder
from annotate.store.driver import sqlite3
from annotate.store.errors import (
    DamagedDatabase,
    ForeignSchema,
    NoSuchAnnotator,
    NotADatabase,
    StoreFailure,
    printable,
)
from annotate.store.files import Access
from annotate.store.merging import Merging
from annotate.store.refuse import pending
from annotate.store.schema import MIGRATIONS
from annotate.store.sqlite import SQLite, make_file
from annotate.store.vetting import refuse_rows
from annotate.text.names import annotator_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotate.store.engine import Engine, Reads, Row
    from annotate.store.merged import Merged
    from annotate.store.place import Place

__all__ = ["MergedWithItself", "NameTaken", "merge_files", "preview"]

_BUSY_SECONDS = 5.0
_NAMED_BY = ("assignment", "event", "annotation", "link")


class MergedWithItself(StoreFailure):
    """A file was to be merged into itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{printable(path)} is the database itself; name the file of somebody else."
        )


class NameTaken(StoreFailure):
    """The new name of an annotator belongs to somebody in the same file."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        super().__init__(
            f"{printable(path)} has an annotator {printable(name)} already; give "
            "--rename another name."
        )


def merge_files(
    engine: Engine, others: Sequence[Path], renamed: Mapping[str, str]
) -> Merged:
    """Merge the other files into the engine's database, all or none.

    Args:
        engine: outside a transaction.
        others: at least one; their bytes stay as they are.
        renamed: what annotators of the others are called here, by their names there.

    Raises:
        StoreFailure: see `Store.merge`.
    """
    if not isinstance(engine, SQLite):
        raise TypeError("a server's project is merged by `merge_there`")
    with ExitStack() as stack:
        copies: list[Path] = []
        unknown = dict(renamed)
        for other in others:
            refuse_itself(engine.path, other)
            copy = stack.enter_context(private_copy(other))
            for name in _receive(copy, other, renamed):
                unknown.pop(name, None)
            copies.append(copy)
        if unknown:
            raise NoSuchAnnotator(others[-1], unknown)
        # Put together first, so that the write lock of ours is taken once.
        _gather(copies, others)
        with engine.attached(copies[0]), engine.transaction():
            return Merging(engine, others[0]).run()


def preview(path: Place, others: Sequence[Path], renamed: Mapping[str, str]) -> Merged:
    """What merging the files into the database at `path` would bring.

    It happens in a private copy; nobody is locked out, and a database that is not
    there stays so.

    Raises:
        StoreFailure: see `Store.merge`.
    """
    if not isinstance(path, Path):
        from annotate.store.merging_there import merge_there  # noqa: PLC0415  rare

        return merge_there(path, others, renamed, dry_run=True)
    for other in others:
        refuse_itself(path, other)
    with private_folder() as folder:
        copy = folder / "ours.db"
        if path.exists():
            backup(path, copy)
        else:
            make_file(copy)
        engine = _opened(copy, path)
        try:
            if pending(engine):
                engine.migrate()
            return merge_files(engine, others, renamed)
        finally:
            engine.close()


def refuse_itself(path: Path, other: Path) -> None:
    """Raise when both lead to one file."""
    if path.exists() and other.exists() and path.samefile(other):
        raise MergedWithItself(other)


def _opened(copy: Path, named: Path) -> SQLite:
    """A private copy to write in, which messages call by the name of its original."""
    engine = SQLite(connect(copy, Access.WRITE, _BUSY_SECONDS), named, Access.WRITE)
    try:
        # It also takes in the log; nobody mourns a private copy after a power cut.
        engine.all("PRAGMA journal_mode = MEMORY")
        engine.all("PRAGMA synchronous = OFF")
    except BaseException:
        engine.close()
        raise
    return engine


def _receive(copy: Path, named: Path, renamed: Mapping[str, str]) -> tuple[str, ...]:
    """Bring a copy up to date, refuse what cannot be believed, rename; who was."""
    engine = _opened(copy, named)
    try:
        with engine.snapshot():
            _refuse_file(engine)
        if pending(engine):
            engine.migrate()
        with engine.snapshot():
            refuse_rows(engine)
        return tuple(_rename(engine, renamed))
    finally:
        engine.close()


def _refuse_file(reads: Reads) -> None:
    """Raise unless pages, encoding and schema are as annotate makes them."""
    missing = pending(reads)
    if len(missing) == len(MIGRATIONS):
        raise NotADatabase(reads.path, "empty")
    if reads.one("PRAGMA encoding") != ("UTF-8",):
        raise NotADatabase(reads.path, "a database in UTF-16")
    expected = _schema_without(missing)
    found = {(kind, name): sql for kind, name, sql in reads.all(_SCHEMA)}
    strange = [
        f"the {kind} {name}"
        for (kind, name), sql in found.items()
        if expected.get((kind, name)) != sql
    ]
    if strange:
        raise ForeignSchema(reads.path, strange)
    for kind, name in expected:
        if (kind, name) not in found:
            raise DamagedDatabase(reads.path, f"no {kind} {name}")
    # It also proves types, lengths of keys, CHECK and NOT NULL.
    for (problem,) in reads.all("PRAGMA integrity_check(1)"):
        if problem != "ok":
            raise DamagedDatabase(reads.path, problem)


_SCHEMA = """
SELECT type, name, COALESCE(sql, '') FROM sqlite_master
WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '_sqlite_migrations'
ORDER BY name"""
"""All but SQLite's own tables and the list of steps, which sqlite_utils makes."""


def _schema_without(missing: Sequence[str]) -> dict[tuple[str, str], str]:
    """The schema of a database that lacks these steps: SQL by type and name."""
    raw = sqlite3.connect(":memory:")
    try:
        for step in MIGRATIONS:
            if step.name not in missing:
                for sql, params in step.statements:
                    raw.execute(sql, params)
        rows: list[Row] = raw.execute(_SCHEMA).fetchall()
    finally:
        raw.close()
    return {(kind, name): sql for kind, name, sql in rows}


def _rename(engine: SQLite, renamed: Mapping[str, str]) -> Iterator[str]:
    """Give annotators of the file other names; those that were there."""
    people = {row[0] for row in engine.all("SELECT id FROM annotator")}
    for old, given in renamed.items():
        new = annotator_name(given)
        if old not in people or old == new:
            continue
        if new in people:
            raise NameTaken(engine.path, new)
        people = people - {old} | {new}
        bound = {"old": old, "new": new}
        with engine.transaction():
            engine.run("UPDATE annotator SET id = :new WHERE id = :old", bound)
            for table in _NAMED_BY:
                engine.run(
                    f"UPDATE {table} SET annotator = :new WHERE annotator = :old",
                    bound,
                )
        yield old


def _gather(copies: Sequence[Path], names: Sequence[Path]) -> None:
    """Put all copies into the first."""
    if len(copies) == 1:
        return
    engine = _opened(copies[0], names[0])
    try:
        for copy, name in zip(copies[1:], names[1:], strict=True):
            with engine.attached(copy), engine.transaction():
                Merging(engine, name).run()
    finally:
        engine.close()
