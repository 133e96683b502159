"""`annotate annotators`: who works in the database, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals, warn_of_lookalike
from annotate.cli.report import say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import UsageError
from annotate.model import Annotator, AnnotatorKind, Status
from annotate.text.names import annotator_name

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["annotators"]


@click.command(
    "annotators",
    cls=AnnotateCommand,
    example="annotate annotators --add alice --add bob\n"
    'annotate annotators --name bob="Bob Miller"',
)
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.option("--add", "added", multiple=True, metavar="ID", help="Add an annotator.")
@click.option(
    "--kind",
    type=click.Choice([each.value for each in AnnotatorKind]),
    help="What those are that --add adds (human).",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="ID=TEXT",
    help="Show an annotator by another name; ID= shows the id again.",
)
@pass_globals
def annotators(
    globals_: Globals,
    added: tuple[str, ...],
    kind: str | None,
    names: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """List the annotators, add some, or change the names that are shown.

    Columns: id, kind, articles assigned or taken up, those of them done, accepted
    annotations, name. An id is what --as takes; it stands in all that was written under
    it and never changes, so that databases of one project can be merged.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    if kind and not added:
        raise UsageError("--kind says what --add adds; name somebody with --add ID.")
    path = globals_.database()
    if added or names:
        _change(globals_, added, AnnotatorKind(kind or "human"), names)
    with Reader.open(path) as reader, reader.snapshot():
        people = reader.annotators()
        spans = reader.counted().labels_by_annotator()
        assignments = reader.assignments()
    rows = []
    for each in people:
        mine = [one for one in assignments if one.annotator == each.id]
        done = sum(one.status is Status.DONE for one in mine)
        tagged = sum(spans.get(each.id, {}).values())
        rows.append((each, len(mine), done, tagged))
    if as_json:
        echo_json(
            [
                {
                    "id": each.id,
                    "kind": each.kind.value,
                    "name": each.name,
                    "articles": number,
                    "done": done,
                    "annotations": tagged,
                }
                for each, number, done, tagged in rows
            ]
        )
        return
    echo_table(
        [
            (each.id, each.kind.value, number, done, tagged, each.name)
            for each, number, done, tagged in rows
        ],
        heads=("id", "kind", "articles", "done", "annotations", "name"),
    )
    if not rows:
        say("Nobody yet; add somebody with `annotate annotators --add ID`.")


def _change(
    globals_: Globals,
    added: tuple[str, ...],
    kind: AnnotatorKind,
    names: tuple[str, ...],
) -> None:
    from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

    wanted = [annotator_name(each) for each in added]
    shown = dict(_pair(each) for each in names)
    with open_store(globals_.database(), must_exist=True) as store:
        known = store.annotators()
        for each in wanted:
            warn_of_lookalike(each, known, "")
        new = [Annotator(each, kind, shown.pop(each, "")) for each in wanted]
        store.put_annotators(new, shown)


def _pair(given: str) -> tuple[str, str]:
    whose, equals, name = given.partition("=")
    if not equals or not whose.strip():
        raise UsageError(f"--name {given!r} has no ID=; write it as --name bob=TEXT.")
    return whose.strip(), annotator_name(name) if name.strip() else ""
