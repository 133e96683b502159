"""Native JSONL: one line per article and annotator, nothing of their work lost.

Every row has every key, in one order, and nothing is null, so that programs which infer
a schema from the first rows infer the right one. Times have milliseconds: Arrow (under
Hugging Face datasets) turns `…:00Z` into a timestamp column, and leaves `…:00.000Z` the
text that it is. The time of a span that nobody told is "".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.formats.contract import Piece, no_frame
from annotate.formats.importing import Importing, LineProblem
from annotate.formats.jsonl_line import layer_of, parse
from annotate.formats.jsonl_row import dump, row_of
from annotate.formats.jsontext import BadJsonText
from annotate.formats.lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting
    from annotate.formats.sources import Source
    from annotate.model import Article, Layer

__all__ = [
    "BadJsonText",
    "articles_only",
    "drops",
    "dump",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "parse",
    "read",
    "read_lines",
    "reads",
    "reads_like",
    "row_of",
    "schema_text",
    "suffixes",
    "write",
    "writes",
]

name = "jsonl"
suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
reads = True
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "codepoint"
drops = "deleted annotations, history, times of work"


def schema_text() -> str:
    """The JSON Schema of a line, which ships with the package."""
    from importlib.resources import files  # noqa: PLC0415  rare; a start has no need

    return files("annotate.formats").joinpath("jsonl_schema.json").read_text("utf-8")


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The lines of a file, each with its line end."""
    del exporting
    for layer in layers:
        yield Piece("", f"{dump(layer)}\n".encode())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be native JSONL."""
    del name
    return b'"schema":"annotate/' in head.replace(b" ", b"")


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file.

    Blank lines and a BOM are skipped. Articles that stand on several lines are taken
    from the first.
    """
    return _layers(source.lines(), importing)


def read_lines(
    lines: Iterable[bytes], *, annotator: str = ""
) -> tuple[tuple[Layer, ...], tuple[LineProblem, ...]]:
    """The layers of a file's lines, and what is wrong in it.

    `annotator` is who made what a line ascribes to nobody.
    """
    importing = Importing(annotator=annotator)
    layers = tuple(_layers(lines, importing))
    return layers, tuple(importing.problems)


def _layers(lines: Iterable[bytes], importing: Importing) -> Iterator[Layer]:
    seen = _Seen()
    for spot, line in text_lines(lines, importing):
        if not line.strip():
            continue
        layer = layer_of(line, spot)
        if layer is not None:
            importing.problems += seen.repeated(layer, spot.line)
            yield seen.sharing_article(layer)


class _Seen:
    """What the lines before this one held."""

    def __init__(self) -> None:
        self._articles: dict[str, tuple[str, str, str]] = {}
        """Title, source and meta by id; the texts of all would fill the memory."""
        self._last: Article | None = None
        self._layers: dict[tuple[str, str], int] = {}
        self._rows: dict[str, int] = {}

    def repeated(self, layer: Layer, line: int) -> Iterator[LineProblem]:
        who = layer.annotator.id if layer.annotator else ""
        first = self._layers.setdefault((layer.article.id, who), line)
        if first != line:
            yield LineProblem(
                line,
                "id",
                f"the same article and annotator stand on line {first}; join the two",
            )
            return
        for field, rows in (
            ("spans", layer.annotations),
            ("rejected", layer.rejected),
            ("links", layer.links),
        ):
            for row in rows:
                first = self._rows.get(row.id, 0)
                if first:
                    yield LineProblem(
                        line,
                        field,
                        f"{row.id} stands twice (first on line {first}): one id, or "
                        "one label on one stretch, may be given once",
                    )
                self._rows[row.id] = first or line

    def sharing_article(self, layer: Layer) -> Layer:
        """The layer with the article as the first line of it had it."""
        article = layer.article
        said = article.title, article.source, article.meta
        first = self._articles.setdefault(article.id, said)
        if first != said:
            title, source, meta = first
            article = replace(article, title=title, source=source, meta=meta)
        if article == self._last:
            article = self._last
        self._last = article
        return layer if article is layer.article else replace(layer, article=article)
