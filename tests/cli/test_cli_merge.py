"""`annotate merge`: what it prints, and what it leaves."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from annotate.ids import Ids
from annotate.model import Annotation, Article, Edit, Span, Status, Verb, article_id
from annotate.store.reader import Reader
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done

    Run = Callable[..., Done]

TEXT = "The mayor denied it. “Never,” she said."
STORY = Article(article_id(TEXT), "A \x1b[31mred\x1b[0m story", TEXT)
IDS = Ids()


def tag(path: Path, who: str, start: int, end: int, label: str = "claim") -> Annotation:
    rev = IDS.mint()
    quote = TEXT[start:end]
    row = Annotation(rev, rev, None, STORY.id, Span(start, end), quote, label, who)
    with open_store(path, annotator=who) as store:
        store.add_articles([STORY])
        store.commit(Edit(IDS.mint(), Verb.TAG, STORY.id, (row,)))
    return row


def relabel(path: Path, row: Annotation, label: str) -> None:
    changed = row.revised(IDS.mint(row.rev), label=label)
    with open_store(path, annotator=row.annotator) as store:
        store.commit(Edit(IDS.mint(), Verb.EDIT, STORY.id, (changed,)))


@pytest.fixture
def forked(folder: Path) -> tuple[Path, Path]:
    """Two files in which alice changed one tag apart; in the other, bob has one."""
    ours, theirs = folder / "annotations.db", folder / "bob.db"
    row = tag(ours, "alice", 0, 9)
    shutil.copyfile(ours, theirs)
    relabel(ours, row, "denial")
    relabel(theirs, row, "quote")
    tag(theirs, "bob", 10, 16)
    with open_store(theirs, annotator="bob") as store:
        store.set_status(STORY.id, Status.DONE)
    return ours, theirs


def test_a_merge_lists_what_came_and_what_was_changed_apart(
    forked: tuple[Path, Path], run: Run
) -> None:
    done = run("merge", "bob.db")
    assert done.code == 0
    alice, bob, conflict = done.out.splitlines()
    short = STORY.id[:8]
    assert alice.split()[:7] == ["alice", short, "0", "0", "1", "0", "0"]
    assert bob.split()[:8] == ["bob", short, "1", "0", "0", "0", "0", "done"]
    assert conflict.split()[:3] == ["conflict", "alice", short]
    assert "stands: quote 0-9 “The mayor”" in conflict
    assert "lost: denial 0-9 “The mayor”" in conflict
    assert "1 conflict: both histories stay" in done.err
    assert "bob.db brought 1 new annotation, 1 new annotator, 1 change" in done.err
    assert "\x1b" not in done.out + done.err
    again = run("merge", "bob.db")
    assert (again.code, again.out) == (0, "")
    assert "has all that bob.db holds" in again.err
    listed = run("merge", "--conflicts")
    assert listed.out.splitlines() == [conflict]
    with Reader.open(forked[0]) as reader:
        assert len(reader.annotations(STORY.id)) == 2


def test_a_dry_run_prints_the_same_and_changes_nothing(
    forked: tuple[Path, Path], run: Run
) -> None:
    before = forked[0].read_bytes()
    dry = run("merge", "--dry-run", "bob.db")
    assert dry.code == 0
    assert "would bring" in dry.err
    assert forked[0].read_bytes() == before
    assert run("merge", "bob.db").out == dry.out


@pytest.mark.usefixtures("forked")
def test_json_tells_everything_by_name(run: Run) -> None:
    told = json.loads(run("merge", "--json", "bob.db").out)
    assert told["files"] == ["bob.db"]
    assert told["annotators"] == ["bob"]
    assert [each["annotations"] for each in told["came"]] == [0, 1]
    assert told["conflicts"][0]["lost"][0]["says"].startswith("denial")
    listed = json.loads(run("merge", "--conflicts", "--json").out)
    assert listed == {"conflicts": told["conflicts"], "twins": []}


@pytest.mark.usefixtures("forked")
def test_a_new_database_may_be_made_of_others(run: Run, folder: Path) -> None:
    assert run("merge", "--db", "all.db", "--dry-run", "bob.db").code == 0
    assert not (folder / "all.db").exists()
    assert run("merge", "--db", "all.db", "bob.db", "annotations.db").code == 0
    with Reader.open(folder / "all.db") as reader:
        assert len(reader.conflicts()) == 1
    (folder / "bad.db").write_text("no database")
    bad = run("merge", "--db", "new.db", "bob.db", "bad.db")
    assert bad.code == 1
    assert "bad.db" in bad.err
    assert not (folder / "new.db").exists()


def test_spans_tagged_twice_are_told_with_the_remedy(folder: Path, run: Run) -> None:
    for name in ("annotations.db", "laptop.db"):
        tag(folder / name, "alice", 0, 9)
    done = run("merge", "laptop.db")
    assert done.out.splitlines()[1].split()[0] == "twice"
    assert "each counts once" in done.err
    exported = run("export")
    (row,) = map(json.loads, exported.out.splitlines())
    assert len(row["spans"]) == 1
    assert run("merge", "--conflicts").out.startswith("twice")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Name the files"),
        (("--conflicts", "bob.db"), 2, "name no other file"),
        (("nowhere.db",), 1, "no database at nowhere.db"),
        (("annotations.db",), 1, "is the database itself"),
        (("--rename", "bob", "bob.db"), 2, "OLD=NEW"),
        (("--rename", "eve=bob", "bob.db"), 1, "called eve"),
        (("--rename", "alice=bob", "bob.db"), 1, "another name"),
        (("--rename", "bob=\x07", "bob.db"), 2, "control character"),
    ],
)
def test_wrong_usage_is_one_sentence_and_changes_nothing(
    forked: tuple[Path, Path], run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    before = forked[0].read_bytes()
    done = run("merge", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert forked[0].read_bytes() == before


def test_a_person_and_a_model_of_one_name_can_be_renamed(
    forked: tuple[Path, Path], run: Run
) -> None:
    done = run("merge", "--rename", "bob=robert", "bob.db")
    assert done.code == 0
    with Reader.open(forked[0]) as reader:
        assert [each.id for each in reader.annotators()] == ["alice", "robert"]
