"""`annotate train`: a model learns what people have tagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.narrowing import ANNOTATORS, LABELS, LAYER, STATUSES
from annotate.cli.options import pass_globals
from annotate.model import Status

if TYPE_CHECKING:
    from annotate.cli.options import Globals

__all__ = ["train"]


@click.command(
    "train",
    cls=AnnotateCommand,
    example=(
        "annotate train\n"
        "annotate train -o tagger --layer gold\n"
        "annotate suggest --model tagger"
    ),
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FOLDER",
    help="Keep the model there; its suggestions go by the name of the folder.",
)
@ANNOTATORS
@LABELS
@STATUSES
@LAYER
@click.option(
    "--held-out",
    type=click.FloatRange(0.05, 0.5),
    default=0.2,
    show_default=True,
    metavar="SHARE",
    help="How much of the articles to measure on.",
)
@click.option(
    "--seed", type=int, default=0, help="Another number gives another division."
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="How often to look at each article, at most.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="Whose words spaCy cuts the texts into.",
)
@click.option(
    "--no-curve",
    is_flag=True,
    help="Learn from all articles only, not from fewer before.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@pass_globals
def train(
    globals_: Globals,
    target: str | None,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    statuses: tuple[str, ...],
    layer: str | None,
    held_out: float,
    seed: int,
    rounds: int,
    language: str,
    *,
    no_curve: bool,
    as_json: bool,
) -> None:
    """Train a model on the annotations and see how well it learned.

    A fifth of the articles is held out; models learn from 25, 50, 75 and 100 percent of
    the others, and each is measured on those held out: F1 for each label, strict (the
    same edges) and partial (an overlap counts half). Where the figures still rise from
    row to row, more articles will help. Texts that are nearly alike stand on one side.

    The model is spaCy's span categorizer (`pip install 'annotate-tui[spacy]'`) and
    learns on the processor, from nothing: five articles take half a minute and teach
    little, hundreds some minutes. The same annotations and options give the same model.
    With -o the model that learned from 100 percent is kept, for `annotate suggest
    --model` and for everybody's `spacy.load`.
    """
    from annotate.cli.training import Choices, run_training  # noqa: PLC0415  not for --help

    run_training(
        globals_.database(),
        Choices(
            target=target,
            annotators=annotators,
            labels=labels,
            statuses=tuple(Status(each) for each in statuses),
            layer=layer or "",
            held_out=held_out,
            seed=seed,
            rounds=rounds,
            language=language,
            is_whole=not no_curve,
            as_json=as_json,
        ),
    )
