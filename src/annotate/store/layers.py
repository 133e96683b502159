"""Layers, one after the other, out of one snapshot of the database."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from itertools import groupby, starmap
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from annotate.model import Answer, Article, Layer, Status
from annotate.store import rows
from annotate.store.statuses import STANDS
from annotate.store.translate import translated
from annotate.store.twins import one_of_twins, without_twins

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from annotate.model import Annotation, Annotator, AnnotatorKind, Link
    from annotate.store.engine import Params, Reads, Row

__all__ = ["LINK_WITH_ENDS", "each_layer"]

LINK_WITH_ENDS = """
link l
JOIN annotation s ON s.id = l.source AND s.live = 1 AND s.answer <> 'delete'
LEFT JOIN annotation t ON t.id = l.target AND t.live = 1
WHERE l.live = 1 AND l.answer = 'accept' AND COALESCE(t.answer, '') <> 'delete'"""
"""Links whose ends are both there, or whose target is in no article of this database.

A removed end hides its links and brings them back when it comes back."""

_CHOSEN = "(:every = 1 OR r.id IN ({listed}))"

_ARTICLES = f"""
SELECT r.id, r.title, r.text, r.source, r.meta FROM article r
WHERE {_CHOSEN} ORDER BY r.rowid"""

# One query for all articles takes half the time of one for each. CROSS JOIN goes
# through the articles in order, so that only the rows of one are sorted at a time.

_ANNOTATIONS = f"""
SELECT {rows.ANNOTATION} FROM article r CROSS JOIN annotation a
WHERE a.article = r.id AND a.live = 1 AND a.answer <> 'delete' AND {_CHOSEN}
ORDER BY r.rowid, a.annotator, a.start, a.stop DESC, a.label, a.id"""

_LINKS = f"""
SELECT {rows.LINK}, {one_of_twins("s", "l.source")}, {one_of_twins("t", "l.target")},
  s.label, t.label, s.article
FROM article r, {LINK_WITH_ENDS.strip()} AND s.article = r.id AND {_CHOSEN}
ORDER BY r.rowid, l.annotator, l.id"""

_STATES = f"""
SELECT m.annotator, m.state, m.article
FROM article r CROSS JOIN assignment m
WHERE m.article = r.id AND {_CHOSEN} AND {STANDS} ORDER BY r.rowid"""


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
        chosen: Params = {
            "every": int(not articles),
            "articles": json.dumps(list(articles)),
        }
        listed = reads.dialect.listed.format(names=":articles")
        with (
            closing(reads.each(_ARTICLES.format(listed=listed), chosen)) as found,
            closing(reads.each(_ANNOTATIONS.format(listed=listed), chosen)) as tagged,
            closing(reads.each(_LINKS.format(listed=listed), chosen)) as links,
            closing(reads.each(_STATES.format(listed=listed), chosen)) as states,
        ):
            work = _Work(tagged, links, states)
            for article in starmap(Article, found):
                layers = _of_article(work, article, people, labels)
                if not layers and not annotators:
                    layers = [Layer(article, None)]
                for layer in layers:
                    if not statuses or layer.status in statuses:
                        yield layer


class _Work:
    """What there is on articles, which are asked for in their order."""

    def __init__(
        self, annotations: Iterator[Row], links: Iterator[Row], states: Iterator[Row]
    ) -> None:
        self.annotations = _ByArticle(annotations, 3)
        self.links = _ByArticle(links, -1)
        self.states = _ByArticle(states, -1)


class _ByArticle:
    """Rows in the order of articles, given article by article."""

    def __init__(self, found: Iterator[Row], column: int) -> None:
        self._groups = groupby(found, itemgetter(column))
        self._next = next(self._groups, None)

    def of(self, article: str) -> list[Row]:
        """The rows of an article, which comes after those asked for before."""
        if self._next is None or self._next[0] != article:
            return []
        given = list(self._next[1])
        self._next = next(self._groups, None)
        return given


def _of_article(
    work: _Work,
    article: Article,
    people: Mapping[str, Annotator],
    labels: Collection[str],
) -> list[Layer]:
    states = {name: rows.status(state) for name, state, _ in work.states.of(article.id)}
    written = [
        rows.checked(rows.annotation(row), article.text)
        for row in work.annotations.of(article.id)
    ]
    tagged: dict[str, list[Annotation]] = {
        name: without_twins(group)
        for name, group in groupby(written, attrgetter("annotator"))
    }
    linked: dict[str, list[Link]] = {}
    for *row, source, target, source_label, target_label, _ in work.links.of(
        article.id
    ):
        link = _led_to(rows.link(tuple(row)), source, target)
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
            links=_without_repeats(linked.get(name, [])),
        )
        for name in sorted({*states, *tagged, *linked} & people.keys())
    ]


def _led_to(link: Link, source: str, target: str) -> Link:
    """The link between the annotations that stand for its ends."""
    if (source, target) == (link.source, link.target) or source == target:
        return link
    return replace(link, source=source, target=target)


def _without_repeats(links: list[Link]) -> tuple[Link, ...]:
    """The links without those that say what one before says."""
    first = {(each.kind, each.source, each.target): each for each in reversed(links)}
    return tuple(
        each for each in links if first[each.kind, each.source, each.target] is each
    )


def _answered(
    written: list[Annotation], answer: Answer, labels: Collection[str]
) -> tuple[Annotation, ...]:
    return tuple(
        [
            each
            for each in written
            if each.answer is answer and (not labels or each.label in labels)
        ]
    )
