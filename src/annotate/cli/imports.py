"""`annotate import`: the work in files becomes layers of the database, all or none."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.opening import is_there, up_to_date
from annotate.cli.options import pass_globals, warn_of_lookalike
from annotate.cli.progress import byte_bar
from annotate.cli.report import counted_of, say
from annotate.errors import AnnotateError, UsageError
from annotate.formats import NAMES, for_source, load
from annotate.formats.left_out import LeftOut
from annotate.formats.renaming import with_annotator, with_kind, with_labels
from annotate.formats.sources import Source, UnreadableSource
from annotate.model import AnnotatorKind, Label
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.names import annotator_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.cli.importing import File
    from annotate.cli.options import Globals
    from annotate.model import Annotator, Layer, Scheme
    from annotate.store.errors import IdTaken
    from annotate.store.place import Place
    from annotate.store.store import Store

__all__ = ["import_"]


class UnknownLabels(AnnotateError):
    """Files have labels that the scheme of the database lacks."""

    def __init__(self, places: Mapping[str, str], known: Iterable[str]) -> None:
        self.unknown = tuple(places)
        named = ", ".join(f"{label!r} ({place})" for label, place in places.items())
        super().__init__(
            f"The database has no label {named}; it has {', '.join(known)}; name "
            f"another with --map {self.unknown[0]}=LABEL, or take them in with "
            "--add-labels."
        )


class OfOtherKind(AnnotateError):
    """What comes is of one kind, and its annotator is known as another."""

    def __init__(
        self, path: Place, name: str, known: AnnotatorKind, kind: AnnotatorKind
    ) -> None:
        super().__init__(
            f"In {path} {name!r} is a {known} and no {kind}; give what comes another "
            "name with --annotator, or leave --kind out."
        )


class UnknownTargets(AnnotateError):
    """--map leads to labels that the scheme of the database lacks."""

    def __init__(self, unknown: Mapping[str, str], known: Iterable[str]) -> None:
        self.unknown = dict(unknown)
        old, new = next(iter(self.unknown.items()))
        super().__init__(
            f"--map {old}={new} leads to no label of the database (it has "
            f"{', '.join(known)}); take it in with --add-labels."
        )


class IdInUse(AnnotateError):
    """An id of a file belongs to another row of the database."""

    def __init__(self, place: str, error: IdTaken) -> None:
        self.row = error.row
        super().__init__(f"{place}: {error}")


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
@click.option(
    "--leave-out-unplaced",
    is_flag=True,
    help="Leave out, and list, the spans of another version of a text that cannot be "
    "placed surely, with their links; otherwise the import is refused.",
)
@click.option("--add-labels", is_flag=True, help="Take labels in that are new.")
@click.option(
    "--text-column",
    metavar="NAME",
    help="The column or key that holds the articles' text; with it, JSON lines of no "
    "other format are articles.",
)
@pass_globals
def import_(
    globals_: Globals,
    paths: tuple[str, ...],
    format_name: str | None,
    annotator: str | None,
    kind: str | None,
    renames: tuple[str, ...],
    text_column: str | None,
    *,
    leave_out_unplaced: bool,
    add_labels: bool,
) -> None:
    """Bring in work, or articles, from files and folders.

    The database is made if there is none. PATH is a file, a folder of one format, or -
    for stdin; its format is told by its first bytes and its ending. All come in, or
    none. What was imported before changes nothing. Where a file holds another version
    of a known text, its spans are placed by their words and what stands around them;
    what cannot be placed so refuses the import, unless --leave-out-unplaced is given.
    """
    path, me = globals_.database(), globals_.name()
    whose = annotator_name(annotator) if annotator is not None else ""
    mapping = _mapping(renames)
    files = tuple(_file(name, format_name, text_column) for name in paths)
    scheme, people = _before(path)
    labels = [label.id for label in scheme.labels]
    if not add_labels and (
        astray := {old: new for old, new in mapping.items() if new not in labels}
    ):
        raise UnknownTargets(astray, labels)
    if whose:
        warn_of_lookalike(whose, people, "--annotator")
    from annotate.cli.importing import Reading  # noqa: PLC0415  not for --help
    from annotate.store.errors import IdTaken, UnknownLabel  # noqa: PLC0415  the same

    with _opened(path, me) as store, byte_bar("Importing", _size(files)) as passed:
        left_out = LeftOut(is_wanted=leave_out_unplaced)
        reading = Reading(
            files,
            annotator=whose,
            kind=AnnotatorKind(kind) if kind else None,
            known=store.known(),
            text_column=text_column or "text",
            link_kinds=[each.id for each in scheme.link_kinds],
            left_out=left_out,
            labels=None if add_labels else {*labels, *mapping},
            passed=passed,
        )
        layers = _under_other_names(reading.layers(), whose, kind, mapping)
        if kind:
            layers = _of_kind(layers, AnnotatorKind(kind), people, path)
        try:
            done = store.import_layers(
                layers, new_label=_new_label if add_labels else None
            )
        except UnknownLabel as error:
            places = {label: reading.place_of(label) for label in error.labels}
            raise UnknownLabels(places, labels) from error
        except IdTaken as error:
            raise IdInUse(_place_of(error.row, files), error) from error
    reading.say_notes()
    if left_out.spans:
        say(
            f"{counted_of(left_out.spans, 'span')} that could not be placed and "
            f"{counted_of(left_out.links, 'link')} of theirs were left out."
        )
    say(
        f"{path}: {counted_of(done.annotations, 'annotation')}, "
        f"{counted_of(done.links, 'link')} and "
        f"{counted_of(done.articles, 'article')} came in, {done.changed} changed, "
        f"{done.known} were there."
    )


def _place_of(row: str, files: Iterable[File]) -> str:
    """The line that holds an id; the names of all files when none is found."""
    names = []
    for file in files:
        names.append(file.source.name)
        if file.source.path is None or file.source.is_folder:
            continue
        for number, line in enumerate(file.source.lines(), 1):
            if row.encode() in line:
                return f"{file.source.name} line {number}, id"
    return ", ".join(names)


def _under_other_names(
    layers: Iterator[Layer], whose: str, kind: str | None, mapping: Mapping[str, str]
) -> Iterator[Layer]:
    if whose:
        # Links may lead from one layer to another, whose ids change too.
        layers = iter(with_annotator(tuple(layers), whose))
    for layer in layers:
        changed: tuple[Layer, ...] = (layer,)
        if kind:
            changed = with_kind(changed, AnnotatorKind(kind))
        if mapping:
            changed = with_labels(changed, mapping)
        yield from changed


def _of_kind(
    layers: Iterator[Layer],
    kind: AnnotatorKind,
    people: Iterable[Annotator],
    path: Place,
) -> Iterator[Layer]:
    """The layers, as long as nobody of another kind has their annotators' names."""
    known = {each.id: each.kind for each in people}
    for layer in layers:
        name = "" if layer.annotator is None else layer.annotator.id
        if known.get(name, kind) is not kind:
            raise OfOtherKind(path, name, known[name], kind)
        yield layer


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


