"""A sprint on the worked example: its one person as three who differ in set ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.ids import Ids
from annotate.model import Annotation, Answer, Edit, Span, Status, Verb
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotate.model import Article
    from annotate.store.store import Store

PEOPLE = ("ada", "ben", "cy")
OTHER_LABEL = {"claim": "quote", "quote": "claim", "number": "claim", "denial": "claim"}


def perturbed(one: Annotation, at: int, person: int, text: str) -> Annotation | None:
    """The annotation as that person has it; None when they lack it.

    Every fourth is missed by the third, every fifth is shorter with the second, every
    seventh has another label with the second; the first has them as they are.
    """
    if person == 2 and at % 4 == 0:
        return None
    if person == 1 and at % 5 == 0 and len(one.span) > 8:
        span = Span(one.span.start, one.span.end - 3)
        return replace(one, span=span, quote=text[span.start : span.end])
    if person == 1 and at % 7 == 0:
        return replace(one, label=OTHER_LABEL[one.label], attributes="{}")
    return one


def people_of(
    article: Article, source: Iterable[Annotation], ids: Ids
) -> dict[str, list[Annotation]]:
    """By person, what they have on an article."""
    has: dict[str, list[Annotation]] = {person: [] for person in PEOPLE}
    for at, one in enumerate(source):
        for number, person in enumerate(PEOPLE):
            made = perturbed(one, at, number, article.text)
            marks = {(each.span, each.label) for each in has[person]}
            if made is not None and (made.span, made.label) not in marks:
                rev = ids.mint()
                has[person].append(
                    replace(made, id=rev, rev=rev, prev=None, annotator=person)
                )
    return has


def put(store: Store, article: str, tags: Iterable[Annotation], ids: Ids) -> None:
    """Store somebody's tags on an article that was given to them, and is done now."""
    store.commit(Edit(ids.mint(), Verb.TAG, article, tuple(tags)))
    store.assign([(article, store.annotator)])
    store.set_status(article, Status.DONE)


def sprint(example: Path, target: Path, *, articles: int = 2) -> tuple[str, ...]:
    """A new database of the first articles and three people's work; the ids of these.

    `example` is the database whose one layer the people's are made of.
    """
    ids = Ids()
    with open_store(example) as store:
        found = [store.article(one.id) for one in store.articles()[:articles]]
        sources = [
            [one for one in store.annotations(each.id) if one.answer is Answer.ACCEPT]
            for each in found
        ]
    made = [
        people_of(each, source, ids)
        for each, source in zip(found, sources, strict=True)
    ]
    for person in PEOPLE:
        with open_store(target, annotator=person) as store:
            store.add_articles(found)
            for each, has in zip(found, made, strict=True):
                put(store, each.id, has[person], ids)
    return tuple(each.id for each in found)
