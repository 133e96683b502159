"""What once went wrong between the screen and the store: order, refreshes, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sittings import ARTICLES, Sitting, database

from annotate.desk.intents import Place, Relabel, Select, Tag, Where
from annotate.model import ArticleSummary, Label, Status
from annotate.store.driver import sqlite3
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.messages import (
    ArticlesListed,
    ListFor,
    ReadFor,
    ReadSheets,
    Refused,
    SaveFailed,
    SheetsRead,
    StoreChanged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAYOR = Select(0, Selection(4, 9))
TRUCKS = Select(0, Selection(30, 39))
FIRST, SECOND, THIRD = (one.id for one in ARTICLES)
RUMOUR = Label("rumour", "Rumour", "", "extra-1", "bold", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path / "annotations.db")


@pytest.fixture
def sit(path: Path) -> Iterator[Callable[..., Sitting]]:
    """Makes sittings on one database and ends those that are left."""
    made: list[Sitting] = []

    def begin(*args: str, **more: tuple[str, ...]) -> Sitting:
        made.append(Sitting(path, *args, **more))  # type: ignore[arg-type]
        return made[-1]

    yield begin
    for one in made:
        one.end()


@pytest.fixture
def lock(path: Path) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Locks the database against writes, until its ROLLBACK or the test's end."""
    made: list[sqlite3.Connection] = []

    def hold() -> sqlite3.Connection:
        made.append(sqlite3.connect(path, isolation_level=None))
        made[-1].execute("BEGIN IMMEDIATE")
        return made[-1]

    yield hold
    for one in made:
        one.close()


def wish(sitting: Sitting, *wishes: object) -> None:
    for one in wishes:
        sitting.session.wish(one)  # type: ignore[arg-type]


def read_again(sitting: Sitting) -> None:
    """Have the open articles read again, as after another window's change."""
    seen = sitting.saw(SheetsRead)
    sitting.session.receive(StoreChanged())
    sitting.wait(seen)


# Undo and what is pressed behind it


