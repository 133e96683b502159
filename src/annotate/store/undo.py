"""Which action comes next for undo and redo, and what a revision is set back to.

The log alone knows: two stacks are folded from an annotator's events in the order in
which they were stored, so undo reaches across articles, windows and restarts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from annotate.model import Annotation, Answer, Link, Verb
from annotate.store.errors import UndoBlocked
from annotate.store.rows import content

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UNDOABLE", "Action", "Stacks", "fold", "restored"]

UNDOABLE = frozenset(
    {Verb.TAG, Verb.REJECT, Verb.EDIT, Verb.LINK, Verb.DONE, Verb.SKIP}
)
"""What an annotator does at the desk. Imports and merges are not undone there."""

_Revision = TypeVar("_Revision", Annotation, Link)


@dataclass(frozen=True, slots=True)
class Action:
    """An event as far as undo is concerned."""

    rev: str
    verb: Verb
    of: str = ""
    """The event that an undo or redo reverts; empty for all others."""
    is_pass: bool = False
    """Whether an undo or redo changed nothing and only passes over that event."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """Events to revert next, the next one last."""

    undoable: tuple[str, ...] = ()
    redoable: tuple[str, ...] = ()


def fold(stacks: Stacks, actions: Iterable[Action]) -> Stacks:
    """The stacks after further actions; a new action leaves nothing to redo.

    An event that was passed over is in neither stack any more.
    """
    undoable, redoable = list(stacks.undoable), list(stacks.redoable)
    for action in actions:
        if action.verb is Verb.UNDO:
            _drop(undoable, action.of)
            if not action.is_pass:
                redoable.append(action.rev)
        elif action.verb is Verb.REDO:
            _drop(redoable, action.of)
            if not action.is_pass:
                undoable.append(action.rev)
        elif action.verb in UNDOABLE:
            undoable.append(action.rev)
            redoable.clear()
    return Stacks(tuple(undoable), tuple(redoable))


def _drop(stack: list[str], rev: str) -> None:
    # Nearly always the last, but two windows of one annotator may interleave.
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] == rev:
            del stack[place]
            return


def restored(
    left: _Revision, before: _Revision | None, live: _Revision | None, rev: str
) -> _Revision:
    """The revision that sets an annotation or link back to how it was.

    Args:
        left: the last revision that the reverted event made.
        before: the revision that stood before the event; None when it made the first.
        live: the revision that stands now.
        rev: of the new revision.

    Raises:
        UndoBlocked: what stands now says something else than `left`.
    """
    if live is None or content(live) != content(left):
        raise UndoBlocked(live or left)
    if before is None:
        return replace(left, rev=rev, prev=live.rev, answer=Answer.DELETE)
    return replace(before, rev=rev, prev=live.rev)
