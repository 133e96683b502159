"""The options that every command takes, before or after its name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from annotate.cli.report import say
from annotate.errors import UsageError
from annotate.text.names import annotator_name, lookalike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.config import Settings
    from annotate.model import Annotator
    from annotate.store.place import Place

__all__ = [
    "FLAGS",
    "VALUED",
    "Globals",
    "global_options",
    "pass_globals",
    "place_of",
    "settled_name",
    "warn_of_lookalike",
]

VALUED: Final = ("--db", "--as", "--config")
FLAGS: Final = ("--debug",)

_PREFIX = "global_"


@dataclass(slots=True)
class Globals:
    """What the global options said; empty where they said nothing."""

    db: str = "annotations.db"
    annotator: str = ""
    config: str = ""

    def database(self) -> Place:
        """Where the database is, which may not exist yet; raises as `place_of`."""
        return place_of(self.db)

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


def place_of(named: str) -> Place:
    """The place of a database, which may not exist yet.

    Raises:
        UsageError: It is empty, or something else than a file or a server.
    """
    # A path without a sign of a server needs no more of the machinery.
    if "://" in named or "=" in named:
        from annotate.store.place import is_address, server_at  # noqa: PLC0415  rare

        if is_address(named):
            return server_at(named)
    if not named.strip() or named == ":memory:" or "\0" in named:
        raise UsageError("--db needs the path of a file, as in --db annotations.db.")
    return Path(named)


def warn_of_lookalike(
    name: str, known: Iterable[Annotator], option: str = "--as"
) -> None:
    """Say so when a new name is nearly one that the database knows.

    Without an option there is nothing to be used instead.
    """
    like = _meant(name, known)
    if like:
        use = f"if that is {like!r}, use {option} {like}" if option else ""
        say(f"{name!r} is new in this database; {use or f'{like!r} is there already'}.")


def settled_name(name: str, known: Iterable[Annotator], *, asks: bool) -> str:
    """Who annotates: a new name that is nearly a known one is asked about.

    Where nobody can be asked (`asks`) it is taken as it is, with a warning, so that no
    script waits for an answer.
    """
    people = tuple(known)
    like = _meant(name, people)
    if not like:
        return name
    if not asks:
        warn_of_lookalike(name, people)
        return name
    from annotate.text.display import safe_line  # noqa: PLC0415  rare

    question = f"annotate: {name!r} is new in this database. Are you {like!r}?"
    return like if click.confirm(safe_line(question), default=True, err=True) else name


def _meant(name: str, known: Iterable[Annotator]) -> str:
    """Id of the annotator that a new name is nearly the id or the name of, or ""."""
    people = tuple(known)
    if any(each.id == name for each in people):
        return ""
    ids = {each.name: each.id for each in people if each.name}
    ids |= {each.id: each.id for each in people}
    return ids.get(lookalike(name, ids), "")


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
            "db",
            "PATH|URL",
            "ANNOTATE_DB",
            "The database: a file or postgresql://… (ANNOTATE_DB; annotations.db).",
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
