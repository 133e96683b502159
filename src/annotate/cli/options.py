"""The options that every command takes, before or after its name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from annotate.cli.report import say
from annotate.errors import UsageError
from annotate.text.names import annotator_name, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.config import Settings
    from annotate.model import Annotator

__all__ = [
    "FLAGS",
    "VALUED",
    "Globals",
    "global_options",
    "pass_globals",
    "warn_of_lookalike",
]

VALUED: Final = ("--db", "--as", "--config")
FLAGS: Final = ("--debug",)

_PREFIX = "global_"
_URL = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+)://")
_POSTGRESQL_WORDS = re.compile(
    r"(?:^|\s)(?:host|hostaddr|port|dbname|user|password|service|sslmode)\s*="
)
_PASSWORD = re.compile(r"://[^/?#@]*:[^/?#]*@|[?&\s]password\s*=|^password\s*=")


class NoPostgresql(UsageError):
    """A database server is named; this build has SQLite files only."""

    def __init__(self) -> None:
        super().__init__(
            "This build keeps its database in an SQLite file and has no PostgreSQL; "
            "name a file with --db."
        )


class PasswordInUrl(UsageError):
    """A password would be seen in the process list and in shell histories."""

    def __init__(self) -> None:
        super().__init__(
            "The database URL holds a password, which other people of the machine "
            "could see; leave it out and use ~/.pgpass, PGPASSFILE or a service of "
            "pg_service.conf (service=NAME)."
        )


@dataclass(slots=True)
class Globals:
    """What the global options said; empty where they said nothing."""

    db: str = "annotations.db"
    annotator: str = ""
    config: str = ""

    def database(self) -> Path:
        """The path of the database, which may not exist yet.

        Raises:
            UsageError: It is empty, or something else than a file.
        """
        named = self.db
        if _PASSWORD.search(named) and (
            _URL.match(named) or _POSTGRESQL_WORDS.search(named)
        ):
            raise PasswordInUrl
        scheme = _URL.match(named)
        if scheme and scheme[1].lower() not in {"postgres", "postgresql"}:
            # What follows may be a secret: it is not repeated.
            raise UsageError(
                f"--db takes the path of a file, not a {scheme[1]}:// address."
            )
        if scheme or _POSTGRESQL_WORDS.search(named):
            raise NoPostgresql
        if not named.strip() or named == ":memory:" or "\0" in named:
            raise UsageError(
                "--db needs the path of a file, as in --db annotations.db."
            )
        return Path(named)

    def name(self) -> str:
        """Who annotates: --as, else the login name.

        Raises:
            UsageError: The name cannot be used, or there is none.
        """
        if self.annotator:
            return annotator_name(self.annotator)
        import getpass  # noqa: PLC0415  only where no name is given

        try:
            return annotator_name(getpass.getuser())
        except (OSError, KeyError, ImportError) as error:
            raise UsageError(
                "This machine has no login name for you; give one with --as NAME."
            ) from error

    def settings(
        self,
        *,
        theme: str | None = None,
        colour: str | None = None,
        ascii_only: bool | None = None,
    ) -> Settings:
        """The settings in force, with these flags on top."""
        from annotate.config import load_settings  # noqa: PLC0415  the desk and keys

        return load_settings(
            self.config or None, theme=theme, colour=colour, ascii=ascii_only
        )


def warn_of_lookalike(
    name: str, known: Iterable[Annotator], option: str = "--as"
) -> None:
    """Say so when a new name is nearly one that the database knows."""
    names = [each.id for each in known]
    if name in names:
        return
    like = nearest(name, names)
    if like:
        say(
            f"{name!r} is new in this database; if that is {like!r}, use "
            f"{option} {like}."
        )


pass_globals = click.make_pass_decorator(Globals)


def global_options(*, environment: bool) -> list[click.Option]:
    """The options, fresh for one command.

    Args:
        environment: Whether they fall back on variables: for the group alone, since a
            variable must not win over what stands before the command.
    """

    def option(name: str, metavar: str, variable: str, text: str) -> click.Option:
        return click.Option(
            [_PREFIX + name, "--as" if name == "annotator" else f"--{name}"],
            metavar=metavar,
            envvar=variable if environment else None,
            expose_value=False,
            callback=_remember,
            help=text,
        )

    return [
        option(
            "db", "PATH", "ANNOTATE_DB", "The database (ANNOTATE_DB; annotations.db)."
        ),
        option(
            "annotator",
            "NAME",
            "ANNOTATE_AS",
            "Who annotates (ANNOTATE_AS; your login name).",
        ),
        option(
            "config", "PATH", "ANNOTATE_CONFIG", "The settings file (ANNOTATE_CONFIG)."
        ),
        click.Option(
            [_PREFIX + "debug", "--debug"],
            is_flag=True,
            expose_value=False,
            help="Show where an error came from.",
        ),
    ]


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value is not None and option.name:
        found = context.find_root().ensure_object(Globals)
        if value == "" and option.opts[0] != "--config":
            raise UsageError(f"{option.opts[0]} needs a value that is not empty.")
        setattr(found, option.name.removeprefix(_PREFIX), os.fspath(str(value)))
