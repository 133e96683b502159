"""The options of the commands that open the desk: how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from annotate.config import Colour, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["look_options"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_OPTIONS = (
    click.option(
        "--theme",
        type=click.Choice(list(map(str, Theme))),
        help="Dark or light colours.",
    ),
    click.option(
        "--colour", type=click.Choice(list(map(str, Colour))), help="How many colours."
    ),
    click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII alone."),
)


def look_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """The command with --theme, --colour and --ascii, listed in this order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
