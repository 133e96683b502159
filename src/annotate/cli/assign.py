"""`annotate assign`: who is to read which articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import UsageError
from annotate.model import AnnotatorKind, Status
from annotate.text.names import annotator_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.cli.options import Globals
    from annotate.model import Assignment
    from annotate.store.reader import Reader

__all__ = ["assign"]

_SHOWN_DIGITS = 8


class NobodyNamed(UsageError):
    """No annotators are named, and nobody has been given an article yet."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody has been given articles yet; name the annotators, as in "
            "--annotator alice --annotator bob."
        )


class TooFewAnnotators(UsageError):
    """An article cannot have more annotators than there are."""

    def __init__(self, overlap: int, number: int) -> None:
        self.overlap, self.number = overlap, number
        super().__init__(
            f"--overlap {overlap} needs {overlap} annotators, and there "
            f"{'is' if number == 1 else 'are'} {number}; name more with --annotator."
        )


@click.command(
    "assign",
    cls=AnnotateCommand,
    example="annotate assign --annotator alice --annotator bob --annotator carol "
    "--overlap 2\n"
    "annotate assign 3ba51f --annotator bob --remove",
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="ID",
    help="Who may be given articles; without any, all who have some.",
)
@click.option(
    "--overlap",
    type=click.IntRange(min=1),
    default=1,
    metavar="K",
    help="How many annotators each article is to have (1).",
)
@click.option("--remove", is_flag=True, help="Take away what is not begun instead.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@pass_globals
def assign(
    globals_: Globals,
    articles: tuple[str, ...],
    annotators: tuple[str, ...],
    overlap: int,
    *,
    remove: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Distribute articles among annotators.

    ARTICLE is 6 or more digits of an id; without any, all articles. Each gets K
    annotators, with loads as equal as they can be and every pair of annotators on as
    many articles as the others. What somebody has already counts and stays, so the
    same command gives out what is new when articles or people came. One who skipped an
    article leaves the place to another. Columns: id of the article, annotator.
    """
    from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

    path = globals_.database()
    names = tuple(dict.fromkeys(annotator_name(each) for each in annotators))
    with open_store(path, annotator=globals_.name(), must_exist=True) as store:
        with store.snapshot():
            wanted = _articles(store, articles)
            held = store.assignments()
            store.refuse_unfit(names)
            if remove:
                if not (names or articles):
                    raise UsageError(
                        "--remove needs an ARTICLE or an --annotator, so that not "
                        "everything is taken away by mistake."
                    )
                pairs, lacking = _removed(wanted, names, held), 0
            else:
                pairs, lacking = _given(store, wanted, names, overlap, held)
        if not dry_run:
            (store.unassign if remove else store.assign)(pairs)
    _tell(pairs, as_json=as_json)
    would = "would be " if dry_run else ""
    done = "taken away" if remove else "given"
    loads = _loads(pairs)
    if not (pairs or remove or lacking):
        loads = f"; each article has {counted_of(overlap, 'annotator')} or more"
    say(f"{counted_of(len(pairs), 'assignment')} {would}{done}{loads}.")
    if lacking:
        say(
            f"{counted_of(lacking, 'article')} with fewer than {overlap} annotators; "
            "name more with --annotator."
        )


def _articles(store: Reader, words: tuple[str, ...]) -> tuple[str, ...]:
    if words:
        return tuple(dict.fromkeys(store.resolve(each) for each in words))
    return tuple(each.id for each in store.articles())


def _given(
    store: Reader,
    articles: tuple[str, ...],
    names: tuple[str, ...],
    overlap: int,
    held: Sequence[Assignment],
) -> tuple[tuple[tuple[str, str], ...], int]:
    """What is to be given, and how many articles have too few annotators even so."""
    from annotate.sprint.assigning import Taken, distribute, shortages  # noqa: PLC0415  not for --help

    humans = {
        each.id for each in store.annotators() if each.kind is AnnotatorKind.HUMAN
    }
    taken = [
        Taken(each.article, each.annotator, each.status is not Status.SKIPPED)
        for each in held
        if each.annotator in humans
    ]
    names = names or tuple({each.annotator: None for each in held if each.is_given})
    names = tuple(each for each in names if each in humans)
    if not names:
        raise NobodyNamed
    people = {*names, *(each.annotator for each in taken)}
    if overlap > len(people):
        raise TooFewAnnotators(overlap, len(people))
    pairs = distribute(articles, names, overlap, taken)
    return pairs, len(shortages(articles, overlap, taken, pairs))


def _removed(
    articles: tuple[str, ...], names: tuple[str, ...], held: Sequence[Assignment]
) -> tuple[tuple[str, str], ...]:
    """What is not begun of the annotators named, or of all, on the articles."""
    here = set(articles)
    return tuple(
        (each.article, each.annotator)
        for each in held
        if each.article in here
        and (not names or each.annotator in names)
        and each.status is Status.TODO
    )


def _tell(pairs: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    if as_json:
        echo_json([{"article": article, "annotator": one} for article, one in pairs])
        return
    echo_table(
        [(article[:_SHOWN_DIGITS], one) for article, one in pairs],
        heads=("id", "annotator"),
    )


def _loads(pairs: Sequence[tuple[str, str]]) -> str:
    """As in ": alice 3, bob 2", the first by name first."""
    loads = Counter(one for _, one in pairs)
    told = ", ".join(f"{one} {number}" for one, number in sorted(loads.items()))
    return f": {told}" if told else ""
