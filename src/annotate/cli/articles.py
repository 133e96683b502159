"""`annotate add` and `annotate articles`: what there is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.opening import folder_of
from annotate.cli.options import pass_globals
from annotate.cli.report import say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import UsageError
from annotate.text.clean import clean_title, guess_title

if TYPE_CHECKING:
    from annotate.cli.options import Globals
    from annotate.model import Article
    from annotate.store.adjudicating import Progress
    from annotate.store.place import Place

__all__ = ["add", "articles"]

_SHOWN_DIGITS = 8
_HEADS = ("id", "length", "annotations", "status")
_GOLD_HEADS = ("gold", "gold status")


@click.command(
    "add",
    cls=AnnotateCommand,
    example="annotate add news/ report.txt page.html\n"
    "annotate add --text-column body rows.csv",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--text-column",
    metavar="NAME",
    help="The column or key that holds the texts in .csv and .jsonl.",
)
@pass_globals
def add(globals_: Globals, paths: tuple[str, ...], text_column: str | None) -> None:
    """Add articles to the database.

    The database is made if there is none. PATH is a file in UTF-8, a folder (its *.txt
    in name order), or - for the text on stdin. A file is one article, whose Markdown
    (.md) stays as it is; of a web page (.html) the article in it is taken, and tables
    (.csv, .jsonl) have one in each row. A text that is already there stays as it is.
    When one file cannot be read, none is added.
    """
    from annotate.cli.adding import articles_of  # noqa: PLC0415  not for --help

    path, name = globals_.database(), globals_.name()
    articles = articles_of(paths, base=folder_of(path), text_column=text_column)
    first: dict[str, Article] = {}
    for article in articles:
        same = first.setdefault(article.id, article)
        if same is not article:
            named = article.source or "stdin"
            say(f"{named} holds the same text as {same.source or 'stdin'}.")
    from annotate.store.store import open_store  # noqa: PLC0415  after the reading

    with open_store(path, annotator=name) as store:
        added = store.add_articles(tuple(first.values()))
    echo_table(
        [(each[:_SHOWN_DIGITS], first[each].title) for each in added.new],
        heads=("id", "title"),
    )
    for each in added.known:
        named = first[each].source or "stdin"
        say(f"{named} is already there as {each[:_SHOWN_DIGITS]}.")
    say(f"{len(added.new)} added, {len(added.known)} already in {path}.")


@click.command(
    "articles",
    cls=AnnotateCommand,
    example='annotate articles\nannotate articles --title 3ba51f="A better title"',
)
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.option(
    "--title",
    "titles",
    multiple=True,
    metavar="ID=TEXT",
    help="Give an article another title; ID= takes it from the text again.",
)
@pass_globals
def articles(globals_: Globals, titles: tuple[str, ...], *, as_json: bool) -> None:
    """List the articles.

    Columns: the first digits of the id, code points, accepted annotations of everyone,
    how far you (--as) are with it, title. Where there is a gold layer, how far it is
    and how many annotations it has. With --title only those that it names.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    path, name = globals_.database(), globals_.name()
    renamed = _set_titles(path, name, titles) if titles else ()
    with Reader.open(path) as reader, reader.snapshot():
        found = tuple(
            each for each in reader.articles() if not renamed or each.id in renamed
        )
        statuses = {each.id: reader.status(name, each.id) for each in found}
        gold = {each.article: each for each in reader.gold_progress(())}
    if as_json:
        echo_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "source": each.source,
                    "length": each.length,
                    "annotations": each.annotations,
                    "status": statuses[each.id],
                    "gold": {
                        "annotations": gold[each.id].tags,
                        "status": _gold_status(gold[each.id]),
                    },
                }
                for each in found
            ]
        )
        return
    has_gold = any(one.state is not None or one.tags for one in gold.values())
    rows = [
        (
            each.id[:_SHOWN_DIGITS],
            each.length,
            each.annotations,
            statuses[each.id],
            *_gold_columns(gold[each.id], has_gold=has_gold),
            each.title,
        )
        for each in found
    ]
    heads = (*_HEADS, *(_GOLD_HEADS if has_gold else ()), "title")
    echo_table(rows, heads=heads)
    if not found:
        say("No articles yet; add some with `annotate add PATH`.")


def _gold_status(gold: Progress) -> str:
    return "todo" if gold.state is None else gold.state.value


def _gold_columns(gold: Progress, *, has_gold: bool) -> tuple[int | str, ...]:
    """Annotations and state of the gold layer, in a database that has one."""
    return (gold.tags, _gold_status(gold)) if has_gold else ()


def _set_titles(path: Place, name: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Give the titles; the ids of the articles that have them."""
    from annotate.store.store import open_store  # noqa: PLC0415  only for changes

    pairs = [each.partition("=") for each in titles]
    for (prefix, equals, _), given in zip(pairs, titles, strict=True):
        if not equals or not prefix.strip():
            raise UsageError(
                f"--title {given!r} has no ID=; write it as --title 3ba51f=TEXT."
            )
    with open_store(path, annotator=name, must_exist=True) as store:
        wanted = [(store.resolve(prefix), text) for prefix, _, text in pairs]
        for article_id, text in wanted:
            title = clean_title(text) or guess_title(store.article(article_id).text)
            store.set_title(article_id, title)
    return tuple(article_id for article_id, _ in wanted)
