"""Databases of earlier versions, opened by commands that may change them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.store.place import Place
    from annotate.store.reader import Reader

__all__ = ["folder_of", "is_there", "up_to_date"]


def is_there(place: Place) -> bool:
    """Whether a project is kept there already; asks a server."""
    if isinstance(place, Path):
        return place.exists()
    from annotate.store.postgres import has_project  # noqa: PLC0415  psycopg: 200 ms

    return has_project(place)


def folder_of(place: Place) -> Path:
    """The folder that names of sources are relative to."""
    return place.parent if isinstance(place, Path) else Path()


def up_to_date(path: Place) -> Reader:
    """A reader of the database, which is brought up to date where it must be."""
    from annotate.store.errors import OlderDatabase  # noqa: PLC0415  not for --help
    from annotate.store.reader import Reader  # noqa: PLC0415  the same

    try:
        return Reader.open(path)
    except OlderDatabase:
        from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

        open_store(path, must_exist=True).close()
        return Reader.open(path)
