"""`annotate train`, and what a model suggests."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from annotate.formats.jsonl import dump
from annotate.model import AnnotatorKind
from annotate.store.reader import Reader
from paths import SEEDS
from train.train_cases import articles_with_numbers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def numbers(folder: Path, run: Callable) -> Path:
    """A database with ten articles full of numbers and quotations."""
    lines = "".join(f"{dump(layer)}\n" for layer in articles_with_numbers())
    done = run("import", "-", stdin=lines.encode())
    assert done.code == 0, done.err
    return folder / "annotations.db"


@pytest.mark.usefixtures("numbers")
def test_a_curve_is_shown_and_nothing_is_written(run: Callable, folder: Path) -> None:
    before = sorted(folder.iterdir())
    done = run("train", "--rounds", "3", "--label", "number")
    assert done.code == 0, done.err
    rows = [line.split() for line in done.out.splitlines()]
    assert [row[:3] for row in rows] == [
        [articles, label, "12"]
        for articles in ("2", "4", "6", "8")
        for label in ("number", "overall")
    ]
    assert all(0 <= float(row[4]) <= float(row[5]) <= 1 for row in rows)
    assert (
        "Learned from 48 annotations on 8 articles in 3 rounds; measured on 2 articles "
        "with 12 annotations."
    ) in done.err
    assert sorted(folder.iterdir()) == before


@pytest.mark.usefixtures("numbers")
def test_a_model_is_kept_and_suggests(run: Callable, folder: Path) -> None:
    done = run("train", "-o", "tagger", "--no-curve", "--rounds", "10", "--json")
    assert done.code == 0, done.err
    figures = json.loads(done.out)
    assert figures["model"] == "tagger"
    assert figures["labels"] == ["quote", "number"]
    (point,) = figures["curve"]
    assert point["overall"]["strict"]["f1"] > 0.9
    assert (figures["articles"], figures["held_out"], point["articles"]) == (8, 2, 8)
    kept = json.loads((folder / "tagger" / "annotate.json").read_text())
    assert kept["curve"] == figures["curve"]
    assert kept["name"] == "tagger"

    new = articles_with_numbers(14)[-1].article
    (folder / "new.txt").write_text(new.text, "utf-8")
    assert run("add", "new.txt").code == 0
    done = run("suggest", new.id[:8], "--model", "tagger")
    assert done.code == 0, done.err
    with Reader.open(folder / "annotations.db") as reader:
        kinds = {each.id: each.kind for each in reader.annotators()}
        found = [
            each for each in reader.annotations(new.id) if each.annotator == "tagger"
        ]
    assert kinds["tagger"] is AnnotatorKind.MODEL
    assert len(found) == 8
    assert {each.origin for each in found} == {"spancat"}
    assert all(0.3 <= (each.score or 0) <= 1 for each in found)
    assert all(each.quote == new.quote(each.span) for each in found)
    done = run("suggest", new.id[:8], "--model", "tagger")
    assert "0 suggestions came in" in done.err
    assert "8 were there" in done.err


@pytest.mark.usefixtures("numbers")
def test_a_model_is_measured_and_shown_like_the_rules(
    run: Callable, folder: Path
) -> None:
    assert run("train", "-o", "tagger", "--no-curve", "--rounds", "10").code == 0
    gold = "".join(f"{dump(layer)}\n" for layer in articles_with_numbers(14)[10:])
    (folder / "gold.jsonl").write_text(gold, "utf-8")
    done = run("suggest", "--model", "tagger", "--evaluate", "gold.jsonl", "--json")
    assert done.code == 0, done.err
    figures = json.loads(done.out)
    assert list(figures["labels"]) == ["quote", "number"]
    assert figures["overall"]["strict"]["f1"] > 0.9
    words = ("--model", "tagger", "--dry-run", "--label")
    done = run("suggest", *words, "number")
    assert done.code == 0, done.err
    assert {line.split()[3] for line in done.out.splitlines()} == {"number"}
    done = run("suggest", *words, "claim")
    assert done.code == 2
    assert "There are no suggestions of tagger for the label 'claim'" in done.err


def test_labels_that_the_database_lacks_are_left_out_and_told(
    numbers: Path, run: Callable, folder: Path
) -> None:
    row = {"text": "It has 12 towns.", "annotator": "alice"}
    spans = [{"start": 7, "end": 15, "label": "place"}]
    lines = "".join(
        json.dumps({**row, "text": f"It has 12 towns. {number}", "spans": spans}) + "\n"
        for number in range(3)
    )
    done = run("import", "-", "--add-labels", "--db", "places.db", stdin=lines.encode())
    assert done.code == 0, done.err
    words = ("--db", "places.db", "-o", "tagger", "--no-curve", "--rounds", "1")
    assert run("train", *words).code == 0
    done = run("suggest", "--model", folder / "tagger", "--db", numbers)
    assert done.code == 0, done.err
    assert "The model also suggests place, which are no labels here" in done.err


def test_nothing_to_learn_from_is_told(folder: Path, run: Callable) -> None:
    (folder / "a.txt").write_text("The mayor said no.\n", "utf-8")
    assert run("train").code == 1
    assert run("add", "a.txt").code == 0
    done = run("train")
    assert (done.code, done.out) == (1, "")
    assert "There are no annotations to learn from" in done.err


def test_one_article_is_too_little(run: Callable) -> None:
    line = dump(articles_with_numbers()[0])
    assert run("import", "-", stdin=line.encode()).code == 0
    done = run("train")
    assert (done.code, done.out) == (1, "")
    assert "All annotations are on one text" in done.err


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--label", "place"), 1, "has no label 'place'"),
        (("--annotator", "carol"), 1, "carol"),
        (("--layer", "gold"), 1, "There are no annotations to learn from"),
        (("--language", "xx1"), 2, "spaCy has no words for the language 'xx1'"),
        (("--held-out", "0.9"), 2, "0.05<=x<=0.5"),
        (("--rounds", "0"), 2, "--rounds"),
        (("-o", "annotations.db"), 1, "Cannot write annotations.db"),
        (("-o", "missing/tagger"), 1, "Cannot write missing/tagger"),
        (("-o", "a\nb"), 2, "control character"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    run: Callable, folder: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    before = sorted(folder.iterdir())
    done = run("train", *words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert sorted(folder.iterdir()) == before


@pytest.mark.usefixtures("numbers")
def test_a_folder_of_other_files_is_not_replaced(run: Callable, folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "letter.txt").write_text("Dear", "utf-8")
    done = run("train", "-o", "mine")
    assert done.code == 1
    assert "mine holds files but no annotate.json" in done.err
    assert [each.name for each in (folder / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.usefixtures("numbers")
def test_a_model_takes_the_place_of_an_older_one(run: Callable, folder: Path) -> None:
    words = ("train", "-o", "tagger", "--no-curve", "--rounds", "1")
    assert run(*words).code == 0
    assert run(*words, "--seed", "7").code == 0
    kept = json.loads((folder / "tagger" / "annotate.json").read_text())
    assert kept["seed"] == 7
    assert [each.name for each in folder.iterdir() if "tagger" in each.name] == [
        "tagger"
    ]


def test_a_folder_that_is_no_model_is_told(numbers: Path, run: Callable) -> None:
    before = numbers.read_bytes()
    done = run("suggest", "--model", SEEDS)
    assert done.code == 1
    assert "is no model that can suggest spans (it has no config.cfg)" in done.err
    assert numbers.read_bytes() == before


@pytest.mark.usefixtures("numbers")
def test_without_spacy_the_way_to_get_it_is_told(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    for words in (("train",), ("suggest", "--model", "tagger")):
        done = run(*words)
        assert done.code == 1
        assert "needs spacy; install it with `pip install 'annotate-tui[spacy]'`" in (
            done.err
        )


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_the_training_finds_nothing_half_written(
    folder: Path, number: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "annotate", "train", "-o", "tagger"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as training:
        while training.poll() is None and not list(folder.glob(".tagger.*")):
            time.sleep(0.05)
        training.send_signal(number)
        out, err = training.communicate()
    assert training.returncode in {130, 128 + number}
    assert out == b""
    assert b"Traceback" not in err
    assert not [each for each in folder.iterdir() if "tagger" in each.name]
