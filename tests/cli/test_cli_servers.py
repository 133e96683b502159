"""The command line on a project that a PostgreSQL server keeps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from annotate.formats import NAMES, load
from annotate.store.reader import Reader
from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotate.store.place import Server
    from servers import Cluster, ServerHome

SECRET = "s3cr3t-of-the-sprint"  # noqa: S105  what is looked for


@pytest.fixture
def server(server_home: ServerHome) -> Server:
    return server_home / "sprint"


@pytest.fixture
def on(run: Callable, server: Server) -> Callable:
    """Runs a command on the server's project."""
    return lambda *words, **more: run("--db", server.url, *words, **more)


def test_a_sprint_from_the_first_article_to_the_export(
    on: Callable, server: Server, folder: Path
) -> None:
    """Every command that has to do with a project."""
    (folder / "one.txt").write_text(
        "The mayor denied it. “We lost 10 trucks,” he said."
    )
    (folder / "labels.toml").write_text(
        '[[label]]\nid = "rumour"\nkey = "r"\nhint = "What nobody confirms."\n'
    )
    added = on("add", "one.txt")
    assert added.code == 0, added.err
    assert f"1 added, 0 already in {server}." in added.err
    (listed,) = json.loads(on("articles", "--json").out)
    assert (listed["source"], listed["annotations"]) == ("one.txt", 0)
    assert on("articles", "--title", f"{listed['id']}=Trucks").code == 0
    imported = on("import", SEEDS / "example.jsonl")
    assert imported.code == 0, imported.err
    assert on("import", SEEDS / "example.jsonl").code == 0
    assert on("settings", "suggestions=on").code == 0
    assert on("settings", "suggestions").out == "on\n"
    suggested = on("suggest", listed["id"][:8])
    assert suggested.code == 0, suggested.err
    assert "rumour" not in on("labels").out
    assert on("labels", "--edit", "labels.toml").code == 0
    assert "rumour" in on("labels").out
    checked = on("check")
    assert (checked.code, checked.err) == (0, f"annotate: {server} is sound.\n")
    assert on("backup", "kept.db").code == 0
    exported = on("export", "--article", listed["id"][:8])
    assert json.loads(exported.out)["title"] == "Trucks"
    (folder / "two.txt").write_text("Nobody could confirm the number.")
    assert on("add", "two.txt", "--db", "kept.db").code == 0
    assert on("merge", "--dry-run", "kept.db").code == 0
    assert len(json.loads(on("articles", "--json").out)) == 6
    assert on("merge", "kept.db").code == 0
    assert len(json.loads(on("articles", "--json").out)) == 7


@pytest.mark.parametrize("name", [each for each in NAMES if load(each).writes])
def test_every_format_gives_the_bytes_that_a_file_gives(
    run: Callable, example: Path, cluster: Cluster, folder: Path, name: str
) -> None:
    server = cluster.lend()
    try:
        assert run("copy", example, server.url).code == 0
        for place, target in ((example, "file"), (server.url, "server")):
            done = run(
                *("export", "--db", place, "-f", name),
                *("-o", target, "--manifest", "-", "--annotator", "example"),
            )
            assert done.code == 0, done.err
        assert data(folder / "server") == data(folder / "file")
    finally:
        cluster.take_back(server)


