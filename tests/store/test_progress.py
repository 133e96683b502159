"""Where a sprint stands: counted by the database, worked out by its rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, Clock, Desk, desk, execute

from annotate.model import GOLD, Annotator, AnnotatorKind, Layer, Status, Verb
from annotate.sprint.progress import States
from annotate.store.progress import BUCKET_MS, ActivityLog
from annotate.store.reader import Reader
from annotate.store.store import open_store
from annotate.tui.standing import headline, progress_of

if TYPE_CHECKING:
    from store_cases import Home

    from annotate.model import Annotation
    from annotate.sprint.progress import PersonProgress, Progress
    from annotate.store.place import Place

START = 1_750_000_000_000
MINUTE = 60_000


@pytest.fixture
def path(home: Home) -> Place:
    """Alice has done one of two articles, bob is in his; a rule suggests."""
    path = home / "a.db"
    with desk(path, "lead", ids=Clock(START)) as it:
        it.store.put_annotators(
            [
                Annotator("alice", name="Alice A"),
                Annotator("bob"),
                Annotator("rule", AnnotatorKind.MODEL),
            ]
        )
        it.store.assign(
            [(ARTICLE.id, "alice"), (SECOND.id, "alice"), (SECOND.id, "bob")]
        )
    with desk(path, "alice", ids=Clock(START + 5 * BUCKET_MS)) as it:
        tagged(it, it.new(0, 9, "claim"), 2 * MINUTE)
        tagged(it, it.new(10, 16, "denial"), 3 * MINUTE)
        it.store.set_status(ARTICLE.id, Status.DONE, active_ms=MINUTE)
    with desk(path, "bob", ids=Clock(START + 9 * BUCKET_MS)) as it:
        it.store.set_status(SECOND.id, Status.DOING)
        gone = it.new(0, 6, "number", SECOND)
        tagged(it, gone, MINUTE)
        it.remove(gone)
    with desk(path, "rule") as it:
        it.tag(0, 3)
    return path


def tagged(it: Desk, row: Annotation, active_ms: int) -> None:
    it.store.commit(replace(it.edit(row, verb=Verb.TAG), active_ms=active_ms))


def read(path: Place, log: ActivityLog | None = None) -> Progress:
    with Reader.open(path) as reader:
        return progress_of(reader, log or ActivityLog())


def person(found: Progress, name: str) -> PersonProgress:
    return next(one for one in found.people if one.annotator.id == name)


def test_progress_is_told_by_person(path: Place) -> None:
    found = read(path)
    assert [one.annotator.id for one in found.people] == ["alice", "bob"]
    alice = person(found, "alice")
    assert alice.states == States(todo=1, done=1)
    assert dict(alice.labels) == {"claim": 1, "quote": 0, "number": 0, "denial": 1}
    assert (alice.spans, alice.active_ms) == (2, 6 * MINUTE)
    assert alice.spans_per_hour == pytest.approx(20)
    # One article to do, and the one that is done took six minutes.
    assert alice.left_ms == 6 * MINUTE
    # Nothing was done in the last week.
    assert alice.finish_ms is None
    (stretch,) = alice.activity
    assert (stretch.active_ms, stretch.tags) == (6 * MINUTE, 2)
    assert stretch.at <= START + 5 * BUCKET_MS < stretch.at + BUCKET_MS


def test_what_one_has_done_none_of_takes_as_long_as_it_takes_the_others(
    path: Place,
) -> None:
    bob = person(read(path), "bob")
    assert bob.states == States(doing=1)
    assert (bob.spans, bob.spans_per_hour) == (0, 0)
    assert bob.left_ms == 5 * MINUTE


def test_progress_is_told_by_article_and_in_sum(path: Place) -> None:
    found = read(path)
    assert [(one.id, one.states, one.spans) for one in found.articles] == [
        (ARTICLE.id, States(done=1), 2),
        (SECOND.id, States(todo=1, doing=1), 0),
    ]
    assert found.states == States(todo=1, doing=1, done=1)
    assert (found.spans, found.active_ms) == (2, 7 * MINUTE)
    assert found.left_ms == 11 * MINUTE
    assert found.finish_ms is None
    assert [one.tags for one in found.activity] == [2, 1]
    assert headline(found).startswith("1/3 articles · 2 spans · ")


def test_gold_is_shown_and_is_in_no_sum(path: Place) -> None:
    before = read(path)
    with desk(path, "lead", ids=Clock(START + 20 * BUCKET_MS)) as it:
        it.store.commit(it.edit(replace(it.new(0, 9, "claim"), annotator=GOLD)))
        it.store.set_status(ARTICLE.id, Status.DONE, layer=GOLD)
    found = read(path)
    assert [one.annotator.id for one in found.people] == ["alice", "bob", GOLD]
    assert person(found, GOLD).states == States(done=1)
    assert person(found, GOLD).spans == 1
    for part in ("states", "labels", "spans", "articles", "spans_per_hour", "left_ms"):
        assert getattr(found, part) == getattr(before, part), part


def test_where_nothing_is_given_out_the_headline_says_what_gives_it(
    home: Home,
) -> None:
    with desk(home / "a.db", "lead"):
        pass
    assert "annotate assign" in headline(read(home / "a.db"))


def test_the_finish_is_that_of_the_last_one(path: Place) -> None:
    with open_store(path, annotator="lead") as store:
        store.unassign([(SECOND.id, "alice")])
    with desk(path, "bob") as it:
        tagged(it, it.new(0, 6, "claim", SECOND), 4 * MINUTE)
    found = read(path)
    bob = person(found, "bob")
    assert (person(found, "alice").left_ms, bob.left_ms) == (0, MINUTE)
    assert bob.finish_ms is not None
    assert found.finish_ms == bob.finish_ms > found.at_ms
    assert person(found, "alice").finish_ms is None
    with desk(path, "bob") as it:
        it.store.set_status(SECOND.id, Status.DONE)
    assert (read(path).left_ms, read(path).finish_ms) == (0, None)
    assert headline(read(path)).endswith(" · nothing left")


def test_what_came_by_import_is_no_work_of_an_hour(path: Place) -> None:
    with desk(path, "alice") as it:
        layer = Layer(
            SECOND,
            Annotator("alice"),
            Status.TODO,
            (it.new(0, 6, "number", SECOND), it.new(7, 13, "number", SECOND)),
        )
        it.store.import_layers([layer])
    alice = person(read(path), "alice")
    assert (alice.spans, alice.active_ms) == (4, 6 * MINUTE)
    assert alice.spans_per_hour == pytest.approx(20)


def test_an_empty_database_stands_nowhere(home: Home) -> None:
    open_store(home / "b.db").close()
    found = read(home / "b.db")
    assert (found.people, found.articles, found.states) == ((), (), States())
    assert (found.left_ms, found.finish_ms, found.spans_per_hour) == (0, None, None)


def test_a_log_that_is_kept_tells_what_a_new_one_does(path: Place) -> None:
    log = ActivityLog()
    for step in range(4):
        with desk(path, "bob") as it:
            tagged(it, it.new(step, step + 3, "claim", SECOND), MINUTE)
        kept, fresh = read(path, log), read(path)
        assert kept._replace(at_ms=0) == fresh._replace(
            at_ms=0,
            people=tuple(
                one._replace(finish_ms=person(kept, one.annotator.id).finish_ms)
                for one in fresh.people
            ),
            finish_ms=kept.finish_ms,
        )


def test_a_log_notices_another_file_in_the_place_of_its_own(path: Place) -> None:
    log = ActivityLog()
    read(path, log)
    execute(path, "DELETE FROM event WHERE verb = 'done'")
    assert person(read(path, log), "alice").active_ms == 5 * MINUTE
