"""How far articles are on their way to gold, and what is accepted in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.adjudication.errors import StillAtWork, TooFewPeople
from annotate.adjudication.recording import agreed_edit
from annotate.ids import Ids
from annotate.model import GOLD, AnnotatorKind, Status
from annotate.store.reader import Reader
from annotate.store.store import open_store
from annotate.tui.adjudication.reads import read_cases
from annotate.tui.messages import ReadCases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.store.place import Place
    from annotate.tui.adjudication.reads import Cases

__all__ = ["Standing", "accepted", "standings"]

_LEAST_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one article is."""

    article: str
    title: str
    annotators: tuple[str, ...] = ()
    cases: int = 0
    differences: int = 0
    open: int = 0
    """Differences that are not decided."""
    agreed_open: int = 0
    """Cases on which all agree, and that are not in gold yet."""
    gold: int = 0
    """Accepted annotations of the gold layer."""
    status: str = ""
    """Of the gold layer."""
    accepted: int = 0
    """Cases accepted just now."""
    why_not: str = ""
    """Why it was left out; "" for one that was not."""

    def as_json(self) -> dict[str, object]:
        """Under the names of the fields; `why_not` only where there is a reason."""
        told: dict[str, object] = {
            name: list(value) if isinstance(value, tuple) else value
            for name in self.__slots__
            for value in [getattr(self, name)]
        }
        if not self.why_not:
            del told["why_not"]
        return told


def standings(
    path: Place, name: str, articles: tuple[str, ...], annotators: tuple[str, ...]
) -> tuple[Standing, ...]:
    """How far articles are, all that two people have finished for none.

    Raises as `annotate.tui.adjudication.reads.read_cases`, but for StillAtWork and
    TooFewPeople, which are told in their place.
    """
    with Reader.open(path) as store:
        return tuple(
            each if isinstance(each, Standing) else _standing(each)
            for each in _each(store, name, articles, annotators)
        )


def accepted(
    path: Place,
    name: str,
    articles: tuple[str, ...],
    annotators: tuple[str, ...],
    least: int,
    *,
    marks_done: bool = False,
) -> tuple[Standing, ...]:
    """The same after everything was accepted on which `least` agree, 0 for all.

    With `marks_done` gold is done where nothing is left open. Each article is one
    event, and one more where gold is done; undo takes them back.
    """
    ids = Ids()
    found: list[Standing] = []
    with open_store(path, annotator=name, ids=ids, must_exist=True) as store:
        for each in _each(store, name, articles, annotators):
            if isinstance(each, Standing):
                found.append(each)
                continue
            count = least or len(each.docket.annotators)
            rev = ids.mint()
            decision = each.docket.agreed(count, rev)
            if decision.annotations:
                article = each.sheet.article.id
                store.commit(agreed_edit(decision, count, article, rev))
            docket = each.docket.with_revisions(decision.annotations, decision.links)
            now = each._replace(docket=docket)
            if marks_done and not docket.open and not docket.waiting:
                store.set_status(now.sheet.article.id, Status.DONE, layer=GOLD)
                now = now._replace(status=Status.DONE)
            found.append(_standing(now, decision.cases))
    return tuple(found)


def _each(
    store: Reader, name: str, articles: tuple[str, ...], annotators: tuple[str, ...]
) -> Iterator[Cases | Standing]:
    people = annotators or [
        each.id for each in store.annotators() if each.kind is AnnotatorKind.HUMAN
    ]
    wanted = articles or [
        each.article
        for each in store.gold_progress(people)
        if each.finished >= _LEAST_PEOPLE or (annotators and not articles)
    ]
    for article in wanted:
        try:
            yield read_cases(store, name, ReadCases(article, annotators))
        except (StillAtWork, TooFewPeople) as reason:
            title = store.article(article).title
            yield Standing(article, title, why_not=str(reason))


def _standing(each: Cases, count: int = 0) -> Standing:
    docket, article = each.docket, each.sheet.article
    return Standing(
        article.id,
        article.title,
        docket.annotators,
        len(docket.cases),
        len(docket.differences),
        len(docket.open),
        len(docket.waiting),
        len(docket.gold.accepted),
        each.status.value,
        count,
    )
