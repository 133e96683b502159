"""What every format promises; a new one is held to it by its name alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from format_cases import layers_of_seeds

from annotate.formats import NAMES, for_path, for_source, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.sources import Source
from annotate.model import Answer
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.formats.contract import Format
    from annotate.model import Layer


def exported(each: Format, layers: tuple[Layer, ...], folder: Path) -> Path:
    """What the format makes of the layers: a folder, or a file in `folder`."""
    top = folder / f"out{each.suffixes[0]}"
    exporting = Exporting(DEFAULT_SCHEME)
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
def test_two_exports_are_equal(name: str, tmp_path: Path) -> None:
    layers = layers_of_seeds()
    one = exported(load(name), layers, tmp_path / "one")
    two = exported(load(name), layers, tmp_path / "two")
    assert contents(one) == contents(two)


def contents(top: Path) -> dict[str, bytes]:
    files = sorted(top.rglob("*")) if top.is_dir() else [top]
    return {
        file.relative_to(top).as_posix(): file.read_bytes()
        for file in files
        if file.is_file()
    }


@pytest.mark.parametrize(
    "name", [each for each in NAMES if load(each).writes and load(each).reads]
)
def test_the_worked_example_comes_back(name: str, tmp_path: Path) -> None:
    each, layers = load(name), layers_of_seeds()
    source = Source("out", exported(each, layers, tmp_path))
    importing = Importing(annotator="example", known=Articles(layers))
    found = tuple(each.read(source, importing))
    assert not importing.problems
    assert facts(found) == facts(layers)
    for layer in found:
        assert layer.annotator is not None
        for row in layer.annotations:
            assert row.quote == layer.article.quote(row.span)
            assert (row.answer, row.annotator) == (Answer.ACCEPT, "example")


class Articles:
    """A database that knows the articles of some layers."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self._articles = {layer.article.id: layer.article for layer in layers}

    def by_id(self, article: str):
        return self._articles.get(article)

    def by_source(self, source: str):
        return next((a for a in self._articles.values() if a.source == source), None)

    def by_letters(self, text: str):
        letters = "".join(text.split())
        return next(
            (a for a in self._articles.values() if "".join(a.text.split()) == letters),
            None,
        )


def test_native_jsonl_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.data"
    path.write_text(json.dumps({"schema": "annotate/1", "text": "a"}))
    assert for_source(Source("x", path)) is load("jsonl")
    assert for_path(path) is load("jsonl")
