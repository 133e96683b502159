"""The formats that go in and out: one module each, loaded when it is named.

A format module has the attributes and functions of `contract.Format`; to add one, write
the module and put its name into `NAMES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from annotate.errors import UsageError

if TYPE_CHECKING:
    from pathlib import PurePath

    from annotate.formats.contract import Format
    from annotate.formats.sources import Source

__all__ = ["NAMES", "UnknownFormat", "for_path", "for_source", "load"]

NAMES: Final = ("jsonl",)
"""Every format, the default first; each is the module `annotate.formats.<name>`."""


class UnknownFormat(UsageError):
    """No format has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no format {name!r}; known are {', '.join(NAMES)} "
            "(`annotate formats` says what each holds)."
        )
        self.name = name


def load(name: str) -> Format:
    """The format of that name; UnknownFormat when there is none."""
    if name not in NAMES:
        raise UnknownFormat(name)
    # A module cannot declare that it follows a protocol; the tests hold each to it.
    return cast("Format", import_module(f"annotate.formats.{name}"))


def for_path(path: PurePath) -> Format:
    """The format that a file's ending tells, the default one when it tells nothing."""
    for name in NAMES:
        each = load(name)
        if path.suffix.lower() in each.suffixes:
            return each
    return load(NAMES[0])


def for_source(source: Source) -> Format | None:
    """The format that a file looks like, by its first bytes, else by its ending.

    None for a folder or file that looks like no format, and the default for stdin.
    """
    if source.path is None:
        return load(NAMES[0])
    head = source.head()
    readers = [each for each in map(load, NAMES) if each.reads]
    for each in readers:
        if each.reads_like(source.name, head):
            return each
    ending = source.path.suffix.lower()
    return next((each for each in readers if ending in each.suffixes), None)
