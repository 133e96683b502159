"""What a PostgreSQL server is asked, how it is called, and what is refused there."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, desk, execute, made, rows_of

from annotate.model import Status
from annotate.store.check import check
from annotate.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    ForeignSchema,
    NewerDatabase,
    NoSuchDatabase,
    NotADatabase,
    OlderDatabase,
    ReadOnlyDatabase,
    StoreFailure,
    UnstorableText,
)
from annotate.store.place import server_at
from annotate.store.postgres import open_postgres, open_reads
from annotate.store.postgres_links import is_local, parameters
from annotate.store.postgres_sql import begin, bound, table_for
from annotate.store.reader import Reader
from annotate.store.schema import MIGRATIONS, TABLES
from annotate.store.server_errors import (
    MissingPrivilege,
    ServerGone,
    ServerRefused,
    ServerUnreachable,
    ServerUnsuitable,
    UncheckedServer,
    failure_of,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Cluster, ServerHome

REMOTE = server_at("postgresql://ada@db.example.org/sprint")


@pytest.mark.parametrize(
    ("sql", "sent"),
    [
        ("SELECT :one, :two_2", "SELECT %(one)s, %(two_2)s"),
        ("a LIKE '%:x' AND b = :x", "a LIKE '%%:x' AND b = %(x)s"),
        ("ESCAPE '\\' AND x % :y", "ESCAPE '\\' AND x %% %(y)s"),
        ("'it''s :not' || :is", "'it''s :not' || %(is)s"),
        ("a::text", "a::text"),
    ],
)
def test_parameters_are_those_of_psycopg(sql: str, sent: str) -> None:
    assert bound(sql) == sent


def test_a_table_has_the_types_of_postgresql() -> None:
    made_here = table_for(
        "CREATE TABLE x (\n  id TEXT PRIMARY KEY,\n  n INTEGER NOT NULL,\n"
        "  score REAL,\n  CHECK (n > 0)\n) STRICT"
    )
    assert " ".join(made_here.split()) == (
        "CREATE TABLE x ( rowid BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE, "
        'id TEXT COLLATE "C" PRIMARY KEY, n BIGINT NOT NULL, score DOUBLE PRECISION, '
        "CHECK (n > 0) )"
    )
    assert table_for("CREATE INDEX i ON x(n)") == "CREATE INDEX i ON x(n)"


def test_locks_are_taken_in_one_order() -> None:
    assert begin(["bob", "alice"], 1) == begin(["alice", "bob"], 1)
    assert "_shared" in begin(["bob"], 1)
    assert "_shared" not in begin([], 1)


@pytest.mark.parametrize(
    ("found", "local"),
    [
        ({}, True),
        ({"host": "/run/postgresql"}, True),
        ({"host": "@abstract"}, True),
        ({"host": "localhost"}, True),
        ({"host": "127.0.0.1,::1"}, True),
        ({"host": "db.example.org", "hostaddr": "127.0.0.1"}, True),
        ({"host": "localhost", "hostaddr": "10.0.0.5"}, False),
        ({"host": "localhost,db.example.org"}, False),
        ({"host": "localhost.example.org"}, False),
        ({"host": "127.1"}, False),
        ({"host": "10.0.0.5"}, False),
        ({"host": "db.example.org"}, False),
    ],
)
def test_only_this_machine_is_called_without_tls(
    found: dict[str, str], local: bool
) -> None:
    assert is_local(found) is local
    added = parameters(REMOTE, found, 5)
    assert ("sslmode" in added) is not local
    assert ("require_auth" in added) is not local
    assert added["client_encoding"] == "UTF8"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("verify-full", "system", "scram-sha-256")),
        ({"sslmode": "prefer"}, ("verify-full", "system", "scram-sha-256")),
        ({"sslmode": "verify-full"}, ("verify-full", "system", "scram-sha-256")),
        ({"sslrootcert": "/ca.pem"}, ("verify-full", None, "scram-sha-256")),
        ({"require_auth": "gss"}, ("verify-full", "system", None)),
    ],
)
def test_beyond_this_machine_the_server_is_checked(
    given: dict[str, str],
    expected: tuple[str | None, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    added = parameters(REMOTE, {"host": "db.example.org", **given}, 5)
    names = ("sslmode", "sslrootcert", "require_auth")
    assert tuple(added.get(name) for name in names) == expected


def test_an_authority_in_the_place_of_libpq_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".postgresql").mkdir()
    (tmp_path / ".postgresql/root.crt").touch()
    added = parameters(REMOTE, {"host": "db.example.org"}, 5)
    assert "sslrootcert" not in added
    assert added["sslmode"] == "verify-full"


@pytest.mark.parametrize("mode", ["disable", "allow", "require", "verify-ca"])
def test_a_connection_that_checks_less_is_refused(mode: str) -> None:
    with pytest.raises(UncheckedServer, match=f"sslmode={mode}"):
        parameters(REMOTE, {"host": "db.example.org", "sslmode": mode}, 5)


@pytest.mark.parametrize("how", ["url", "service", "PGSERVICE", "environment"])
def test_no_password_goes_to_a_server_without_tls(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the host comes from. 127.1 is this machine under a name of elsewhere."""
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            for _ in range(4):
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    while data := client.recv(1 << 16):
                        heard.append(data)
                        client.sendall(b"N")  # no TLS here

        threading.Thread(target=answer, daemon=True).start()
        (tmp_path / "pass").write_text("*:*:*:*:s3cret\n")
        (tmp_path / "pass").chmod(0o600)
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pass"))
        monkeypatch.setenv("HOME", str(tmp_path))
        url = f"postgresql://ada@127.1:{port}/sprint"
        if how in {"service", "PGSERVICE"}:
            (tmp_path / ".pg_service.conf").write_text(
                f"[sprint]\nhost=127.1\nport={port}\nuser=ada\nsslmode=prefer\n"
            )
            url = "postgresql:///?service=sprint"
        if how == "PGSERVICE":
            monkeypatch.setenv("PGSERVICE", "sprint")
            url = "postgresql:///sprint"
        elif how == "environment":
            monkeypatch.setenv("PGHOST", "127.1")
            monkeypatch.setenv("PGPORT", str(port))
            url = "postgresql:///sprint"
        with pytest.raises(ServerUnreachable, match="SSL") as caught:
            open_reads(server_at(url))
        assert "s3cret" not in str(caught.value)
    request_for_tls = bytes.fromhex("0000000804d2162f")
    assert set(heard) <= {request_for_tls}


