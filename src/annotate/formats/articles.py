"""JSON lines of articles alone: one object each, with the text under a key of any name.

`--text-column` names the key; `title` or `headline` and `source`, `url` or `link` may
stand beside it, and all else becomes the article's `meta`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.formats.article_rows import layer_of
from annotate.formats.contract import no_frame
from annotate.formats.jsonitems import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting, Piece
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Layer

__all__ = [
    "articles_only",
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

name = "articles"
suffixes: tuple[str, ...] = (".jsonl",)
reads = True
writes = False
folder = False
holds_parts = False
articles_only = True
has_tokens = False
offset_unit = ""
drops = "all but articles"


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """Nothing: it is for import only."""
    del layers, exporting
    return iter(())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """No: any JSON lines may be articles, so they are asked for by name."""
    del name, head
    return False


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The articles of a file, without annotations."""
    for spot, value in items(source, importing):
        if not isinstance(value, dict):
            spot.problem("", "is no JSON object")
        elif (layer := layer_of(spot, value, importing.text_column)) is not None:
            yield layer
