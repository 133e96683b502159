"""`annotate export` and `annotate formats`: the work as files for other programs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.output import output
from annotate.cli.progress import can_show, progress
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_table
from annotate.errors import AnnotateError, UsageError
from annotate.formats import NAMES, for_path, load
from annotate.formats.contract import Exporting
from annotate.model import AnnotatorKind, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator

    from annotate.cli.options import Globals
    from annotate.formats.contract import Format
    from annotate.model import Layer
    from annotate.store.reader import Reader

__all__ = ["export", "formats"]

_KINDS = {
    "": (AnnotatorKind.HUMAN, AnnotatorKind.GOLD),
    "annotators": (AnnotatorKind.HUMAN,),
    "gold": (AnnotatorKind.GOLD,),
}


class NoSuchLabel(AnnotateError):
    """The scheme of the database lacks a label that is asked for."""

    def __init__(
        self, path: Path, unknown: Iterable[str], known: Iterable[str]
    ) -> None:
        self.unknown = tuple(unknown)
        super().__init__(
            f"The database {path} has no label {', '.join(map(repr, self.unknown))}; "
            f"it has {', '.join(known)}."
        )


@click.command(
    "export",
    cls=AnnotateCommand,
    example=(
        "annotate export > all.jsonl\n"
        "annotate export -o alice.jsonl --annotator alice --status done"
    ),
)
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="See `annotate formats`."
)
@click.option(
    "-o", "--output", "target", default="-", metavar="PATH", help="A file; - is stdout."
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only their work."
)
@click.option(
    "--label", "labels", multiple=True, metavar="LABEL", help="Only these labels."
)
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only these, by id."
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(list(map(str, Status))),
    help="Only work in this state.",
)
@click.option(
    "--layer",
    type=click.Choice(["annotators", "gold"]),
    default=None,
    help="Only people's own work, or only the adjudicated layer.",
)
@pass_globals
def export(
    globals_: Globals,
    format_name: str | None,
    target: str,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    articles: tuple[str, ...],
    statuses: tuple[str, ...],
    layer: str | None,
) -> None:
    """Write annotations to stdout or a file.

    One line for each article and annotator by default; the options narrow it down, and
    each but -o may be given more than once. Work of models comes only when --annotator
    names them.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    chosen = _format(format_name, target)
    path = globals_.database()
    lines = annotations = 0

    def counting(layers: Iterable[Layer]) -> Iterator[Layer]:
        nonlocal annotations
        for each in layers:
            annotations += len(each.annotations)
            yield each

    with Reader.open(path) as reader:
        scheme = reader.scheme()
        known = tuple(label.id for label in scheme.labels)
        if strange := [each for each in labels if each not in known]:
            raise NoSuchLabel(path, strange, known)
        found = reader.layers(
            annotators=annotators,
            articles=articles,
            labels=labels,
            statuses=tuple(Status(each) for each in statuses),
            kinds=_KINDS[layer or ""],
        )
        counted = _counted(reader, found, articles, target)
        if layer:
            # A line without annotator would say that the article holds nothing.
            counted = (each for each in counted if each.annotator)
        # A generator behind its type; it uses the reader's connection until closed.
        with closing(cast("Generator[Layer]", found)), output(target) as write:
            for piece in chosen.write(counting(counted), Exporting(scheme)):
                lines += piece.data.count(b"\n")
                write(piece.data)
    if target != "-":
        say(
            f"{target} holds {counted_of(lines, 'line')} with "
            f"{counted_of(annotations, 'annotation')}."
        )


@click.command("formats", cls=AnnotateCommand, example="annotate formats")
def formats() -> None:
    """List the formats.

    Columns: the name, the endings of its files, what it does, what -o is, what it
    cannot hold.
    """
    echo_table(
        [
            (
                each.name,
                " ".join(each.suffixes),
                _abilities(each),
                "folder" if each.folder else "file",
                f"without {each.drops}" if each.drops else "",
            )
            for each in map(load, NAMES)
        ],
        heads=("name", "endings", "does", "output", "drops"),
    )


def _abilities(each: Format) -> str:
    names = {"export": each.writes, "import": each.reads}
    return ", ".join(name for name, has in names.items() if has)


def _format(name: str | None, target: str) -> Format:
    chosen = load(name) if name else for_path(Path(target))
    if not chosen.writes:
        raise UsageError(f"The format {chosen.name} is for import only.")
    return chosen


def _counted(
    reader: Reader, layers: Iterator[Layer], articles: Collection[str], target: str
) -> Iterator[Layer]:
    """The layers, under a bar that counts articles where one can be seen."""
    if not can_show(stdout_is_data=target == "-"):
        return layers
    before = ""

    def is_next_article(layer: Layer) -> int:
        nonlocal before
        is_next = layer.article.id != before
        before = layer.article.id
        return int(is_next)

    total = len(articles) or len(reader.articles())
    return progress(layers, "Exporting", total, size=is_next_article)