def test_a_service_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ServerUnreachable, match="definition of service"):
        open_reads(server_at("postgresql:///?service=nowhere"))


def test_a_service_leads_to_the_server(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = cluster.new_database().url.partition("@/")[2].partition("?")[0]
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    (tmp_path / "services").write_text(
        f"[sprint]\nhost={cluster.folder}\nuser=postgres\ndbname={name}\n"
    )
    with Reader.open(server_at("postgresql:///?service=sprint")) as reader:
        assert str(reader.path) == "postgresql:///?service=sprint"
        assert reader.articles() == ()


def test_many_who_open_a_new_database_at_once_make_it_once(cluster: Cluster) -> None:
    server = cluster.new_database("CREATE DATABASE {}")

    def begin_work(number: int) -> int:
        with open_store(server, annotator=f"w{number}") as store:
            store.add_articles([made(f"Text number {number}."), ARTICLE])
            return len(store.scheme().labels)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(begin_work, range(8))) == {4}
    assert len(rows_of(server)["article"]) == 9
    with Reader.open(server) as reader:
        assert len(reader.articles()) == 9


def test_what_another_program_made_is_left_alone(cluster: Cluster) -> None:
    server = cluster.new_database("CREATE DATABASE {}")
    with pytest.raises(NoSuchDatabase):
        Reader.open(server)
    execute(server, "CREATE TABLE customer (id INT)")
    for opened in (Reader.open, open_store):
        with pytest.raises(NotADatabase, match="it holds customer"):
            opened(server)


