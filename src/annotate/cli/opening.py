"""Databases of earlier versions, opened by commands that may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.store.reader import Reader

__all__ = ["up_to_date"]


def up_to_date(path: Path) -> Reader:
    """A reader of the database, which is brought up to date where it must be."""
    from annotate.store.errors import OlderDatabase  # noqa: PLC0415  not for --help
    from annotate.store.reader import Reader  # noqa: PLC0415  the same

    try:
        return Reader.open(path)
    except OlderDatabase:
        from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

        open_store(path, must_exist=True).close()
        return Reader.open(path)
