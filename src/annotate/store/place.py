"""What `--db` names: a file, which is a `Path`, or a database of a PostgreSQL server.

Nothing here connects or imports a driver. An address that could hold a secret never
becomes a `Server`, so that one may be printed, logged and compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from annotate.errors import UsageError

__all__ = [
    "PasswordInUrl",
    "Place",
    "Server",
    "UnreadableAddress",
    "is_address",
    "server_at",
]

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")
_WORDS = re.compile(
    r"(?:^|\s)(?:host|hostaddr|port|dbname|user|password|service|sslmode)\s*="
)
_PASSWORD = re.compile(
    r"://[^/?#@]*:[^/?#]*@|[?&\s][^=&\s]*password\s*=|^password\s*=", re.IGNORECASE
)

_HOST = r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})*|\[[0-9A-Fa-f:.%]+\]"
_URL = re.compile(
    r"(?P<scheme>postgres(?:ql)?)://"
    r"(?:(?P<user>(?:[A-Za-z0-9._~!$*+-]|%[0-9A-Fa-f]{2})*)@)?"
    rf"(?P<hosts>(?:{_HOST})(?::[0-9]*)?(?:,(?:{_HOST})(?::[0-9]*)?)*)"
    r"(?:/(?P<database>(?:[A-Za-z0-9._~!$*+-]|%[0-9A-Fa-f]{2})*))?"
    r"(?:\?(?P<query>[!-~]*))?"
)

_SECRET = frozenset(
    {
        "password",
        "sslpassword",
        "oauth_client_secret",
        "scram_client_key",
        "scram_server_key",
    }
)
# Of https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS what
# names a place or a way to it; what only debugs a connection is left out.
_KNOWN = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "dbname",
        "gssencmode",
        "gsslib",
        "host",
        "hostaddr",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "krbsrvname",
        "load_balance_hosts",
        "options",
        "passfile",
        "port",
        "require_auth",
        "requirepeer",
        "service",
        "servicefile",
        "ssl_max_protocol_version",
        "ssl_min_protocol_version",
        "sslcert",
        "sslcrl",
        "sslcrldir",
        "sslkey",
        "sslmode",
        "sslnegotiation",
        "sslrootcert",
        "sslsni",
        "target_session_attrs",
        "tcp_user_timeout",
        "user",
    }
)


class PasswordInUrl(UsageError):
    """A password would be seen in the process list and in shell histories."""

    def __init__(self) -> None:
        super().__init__(
            "The database URL holds a password, which other people of the machine "
            "could see; leave it out and use ~/.pgpass, PGPASSFILE or a service of "
            "~/.pg_service.conf or PGSERVICEFILE (postgresql:///?service=NAME)."
        )


class UnreadableAddress(UsageError):
    """An address of a server has another form than ours."""

    def __init__(self, found: str) -> None:
        # Whatever is not understood may be a secret: it is not repeated.
        super().__init__(
            f"The database address {found}; write it as "
            "postgresql://USER@HOST:PORT/DATABASE or postgresql:///?service=NAME."
        )


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a server; without a password, which libpq finds by itself."""

    url: str
    """For libpq."""
    name: str
    """For people."""

    def __str__(self) -> str:
        return self.name


Place: TypeAlias = Path | Server
"""Where a project is kept: a file where it is a `Path`, else a server."""


def is_address(named: str) -> bool:
    """Whether this is meant as the address of a server, right or wrong."""
    return bool(_SCHEME.match(named) or _WORDS.search(named))


def server_at(named: str) -> Server:
    """The server at an address for which `is_address` holds.

    Raises:
        PasswordInUrl: it holds a password, or something in the place of one.
        UnreadableAddress: it is of another kind, or not understood.
        UsageError: its scheme is not PostgreSQL's.
    """
    if _PASSWORD.search(named):
        raise PasswordInUrl
    scheme = _SCHEME.match(named)
    if scheme is None:
        raise UnreadableAddress("is not a URL")
    if scheme[1].lower() not in {"postgres", "postgresql"}:
        raise UsageError(
            "--db takes the path of a file or a postgresql:// address, "
            f"not a {scheme[1]}:// address."
        )
    url = scheme[1].lower() + named.strip()[len(scheme[0].lstrip()) - 3 :]
    found = _URL.fullmatch(url)
    if found is None:
        raise UnreadableAddress("cannot be read")
    if ":" in unquote(found["user"] or ""):
        raise PasswordInUrl
    shown: list[str] = []
    for pair in (found["query"] or "").split("&") if found["query"] else ():
        key, equals, value = pair.partition("=")
        key = unquote(key).lower()
        if key in _SECRET:
            raise PasswordInUrl
        if not equals or key not in _KNOWN:
            raise UnreadableAddress("has a parameter that annotate does not know")
        if key in {"service", "host", "dbname"} and value:
            shown.append(f"{key}={value}")
    user = f"{found['user']}@" if found["user"] else ""
    database = f"/{found['database'] or ''}"
    more = f"?{'&'.join(shown)}" if shown else ""
    return Server(url, f"postgresql://{user}{found['hosts']}{database}{more}")
