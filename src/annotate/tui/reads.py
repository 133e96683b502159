"""What the desk reads of a store: articles with their tags, and where links lead.

What is hidden from the reader, who works blind, is left out here, so that no part of
the screen can show it; see `Reader.is_blind`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.links import End
from annotate.desk.state import Sheet
from annotate.model import UNFINISHED, AnnotatorKind, Status
from annotate.text.names import shown_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from annotate.model import Annotation, ArticleSummary, Link, Scheme
    from annotate.store.reader import Reader

__all__ = [
    "ReadSheet",
    "Sheets",
    "articles_of",
    "ends_of",
    "links_back",
    "sheets_of",
]


class ReadSheet(NamedTuple):
    """An article on the desk, and how far the reader is with it."""

    sheet: Sheet
    status: Status


class Sheets(NamedTuple):
    """Articles at one moment of the store."""

    read: tuple[ReadSheet, ...]
    ends: tuple[End, ...]
    """What links of these articles lead to in other ones."""
    names: Mapping[str, str]
    """What annotators are called, by id."""

    @property
    def by_id(self) -> Mapping[str, Sheet]:
        """The sheets by article."""
        return {one.sheet.article.id: one.sheet for one in self.read}

    @property
    def statuses(self) -> dict[str, Status]:
        """The reader's, by article."""
        return {one.sheet.article.id: one.status for one in self.read}


def sheets_of(
    store: Reader, articles: Iterable[str], scheme: Scheme, reader: str
) -> Sheets:
    """Articles with their annotations and links, read from the store for `reader`."""
    eyes = _Eyes(store, reader)
    labels = tuple(label.id for label in scheme.labels)
    read = tuple(eyes.read(one, labels) for one in articles)
    ends, hidden = ends_of(store, [one.sheet for one in read], reader)
    if hidden:
        read = tuple(_without(one, hidden) for one in read)
    return Sheets(read, ends, shown_names(eyes.people))


def ends_of(
    store: Reader, sheets: Collection[Sheet], reader: str
) -> tuple[tuple[End, ...], set[str]]:
    """What the links of sheets lead to in other articles, as far as the reader sees it.

    And the ids of what is hidden there.
    """
    far = {
        end: None
        for sheet in sheets
        for end in sheet.links.ends
        if not any(end in each.by_id for each in sheets)
    }
    return _Eyes(store, reader).ends(far)


def links_back(
    store: Reader, annotations: Iterable[str], reader: str
) -> tuple[tuple[Link, ...], tuple[End, ...]]:
    """The links of some annotations, and all their ends, that the reader may see."""
    links = store.links_of(annotations)
    far = {end: None for link in links for end in (link.source, link.target)}
    ends, hidden = _Eyes(store, reader).ends(far)
    return tuple(one for one in links if not {one.source, one.target} & hidden), ends


def articles_of(
    store: Reader, reader: str
) -> tuple[tuple[ArticleSummary, ...], tuple[Status, ...], tuple[str, ...]]:
    """All articles, the reader's status of each, and ids of those assigned to them.

    Where the reader is blind, an article has as many annotations as are the reader's.
    """
    summaries = store.articles()
    held = {one.article: one for one in store.assignments(reader)}
    blind = store.blind_articles(reader)
    if blind:
        own = store.counted().own_by_article(reader)
        summaries = tuple(
            replace(one, annotations=own.get(one.id, 0)) if one.id in blind else one
            for one in summaries
        )
    statuses = tuple(
        held[one.id].status if one.id in held else Status.TODO for one in summaries
    )
    return summaries, statuses, tuple(one for one in held if held[one].is_given)


class _Eyes:
    """What one reader may see at one moment of a store."""

    def __init__(self, store: Reader, reader: str) -> None:
        self._store = store
        self._reader = reader
        self.people = store.annotators()
        self._models = frozenset(
            one.id for one in self.people if one.kind is AnnotatorKind.MODEL
        )

    def read(self, article: str, labels: tuple[str, ...]) -> ReadSheet:
        """An article; links have the ends that are in other ones still."""
        store, reader = self._store, self._reader
        held = store.assignment(reader, article)
        annotations, links = store.annotations(article), store.links(article)
        is_open = held is not None and held.is_open
        is_blind = is_open and store.is_blind(reader, article)
        if is_blind:
            hidden = {one.id for one in annotations if not self._sees(one)}
            annotations = tuple(one for one in annotations if self._sees(one))
            links = tuple(
                one
                for one in links
                if self._sees(one) and not {one.source, one.target} & hidden
            )
        sheet = Sheet.of(
            store.article(article),
            annotations,
            links,
            labels,
            reader=reader,
            models=self._models,
            given_to=tuple(
                who
                for who, status in store.given_to(article).items()
                if who == reader or status in UNFINISHED
            ),
            is_blind=is_blind,
        )
        return ReadSheet(sheet, held.status if held else Status.TODO)

    def ends(self, ids: Iterable[str]) -> tuple[tuple[End, ...], set[str]]:
        """Those of the annotations that may be seen, and ids of those that may not."""
        found = self._store.ends(ids)
        blind = {
            article
            for article in {one.article for one, _ in found if not self._sees(one)}
            if self._store.is_blind(self._reader, article)
        }
        hidden = {
            one.id for one, _ in found if one.article in blind and not self._sees(one)
        }
        return tuple(End(*each) for each in found if each[0].id not in hidden), hidden

    def _sees(self, one: Annotation | Link) -> bool:
        """Whether it shows in an article that the reader is blind in."""
        return one.annotator == self._reader or one.annotator in self._models


def _without(read: ReadSheet, hidden: Collection[str]) -> ReadSheet:
    links = read.sheet.links.without(hidden)
    if links is read.sheet.links:
        return read
    return read._replace(sheet=replace(read.sheet, links=links))
