"""A sound copy of a database, also while others work in it."""

from __future__ import annotations

import os
import secrets
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.store.connection import connect
from annotate.store.driver import sqlite3
from annotate.store.errors import BackupRefused, DamagedDatabase, UnwritableFolder
from annotate.store.files import access_to, refuse_place, sibling
from annotate.store.translate import translated

if TYPE_CHECKING:
    from annotate.store.place import Place

__all__ = ["backup"]

_MAGIC = b"SQLite format 3\0"
_BUSY_SECONDS = 30.0
_BESIDE = ("-wal", "-shm", "-journal")


def backup(source: Place, target: Path) -> None:
    """Copy the database at `source` to `target`, checked, whole or not at all.

    A plain copy of the file would miss what is still in the log beside it. Of a server
    it is a file that the desk opens, and that `annotate copy` brings back.

    Raises:
        BackupRefused: the target is the source, is in use, or is something else than
            an SQLite database.
        DamagedDatabase: the source is damaged; nothing was written.
        UnwritableFolder: the target cannot be made there.
        StoreFailure: as `Reader.open`, and DiskFull.
    """
    if isinstance(source, Path):
        refuse_place(source, must_exist=True)
    _refuse_target(source, target)
    made = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if isinstance(source, Path):
            _copy(source, made, target)
        else:
            from annotate.store.copying import source_at  # noqa: PLC0415  psycopg

            with source_at(source) as project:
                project.copy_into(made)
        _settle(made, target)
    except OSError as error:
        raise UnwritableFolder(target) from error
    finally:
        for suffix in ("", *_BESIDE):
            with suppress(OSError):
                sibling(made, suffix).unlink(missing_ok=True)


def _refuse_target(source: Place, target: Path) -> None:
    if target.is_dir():
        raise BackupRefused(target, "is a folder")
    if isinstance(source, Path) and any(
        _is_same(sibling(source, suffix), target) for suffix in ("", *_BESIDE)
    ):
        raise BackupRefused(target, "is the database itself")
    if not target.exists():
        return
    # Another's log would be read into the copy.
    if any(sibling(target, suffix).exists() for suffix in _BESIDE):
        raise BackupRefused(target, "is a database in use")
    try:
        with target.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise UnwritableFolder(target) from error
    if head not in {b"", _MAGIC}:
        raise BackupRefused(target, "is a file of another kind")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _copy(source: Path, made: Path, target: Path) -> None:
    # Made by us, so that a group may share it as it may share the source.
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660))
    raw = connect(source, access_to(source), _BUSY_SECONDS)
    with translated(source), closing(raw):
        (found,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise DamagedDatabase(source, found)
        with translated(target), closing(sqlite3.connect(made)) as copy:
            raw.backup(copy)


def _settle(made: Path, target: Path) -> None:
    """Put the finished copy in place, so that a power cut leaves the old or the new."""
    _sync(made)
    made.replace(target)
    _sync(target.absolute().parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
