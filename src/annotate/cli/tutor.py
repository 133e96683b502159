"""`annotate tutor`: the keys, learnt on practice articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.looks import look_options
from annotate.cli.options import pass_globals
from annotate.cli.read import NoTerminal, has_terminal
from annotate.cli.report import say

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["tutor"]


@click.command("tutor", cls=AnnotateCommand, example="annotate tutor --theme light")
@look_options
@pass_globals
def tutor(
    globals_: Globals, theme: str | None, colour: str | None, *, ascii_only: bool
) -> int:
    """Learn the keys in ten minutes, on practice articles.

    Opens the desk on two short articles and gives one task after another, with your own
    keys. In the end it says how many keys you used, beside the fewest that do. Your
    database is not touched, and nothing is kept.
    """
    name = globals_.name()
    settings = globals_.settings(
        theme=theme, colour=colour, ascii_only=ascii_only or None
    )
    if not has_terminal():
        raise NoTerminal
    from annotate.tui.tutor.run import run_tutor  # noqa: PLC0415  Textual, for this

    code, lines = run_tutor(name, settings)
    if lines:
        say("\n".join(lines))
    return code
