"""Links between session, writer and store: saved, refused, read, rescued."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sittings import ARTICLES, Sitting, database

from annotate.desk.intents import (
    ClosePane,
    FocusPane,
    MakeLink,
    Remove,
    Select,
    Tag,
    Unlink,
)
from annotate.desk.links import links_of
from annotate.formats import jsonl
from annotate.ids import Ids
from annotate.model import Answer, Edit, Verb
from annotate.store.driver import sqlite3
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.messages import Commit, RevertDone, SheetsRead
from annotate.tui.opening import opened_desk
from annotate.tui.reading import Reading
from annotate.tui.rescue import last_words, rescue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotate.model import Annotation, Link
    from annotate.tui.messages import Write

FIRST, SECOND, THIRD = (one.id for one in ARTICLES)
KNOWN = {one.id: one for one in ARTICLES}


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Sitting]:
    sitting = Sitting(database(tmp_path / "a.db"))
    yield sitting
    with suppress(RuntimeError):
        sitting.end()


def tag(ada: Sitting, pane: int, start: int, end: int, label: str) -> Annotation:
    session = ada.session
    session.wish(Select(pane, Selection(start, end)))
    session.wish(Tag(label))
    one = session.desk.active_shown()
    assert one is not None
    return one


def linked(ada: Sitting) -> tuple[Annotation, Annotation, Link]:
    """A denial of the first article and a claim of the second, saved with a link."""
    claim = tag(ada, 1, 0, 29, "claim")
    denial = tag(ada, 0, 10, 19, "denial")
    ada.session.wish(MakeLink("denies", denial.id, claim.id))
    ada.settle()
    ((link, _, _),) = links_of(ada.session.desk, denial.id)
    return denial, claim, link


def stored_links(ada: Sitting, article: str = FIRST) -> list[str]:
    with open_store(ada.path) as store:
        return [link.id for link in store.links(article)]


def test_a_link_across_articles_is_one_event_that_one_undo_takes_back(
    ada: Sitting,
) -> None:
    denial, claim, link = linked(ada)
    assert stored_links(ada) == stored_links(ada, SECOND) == [link.id]
    ada.session.undo()
    ada.wait(ada.saw(RevertDone))
    assert stored_links(ada) == []
    for end in (denial, claim):
        assert links_of(ada.session.desk, end.id) == ()
        assert ada.session.desk.end(end.id) is not None
    assert ada.session.desk.active == denial.id


def test_undoing_a_link_whose_article_is_closed_opens_it_and_leaves_no_trace(
    ada: Sitting,
) -> None:
    denial, claim, _ = linked(ada)
    ada.session.wish(ClosePane())
    assert links_of(ada.session.desk, claim.id)[0].end is not None
    ada.session.undo()
    ada.wait(lambda: ada.session.desk.active == denial.id)
    assert ada.session.desk.pane.article == FIRST
    assert links_of(ada.session.desk, denial.id) == ()
    assert ada.session.desk.position(SECOND) is None or not links_of(
        ada.session.desk, claim.id
    )


def test_at_the_start_the_ends_in_articles_that_do_not_open_are_read(
    ada: Sitting,
) -> None:
    denial, claim, link = linked(ada)
    desk, _, _ = opened_desk(ada.path, "ada", (SECOND, THIRD), Reading())
    ((found, is_source, end),) = links_of(desk, claim.id)
    assert end is not None
    assert (found, is_source) == (link, False)
    assert (end.annotation, end.title) == (denial, ARTICLES[0].title)
    desk, _, _ = opened_desk(ada.path, "ada", (), Reading())
    assert desk.far == {}
    assert len(links_of(desk, denial.id)) == 1


def test_an_article_that_opens_brings_what_its_links_lead_to(ada: Sitting) -> None:
    denial, claim, _ = linked(ada)
    ben = Sitting(ada.path, "ben", (THIRD,))
    ben.session.go_to(SECOND, claim.id)
    ben.wait(lambda: ben.session.desk.active == claim.id)
    ((_, _, end),) = links_of(ben.session.desk, claim.id)
    assert end is not None
    assert end.annotation == denial
    assert len(ben.session.desk.panes) == 2
    ben.session.go_to(FIRST, denial.id)
    ben.wait(lambda: ben.session.desk.active == denial.id)
    ben.session.go_to(SECOND, claim.id)
    assert ben.session.desk.active == claim.id
    ben.end()


def test_an_end_that_was_removed_meanwhile_is_not_gone_to(ada: Sitting) -> None:
    denial, claim, _ = linked(ada)
    ben = Sitting(ada.path, "ben", (SECOND,))
    gone = denial.revised(Ids().mint(denial.rev), answer=Answer.DELETE)
    with open_store(ada.path, annotator="ada") as store:
        store.commit(Edit(Ids().mint(), Verb.EDIT, FIRST, (gone,)))
    ben.session.go_to(FIRST, denial.id)
    ben.wait(lambda: len(ben.session.desk.panes) == 2)
    assert ben.session.message
    assert ben.session.desk.active == ""
    ben.wait(lambda: links_of(ben.session.desk, claim.id) == ())
    ben.end()


def test_a_link_that_the_store_refuses_goes_from_both_panes(ada: Sitting) -> None:
    claim = tag(ada, 1, 0, 29, "claim")
    denial = tag(ada, 0, 10, 19, "denial")
    ada.settle()
    raw = sqlite3.connect(ada.path)
    raw.execute("DELETE FROM link_kind WHERE id = 'denies'")
    raw.commit()
    raw.close()
    ada.session.wish(MakeLink("denies", denial.id, claim.id))
    assert links_of(ada.session.desk, claim.id)
    ada.wait(lambda: not ada.session.save.pending)
    ada.wait(lambda: not links_of(ada.session.desk, claim.id))
    assert links_of(ada.session.desk, denial.id) == ()
    # Made again where the kind is known, it is saved.
    kinds = {kind.id for kind in ada.session.desk.scheme.link_kinds}
    assert "denies" not in kinds


def test_a_removal_that_is_refused_brings_the_links_back_to_both_panes(
    ada: Sitting,
) -> None:
    denial, claim, _ = linked(ada)
    newer = denial.revised(Ids().mint(denial.rev), note="by another window")
    with open_store(ada.path, annotator="ada") as store:
        store.commit(Edit(Ids().mint(), Verb.EDIT, FIRST, (newer,)))
    ada.session.wish(FocusPane(0))
    ada.session.desk = replace(ada.session.desk, active=denial.id)
    ada.session.wish(Remove())
    assert links_of(ada.session.desk, claim.id) == ()
    ada.settle()
    ada.wait(lambda: bool(links_of(ada.session.desk, claim.id)))
    assert links_of(ada.session.desk, denial.id)


def test_what_is_not_saved_yet_stays_on_top_of_what_is_read(ada: Sitting) -> None:
    denial, claim, link = linked(ada)
    blocker = sqlite3.connect(ada.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    ada.session.wish(Unlink(link.id))
    assert link.id in ada.session.unsaved
    read = ada.saw(SheetsRead)
    ada.session.search("x")
    from annotate.tui.messages import ReadFor, ReadSheets  # noqa: PLC0415

    ada.session.ask(ReadSheets((FIRST, SECOND), ReadFor.REFRESH))
    ada.wait(read)
    assert links_of(ada.session.desk, denial.id) == ()
    assert links_of(ada.session.desk, claim.id) == ()
    blocker.execute("ROLLBACK")
    blocker.close()
    ada.settle()
    assert stored_links(ada) == []


# What could not be saved


def taken_back(file: Path | None, path: Path) -> None:
    assert file is not None
    with file.open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert problems == ()
    with open_store(path) as store:
        store.import_layers(layers)
        assert store.import_layers(layers).changed == 0


def test_unsaved_links_are_in_the_file_that_an_import_takes(
    ada: Sitting, tmp_path: Path
) -> None:
    claim = tag(ada, 1, 0, 29, "claim")
    ada.settle()
    blocker = sqlite3.connect(ada.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    denial = tag(ada, 0, 10, 19, "denial")
    ada.session.wish(MakeLink("denies", denial.id, claim.id))
    ada.session.wish(MakeLink("repeats", denial.id, claim.id))
    links = [found.link for found in links_of(ada.session.desk, denial.id)]
    ada.session.wish(Unlink(links[1].id))
    unsaved = ada.writer.close(0.3)
    assert len(unsaved) == 4
    said = last_words(unsaved, ada.session, tmp_path / "state")
    assert "1 tag and 1 link are in " in said
    assert said.endswith("Do again what no file holds: 1 unlinking.")
    blocker.execute("ROLLBACK")
    blocker.close()
    ada.end()
    (file,) = (tmp_path / "state").iterdir()
    taken_back(file, ada.path)
    assert stored_links(ada) == stored_links(ada, SECOND) == [links[0].id]


def test_a_link_alone_is_rescued_with_the_article_where_it_starts(
    ada: Sitting, tmp_path: Path
) -> None:
    denial, claim, link = linked(ada)
    ada.session.wish(Unlink(link.id))
    ada.settle()
    rev = Ids().mint()
    again = replace(link, id=rev, rev=rev)
    edit = Edit(Ids().mint(), Verb.LINK, denial.article, links=(again,))
    unsaved: list[Write] = [Commit(edit)]
    taken_back(rescue(unsaved, KNOWN, tmp_path / "state"), ada.path)
    assert stored_links(ada) == [rev]
    assert claim.article == SECOND
    assert rescue(unsaved, {}, tmp_path / "state") is None
