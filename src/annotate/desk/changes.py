"""How what the store tells comes onto the desk: undone work, others' work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.model import Answer
from annotate.text.selection import Selection, of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.desk.state import Desk, Sheet
    from annotate.model import Annotation, Edit

__all__ = ["jump_to_edit", "refreshed", "with_edit", "without_lost_active"]


def with_edit(desk: Desk, edit: Edit) -> Desk:
    """The desk with the edit's revisions in the articles that are open."""
    by_article: dict[str, list[Annotation]] = {}
    for revision in edit.annotations:
        by_article.setdefault(revision.article, []).append(revision)
    for article, revisions in by_article.items():
        if article in desk.sheets:
            desk = desk.with_sheet(desk.sheets[article].with_revisions(revisions))
    return without_lost_active(desk)


def refreshed(desk: Desk, sheet: Sheet, unsaved: Iterable[Edit]) -> Desk:
    """The desk with an article as the store has it, and the unsaved edits on top."""
    if sheet.article.id not in desk.sheets:
        return desk
    article = sheet.article.id
    for edit in unsaved:
        revisions = tuple(one for one in edit.annotations if one.article == article)
        if revisions:
            sheet = sheet.with_revisions(revisions)
    return without_lost_active(desk.with_sheet(sheet))


def jump_to_edit(desk: Desk, edit: Edit) -> Desk:
    """The desk at the place of an edit whose article is open, as undo leaves it."""
    if not edit.annotations:
        return desk
    changed = edit.annotations[0]
    at = desk.position(changed.article)
    if at is None:
        return desk
    is_there = changed.answer is Answer.ACCEPT
    made = desk.guess
    if made is not None and is_there and changed.id == made.annotation:
        # One amendment less: the tag is as fresh as it was before it.
        start = changed.span.start
        step = 0 if changed.span == made.first else made.step
        made = replace(made, offset=start, step=step, ladder=())
        selection = Selection(start, start)
    else:
        made, selection = None, of(changed.span)
    pane = replace(desk.panes[at], selection=selection, goal_cell=None, ladder=())
    active = changed.id if is_there else ""
    return replace(desk.with_pane(pane, at), focus=at, active=active, guess=made)


def without_lost_active(desk: Desk) -> Desk:
    """The desk with nothing active when what was active is not there any more."""
    if desk.active and desk.panes and desk.sheet.annotation(desk.active) is None:
        return replace(desk, active="", guess=None)
    return desk
