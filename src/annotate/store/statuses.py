"""How far an annotator is with an article: the rows of `assignment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import Status, Verb
from annotate.store import rows

if TYPE_CHECKING:
    from annotate.ids import Ids
    from annotate.store.engine import Engine

__all__ = ["add_status", "is_same_work", "put_status", "stored_status", "verb_for"]

_INSERT = """
INSERT INTO assignment (annotator, article, state, rev)
VALUES (:annotator, :article, :state, :rev)"""

_UNFINISHED = frozenset({Status.TODO, Status.DOING})


def is_same_work(one: Status, other: Status) -> bool:
    """Whether undo may take one for the other: to have begun is no decision."""
    return one is other or {one, other} <= _UNFINISHED


def verb_for(before: Status, after: Status) -> Verb:
    """The verb of the event that moves an assignment.

    Beginning an article is an `open`, which undo leaves alone.
    """
    if after is Status.DONE:
        return Verb.DONE
    if after is Status.SKIPPED:
        return Verb.SKIP
    if is_same_work(before, after):
        return Verb.OPEN
    return Verb.EDIT


def stored_status(engine: Engine, annotator: str, article: str) -> Status | None:
    """The state of the assignment; None when there is none."""
    row = engine.one(
        "SELECT state FROM assignment "
        "WHERE annotator = :annotator AND article = :article",
        {"annotator": annotator, "article": article},
    )
    return rows.status(row[0]) if row else None


def put_status(
    engine: Engine, ids: Ids, annotator: str, article: str, status: Status
) -> None:
    """Make the assignment, or move it."""
    bound = {"annotator": annotator, "article": article}
    row = engine.one(
        "SELECT rev FROM assignment "
        "WHERE annotator = :annotator AND article = :article",
        bound,
    )
    # Greater than what it replaces even on a slow clock, or a merge would drop it.
    values = {**bound, "state": status.value, "rev": ids.mint(row[0] if row else "")}
    if row:
        engine.run(
            "UPDATE assignment SET state = :state, rev = :rev "
            "WHERE annotator = :annotator AND article = :article",
            values,
        )
    else:
        engine.run(_INSERT, values)


def add_status(
    engine: Engine, ids: Ids, annotator: str, article: str, status: Status
) -> None:
    """Make an assignment that is not there."""
    whose = {"annotator": annotator, "article": article}
    engine.run(_INSERT, {**whose, "state": status.value, "rev": ids.mint()})
