"""Layers, one after the other, out of one snapshot of the database."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from annotate.model import Answer, Article, Layer, Status
from annotate.store import rows
from annotate.store.translate import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from annotate.model import Annotation, Annotator, AnnotatorKind, Link
    from annotate.store.engine import Reads

__all__ = ["VISIBLE_LINK", "each_layer"]

VISIBLE_LINK = """
link l
JOIN annotation s ON s.id = l.source AND s.live = 1 AND s.answer <> 'delete'
LEFT JOIN annotation t ON t.id = l.target AND t.live = 1
WHERE l.live = 1 AND l.answer = 'accept' AND COALESCE(t.answer, '') <> 'delete'"""
"""Links whose ends are both there, or whose target is in no article of this database.

A removed end hides its links and brings them back when it comes back."""

_ANNOTATIONS = f"""
SELECT {rows.ANNOTATION} FROM annotation a
WHERE a.article = :article AND a.live = 1 AND a.answer <> 'delete'
ORDER BY a.annotator, a.start, a.stop DESC, a.label, a.id"""

_LINKS = f"""
SELECT {rows.LINK}, s.label, t.label FROM {VISIBLE_LINK} AND s.article = :article
ORDER BY l.annotator, l.id"""

_STATES = "SELECT annotator, state FROM assignment WHERE article = :article"


def each_layer(
    reads: Reads,
    *,
    annotators: Collection[str],
    articles: Collection[str],
    labels: Collection[str],
    statuses: Collection[Status],
    kinds: Collection[AnnotatorKind],
) -> Iterator[Layer]:
    """The layers in the order of articles, then of annotators.

    Args:
        reads: the database.
        annotators: ids; empty for all. Where some are named, an article without a
            layer of theirs gives none; else it gives one whose annotator is None.
        articles: ids; empty for all.
        labels: of annotations to keep; empty for all. Links need both ends kept.
        statuses: of layers to keep; empty for all.
        kinds: of annotators to keep.
    """
    with reads.snapshot(), translated(reads.path):
        people = {
            each.id: each
            for each in map(rows.annotator, reads.all(rows.ANNOTATORS))
            if each.kind in kinds and (not annotators or each.id in annotators)
        }
        for row in reads.each(
            "SELECT id, title, text, source, meta FROM article ORDER BY rowid"
        ):
            if articles and row[0] not in articles:
                continue
            found = _of_article(reads, Article(*row), people, labels)
            if not found and not annotators:
                found = [Layer(Article(*row), None)]
            for layer in found:
                if not statuses or layer.status in statuses:
                    yield layer


def _of_article(
    reads: Reads,
    article: Article,
    people: Mapping[str, Annotator],
    labels: Collection[str],
) -> list[Layer]:
    bound = {"article": article.id}
    states = {name: rows.status(state) for name, state in reads.all(_STATES, bound)}
    written = [
        rows.checked(rows.annotation(row), article.text)
        for row in reads.all(_ANNOTATIONS, bound)
    ]
    tagged: dict[str, list[Annotation]] = {
        name: list(group) for name, group in groupby(written, attrgetter("annotator"))
    }
    linked: dict[str, list[Link]] = {}
    for *row, source_label, target_label in reads.all(_LINKS, bound):
        link = rows.link(tuple(row))
        kept = linked.setdefault(link.annotator, [])
        if not labels or {source_label, target_label} <= set(labels):
            kept.append(link)
    return [
        Layer(
            article,
            people[name],
            states.get(name, Status.TODO),
            annotations=_answered(tagged.get(name, []), Answer.ACCEPT, labels),
            rejected=_answered(tagged.get(name, []), Answer.REJECT, labels),
            links=tuple(linked.get(name, [])),
        )
        for name in sorted({*states, *tagged, *linked} & people.keys())
    ]


def _answered(
    written: list[Annotation], answer: Answer, labels: Collection[str]
) -> tuple[Annotation, ...]:
    return tuple(
        each
        for each in written
        if each.answer is answer and (not labels or each.label in labels)
    )
