"""`annotate tutor`: the keys, learnt on practice articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.read import NoTerminal, has_terminal
from annotate.cli.report import say
from annotate.config import Colour, Theme

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["tutor"]


@click.command("tutor", cls=AnnotateCommand, example="annotate tutor --theme light")
@click.option(
    "--theme", type=click.Choice(list(map(str, Theme))), help="Dark or light colours."
)
@click.option(
    "--colour", type=click.Choice(list(map(str, Colour))), help="How many colours."
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII alone.")
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
