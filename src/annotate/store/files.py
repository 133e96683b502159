"""What the file system lets us do with a database file."""

from __future__ import annotations

import os
import re
import stat
from enum import Enum
from pathlib import Path

from annotate.store.errors import (
    NetworkFileSystem,
    NoSuchDatabase,
    NotADatabase,
    UnwritableFolder,
)

__all__ = [
    "Access",
    "access_to",
    "file_system",
    "is_writable",
    "refuse_place",
    "sibling",
]

_NETWORK = re.compile(r"nfs\d*|cifs|smb\d*|smbfs|9p|afs|ceph|fuse|fuse\..*")
_MOUNTINFO = Path("/proc/self/mountinfo")


class Access(Enum):
    """How a file may be opened."""

    WRITE = "rw"
    READ = "ro"
    """Cannot be written, but has a log that must be read with it."""
    IMMUTABLE = "ro&immutable=1"
    """Cannot be written and has no log: SQLite needs no files beside it."""


def sibling(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside the database: `-wal`, `-shm`, `-journal`."""
    return path.with_name(path.name + suffix)


def access_to(path: Path) -> Access:
    """How an existing file may be opened by this process."""
    # A log cannot be made in a folder that cannot be written, so both count.
    if is_writable(path) and is_writable(path.absolute().parent):
        return Access.WRITE
    wal = sibling(path, "-wal")
    try:
        is_logged = wal.stat().st_size > 0
    except OSError:
        is_logged = False
    return Access.READ if is_logged else Access.IMMUTABLE


def is_writable(path: Path) -> bool:
    """Whether this process may write the file or into the folder."""
    return _may(path, os.W_OK)


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def refuse_place(path: Path, *, must_exist: bool, is_copied: bool = False) -> None:
    """Raise when the path holds no database, or lies on a network file system.

    With `is_copied` the file is only copied, which any file system can bear.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if must_exist:
            raise NoSuchDatabase(path) from None
    except OSError as error:
        raise UnwritableFolder(path) from error
    else:
        other = _other_kind(path, found)
        if other:
            raise NotADatabase(path, other)
    if is_copied:
        return
    try:
        mounts = _MOUNTINFO.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # only Linux tells
        return
    kind = file_system(path.resolve().parent, mounts)
    if _NETWORK.fullmatch(kind):
        raise NetworkFileSystem(path, kind)


def _other_kind(path: Path, found: os.stat_result) -> str:
    """What the path leads to, where that cannot be a database; else empty."""
    if stat.S_ISDIR(found.st_mode):
        return "a folder"
    if not stat.S_ISREG(found.st_mode):
        return "a device"
    # SQLite takes a file of one byte for an empty one and would write over it.
    if found.st_size == 1:
        return "a file of one byte"
    return "" if _may(path, os.R_OK) else "a file that you may not read"


def file_system(folder: Path, mountinfo: str) -> str:
    """The type of the file system that holds an absolute folder; empty if unknown.

    Args:
        folder: absolute, without symbolic links.
        mountinfo: the text of `/proc/self/mountinfo` (proc(5)).
    """
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        mount, _, kinds = line.partition(" - ")
        fields, types = mount.split(" "), kinds.split(" ")
        if len(fields) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4])
        parts = len(Path(point).parts)
        # A later mount on the same point hides the earlier one.
        if parts >= best and folder.is_relative_to(point):
            best, kind = parts, types[0]
    return kind
