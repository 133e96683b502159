"""Who is to read what: articles given to annotators and taken from them again.

Each row that is given or taken has an event of its own, by whoever did it, whose rev
the row bears; see `annotate.store.statuses`. Rows are never deleted, since a merge
would bring them back: what is taken stays as a row that stands for no assignment.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError
from annotate.model import AnnotatorKind, Assignment, Status, Verb
from annotate.store.errors import NoSuchAnnotator
from annotate.store.people import stored_annotators
from annotate.store.statuses import (
    given_mark,
    put_status,
    row_rev,
    stored_assignment,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.ids import Ids
    from annotate.model import Annotator
    from annotate.store.engine import Engine, Reads
    from annotate.store.journal import Journal

__all__ = [
    "NotHuman",
    "give",
    "refuse_unfit",
    "take_away",
]


class NotHuman(AnnotateError):
    """Articles are given to people only."""

    def __init__(self, annotator: Annotator) -> None:
        self.annotator = annotator
        super().__init__(
            f"{annotator.id!r} is a {annotator.kind.value}, and articles are given to "
            "people; name somebody else."
        )


def give(
    engine: Engine, journal: Journal, ids: Ids, pairs: Iterable[tuple[str, str]]
) -> int:
    """How many articles were given, by pairs of article and annotator.

    What an annotator has already, given or taken up, stays as it is. In a transaction.

    Raises:
        NoSuchAnnotator: nobody has that id.
        NotHuman: it is a model or gold.
        NoSuchArticle: there is no such article.
    """
    wanted = tuple(pairs)
    refuse_unfit(engine, [annotator for _, annotator in wanted])
    given = 0
    for article, annotator in wanted:
        if stored_assignment(engine, annotator, article) is None:
            _put(engine, journal, ids, Assignment(annotator, article))
            given += 1
    return given


def take_away(
    engine: Engine, journal: Journal, ids: Ids, pairs: Iterable[tuple[str, str]]
) -> int:
    """How many articles were taken away again; those that are begun stay.

    In a transaction.
    """
    taken = 0
    for article, annotator in pairs:
        held = stored_assignment(engine, annotator, article)
        if held is not None and held.status is Status.TODO:
            nobodys = Assignment(annotator, article, is_given=False)
            _put(engine, journal, ids, nobodys)
            taken += 1
    return taken


def refuse_unfit(reads: Reads, annotators: Iterable[str]) -> None:
    """Returns when articles may be given to all of them.

    Raises:
        NoSuchAnnotator: nobody has that id.
        NotHuman: it is a model or gold.
    """
    known = {each.id: each for each in stored_annotators(reads)}
    wanted = tuple(dict.fromkeys(annotators))
    unknown = [each for each in wanted if each not in known]
    if unknown:
        raise NoSuchAnnotator(reads.path, unknown, known)
    for each in wanted:
        if known[each].kind is not AnnotatorKind.HUMAN:
            raise NotHuman(known[each])


def _put(engine: Engine, journal: Journal, ids: Ids, made: Assignment) -> None:
    rev = ids.mint(row_rev(engine, made.annotator, made.article))
    facts = {"annotator": made.annotator, "state": made.status.value}
    detail = json.dumps({**facts, **given_mark(is_given=made.is_given)})
    journal.event(rev, Verb.ASSIGN, made.article, detail=detail)
    put_status(engine, made.annotator, made.article, made.status, rev)