TRIGGER = (
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
    "CREATE TRIGGER t BEFORE INSERT ON event EXECUTE FUNCTION f()"
)
VIEW = "ALTER TABLE setting RENAME TO kept; CREATE VIEW setting AS SELECT * FROM kept"


@pytest.mark.parametrize(
    ("change", "failure", "says"),
    [
        (
            "INSERT INTO annotate_migration VALUES ('m999_later')",
            NewerDatabase,
            "m999_later",
        ),
        ("DROP TABLE setting", DamagedDatabase, "no table setting"),
        (
            "CREATE RULE r AS ON INSERT TO event DO ALSO DELETE FROM annotation",
            ForeignSchema,
            "triggers or rules of event",
        ),
        (TRIGGER, ForeignSchema, "triggers or rules of event"),
        (VIEW, ForeignSchema, "setting"),
    ],
)
def test_tables_that_are_not_ours_any_more_are_refused(
    cluster: Cluster, change: str, failure: type[Exception], says: str
) -> None:
    server = cluster.new_database()
    execute(server, change)
    for opened in (Reader.open, open_store):
        with pytest.raises(failure, match=says):
            opened(server)


def test_an_older_project_is_brought_up_to_date_by_who_may(cluster: Cluster) -> None:
    server = cluster.new_database()
    last = MIGRATIONS[-1].name
    execute(
        server,
        "DROP TABLE setting",
        f"DELETE FROM annotate_migration WHERE name = '{last}'",
    )
    with pytest.raises(OlderDatabase):
        Reader.open(server)
    open_store(server).close()
    with Reader.open(server) as reader:
        assert reader.settings()["suggestions"] == "off"


def test_a_role_may_do_what_it_was_granted(cluster: Cluster) -> None:
    server = cluster.new_database()
    with desk(server) as it:
        it.tag(0, 9)
    number = server.url.partition("@/db")[2].partition("?")[0]
    role = f"reader{number}"
    execute(
        server,
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    )
    theirs = server_at(server.url.replace("postgres@", f"{role}@"))
    with open_store(theirs, annotator="eve") as store:
        assert len(store.annotations(ARTICLE.id)) == 1
        with pytest.raises(MissingPrivilege, match="permission denied") as caught:
            store.set_status(ARTICLE.id, Status.DONE)
        assert isinstance(caught.value, ReadOnlyDatabase)
        assert store.status("eve", ARTICLE.id) is Status.TODO
    empty = cluster.new_database("CREATE DATABASE {}")
    with pytest.raises(MissingPrivilege, match="permission denied for schema"):
        open_store(server_at(empty.url.replace("postgres@", f"{role}@")))
    execute(server, f"ALTER ROLE {role} SET default_transaction_read_only = on")
    execute(server, f"GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {role}")
    # What a role is set to do by itself does not count: a change asks for its own.
    with open_store(theirs, annotator="eve") as store:
        store.set_status(ARTICLE.id, Status.DONE)


def test_a_database_in_another_encoding_is_refused(cluster: Cluster) -> None:
    server = cluster.new_database(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    )
    with pytest.raises(ServerUnsuitable, match="SQL_ASCII"):
        open_store(server)


def test_a_role_that_does_not_wait_for_the_disk_does_so_here(cluster: Cluster) -> None:
    server = cluster.new_database()
    execute(server, "ALTER ROLE postgres SET synchronous_commit = off")
    try:
        with closing(open_reads(server)) as reads:
            assert reads.one("SHOW synchronous_commit") == ("on",)
    finally:
        execute(server, "ALTER ROLE postgres RESET synchronous_commit")


def test_texts_that_no_server_takes_are_refused_by_name(
    server_home: ServerHome,
) -> None:
    with desk(server_home / "a.db") as it:
        for note in ("a\0b", "half \ud800"):
            with pytest.raises(UnstorableText):
                it.store.commit(it.edit(it.new(0, 9, note=note)))
        assert it.store.annotations(ARTICLE.id) == ()


