"""Undo and redo: an event that sets back what another event changed.

Redo is the undo of an undo, so both are one function over the log.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from annotate.model import Annotation, Edit, Link, Status, Verb
from annotate.store import rows
from annotate.store.articles import put_title, stored_title
from annotate.store.errors import (
    AlreadyTagged,
    NothingToRedo,
    NothingToUndo,
    Superseded,
    UndoBlocked,
)
from annotate.store.statuses import is_same_work, set_back, stored_status
from annotate.store.undo import Action, Stacks, fold, restored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotate.ids import Ids
    from annotate.store.engine import Engine
    from annotate.store.journal import Journal

__all__ = ["Reverted", "Reverting"]

_Revision = TypeVar("_Revision", Annotation, Link)

_KINDS = ("state", "title")
"""Names in an event's detail of what it set, with the value before under `before`."""
_TITLE = "title of the article"

_ACTIONS = """
SELECT rowid, rev, verb, detail FROM event
WHERE rowid > :last AND annotator = :annotator AND verb IN
  ('tag', 'reject', 'edit', 'link', 'done', 'skip', 'undo', 'redo')
ORDER BY rowid"""


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or redo did."""

    edit: Edit
    """The event and the revisions it made."""
    undone: Verb
    """The action that was undone or redone: tag, edit, link, done or skip."""
    article: str | None
    """Where it happened, to jump there."""
    status: Status | None = None
    """What the assignment is now; None when it was not touched."""
    title: str | None = None
    """What the article is called now; None when that was not touched."""
    whose: str = ""
    """Whose assignment it was: the annotator's, or GOLD's."""


class Reverting:
    """The undo and redo of one annotator, inside transactions of the engine."""

    def __init__(self, engine: Engine, journal: Journal, ids: Ids) -> None:
        self._engine = engine
        self._journal = journal
        self._ids = ids
        self._stacks = Stacks()
        self._last_row = 0

    def revert(self, verb: Verb, rev: str, text_of: Callable[[str], str]) -> Reverted:
        """Undo or redo the next action as the event `rev`, in one transaction.

        When what it changed was changed by someone else since, the event only says
        that the action is passed over, so that it does not bar the older ones.

        Raises:
            NothingToUndo: there is no action to undo.
            NothingToRedo: there is no action to redo.
            UndoBlocked: the action was passed over.
        """
        target = ""
        try:
            with self._engine.transaction():
                if self._journal.has(rev):
                    return self._stored(rev)
                target = self._next(verb)
                return self._revert(verb, rev, target, text_of)
        except UndoBlocked:
            if target:
                # Only now: the transaction took back what was half done.
                with self._engine.transaction():
                    self._pass_over(verb, rev, target)
            raise

    def _next(self, verb: Verb) -> str:
        """The event that comes next."""
        self._catch_up()
        is_undo = verb is Verb.UNDO
        stack = self._stacks.undoable if is_undo else self._stacks.redoable
        if not stack:
            raise NothingToUndo if is_undo else NothingToRedo
        return stack[-1]

    def _revert(
        self, verb: Verb, rev: str, target: str, text_of: Callable[[str], str]
    ) -> Reverted:
        what, article, facts = self._event(target)
        detail = {"of": target, "what": facts.get("what", what)}
        for kind in _KINDS:
            if kind in facts:
                detail |= {kind: facts["before"], "before": facts[kind]}
        if "layer" in facts:
            detail["layer"] = facts["layer"]
        annotations, links = self._made(target)
        journal, mint = self._journal, self._ids.mint
        edit = Edit(
            rev,
            verb,
            article,
            _set_back(annotations, journal.annotation, journal.live_annotation, mint),
            _set_back(links, journal.link, journal.live_link, mint),
            detail=json.dumps(detail, sort_keys=True),
        )
        journal.event(rev, verb, article, detail=edit.detail)
        try:
            journal.revisions(edit, text_of)
        except (AlreadyTagged, Superseded) as error:
            raise UndoBlocked(error.mine) from error
        if "state" in detail and article is not None:
            whose = facts.get("layer", journal.annotator)
            self._restore_status(whose, article, facts["state"], facts["before"])
        if "title" in detail and article is not None:
            self._restore_title(article, facts["title"], facts["before"])
        return self._stored(rev)

    def _pass_over(self, verb: Verb, rev: str, target: str) -> None:
        what, article, facts = self._event(target)
        detail = {"of": target, "what": facts.get("what", what), "blocked": True}
        self._journal.event(
            rev, verb, article, detail=json.dumps(detail, sort_keys=True)
        )

    def _event(self, rev: str) -> tuple[str, str | None, dict[str, str]]:
        """Verb, article and facts of an event that is in the log."""
        row = self._engine.one(
            "SELECT verb, article, detail FROM event WHERE rev = :rev", {"rev": rev}
        )
        if row is None:
            raise UndoBlocked(None, "log of the database")
        return row[0], row[1], _facts(row[2])

    def _catch_up(self) -> None:
        """Fold the events that were stored since the last time."""
        found = self._engine.all(
            _ACTIONS, {"last": self._last_row, "annotator": self._journal.annotator}
        )
        self._stacks = fold(
            self._stacks,
            (
                Action(rev, Verb(verb), *_reverted_event(verb, detail))
                for _, rev, verb, detail in found
            ),
        )
        if found:
            self._last_row = found[-1][0]

    def _stored(self, rev: str) -> Reverted:
        """What the event `rev` did when it was stored; UndoBlocked when it passed."""
        verb, article, facts = self._event(rev)
        if facts.get("blocked"):
            annotations, links = self._made(facts.get("of", ""))
            _, _, passed = self._event(facts.get("of", ""))
            what = _TITLE if "title" in passed else ""
            raise UndoBlocked((*annotations, *links, None)[0], what)
        annotations, links = self._made(rev)
        detail = json.dumps(facts, sort_keys=True)
        edit = Edit(
            rev, Verb(verb), article, tuple(annotations), tuple(links), detail=detail
        )
        status = Status(facts["state"]) if "state" in facts else None
        return Reverted(
            edit,
            Verb(facts["what"]),
            article,
            status,
            facts.get("title"),
            facts.get("layer", self._journal.annotator),
        )

    def _made(self, event: str) -> tuple[list[Annotation], list[Link]]:
        """The revisions that an event made, in order."""
        bound = {"event": event}
        annotations = self._engine.all(
            f"SELECT {rows.ANNOTATION} FROM annotation a "
            "WHERE a.event = :event ORDER BY a.rev",
            bound,
        )
        links = self._engine.all(
            f"SELECT {rows.LINK} FROM link l WHERE l.event = :event ORDER BY l.rev",
            bound,
        )
        return [rows.annotation(row) for row in annotations], [
            rows.link(row) for row in links
        ]

    def _restore_status(
        self, annotator: str, article: str, left: str, before: str
    ) -> None:
        now = stored_status(self._engine, annotator, article) or Status.TODO
        if not is_same_work(now, Status(left)):
            raise UndoBlocked(None)
        set_back(
            self._engine, self._journal, self._ids, annotator, article, Status(before)
        )

    def _restore_title(self, article: str, left: str, before: str) -> None:
        if stored_title(self._engine, article) != left:
            raise UndoBlocked(None, _TITLE)
        put_title(self._engine, self._ids, article, before)


def _set_back(
    made: Iterable[_Revision],
    stored: Callable[[str], _Revision | None],
    live: Callable[[str], _Revision | None],
    mint: Callable[[str], str],
) -> tuple[_Revision, ...]:
    """The revisions that set back everything that an event made, one for each id."""
    first: dict[str, _Revision] = {}
    last: dict[str, _Revision] = {}
    for each in made:
        first.setdefault(each.id, each)
        last[each.id] = each
    back: list[_Revision] = []
    for row, left in last.items():
        prev = first[row].prev
        before = stored(prev) if prev is not None else None
        if prev is not None and before is None:
            raise UndoBlocked(left)
        now = live(row)
        back.append(restored(left, before, now, mint(now.rev if now else "")))
    return tuple(back)


def _reverted_event(verb: str, detail: str) -> tuple[str, bool]:
    """The event that this one reverts, and whether it only passes over it."""
    if verb not in {Verb.UNDO, Verb.REDO}:
        return "", False
    facts = _facts(detail)
    return facts.get("of", ""), "blocked" in facts


def _facts(detail: str) -> dict[str, str]:
    """The text fields of an event's detail; empty when it is damaged."""
    try:
        found = json.loads(detail)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    facts = {key: value for key, value in found.items() if isinstance(value, str)}
    return facts | ({"blocked": "yes"} if found.get("blocked") is True else {})
