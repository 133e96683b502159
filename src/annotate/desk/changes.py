"""How what the store tells comes onto the desk: undone work, others' work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.model import Answer
from annotate.text.selection import Selection, of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.desk.links import End, LinkIndex
    from annotate.desk.state import Desk, Sheet
    from annotate.model import Annotation, Edit, Link

__all__ = [
    "jump_to_edit",
    "refreshed",
    "with_edit",
    "with_ends",
    "with_links",
    "without_lost_active",
]


def with_edit(desk: Desk, edit: Edit) -> Desk:
    """The desk with the edit's revisions in the articles that are open."""
    for sheet in tuple(desk.sheets.values()):
        edited = _edited(sheet, edit)
        if edited is not sheet:
            desk = desk.with_sheet(edited)
    return without_lost_active(desk)


def _edited(sheet: Sheet, edit: Edit) -> Sheet:
    """The sheet after an edit; a removed annotation takes its links along."""
    here = sheet.article.id
    revisions = tuple(one for one in edit.annotations if one.article == here)
    if revisions:
        sheet = sheet.with_revisions(revisions)
    gone = [one.id for one in edit.annotations if one.answer is not Answer.ACCEPT]
    return _linked(_with_index(sheet, sheet.links.without(gone)), edit.links)


def _linked(sheet: Sheet, links: Iterable[Link]) -> Sheet:
    """The sheet with those of the revisions of links that concern it."""
    held = sheet.by_id
    own = tuple(
        link
        for link in links
        if link.id in sheet.links or link.source in held or link.target in held
    )
    return _with_index(sheet, sheet.links.with_revisions(own)) if own else sheet


def _with_index(sheet: Sheet, links: LinkIndex) -> Sheet:
    return sheet if links is sheet.links else replace(sheet, links=links)


def with_links(desk: Desk, links: Iterable[Link], ends: Iterable[End]) -> Desk:
    """The desk with links that came back, and their ends in articles not open."""
    links = tuple(links)
    for sheet in tuple(desk.sheets.values()):
        desk = desk.with_sheet(_linked(sheet, links))
    return with_ends(desk, ends)


def with_ends(desk: Desk, ends: Iterable[End]) -> Desk:
    """The desk that knows these ends of links, as the store has them."""
    found = {end.annotation.id: end for end in ends}
    return replace(desk, far={**desk.far, **found}) if found else desk


def refreshed(desk: Desk, sheet: Sheet, unsaved: Iterable[Edit]) -> Desk:
    """The desk with an article as the store has it, and the unsaved edits on top."""
    if sheet.article.id not in desk.sheets:
        return desk
    for edit in unsaved:
        sheet = _edited(sheet, edit)
    return without_lost_active(desk.with_sheet(sheet))


def jump_to_edit(desk: Desk, edit: Edit) -> Desk:
    """The desk at the place of an edit whose article is open, as undo leaves it.

    That of a link is the annotation where it starts.
    """
    if edit.annotations:
        changed: Annotation | None = edit.annotations[0]
    else:
        ends = [desk.end(link.source) for link in edit.links]
        changed = ends[0].annotation if ends and ends[0] else None
    at = desk.position(changed.article) if changed else None
    if changed is None or at is None:
        return desk
    is_there = changed.answer is Answer.ACCEPT
    made = desk.guess
    if made is not None and is_there and changed.id == made.annotation:
        # One amendment less: the tag is as fresh as it was before it.
        here = made.offset if changed.span.contains(made.offset) else changed.span.start
        step = 0 if changed.span == made.first else made.step
        made = replace(made, offset=here, step=step, ladder=())
        selection = Selection(here, here)
    else:
        made, selection = None, of(changed.span)
    pane = replace(desk.panes[at], selection=selection, goal_cell=None, ladder=())
    active = changed.id if is_there else ""
    if not active and desk.shows_suggestions:
        # Open again: the reader is to decide anew.
        suggestions = desk.sheets[changed.article].suggestions
        active = changed.origin if suggestions.open_one(changed.origin) else ""
    return replace(desk.with_pane(pane, at), focus=at, active=active, guess=made)


def without_lost_active(desk: Desk) -> Desk:
    """The desk with nothing active when what was active is not there any more."""
    if desk.active and desk.panes and desk.sheet.annotation(desk.active) is None:
        return replace(desk, active="", guess=None)
    return desk
