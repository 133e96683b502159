"""`annotate merge`: files that were annotated apart come together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.cli.options import Globals
    from annotate.model import Annotation, Link
    from annotate.store.conflicts import Conflict
    from annotate.store.merged import Came, Merged
    from annotate.store.place import Place
    from annotate.store.twins import Twins

__all__ = ["merge"]

_DIGITS = 8
_LONGEST_QUOTE = 40
_COUNTS = ("annotations", "rejected", "changed", "removed", "links")


@click.command(
    "merge",
    cls=AnnotateCommand,
    example="annotate merge --dry-run bob.db carol.db\n"
    "annotate merge bob.db carol.db\n"
    "annotate merge --conflicts",
)
@click.argument("others", nargs=-1, metavar="OTHER.db...")
@click.option("--dry-run", is_flag=True, help="Tell what would come; change nothing.")
@click.option(
    "--rename",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    help="What an annotator of the other files is called here; for two people with one "
    "name. Give it again each time you merge that file.",
)
@click.option(
    "--conflicts",
    "lists_conflicts",
    is_flag=True,
    help="List what was changed apart and who won, in the database as it is.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@pass_globals
def merge(
    globals_: Globals,
    others: tuple[str, ...],
    renames: tuple[str, ...],
    *,
    dry_run: bool,
    lists_conflicts: bool,
    as_json: bool,
) -> None:
    """Take in the work of other database files, all or none.

    The other files stay as they are; each is looked through and refused whole if
    annotate cannot have made it. Any order gives the same database, and merging again
    changes nothing. Columns: annotator, article, new annotations, refused suggestions,
    changed, removed, new links, status, title.

    Where both sides changed one annotation, both histories stay and the later change
    stands, on every machine the same one: such conflicts are listed.
    """
    if lists_conflicts:
        _list(globals_.database(), others, as_json=as_json)
        return
    if not others:
        raise UsageError("Name the files to merge, as in `annotate merge bob.db`.")
    path, paths = globals_.database(), [Path(each) for each in others]
    merged = _merged(path, paths, _renamed(renames), dry_run=dry_run)
    if as_json:
        echo_json(_as_json(merged, others, dry_run=dry_run))
        return
    _show(merged)
    for line in _remarks(merged, path, others, dry_run=dry_run):
        say(line)


def _merged(
    path: Place, others: Sequence[Path], renamed: dict[str, str], *, dry_run: bool
) -> Merged:
    from annotate.store.others import preview  # noqa: PLC0415  not for --help
    from annotate.store.store import open_store  # noqa: PLC0415  the same

    # Before a database is made, since what is refused must leave none behind.
    if dry_run or (isinstance(path, Path) and not path.exists()):
        merged = preview(path, others, renamed)
        if dry_run:
            return merged
    with open_store(path) as store:
        return store.merge(*others, renamed=renamed)


def _renamed(renames: Sequence[str]) -> dict[str, str]:
    renamed: dict[str, str] = {}
    for each in renames:
        old, sign, new = each.partition("=")
        if not sign or not old.strip() or not new.strip():
            raise UsageError(f"--rename needs OLD=NEW, as in bob=bob-2, not {each!r}.")
        renamed[old.strip()] = new.strip()
    return renamed


def _list(path: Place, others: Sequence[str], *, as_json: bool) -> None:
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    if others:
        raise UsageError("--conflicts lists those of the database; name no other file.")
    with Reader.open(path) as reader:
        found, twins = reader.conflicts(), reader.twins()
    if as_json:
        echo_json({"conflicts": _conflicts_json(found), "twins": _twins_json(twins)})
        return
    _show_open_ends(found, twins)
    if not found and not twins:
        say(f"{path} has no conflicts.")


def _show(merged: Merged) -> None:
    echo_table(
        [
            (
                each.annotator,
                each.article[:_DIGITS],
                *(getattr(each, name) for name in _COUNTS),
                each.status,
                each.title,
            )
            for each in merged.came
        ],
        heads=(
            *("annotator", "article", "new", "refused", "changed", "removed"),
            *("links", "status", "title"),
        ),
    )
    _show_open_ends(merged.conflicts, merged.twins)


def _show_open_ends(found: Sequence[Conflict], twins: Sequence[Twins]) -> None:
    echo_table(
        [
            (
                "conflict",
                each.kept.annotator,
                getattr(each.kept, "article", "")[:_DIGITS],
                f"stands: {_said(each.kept)}",
                f"lost: {'; '.join(map(_said, each.lost))}",
            )
            for each in found
        ]
    )
    echo_table(
        [
            (
                "twice",
                each.annotator,
                each.article[:_DIGITS],
                f"{each.label} {each.start}-{each.stop} {_quoted(each.quote)}",
                "counts once",
            )
            for each in twins
        ]
    )


def _said(row: Annotation | Link) -> str:
    """What a revision says, on one line."""
    said = ""
    if row.answer.value != "accept":
        said = {"delete": "removed ", "reject": "refused "}[row.answer.value]
    quote = getattr(row, "quote", None)
    if quote is None:
        return f"{said}link {getattr(row, 'kind', '')}"
    span = getattr(row, "span")  # noqa: B009  a link has none
    said += f"{getattr(row, 'label', '')} {span.start}-{span.end} {_quoted(quote)}"
    for name, empty in (("note", ""), ("attributes", "{}")):
        value = getattr(row, name)
        said += f" {name} {_quoted(value)}" if value != empty else ""
    return said


def _quoted(text: str) -> str:
    short = text
    if len(text) > _LONGEST_QUOTE:
        short = text[: _LONGEST_QUOTE - 1] + "…"
    return f"“{short}”"


def _remarks(
    merged: Merged, path: Place, others: Sequence[str], *, dry_run: bool
) -> Iterator[str]:
    verb = "would come" if dry_run else "came"
    if merged.labels:
        yield f"New labels {verb}: {', '.join(merged.labels)}."
    for each in merged.changes:
        yield (
            f"The {each.column} of {each.table.replace('_', ' ')} {each.row[:64]} "
            f"{'would be' if dry_run else 'is'} {_quoted(each.after)} now, "
            f"which is later than {_quoted(each.before)}."
        )
    for key, labels in merged.shared_keys:
        yield (
            f"The key {key} is claimed by {', '.join(labels)}; the desk gives it to "
            "the first (`annotate labels --edit`)."
        )
    for same in merged.namesakes:
        yield (
            f"{same.new[:_DIGITS]} has the title or source of {same.known[:_DIGITS]} "
            f"and another text ({_quoted(same.title)}); both stay."
        )
    if merged.conflicts:
        yield (
            f"{counted_of(len(merged.conflicts), 'conflict')}: both histories stay, "
            "the later change stands (`annotate merge --conflicts` lists them again)."
        )
    if merged.twins:
        yield (
            f"{counted_of(len(merged.twins), 'span')} tagged twice with one label by "
            "one annotator: each counts once; remove either on the desk."
        )
    yield _summary(merged, path, others, dry_run=dry_run)


def _summary(
    merged: Merged, path: Place, others: Sequence[str], *, dry_run: bool
) -> str:
    named = others[0] if len(others) == 1 else counted_of(len(others), "file")
    parts = [
        counted_of(number, noun)
        for number, noun in (
            (sum(each.annotations for each in merged.came), "new annotation"),
            (len(merged.articles), "new article"),
            (len(merged.annotators), "new annotator"),
            (sum(each.changed + each.removed for each in merged.came), "change"),
        )
        if number
    ]
    if not parts and (merged.events or merged.revisions or merged.changes):
        parts = [counted_of(merged.events, "event") + " of the log"]
    if not parts and not merged.came and not merged.labels:
        return f"{path} has all that {named} holds; nothing was changed."
    if not parts:
        parts = [counted_of(len(merged.came), "status")]
    if dry_run:
        return f"{named} would bring {', '.join(parts)} to {path}; nothing was changed."
    return f"{named} brought {', '.join(parts)} to {path}."


def _as_json(
    merged: Merged, others: Sequence[str], *, dry_run: bool
) -> dict[str, object]:
    return {
        "files": list(others),
        "dry_run": dry_run,
        "came": [_came_json(each) for each in merged.came],
        "articles": list(merged.articles),
        "annotators": list(merged.annotators),
        "labels": list(merged.labels),
        "changes": [each._asdict() for each in merged.changes],
        "shared_keys": {key: list(labels) for key, labels in merged.shared_keys},
        "namesakes": [each._asdict() for each in merged.namesakes],
        "conflicts": _conflicts_json(merged.conflicts),
        "twins": _twins_json(merged.twins),
        "events": merged.events,
        "revisions": merged.revisions,
    }


def _came_json(came: Came) -> dict[str, object]:
    return dict(came._asdict())


def _conflicts_json(found: Sequence[Conflict]) -> list[object]:
    return [
        {
            "id": each.kept.id,
            "annotator": each.kept.annotator,
            "article": getattr(each.kept, "article", ""),
            "kept": {"rev": each.kept.rev, "says": _said(each.kept)},
            "lost": [{"rev": one.rev, "says": _said(one)} for one in each.lost],
        }
        for each in found
    ]


def _twins_json(twins: Sequence[Twins]) -> list[object]:
    return [each._asdict() for each in twins]
