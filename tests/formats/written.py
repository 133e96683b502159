"""Exports that are folders, written and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.sources import Source
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotate.formats.contract import Format
    from annotate.model import Annotation, Article, Layer, Scheme

__all__ = ["read_back", "row", "told", "write_into"]


def write_into(
    folder: Path,
    each: Format,
    layers: Iterable[Layer],
    scheme: Scheme = DEFAULT_SCHEME,
) -> dict[str, int]:
    """Write the layers; what the format says that it lost."""
    exporting = Exporting(scheme)
    for piece in (*each.write(layers, exporting), *each.frame({"": 1}, exporting)):
        path = folder / piece.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece.data)
    return exporting.losses.counted()


def read_back(
    path: Path, each: Format, **said: object
) -> tuple[tuple[Layer, ...], Importing]:
    """The layers of a folder or file, and what was told."""
    importing = Importing(**said)  # type: ignore[arg-type]
    found = tuple(each.read(Source("in", path), importing))
    return found, importing


def told(importing: Importing) -> list[str]:
    """The problems as they are shown."""
    return [str(each) for each in importing.problems]


def row(of: Article, start: int, end: int, number: int, **more: object) -> Annotation:
    """An annotation by ada; its number makes its id."""
    return annotation(of, start, end, number=number, annotator="ada", **more)
