"""`annotate adjudicate` without a screen: how far, in bulk, and what is refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from annotate.model import GOLD, Annotator, AnnotatorKind, Status
from annotate.store.reader import Reader
from annotate.store.store import open_store
from three_people import sprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done


@pytest.fixture
def path(example: Path, folder: Path) -> Path:
    """Three people's work on two articles."""
    target = folder / "sprint.db"
    sprint(example, target)
    return target


@pytest.fixture
def on(path: Path, run: Callable[..., Done]) -> Callable[..., Done]:
    """Runs a command line on the sprint."""
    return lambda *words: run("--db", path, *words)


def told(done: Done) -> list[dict[str, object]]:
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert isinstance(found, list)
    return found


def test_a_list_says_how_far_each_article_is(on: Callable[..., Done]) -> None:
    first, second = told(on("adjudicate", "--list", "--json"))
    assert first["annotators"] == second["annotators"] == ["ada", "ben", "cy"]
    assert first["cases"] == first["differences"] + first["agreed_open"]  # type: ignore[operator]
    assert first["open"] == first["differences"]
    assert (first["gold"], first["status"], first["accepted"]) == (0, "todo", 0)
    table = on("adjudicate", "--list")
    assert [line.split()[0] for line in table.out.splitlines()] == [
        str(each["article"])[:8] for each in (first, second)
    ]


@pytest.mark.parametrize("accept", ["all", "3", "ALL"])
def test_what_all_agree_on_is_accepted(on: Callable[..., Done], accept: str) -> None:
    before = told(on("adjudicate", "--list", "--json"))
    after = told(on("adjudicate", "--accept", accept, "--json", "--as", "lead"))
    for was, now in zip(before, after, strict=True):
        assert now["accepted"] == now["gold"] == was["agreed_open"]
        assert (now["agreed_open"], now["open"]) == (0, was["open"])
    again = on("adjudicate", "--accept", accept, "--as", "lead")
    assert "Accepted 0 cases in 0 articles" in again.err


def test_k_of_n_settle_differences_too(on: Callable[..., Done], path: Path) -> None:
    three = told(on("adjudicate", "--accept", "3", "--json", "--as", "lead"))
    two = told(on("adjudicate", "--accept", "2", "--json", "--as", "lead"))
    assert all(two[at]["open"] < three[at]["open"] for at in (0, 1))  # type: ignore[operator]
    with Reader.open(path) as reader:
        kinds = {each.id: each.kind for each in reader.annotators()}
        decided = {
            (one.adjudicator, one.decision)
            for each in reader.articles()
            for one in reader.decisions(each.id).values()
        }
    assert kinds[GOLD] is AnnotatorKind.GOLD
    assert decided == {("lead", "agreed")}
    with open_store(path, annotator="lead") as store:
        for _ in range(4):
            store.undo()
    cleared = told(on("adjudicate", "--list", "--json"))
    assert [each["gold"] for each in cleared] == [0, 0]
    assert on("check").code == 0


def test_only_the_articles_and_annotators_named_are_looked_at(
    on: Callable[..., Done],
) -> None:
    first, _ = told(on("adjudicate", "--list", "--json"))
    (one,) = told(
        on(
            "adjudicate", str(first["article"])[:8], "--accept", "all", "--json",
            "--annotator", "ada", "--annotator", "ben",
        )
    )  # fmt: skip
    assert one["annotators"] == ["ada", "ben"]
    assert one["accepted"] > first["agreed_open"]  # type: ignore[operator]
    unknown = on("adjudicate", "--list", "--annotator", "nobody")
    assert unknown.code == 1
    assert "nobody" in unknown.err


def test_an_article_of_mine_is_left_out_and_it_is_said(
    on: Callable[..., Done], path: Path
) -> None:
    first, _ = told(on("adjudicate", "--list", "--json"))
    article = str(first["article"])
    with open_store(path, annotator="dan") as store:
        store.put_annotators([Annotator("dan")])
        store.assign([(article, "dan")])
        store.set_status(article, Status.DOING)
    mine = on("adjudicate", "--list", "--as", "dan")
    assert mine.code == 0
    assert "others' tags would sway you" in mine.err
    assert article[:8] not in mine.out
    (why, _) = told(on("adjudicate", "--accept", "all", "--json", "--as", "dan"))
    assert "sway" in str(why["why_not"])
    assert why["gold"] == 0
    others = told(on("adjudicate", "--list", "--json", "--as", "lead"))
    assert others[0]["annotators"] == ["ada", "ben", "cy"]