def _file(name: str, format_name: str | None, text_column: str | None) -> File:
    """A file or folder and its format, which is told or named.

    Rows have their texts in a column of a name that is given in no format of JSON lines
    but the one of bare articles.
    """
    from annotate.cli.importing import File  # noqa: PLC0415  see above

    source = Source("stdin", None) if name == "-" else Source(name, Path(name))
    if format_name:
        chosen = load(format_name)
        if not chosen.reads:
            raise UsageError(f"The format {chosen.name} is for export only.")
        return File(source, chosen)
    try:
        chosen_by_looks = for_source(source)
    except UnreadableSource:
        return File(source, None)  # told with all other problems when it is read
    if text_column and chosen_by_looks and chosen_by_looks.name == NAMES[0]:
        is_native = chosen_by_looks.reads_like(source.name, source.head())
        return File(source, chosen_by_looks if is_native else load("articles"))
    return File(source, chosen_by_looks)


def _size(files: Iterable[File]) -> int:
    return sum(each.source.size for each in files)


@contextmanager
def _opened(path: Place, annotator: str) -> Iterator[Store]:
    """The store; a database that was made for an import that fails goes again."""
    from annotate.store.store import open_store  # noqa: PLC0415  not for --help

    was_there = isinstance(path, Path) and path.exists()
    try:
        with open_store(path, annotator=annotator) as store:
            yield store
    except BaseException:
        # An empty project of a server stays: others may have begun to use it.
        if isinstance(path, Path) and not was_there:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def _before(path: Place) -> tuple[Scheme, tuple[Annotator, ...]]:
    """The scheme and the annotators of the database, as they are before the import."""
    if not is_there(path):
        return DEFAULT_SCHEME, ()
    with up_to_date(path) as reader:
        return reader.scheme(), reader.annotators()


def _new_label(name: str, position: int) -> Label:
    """A label for a name that the scheme lacks, with the next of the spare colours."""
    colours = [f"extra-{number}" for number in range(1, 5)]
    shapes = ("underline", "italic", "bold", "double")
    return Label(
        id=name,
        title=name,
        key="",
        colour=colours[position % len(colours)],
        shape=shapes[position % len(shapes)],
        hint="",
    )
