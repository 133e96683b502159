"""`annotate copy`: a project moves into another file, onto a server, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import place_of
from annotate.cli.progress import byte_bar
from annotate.cli.report import counted_of, say
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.store.place import Place

__all__ = ["copy"]


class SamePlace(UsageError):
    """A project is to be copied onto itself."""

    def __init__(self, place: Place) -> None:
        super().__init__(f"{place} is named twice; name another place to copy into.")


@click.command(
    "copy",
    cls=AnnotateCommand,
    example="annotate copy annotations.db postgresql://db.example.org/sprint\n"
    "annotate copy postgresql:///?service=sprint sprint.db",
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a project with all its history.

    FROM and TO are databases as --db names them: files, or postgresql://… addresses. TO
    is made if it is not there; what it holds must be a part of FROM, so that copying
    again brings what is new. In the end both are compared row by row. All comes over,
    or nothing.
    """
    from annotate.store.copying import source_at  # noqa: PLC0415  not for --help

    one, other = place_of(source), place_of(target)
    if _is_same(one, other):
        raise SamePlace(one)
    with source_at(one) as project, byte_bar("Copying", project.rows) as passed:
        copied = project.copy_into(other, passed)
    say(
        f"{other} holds the {counted_of(copied.rows, 'row')} of {one}; "
        f"{copied.new} of them are new."
    )


def _is_same(one: Place, other: Place) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return one.exists() and other.exists() and one.samefile(other)
    return one == other
