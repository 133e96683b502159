"""`annotate annotators` and `annotate assign`, and the guard of --as."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from annotate.model import Annotator, Status
from annotate.store.store import open_store
from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def sprint(folder: Path, run: Callable) -> Path:
    """Five articles; ann, ben and cem."""
    assert run("add", *sorted(SEEDS.glob("*.txt"))).code == 0
    done = run("annotators", "--add", "ann", "--add", "ben", "--add", "cem")
    assert done.code == 0, done.err
    return folder / "annotations.db"


def test_annotators_are_added_named_and_listed(sprint: Path, run: Callable) -> None:
    done = run("annotators", "--add", "rules", "--kind", "model", "--name", "ben=Ben B")
    assert done.code == 0, done.err
    assert [line.split() for line in done.out.splitlines()] == [
        ["ann", "human", "0", "0", "0"],
        ["ben", "human", "0", "0", "0", "Ben", "B"],
        ["cem", "human", "0", "0", "0"],
        ["rules", "model", "0", "0", "0"],
    ]
    assert run("assign", "--annotator", "ben").code == 0
    listed = {one["id"]: one for one in json.loads(run("annotators", "--json").out)}
    assert listed["ben"] == {
        "id": "ben",
        "kind": "human",
        "name": "Ben B",
        "articles": 5,
        "done": 0,
        "annotations": 0,
    }
    assert sprint.is_file()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--add", "ann"), 1, "two annotators need two names"),
        (("--add", "ANN"), 1, "tells the two apart"),
        (("--add", "dua", "--name", "dua=Ann"), 1, "tells the two apart"),
        (("--name", "bem=Ben"), 1, "did you mean"),
        (("--name", "Ben"), 2, "has no ID="),
        (("--kind", "model"), 2, "name somebody with --add"),
        (("--add", "a\nb"), 2, "control character"),
        (("--add", "x", "--kind", "robot"), 2, "human"),
    ],
)
def test_what_is_wrong_with_annotators_is_said_and_changes_nothing(
    sprint: Path, run: Callable, words: tuple[str, ...], code: int, said: str
) -> None:
    before = run("annotators", "--json").out
    done = run("annotators", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert run("annotators", "--json").out == before
    assert sprint.is_file()


def test_articles_are_distributed_and_more_come_later(
    sprint: Path, run: Callable
) -> None:
    words = ("assign", "--annotator", "ben", "--annotator", "ann", "--overlap", "2")
    dry = run(*words, "--dry-run", "--json")
    assert "would be given: ann 5, ben 5" in dry.err
    with open_store(sprint) as store:
        assert store.assignments() == ()
    done = run(*words, "--json")
    assert json.loads(done.out) == json.loads(dry.out)
    again = run(*words)
    assert again.out == ""
    assert re.search(r"0 assignments given; each article has \d annotat", again.err)
    (sprint.parent / "new.txt").write_text("The mayor denied it.", encoding="utf-8")
    assert run("add", "new.txt").code == 0
    again = run("assign", "--overlap", "2")
    assert [line.split()[1] for line in again.out.splitlines()] == ["ann", "ben"]
    third = run("assign", "--overlap", "3")
    assert third.code == 2
    assert "needs 3 annotators, and there are 2" in third.err
    third = run("assign", "--overlap", "3", "--annotator", "cem")
    assert third.err.endswith("6 assignments given: cem 6.\n")


def test_what_is_not_begun_is_taken_away(sprint: Path, run: Callable) -> None:
    assert run("assign", "--annotator", "ann").code == 0
    with open_store(sprint, annotator="ann") as store:
        first = store.articles()[0].id
        store.set_status(first, Status.DOING)
    assert run("assign", "--remove").code == 2
    done = run("assign", "--annotator", "ann", "--remove", "--dry-run")
    assert "4 assignments would be taken away: ann 4" in done.err
    assert run("assign", "--annotator", "ann", "--remove").code == 0
    with open_store(sprint) as store:
        assert [each.article for each in store.assignments()] == [first]
    assert run("assign", first[:8], "--remove").err.endswith(
        "0 assignments taken away.\n"
    )


def test_an_article_that_too_few_can_take_is_told(sprint: Path, run: Callable) -> None:
    with open_store(sprint, annotator="ann") as store:
        store.set_status(store.articles()[0].id, Status.SKIPPED)
    done = run("assign", "--annotator", "ann")
    assert done.code == 0
    assert "1 article with fewer than 1 annotators" in done.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Nobody has been given articles yet"),
        (("--annotator", "bem"), 1, "did you mean ben"),
        (("--annotator", "zoe"), 1, "--add NAME adds one"),
        (("ffffff", "--annotator", "ben"), 1, "ffffff"),
        (("--annotator", "ben", "--overlap", "0"), 2, "0"),
        (("--annotator", "ben", "--overlap", "2"), 2, "needs 2 annotators"),
    ],
)
def test_what_cannot_be_assigned_is_said(
    sprint: Path, run: Callable, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run("assign", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    with open_store(sprint) as store:
        assert store.assignments() == ()


def test_a_script_with_a_mistyped_name_is_warned_and_goes_on(
    sprint: Path, shell: Callable
) -> None:
    with open_store(sprint) as store:
        store.put_annotators([Annotator("charlotte", name="Charlotte Bauer")])
    for name in ("charlote", "Charlotte", "charlotte bauer"):
        done = shell(
            "--as",
            name,
            env={**os.environ, "TEXTUAL_DRIVER": "no.such.module:Driver"},
        )
        assert b"use --as charlotte" in done.stderr, name


def test_columns_stand_under_each_other_whatever_the_script(
    sprint: Path, run: Callable
) -> None:
    with open_store(sprint) as store:
        store.put_annotators([Annotator("李雷"), Annotator("zoe", name="Zoë")])
    lines = run("annotators").out.splitlines()
    before = [line.index("human") for line in lines]
    wide = next(line for line in lines if line.startswith("李雷"))
    # Two letters that take two cells each.
    assert {*before} == {before[0], wide.index("human")}
    assert before[0] - wide.index("human") == 2
