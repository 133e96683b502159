"""Names of files that are made of names of annotators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FileNames"]

_UNSAFE: Final = re.compile(r"[^\w.@+-]")
_LONGEST: Final = 120
"""Bytes of a name; file systems hold 255, and an ending comes after it."""
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FileNames:
    """Gives each annotator a file name that no other has, on any file system.

    Letters, digits and `.@+-_` stay; all else becomes "_". Names that differ in nothing
    else, or only in case, get a number, in the order in which they are asked for.
    """

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        """No annotator's file is called as one of `reserved`."""
        self._given: dict[str, str] = {}
        self._taken = {name.casefold() for name in reserved}

    def of(self, annotator: str) -> str:
        """The name, without an ending."""
        found = self._given.get(annotator)
        if found is None:
            found = self._given[annotator] = self._free(_safe(annotator))
            self._taken.add(found.casefold())
        return found

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free.casefold() in self._taken:
            number += 1
            free = f"{name}~{number}"
        return free


def _safe(name: str) -> str:
    safe = _UNSAFE.sub("_", name).rstrip(".")
    cut = safe.encode()[:_LONGEST].decode(errors="ignore")
    # Files that begin with a dot are hidden; some names are devices of Windows.
    is_special = cut.startswith(".") or _DEVICES.fullmatch(cut) is not None
    return f"_{cut}" if is_special or not cut else cut
