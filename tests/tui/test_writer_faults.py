"""What once went wrong in the thread that saves: writes that can never be saved."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

import pytest
from sittings import ARTICLES, PATIENCE_SECONDS, STORY, Sitting, database

from annotate.desk.intents import Relabel, Select, Tag
from annotate.formats import jsonl
from annotate.ids import Ids
from annotate.model import (
    Annotation,
    Answer,
    Article,
    Edit,
    Label,
    Span,
    Status,
    Verb,
    article_id,
)
from annotate.store.driver import sqlite3
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.messages import (
    ArticlesListed,
    Commit,
    FindTexts,
    ListArticles,
    ListFor,
    Report,
    Revert,
    Saved,
    SetAside,
    SetStatus,
    SetTitle,
    StoreChanged,
    TextsFound,
    Write,
)
from annotate.tui.opening import opened_desk
from annotate.tui.reading import Reading
from annotate.tui.rescue import last_words, rescue
from annotate.tui.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotate.store.store import Store

FIRST, SECOND, THIRD = (one.id for one in ARTICLES)
IDS = Ids()
NOWHERE = "f" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database(tmp_path / "annotations.db")


def commit(label: str = "claim", quote: str = "", article: str = FIRST) -> Commit:
    rev = IDS.mint()
    said = quote or STORY[4:9]
    row = Annotation(rev, rev, None, article, Span(4, 9), said, label, "ada")
    return Commit(Edit(IDS.mint(), Verb.TAG, article, (row,)))


def nothing() -> Commit:
    return Commit(Edit(IDS.mint(), Verb.EDIT, FIRST))


@pytest.mark.parametrize(
    "hopeless",
    [
        commit("never-heard-of"),
        commit(quote="MAYOR"),
        commit(article=NOWHERE),
        nothing(),
        SetTitle(NOWHERE, "x"),
        SetTitle(FIRST, "half a pair: \ud83d"),
        SetStatus(NOWHERE, Status.DONE),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_can_never_be_saved_bars_nothing_and_is_told_at_the_end(
    path: Path, hopeless: Write
) -> None:
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, "ada", told.put)
    good = commit("quote")
    writer.ask(hopeless)
    writer.ask(good)
    writer.start()
    seen: list[Report] = []
    while Saved(good) not in seen:
        seen.append(told.get(timeout=PATIENCE_SECONDS))
    aside = [one for one in seen if isinstance(one, SetAside)]
    assert [one.write for one in aside] == [hopeless]
    assert aside[0].reason
    assert writer.close(PATIENCE_SECONDS) == (hopeless,)
    with open_store(path) as store:
        assert [one.label for one in store.annotations(FIRST)] == ["quote"]


def without_denial(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM label WHERE id = 'denial'")
    raw.commit()
    raw.close()


def test_a_tag_that_cannot_be_saved_is_shown_rescued_and_the_next_is_saved(
    path: Path, tmp_path: Path
) -> None:
    ada = Sitting(path)
    without_denial(path)
    for one in (Select(0, Selection(4, 9)), Tag("denial"), Relabel("number")):
        ada.session.wish(one)
    for one in (Select(0, Selection(30, 39)), Tag("claim")):
        ada.session.wish(one)
    ada.settle()
    ada.wait(lambda: ada.tags == [("claim", "10 trucks")])
    assert ada.stored_tags() == [("claim", "10 trucks")]
    assert ada.session.save.aside == 2
    assert "denial" not in {one.id for one in ada.session.desk.scheme.labels}
    unsaved = ada.end()
    assert len(unsaved) == 2
    said = last_words(unsaved, ada.session, tmp_path / "state")  # type: ignore[arg-type]
    assert said.startswith("annotate: 2 changes are NOT SAVED. ")
    assert "is not in the database" in said or "has no label denial" in said
    assert "1 tag is in " in said
    assert "Do again" not in said
    (file,) = (tmp_path / "state").iterdir()
    assert '"label":"number"' in file.read_text("utf-8").replace(": ", ":")


# What changed while the desk was opened


def tagged(store: Store) -> None:
    rev = IDS.mint()
    row = Annotation(rev, rev, None, FIRST, Span(4, 9), STORY[4:9], "quote", "ben")
    store.commit(Edit(IDS.mint(), Verb.TAG, FIRST, (row,)))


def begun(store: Store) -> None:
    store.set_status(FIRST, Status.DOING)


def labelled(store: Store) -> None:
    rumour = Label("rumour", "Rumour", "", "extra-1", "bold", "")
    store.put_labels((rumour,))


def renamed(store: Store) -> None:
    store.set_title(FIRST, "Another")


def added(store: Store) -> None:
    text = "A fourth text."
    store.add_articles([Article(article_id(text), "Fourth", text)])


def unchanged(store: Store) -> None:
    store.articles()


@pytest.mark.parametrize("change", [tagged, begun, labelled, renamed, added, unchanged])
def test_what_changed_between_the_first_read_and_the_writer_is_shown(
    path: Path, change: Callable[[Store], None]
) -> None:
    opened = opened_desk(path, "ada", (), Reading())
    with open_store(path, annotator="ben") as store:
        change(store)
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, "ada", told.put, opened.additions)
    writer.ask(ListArticles(ListFor.PICK))
    writer.start()
    first = told.get(timeout=PATIENCE_SECONDS)
    assert isinstance(first, ArticlesListed if change is unchanged else StoreChanged)
    writer.close(PATIENCE_SECONDS)


def test_only_the_newest_search_of_texts_is_done(path: Path) -> None:
    told: queue.SimpleQueue[Report] = queue.SimpleQueue()
    writer = Writer(path, "ada", told.put, opened_desk(path, "a", (), Reading())[2])
    for query in ("1", "10", "10,0"):
        writer.ask(FindTexts(query))
    writer.start()
    writer.ask(ListArticles(ListFor.PICK))
    assert told.get(timeout=PATIENCE_SECONDS) == TextsFound("10,0", (SECOND,))
    assert isinstance(told.get(timeout=PATIENCE_SECONDS), ArticlesListed)
    writer.close(PATIENCE_SECONDS)


# What the file of unsaved work holds, and what it does not


def taken_back(path: Path, unsaved: list[Write], folder: Path) -> list[str]:
    """Labels in the database after the rescued file was imported twice."""
    file = rescue(unsaved, {one.id: one for one in ARTICLES}, folder)
    assert file is not None
    with file.open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert problems == ()
    with open_store(path) as store:
        store.import_layers(layers)
        assert store.import_layers(layers).changed == 0
        return [one.label for one in store.annotations(FIRST)]


@pytest.mark.parametrize("origin", ["", "rule:7"])
def test_a_tag_that_was_changed_back_comes_back_so(
    path: Path, tmp_path: Path, origin: str
) -> None:
    rev = IDS.mint()
    claim = Annotation(
        rev, rev, None, FIRST, Span(4, 9), STORY[4:9], "claim", "ada", origin=origin
    )
    quote = claim.revised(IDS.mint(rev), label="quote")
    back = quote.revised(IDS.mint(quote.rev), label="claim")
    with open_store(path, annotator="ada") as store:
        store.set_status(FIRST, Status.DOING)
        for row in (claim, quote):
            store.commit(Edit(IDS.mint(), Verb.EDIT, FIRST, (row,)))
    unsaved: list[Write] = [Commit(Edit(IDS.mint(), Verb.EDIT, FIRST, (back,)))]
    assert taken_back(path, unsaved, tmp_path / "state") == ["claim"]
    with open_store(path) as store:
        (one,) = store.annotations(FIRST)
    assert one.id == claim.id
    assert one.origin.startswith(origin)


def test_the_farewell_counts_what_no_file_holds(path: Path, tmp_path: Path) -> None:
    ada = Sitting(path)
    ada.end()
    made, other = commit(), commit("quote")
    gone = made.edit.annotations[0].revised(IDS.mint(), answer=Answer.DELETE)
    unsaved: list[Write] = [
        made,
        Commit(Edit(IDS.mint(), Verb.EDIT, FIRST, (gone,))),
        other,
        SetTitle(FIRST, "x"),
        SetStatus(FIRST, Status.DONE),
        Revert(IDS.mint()),
        Revert(IDS.mint()),
        Revert(IDS.mint(), redo=True),
    ]
    ada.session.edited[FIRST] = ARTICLES[0]
    said = last_words(unsaved, ada.session, tmp_path / "state")
    assert said.startswith("annotate: 8 changes are NOT SAVED. ")
    assert "1 tag is in " in said
    assert said.endswith(
        "Do again what no file holds: "
        "1 title, 1 done or skip mark, 2 undos, 1 redo, 1 removal."
    )
