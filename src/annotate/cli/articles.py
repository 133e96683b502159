"""`annotate add` and `annotate articles`: what there is to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.progress import progress
from annotate.cli.report import Several, say
from annotate.cli.tables import echo_json, echo_table
from annotate.corpus import (
    LARGEST,
    Unreadable,
    article_from_bytes,
    read_article,
    text_files,
)
from annotate.errors import UsageError
from annotate.text.clean import clean_title, guess_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.cli.options import Globals
    from annotate.model import Article

__all__ = ["add", "articles"]

_SHOWN_DIGITS = 8


@click.command("add", cls=AnnotateCommand, example="annotate add news/ report.txt")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@pass_globals
def add(globals_: Globals, paths: tuple[str, ...]) -> None:
    """Add text files to the database.

    The database is made if there is none. PATH is a file in UTF-8, a folder (its *.txt
    in name order), or - for stdin. A text that is already there stays as it is. When
    one file cannot be read, none is added.
    """
    path, name = globals_.database(), globals_.name()
    articles = _read_all(paths, path.parent)
    first: dict[str, Article] = {}
    for article in articles:
        same = first.setdefault(article.id, article)
        if same is not article:
            named = article.source or "stdin"
            say(f"{named} holds the same text as {same.source or 'stdin'}.")
    from annotate.store.store import open_store  # noqa: PLC0415  after the reading

    with open_store(path, annotator=name) as store:
        added = store.add_articles(tuple(first.values()))
    echo_table([(each[:_SHOWN_DIGITS], first[each].title) for each in added.new])
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
    how far you (--as) are with it, title. With --title only those that it names.
    """
    from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

    path, name = globals_.database(), globals_.name()
    renamed = _set_titles(path, name, titles) if titles else ()
    with Reader.open(path) as reader, reader.snapshot():
        found = tuple(
            each for each in reader.articles() if not renamed or each.id in renamed
        )
        statuses = {each.id: reader.status(name, each.id) for each in found}
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
                }
                for each in found
            ]
        )
        return
    rows = [
        (
            each.id[:_SHOWN_DIGITS],
            each.length,
            each.annotations,
            statuses[each.id],
            each.title,
        )
        for each in found
    ]
    echo_table(rows, heads=("id", "length", "annotations", "status", "title"))
    if not found:
        say("No articles yet; add some with `annotate add PATH`.")


def _read_all(words: Iterable[str], base: Path) -> tuple[Article, ...]:
    """The articles of the files, folders and stdin named; all problems at once."""
    read: list[Article] = []
    problems: list[Unreadable] = []
    files: list[Path | None] = []
    for word in words:
        if word == "-":
            files.append(None)
        else:
            found, unread = text_files((Path(word),))
            files += found
            problems += unread
    for file in progress(files, "Reading", len(files)):
        try:
            if file is None:
                data = sys.stdin.buffer.read(LARGEST + 1)
                read.append(article_from_bytes(data, "stdin"))
            else:
                read.append(read_article(file, bases=(base,)))
        except Unreadable as problem:
            problems.append(problem)
    if problems:
        raise Several(problems)
    return tuple(read)


def _set_titles(path: Path, name: str, titles: tuple[str, ...]) -> tuple[str, ...]:
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
