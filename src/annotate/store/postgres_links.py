"""How a server is called: with which parameters, so that nobody listens or pretends.

libpq's own default on a connection is to go on without encryption where the server has
none, and to send a password to whoever asks. Beyond this machine we insist on both.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotate.store.postgres_driver import pq, psycopg
from annotate.store.server_errors import (
    ServerUnreachable,
    ServerUnsuitable,
    UncheckedServer,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.store.engine import Row
    from annotate.store.place import Server

__all__ = ["connected", "is_local", "parameters"]

_OLDEST: Final = 150000
_SESSION: Final = (
    # Waiting for the disk is what "saved" means; a role may be set to do without.
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'; "
    # Compiling queries as small as ours takes longer than they do.
    "SET jit = off; "
    # The server notices in a minute that a machine is gone, and lets go of its locks.
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; "
    "SET tcp_keepalives_count = 3"
)

_ALWAYS: Final = {"client_encoding": "UTF8"}
_UNLESS_GIVEN: Final = {
    "fallback_application_name": "annotate",
    # A server that vanished without a word is noticed in half a minute, not in hours.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1", re.IGNORECASE)
_ROOTS: Final = Path("~/.postgresql/root.crt")
"""Where libpq looks for authorities by itself."""


def parameters(
    server: Server, found: Mapping[str, str], busy_seconds: float
) -> dict[str, str]:
    """What to add to the address of a server.

    Args:
        server: for messages.
        found: every parameter that libpq would use as things stand, by its keyword,
            out of the address, a service file, the environment and its own defaults.
        busy_seconds: how long the caller likes to wait.

    Raises:
        UncheckedServer: another machine is to be called in a way that is not safe.
    """
    added = dict(_ALWAYS)
    added |= {key: one for key, one in _UNLESS_GIVEN.items() if not found.get(key)}
    if not found.get("connect_timeout"):
        added["connect_timeout"] = str(min(10, max(3, round(busy_seconds))))
    if is_local(found):
        return added
    mode = found.get("sslmode", "")
    # "prefer" is libpq's own default, which nobody has asked for.
    if mode not in {"", "prefer", "verify-full"}:
        raise UncheckedServer(server, mode)
    added["sslmode"] = "verify-full"
    if not found.get("sslrootcert") and not _ROOTS.expanduser().exists():
        added["sslrootcert"] = "system"
    if not found.get("require_auth"):
        added["require_auth"] = "scram-sha-256"
    return added


def is_local(found: Mapping[str, str]) -> bool:
    """Whether these parameters lead to this machine alone."""
    hosts = found.get("hostaddr") or found.get("host") or ""
    return all(
        not each or each[0] in "/@" or _LOOPBACK.fullmatch(each)
        for each in (one.strip() for one in hosts.split(","))
    )


class _Number(psycopg.adapt.Loader):
    """What sums give: a whole number, where SQLite gives one."""

    def load(self, data: pq.abc.Buffer) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)


def connected(server: Server, busy_seconds: float) -> psycopg.Connection[Row]:
    """A new connection; never one on which a password could be read or stolen.

    Raises:
        UncheckedServer: the address asks for one.
        ServerUnreachable: there is none to be had.
        ServerUnsuitable: what answers cannot hold a project.
    """
    try:
        added = parameters(server, _effective(server), busy_seconds)
        raw = psycopg.connect(
            psycopg.conninfo.make_conninfo(server.url, **added), autocommit=True
        )
    except (psycopg.Error, UnicodeError) as error:
        raise ServerUnreachable(server, str(error)) from error
    try:
        _refuse(server, raw)
        raw.execute(_SESSION, prepare=False)
        raw.adapters.register_loader("numeric", _Number)
    except BaseException as error:
        raw.close()
        if isinstance(error, psycopg.Error):
            raise ServerUnreachable(server, str(error)) from error
        raise
    return raw


def _refuse(server: Server, raw: psycopg.Connection[Row]) -> None:
    """Raise for what cannot hold a project."""
    if raw.info.server_version < _OLDEST:
        why = f"is PostgreSQL {raw.info.server_version // 10000}"
        raise ServerUnsuitable(server, why, "annotate needs version 15 or later")
    encoding = raw.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        why = f"keeps its text as {encoding}"
        remedy = "make a database with CREATE DATABASE … ENCODING 'UTF8'"
        raise ServerUnsuitable(server, why, remedy)


def _effective(server: Server) -> dict[str, str]:
    """Every parameter that libpq would use for the address, by its keyword.

    A service that the address names is found by libpq alone, which tells once it has
    begun to connect; nothing is sent before it is asked to go on.
    """
    given = pq.Conninfo.parse(server.url.encode())
    if not any(each.keyword == b"service" and each.val for each in given):
        return _values(pq.Conninfo.get_defaults()) | _values(given)
    begun = pq.PGconn.connect_start(server.url.encode())
    try:
        if begun.status == pq.ConnStatus.BAD and not begun.host:
            found = begun.error_message.decode("utf-8", "replace")
            raise ServerUnreachable(server, found)
        return _values(begun.info)
    finally:
        begun.finish()


def _values(options: list[pq.ConninfoOption]) -> dict[str, str]:
    return {
        each.keyword.decode(): each.val.decode("utf-8", "replace")
        for each in options
        if each.val and each.keyword not in {b"password", b"sslpassword"}
    }