def test_gold_is_exported_and_listed(on: Callable[..., Done]) -> None:
    plain = on("articles")
    on("adjudicate", "--accept", "2", "--as", "lead")
    rows = told(on("articles", "--json"))
    exported = [
        json.loads(line) for line in on("export", "--layer", "gold").out.splitlines()
    ]
    assert [len(each["spans"]) for each in exported] == [
        each["gold"]["annotations"]
        for each in rows  # type: ignore[index]
    ]
    assert {each["annotator"] for each in exported} == {GOLD}
    assert all(each["spans"] and each["rejected"] for each in exported)
    others = on("export", "--layer", "annotators").out
    assert f'"annotator":"{GOLD}"' not in others
    before, after = plain.out.splitlines()[0], on("articles").out.splitlines()[0]
    assert len(after.split("  ")) > len(before.split("  "))


def test_gold_is_done_where_nothing_is_left_and_is_compared_with_people(
    on: Callable[..., Done], path: Path
) -> None:
    done = on("adjudicate", "--accept", "1", "--done", "--json", "--as", "lead")
    left = [each["open"] for each in told(done)]
    with Reader.open(path) as reader:
        states = [reader.status(GOLD, each.id) for each in reader.articles()]
    assert [state is Status.DONE for state in states] == [not one for one in left]
    with open_store(path, annotator="lead") as store:
        for each in store.articles():
            store.set_status(each.id, Status.DONE, layer=GOLD)
    compared = on("agree", "--annotator", GOLD, "--annotator", "ada", "--json")
    assert compared.code == 0, compared.err
    assert {GOLD, "ada"} <= set(json.dumps(json.loads(compared.out)).split('"'))


WRONG = [
    (("adjudicate", "--done"), "--done goes with --accept"),
    (("adjudicate", "--accept", "0"), "no number of annotators"),
    (("adjudicate", "--accept", "two"), "no number of annotators"),
    (("adjudicate", "--json"), "--json goes with"),
    (("adjudicate",), "needs a terminal"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_usage_is_told(
    on: Callable[..., Done], words: tuple[str, ...], said: str
) -> None:
    done = on(*words)
    assert done.code == 2
    assert said in done.err


def test_the_screen_takes_one_article(on: Callable[..., Done]) -> None:
    ids = [
        str(each["article"])[:8] for each in told(on("adjudicate", "--list", "--json"))
    ]
    done = on("adjudicate", *ids)
    assert done.code == 2
    assert "one at a time" in done.err


def test_nothing_to_do_is_said(run: Callable[..., Done], example: Path) -> None:
    done = run("--db", example, "adjudicate", "--list")
    assert done.code == 0
    assert "No article has been finished by two people yet." in done.err
    named = run("--db", example, "adjudicate", "--list", "59de266b")
    assert "only example has finished" in named.err or "nobody has" in named.err


def test_check_tells_of_gold_that_two_machines_decided_apart(
    on: Callable[..., Done], path: Path
) -> None:
    on("adjudicate", "--accept", "3", "--as", "lead")
    with Reader.open(path) as reader:
        article = reader.articles()[0].id
        row = next(one for one in reader.annotations(article) if one.annotator == GOLD)
    # Far from those that were minted in a row with it.
    rev = row.rev[:24] + row.rev[24:][::-1].replace("0", "f")
    with closing(sqlite3.connect(path)) as writes, writes:
        writes.execute(
            "INSERT INTO annotation SELECT ?, ?, NULL, event, 1, annotator, 'reject', "
            "origin, score, article, label, start, stop, quote, note, attributes "
            "FROM annotation WHERE rev = ?",
            (rev, rev, row.rev),
        )
    done = on("check")
    assert done.code == 0
    assert "gold has a later decision on the same label and stretch" in done.out
