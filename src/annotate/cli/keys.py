"""`annotate keys`: what every key does."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.output import output

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["keys"]


@click.command("keys", cls=AnnotateCommand, example="annotate keys | less")
@click.option("--markdown", is_flag=True, help="The defaults, as in docs/keys.md.")
@pass_globals
def keys(globals_: Globals, *, markdown: bool) -> None:
    """List the keys of the desk and what they do.

    As your settings have them; [keys] in the settings file changes them.
    """
    from annotate.tui.helptext import (  # noqa: PLC0415  not for --help
        key_table_markdown,
        key_table_text,
    )

    is_seen = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_seen else None
    text = (
        key_table_markdown() if markdown else key_table_text(globals_.settings(), width)
    )
    with output("-") as write:
        write(f"{text.rstrip(chr(10))}\n".encode())
