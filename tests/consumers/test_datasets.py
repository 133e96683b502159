"""Hugging Face's datasets opens the folder, DuckDB and Arrow the Parquet file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import datasets
import duckdb
import pyarrow.parquet
import pytest
from shifting import with_one_shifted

from annotate.formats import load
from annotate.formats.contract import Exporting
from annotate.model import Layer
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import layers_of_seeds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


def folder_of(parts: dict[str, tuple[Layer, ...]], top: Path) -> Path:
    each = load("hf")
    pieces = []
    for part, layers in parts.items():
        pieces += each.write(iter(layers), Exporting(DEFAULT_SCHEME, part=part))
    counts = {part: len(layers) for part, layers in parts.items()}
    pieces += each.frame(counts, Exporting(DEFAULT_SCHEME))
    for piece in pieces:
        path = top / piece.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece.data)
    return top


def spans_agree(rows: Iterable[dict]) -> bool:
    """Whether every span of some rows is the text at its offsets, and there are any."""
    found = [
        row["text"][span["start"] : span["end"]] == span["text"]
        for row in rows
        for span in row["spans"]
    ]
    return bool(found) and all(found)


def shifted(data: bytes) -> bytes:
    """The rows with one offset one further."""
    first, _, rest = data.partition(b"\n")
    row = json.loads(first)
    row["spans"][3]["start"] += 1
    return json.dumps(row).encode() + b"\n" + rest


def test_datasets_opens_the_folder_with_its_splits(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    empty = Layer(layers[0].article, None)
    parts = {"train": (empty, *layers[:3]), "dev": layers[3:4], "test": layers[4:]}
    found = datasets.load_dataset(str(folder_of(parts, tmp_path / "hf")))
    assert {name: len(rows) for name, rows in found.items()} == {
        "train": 4, "dev": 1, "test": 1,
    }  # fmt: skip
    assert spans_agree(row for rows in found.values() for row in rows)
    assert found["train"][0]["spans"] == []
    spans = [span for rows in found.values() for row in rows for span in row["spans"]]
    assert len(spans) == sum(len(layer.annotations) for layer in layers)
    assert {type(span["start"]) for span in spans} == {int}
    assert {type(span["created"]) for span in spans} == {str}
    assert {type(span["score"]) for span in spans} == {float}


def test_rows_without_spans_alone_have_the_same_features(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    full = datasets.load_dataset(str(folder_of({"": layers}, tmp_path / "full")))
    bare = tuple(Layer(layer.article, None) for layer in layers)
    none = datasets.load_dataset(str(folder_of({"": bare}, tmp_path / "bare")))
    assert none["train"].features == full["train"].features
    assert len(none["train"]) == 5


def test_a_part_without_rows_is_left_out(tmp_path: Path) -> None:
    parts = {"train": layers_of_seeds(), "dev": ()}
    found = datasets.load_dataset(str(folder_of(parts, tmp_path / "hf")))
    assert list(found) == ["train"]


def test_the_check_of_datasets_sees_a_shifted_offset(tmp_path: Path) -> None:
    top = folder_of({"": layers_of_seeds()}, tmp_path / "hf")
    path = top / "data" / "train.jsonl"
    path.write_bytes(shifted(path.read_bytes()))
    assert not spans_agree(datasets.load_dataset(str(top))["train"])


def parquet_of(layers: tuple[Layer, ...], path: Path) -> Path:
    pieces = load("parquet").write(iter(layers), Exporting(DEFAULT_SCHEME))
    path.write_bytes(b"".join(piece.data for piece in pieces))
    return path


def test_arrow_and_duckdb_read_the_parquet_file(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    path = parquet_of(layers, tmp_path / "x.parquet")
    rows = pyarrow.parquet.read_table(path).to_pylist()
    assert spans_agree(rows)
    assert [row["id"] for row in rows] == [layer.article.id for layer in layers]
    assert sum(len(row["links"]) for row in rows) == 41
    count = sum(len(layer.annotations) for layer in layers)
    assert wrong_spans(path) == (0, count)


def wrong_spans(path: Path) -> tuple[int, int]:
    """How many spans are not the text at their offsets for DuckDB, and of how many."""
    ((wrong, count),) = duckdb.sql(
        "SELECT count(*) FILTER (text[s.start + 1 : s.end] <> s.text), count(*) "
        f"FROM (SELECT text, unnest(spans) AS s FROM '{path}')"
    ).fetchall()
    return wrong, count


def test_arrow_and_duckdb_see_a_shifted_offset_in_the_parquet_file(
    tmp_path: Path,
) -> None:
    layers = layers_of_seeds()
    path = parquet_of(with_one_shifted(layers), tmp_path / "x.parquet")
    assert not spans_agree(pyarrow.parquet.read_table(path).to_pylist())
    count = sum(len(layer.annotations) for layer in layers)
    assert wrong_spans(path) == (1, count)


def test_many_layers_make_several_row_groups(tmp_path: Path) -> None:
    layers = layers_of_seeds() * 500
    path = parquet_of(layers, tmp_path / "x.parquet")
    file = pyarrow.parquet.ParquetFile(path)
    assert (file.num_row_groups, file.metadata.num_rows) == (3, 2500)
