"""`annotate labels`: the scheme of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.output import output
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json, echo_table

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["labels"]


@click.command(
    "labels",
    cls=AnnotateCommand,
    example="annotate labels --toml > scheme.toml\nannotate labels --edit scheme.toml",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the link kinds.")
@click.option("--toml", "as_toml", is_flag=True, help="As a file for --edit.")
@click.option(
    "--edit",
    "file",
    metavar="FILE",
    help="Take titles, keys, colours, hints, attributes and new labels from a TOML "
    "file, and its order; - is stdin.",
)
@pass_globals
def labels(
    globals_: Globals, file: str | None, *, as_json: bool, as_toml: bool
) -> None:
    """List the labels, or change them.

    Columns: the key, the id, the attributes, what to mark with it. --edit makes the
    database if there is none. A label that the file leaves out stays, behind the
    others, since annotations may have it; what is left out of a label stays too.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    if file is not None:
        _edit(globals_, file)
        return
    with Reader.open(globals_.database()) as reader:
        scheme = reader.scheme()
    if as_toml:
        from annotate.scheme_file import toml_of  # noqa: PLC0415  rare

        with output("-") as write:
            write(toml_of(scheme).encode())
        return
    if not as_json:
        echo_table(
            [
                (
                    label.key,
                    label.id,
                    ", ".join(attribute.name for attribute in label.attributes),
                )
                for label in scheme.labels
            ],
            heads=("key", "id", "attributes"),
            remarks=[label.hint for label in scheme.labels],
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


def _edit(globals_: Globals, file: str) -> None:
    """Put the labels of a file into the scheme."""
    from annotate.formats.sources import Source  # noqa: PLC0415  rare
    from annotate.scheme import DEFAULT_SCHEME  # noqa: PLC0415  the same
    from annotate.scheme_file import labels_of  # noqa: PLC0415  the same
    from annotate.store.errors import NoSuchDatabase  # noqa: PLC0415  the same
    from annotate.store.reader import Reader  # noqa: PLC0415  the same
    from annotate.store.store import open_store  # noqa: PLC0415  the same

    source = Source("stdin", None) if file == "-" else Source(file, Path(file))
    path = globals_.database()
    try:
        with Reader.open(path) as reader:
            known = reader.scheme().labels
    except NoSuchDatabase:
        known = DEFAULT_SCHEME.labels
    given = labels_of(source.data(), source.name, known)
    with open_store(path, annotator=globals_.name()) as store:
        moved = store.put_labels(given, first=True)
    changed = sum(label not in known for label in given)
    left = len({label.id for label in known} - {label.id for label in given})
    order = ", and the order" if moved > changed else ""
    more = f"; {counted_of(left, 'other')} stayed behind them" if left else ""
    say(f"{path}: {counted_of(changed, 'label')} changed{order}{more}.")
