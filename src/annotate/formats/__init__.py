"""The formats that go in and out: one module each, loaded when it is named.

A format module has the attributes and functions of `contract.Format`; to add one, write
the module and put its name into `NAMES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from annotate.formats.contract import Format
    from annotate.formats.sources import Source

__all__ = ["NAMES", "UnknownFormat", "for_path", "for_source", "load"]

NAMES: Final = (
    "jsonl",
    "articles",
    "brat",
    "cas",
    "conll",
    "csv",
    "doccano",
    "hf",
    "html",
    "labelstudio",
    "parquet",
    "prodigy",
    "spacy",
    "text",
    "w3c",
    "webanno",
)
"""Every format, the default first; each is the module `annotate.formats.<name>`."""


_HEAD: Final = 1 << 16
"""Bytes that tell a format; a row may have its text before what is telling."""


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


def for_path(path: PurePath) -> Format | None:
    """The format that is written under a file's ending, the default one without any.

    None for an ending of no format that is written.
    """
    ending = path.suffix.lower()
    if not ending:
        return load(NAMES[0])
    writers = (each for each in map(load, NAMES) if each.writes)
    return next((each for each in writers if ending in each.suffixes), None)


def for_source(source: Source) -> Format | None:
    """The format that a file looks like, by its first bytes, else by its ending.

    A folder is of the format of the first file in it that looks like one of a format
    whose exports are folders. None for what looks like no format; stdin is of the
    default one then.
    """
    readers = [each for each in map(load, NAMES) if each.reads]
    if source.is_folder:
        return _for_folder(source, [each for each in readers if each.folder])
    head = source.head(_HEAD)
    for each in readers:
        if each.reads_like(source.name, head):
            return each
    if source.path is None:
        return load(NAMES[0])
    ending = source.path.suffix.lower()
    return next((each for each in readers if ending in each.suffixes), None)


def _for_folder(folder: Source, readers: Sequence[Format]) -> Format | None:
    suffixes = {suffix for each in readers for suffix in each.suffixes}
    for member in folder.members(*suffixes):
        head = member.head(_HEAD)
        for each in readers:
            if each.reads_like(member.name, head):
                return each
    return None
