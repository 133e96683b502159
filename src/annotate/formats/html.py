"""HTML: out, one page that shows the work; in, the articles of web pages.

The page needs nothing from elsewhere and runs no script: articles stand side by side,
each annotator's layer in a column, and every span has its colour, its letter and its
underline, on the screen and in print. What comes in is found by trafilatura: the text
of the article in a page, with its title, date and source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotate.formats.contract import Piece, no_frame
from annotate.formats.extras import require
from annotate.formats.html_page import column, head, tail
from annotate.formats.jsontext import dumps
from annotate.formats.naming import article_of
from annotate.model import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing, Spot
    from annotate.formats.sources import Source

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

name = "html"
suffixes: tuple[str, ...] = (".html", ".htm")
reads = True
writes = True
folder = False
holds_parts = False
articles_only = True
has_tokens = False
offset_unit = ""
drops = (
    "all that a reader does not see: ids, rejected suggestions, deleted annotations, "
    "history, times of work; import: all but articles"
)

_DATA = (
    *(".json", ".jsonl", ".ndjson", ".jsonld", ".csv", ".tsv"),
    *(".xmi", ".ann", ".conll", ".bio", ".iob", ".iob2"),
)
_META = ("date", "author", "sitename", "hostname")


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The page, a layer at a time."""
    yield Piece("", head(exporting.scheme).encode())
    for layer in layers:
        if layer.rejected:
            exporting.losses.add("rejected suggestions dropped", len(layer.rejected))
        yield Piece("", column(layer, exporting.scheme).encode())
    yield Piece("", tail().encode())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be a web page.

    One that is called like data is what a server answers when it has not the file.
    """
    if name.lower().endswith(_DATA):
        return False
    start = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith(suffixes) or start.startswith(
        (b"<!doctype html", b"<html")
    )


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The article of a page, or those of the pages in a folder.

    Raises:
        MissingExtra: trafilatura is not there.
    """
    files = source.members(*suffixes) if source.is_folder else iter((source,))
    extractor = require("trafilatura", "html")
    for file in files:
        spot = importing.at(file=file.name if file is not source else "")
        found = _extracted(extractor, file.data())
        if found is None or not (found.text or "").strip():
            spot.problem(
                "",
                "holds no article that can be told from the page around it; save its "
                "text as .txt",
            )
            continue
        named = file.path.name if file.path else ""
        yield _layer(spot, found, named)


def _extracted(extractor: Any, data: bytes) -> Any:  # noqa: ANN401  an extra's types
    """What trafilatura finds; None for nothing."""
    return extractor.bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=True
    )


def _layer(spot: Spot, found: Any, named: str) -> Layer:  # noqa: ANN401  as above
    meta = {key: value for key in _META if (value := getattr(found, key, None))}
    article = article_of(
        spot,
        found.text,
        title=found.title or "",
        source=found.url or named,
        meta=dumps(meta, sort_keys=True),
    )
    return Layer(article, None)
