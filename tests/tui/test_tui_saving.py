"""Session and writer on real files: what is tagged is in the database, or said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sittings import ARTICLES, OTHER, Sitting, database

from annotate.desk.intents import (
    ClosePane,
    Describe,
    FocusPane,
    Move,
    NextAnnotation,
    OpenArticle,
    Place,
    Relabel,
    Remove,
    Select,
    Tag,
    Where,
)
from annotate.desk.state import Sheet
from annotate.model import Annotation, Edit, Label, Span, Status, Verb
from annotate.store.errors import Superseded
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.messages import (
    ArticlesListed,
    FindTexts,
    ListArticles,
    ListFor,
    Refused,
    RevertDone,
    Saved,
    SaveFailed,
    SheetsRead,
    StoreChanged,
    TextsFound,
)
from annotate.tui.rescue import last_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotate.store.place import Place as AnyPlace
    from servers import ServerHome

    Home = Path | ServerHome

MAYOR = Select(0, Selection(4, 9))
TRUCKS = Select(0, Selection(30, 39))
FIRST, SECOND, THIRD = (one.id for one in ARTICLES)


@pytest.fixture
def path(home: Home) -> AnyPlace:
    return database(home / "annotations.db")


only_files = pytest.mark.parametrize("home", ["sqlite"], indirect=True)


@pytest.fixture
def sit(path: AnyPlace) -> Iterator[Callable[..., Sitting]]:
    """Makes sittings on one database and ends those that are left."""
    made: list[Sitting] = []

    def begin(*args: str, **more: tuple[str, ...]) -> Sitting:
        made.append(Sitting(path, *args, **more))  # type: ignore[arg-type]
        return made[-1]

    yield begin
    for one in made:
        one.end()


def wish(sitting: Sitting, *wishes: object) -> None:
    for one in wishes:
        sitting.session.wish(one)  # type: ignore[arg-type]


def test_a_tag_is_pending_and_then_in_the_database(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"))
    assert ada.session.save.pending == 1
    (made,) = ada.session.unsaved
    assert ada.stored() == () or ada.stored()[0].id == made
    ada.settle()
    assert ada.session.unsaved == frozenset()
    (one,) = ada.stored()
    assert (one.id, one.label, one.quote, one.annotator) == (
        made, "claim", "mayor", "ada",
    )  # fmt: skip
    assert one == ada.session.desk.sheet.annotation(made)


def test_every_change_of_a_tag_is_stored_in_order(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"), Tag("quote"), Relabel("denial"))
    active = ada.session.desk.active
    wish(ada, Describe(active, "why", '{"strength":"flat"}'))
    wish(ada, TRUCKS, Tag("number"), Remove())
    assert ada.session.save.pending == 6
    ada.settle()
    assert ada.stored_tags() == [("claim", "mayor"), ("denial", "mayor")]
    assert ada.stored() == ada.session.desk.sheet.annotations
    assert ada.stored()[1].note == "why"


def test_undo_and_redo_go_through_the_log(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"), TRUCKS, Tag("number"), Place(0))
    ada.session.undo()
    ada.settle()
    assert ada.tags == [("claim", "mayor")] == ada.stored_tags()
    assert ada.session.message == "undid: number “10 trucks” is gone; U redoes"
    assert ada.session.desk.pane.selection == Selection(30, 39)
    ada.session.undo(redo=True)
    ada.settle()
    assert (
        ada.tags == ada.stored_tags() == [("claim", "mayor"), ("number", "10 trucks")]
    )
    assert ada.session.message == "redid: number “10 trucks” is back; u undoes"
    active = ada.session.desk.active_shown()
    assert active is not None
    assert active.quote == "10 trucks"


def test_undo_reaches_into_the_last_session_and_redo_out_of_it(
    sit: Callable[..., Sitting],
) -> None:
    before = sit()
    wish(before, MAYOR, Tag("claim"), Relabel("quote"))
    assert before.end() == ()
    ada = sit()
    assert ada.tags == [("quote", "mayor")]
    ada.session.undo()
    ada.settle()
    assert ada.tags == [("claim", "mayor")]
    ada.session.undo()
    ada.settle()
    assert ada.tags == []
    assert ada.end() == ()
    after = sit()
    for tags in ([("claim", "mayor")], [("quote", "mayor")]):
        after.session.undo(redo=True)
        after.settle()
        assert after.tags == after.stored_tags() == tags


def test_nothing_to_undo_is_said_and_not_tried_again(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    for redo, word in ((False, "undo"), (True, "redo")):
        ada.session.undo(redo=redo)
        ada.wait(ada.saw(Refused))
        assert ada.session.message.startswith(f"There is nothing to {word}")
        assert ada.session.save.pending == 0


def test_what_others_did_is_not_undone(sit: Callable[..., Sitting]) -> None:
    ben = sit("ben")
    wish(ben, MAYOR, Tag("claim"))
    ben.settle()
    ada = sit()
    ada.session.undo()
    ada.wait(ada.saw(Refused))
    assert ada.tags == [("claim", "mayor")]


def test_undo_in_an_article_that_is_not_open_opens_it_there(
    sit: Callable[..., Sitting],
) -> None:
    before = sit(articles=(FIRST,))
    wish(before, MAYOR, Tag("claim"))
    assert before.end() == ()
    ada = sit(articles=(SECOND,))
    ada.session.undo()
    ada.wait(lambda: ada.session.desk.pane.article == FIRST)
    assert ada.tags == []
    assert ada.session.desk.pane.selection == Selection(4, 9)
    assert ada.session.message.startswith("undid: claim “mayor”")


def test_two_undos_at_once_in_a_closed_article_end_at_the_second(
    sit: Callable[..., Sitting],
) -> None:
    before = sit(articles=(FIRST,))
    wish(before, MAYOR, Tag("claim"), TRUCKS, Tag("number"))
    assert before.end() == ()
    ada = sit(articles=(SECOND,))
    ada.session.undo()
    ada.session.undo()
    ada.wait(lambda: sum(isinstance(one, SheetsRead) for one in ada.seen) == 2)
    assert ada.tags == ada.stored_tags() == []
    assert ada.session.desk.pane.selection == Selection(4, 9)


# Titles, states, lists


def test_titles_and_states_are_stored(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    ada.session.set_title(SECOND, "  Ten\n thousand  ")
    ada.session.switch_status(Status.DONE)
    assert ada.session.status is Status.DONE
    ada.settle()
    with open_store(ada.path) as store:
        assert store.article(SECOND).title == "Ten thousand"
        assert store.status("ada", FIRST) is Status.DONE
    ada.session.switch_status(Status.DONE)
    assert ada.session.status is Status.TODO
    for same in ("", " \n ", "Ten thousand"):
        ada.session.set_title(SECOND, same)
        assert ada.session.message == "title unchanged"
    ada.settle()
    assert ada.session.desk.sheets[SECOND].article.title == "Ten thousand"


def test_done_is_undone_on_the_screen_as_well(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    ada.session.switch_status(Status.DONE)
    ada.session.undo()
    ada.settle()
    assert ada.session.status is Status.TODO
    assert "undid" in ada.session.message


def test_articles_are_listed_found_by_text_and_opened(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit(articles=(FIRST,))
    ada.session.ask(ListArticles(ListFor.PICK))
    ada.session.ask(FindTexts("10,000"))
    ada.wait(ada.saw(TextsFound))
    (listed,) = (one for one in ada.seen if isinstance(one, ArticlesListed))
    assert [one.id for one in listed.summaries] == [FIRST, SECOND, THIRD]
    (found,) = (one for one in ada.seen if isinstance(one, TextsFound))
    assert found == TextsFound("10,000", (SECOND,))
    ada.session.open(SECOND, Where.NEW_PANE)
    ada.wait(lambda: len(ada.session.desk.panes) == 2)
    assert ada.session.desk.text == OTHER
    ada.session.open(FIRST, Where.NEW_PANE)
    assert ada.session.desk.focus == 0


def test_the_next_article_is_the_next_that_is_not_open(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit(articles=(SECOND, THIRD))
    ada.session.open_next()
    ada.wait(lambda: ada.session.desk.pane.article == FIRST)
    assert [pane.article for pane in ada.session.desk.panes] == [FIRST, THIRD]
    ada.session.open(SECOND, Where.NEW_PANE)
    ada.wait(lambda: len(ada.session.desk.panes) == 3)
    ada.session.open_next()
    ada.wait(ada.saw(ArticlesListed))
    assert ada.session.message.startswith("Every article is open")


# Saves that fail


def test_a_write_lock_of_another_program_is_told_and_waited_for(
    sit: Callable[..., Sitting], path: AnyPlace
) -> None:
    ada = sit(articles=(FIRST,))
    with open_store(path) as other, other._engine.transaction():
        wish(ada, MAYOR, Tag("claim"))
        ada.wait(ada.saw(SaveFailed))
        assert ada.session.save.pending == 1
        assert "locked" in ada.session.save.failure
        assert ada.tags == [("claim", "mayor")]
        assert ada.session.unsaved
        # Reading goes on, and what is not saved stays on top of what is read.
        wish(ada, OpenArticle(Sheet.of(ARTICLES[1], ()), Where.HERE))
        ada.session.open(FIRST, Where.NEW_PANE)
        ada.wait(lambda: len(ada.session.desk.panes) == 2)
        assert ada.tags == [("claim", "mayor")]
        wish(ada, TRUCKS._replace(pane=1), Tag("number"))
        assert ada.session.save.pending == 2
    ada.settle()
    assert ada.session.save.failure == ""
    assert ada.stored_tags() == [("claim", "mayor"), ("number", "10 trucks")]


@only_files
def test_a_file_that_becomes_something_else_is_told_and_tried_until_it_is_back(
    sit: Callable[..., Sitting], path: Path
) -> None:
    ada = sit()
    wish(ada, TRUCKS, Tag("number"))
    ada.settle()
    aside = path.with_name("aside.db")
    path.rename(aside)
    path.write_bytes(b"This is no database. " * 100)
    wish(ada, MAYOR, Tag("claim"))
    ada.wait(ada.saw(SaveFailed))
    assert "not a database of annotate" in ada.session.save.failure
    assert ada.session.unsaved
    assert path.read_bytes().startswith(b"This is no database")
    path.unlink()
    aside.rename(path)
    ada.settle()
    assert ada.session.save.failure == ""
    assert ada.stored_tags() == [("claim", "mayor"), ("number", "10 trucks")]


@only_files
def test_a_file_that_is_gone_is_not_made_anew(
    sit: Callable[..., Sitting], path: Path
) -> None:
    ada = sit()
    wish(ada, TRUCKS, Tag("number"))
    ada.settle()
    aside = path.with_name("aside.db")
    path.rename(aside)
    wish(ada, MAYOR, Tag("claim"))
    ada.wait(ada.saw(SaveFailed))
    assert not path.exists()
    aside.rename(path)
    ada.settle()
    assert ("claim", "mayor") in ada.stored_tags()


def test_what_cannot_be_saved_at_the_end_is_said_and_kept(
    sit: Callable[..., Sitting], path: AnyPlace, tmp_path: Path
) -> None:
    ada = sit()
    wish(ada, TRUCKS, Tag("number"))
    ada.settle()
    with open_store(path) as other, other._engine.transaction():
        wish(ada, MAYOR, Tag("claim"), FocusPane(1), Move("word-next"), Tag("quote"))
        # The article of the second tag is closed before it is saved.
        wish(ada, ClosePane())
        unsaved = ada.writer.close(0.2)
        assert len(unsaved) == 2
        said = last_words(unsaved, ada.session, tmp_path / "state")
    assert said.startswith("annotate: 2 changes are NOT SAVED. ")
    (file,) = (tmp_path / "state").iterdir()
    assert str(file) in said
    assert {"mayor", "Around"} <= set(file.read_text("utf-8").split('"'))


def test_the_end_waits_until_everything_is_saved(sit: Callable[..., Sitting]) -> None:
    ada = sit()
    words = 6
    for _ in range(words):
        wish(ada, Move("word-next"), Tag("claim"))
    assert ada.end() == ()
    assert len(ada.stored()) == words
    assert ada.end() == ()


# Two windows


def test_two_writers_see_what_the_other_wrote(sit: Callable[..., Sitting]) -> None:
    ada, ben = sit(), sit("ben")
    wish(ada, MAYOR, Tag("claim"))
    ada.settle()
    ben.wait(lambda: ben.tags == [("claim", "mayor")])
    assert any(isinstance(one, StoreChanged) for one in ben.seen)
    wish(ben, TRUCKS, Tag("number"))
    ben.settle()
    ada.wait(lambda: len(ada.tags) == 2)
    by = {one.quote: one.annotator for one in ada.session.desk.sheet.annotations}
    assert by == {"mayor": "ada", "10 trucks": "ben"}


def test_what_another_window_removed_goes_and_is_not_active(
    sit: Callable[..., Sitting],
) -> None:
    here = sit()
    wish(here, MAYOR, Tag("claim"))
    here.settle()
    there = sit()
    wish(there, NextAnnotation())
    assert there.session.desk.active
    wish(here, Remove())
    here.settle()
    there.wait(lambda: there.tags == [])
    assert there.session.desk.active == ""


def test_a_change_of_what_another_window_changed_is_refused_and_shown(
    sit: Callable[..., Sitting],
) -> None:
    here = sit()
    wish(here, MAYOR, Tag("claim"))
    here.settle()
    there = sit()
    wish(there, NextAnnotation())
    wish(here, Relabel("denial"))
    here.settle()
    wish(there, Relabel("quote"))
    there.wait(lambda: there.tags == [("denial", "mayor")])
    (refused,) = (one for one in there.seen if isinstance(one, Refused))
    assert isinstance(refused.error, Superseded)
    assert there.session.save.pending == 0
    assert not there.session.unsaved
    assert not any(isinstance(one, SaveFailed) for one in there.seen)
    assert there.stored_tags() == [("denial", "mayor")]
    wish(there, Relabel("number"))
    there.settle()
    assert there.stored_tags() == [("number", "mayor")]


def test_the_same_tag_in_two_windows_is_there_once(sit: Callable[..., Sitting]) -> None:
    here, there = sit(), sit()
    wish(here, MAYOR, Tag("claim"))
    here.settle()
    wish(there, MAYOR, Tag("claim"))
    there.wait(there.saw(Refused))
    assert "already tagged claim" in there.session.message
    there.wait(lambda: there.session.desk.sheet.annotations == there.stored())
    assert len(there.tags) == 1


def test_a_label_that_came_meanwhile_can_be_gone_to_and_taken_over(
    sit: Callable[..., Sitting], path: AnyPlace
) -> None:
    ada = sit()
    rumour = Label("rumour", "Rumour", "", "extra-1", "bold", "")
    with open_store(path, annotator="ben") as store:
        store.put_labels((rumour,))
        rev, edit = (ada.session._ids.mint() for _ in range(2))
        text = ARTICLES[0].text
        row = Annotation(rev, rev, None, FIRST, Span(4, 9), text[4:9], "rumour", "ben")
        store.commit(Edit(edit, Verb.TAG, FIRST, (row,)))
    ada.wait(lambda: ada.tags == [("rumour", "mayor")])
    wish(ada, NextAnnotation())
    ada.session.undo()
    ada.wait(ada.saw(Refused))


def test_reports_of_a_write_are_in_the_order_of_the_wishes(
    sit: Callable[..., Sitting],
) -> None:
    ada = sit()
    wish(ada, MAYOR, Tag("claim"), Tag("quote"))
    ada.session.undo()
    ada.settle()
    kinds = [type(one) for one in ada.seen if hasattr(one, "write")]
    assert kinds == [Saved, Saved, RevertDone]
