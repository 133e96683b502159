"""Annotators and what they are given: rows that survive, undo, blindness, merging."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, Clock, desk, rows_of

from annotate.model import (
    Annotator,
    AnnotatorKind,
    Assignment,
    Layer,
    Status,
)
from annotate.store.assignments import NotHuman
from annotate.store.check import check
from annotate.store.errors import NoSuchAnnotator, NoSuchArticle
from annotate.store.people import AnnotatorExists, CalledTheSame
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from store_cases import Home

    from annotate.store.place import Place
    from annotate.store.store import Store

GIVEN = (ARTICLE.id, "bob")


@pytest.fixture
def path(home: Home) -> Place:
    """Two articles; alice, bob, a rule and gold."""
    path = home / "a.db"
    with desk(path, "lead") as it:
        it.store.put_annotators(
            [
                Annotator("alice"),
                Annotator("bob", name="Bob Miller"),
                Annotator("rule", AnnotatorKind.MODEL),
                Annotator("gold", AnnotatorKind.GOLD),
            ]
        )
    return path


def opened(path: Place, annotator: str = "lead") -> Store:
    return open_store(path, annotator=annotator)


@pytest.mark.parametrize("name", ["bob", "BOB", "Bob Miller", "bob miller"])
def test_two_people_need_two_names(path: Place, name: str) -> None:
    with opened(path) as store:
        with pytest.raises((AnnotatorExists, CalledTheSame)):
            store.put_annotators([Annotator("carol"), Annotator(name)])
        with pytest.raises(CalledTheSame):
            store.put_annotators([Annotator("carol")], {"alice": name})
        assert "carol" not in {each.id for each in store.annotators()}


def test_an_annotator_keeps_the_id_and_is_shown_by_another_name(path: Place) -> None:
    with opened(path) as store:
        store.put_annotators(names={"bob": "Robert", "alice": "Alice"})
        assert Annotator("bob", name="Robert") in store.annotators()
        revs = [row[3] for row in rows_of(path)["annotator"]]
        store.put_annotators(names={"bob": "Robert"})
        assert [row[3] for row in rows_of(path)["annotator"]] == revs
        store.put_annotators(names={"bob": ""})
        assert Annotator("bob") in store.annotators()
        with pytest.raises(NoSuchAnnotator, match="did you mean bob"):
            store.put_annotators(names={"bbo": "Robert"})


def test_a_slow_clock_renames_all_the_same(path: Place) -> None:
    before = {row[0]: row[3] for row in rows_of(path)["annotator"]}
    with open_store(path, annotator="lead", ids=Clock(1_000)) as store:
        store.put_annotators(names={"bob": "Robert"})
        store.assign([GIVEN])
        store.unassign([GIVEN])
    after = rows_of(path)
    assert {row[0]: row[3] for row in after["annotator"]}["bob"] > before["bob"]
    (row,) = after["assignment"]
    given, taken = sorted(e[0] for e in after["event"] if e[3] == "assign")
    assert (given < taken, row[3]) == (True, taken)


def test_what_is_given_is_there_in_its_order_with_who_gave_it(path: Place) -> None:
    pairs = [(SECOND.id, "bob"), (ARTICLE.id, "alice"), (ARTICLE.id, "bob")]
    with opened(path) as store:
        assert store.assign(pairs) == 3
        assert store.assign(pairs) == 0
        assert store.assignments() == tuple(Assignment(b, a) for a, b in pairs)
        assert [each.article for each in store.assignments("bob")] == [
            SECOND.id,
            ARTICLE.id,
        ]
        assert store.assignment("alice", SECOND.id) is None
    events = [row for row in rows_of(path)["event"] if row[3] == "assign"]
    assert [(row[2], row[4], json.loads(row[6])) for row in events] == [
        ("lead", article, {"annotator": one, "state": "todo"}) for article, one in pairs
    ]
    assert not check(path)


@pytest.mark.parametrize(
    ("pair", "error", "remedy"),
    [
        ((ARTICLE.id, "bbo"), NoSuchAnnotator, "did you mean bob?.*--add"),
        ((ARTICLE.id, "zoe"), NoSuchAnnotator, "check the spelling.*--add"),
        ((ARTICLE.id, "rule"), NotHuman, "is a model"),
        ((ARTICLE.id, "gold"), NotHuman, "is a gold"),
        (("0" * 32, "bob"), NoSuchArticle, "00000000"),
    ],
)
def test_what_cannot_be_given_changes_nothing(
    path: Place, pair: tuple[str, str], error: type[Exception], remedy: str
) -> None:
    before = rows_of(path)
    with opened(path) as store, pytest.raises(error, match=remedy):
        store.assign([GIVEN, pair])
    assert rows_of(path) == before


def test_what_is_begun_is_not_taken_away(path: Place) -> None:
    pairs = [(ARTICLE.id, "bob"), (SECOND.id, "bob"), (SECOND.id, "alice")]
    with opened(path) as store:
        store.assign(pairs)
    with opened(path, "bob") as store:
        store.set_status(ARTICLE.id, Status.DOING)
    with opened(path) as store:
        assert store.unassign(pairs[:2]) == 1
        assert store.assignments() == (
            Assignment("bob", ARTICLE.id, Status.DOING),
            Assignment("alice", SECOND.id),
        )
        assert store.unassign(pairs[:2]) == 0
        assert store.assign(pairs) == 1
        assert store.assignment("bob", SECOND.id) == Assignment("bob", SECOND.id)


STEPS = [
    # What bob does, whether it was given, and whether others' tags are hidden then.
    ((), True, True),
    ((Status.DOING,), True, True),
    ((Status.DONE,), True, False),
    ((Status.SKIPPED,), True, False),
    ((Status.DONE, Status.TODO), True, True),
    ((Status.DONE, "undo"), True, True),
    ((Status.DONE, "undo", "redo"), True, False),
    ((), False, False),
    ((Status.DONE,), False, False),
    ((Status.DONE, Status.TODO), False, False),
    ((Status.DONE, Status.TODO, Status.DOING), False, False),
    ((Status.SKIPPED, Status.DONE, "undo", "undo"), False, False),
    ((Status.DONE, "undo", "redo", "undo"), False, False),
]


@pytest.mark.parametrize(("steps", "is_given", "is_hidden"), STEPS)
@pytest.mark.parametrize("clock", [None, 1_000])
def test_only_what_was_given_makes_blind_until_it_is_done(
    path: Place,
    steps: tuple[Status | str, ...],
    clock: int | None,
    *,
    is_given: bool,
    is_hidden: bool,
) -> None:
    if is_given:
        with opened(path) as store:
            store.assign([GIVEN])
    ids = Clock(clock) if clock else None
    with open_store(path, annotator="bob", ids=ids) as store:
        for step in steps:
            if isinstance(step, Status):
                store.set_status(ARTICLE.id, step)
            else:
                (store.undo if step == "undo" else store.redo)()
        assert store.is_blind("bob", ARTICLE.id) is is_hidden
        assert store.blind_articles("bob") == ({ARTICLE.id} if is_hidden else set())
        assert not store.is_blind("alice", ARTICLE.id)
        held = store.assignment("bob", ARTICLE.id)
        assert held is None or held.is_given is is_given
        store.set_setting("blind", "off")
        assert not store.is_blind("bob", ARTICLE.id)
        assert store.blind_articles("bob") == frozenset()
    assert not check(path)


def test_what_was_taken_away_does_not_make_blind_but_what_came_again_does(
    path: Place,
) -> None:
    with opened(path) as store:
        store.assign([GIVEN])
        store.unassign([GIVEN])
        assert not store.is_blind("bob", ARTICLE.id)
        assert [each.annotator for each in store.layers()] == [None, None]
        store.assign([GIVEN])
        assert store.is_blind("bob", ARTICLE.id)


def test_an_imported_assignment_is_a_given_one(path: Place) -> None:
    with opened(path) as store:
        store.import_layers([Layer(ARTICLE, Annotator("bob"), Status.DOING)])
        assert store.assignments() == (Assignment("bob", ARTICLE.id, Status.DOING),)
        assert store.is_blind("bob", ARTICLE.id)


def test_what_was_given_taken_and_done_apart_comes_together_the_same_way(
    tmp_path: Path,
) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    for path in (one, two):
        with desk(path, "lead") as it:
            it.store.put_annotators([Annotator("alice"), Annotator("bob")])
    with opened(one) as store:
        store.assign([(ARTICLE.id, "bob"), (SECOND.id, "bob"), (ARTICLE.id, "alice")])
        store.unassign([(ARTICLE.id, "alice")])
        store.put_annotators(names={"alice": "A"})
    with opened(two) as store:
        store.assign([GIVEN])
    with opened(two, "bob") as store:
        store.set_status(ARTICLE.id, Status.DONE)
    with opened(two, "alice") as store:
        # By herself, and taken back.
        store.set_status(SECOND.id, Status.DONE)
        store.set_status(SECOND.id, Status.TODO)
    both = tmp_path / "both.db", tmp_path / "reverse.db"
    for path, files in zip(both, ((one, two), (two, one)), strict=True):
        open_store(path).close()
        with opened(path) as store:
            for file in files:
                store.merge(file)
            assert set(store.assignments()) == {
                Assignment("bob", ARTICLE.id, Status.DONE),
                Assignment("bob", SECOND.id),
            }
            assert store.blind_articles("bob") == {SECOND.id}
            assert store.blind_articles("alice") == frozenset()
            assert Annotator("alice", name="A") in store.annotators()
    assert rows_of(both[0]) == rows_of(both[1])
