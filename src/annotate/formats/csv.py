"""CSV: out, a row for each span; in, a row for each article.

Rows follow RFC 4180 in UTF-8. A cell that a spreadsheet would take for a formula gets
an apostrophe in front, as OWASP's page on CSV injection advises. What comes in are
articles: the text stands in the column that `--text-column` names, `title` and `source`
may stand beside it, and other columns become the article's `meta`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from annotate.formats.article_rows import layer_of
from annotate.formats.contract import Piece, no_frame
from annotate.formats.jsontext import stored_object
from annotate.formats.lines import text_lines
from annotate.formats.row_ids import created

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting, Losses
    from annotate.formats.importing import Importing, Spot
    from annotate.formats.sources import Source
    from annotate.model import Annotation, Layer

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

name = "csv"
suffixes: tuple[str, ...] = (".csv",)
reads = True
writes = True
folder = False
holds_parts = False
articles_only = True
has_tokens = False
offset_unit = "codepoint"
drops = (
    "texts and meta of articles, articles without annotations, links, deleted "
    "annotations, history, times of work; import: all but articles"
)

_COLUMNS: Final = (
    *("article", "title", "source", "annotator", "kind", "status", "answer", "label"),
    *("start", "end", "text", "note", "attributes", "origin", "score", "id", "created"),
)
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""How formulas begin; a Japanese spreadsheet takes the wide signs too."""
_LARGEST_CELL: Final = 16 * 1024 * 1024


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The heads, then a row for each span, the refused ones last in their layer."""
    yield Piece("", _line(_COLUMNS))
    for layer in layers:
        rows = (*layer.annotations, *layer.rejected)
        if not rows:
            exporting.losses.add("articles without annotations")
        if layer.links:
            exporting.losses.add("links dropped", len(layer.links))
        if rows:
            losses = exporting.losses
            yield Piece("", b"".join(_row(layer, row, losses) for row in rows))


frame = no_frame


def _row(layer: Layer, row: Annotation, losses: Losses) -> bytes:
    article, who = layer.article, layer.annotator
    cells = (
        *(article.id, article.title, article.source),
        *((who.id, who.kind) if who else ("", "")),
        *(layer.status, row.answer, row.label, str(row.span.start), str(row.span.end)),
        *(row.quote, row.note),
        stored_object(row.attributes, f"annotation {row.id}"),
        row.origin,
        *("" if row.score is None else repr(row.score), row.id, created(row.id)),
    )
    harmless = [_harmless(cell) for cell in cells]
    changed = sum(map(str.__ne__, cells, harmless))
    if changed:
        losses.add("cells with an apostrophe before what would be a formula", changed)
    return _line(harmless)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name may be CSV."""
    del head
    return name.lower().endswith(suffixes)


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The articles of a file, without annotations."""
    csv.field_size_limit(_LARGEST_CELL)
    places: list[Spot] = []

    def lines() -> Iterator[str]:
        for spot, line in text_lines(source.lines(), importing):
            places.append(spot)
            yield line

    rows = csv.reader(lines(), strict=True)
    heads: list[str] = []
    spot = importing.at(1)
    try:
        for cells in rows:
            spot = importing.at(places[0].line if places else 1)
            places.clear()
            if not heads:
                heads = [cell.strip() for cell in cells]
                if not _are_heads(heads, importing, spot):
                    return
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(heads):
                    spot.problem("", f"has {len(cells)} cells, not {len(heads)}")
                    continue
                pairs = zip(heads, cells, strict=True)
                layer = layer_of(spot, dict(pairs), importing.text_column)
                if layer is not None:
                    yield layer
    except csv.Error as error:
        (places[0] if places else spot).problem("", f"is no CSV ({error})")


def _are_heads(heads: list[str], importing: Importing, spot: Spot) -> bool:
    """Whether the first line names the columns of articles."""
    if {"article", "start", "end", "label"} <= set(heads):
        spot.problem(
            "",
            "names the columns of an export of spans, which has no texts; import the "
            "same work from native JSONL",
        )
        return False
    if importing.text_column not in heads:
        spot.problem(
            importing.text_column,
            f"is no column; name that of the texts with --text-column, one of "
            f"{', '.join(filter(None, heads))}",
        )
        return False
    twice = {head for head in heads if heads.count(head) > 1}
    if twice:
        spot.problem("", f"names {', '.join(sorted(twice))} twice")
    return not twice
