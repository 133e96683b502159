"""What adjudication reads: whose work counts, who decided what, what is left to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from annotate.model import GOLD, Annotator, AnnotatorKind, Status, Verb
from annotate.store import rows
from annotate.store.statuses import STANDS
from annotate.store.translate import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from annotate.store.engine import Reads

__all__ = [
    "Decided",
    "FarEnd",
    "Progress",
    "Worker",
    "decisions",
    "far_ends",
    "progress",
    "workers",
]


class Worker(NamedTuple):
    """An annotator who has to do with an article."""

    annotator: Annotator
    state: Status | None
    """Of the assignment; None without one."""
    tags: int
    """Accepted annotations there."""

    @property
    def counts(self) -> bool:
        """Whether the work is finished, as far as anybody can say.

        What is assigned is finished when it is done, also without a tag. Without an
        assignment, having tagged is enough.
        """
        return self.state is Status.DONE or (self.state is None and self.tags > 0)


class Decided(NamedTuple):
    """The event behind a row of the gold layer."""

    adjudicator: str
    decision: str
    """"left", "both" … as `annotate.adjudication` names them; "" for anything else."""
    reason: str
    """"" for none."""


class FarEnd(NamedTuple):
    """Who holds the label and stretch of an annotation, and gold's row there."""

    holders: frozenset[str]
    gold: str
    """Id of the accepted row; "" for none."""


class Progress(NamedTuple):
    """How far an article is on its way to gold."""

    article: str
    finished: int
    """Annotators whose work counts; people alone."""
    state: Status | None
    """Of the gold layer; None before anything was said of it."""
    tags: int
    """Accepted annotations of the gold layer."""


_STATES = f"""
SELECT m.annotator, m.state FROM assignment m
WHERE m.article = :article AND {STANDS}"""

_TAGS = """
SELECT annotator, count(*) FROM annotation
WHERE article = :article AND live = 1 AND answer = 'accept' GROUP BY annotator"""

_DECISIONS = """
SELECT a.rev, e.verb, e.annotator, e.detail
FROM annotation a JOIN event e ON e.rev = a.event
WHERE a.article = :article AND a.live = 1 AND a.annotator = :gold"""

# An undo or redo sets a row back to what an earlier event made of it: that one decided.
_EARLIER = """
SELECT e.annotator, e.detail
FROM annotation n JOIN annotation a ON a.id = n.id AND a.rev < n.rev
  AND a.answer = n.answer AND a.label = n.label AND a.start = n.start
  AND a.stop = n.stop AND COALESCE(a.origin, '') = COALESCE(n.origin, '')
JOIN event e ON e.rev = a.event
WHERE n.rev = :rev AND e.verb NOT IN ('undo', 'redo')
ORDER BY a.rev DESC"""

_SAME_PLACE = """
SELECT o.id, o.annotator FROM annotation a JOIN annotation o
  ON o.article = a.article AND o.start = a.start AND o.stop = a.stop
WHERE a.id = :id AND a.live = 1 AND a.answer = 'accept' AND o.live = 1
  AND o.answer = 'accept' AND o.label = a.label
ORDER BY o.id"""

_ALL_TAGS = """
SELECT a.article, a.annotator, count(*) FROM annotation a
WHERE a.live = 1 AND a.answer = 'accept' GROUP BY a.article, a.annotator"""

_ALL_STATES = f"""
SELECT m.article, m.annotator, m.state FROM assignment m WHERE {STANDS}"""

_ARTICLES = "SELECT id FROM article ORDER BY rowid"


def workers(reads: Reads, article: str) -> tuple[Worker, ...]:
    """Everybody but gold who tagged an article or is assigned to it, by id."""
    bound = {"article": article}
    with reads.snapshot(), translated(reads.path):
        states = {name: rows.status(state) for name, state in reads.all(_STATES, bound)}
        tags = {name: int(count) for name, count in reads.all(_TAGS, bound)}
        people = map(rows.annotator, reads.all(rows.ANNOTATORS))
        return tuple(
            Worker(each, states.get(each.id), tags.get(each.id, 0))
            for each in people
            if each.kind is not AnnotatorKind.GOLD and each.id in {*states, *tags}
        )


def decisions(reads: Reads, article: str) -> dict[str, Decided]:
    """Who decided what and why, by the revision of each row of the gold layer."""
    found: dict[str, Decided] = {}
    bound = {"article": article, "gold": GOLD}
    for rev, verb, *event in reads.all(_DECISIONS, bound):
        is_set_back = verb in {Verb.UNDO, Verb.REDO}
        earlier = reads.one(_EARLIER, {"rev": rev}) if is_set_back else None
        found[str(rev)] = _decided(*(earlier or event))
    return found


def _decided(adjudicator: str, detail: str) -> Decided:
    try:
        facts = json.loads(detail)
    except (ValueError, RecursionError):
        facts = {}
    if not isinstance(facts, dict):
        facts = {}
    decision, reason = facts.get("decision"), facts.get("reason")
    return Decided(
        adjudicator,
        decision if isinstance(decision, str) else "",
        reason if isinstance(reason, str) else "",
    )


def far_ends(reads: Reads, annotations: Iterable[str]) -> dict[str, FarEnd]:
    """By id, those of the annotations that are there: who else has the same."""
    found: dict[str, FarEnd] = {}
    for one in annotations:
        here = reads.all(_SAME_PLACE, {"id": one})
        if here:
            gold = next((str(row) for row, who in here if who == GOLD), "")
            holders = frozenset(str(who) for _, who in here if who != GOLD)
            found[one] = FarEnd(holders, gold)
    return found


def progress(reads: Reads, people: Collection[str]) -> tuple[Progress, ...]:
    """How far each article is, in the order of their addition.

    `people` are the ids of those whose work is adjudicated.
    """
    with reads.snapshot(), translated(reads.path):
        states: dict[str, dict[str, Status]] = {}
        for article, who, state in reads.all(_ALL_STATES):
            states.setdefault(article, {})[who] = rows.status(state)
        tags: dict[str, dict[str, int]] = {}
        for article, who, count in reads.all(_ALL_TAGS):
            tags.setdefault(article, {})[who] = int(count)
        found = []
        for (article,) in reads.all(_ARTICLES):
            of, has = states.get(article, {}), tags.get(article, {})
            finished = [
                who
                for who in {*of, *has} & set(people)
                if Worker(Annotator(who), of.get(who), has.get(who, 0)).counts
            ]
            found.append(
                Progress(str(article), len(finished), of.get(GOLD), has.get(GOLD, 0))
            )
        return tuple(found)
