"""How far an annotator is with an article: one row of `assignment`.

The rev of a row is that of the event that wrote it, whose detail says `"given": false`
where nobody gave the article to the annotator: they marked it by themselves, or it was
taken from them. Such a row that is to do stands for no assignment. A row whose event
says nothing of it, or that has none, was given.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotate.model import UNFINISHED, Assignment, Status, Verb
from annotate.store import rows
from annotate.store.settings import stored_settings

if TYPE_CHECKING:
    from annotate.ids import Ids
    from annotate.store.engine import Engine, Reads, Row, Value
    from annotate.store.journal import Journal

__all__ = [
    "INSERT_STATUS",
    "STANDS",
    "blind_articles",
    "given_mark",
    "given_to",
    "is_blind",
    "is_same_work",
    "move_status",
    "put_status",
    "row_rev",
    "set_back",
    "status_values",
    "stored_assignment",
    "stored_assignments",
    "stored_status",
    "verb_for",
]

INSERT_STATUS = """
INSERT INTO assignment (annotator, article, state, rev)
VALUES (:annotator, :article, :state, :rev)"""

_IS_GIVEN = """NOT EXISTS (
  SELECT 1 FROM event w WHERE w.rev = m.rev AND w.detail LIKE '%"given": false%')"""

STANDS = f"(m.state <> 'todo' OR {_IS_GIVEN})"
"""Leaves out the rows of `assignment m` that stand for no assignment."""

_SELECT = f"SELECT m.annotator, m.article, m.state, {_IS_GIVEN} FROM assignment m"

_ALL = f"{_SELECT} WHERE {STANDS} ORDER BY m.rowid"

_OF_ONE = f"{_SELECT} WHERE m.annotator = :annotator AND {STANDS} ORDER BY m.rowid"

_ONE = f"""
{_SELECT} WHERE m.annotator = :annotator AND m.article = :article AND {STANDS}"""

_GIVEN_TO = f"""
SELECT m.annotator, m.state FROM assignment m
WHERE m.article = :article AND {_IS_GIVEN} ORDER BY m.rowid"""

_PUT = f"""{INSERT_STATUS}
ON CONFLICT (annotator, article) DO UPDATE SET state = :state, rev = :rev"""


def is_same_work(one: Status, other: Status) -> bool:
    """Whether undo may take one for the other: to have begun is no decision."""
    return one is other or {one, other} <= UNFINISHED


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


def _assignment(row: Row) -> Assignment:
    """The assignment of a row of `_SELECT`."""
    annotator, article, state, is_given = row
    return Assignment(annotator, article, rows.status(state), bool(is_given))


def given_mark(*, is_given: bool) -> dict[str, bool]:
    """What the detail of an event says of it, to be written by `json.dumps`."""
    return {} if is_given else {"given": False}


def stored_assignment(reads: Reads, annotator: str, article: str) -> Assignment | None:
    """The assignment of an article to an annotator; None when there is none."""
    row = reads.one(_ONE, {"annotator": annotator, "article": article})
    return _assignment(row) if row else None


def stored_assignments(reads: Reads, annotator: str = "") -> tuple[Assignment, ...]:
    """Those of an annotator, or of all for "", in the order of giving."""
    found = (
        reads.all(_OF_ONE, {"annotator": annotator}) if annotator else reads.all(_ALL)
    )
    return tuple(map(_assignment, found))


def given_to(reads: Reads, article: str) -> dict[str, Status]:
    """How far those are to whom an article is given, by id in the order of giving."""
    found = reads.all(_GIVEN_TO, {"article": article})
    return {annotator: rows.status(state) for annotator, state in found}


def is_blind(reads: Reads, annotator: str, article: str) -> bool:
    """Whether others' annotations of the article are hidden from an annotator.

    So it is while something that was given to them is to do or in progress, unless the
    database says that nobody works blind.
    """
    held = stored_assignment(reads, annotator, article)
    return held is not None and held.is_open and stored_settings(reads)["blind"] == "on"


def blind_articles(reads: Reads, annotator: str) -> frozenset[str]:
    """The articles that `is_blind` holds for."""
    if stored_settings(reads)["blind"] != "on":
        return frozenset()
    held = stored_assignments(reads, annotator)
    return frozenset(each.article for each in held if each.is_open)


def stored_status(engine: Reads, annotator: str, article: str) -> Status | None:
    """The state in the row; None when there is no row."""
    row = engine.one(
        "SELECT state FROM assignment "
        "WHERE annotator = :annotator AND article = :article",
        {"annotator": annotator, "article": article},
    )
    return rows.status(row[0]) if row else None


def move_status(
    engine: Engine,
    journal: Journal,
    ids: Ids,
    article: str,
    status: Status,
    *,
    rev: str = "",
    layer: str = "",
    active_ms: int = 0,
) -> None:
    """Move an assignment, with an event of the journal's annotator that tells of it.

    It stays given, or the annotator's own doing. Nothing happens if it is there.

    Args:
        engine: in a transaction.
        journal: where the event goes.
        ids: where revs come from.
        article: whose assignment it is.
        status: what it is to be.
        rev: of the event; minted when empty.
        layer: the gold layer, to move its state; the journal's annotator when empty.
        active_ms: how long the annotator was active before.
    """
    whose = layer or journal.annotator
    held = stored_assignment(engine, whose, article)
    before = held.status if held else Status.TODO
    if before is status:
        return
    is_given = held is not None and held.is_given
    facts = {"before": before.value, "state": status.value}
    if layer:
        facts["layer"] = layer
    detail = json.dumps({**facts, **given_mark(is_given=is_given)}, sort_keys=True)
    event = rev or ids.mint(row_rev(engine, whose, article))
    verb = verb_for(before, status)
    journal.event(event, verb, article, active_ms=active_ms, detail=detail)
    if layer:
        journal.make_gold()
    _put_noted(
        engine, journal, ids, Assignment(whose, article, status, is_given), event
    )


def set_back(
    engine: Engine,
    journal: Journal,
    ids: Ids,
    whose: str,
    article: str,
    status: Status,
) -> None:
    """Give an assignment a status of before; the event of the undo tells of it."""
    held = stored_assignment(engine, whose, article)
    is_given = held is not None and held.is_given
    _put_noted(engine, journal, ids, Assignment(whose, article, status, is_given))


def _put_noted(
    engine: Engine, journal: Journal, ids: Ids, made: Assignment, event: str = ""
) -> None:
    """Write the row under the rev of an event that says whether it was given.

    The event of the change is older than the row where somebody's clock runs ahead:
    then, where it matters, another one says it.
    """
    before = row_rev(engine, made.annotator, made.article)
    rev = event if event > before else ids.mint(before)
    if rev != event and not made.is_given:
        facts = {"state": made.status.value, **given_mark(is_given=False)}
        journal.event(rev, Verb.OPEN, made.article, detail=json.dumps(facts))
    put_status(engine, made.annotator, made.article, made.status, rev)


def row_rev(reads: Reads, annotator: str, article: str) -> str:
    """The rev of the row; "" when there is none.

    What replaces it needs a greater one even on a slow clock, or a merge would drop it.
    """
    row = reads.one(
        "SELECT rev FROM assignment "
        "WHERE annotator = :annotator AND article = :article",
        {"annotator": annotator, "article": article},
    )
    return str(row[0]) if row else ""


def put_status(
    engine: Engine, annotator: str, article: str, status: Status, rev: str
) -> None:
    """Make the row, or change it; `rev` must be greater than the one it has."""
    engine.run(_PUT, status_values(annotator, article, status, rev))


def status_values(
    annotator: str, article: str, status: Status, rev: str
) -> dict[str, Value]:
    """What `INSERT_STATUS` binds."""
    return {
        "annotator": annotator,
        "article": article,
        "state": status.value,
        "rev": rev,
    }
