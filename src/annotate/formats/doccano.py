"""doccano's JSONL, a file for each annotator, for both kinds of its projects.

`label` is what a project of sequence labelling reads; `entities` and `relations` are
what one with relations reads. The project must allow overlapping: without it doccano
drops spans that overlap and tells nobody. Offsets are code points.

Sources: `data_import` and `data_export` of doccano 1.8.4. It needs the same keys in
every row, guesses the encoding of what is not ASCII, and looks entities up by their
numbers, which earlier versions want to be different in all rows. It keeps other keys as
metadata, and gives them back in its exports.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from annotate.formats.colours import colours_of
from annotate.formats.contract import Piece
from annotate.formats.details import COLUMN, details_of
from annotate.formats.doccano_row import layer_of
from annotate.formats.filenames import annotator_in, folder_of
from annotate.formats.jsonitems import items
from annotate.formats.jsontext import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Layer

__all__ = [
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

name = "doccano"
suffixes: tuple[str, ...] = (".jsonl",)
reads = True
writes = True
folder = True
holds_parts = False
has_tokens = False
offset_unit = "codepoint"
drops = "deleted annotations, history, times of work"

_NOBODY: Final = "unknown"
"""The file of articles that nobody annotated."""
_TOGETHER: Final = "all"
"""The file of a project in which everybody works on the same spans."""


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The rows, each with its line end, in a file for each annotator."""
    del exporting
    paths: dict[str, str] = {}
    counts: dict[str, int] = {}
    for layer in layers:
        who = folder_of(layer.annotator.id) if layer.annotator else _NOBODY
        # Where case does not tell files apart, Alice shares one with alice; a row says
        # whose it is.
        path = paths.setdefault(who.casefold(), f"{who}.jsonl")
        first = counts.get(path, 0)
        counts[path] = first + len(layer.annotations)
        yield Piece(path, f"{_row(layer, first)}\n".encode())


def _row(layer: Layer, first: int) -> str:
    article = layer.article
    numbers = {row.id: first + at for at, row in enumerate(layer.annotations)}
    # Both ends must be entities of the row, or doccano stops.
    links = [
        link for link in layer.links if {link.source, link.target} <= numbers.keys()
    ]
    return dumps(
        {
            "id": article.id,
            "text": article.text,
            "label": [
                [row.span.start, row.span.end, row.label] for row in layer.annotations
            ],
            "entities": [
                {
                    "id": numbers[row.id],
                    "label": row.label,
                    "start_offset": row.span.start,
                    "end_offset": row.span.end,
                }
                for row in layer.annotations
            ],
            "relations": [
                {
                    "id": at,
                    "from_id": numbers[link.source],
                    "to_id": numbers[link.target],
                    "type": link.kind,
                }
                for at, link in enumerate(links)
            ],
            "title": article.title,
            "source": article.source,
            COLUMN: dumps(details_of(layer)),
        },
        is_ascii=True,
    )


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """The labels and the kinds of links, for “Import labels” in an empty project."""
    del counts
    scheme = exporting.scheme
    spans = [
        {
            "text": label.id,
            "suffix_key": label.key if _is_key(label.key) else None,
            "background_color": colours_of(label).behind,
            "text_color": "#000000",
        }
        for label in scheme.labels
    ]
    yield Piece("span_types.json", f"{dumps(spans, is_ascii=True)}\n".encode())
    kinds = [{"text": kind.id} for kind in scheme.link_kinds]
    yield Piece("relation_types.json", f"{dumps(kinds, is_ascii=True)}\n".encode())


def _is_key(key: str) -> bool:
    return len(key) == 1 and key.isascii() and (key.isdigit() or key.islower())


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be doccano's JSONL."""
    del name
    line = head.split(b"\n", 1)[0].replace(b" ", b"")
    return line.startswith(b"{") and any(
        key in line
        for key in (b'"label":[[', b'"labels":[[', b'"label":[]', b'"entities":[')
    )


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file or of the files in a folder.

    A row is the work of whom our own export names, else of whom the import is told,
    else of the user whose name the file has, as doccano calls its files.
    """
    members = source.members(".jsonl") if source.is_folder else iter((source,))
    for each in members:
        user = annotator_in(PurePath(each.name).stem) if each.path else ""
        whose = "" if user in {_NOBODY, _TOGETHER} else user
        file = each.name if source.is_folder else ""
        for spot, value in items(each, importing, file=file):
            if (layer := layer_of(spot, value, whose)) is not None:
                yield layer
