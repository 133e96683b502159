"""Where the reader was: kept in the state folder, per annotator and database.

The file is a convenience, never a source of truth: one that is missing, damaged or
unwritable costs the reading position and nothing else.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.store.place import Place

__all__ = ["Reading", "load_reading", "reading_path", "save_reading"]

_MOST_ARTICLES = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """Open panes, focus and positions at the end of the last session."""

    panes: tuple[str, ...] = ()
    """Article ids in order; may name articles that are gone."""
    focus: int = 0
    positions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Anchor and head by article id; may lie outside a text."""
    is_zoomed: bool = False
    shows_others: bool = True
    shows_inspector: bool = False


def reading_path(folder: Path, database: Place, annotator: str) -> Path:
    """The state file of this annotator on this database."""
    where = database.resolve() if isinstance(database, Path) else database
    key = f"{where}\n{annotator}".encode()
    return folder / f"reading-{crc32(key):08x}.json"


def load_reading(path: Path) -> Reading:
    """What the file says; an empty Reading when it is missing or unusable."""
    try:
        data = json.loads(path.read_text("utf-8"))
        positions = {
            str(article): (max(0, int(anchor)), max(0, int(head)))
            for article, (anchor, head) in dict(data["positions"]).items()
        }
        return Reading(
            panes=tuple(str(article) for article in data["panes"]),
            focus=int(data["focus"]),
            positions=positions,
            is_zoomed=bool(data["is_zoomed"]),
            shows_others=bool(data["shows_others"]),
            shows_inspector=bool(data["shows_inspector"]),
        )
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return Reading()


def save_reading(path: Path, reading: Reading) -> bool:
    """Whether the file could be replaced; it is written beside and moved there."""
    newest = list(reading.positions.items())[-_MOST_ARTICLES:]
    data = {
        "panes": reading.panes,
        "focus": reading.focus,
        "positions": dict(newest),
        "is_zoomed": reading.is_zoomed,
        "shows_others": reading.shows_others,
        "shows_inspector": reading.shows_inspector,
    }
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".reading-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file)
        Path(name).replace(path)
    except OSError:
        if name:
            Path(name).unlink(missing_ok=True)
        return False
    return True
