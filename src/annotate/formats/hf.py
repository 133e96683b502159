"""A folder that `datasets.load_dataset` opens, with its splits, features and card.

The rows are those of native JSONL. The card declares every feature, since the loader
would guess them from the first rows, where a list may be empty. Without a split all
rows are `train`.

Source: the YAML header of dataset cards, as `datasets` 5.2 reads it (`configs` with
`data_files`, `dataset_info` with `features`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.formats.contract import Piece, never
from annotate.formats.jsonl import row_of
from annotate.formats.jsontext import dumps
from annotate.text.display import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

name = "hf"
suffixes: tuple[str, ...] = (".hf",)
reads = False
writes = True
folder = True
holds_parts = True
articles_only = False
has_tokens = False
offset_unit = "codepoint"
drops = "deleted annotations, history, times of work"

_SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_TEXTS: Final = (
    *("id", "title", "source", "text", "annotator", "kind", "status", "offset_unit"),
)
_SPAN: Final = (
    ("id", "string"),
    ("start", "int64"),
    ("end", "int64"),
    *((each, "string") for each in ("label", "text", "note", "attributes", "origin")),
    ("score", "float64"),
    ("created", "string"),
)
_LINK: Final = tuple((each, "string") for each in ("id", "kind", "source", "target"))


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The rows of a part."""
    path = _path(exporting.part)
    for layer in layers:
        yield Piece(path, f"{dumps(row_of(layer), is_ascii=True)}\n".encode())


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """The card. A part without rows is left out: no loader takes an empty file."""
    parts = {part: count for part, count in counts.items() if count}
    yield Piece("README.md", _card(parts, exporting).encode())


reads_like = never


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """Nothing: it is for export only."""
    del source, importing
    return iter(())


def _path(part: str) -> str:
    return f"data/{_split(part)}.jsonl"


def _split(part: str) -> str:
    # What the library calls it; other names are kept, without what it does not take.
    return (part or "train").replace("-", "_")


def _card(parts: Mapping[str, int], exporting: Exporting) -> str:
    total = sum(parts.values())
    least = max((size for size in _SIZES if size <= total), default=0)
    most = next((size for size in _SIZES if size > total), 0)
    size = f"{_short(least)}<n<{_short(most)}" if least and most else "n<1K"
    lines = [
        "---",
        "pretty_name: annotated articles",
        "task_categories:",
        "- token-classification",
        "size_categories:",
        f"- {'n>10M' if not most else size}",
        "configs:",
        "- config_name: default",
        *(["  data_files:"] if parts else ["  data_files: []"]),
    ]
    for part in parts:
        lines += [f"  - split: {_split(part)}", f"    path: {_path(part)}"]
    lines += ["dataset_info:", "  features:"]
    for each in _TEXTS:
        lines += [f"  - name: {each}", "    dtype: string"]
    for each, fields in (("spans", _SPAN), ("rejected", _SPAN), ("links", _LINK)):
        lines += [f"  - name: {each}", "    list:"]
        for field, kind in fields:
            lines += [f"    - name: {field}", f"      dtype: {kind}"]
    lines += ["  - name: meta", "    dtype: string", "---", "", *_prose(exporting)]
    return "\n".join(lines) + "\n"


def _short(size: int) -> str:
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1_000}K"


def _prose(exporting: Exporting) -> Iterator[str]:
    yield "# Annotated articles"
    yield ""
    yield "One row for each article and annotator; spans may nest and cross. `start`"
    yield "and `end` count Unicode code points of `text`, the end exclusive, and"
    yield "`text[start:end]` is the span's `text`. `rejected` are suggestions that the"
    yield "annotator refused. `attributes` and `meta` are JSON as text; a `score` of"
    yield "-1.0 means none."
    yield ""
    yield "| label | what it marks |"
    yield "|---|---|"
    for label in exporting.scheme.labels:
        hint = safe_line(label.hint).replace("|", "\\|")
        yield f"| {safe_line(label.id).replace('|', chr(92) + '|')} | {hint} |"
    yield ""
    yield "```python"
    yield "from datasets import load_dataset"
    yield ""
    yield 'dataset = load_dataset("path/of/this/folder")'
    yield "```"
