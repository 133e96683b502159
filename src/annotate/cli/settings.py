"""`annotate settings`: what the database says for everybody who works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.report import say
from annotate.cli.tables import echo_json, echo_table

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["settings"]


@click.command(
    "settings", cls=AnnotateCommand, example="annotate settings suggestions=never"
)
@click.argument("setting", required=False, metavar="[NAME[=VALUE]]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@pass_globals
def settings(globals_: Globals, setting: str | None, *, as_json: bool) -> None:
    """List or change what the database says for everybody.

    NAME prints one value, NAME=VALUE changes it. "suggestions" says whether readers see
    what models suggest: off until they ask for it, on from the start, or never. Desks
    that are open follow at once.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help
    from annotate.store.settings import SETTINGS, known_setting  # noqa: PLC0415  the same

    name, is_change, value = (setting or "").partition("=")
    name, value = name.strip(), value.strip()
    path = globals_.database()
    if is_change:
        from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

        with open_store(path, must_exist=True) as store:
            is_new = store.set_setting(name, value)
        say(f"{path}: {name} {'is now' if is_new else 'was'} {value}.")
        return
    if setting is not None:
        known_setting(name)
    with Reader.open(path) as reader:
        stored = reader.settings()
    shown = {key: one for key, one in stored.items() if setting is None or key == name}
    if as_json:
        echo_json(shown)
    elif setting is not None:
        click.echo(shown[name])
    else:
        echo_table(
            [(key, one, SETTINGS[key].hint) for key, one in shown.items()],
            heads=("setting", "value", "meaning"),
        )
