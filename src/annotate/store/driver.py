"""The one place that gives the SQLite module.

The choice is the same as in `sqlite_utils.utils`: two SQLite libraries on one file in
one process break each other's POSIX locks. For the same reason nobody may open a
database file with `open()` while this process has a connection to it: closing any
descriptor of a file drops all locks that the process holds on it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        sqlite3 = importlib.import_module("pysqlite3")
    except ImportError:
        import sqlite3

__all__ = ["has_reset_bug", "sqlite3"]

_FIXED_BRANCHES = ((3, 50, 7), (3, 44, 6))


def has_reset_bug(version: tuple[int, int, int] | None = None) -> bool:
    """Whether this SQLite can damage a WAL file that two processes checkpoint at once.

    Args:
        version: of SQLite; the one in use when left out.
    """
    if version is None:
        major, minor, patch = sqlite3.sqlite_version_info[:3]
        version = (major, minor, patch)
    if any(version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED_BRANCHES):
        return False
    return (3, 7, 0) <= version < (3, 51, 3)
