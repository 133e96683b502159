"""Files merged into the project of a server: in a private copy, which then goes there.

What is merged is looked at from both sides by SQLite, which has both in its hands. The
copy comes to the server only if that holds nothing else by then; else all begins anew.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from annotate.store.copies import private_folder
from annotate.store.copying import NotAPart, source_at
from annotate.store.errors import StoreFailure, printable
from annotate.store.others import merge_files
from annotate.store.sqlite import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from annotate.store.merged import Merged
    from annotate.store.place import Server

__all__ = ["Overtaken", "merge_there"]

_TRIES = 5


class Overtaken(StoreFailure):
    """Others went on writing, faster than the files could be merged."""

    is_transient = True

    def __init__(self, server: Server) -> None:
        super().__init__(
            f"Others wrote to {printable(server)} each time while the files were "
            "merged; nothing was changed: try again when fewer are at work."
        )


def merge_there(
    server: Server,
    others: Sequence[Path],
    renamed: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> Merged:
    """Merge the files into the server's project, all or none; what came, or would come.

    Raises:
        Overtaken: others wrote each time meanwhile.
        StoreFailure: see `Store.merge`.
    """
    for _ in range(_TRIES):
        with private_folder() as folder:
            copy = folder / "server.db"
            with source_at(server) as project:
                project.copy_into(copy)
            with closing(open_sqlite(copy)) as engine:
                merged = merge_files(engine, others, renamed)
            if dry_run:
                return merged
            with source_at(copy) as project:
                try:
                    project.copy_into(server)
                except NotAPart:
                    continue
            return merged
    raise Overtaken(server)