def data(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {
        str(each.relative_to(path)): each.read_bytes()
        for each in sorted(path.rglob("*"))
        if each.is_file()
    }


def test_a_project_goes_to_a_server_and_back(
    run: Callable, example: Path, server: Server, folder: Path
) -> None:
    for one, other in ((example, server.url), (server.url, folder / "back.db")):
        done = run("copy", one, other)
        assert (done.code, done.out) == (0, ""), done.err
        again = run("copy", one, other)
        assert "0 of them are new" in again.err
    with Reader.open(example) as mine, Reader.open(folder / "back.db") as theirs:
        assert list(mine.layers()) == list(theirs.layers())


@pytest.mark.parametrize(
    ("one", "other", "code", "says"),
    [
        ("nowhere.db", "new.db", 1, "There is no database at nowhere.db"),
        ("annotations.db", "annotations.db", 2, "is named twice"),
        ("annotations.db", "seeds.txt", 1, "not a database of annotate"),
        ("seeds.txt", "new.db", 1, "not a database of annotate"),
        ("annotations.db", "postgresql://a:b@c/d", 2, "holds a password"),
        ("annotations.db", "mysql://x/y", 2, "not a mysql:// address"),
        (" ", "new.db", 2, "needs the path"),
    ],
)
def test_what_cannot_be_copied_is_said_and_makes_nothing(
    run: Callable, example: Path, one: str, other: str, code: int, says: str
) -> None:
    (example.parent / "seeds.txt").write_text("Some text that is no database. " * 40)
    before = data(example.parent)
    done = run("copy", one, other)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert data(example.parent) == before


def test_without_the_extra_its_name_is_told() -> None:
    """In a program of its own, from which psycopg is hidden."""
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from annotate.cli import cli\n"
        "cli.main(['articles', '--db', 'postgresql:///sprint'])"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'annotate-tui[postgres]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_on_a_file_needs_no_postgresql(folder: Path) -> None:
    code = (
        "import sys; from annotate.cli import cli\n"
        "cli.main(['add', 'a.txt'], standalone_mode=False)\n"
        "cli.main(['articles'], standalone_mode=False)\n"
        "known = ('psycopg', 'annotate.store.postgres', 'annotate.store.place')\n"
        "print([each for each in known if each in sys.modules])"
    )
    (folder / "a.txt").write_text("Some text.")
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.fixture
def keeper(cluster: Cluster, server: Server) -> Iterator[str]:
    """The address of the project for a role that must give a password."""
    name = f"keeper{os.getpid()}"
    with psycopg.connect(server.url, autocommit=True) as owner:
        hashed = owner.pgconn.encrypt_password(SECRET.encode(), name.encode())
        owner.execute(
            f"CREATE ROLE {name} LOGIN SUPERUSER PASSWORD '{hashed.decode()}'".encode()
        )
        rules = cluster.folder / "data/pg_hba.conf"
        before = rules.read_text()
        rules.write_text(f"local all {name} scram-sha-256\n{before}")
        owner.execute("SELECT pg_reload_conf()")
        yield server.url.replace("postgres@", f"{name}@")
        rules.write_text(before)
        owner.execute("SELECT pg_reload_conf()")
        owner.execute(f"DROP ROLE {name}".encode())


def test_a_password_is_seen_nowhere(
    shell: Callable, keeper: str, cluster: Cluster, folder: Path, tmp_path: Path
) -> None:
    """Whether it is right or wrong, and also in what is shown for debugging."""
    (folder / "a.txt").write_text("Some text.")
    seen = ""
    for kept, code, commands in (
        (SECRET, 0, (["add", "a.txt"], ["read"])),
        (f"wrong-{SECRET}", 1, (["add", "a.txt"],)),
    ):
        passes = tmp_path / "passes"
        passes.write_text(f"*:*:*:*:{kept}\n")
        passes.chmod(0o600)
        environ = {**os.environ, "PGPASSFILE": str(passes)}
        for words in commands:
            done = shell("--db", keeper, "--debug", *words, env=environ)
            seen += (done.stdout + done.stderr).decode()
            wanted = 2 if words == ["read"] else code
            assert done.returncode == wanted, seen
        environ |= {"PGPASSWORD": kept, "ANNOTATE_DB": keeper}
        assert shell("articles", env=environ).returncode == code
    assert "password authentication failed" in seen
    assert "~/.pgpass" in seen
    state = tmp_path / "state"
    kept_files = [each.read_text() for each in state.rglob("*") if each.is_file()]
    assert SECRET not in "".join((seen, cluster.log(), *kept_files))


def test_a_password_in_the_address_is_refused_and_not_repeated(
    shell: Callable, folder: Path
) -> None:
    address = f"postgresql://ada:{SECRET}@localhost/sprint"
    for words, environ in (
        (["--db", address, "--debug", "articles"], {}),
        (["copy", "a.db", address], {}),
        (["articles"], {"ANNOTATE_DB": address}),
    ):
        done = shell(*words, env={**os.environ, **environ})
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == 2
        assert ".pgpass" in said
        assert "PGSERVICEFILE" in said
        assert SECRET not in said
    assert list(folder.iterdir()) == []
