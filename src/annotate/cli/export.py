"""`annotate export` and `annotate formats`: the work as files for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.narrowing import ANNOTATORS, LABELS, LAYER, STATUSES
from annotate.cli.options import pass_globals
from annotate.cli.output import output
from annotate.cli.tables import echo_table
from annotate.formats import NAMES, load
from annotate.formats.contract import Alignment
from annotate.model import Status

if TYPE_CHECKING:
    from annotate.cli.options import Globals
    from annotate.formats.contract import Format

__all__ = ["export", "formats"]


@click.command(
    "export",
    cls=AnnotateCommand,
    example=(
        "annotate export > all.jsonl\n"
        "annotate export -o alice.jsonl --annotator alice --status done\n"
        "annotate export -f spacy -o corpus --split train=.8,dev=.1,test=.1 --seed 7"
    ),
)
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="See `annotate formats`."
)
@click.option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="PATH",
    help="A file, or a folder for formats of many files and for --split; - is stdout. "
    "Without -f the ending tells the format.",
)
@ANNOTATORS
@LABELS
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only these, by id."
)
@STATUSES
@LAYER
@click.option(
    "--split",
    metavar="PARTS",
    help="Divide the articles, as in train=.8,dev=.1,test=.1; near-duplicates of a "
    "text stay together.",
)
@click.option(
    "--group-by",
    type=click.Choice(["article", "story"]),
    help="What --split keeps together: texts, which is usual, or all texts on one "
    "event.",
)
@click.option(
    "--seed",
    type=int,
    help="Another number than 0 gives another division by --split, and other names by "
    "--anonymise.",
)
@click.option(
    "--align",
    type=click.Choice(list(map(str, Alignment))),
    help="For formats of tokens: cut tokens at a span's edges, as is usual, or drop "
    "(strict), contract or expand the spans that do not meet them.",
)
@click.option(
    "--anonymise", is_flag=True, help="Call people a1, a2 … instead of by name."
)
@click.option(
    "--manifest",
    metavar="PATH",
    help="Where counts and hashes go; by default beside the file or into the folder, "
    "and nowhere for stdout. - leaves it out.",
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
    split: str | None,
    group_by: str | None,
    seed: int | None,
    align: str | None,
    manifest: str | None,
    *,
    anonymise: bool,
) -> None:
    """Write annotations to stdout, a file or a folder.

    One row for each article and annotator in most formats; the options narrow it down,
    and --annotator, --label, --article and --status may be given more than once. Work
    of models comes only when --annotator names them. What a format cannot hold is
    counted on stderr and in the manifest. The same database and options give the same
    bytes.
    """
    from annotate.cli.export_choices import Choices  # noqa: PLC0415  not for --help
    from annotate.cli.exporting import run_export  # noqa: PLC0415  the same

    run_export(
        globals_.database(),
        Choices(
            format_name=format_name,
            target=target,
            annotators=annotators,
            labels=labels,
            articles=articles,
            statuses=tuple(Status(each) for each in statuses),
            layer=layer or "",
            split=split or "",
            group_by=group_by or "",
            seed=seed,
            alignment=Alignment(align) if align else None,
            manifest=manifest,
            anonymise=anonymise,
        ),
    )


@click.command(
    "formats",
    cls=AnnotateCommand,
    example="annotate formats\nannotate formats --schema > annotate-1.schema.json",
)
@click.option(
    "--schema", "as_schema", is_flag=True, help="The JSON Schema of native JSONL."
)
def formats(*, as_schema: bool) -> None:
    """List the formats.

    Columns: the name, what it does, what -o is, the endings of its files, what of the
    database it cannot hold, which is on lines of its own on a terminal.
    """
    if as_schema:
        from annotate.formats.jsonl import schema_text  # noqa: PLC0415  rare

        with output("-") as write:
            write(schema_text().encode())
        return
    every = [load(each) for each in NAMES]
    echo_table(
        [
            (
                each.name,
                _abilities(each),
                "folder" if each.folder else "file",
                " ".join(each.suffixes),
            )
            for each in every
        ],
        heads=("name", "does", "output", "endings"),
        remarks=[f"drops {each.drops}" if each.drops else "" for each in every],
    )


def _abilities(each: Format) -> str:
    names = {"export": each.writes, "import": each.reads}
    return ", ".join(name for name, has in names.items() if has)
