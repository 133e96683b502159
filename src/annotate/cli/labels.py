"""`annotate labels`: the scheme of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.tables import echo_json, echo_table

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["labels"]


@click.command("labels", cls=AnnotateCommand, example="annotate labels --json")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the link kinds.")
@pass_globals
def labels(globals_: Globals, *, as_json: bool) -> None:
    """List the labels.

    Columns: the key, the id, the attributes, what to mark with it.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    with Reader.open(globals_.database()) as reader:
        scheme = reader.scheme()
    if not as_json:
        echo_table(
            [
                (
                    label.key,
                    label.id,
                    ", ".join(attribute.name for attribute in label.attributes),
                    label.hint,
                )
                for label in scheme.labels
            ],
            heads=("key", "id", "attributes", "hint"),
        )
        return
    echo_json(
        {
            "labels": [
                {
                    "id": label.id,
                    "title": label.title,
                    "key": label.key,
                    "colour": label.colour,
                    "shape": label.shape,
                    "hint": label.hint,
                    "attributes": [
                        {"name": each.name, "choices": list(each.choices)}
                        for each in label.attributes
                    ],
                }
                for label in scheme.labels
            ],
            "link_kinds": [
                {"id": kind.id, "title": kind.title, "hint": kind.hint}
                for kind in scheme.link_kinds
            ],
        }
    )
