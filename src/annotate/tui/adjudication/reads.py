"""What the adjudication screen reads of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.adjudication.docket import Docket
from annotate.adjudication.errors import NothingLeft, StillAtWork, TooFewPeople
from annotate.adjudication.links import Far
from annotate.agreement.work import Work
from annotate.desk.state import Sheet
from annotate.formats.anonymising import anonymous_names
from annotate.model import GOLD, UNFINISHED, AnnotatorKind, Answer, Status
from annotate.store.errors import GoldIsSomebody, NoSuchAnnotator
from annotate.tui.reads import ends_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.desk.links import End
    from annotate.model import Annotation, Annotator, Article, Link, Scheme
    from annotate.store.adjudicating import Decided, FarEnd
    from annotate.store.reader import Reader
    from annotate.tui.messages import ReadCases

__all__ = ["Cases", "read_cases"]

_FINISHED = frozenset({Status.DONE, Status.SKIPPED})
_LEAST_PEOPLE = 2


class Cases(NamedTuple):
    """An article with what is to be decided on it."""

    sheet: Sheet
    """The gold layer."""
    sheets: Mapping[str, Sheet]
    """By annotator, what they have; nobody changes these here."""
    docket: Docket
    names: Mapping[str, str]
    """What annotators are called on the screen by id, in the order of the columns."""
    busy: int
    """How many are still at work on it."""
    status: Status
    """How far the gold layer is."""
    decided: Mapping[str, Decided]
    """Who decided and why, by the revision of each row of gold."""
    scheme: Scheme
    ends: tuple[End, ...]
    """What links lead to in other articles."""
    source: int
    """A number that changes with what the docket's cases were made of."""


def read_cases(store: Reader, me: str, request: ReadCases) -> Cases:
    """What is to be adjudicated by `me`, all at one moment.

    Raises:
        NoSuchArticle: there is no such article.
        GoldIsSomebody: gold's name is that of a person or a model.
        NoSuchAnnotator: an annotator that is asked for is not in the database.
        StillAtWork: `me` is to tag the article and has not finished.
        TooFewPeople: there is nothing to compare.
        NothingLeft: the next one is asked for, and there is none.
    """
    with store.snapshot():
        people = {each.id: each for each in store.annotators()}
        unknown = [each for each in request.annotators if each not in people]
        if unknown:
            raise NoSuchAnnotator(store.path, unknown)
        gold = people.get(GOLD)
        if gold is not None and gold.kind is not AnnotatorKind.GOLD:
            raise GoldIsSomebody(store.path, gold.kind.value)
        article_id = request.article
        if request.is_next:
            article_id = _next(store, me, request, tuple(people.values()))
        article = store.article(article_id)
        if store.is_blind(me, article_id):
            raise StillAtWork(article.title)
        names, busy = _columns(store, article, request, people)
        return _cases(store, me, article, names, busy, request.known)


def _next(
    store: Reader, me: str, request: ReadCases, everyone: Sequence[Annotator]
) -> str:
    """The article behind the one named, round the end, whose gold is not done."""
    people = request.annotators or [
        each.id for each in everyone if each.kind is AnnotatorKind.HUMAN
    ]
    found = store.gold_progress(people)
    ids = [each.article for each in found]
    start = ids.index(request.article) + 1 if request.article in ids else 0
    for each in (*found[start:], *found[:start]):
        is_new = each.article != request.article
        if (
            is_new
            and each.finished >= _LEAST_PEOPLE
            and each.state not in _FINISHED
            and not store.is_blind(me, each.article)
        ):
            return each.article
    raise NothingLeft