def test_words_are_found_whatever_the_case_of_ascii_letters(
    server_home: ServerHome,
) -> None:
    text = "ÉTÉ in Straße, 100% of_it \\ here"
    with open_store(server_home / "a.db") as store:
        store.add_articles([made(text)])
        found = {
            words: bool(store.containing(words))
            for words in ("IN str", "été", "ÉTÉ", "100% OF_IT \\", "100_", "f%t", " ")
        }
    assert found == {
        "IN str": True, "été": False, "ÉTÉ": True, "100% OF_IT \\": True,
        "100_": False, "f%t": False, " ": False,
    }  # fmt: skip


def test_sums_are_numbers_as_in_a_file(server_home: ServerHome) -> None:
    with closing(open_postgres(server_home / "a.db")) as engine:
        row = engine.one("SELECT sum(position), avg(position), count(*) FROM label")
        assert row == (6, 1.5, 4)
        assert [type(each) for each in row] == [int, float, int]


def test_rows_come_one_by_one_while_others_are_read(server_home: ServerHome) -> None:
    with closing(open_postgres(server_home / "a.db")) as engine:
        numbers = engine.each("SELECT generate_series(1, :most)", {"most": 1200})
        letters = engine.each("SELECT id FROM label ORDER BY id")
        seen = [next(numbers), next(letters), next(numbers), next(letters)]
        assert seen == [(1,), ("claim",), (2,), ("denial",)]
        assert sum(1 for _ in numbers) == 1198
        letters.close()
        with pytest.raises(RuntimeError), engine.snapshot(), engine.transaction():
            pass
        with engine.transaction():
            assert engine.run("UPDATE label SET hint = ''") == 4


def test_the_tables_are_all_there(server_home: ServerHome) -> None:
    with closing(open_postgres(server_home / "a.db")) as engine:
        for table in TABLES:
            assert engine.one(f"SELECT count(*) FROM {table}") is not None
        assert engine.pending() == ()


def test_what_is_wrong_in_a_server_s_project_is_found(server_home: ServerHome) -> None:
    server = server_home / "a.db"
    with desk(server) as it:
        row = it.tag(0, 9)
        it.relabel(row, "denial")
    assert check(server) == ()
    execute(
        server,
        "UPDATE annotation SET live = 1, quote = 'else'",
        f"UPDATE article SET text = text || '.' WHERE id = '{ARTICLE.id}'",
    )
    assert {
        (each.table, each.message.partition(" at ")[0]) for each in check(server)
    } == {
        ("annotation", "its last revision is not the one that is live"),
        ("annotation", "its quote is not the text"),
        ("article", "its id is not the hash of its text"),
    }


@pytest.mark.parametrize(
    ("state", "failure", "may_succeed_later"),
    [
        ("08006", ServerGone, True),  # connection failure
        ("57P01", ServerGone, True),  # the administrator ends it
        ("57P03", ServerGone, True),  # it starts, and takes nobody yet
        ("25P03", ServerGone, True),  # too long idle within a change
        ("55P03", DatabaseBusy, True),  # a lock was not free in time
        ("40P01", DatabaseBusy, True),  # two changes waited for each other
        ("53100", DiskFull, True),
        ("58030", DiskFull, True),  # the disk fails
        ("53300", ServerUnreachable, True),  # too many connections
        ("42501", MissingPrivilege, False),
        ("25006", ReadOnlyDatabase, False),  # a server that follows another one
        ("XX001", DamagedDatabase, False),  # a broken page
        ("42P01", DamagedDatabase, False),  # a table is gone
        ("22021", UnstorableText, False),
        ("XX000", ServerRefused, True),
    ],
)
def test_what_a_server_says_has_a_class(
    state: str, failure: type[StoreFailure], may_succeed_later: bool
) -> None:
    said = "What happened: \x1b[31m a very long story. " * 20
    found = failure_of(REMOTE, state, said)
    assert type(found) is failure or isinstance(found, failure)
    assert found.is_transient is may_succeed_later
    assert "\x1b" not in str(found)
    assert len(str(found)) < 600


@pytest.mark.parametrize("state", ["23505", "42601", "22003", ""])
def test_a_mistake_of_ours_stays_what_it_is(state: str) -> None:
    assert failure_of(REMOTE, state, "a mistake") is None
