"""A server that goes away: what was acknowledged is there, and everything is once."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from store_cases import ARTICLE, SECOND, Clock, desk, made, rows_of, until

from annotate.model import Annotator, Layer, Status, Verb
from annotate.store.errors import DatabaseBusy, NoSuchDatabase
from annotate.store.place import server_at
from annotate.store.reader import Reader
from annotate.store.server_errors import ServerGone, ServerUnreachable
from annotate.store.store import Store, open_store
from pgkill import storm
from servers import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store_cases import Desk

    from annotate.store.place import Server
    from servers import ServerHome


class Proxy:
    """Passes bytes to a server until it is told to cut the connection."""

    def __init__(self, server: Server, cluster: Cluster) -> None:
        self._socket = str(cluster.folder / ".s.PGSQL.5432")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._name = server.url.partition("@/")[2].partition("?")[0]
        self.cut = ""
        """`before` or `after` the next COMMIT reaches the server; empty for neither."""
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def server(self) -> Server:
        port = self._listener.getsockname()[1]
        return server_at(f"postgresql://postgres@127.0.0.1:{port}/{self._name}")

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                upstream = socket.socket(socket.AF_UNIX)
                upstream.connect(self._socket)
                pair = (client, upstream)
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, client: socket.socket, upstream: socket.socket) -> None:
        with suppress(OSError), client, upstream:
            while True:
                ready, _, _ = select.select([client, upstream], [], [])
                source = ready[0]
                data = source.recv(1 << 16)
                if not data:
                    return
                if source is client and self.cut and b"COMMIT\0" in data:
                    how, self.cut = self.cut, ""
                    if how == "after":
                        upstream.sendall(data)
                        upstream.recv(1 << 16)  # stored, but nobody is told
                    return
                (upstream if source is client else client).sendall(data)


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A server that tests may end; nobody else has it."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def mortal(own_cluster: Cluster) -> Iterator[Cluster]:
    """The same, which runs when a test begins."""
    yield own_cluster
    with suppress(OSError, psycopg.Error):
        own_cluster.execute("SELECT 1")
        return
    own_cluster.stop()
    own_cluster.start()


@pytest.fixture
def proxy(server_home: ServerHome, cluster: Cluster) -> Iterator[Proxy]:
    found = Proxy(server_home / "a.db", cluster)
    yield found
    found.close()


def acts() -> dict[str, Callable[[Desk], Callable[[Store], object]]]:
    """What can be done at the desk; each is tried until the store has done it."""

    def tag(it: Desk) -> Callable[[Store], object]:
        edit = it.edit(it.new(0, 9), verb=Verb.TAG)
        return lambda store: store.commit(edit)

    def undo(it: Desk) -> Callable[[Store], object]:
        it.tag(4, 9)
        it.tag(10, 16)
        rev = it.ids.mint()
        return lambda store: store.undo(rev)

    def redo(it: Desk) -> Callable[[Store], object]:
        it.tag(4, 9)
        it.tag(10, 16)
        it.store.undo()
        it.store.undo()
        rev = it.ids.mint()
        return lambda store: store.redo(rev)

    def title(it: Desk) -> Callable[[Store], object]:
        rev = it.ids.mint()
        return lambda store: store.set_title(ARTICLE.id, "New", rev)

    def status(it: Desk) -> Callable[[Store], object]:
        rev = it.ids.mint()
        return lambda store: store.set_status(ARTICLE.id, Status.DONE, rev)

    def add(_: Desk) -> Callable[[Store], object]:
        article = made("A third article.")
        return lambda store: store.add_articles([article])

    def setting(_: Desk) -> Callable[[Store], object]:
        return lambda store: store.set_setting("suggestions", "on")

    def label(it: Desk) -> Callable[[Store], object]:
        new = replace(it.store.scheme().labels[0], id="new", key="w")
        return lambda store: store.put_labels([new])

    def layers(it: Desk) -> Callable[[Store], object]:
        found = [Layer(SECOND, Annotator("eve"), annotations=(it.new(0, 6),))]
        found = [
            replace(
                each,
                annotations=(
                    replace(
                        each.annotations[0],
                        article=SECOND.id,
                        quote=SECOND.text[:6],
                    ),
                ),
            )
            for each in found
        ]
        return lambda store: store.import_layers(found)

    every = (tag, undo, redo, title, status, add, setting, label, layers)
    return {each.__name__: each for each in every}


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("act", acts())
def test_a_connection_cut_in_mid_commit_leaves_what_was_done_once(
    proxy: Proxy, server_home: ServerHome, act: str, how: str
) -> None:
    """Done again with the same ids, it is as if it had been done once."""
    with desk(server_home / "calm.db", ids=Clock()) as it:
        acts()[act](it)(it.store)
    with desk(proxy.server, ids=Clock()) as it:
        do = acts()[act](it)
        proxy.cut = how
        with pytest.raises(ServerGone, match="not stored twice"):
            do(it.store)
        do(it.store)
    kept = {name: len(rows) for name, rows in rows_of(server_home / "a.db").items()}
    calm = {name: len(rows) for name, rows in rows_of(server_home / "calm.db").items()}
    assert kept == calm


def test_what_was_sent_before_an_undo_was_lost_is_undone_once(
    proxy: Proxy, server_home: ServerHome
) -> None:
    """Also by a store that was opened anew, as the desk does it."""
    with desk(proxy.server) as it:
        kept = it.tag(0, 9)
        it.tag(10, 16)
        rev = it.ids.mint()
        proxy.cut = "after"
        with pytest.raises(ServerGone):
            it.store.undo(rev)
    with open_store(proxy.server, annotator="alice") as store:
        first = store.undo(rev)
        assert first == store.undo(rev)
        assert store.annotations(ARTICLE.id) == (kept,)
    undone = [row for row in rows_of(server_home / "a.db")["event"] if row[3] == "undo"]
    assert len(undone) == 1


def test_a_server_that_was_away_between_two_questions_is_not_noticed(
    mortal: Cluster,
) -> None:
    server = mortal.new_database()
    with desk(server) as it, Reader.open(server) as reader:
        it.tag(0, 9)
        until(reader.changed)
        mortal.kill()
        mortal.start()
        # Whatever happened meanwhile, nobody has told: it counts as a change.
        until(reader.changed)
        assert len(reader.annotations(ARTICLE.id)) == 1
        it.tag(10, 16)
        until(reader.changed)
        assert len(reader.annotations(ARTICLE.id)) == 2


def test_a_snapshot_does_not_outlive_its_connection(mortal: Cluster) -> None:
    with desk(mortal.new_database()) as it:
        with it.store.snapshot():
            it.store.articles()
            mortal.kill()
            mortal.start()
            with pytest.raises(ServerGone):
                it.store.articles()
        assert len(it.store.articles()) == 2


def test_a_server_that_is_away_is_told_with_its_name(mortal: Cluster) -> None:
    with desk(mortal.new_database()) as it:
        mortal.stop()
        with pytest.raises(ServerUnreachable, match="Cannot connect to postgresql://"):
            it.tag(0, 9)
        mortal.start()
        it.tag(0, 9)


def test_a_change_waits_for_another_of_the_same_layer_only(
    server_home: ServerHome,
) -> None:
    server = server_home / "a.db"
    with (
        desk(server) as alice,
        desk(server, "bob") as bob,
        open_store(server, annotator="alice", busy_seconds=0.2) as window,
    ):
        edit = alice.edit(alice.new(0, 9), verb=Verb.TAG)
        with alice.store._engine.transaction("alice"):
            bob.tag(0, 9)
            with pytest.raises(DatabaseBusy):
                window.commit(edit)
            with pytest.raises(DatabaseBusy):
                window.set_title(ARTICLE.id, "All wait")
        window.commit(edit)


def test_a_project_that_was_dropped_is_not_made_anew(
    cluster: Cluster,
) -> None:
    server = cluster.new_database()
    with desk(server) as it:
        cluster.execute(
            "DROP SCHEMA public CASCADE; CREATE SCHEMA public",
            it.store.path.url.partition("@/")[2].partition("?")[0],
        )
        with pytest.raises(NoSuchDatabase):
            open_store(server, must_exist=True)


def test_a_server_killed_under_writers_keeps_what_it_acknowledged(
    mortal: Cluster,
) -> None:
    outcome = storm(mortal, kills=2, writers=3, between=0.3)
    assert outcome.acknowledged > 20
    assert (outcome.lost, outcome.doubled, outcome.torn) == (0, 0, 0)
