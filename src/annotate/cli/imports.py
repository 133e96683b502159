"""`annotate import`: the work in files becomes layers of the database, all or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals, warn_of_lookalike
from annotate.cli.report import Several, say
from annotate.corpus import Unreadable, refuse_binary
from annotate.errors import AnnotateError, UsageError
from annotate.formats import for_path, load
from annotate.formats.importing import Importing
from annotate.formats.renaming import with_annotator, with_kind, with_labels
from annotate.formats.sources import Source, UnreadableSource
from annotate.model import AnnotatorKind, Label
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.names import annotator_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.cli.options import Globals
    from annotate.model import Annotator, Layer, Scheme

__all__ = ["import_"]


class UnknownLabels(AnnotateError):
    """A file has labels that the scheme of the database lacks."""

    def __init__(self, unknown: Iterable[str], known: Iterable[str]) -> None:
        self.unknown = tuple(unknown)
        super().__init__(
            f"The database has no label {', '.join(map(repr, self.unknown))} "
            f"(it has {', '.join(known)}); name another with "
            f"--map {self.unknown[0]}=LABEL, or take them in with --add-labels."
        )


@click.command(
    "import",
    cls=AnnotateCommand,
    example=(
        "annotate import bob.jsonl\n"
        "annotate import model.jsonl --annotator tagger-2 --kind model "
        "--map number_span=number"
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="See `annotate formats`."
)
@click.option("--annotator", metavar="NAME", help="Whose work it shall be.")
@click.option("--kind", type=click.Choice(["human", "model"]), help="What they are.")
@click.option(
    "--map",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    help="Take one label as another.",
)
@click.option("--add-labels", is_flag=True, help="Take labels in that are new.")
@pass_globals
def import_(
    globals_: Globals,
    paths: tuple[str, ...],
    format_name: str | None,
    annotator: str | None,
    kind: str | None,
    renames: tuple[str, ...],
    *,
    add_labels: bool,
) -> None:
    """Bring in work from files.

    The database is made if there is none. PATH is a file, or - for stdin. All files
    come in, or none. A file that was imported before changes nothing.
    """
    path, me = globals_.database(), globals_.name()
    whose = annotator_name(annotator) if annotator is not None else ""
    mapping = _mapping(renames)
    layers = _read_all(paths, format_name, whose)
    if whose:
        layers = with_annotator(layers, whose)
    if kind:
        layers = with_kind(layers, AnnotatorKind(kind))
    layers = with_labels(layers, mapping)
    scheme, known = _before(path)
    if whose:
        warn_of_lookalike(whose, known, "--annotator")
    unknown = _unknown_labels(layers, scheme)
    if unknown and not add_labels:
        raise UnknownLabels(unknown, (label.id for label in scheme.labels))
    from annotate.store.errors import UnknownLinkKind  # noqa: PLC0415  after reading
    from annotate.store.store import open_store  # noqa: PLC0415  the same

    # The store would tell it too, but by then a missing database has been made.
    if strange := _unknown_kinds(layers, scheme):
        raise UnknownLinkKind(path, strange)
    with open_store(path, annotator=me) as store:
        done = store.import_layers(layers, new_labels=_new_labels(unknown, scheme))
    say(
        f"{path}: {done.annotations} annotations, {done.links} links and "
        f"{done.articles} articles came in, {done.changed} changed, "
        f"{done.known} were there."
    )


def _mapping(renames: Iterable[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for each in renames:
        old, equals, new = each.partition("=")
        if not (equals and old and new):
            raise UsageError(
                f"--map {each!r} is not OLD=NEW; write --map person=claim."
            )
        mapping[old] = new
    return mapping


def _read_all(
    paths: Iterable[str], format_name: str | None, annotator: str
) -> tuple[Layer, ...]:
    """The layers of all files; every problem of every file at once."""
    layers: list[Layer] = []
    problems: list[str] = []
    for name in paths:
        chosen = load(format_name) if format_name else for_path(Path(name))
        if not chosen.reads:
            raise UsageError(f"The format {chosen.name} is for export only.")
        source = _source(name)
        importing = Importing(annotator=annotator)
        try:
            refuse_binary(source.head(), source.name)
            found = tuple(chosen.read(source, importing))
        except (Unreadable, UnreadableSource) as problem:
            problems.append(str(problem))
            continue
        layers += found
        problems += [f"{source.name} {each}." for each in importing.problems]
        if not (found or importing.problems):
            problems.append(
                f"{source.name} holds no lines; name a file that `annotate export` "
                "wrote."
            )
    if problems:
        raise Several(problems)
    return tuple(layers)


def _source(name: str) -> Source:
    return Source("stdin", None) if name == "-" else Source(name, Path(name))


def _before(path: Path) -> tuple[Scheme, tuple[Annotator, ...]]:
    """The scheme and the annotators of the database, as they are before the import."""
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    if not path.exists():
        return DEFAULT_SCHEME, ()
    with Reader.open(path) as reader:
        return reader.scheme(), reader.annotators()


def _unknown_labels(layers: Iterable[Layer], scheme: Scheme) -> tuple[str, ...]:
    known = {label.id for label in scheme.labels}
    used = {
        row.label: None
        for layer in layers
        for row in (*layer.annotations, *layer.rejected)
    }
    return tuple(label for label in used if label not in known)


def _unknown_kinds(layers: Iterable[Layer], scheme: Scheme) -> tuple[str, ...]:
    known = {kind.id for kind in scheme.link_kinds}
    used = {link.kind: None for layer in layers for link in layer.links}
    return tuple(kind for kind in used if kind not in known)


def _new_labels(names: Iterable[str], scheme: Scheme) -> tuple[Label, ...]:
    """Labels for names that the scheme lacks, with the colours that are left."""
    colours = [f"extra-{number}" for number in range(1, 5)]
    shapes = ("underline", "italic", "bold", "double")
    taken = len(scheme.labels)
    return tuple(
        Label(
            id=name,
            title=name,
            key="",
            colour=colours[(taken + position) % len(colours)],
            shape=shapes[(taken + position) % len(shapes)],
            hint="",
        )
        for position, name in enumerate(names)
    )
