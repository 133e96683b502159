"""A database in which several people finished the same articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Article,
    Layer,
    Span,
    Status,
    article_id,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.store.place import Place

__all__ = ["make_team", "sentence_article"]


def sentence_article(number: int, words: int = 40) -> Article:
    """An article of numbered words of five letters, which stand apart by one blank."""
    text = " ".join(f"w{number:02}{at:02}" for at in range(words))
    return Article(article_id(text), f"Article {number}", text)


def make_team(
    path: Place,
    work: Mapping[str, Mapping[int, str]],
    *,
    words: int = 40,
    kinds: Mapping[str, AnnotatorKind] | None = None,
    unfinished: frozenset[tuple[str, int]] = frozenset(),
) -> tuple[Article, ...]:
    """Put the work of people into a database, and give its articles.

    Args:
        path: of the database, which is made.
        work: by annotator and number of the article the marks, drawn as
            `claim 0-2, quote 5-6`: of the words from the first to before the second.
        words: of each article.
        kinds: of annotators who are not human.
        unfinished: annotator and article of the work that is not done.
    """
    numbers = sorted({number for own in work.values() for number in own})
    articles = {number: sentence_article(number, words) for number in numbers}
    with open_store(path, annotator="setup") as store:
        store.add_articles(tuple(articles.values()))
        row = 0
        for name, own in work.items():
            who = Annotator(name, (kinds or {}).get(name, AnnotatorKind.HUMAN))
            layers = []
            for number, drawn in own.items():
                found = []
                for mark in filter(None, drawn.split(", ")):
                    row += 1
                    found.append(_annotation(articles[number], name, mark, row))
                is_open = (name, number) in unfinished
                status = Status.DOING if is_open else Status.DONE
                layers.append(
                    Layer(articles[number], who, status, annotations=tuple(found))
                )
            store.import_layers(layers)
    return tuple(articles.values())


def _annotation(article: Article, name: str, mark: str, row: int) -> Annotation:
    label, _, place = mark.partition(" ")
    first, _, behind = place.partition("-")
    span = Span(int(first) * 6, int(behind) * 6 - 1)
    rev = pack(1_700_000_000_000 + row, row)
    return Annotation(
        rev, rev, None, article.id, span, article.quote(span), label, name
    )
