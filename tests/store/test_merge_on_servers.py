"""Files that were annotated apart come into the project of a server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, desk, execute, rows_of, until

from annotate.model import Status, Verb
from annotate.store.check import check
from annotate.store.copying import source_at
from annotate.store.errors import StoreFailure
from annotate.store.postgres import open_reads
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.store.place import Server
    from servers import ServerHome


@pytest.fixture
def apart(server_home: ServerHome, tmp_path: Path) -> tuple[Server, Path]:
    """A server and a file that have gone separate ways."""
    server, file = server_home / "a.db", tmp_path / "bob.db"
    with desk(server) as alice:
        shared = alice.tag(0, 9)
    with source_at(server) as project:
        project.copy_into(file)
    with desk(server) as alice:
        alice.relabel(shared, "denial")
        alice.tag(20, 23)
    with desk(file, "bob") as bob:
        bob.tag(10, 16)
        bob.store.set_status(ARTICLE.id, Status.DONE)
        bob.store.set_title(ARTICLE.id, "Bob's")
        bob.store.import_layers(())
    return server, file


def test_a_file_comes_in_once_and_is_the_same_as_among_files(
    apart: tuple[Server, Path], tmp_path: Path
) -> None:
    server, file = apart
    with source_at(server) as project:
        project.copy_into(tmp_path / "expected.db")
    with open_store(tmp_path / "expected.db") as store:
        expected = store.merge(file)
    before = rows_of(server)
    with open_store(server, must_exist=True) as store:
        assert store.merge(file, dry_run=True) == expected
        assert rows_of(server) == before
        assert store.merge(file) == expected
        assert rows_of(server) == rows_of(tmp_path / "expected.db")
        merged = rows_of(server)
        store.merge(file)
    assert rows_of(server) == merged
    assert [each for each in check(server) if each.severity == "error"] == []


def test_what_others_write_meanwhile_is_kept(apart: tuple[Server, Path]) -> None:
    """A tag that is under way when the merge begins, and stored before it ends."""
    server, file = apart
    with desk(server, "eve") as eve, open_store(server) as store:
        edit = eve.edit(eve.new(30, 33), verb=Verb.TAG)
        merging = threading.Thread(target=store.merge, args=(file,))
        reads = open_reads(server)
        with eve.store._engine.transaction():
            eve.store._journal.event(edit.rev, edit.verb, edit.article)
            eve.store._journal.revisions(edit, eve.store._text)
            merging.start()
            waiting = (
                "SELECT count(*) FROM pg_locks l JOIN pg_database d "
                "ON d.oid = l.database AND d.datname = current_database() "
                "WHERE l.locktype = 'advisory' AND NOT l.granted"
            )
            until(lambda: reads.one(waiting) == (1,))
        reads.close()
        merging.join()
        people = {each.annotator for each in store.annotations(ARTICLE.id)}
    assert people == {"alice", "bob", "eve"}


def test_a_file_that_cannot_be_believed_changes_nothing(
    apart: tuple[Server, Path],
) -> None:
    server, file = apart
    execute(file, "UPDATE annotation SET quote = 'else'")
    before = rows_of(server)
    with (
        open_store(server) as store,
        pytest.raises(StoreFailure, match="refused"),
    ):
        store.merge(file)
    assert rows_of(server) == before
