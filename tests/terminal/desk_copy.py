"""The desk of annotator ada on a copy of the committed database."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pseudo_terminal import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SAVED", "copied_database", "started"]

_TAKEN = "\x1b[?2004h"
"""Textual asks for pastes to be marked when it has the terminal."""
SAVED = r" ada  saved "
"""What the status line says when everything is durable."""

_DATABASE = Path(__file__).resolve().parents[2] / "annotations.db"


def copied_database(folder: Path) -> Path:
    """A copy in the folder; readers' own tags may be in the original."""
    copy = folder / "a.db"
    for suffix in ("", "-wal"):
        file = _DATABASE.with_name(_DATABASE.name + suffix)
        if file.exists():
            shutil.copyfile(file, copy.with_name(copy.name + suffix))
    return copy


@contextmanager
def started(
    folder: Path,
    *words: str,
    copies: bool = True,
    waits: bool = True,
    size: tuple[int, int] = (120, 40),
    more: dict[str, str] | None = None,
    controls: bool = True,
    is_plain_user: bool = False,
    command: tuple[str, ...] = (),
) -> Iterator[Program]:
    """The running desk, painted by Textual unless `waits` is false."""
    if copies:
        copied_database(folder)
    extra = {"command": command} if command else {}
    with Program(
        "--db",
        "a.db",
        "--as",
        "ada",
        *words,
        folder=folder,
        size=size,
        more=more,
        controls=controls,
        is_plain_user=is_plain_user,
        **extra,
    ) as program:
        if waits:
            program.until(SAVED)
            while _TAKEN not in program.text:  # the first frame is there before
                program.settle(0.02)
        yield program
