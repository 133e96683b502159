from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import spacy
from train_cases import LABELS, articles_with_numbers, model_of_numbers

from annotate.formats.extras import MissingExtra
from annotate.train.folder import MARK, NoModel, files_of, load_model
from annotate.train.pipeline import SPANS
from annotate.train.suggesting import suggest_with

if TYPE_CHECKING:
    from pathlib import Path

TEXT = articles_with_numbers(14)[-1].article.text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "tagger"
    for name, data in files_of(model_of_numbers().pipeline, "tagger-1", {"seed": 0}):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return top


def test_a_model_comes_back_from_its_folder(folder: Path) -> None:
    model = load_model(folder)
    assert (model.name, model.labels, model.key) == ("tagger-1", LABELS, SPANS)
    assert list(suggest_with(model.pipeline, model.key, [TEXT])) == list(
        suggest_with(model_of_numbers().pipeline, SPANS, [TEXT])
    )
    assert json.loads((folder / MARK).read_text())["seed"] == 0


def test_the_files_of_a_model_are_the_same_each_time() -> None:
    pipeline = model_of_numbers().pipeline
    one, two = (dict(files_of(pipeline, "a", {})) for _ in range(2))
    assert one == two


def test_spacy_alone_loads_a_model(folder: Path) -> None:
    code = (
        "import sys, spacy\n"
        "doc = spacy.load(sys.argv[1])(sys.argv[2])\n"
        "print(len(doc.spans['sc']), 'annotate' in sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code, str(folder), TEXT],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.split()[0] != "0"
    assert done.stdout.split()[1] == "False"


def test_another_pipeline_with_a_span_categorizer_is_a_model(tmp_path: Path) -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("spancat", "mine", config={"spans_key": "x"}).add_label("number")
    pipeline.initialize()
    pipeline.to_disk(tmp_path / "other")
    model = load_model(tmp_path / "other")
    assert (model.name, model.labels, model.key) == ("other", ("number",), "x")
    ((*_,),) = suggest_with(model.pipeline, model.key, [TEXT])


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    blank = tmp_path / "blank"
    spacy.blank("en").to_disk(blank)
    empty = tmp_path / "empty"
    empty.mkdir()
    file = tmp_path / "file"
    file.touch()
    for path, why in (
        (tmp_path / "none", "it does not exist"),
        (file, "it is no folder"),
        (empty, "it has no config.cfg"),
        (blank, "it has no spancat"),
    ):
        with pytest.raises(NoModel, match=why) as caught:
            load_model(path)
        assert caught.value.path == path
        assert "annotate train -o" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("config.cfg", b"[nlp", "spaCy cannot load it"),
        ("config.cfg", b'[nlp]\nlang = "zz"\npipeline = []\n', "spaCy cannot load it"),
        ("config.cfg", b"\xff\xfe", "spaCy cannot load it"),
        ("meta.json", b"{", "spaCy cannot load it"),
        ("spancat/model", b"nonsense", "spaCy cannot load it"),
        ("spancat/model", b"", "spaCy cannot load it"),
        (MARK, b"{", "annotate.json cannot be read"),
        (MARK, b"\xff", "annotate.json cannot be read"),
        (MARK, b'{"name":"a\\nb"}', "control character"),
    ],
)
def test_a_damaged_model_is_told(
    folder: Path, name: str, data: bytes, why: str
) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(NoModel, match=why):
        load_model(folder)


def test_without_spacy_that_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match="annotate-tui\\[spacy\\]"):
        load_model(folder)
