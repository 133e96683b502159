"""What can fail on a PostgreSQL server, beside what can fail on every database.

None of the messages holds a password: libpq's own never do, and an address with one is
refused before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.errors import AnnotateError, UsageError
from annotate.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    ReadOnlyDatabase,
    StoreFailure,
    UnstorableText,
    printable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.store.place import Server

__all__ = [
    "MissingPrivilege",
    "NoDriver",
    "ServerGone",
    "ServerRefused",
    "ServerUnreachable",
    "ServerUnsuitable",
    "UncheckedServer",
    "failure_of",
]

_LONGEST = 300


class NoDriver(AnnotateError):
    """The library that talks to PostgreSQL is not installed, or is broken."""

    def __init__(self, why: str = "") -> None:
        broken = f", which cannot be loaded ({printable(why)})" if why else ""
        super().__init__(
            f"A database on a server needs psycopg{broken}; install it with "
            "`pip install 'annotate-tui[postgres]'`."
        )


class UncheckedServer(UsageError):
    """The address asks for a connection on which anybody could listen or answer."""

    def __init__(self, server: Server, mode: str) -> None:
        super().__init__(
            f"sslmode={printable(mode)} does not check who answers for {server}; leave "
            "it out, so that it is verify-full, and name an authority of your own with "
            "sslrootcert=PATH."
        )


class ServerUnreachable(StoreFailure):
    """No connection could be made: not there, not let in, or not trusted."""

    is_transient = True

    def __init__(self, server: Server, found: str) -> None:
        super().__init__(
            f"Cannot connect to {server} ({_line(found)}); check the address, that the "
            "server runs, and your entry in ~/.pgpass or ~/.pg_service.conf."
        )


class ServerGone(StoreFailure):
    """The connection broke off; a change that was on its way may be stored or not."""

    is_transient = True

    def __init__(self, server: Server, found: str) -> None:
        super().__init__(
            f"The connection to {server} broke off ({_line(found)}); try again: what "
            "has arrived is not stored twice."
        )


class ServerRefused(StoreFailure):
    """The server answered with an error that is none of ours."""

    is_transient = True

    def __init__(self, server: Server, found: str) -> None:
        super().__init__(
            f"{server} refused ({_line(found)}); ask whoever looks after the server."
        )


class ServerUnsuitable(StoreFailure):
    """The database or the server cannot hold a project."""

    def __init__(self, server: Server, why: str, remedy: str) -> None:
        super().__init__(f"{server} {printable(why)}; {remedy}.")


class MissingPrivilege(ReadOnlyDatabase):
    """The role that we are on the server may not do this."""

    def __init__(self, server: Server, found: str) -> None:
        StoreFailure.__init__(
            self,
            f"Your role may not do this in {server} ({_line(found)}); ask the owner of "
            "the database for what docs/postgresql.md grants.",
        )
        self.path = server


class _NulInText(UnstorableText):
    """A text holds U+0000, which PostgreSQL does not take."""

    def __init__(self, server: Server) -> None:
        StoreFailure.__init__(
            self,
            f"A text for {server} holds the character U+0000, which PostgreSQL cannot "
            "store; take it out of the source.",
        )


class _ReadOnlyServer(ReadOnlyDatabase):
    """It is a copy that follows another server, or is set to read only."""

    def __init__(self, server: Server) -> None:
        StoreFailure.__init__(
            self,
            f"{server} takes no changes now, as it follows another server or is set "
            "to read only; name the main server with --db.",
        )
        self.path = server


_BY_STATE: tuple[tuple[tuple[str, ...], Callable[[Server, str], StoreFailure]], ...] = (
    (("08", "57P", "25P03", "25P04"), ServerGone),
    (("55P03", "57014", "40001", "40P01", "55006"), lambda at, _: DatabaseBusy(at)),
    (("53300",), ServerUnreachable),  # too many connections
    (("53", "58030"), lambda at, said: DiskFull(at, _line(said))),
    (("42501",), MissingPrivilege),
    (("25006",), lambda at, _: _ReadOnlyServer(at)),
    # Broken pages or indexes; tables that somebody else has changed.
    (
        ("XX001", "XX002", "42P01", "42703"),
        lambda at, said: DamagedDatabase(at, _line(said)),
    ),
    (("22021", "22P05"), lambda at, _: _NulInText(at)),
)
_MISTAKES = ("22", "23", "42")


def failure_of(server: Server, state: str, text: str) -> StoreFailure | None:
    """The failure of an SQLSTATE; None when it is a mistake of ours.

    Args:
        server: which one answered so.
        state: the five characters of the table in PostgreSQL's Appendix A; empty for
            what the driver found itself.
        text: what was said.
    """
    if not state:
        return _NulInText(server) if "NUL (0x00)" in text else None
    for states, failure in _BY_STATE:
        if state.startswith(states):
            return failure(server, text)
    return None if state.startswith(_MISTAKES) else ServerRefused(server, text)


def _line(text: str) -> str:
    """What a server said, in one line that does nothing to a terminal."""
    line = printable(" ".join(text.split())).rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
