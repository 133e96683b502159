"""`annotate check` and `annotate backup`: is the database sound, and a copy of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.report import say
from annotate.cli.tables import echo_table

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["backup", "check"]


@click.command("check", cls=AnnotateCommand, example="annotate check --db sprint.db")
@pass_globals
def check(globals_: Globals) -> int:
    """Look for damage in the database.

    Pages, ids, quotes, links. Each finding is a line: error or note, the table, the
    row, what is wrong. The exit code is 1 when there is an error.
    """
    from annotate.store.check import Severity  # noqa: PLC0415  not for --help
    from annotate.store.check import check as find_problems  # noqa: PLC0415  the same

    path = globals_.database()
    problems = find_problems(path)
    echo_table(
        [(each.severity, each.table, each.row, each.message) for each in problems]
    )
    errors = sum(each.severity is Severity.ERROR for each in problems)
    if errors:
        say(f"{path} is damaged: {errors} errors; go back to a backup or an export.")
        return 1
    say(f"{path} is sound.")
    return 0


@click.command("backup", cls=AnnotateCommand, example="annotate backup monday.db")
@click.argument("target", metavar="PATH")
@pass_globals
def backup(globals_: Globals, target: str) -> None:
    """Write a sound copy of the database.

    It may be in use. An earlier copy at PATH is replaced. A plain copy of the file can
    miss what is still in its log.
    """
    from annotate.store.store import open_store  # noqa: PLC0415  not for --help

    path = globals_.database()
    is_there = os.path.lexists(target)
    with open_store(path, annotator=globals_.name(), must_exist=True) as store:
        store.backup(Path(target))
    say(f"{path} is copied to {target}{', which is replaced' if is_there else ''}.")
