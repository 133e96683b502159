"""A server that goes away while somebody tags: the work is kept, and sent later."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg
import pytest
from sittings import ARTICLES, Sitting, database

from annotate.desk.intents import NextAnnotation, Relabel, Select, Tag
from annotate.model import Status
from annotate.store.reader import Reader
from annotate.text.selection import Selection
from annotate.tui.messages import SaveFailed, StoreChanged
from annotate.tui.rescue import last_words
from servers import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotate.store.place import Server

MAYOR = Select(0, Selection(4, 9))
TRUCKS = Select(0, Selection(30, 39))


@pytest.fixture(scope="module")
def mortal() -> Iterator[Cluster]:
    """A server that tests may end."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def server(mortal: Cluster) -> Iterator[Server]:
    yield database(mortal.new_database())
    with suppress(psycopg.Error):
        mortal.execute("SELECT 1")
        return
    mortal.start()


def wish(sitting: Sitting, *wishes: object) -> None:
    for one in wishes:
        sitting.session.wish(one)  # type: ignore[arg-type]


def verbs(server: Server) -> list[str]:
    with Reader.open(server) as reader:
        rows = reader._reads.all("SELECT verb FROM event ORDER BY rowid")
    return [verb for (verb,) in rows if verb != "start"]


def test_what_is_done_while_the_server_is_away_is_sent_when_it_is_back(
    mortal: Cluster, server: Server
) -> None:
    """Tags, an undo, a title and a state: all kept in their order, and all once."""
    ada = Sitting(server)
    wish(ada, MAYOR, Tag("claim"))
    ada.settle()
    mortal.kill()
    wish(ada, Relabel("denial"))
    ada.wait(ada.saw(SaveFailed))
    assert "postgresql://" in ada.session.save.failure
    assert ada.tags == [("denial", "mayor")]
    assert ada.session.unsaved
    wish(ada, TRUCKS, Tag("number"))
    ada.session.switch_status(Status.DONE)
    ada.session.set_title(ARTICLES[0].id, "Trucks")
    ada.session.undo()
    mortal.start()
    ada.settle()
    assert ada.session.save.failure == ""
    assert ada.end() == ()
    assert ada.stored_tags() == [("denial", "mayor"), ("number", "10 trucks")]
    assert verbs(server) == ["tag", "edit", "tag", "done", "edit", "undo"]
    with Reader.open(server) as reader:
        assert reader.article(ARTICLES[0].id).title == ARTICLES[0].title
        assert reader.status("ada", ARTICLES[0].id) is Status.DONE


def test_who_only_reads_sees_what_came_after_the_server_was_away(
    mortal: Cluster, server: Server
) -> None:
    ada, ben = Sitting(server), Sitting(server, "ben")
    wish(ada, MAYOR, Tag("claim"))
    ben.wait(lambda: ben.tags == [("claim", "mayor")])
    mortal.kill()
    mortal.start()
    ben.wait(ben.saw(StoreChanged))
    wish(ada, NextAnnotation(), TRUCKS, Tag("number"))
    ben.wait(lambda: len(ben.tags) == 2)
    assert ada.end() == ben.end() == ()


def test_work_of_a_desk_that_closes_without_its_server_is_in_a_file(
    mortal: Cluster, server: Server, tmp_path: Path
) -> None:
    ada = Sitting(server)
    wish(ada, MAYOR, Tag("claim"))
    ada.settle()
    mortal.stop()
    wish(ada, TRUCKS, Tag("number"))
    ada.wait(ada.saw(SaveFailed))
    unsaved = ada.writer.close(0.2)
    said = last_words(unsaved, ada.session, tmp_path / "state")
    assert said.startswith("annotate: 1 change is NOT SAVED. ")
    (file,) = (tmp_path / "state").iterdir()
    assert "10 trucks" in file.read_text("utf-8")