def _columns(
    store: Reader,
    article: Article,
    request: ReadCases,
    people: Mapping[str, Annotator],
) -> tuple[dict[str, str], int]:
    """How those are called whose work it is, in order; and how many are at work.

    Without names the order is that of a1, a2 …, which is another one in each article
    and tells nobody's place in the alphabet.
    """
    workers = store.workers(article.id)
    humans = [each for each in workers if each.annotator.kind is AnnotatorKind.HUMAN]
    chosen = list(request.annotators) or [
        each.annotator.id for each in humans if each.counts
    ]
    chosen = [each for each in dict.fromkeys(chosen) if each != GOLD]
    busy = sum(
        each.state in UNFINISHED and each.annotator.id not in chosen for each in humans
    )
    if len(chosen) < _LEAST_PEOPLE:
        hides = request.is_anonymous
        shown = ["one" if hides else people[each].name or each for each in chosen]
        raise TooFewPeople(article.title, shown, busy)
    if not request.is_anonymous:
        return {each: people[each].name or each for each in chosen}, busy
    seed = int(article.id[:8], 16)
    hidden = anonymous_names([people[each] for each in chosen], seed)
    # Models keep their names; a2 comes before a10.
    ranked = [
        *sorted(hidden, key=lambda each: (len(hidden[each]), hidden[each])),
        *(each for each in chosen if each not in hidden),
    ]
    return {each: hidden.get(each, each) for each in ranked}, busy


def _cases(
    store: Reader,
    me: str,
    article: Article,
    names: dict[str, str],
    busy: int,
    known: Cases | None,
) -> Cases:
    scheme = store.scheme()
    order = tuple(label.id for label in scheme.labels)
    has: dict[str, list[Annotation]] = {name: [] for name in (*names, GOLD)}
    for one in store.annotations(article.id):
        if one.annotator in has:
            has[one.annotator].append(one)
    linked: dict[str, list[Link]] = {name: [] for name in has}
    for link in store.links(article.id):
        if link.annotator in linked:
            linked[link.annotator].append(link)
    gold, gold_links = has.pop(GOLD), linked.pop(GOLD)
    far = _far_ends(store, has, linked)
    made_of: list[object] = [tuple(names), tuple(sorted(far.items())), order]
    made_of += (tuple(one.rev for one in held) for held in has.values())
    made_of += (tuple(one.rev for one in held) for held in linked.values())
    source = hash(tuple(made_of))
    if known is not None and (known.source, known.sheet.article.id) == (
        source,
        article.id,
    ):
        sheets, docket = known.sheets, known.docket
    else:
        sheets = {
            name: Sheet.of(article, held, linked[name], order)
            for name, held in has.items()
        }
        docket = _docket(article, has, linked, far)
    sheet = Sheet.of(article, gold, gold_links, order, reader=GOLD)
    return Cases(
        sheet,
        sheets,
        docket.with_layer(gold, gold_links),
        names,
        busy,
        store.status(GOLD, article.id),
        store.decisions(article.id),
        scheme,
        ends_of(store, [sheet], me)[0],
        source,
    )


def _far_ends(
    store: Reader,
    has: Mapping[str, Sequence[Annotation]],
    linked: Mapping[str, Sequence[Link]],
) -> dict[str, FarEnd]:
    """The ends in other articles of everybody's links, by annotation id."""
    here = {one.id for held in has.values() for one in held}
    ends = {
        end: None
        for links in linked.values()
        for link in links
        for end in (link.source, link.target)
        if end not in here
    }
    return store.far_ends(ends)


def _docket(
    article: Article,
    has: Mapping[str, Sequence[Annotation]],
    linked: Mapping[str, Sequence[Link]],
    far: Mapping[str, FarEnd],
) -> Docket:
    """The cases, with no gold yet."""
    works = [
        Work(
            article.id,
            name,
            len(article.text),
            tuple(one for one in held if one.answer is Answer.ACCEPT),
        )
        for name, held in has.items()
    ]
    links = [link for held in linked.values() for link in held]
    ends = {
        key: Far(one.holders.intersection(has), one.gold) for key, one in far.items()
    }
    return Docket.of(works, (), links, (), ends)
