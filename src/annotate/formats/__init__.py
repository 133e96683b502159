"""The formats that go in and out: one module each, loaded when it is named.

A format module has the attributes and functions of `Format`; to add one, write the
module and put its name into `NAMES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

    from annotate.formats.fields import LineProblem
    from annotate.model import Layer

__all__ = ["NAMES", "Format", "UnknownFormat", "for_path", "load"]

NAMES: Final = ("jsonl",)
"""Every format, the default first; each is the module `annotate.formats.<name>`."""


class Format(Protocol):
    """What a format module offers."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of its files, with the dot; the first is the usual one."""
    reads: bool
    writes: bool
    folder: bool
    """Whether an export is a folder of files; otherwise it is one file."""
    drops: str
    """What of the database it cannot hold, for people; empty for nothing."""

    def write(self, layers: Iterable[Layer]) -> Iterator[str]:
        """The file in pieces."""

    def read(
        self, lines: Iterable[bytes], *, annotator: str = ""
    ) -> tuple[tuple[Layer, ...], tuple[LineProblem, ...]]:
        """The layers of a file, and what was wrong in it.

        `annotator` is who made what the file ascribes to nobody.
        """


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
