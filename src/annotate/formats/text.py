"""Plain text and Markdown: each file is an article, its marks stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate.formats.contract import no_frame
from annotate.formats.naming import article_of
from annotate.model import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting, Piece
    from annotate.formats.importing import Importing
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

name = "text"
suffixes: tuple[str, ...] = (".txt", ".md", ".markdown")
reads = True
writes = False
folder = False
holds_parts = False
articles_only = True
has_tokens = False
offset_unit = ""
drops = "all but articles"

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """Nothing: it is for import only."""
    del layers, exporting
    return iter(())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name is plain text or Markdown."""
    del head
    return name.lower().endswith(suffixes)


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The article of a file, or those of the files in a folder."""
    files = source.members(*suffixes) if source.is_folder else iter((source,))
    for file in files:
        spot = importing.at(file=file.name if file is not source else "")
        data = file.data()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            spot.problem(
                "",
                f"is not UTF-8 (byte {error.start}); convert it, for example with "
                "`iconv -f WINDOWS-1252 -t UTF-8`",
            )
            continue
        title = ""
        if file.name.lower().endswith(suffixes[1:]):
            heading = _HEADING.search(text)
            title = heading[1] if heading else ""
        named = file.path.name if file.path else ""
        article = article_of(spot, text, title=title, source=named)
        if article.text.strip():
            yield Layer(article, None)