def test_what_is_wished_behind_an_undo_meets_the_desk_after_it(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"))
    (before,) = ada.session.unsaved
    ada.session.undo()
    wish(ada, Tag("claim"))
    ada.settle()
    ((label, quote),) = ada.tags
    assert (label, quote) == ("claim", "mayor")
    assert [one.id for one in ada.stored()] == [ada.session.desk.active]
    assert ada.session.desk.active != before
    assert "tagged claim" in ada.session.message


def test_undo_wish_undo_are_done_in_that_order(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"))
    ada.session.undo()
    wish(ada, Tag("quote"))
    ada.session.undo()
    wish(ada, Tag("denial"))
    ada.settle()
    assert ada.tags == ada.stored_tags() == [("denial", "mayor")]


def test_wishes_wait_for_an_undo_that_fails_and_are_not_dropped(
    sit: Callable[..., Sitting], lock: Callable[[], sqlite3.Connection]
) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"))
    ada.settle()
    other = lock()
    ada.session.undo()
    wish(ada, TRUCKS, Tag("number"))
    ada.wait(ada.saw(SaveFailed))
    assert "waiting for undo" in ada.session.message
    assert ada.tags == [("claim", "mayor")]
    other.execute("ROLLBACK")
    ada.settle()
    assert ada.tags == ada.stored_tags() == [("number", "10 trucks")]


def test_a_refused_undo_lets_go_of_what_waits(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    ada.session.undo()
    wish(ada, MAYOR, Tag("claim"))
    assert ada.tags == []
    ada.wait(ada.saw(Refused))
    ada.settle()
    assert ada.tags == ada.stored_tags() == [("claim", "mayor")]


def test_wishes_wait_until_the_article_of_an_undo_is_open(
    sit: Callable[..., Sitting],
) -> None:
    before = sit(articles=(FIRST,))
    wish(before, MAYOR, Tag("claim"))
    assert before.end() == ()
    ada = sit(articles=(SECOND,))
    ada.session.undo()
    wish(ada, Tag("quote"))
    ada.wait(lambda: ada.session.desk.pane.article == FIRST)
    ada.settle()
    assert ada.tags == ada.stored_tags() == [("quote", "mayor")]
    assert ada.stored(1) == ()


def test_an_article_of_an_undo_that_cannot_be_read_bars_nothing(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    ada.session.undone["f" * 32] = object()  # type: ignore[assignment]
    assert ada.session.is_undoing
    wish(ada, MAYOR, Tag("claim"))
    ada.session.ask(ReadSheets(("f" * 32,), ReadFor.UNDONE))
    ada.wait(ada.saw(Refused))
    assert ada.tags == [("claim", "mayor")]


def test_undos_in_two_closed_articles_open_both(sit: Callable[..., Sitting]) -> None:
    before = sit()
    wish(before, MAYOR, Tag("claim"), Select(1, Selection(0, 6)), Tag("number"))
    assert before.end() == ()
    ada = sit(articles=(THIRD,))
    ada.session.undo()
    ada.session.undo()
    ada.wait(lambda: not ada.session.is_undoing)
    assert ada.stored() == ada.stored(1) == ()
    assert ada.session.desk.pane.article == FIRST
    assert ada.session.desk.pane.selection == Selection(4, 9)
    assert ada.session.desk.resting[SECOND] == Selection(0, 6)


# What others changed, and what is not saved yet


def test_a_label_that_came_meanwhile_is_one_of_the_desk(
    sit: Callable[..., Sitting], path: Path
) -> None:
    ada = sit()
    with open_store(path) as store:
        store.put_labels((RUMOUR,))
    ada.wait(lambda: RUMOUR in ada.session.desk.scheme.labels)
    wish(ada, MAYOR, Tag("rumour"))
    ada.settle()
    assert ada.session.message.startswith("tagged rumour")
    assert ada.stored_tags() == [("rumour", "mayor")]


def test_titles_and_states_that_are_not_saved_stay_through_a_refresh(
    sit: Callable[..., Sitting], lock: Callable[[], sqlite3.Connection]
) -> None:
    ada = sit()
    ada.session.ask(ReadSheets((FIRST,), ReadFor.REFRESH))
    ada.wait(ada.saw(SheetsRead))
    other = lock()
    for title in ("Once", "Twice"):
        ada.session.set_title(FIRST, title)
    ada.session.switch_status(Status.DONE)
    read_again(ada)
    ada.session.open_next()
    ada.wait(ada.saw(ArticlesListed))
    assert ada.session.desk.sheet.article.title == "Twice"
    assert ada.session.status is Status.DONE
    assert ada.session.save.pending == 3
    other.execute("ROLLBACK")
    ada.settle()
    read_again(ada)
    assert ada.session.desk.sheet.article.title == "Twice"
    assert ada.session.status is Status.DONE


def test_a_state_that_another_window_set_is_read(sit: Callable[..., Sitting]) -> None:
    here, there = sit(), sit()
    here.session.switch_status(Status.SKIPPED)
    here.settle()
    there.wait(lambda: there.session.status is Status.SKIPPED)


def test_an_article_that_an_undo_opens_has_its_state(
    sit: Callable[..., Sitting],
) -> None:
    before = sit(articles=(FIRST,))
    before.session.switch_status(Status.DONE)
    wish(before, MAYOR, Tag("claim"))
    assert before.end() == ()
    ada = sit(articles=(SECOND,))
    ada.session.undo()
    ada.wait(lambda: ada.session.desk.pane.article == FIRST)
    assert ada.session.status is Status.DONE


def test_an_article_that_was_read_is_no_attention_and_drops_no_message(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit(articles=(FIRST,))
    wish(ada, Place(3))
    ada.session.message = "to be read"
    spent = ada.session._attention_ms
    ada.session._last_wish -= 20
    ada.session.open(SECOND, Where.NEW_PANE)
    ada.wait(lambda: ada.session.desk.pane.article == SECOND)
    assert ada.session.message == "to be read"
    assert ada.session._attention_ms == spent


def test_a_list_without_the_open_article_opens_the_first_of_it(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit(articles=(FIRST,))
    summaries = tuple(ArticleSummary(one, one, "", 1, 0) for one in (SECOND, THIRD))
    states = (Status.TODO, Status.DOING)
    ada.session.receive(ArticlesListed(summaries, states, ListFor.NEXT))
    ada.wait(lambda: ada.session.desk.pane.article == SECOND)
    ada.session.receive(ArticlesListed((), (), ListFor.NEXT))
    assert ada.session.message.startswith("Every article is open")


def test_a_title_is_undone_before_the_tag_that_is_older(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    old = ada.session.desk.sheet.article.title
    wish(ada, MAYOR, Tag("claim"))
    ada.session.set_title(FIRST, "Mine")
    ada.session.undo()
    ada.settle()
    assert ada.session.desk.sheet.article.title == old
    assert ada.session.message == f"undid: the title is “{old}”; U redoes"
    assert ada.tags == [("claim", "mayor")]
    ada.session.undo(redo=True)
    ada.session.set_title(FIRST, "Later")
    ada.settle()
    assert ada.session.desk.sheet.article.title == "Later"
    ada.session.undo()
    ada.settle()
    assert ada.session.desk.sheet.article.title == "Mine"
    read_again(ada)
    assert ada.session.desk.sheet.article.title == "Mine"


def test_states_and_articles_wished_behind_an_undo_are_of_the_desk_after_it(
    sit: Callable[..., Sitting],
) -> None:
    before = sit(articles=(FIRST,))
    wish(before, MAYOR, Tag("claim"))
    assert before.end() == ()
    ada = sit(articles=(SECOND,))
    ada.session.undo()
    ada.session.switch_status(Status.DONE)
    ada.session.open_next()
    ada.wait(ada.saw(ArticlesListed))
    ada.wait(lambda: ada.session.desk.pane.article == SECOND)
    ada.settle()
    assert ada.session.statuses == {
        FIRST: Status.DONE, SECOND: Status.TODO, THIRD: Status.TODO,
    }  # fmt: skip


def test_a_title_becomes_what_an_import_would_make_of_it(
    sit: Callable[..., Sitting], path: Path
) -> None:
    ada = sit()
    ada.session.set_title(FIRST, " A\x00\ud800 b\x1b\n\u2028c ")
    ada.settle()
    with open_store(path) as store:
        assert store.article(FIRST).title == "A\ufffd\ufffd b c"
    ada.session.set_title(FIRST, "\x1b \u2028")
    assert ada.session.message == "title unchanged"


def test_a_relabel_behind_an_undo_acts_on_what_undo_left(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"), Relabel("quote"))
    ada.session.undo()
    wish(ada, Relabel("denial"))
    ada.settle()
    assert ada.tags == ada.stored_tags() == [("denial", "mayor")]
    assert "claim is now denial" in ada.session.message
