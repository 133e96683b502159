"""`annotate adjudicate`: decide where annotators differ, on the screen or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.looks import look_options
from annotate.cli.opening import up_to_date
from annotate.cli.options import pass_globals, warn_of_lookalike
from annotate.cli.read import NoTerminal, has_terminal
from annotate.cli.report import say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.cli.adjudicating import Standing
    from annotate.cli.options import Globals

__all__ = ["adjudicate"]

_SHOWN_DIGITS = 8
_ALL = "all"


class NoSuchCount(UsageError):
    """--accept is given something that counts nobody."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'--accept {text!r} is no number of annotators; write 2, or "all".'
        )


class OneAtATime(UsageError):
    """The screen shows one article."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"{number} articles are named, and the screen shows one at a time; name "
            "one, or add --accept or --list."
        )


@click.command(
    "adjudicate",
    cls=AnnotateCommand,
    example=(
        "annotate adjudicate --as lead\n"
        "annotate adjudicate 3ba51f --anonymous\n"
        "annotate adjudicate --accept 2 --done\n"
        "annotate adjudicate --list --json"
    ),
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only these annotators' work, finished or not; models too.",
)
@click.option(
    "--anonymous",
    "is_anonymous",
    is_flag=True,
    help="Call them a1, a2 …, in another order in each article.",
)
@click.option(
    "--accept",
    metavar="K",
    help='Without the screen: take what K or more agree on, or "all".',
)
@click.option(
    "--done",
    "marks_done",
    is_flag=True,
    help="With --accept: mark gold done where nothing is left open.",
)
@click.option(
    "--list", "is_listing", is_flag=True, help="Without the screen: how far it is."
)
@click.option("--json", "as_json", is_flag=True, help="With --accept or --list: JSON.")
@look_options
@pass_globals
def adjudicate(
    globals_: Globals,
    articles: tuple[str, ...],
    annotators: tuple[str, ...],
    accept: str | None,
    theme: str | None,
    colour: str | None,
    *,
    is_anonymous: bool,
    marks_done: bool,
    is_listing: bool,
    as_json: bool,
    ascii_only: bool,
) -> int:
    """Decide where annotators differ; what is taken becomes the layer "gold".

    Shows an article once for each annotator who has finished it, side by side, and goes
    from difference to difference. Without ARTICLE it opens the first one that two
    people have finished and whose gold is not done. --accept and --list are for all
    such articles, or those that are named.
    """
    least = _count(accept)
    path, name = globals_.database(), globals_.name()
    settings = globals_.settings(
        theme=theme, colour=colour, ascii_only=ascii_only or None
    )
    if marks_done and accept is None:
        raise UsageError("--done goes with --accept.")
    if accept is None and not is_listing:
        if as_json:
            raise UsageError("--json goes with --accept or --list.")
        if len(set(articles)) > 1:
            raise OneAtATime(len(set(articles)))
        if not has_terminal():
            raise NoTerminal
    with up_to_date(path) as reader:
        warn_of_lookalike(name, reader.annotators())
        ids = tuple(dict.fromkeys(reader.resolve(each) for each in articles))
        if accept is None and not is_listing:
            from annotate.tui.adjudication.reads import read_cases  # noqa: PLC0415  late
            from annotate.tui.messages import CasesRead, ReadCases  # noqa: PLC0415  too

            request = ReadCases(
                ids[0] if ids else "",
                annotators,
                is_next=not ids,
                is_anonymous=is_anonymous,
            )
            read = CasesRead(request, read_cases(reader, name, request))
    if accept is None and not is_listing:
        from annotate.tui.adjudication.run import (  # noqa: PLC0415  Textual
            run_adjudication,
        )

        return run_adjudication(db=path, adjudicator=name, read=read, settings=settings)
    from annotate.cli.adjudicating import accepted, standings  # noqa: PLC0415  late

    if accept is not None:
        found = accepted(path, name, ids, annotators, least, marks_done=marks_done)
    else:
        found = standings(path, name, ids, annotators)
    _tell(found, as_json=as_json)
    if accept is not None and not as_json:
        _sum_up(found, accept)
    return 0


def _count(accept: str | None) -> int:
    """How many must agree; 0 for all of them."""
    if accept is None or accept.strip().lower() == _ALL:
        return 0
    if not accept.strip().isdecimal() or int(accept) < 1:
        raise NoSuchCount(accept)
    return int(accept)


def _tell(found: Sequence[Standing], *, as_json: bool) -> None:
    if as_json:
        echo_json([each.as_json() for each in found])
        return
    rows = [
        (
            each.article[:_SHOWN_DIGITS],
            len(each.annotators),
            each.differences,
            each.open,
            each.agreed_open,
            each.gold,
            each.status,
            each.title,
        )
        for each in found
        if not each.why_not
    ]
    if rows:
        heads = ("id", "people", "differ", "open", "agreed", "gold", "status", "title")
        echo_table(rows, heads=heads)
    for each in found:
        if each.why_not:
            say(f"{each.article[:_SHOWN_DIGITS]}: {each.why_not}")
    if not found:
        say("No article has been finished by two people yet.")


def _sum_up(found: Sequence[Standing], accept: str) -> None:
    cases = sum(each.accepted for each in found)
    where = sum(each.accepted > 0 for each in found)
    still = sum(each.open for each in found)
    say(
        f"Accepted {cases} case{'' if cases == 1 else 's'} in {where} "
        f"article{'' if where == 1 else 's'} where {accept} agree; "
        f"{still} difference{' is' if still == 1 else 's are'} open."
    )
