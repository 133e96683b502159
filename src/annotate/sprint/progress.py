"""Where a sprint stands: by annotator, by article, by label."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotate.model import AnnotatorKind, Status
from annotate.sprint.pace import Active, finish, left, per_day, per_hour, usual

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotate.model import Annotator, Assignment

__all__ = [
    "ArticleProgress",
    "Facts",
    "PersonProgress",
    "Progress",
    "States",
    "standing",
]


class Facts(NamedTuple):
    """What a database says of a sprint at one moment."""

    annotators: Sequence[Annotator]
    articles: Sequence[tuple[str, str]]
    """Ids and titles, in order."""
    labels: Sequence[str]
    """Ids, in the order of the scheme."""
    assignments: Sequence[Assignment]
    spans: Mapping[str, Mapping[str, int]]
    """Accepted annotations by annotator and label."""
    article_spans: Mapping[str, int]
    """Accepted annotations of people by article."""
    imported: Mapping[str, int]
    """How many of an annotator's spans came by import and were not changed since."""
    spent: Mapping[tuple[str, str], int]
    """Active milliseconds by annotator and article; "" for no article."""
    activity: Mapping[str, Sequence[Active]]
    """By annotator, the oldest first."""


class States(NamedTuple):
    """How many assignments there are in each state."""

    todo: int = 0
    doing: int = 0
    done: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def settled(self) -> int:
        """Those of which nothing is left to do."""
        return self.done + self.skipped

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> States:
        """The states counted."""
        counts = Counter(statuses)
        return cls(*(counts[Status(name)] for name in cls._fields))


class PersonProgress(NamedTuple):
    """How far an annotator is."""

    annotator: Annotator
    states: States
    labels: tuple[tuple[str, int], ...]
    """Spans of each label of the scheme, in its order, none left out."""
    spans: int
    active_ms: int
    spans_per_hour: float | None
    """None without active time."""
    left_ms: int | None
    """Active time that is left; None while nobody has done an article."""
    finish_ms: int | None
    """The estimated finish in Unix milliseconds; None when nothing is left, and when
    it cannot be told."""
    activity: tuple[Active, ...] = ()


class ArticleProgress(NamedTuple):
    """How far an article is."""

    id: str
    title: str
    states: States
    spans: int


class Progress(NamedTuple):
    """Where a sprint stands."""

    people: tuple[PersonProgress, ...]
    """Who has a part in it, and behind them gold, which is in no sum."""
    articles: tuple[ArticleProgress, ...]
    states: States
    labels: tuple[tuple[str, int], ...]
    spans: int
    active_ms: int
    spans_per_hour: float | None
    left_ms: int | None
    finish_ms: int | None
    """When the last of those who have something left will be done; None when nothing is
    left, and when it cannot be told of one of them."""
    at_ms: int
    """When it was so."""

    @property
    def activity(self) -> tuple[Active, ...]:
        """What everybody did, the oldest first."""
        return tuple(sorted(one for each in self.people for one in each.activity))


def standing(facts: Facts, now_ms: int) -> Progress:
    """Where a sprint stands at a time; see `annotate.sprint.pace` for the formulas.

    People count, as far as they have a part in it; what models suggest does not. Gold
    is shown behind the people and is in no sum: nobody was given it, and its spans are
    those of people once more.
    """
    by_person: dict[str, list[Assignment]] = {}
    by_article: dict[str, list[Status]] = {}
    counted = {
        one.id: one for one in facts.annotators if one.kind is AnnotatorKind.HUMAN
    }
    gold = [one for one in facts.annotators if one.kind is AnnotatorKind.GOLD]
    for each in facts.assignments:
        by_person.setdefault(each.annotator, []).append(each)
        if each.annotator in counted:
            by_article.setdefault(each.article, []).append(each.status)
    times = _times(
        facts.spent, [one for one in facts.assignments if one.annotator in counted]
    )
    everybody = [spent for own in times.values() for spent in own]
    shown = tuple(
        _person(facts, one, by_person.get(one.id, []), times, everybody, now_ms)
        for one in (*counted.values(), *gold)
    )
    people = shown[: len(counted)]
    spans = sum(one.spans for one in people)
    active_ms = sum(one.active_ms for one in people)
    finishes = [one.finish_ms for one in people if one.left_ms != 0]
    lefts = [one.left_ms for one in people]
    made = spans - sum(facts.imported.get(one, 0) for one in counted)
    return Progress(
        tuple(one for one in shown if _has_part(one)),
        tuple(
            ArticleProgress(
                article,
                title,
                States.of(by_article.get(article, ())),
                facts.article_spans.get(article, 0),
            )
            for article, title in facts.articles
        ),
        States.of(status for held in by_article.values() for status in held),
        _labels(facts, counted),
        spans,
        active_ms,
        per_hour(made, active_ms),
        _total(lefts),
        None if None in finishes else max(filter(None, finishes), default=None),
        now_ms,
    )


def _has_part(one: PersonProgress) -> bool:
    """Whether somebody works here, and does not only look or give out articles."""
    return bool(one.states.total or one.spans or one.active_ms)


def _person(
    facts: Facts,
    annotator: Annotator,
    held: Sequence[Assignment],
    times: Mapping[str, Sequence[int]],
    everybody: Sequence[int],
    now_ms: int,
) -> PersonProgress:
    name = annotator.id
    activity = tuple(facts.activity.get(name, ()))
    states = States.of(one.status for one in held)
    doing = [
        facts.spent.get((name, one.article), 0)
        for one in held
        if one.status is Status.DOING
    ]
    left_ms = left(states.todo, doing, usual(times.get(name, ()), everybody))
    labels = _labels(facts, [name])
    spans = sum(facts.spans.get(name, {}).values())
    active_ms = sum(one.active_ms for one in activity)
    return PersonProgress(
        annotator,
        states,
        labels,
        spans,
        active_ms,
        per_hour(spans - facts.imported.get(name, 0), active_ms),
        left_ms,
        finish(left_ms, per_day(activity, now_ms), now_ms),
        activity,
    )


def _times(
    spent: Mapping[tuple[str, str], int], assignments: Iterable[Assignment]
) -> dict[str, list[int]]:
    """By annotator: what they spent on each article that they have done."""
    times: dict[str, list[int]] = {}
    for one in assignments:
        if one.status is Status.DONE:
            took = spent.get((one.annotator, one.article), 0)
            times.setdefault(one.annotator, []).append(took)
    return times


def _labels(facts: Facts, annotators: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Spans of each label, those that the scheme has no longer behind the others."""
    counts = Counter[str]()
    for one in annotators:
        counts.update(facts.spans.get(one, {}))
    names = dict.fromkeys([*facts.labels, *sorted(counts)])
    return tuple((name, counts[name]) for name in names)


def _total(lefts: Iterable[int | None]) -> int | None:
    known = tuple(lefts)
    return None if None in known else sum(one or 0 for one in known)
