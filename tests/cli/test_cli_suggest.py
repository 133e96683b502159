"""`annotate suggest`: into the database, onto the screen, and against gold."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotate.cli import suggesting
from annotate.model import AnnotatorKind, article_id
from annotate.store.reader import Reader
from annotate.suggest.registry import propose
from paths import SEEDS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

GOLD = SEEDS / "example.jsonl"
TEXT = "The mayor said on Monday that 12 trucks were lost. “We lost 12,” she said.\n"


def suggestions(path: Path, article: str = "") -> list[tuple[int, int, str, str]]:
    with Reader.open(path) as reader:
        wanted = [article] if article else [each.id for each in reader.articles()]
        return [
            (each.span.start, each.span.end, each.label, each.origin)
            for one in wanted
            for each in reader.annotations(one)
            if each.annotator == "rules"
        ]


def proposed(text: str, *roles: str) -> list[tuple[int, int, str, str]]:
    return [
        (each.span.start, each.span.end, each.label, each.rule)
        for each in propose(text, roles)
    ]


@pytest.fixture
def news(folder: Path, run: Callable) -> Path:
    """A database with one short article."""
    (folder / "news.txt").write_text(TEXT, encoding="utf-8")
    assert run("add", "news.txt").code == 0
    return folder / "annotations.db"


def test_suggestions_are_the_work_of_a_model(news: Path, run: Callable):
    done = run("suggest", "--label", "number", "--label", "quote")
    assert done.code == 0, done.err
    assert done.out == ""
    assert suggestions(news) == proposed(TEXT, "number", "quote")
    with Reader.open(news) as reader:
        kinds = {each.id: each.kind for each in reader.annotators()}
        scores = [each.score for each in reader.annotations(article_id(TEXT))]
    assert kinds["rules"] is AnnotatorKind.MODEL
    assert all(0 < score <= 1 for score in scores)


def test_a_second_run_changes_nothing(news: Path, run: Callable):
    def rows() -> list[tuple]:
        with sqlite3.connect(news) as database:
            return database.execute("SELECT * FROM annotation ORDER BY rev").fetchall()

    run("suggest", "--label", "number")
    before = rows()
    done = run("suggest", "--label", "number")
    assert rows() == before
    assert f"0 changed, 0 were taken back, {len(before)} were there" in done.err


def test_what_the_rules_no_longer_make_is_taken_back(news: Path, run: Callable):
    run("suggest", "--label", "number")
    article = article_id(TEXT)
    stale = {"start": 0, "end": 9, "label": "number", "origin": "number-old"}
    row = {"text": TEXT, "annotator": "rules", "kind": "model", "spans": [stale]}
    done = run("import", "-", stdin=json.dumps(row).encode())
    assert done.code == 0, done.err
    assert (0, 9, "number", "number-old") in suggestions(news, article)
    done = run("suggest", "--label", "number")
    assert "1 were taken back" in done.err
    assert suggestions(news, article) == proposed(TEXT, "number")
    assert run("check").code == 0


@pytest.mark.usefixtures("example")
def test_only_the_articles_and_labels_named(folder: Path, run: Callable):
    with Reader.open(folder / "annotations.db") as reader:
        first, second = (each.id for each in reader.articles()[:2])
        texts = {each: reader.article(each).text for each in (first, second)}
    run("suggest", first[:8], "--label", "number")
    found = suggestions(folder / "annotations.db")
    assert found == proposed(texts[first], "number")
    run("suggest", second, "--label", "quote")
    found = suggestions(folder / "annotations.db", first)
    assert found == proposed(texts[first], "number")
    found = suggestions(folder / "annotations.db", second)
    assert found == proposed(texts[second], "quote")


def test_a_dry_run_shows_and_stores_nothing(news: Path, run: Callable):
    done = run("suggest", "--label", "number", "--dry-run")
    assert done.code == 0, done.err
    assert [line.split() for line in done.out.splitlines()] == [
        [article_id(TEXT)[:8], "30", "39", "number", "number-noun", "0.85", "12", "trucks"],
        [article_id(TEXT)[:8], "60", "62", "number", "number-bare", "0.60", "12"],
    ]  # fmt: skip
    assert suggestions(news) == []
    as_json = json.loads(run("suggest", "--label", "number", "--dry-run", "--json").out)
    assert as_json[0] == {
        "article": article_id(TEXT), "start": 30, "end": 39, "label": "number",
        "rule": "number-noun", "score": 0.85, "text": "12 trucks",
    }  # fmt: skip


def test_workers_say_the_same_as_one_process(
    folder: Path, run: Callable, shell: Callable, monkeypatch: pytest.MonkeyPatch
):
    paragraph = "At least {} people died on Monday, officials said. “We know,” Kim said.\n"
    for number in range(4):
        text = "".join(paragraph.format(10 * each + number) for each in range(12_000))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert run("add", folder).code == 0
    words = ("--label", "number", "--dry-run", "--json")
    with monkeypatch.context() as patch:
        patch.setattr(suggesting, "SMALL", 10**9)
        alone = run("suggest", *words, "--jobs", "2")
    done: subprocess.CompletedProcess[bytes] = shell("suggest", *words, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(alone.out)
    assert len(json.loads(alone.out)) == 48_000


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--label", "nonsense"), 2, "no rules for the label 'nonsense'"),
        (("--json",), 2, "--json goes with --dry-run or --evaluate"),
        (("--jobs", "0"), 2, "0 is not in the range"),
        (("ffffff",), 1, "ffffff"),
        (("--evaluate", "missing.jsonl"), 1, "missing.jsonl"),
        (("--evaluate", "missing.jsonl", "ffffff"), 2, "leave out"),
        (("--evaluate", "news.txt"), 1, "news.txt line 1: is not JSON"),
    ],
)
@pytest.mark.usefixtures("news")
def test_what_cannot_be_done_is_said(
    run: Callable, words: tuple[str, ...], code: int, said: str
):
    done = run("suggest", *words)
    assert done.code == code
    assert said in done.err


def test_no_database_is_made(folder: Path, run: Callable):
    assert run("suggest").code == 1
    assert list(folder.iterdir()) == []


def test_a_person_called_rules_keeps_the_name(news: Path, run: Callable):
    row = {"text": TEXT, "annotator": "rules", "kind": "human", "status": "done"}
    assert run("import", "-", stdin=json.dumps(row).encode()).code == 0
    done = run("suggest", "--label", "number")
    assert done.code == 1
    assert "'rules' is the name of a person" in done.err
    assert suggestions(news) == []


def gold_file(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "gold.jsonl"
    lines = (json.dumps({"text": TEXT, "annotator": "ann", **row}) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def number(start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "label": "number", "text": TEXT[start:end]}


def test_figures_of_an_evaluation(folder: Path, run: Callable):
    # One exact, one that overlaps; the rules propose (30, 39) and (60, 62).
    path = gold_file(folder, {"spans": [number(30, 39), number(57, 62), number(4, 9)]})
    done = run("suggest", "--evaluate", path, "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    figures = {
        "gold": 3, "proposed": 2, "correct": 1, "partial_matches": 1,
        "strict": {"precision": 0.5, "recall": 0.3333, "f1": 0.4},
        "partial": {"precision": 0.75, "recall": 0.5, "f1": 0.6},
    }  # fmt: skip
    assert found == {
        "file": str(path), "lines": 1, "articles": 1,
        "labels": {"number": figures}, "overall": figures,
    }  # fmt: skip
    table = run("suggest", "--evaluate", path).out.splitlines()
    assert table[1].split() == [
        "number", "3", "2", "1", "1", "0.500", "0.333", "0.400", "0.750", "0.500", "0.600",
    ]  # fmt: skip
    assert not (folder / "annotations.db").exists()


def test_each_annotator_of_an_article_is_measured_apart(folder: Path, run: Callable):
    path = gold_file(
        folder,
        {"spans": [number(30, 39)]},
        {"annotator": "bob", "spans": [number(60, 62)]},
        {"annotator": "cat"},  # has not begun
        {"annotator": "dan", "status": "done"},  # found nothing
    )
    found = json.loads(run("suggest", "--evaluate", path, "--json").out)
    assert (found["lines"], found["articles"]) == (3, 1)
    counts = found["labels"]["number"]
    assert (counts["gold"], counts["proposed"], counts["correct"]) == (2, 6, 2)


def test_a_bad_line_is_said_and_the_rest_is_measured(folder: Path, run: Callable):
    path = gold_file(folder, {"spans": [number(30, 39)]}, {"spans": "none"})
    done = run("suggest", "--evaluate", path, "--json")
    assert done.code == 1
    assert "line 2" in done.err
    assert json.loads(done.out)["overall"]["correct"] == 1


def test_a_file_without_spans_has_nothing_to_measure(folder: Path, run: Callable):
    done = run("suggest", "--evaluate", gold_file(folder, {}))
    assert done.code == 1
    assert "has no line with spans" in done.err


def test_spans_of_nobody_are_gold_too(folder: Path, run: Callable):
    path = gold_file(folder, {"annotator": "", "spans": [number(30, 39)]})
    done = run("suggest", "--evaluate", path, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["overall"]["correct"] == 1


def test_the_worked_example_is_met_well(run: Callable):
    # Not what the rules are made for: a guard against breaking them.
    done = run("suggest", "--evaluate", GOLD, "--json")
    found = json.loads(done.out)["labels"]
    assert found["number"]["strict"]["f1"] > 0.9
    assert found["quote"]["strict"]["f1"] > 0.85
