"""What every format promises; a new one is held to it by its name alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from format_cases import Articles, layers_of_seeds

from annotate.formats import NAMES, for_path, for_source, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.jsontext import BadJsonText
from annotate.formats.sources import Source
from annotate.model import Answer
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.formats.contract import Format
    from annotate.model import Layer


def exported(
    each: Format,
    layers: tuple[Layer, ...],
    folder: Path,
    exporting: Exporting | None = None,
) -> Path:
    """What the format makes of the layers: a folder, or a file in `folder`."""
    top = folder / f"out{each.suffixes[0]}"
    exporting = exporting or Exporting(DEFAULT_SCHEME)
    pieces = [*each.write(iter(layers), exporting), *each.frame({"": 1}, exporting)]
    for piece in pieces:
        assert each.folder == bool(piece.path)
        path = top / piece.path if piece.path else top
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece.data)
    return top


def facts(layers: tuple[Layer, ...]) -> set[tuple[str, int, int, str]]:
    """What every format that is read must bring back: text, span, label."""
    return {
        (layer.article.text, row.span.start, row.span.end, row.label)
        for layer in layers
        for row in layer.annotations
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_what_it_is(name: str) -> None:
    each = load(name)
    assert each.name == name
    assert each.suffixes
    assert all(suffix.startswith(".") for suffix in each.suffixes)
    assert isinstance(each.drops, str)
    assert each.reads or each.writes


@pytest.mark.parametrize("name", [each for each in NAMES if load(each).writes])
@pytest.mark.parametrize("field", ["meta", "attributes"])
def test_json_that_is_damaged_is_named_or_not_needed(name: str, field: str) -> None:
    layer = next(each for each in layers_of_seeds() if each.annotations)
    if field == "meta":
        layer = replace(layer, article=replace(layer.article, meta="{broken"))
        damaged = f"article {layer.article.id}"
    else:
        row = replace(layer.annotations[0], attributes="{broken")
        layer = replace(layer, annotations=(row, *layer.annotations[1:]))
        damaged = f"annotation {row.id}"
    written, told = b"", damaged
    try:
        pieces = list(load(name).write(iter([layer]), Exporting(DEFAULT_SCHEME)))
        written = b"".join(piece.data for piece in pieces)
    except BadJsonText as error:
        told = str(error)
    assert damaged in told
    assert b"{broken" not in written


@pytest.mark.parametrize("name", [each for each in NAMES if load(each).writes])
def test_two_exports_are_equal(name: str, tmp_path: Path) -> None:
    layers = layers_of_seeds()
    one = exported(load(name), layers, tmp_path / "one")
    two = exported(load(name), layers, tmp_path / "two")
    assert contents(one) == contents(two)


def spans_dropped(exporting: Exporting) -> int:
    """How many spans the writer says that its format cannot hold."""
    losses = exporting.losses.counted()
    return sum(losses[what] for what in losses if what.startswith("spans dropped"))


def contents(top: Path) -> dict[str, bytes]:
    files = sorted(top.rglob("*")) if top.is_dir() else [top]
    return {
        file.relative_to(top).as_posix(): file.read_bytes()
        for file in files
        if file.is_file()
    }


@pytest.mark.parametrize(
    "name",
    [
        each
        for each in NAMES
        if load(each).writes and load(each).reads and not load(each).articles_only
    ],
)
def test_the_worked_example_comes_back(name: str, tmp_path: Path) -> None:
    each, layers = load(name), layers_of_seeds()
    exporting = Exporting(DEFAULT_SCHEME)
    source = Source("out", exported(each, layers, tmp_path, exporting))
    importing = Importing(annotator="example", known=Articles(layers))
    found = tuple(each.read(source, importing))
    assert not importing.problems
    assert facts(found) <= facts(layers)
    lost = len(facts(layers)) - len(facts(found))
    assert lost == spans_dropped(exporting)
    for layer in found:
        assert layer.annotator is not None
        for row in layer.annotations:
            assert row.quote == layer.article.quote(row.span)
            assert (row.answer, row.annotator) == (Answer.ACCEPT, "example")


@pytest.mark.parametrize(
    "name",
    [
        each
        for each in NAMES
        if load(each).writes and load(each).reads and not load(each).articles_only
    ],
)
def test_a_label_that_will_not_be_taken_is_told_with_its_line_and_field(
    name: str, tmp_path: Path
) -> None:
    each, layers = load(name), layers_of_seeds()
    source = Source("out", exported(each, layers, tmp_path))
    known = ["claim", "quote", "number"]
    importing = Importing(annotator="example", known=Articles(layers), labels=known)
    assert tuple(each.read(source, importing))
    (told,) = importing.strange.values()
    assert importing.strange == {"denial": told}
    assert told.line > 0
    assert told.field.endswith("label")
    assert not importing.problems


def test_native_jsonl_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.data"
    path.write_text(json.dumps({"schema": "annotate/1", "text": "a"}))
    assert for_source(Source("x", path)) is load("jsonl")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("x", "jsonl"),
        (".x", "jsonl"),
        ("a.b/x", "jsonl"),
        ("x.JSONL", "jsonl"),
        ("x.csv", "csv"),
        ("x.tar.parquet", "parquet"),
        ("x.xlsx", None),
        ("x.jsonl.gz", None),
        ("x.txt", None),
    ],
)
def test_what_is_written_is_told_by_the_ending(path: str, name: str | None) -> None:
    assert for_path(PurePath(path)) is (name and load(name))


@pytest.mark.parametrize(
    "name", [each for each in NAMES if load(each).folder and load(each).reads]
)
def test_a_folder_is_known_by_a_file_in_it(name: str, tmp_path: Path) -> None:
    top = exported(load(name), layers_of_seeds(), tmp_path)
    assert for_source(Source("out", top)) is load(name)


def test_a_folder_of_other_files_is_of_no_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor said no.")
    (tmp_path / "b.tsv").write_text("a\tb\n")
    assert for_source(Source("out", tmp_path)) is None
