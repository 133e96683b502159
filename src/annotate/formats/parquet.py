"""Parquet: a row for each article and annotator, its spans a list of structs.

The columns are the keys of native JSONL in their order. `score` -1.0 means none, and
`attributes` and `meta` are JSON as text, as there.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from annotate.formats.contract import Piece, never, no_frame
from annotate.formats.extras import require
from annotate.formats.jsonl import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting
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

name = "parquet"
suffixes: tuple[str, ...] = (".parquet",)
reads = False
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "codepoint"
drops = "deleted annotations, history, times of work"

_GROUP: Final = 1000
"""Layers in a row group: what is held in memory at once."""
_TEXT_COLUMNS: Final = (
    *("id", "title", "source", "text", "annotator", "kind", "status", "offset_unit"),
)


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The bytes of the file, a row group at a time.

    Raises:
        MissingExtra: pyarrow is not there.
    """
    del exporting
    arrow = require("pyarrow", "parquet")
    parquet = require("pyarrow.parquet", "parquet")
    schema, sink = _schema(arrow), _Sink()
    rest = iter(layers)
    with parquet.ParquetWriter(arrow.PythonFile(sink, mode="w"), schema) as writer:
        while rows := [row_of(each) for each in islice(rest, _GROUP)]:
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            yield Piece("", sink.taken())
    yield Piece("", sink.taken())


frame = no_frame
reads_like = never


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """Nothing: it is for export only."""
    del source, importing
    return iter(())


class _Sink:
    """A file that gives away what was written to it."""

    closed = False

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """What was written can still be taken."""

    def taken(self) -> bytes:
        data = b"".join(self._written)
        self._written.clear()
        return data


def _schema(arrow: Any) -> Any:  # noqa: ANN401  pyarrow is an extra
    text = arrow.string()
    span = arrow.struct(
        [
            ("id", text),
            ("start", arrow.int64()),
            ("end", arrow.int64()),
            *((each, text) for each in ("label", "text", "note", "attributes")),
            ("origin", text),
            ("score", arrow.float64()),
            ("created", text),
        ]
    )
    link = arrow.struct([(each, text) for each in ("id", "kind", "source", "target")])
    return arrow.schema(
        [
            *((each, text) for each in _TEXT_COLUMNS),
            ("spans", arrow.list_(span)),
            ("rejected", arrow.list_(span)),
            ("links", arrow.list_(link)),
            ("meta", text),
        ]
    )
