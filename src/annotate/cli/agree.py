"""`annotate agree`: how far annotators agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.narrowing import ANNOTATORS, LABELS
from annotate.cli.options import pass_globals
from annotate.errors import UsageError

if TYPE_CHECKING:
    from fractions import Fraction

    from annotate.cli.options import Globals

__all__ = ["agree"]

_SHARE = re.compile(r"[01]|[01]?\.[0-9]{1,6}")


@click.command(
    "agree",
    cls=AnnotateCommand,
    example=(
        "annotate agree\n"
        "annotate agree --annotator ada --annotator ben --relaxed any\n"
        "annotate agree --layer gold --semeval --json"
    ),
)
@ANNOTATORS
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only these, by id."
)
@LABELS
@click.option(
    "--layer",
    type=click.Choice(["annotators", "gold"]),
    default="annotators",
    help="People with one another, or with the adjudicated layer too.",
)
@click.option("--all", "unfinished", is_flag=True, help="Unfinished work counts too.")
@click.option(
    "--relaxed",
    metavar="IOU",
    default=".5",
    help="From which intersection over union two spans agree in relaxed F1 (.5), or "
    "`any` for any overlap.",
)
@click.option(
    "--unit",
    type=click.Choice(["token", "char"]),
    default="token",
    help="What alpha and the kappas count.",
)
@click.option("--semeval", is_flag=True, help="The four schemes of SemEval-2013.")
@click.option("--kappa", is_flag=True, help="Cohen's kappa and Fleiss' kappa.")
@click.option("--unitizing", is_flag=True, help="Krippendorff's unitizing alpha.")
@click.option("--gamma", is_flag=True, help="Gamma; takes long, and an extra.")
@click.option(
    "--anonymise", is_flag=True, help="Call people a1, a2 … instead of by name."
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@pass_globals
def agree(
    globals_: Globals,
    annotators: tuple[str, ...],
    articles: tuple[str, ...],
    labels: tuple[str, ...],
    layer: str,
    relaxed: str,
    unit: str,
    *,
    unfinished: bool,
    semeval: bool,
    kappa: bool,
    unitizing: bool,
    gamma: bool,
    anonymise: bool,
    as_json: bool,
) -> None:
    """Say how far annotators agree.

    Two annotators are compared on the articles that both marked done: exact F1 (the
    same span and label), relaxed F1 (spans of a label that overlap by half, one to
    one), which label is taken for which, and Krippendorff's alpha for each label. What
    cannot be said is shown as –, and below 20 spans only the counts are. Models and the
    gold layer are compared when --annotator names them, in the order given; the first
    of two is the truth of --semeval. docs/agreement.md defines every figure.
    """
    from annotate.agreement.layers import Unit  # noqa: PLC0415  not for --help
    from annotate.agreement.report import Asked  # noqa: PLC0415  the same
    from annotate.cli.agreeing import Choices, run_agree  # noqa: PLC0415  the same

    asked = Asked(_least(relaxed), Unit(unit), semeval, kappa, unitizing)
    run_agree(
        globals_.database(),
        Choices(
            annotators,
            articles,
            labels,
            asked,
            with_gold=layer == "gold",
            unfinished=unfinished,
            gamma=gamma,
            anonymise=anonymise,
            as_json=as_json,
        ),
    )


def _least(given: str) -> Fraction:
    """The least IoU; UsageError for what is neither a share nor `any`."""
    from annotate.agreement.matching import ANY_OVERLAP  # noqa: PLC0415  not for --help

    if given == "any":
        return ANY_OVERLAP
    found = type(ANY_OVERLAP)(given) if _SHARE.fullmatch(given) else ANY_OVERLAP
    if not 0 < found <= 1:
        raise UsageError(
            f"--relaxed {given!r} is no share above 0 and up to 1, as in --relaxed .5; "
            "`any` takes any overlap."
        )
    return found
