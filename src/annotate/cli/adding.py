"""The articles of the files that `annotate add` is given."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotate.cli.progress import progress
from annotate.cli.report import Several
from annotate.corpus import (
    LARGEST,
    Unreadable,
    article_from_bytes,
    read_article,
    refuse_binary,
    refuse_irregular,
    source_below,
    text_files,
)
from annotate.formats import load
from annotate.formats.importing import Importing
from annotate.formats.sources import LARGEST_WHOLE, Source, UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.model import Article

__all__ = ["article_of_file", "articles_of"]

_FORMATS: Final = {
    **dict.fromkeys((".md", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "articles"),
    ".csv": "csv",
}
"""What reads files with these endings; any other file is text as it stands."""

_OF_ROWS: Final = ("articles", "csv")
"""The formats of many articles in a file."""


def articles_of(
    words: Iterable[str], *, base: Path, text_column: str | None = None
) -> tuple[Article, ...]:
    """The articles of the files, folders and stdin named.

    Args:
        words: paths, or "-" for stdin.
        base: the folder that sources are told from.
        text_column: where rows have their text; None where the user did not say.

    Raises:
        Several: all that was wrong in any of them.
        MissingExtra: a web page needs a package that is not there.
    """
    read: list[Article] = []
    problems: list[object] = []
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
            elif (name := _FORMATS.get(file.suffix.lower())) is None:
                read.append(read_article(file, bases=(base,)))
            else:
                read += _read(name, file, base, text_column, problems)
        except (Unreadable, UnreadableSource) as problem:
            problems.append(problem)
    if problems:
        raise Several(problems)
    return tuple(read)


def article_of_file(file: Path, *, base: Path) -> Article:
    """The article of a text file or a web page, as `annotate add` makes it.

    Raises:
        Unreadable: it cannot be read, or holds rows of many articles.
        UnreadableSource: the same.
        Several: what is wrong in a web page.
        MissingExtra: a web page needs a package that is not there.
    """
    name = _FORMATS.get(file.suffix.lower())
    if name is None:
        return read_article(file, bases=(base,))
    if name in _OF_ROWS:
        raise Unreadable(
            str(file),
            "holds rows; bring in their texts with `annotate add`, or annotations with "
            "`annotate import`",
        )
    problems: list[object] = []
    found = tuple(_read(name, file, base, None, problems))
    if problems:
        raise Several(problems)
    return found[0]


def _read(
    name: str,
    file: Path,
    base: Path,
    text_column: str | None,
    problems: list[object],
) -> Iterator[Article]:
    """The articles that a format finds in a file; what is wrong joins the problems."""
    refuse_irregular(file, largest=LARGEST_WHOLE if name in _OF_ROWS else LARGEST)
    source = Source(str(file), file)
    refuse_binary(source.head(), source.name)
    if name == "articles" and text_column is None:
        # Such a file may as well hold somebody's annotations, which would be lost.
        raise Unreadable(
            str(file),
            "holds rows; name the key of their texts with --text-column, or bring in "
            "annotations with `annotate import`",
        )
    importing = Importing(text_column=text_column or "text")
    is_empty = True
    for layer in load(name).read(source, importing):
        is_empty = False
        article = layer.article
        if article.source == file.name:
            article = replace(article, source=source_below(file, (base,)))
        yield article
    problems += [f"{file} {each}." for each in importing.problems]
    if is_empty and not importing.problems:
        raise Unreadable(
            str(file), "holds no text; an article needs at least one letter"
        )
