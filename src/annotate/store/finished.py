"""Who finished which article with what marks: no more than a comparison needs.

Plain tuples, since a million annotations as values of the model take ten times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Status
from annotate.store.translate import BrokenRow, translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from annotate.store.engine import Reads

__all__ = ["Finished", "each_finished"]

_ARTICLES = "SELECT id FROM article ORDER BY rowid"
_ARTICLE = "SELECT title, text FROM article WHERE id = :article"
_STATES = "SELECT article, annotator, state FROM assignment"
_MARKS = """
SELECT a.article, a.annotator, a.start, a.stop, a.label FROM annotation a
WHERE a.live = 1 AND a.answer = 'accept'"""

_Held = dict[str, set[tuple[int, int, str]]]


class Finished(NamedTuple):
    """An article and the marks of everyone who finished it."""

    article: str
    title: str
    text: str
    marks: _Held
    """By annotator: start, end and label; empty for who finished it without any."""


def each_finished(
    reads: Reads,
    *,
    annotators: Collection[str],
    articles: Collection[str],
    unfinished: bool = False,
    left_out: Collection[str] = (),
) -> Iterator[Finished]:
    """The articles that two or more of these annotators finished, in order.

    Args:
        reads: the database.
        annotators: whose work is read.
        articles: ids; empty for all.
        unfinished: take work in any state that has an annotation, and what is done.
        left_out: ids of articles that do not come.
    """
    with translated(reads.path), reads.snapshot():
        work = _work(reads, set(annotators), set(articles), unfinished=unfinished)
        for (article,) in reads.all(_ARTICLES):
            marks = work.get(article, {})
            if len(marks) < 2 or article in left_out:
                continue
            row = reads.one(_ARTICLE, {"article": article})
            if row is None:
                raise BrokenRow(f"article {article}")
            title, text = row
            if any(end > len(text) for held in marks.values() for _, end, _ in held):
                raise BrokenRow(f"an annotation behind the end of article {article}")
            yield Finished(article, title, text, marks)


def _work(
    reads: Reads, people: set[str], chosen: set[str], *, unfinished: bool
) -> dict[str, _Held]:
    """By article and annotator the marks."""
    work: dict[str, _Held] = {}
    for article, annotator, state in reads.all(_STATES):
        is_chosen = annotator in people and (not chosen or article in chosen)
        if is_chosen and state == Status.DONE:
            work.setdefault(article, {})[annotator] = set()
    # Who marks what others mark has the same tuple: it is kept once for each article.
    known: dict[str, dict[tuple[int, int, str], tuple[int, int, str]]] = {}
    for article, annotator, start, end, label in reads.each(_MARKS):
        marks = work.get(article, {}).get(annotator)
        if marks is None:
            is_chosen = annotator in people and (not chosen or article in chosen)
            if not (unfinished and is_chosen):
                continue
            marks = work.setdefault(article, {}).setdefault(annotator, set())
        mark = (start, end, label)
        marks.add(known.setdefault(article, {}).setdefault(mark, mark))
    return work
