"""A private copy of somebody else's database file, which stays as it is.

SQLite would write beside a file that it only reads, and move its log into it when it
closes. So the bytes of the file and of its log are copied, and SQLite opens the copy.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.store.errors import (
    DatabaseBusy,
    DiskFull,
    NoSuchDatabase,
    NotADatabase,
    StoreFailure,
)
from annotate.store.files import refuse_place, sibling

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UnfinishedChange", "private_copy", "private_folder"]

_QUIET_NS = 20_000_000
"""A file's time of change may be this coarse."""
_PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.02
_NAME = "copy.db"


class UnfinishedChange(StoreFailure):
    """A program was stopped while it changed the file in SQLite's older manner."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Beside {path} lies {path.name}-journal, an unfinished change of another "
            "program; open the database once with that program, then try again."
        )


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this process uses; at the end it is gone."""
    with tempfile.TemporaryDirectory(prefix="annotate-") as folder:
        yield Path(folder)


@contextmanager
def private_copy(path: Path) -> Iterator[Path]:
    """A file with what the database holds, its log counted; at the end it is gone.

    No connection of this process may have the file open: see `annotate.store.driver`.

    Raises:
        NoSuchDatabase: there is no file.
        NotADatabase: it is a folder, a device or cannot be read.
        DatabaseBusy: somebody writes in it without a pause.
        UnfinishedChange: a rollback journal lies beside it.
        DiskFull: the folder for temporary files has no room.
    """
    refuse_place(path, must_exist=True, is_copied=True)
    with private_folder() as folder:
        copy = folder / _NAME
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _copy_at_rest(path, copy):
            if time.monotonic() > deadline:
                raise DatabaseBusy(path)
            time.sleep(_PAUSE_SECONDS)
        yield copy


def _copy_at_rest(path: Path, copy: Path) -> bool:
    """Whether nobody wrote while file and log were copied, so that they fit."""
    before = _state(path)
    if before is None:
        raise NoSuchDatabase(path)
    newest = max((each[1] for each in before if each), default=0)
    # A change within one tick of the file system's clock would not be seen.
    if 0 <= time.time_ns() - newest < _QUIET_NS:
        return False
    try:
        for suffix in ("", "-wal"):
            source, target = sibling(path, suffix), sibling(copy, suffix)
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
    except FileNotFoundError:  # the log went away: the last window was closed
        return False
    except PermissionError:
        raise NotADatabase(path, "a file that you may not read") from None
    except OSError as error:
        raise DiskFull(copy, error.strerror or str(error)) from error
    return before == _state(path)


def _state(path: Path) -> tuple[tuple[int, int, int] | None, ...] | None:
    """Size, time and number of the file and of its log; None without the file."""
    journal = sibling(path, "-journal")
    if journal.exists() and journal.stat().st_size:
        raise UnfinishedChange(path)
    found = tuple(_one_state(sibling(path, suffix)) for suffix in ("", "-wal"))
    return None if found[0] is None else found


def _one_state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
