"""`annotate [ARTICLE…]`: find or add the articles, then open the desk on them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.looks import look_options
from annotate.cli.opening import folder_of, is_there, up_to_date
from annotate.cli.options import pass_globals, settled_name
from annotate.cli.report import Several, say
from annotate.cli.words import is_bare, is_id, refuse_mistyped
from annotate.errors import AnnotateError, UsageError

if TYPE_CHECKING:
    from annotate.cli.options import Globals
    from annotate.model import Annotator, Article
    from annotate.store.place import Place

__all__ = ["NoTerminal", "has_terminal", "read"]


_PLAIN = frozenset({"", ".txt"})
"""Endings of files that are text as it stands, whatever else is known of formats."""


class NoTerminal(UsageError):
    """The desk draws on a terminal and reads keys from it."""

    def __init__(self) -> None:
        super().__init__(
            "The desk needs a terminal for its keys and its screen; run `annotate` "
            "without pipes, or use `annotate export` and `annotate articles`."
        )


class NoSuchWord(AnnotateError):
    """A word is neither an id nor a file."""

    def __init__(self, word: str) -> None:
        super().__init__(
            f"{word!r} is neither a file nor 6 or more digits of an article's id; "
            "`annotate articles` lists the ids."
        )
        self.word = word


class TooManyArticles(UsageError):
    """More articles are named than panes can stand side by side."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"{number} articles are named, and five panes at most stand side by side; "
            "name up to five and add the others with `annotate add PATH`."
        )
        self.number = number


@click.command(
    "read",
    cls=AnnotateCommand,
    example="annotate read seeds/000_beaa513a9348c674.txt 3ba51f --as alice",
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@look_options
@pass_globals
def read(
    globals_: Globals,
    articles: tuple[str, ...],
    theme: str | None,
    colour: str | None,
    *,
    ascii_only: bool,
) -> int:
    """Open the reading desk (also without the word "read").

    ARTICLE is 6 or more digits of an article's id, or a text file, which is added if it
    is new. Without one the desk opens as you left it. A new database starts with the
    *.txt of the folder "seeds" beside it, if there is one.
    """
    path, name = globals_.database(), globals_.name()
    settings = globals_.settings(
        theme=theme, colour=colour, ascii_only=ascii_only or None
    )
    _refuse_words(articles)
    files = _files(articles, path)
    if not has_terminal():
        raise NoTerminal
    ids, people = _wanted(path, name, articles, files)
    name = settled_name(name, people, asks="TEXTUAL_DRIVER" not in os.environ)
    from annotate.tui.run import run_desk  # noqa: PLC0415  Textual, for this alone

    return run_desk(db=path, annotator=name, articles=ids, settings=settings)


def has_terminal() -> bool:
    """Whether the desk can be drawn and keys can be read."""
    # A driver of its own (a browser, say) brings its own keys and screen.
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return sys.stdin.isatty() and sys.stderr.isatty()


def _refuse_words(words: tuple[str, ...]) -> None:
    """Wrong usage is told before what is wrong with files."""
    from annotate.cli.commands import COMMANDS  # noqa: PLC0415  it loads this module
    from annotate.desk.state import MAX_PANES  # noqa: PLC0415  not for --help

    refuse_mistyped(words, COMMANDS)
    number = len(set(words))
    if number > MAX_PANES:
        raise TooManyArticles(number)


def _files(words: tuple[str, ...], path: Place) -> dict[str, Article]:
    """The articles of the words that are files; every problem at once."""
    found = {word: _file_article(word, path) for word in words if not is_id(word)}
    problems = [each for each in found.values() if isinstance(each, AnnotateError)]
    if problems:
        raise Several(problems)
    return {
        word: article
        for word, article in found.items()
        if not isinstance(article, AnnotateError)
    }


def _wanted(
    path: Place, name: str, words: tuple[str, ...], given: dict[str, Article]
) -> tuple[tuple[str, ...], tuple[Annotator, ...]]:
    """The ids of the articles named, all there now, and who is known there."""
    people: tuple[Annotator, ...] = ()
    missing = tuple(given.values())
    ids = {word: article.id for word, article in given.items()}
    if is_there(path) or len(given) < len(set(words)):
        with up_to_date(path) as reader:
            people = reader.annotators()
            ids |= {word: reader.resolve(word) for word in words if word not in given}
            if given:
                known = {each.id for each in reader.articles()}
                missing = tuple(each for each in missing if each.id not in known)
        if missing:
            _add(path, name, missing)
    else:
        new = (*_seeds(path), *missing)
        if not new:
            from annotate.tui.opening import NoArticles  # noqa: PLC0415  for a message

            # The desk would tell it too, but by then a database has been made.
            raise NoArticles(path)
        _add(path, name, new)
    return tuple(dict.fromkeys(ids[word] for word in words)), people


def _file_article(word: str, path: Place) -> Article | AnnotateError:
    from annotate.corpus import Unreadable, read_article  # noqa: PLC0415  files only

    if is_bare(word):
        return NoSuchWord(word)
    file = Path(word)
    try:
        if file.suffix.lower() in _PLAIN or not file.is_file():
            return read_article(file, bases=(folder_of(path),))
    except Unreadable as problem:
        return problem
    from annotate.cli.adding import article_of_file  # noqa: PLC0415  web pages only

    try:
        return article_of_file(file, base=folder_of(path))
    except AnnotateError as problem:
        return problem


def _seeds(path: Place) -> tuple[Article, ...]:
    """The articles that a new database at `path` starts with."""
    from annotate.corpus import read_articles, text_files  # noqa: PLC0415  once

    folder = folder_of(path) / "seeds"
    if not (isinstance(path, Path) and folder.is_dir()):
        return ()
    files, _ = text_files((folder,))
    articles, problems = read_articles(files, bases=(folder_of(path),))
    if problems:
        raise Several(problems)
    return articles


def _add(path: Place, name: str, articles: tuple[Article, ...]) -> None:
    from annotate.store.store import open_store  # noqa: PLC0415  sqlite_utils: 100 ms

    once = tuple({article.id: article for article in articles}.values())
    with open_store(path, annotator=name) as store:
        if once:
            added = store.add_articles(once)
            say(f"Added {len(added.new)} to {path}.")
