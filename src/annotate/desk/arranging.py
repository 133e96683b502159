"""How panes open, close, move and take the focus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.changes import with_ends, without_lost_active
from annotate.desk.errors import LastPane, NoSuchPane, TooManyPanes
from annotate.desk.intents import Where
from annotate.desk.links import End
from annotate.desk.state import MAX_PANES, Pane
from annotate.text.graphemes import floor_boundary
from annotate.text.selection import Selection

if TYPE_CHECKING:
    from annotate.desk.state import Desk, Sheet

__all__ = ["close_pane", "focus_pane", "move_pane", "open_article"]


def focus_pane(desk: Desk, index: int) -> Desk:
    """The desk with that pane focused."""
    if not 0 <= index < len(desk.panes):
        raise NoSuchPane(index + 1, len(desk.panes))
    if index == desk.focus:
        return desk
    return replace(desk, focus=index, active="")


def _pane_of(desk: Desk, sheet: Sheet) -> Pane:
    resting = desk.resting.get(sheet.article.id, Selection(0, 0))
    text = sheet.article.text
    anchor, head = (
        floor_boundary(text, min(offset, len(text)))
        for offset in (resting.anchor, resting.head)
    )
    return Pane(sheet.article.id, Selection(anchor, head))


def _put_to_rest(desk: Desk, pane: Pane) -> Desk:
    # Behind all others: the oldest ones are the first to be forgotten.
    resting = {key: one for key, one in desk.resting.items() if key != pane.article}
    resting[pane.article] = pane.selection
    sheets = {key: one for key, one in desk.sheets.items() if key != pane.article}
    closed = desk.sheets[pane.article]
    linked = (closed.annotation(one) for one in closed.links.ends)
    ends = (End(one, closed.article.title) for one in linked if one is not None)
    return with_ends(replace(desk, resting=resting, sheets=sheets), ends)


def open_article(desk: Desk, sheet: Sheet, where: Where) -> Desk:
    """The article in the focused pane or a new one beside it; focused if open."""
    at = desk.position(sheet.article.id)
    if at is not None:
        return focus_pane(without_lost_active(desk.with_sheet(sheet)), at)
    pane = _pane_of(desk, sheet)
    if where is Where.HERE and desk.panes:
        desk = _put_to_rest(desk, desk.pane).with_pane(pane)
    else:
        if len(desk.panes) >= MAX_PANES:
            raise TooManyPanes(MAX_PANES)
        at = min(desk.focus + 1, len(desk.panes))
        panes = (*desk.panes[:at], pane, *desk.panes[at:])
        desk = replace(desk, panes=panes, focus=at)
    return replace(desk.with_sheet(sheet), active="")


def close_pane(desk: Desk) -> Desk:
    """The desk without its focused pane; the last one stays."""
    if len(desk.panes) <= 1:
        raise LastPane
    rested = _put_to_rest(desk, desk.pane)
    panes = (*desk.panes[: desk.focus], *desk.panes[desk.focus + 1 :])
    focus = min(desk.focus, len(panes) - 1)
    zoomed = desk.is_zoomed and len(panes) > 1
    return replace(rested, panes=panes, focus=focus, active="", is_zoomed=zoomed)


def move_pane(desk: Desk, *, backwards: bool) -> Desk:
    """The focused pane one place further, round the ends."""
    count = len(desk.panes)
    target = (desk.focus + (-1 if backwards else 1)) % count
    order = list(desk.panes)
    order.insert(target, order.pop(desk.focus))
    return replace(desk, panes=tuple(order), focus=target)
