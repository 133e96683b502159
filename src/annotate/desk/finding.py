"""Where search goes: in the focused pane, and on to the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.errors import NotFound
from annotate.desk.outcome import Outcome
from annotate.text import search
from annotate.text.selection import Selection, of, span

if TYPE_CHECKING:
    from annotate.desk.intents import Find, FindInAll
    from annotate.desk.state import Desk
    from annotate.model import Span

__all__ = ["find", "find_in_all"]


def find(desk: Desk, wish: Find) -> Outcome:
    """The desk with the next place of the needle selected, round the ends.

    A search in all panes goes on to the next pane where one has no more.
    """
    origin = wish.origin
    start = desk.pane.selection if origin is None else origin
    searched = replace(
        desk,
        needle=wish.needle,
        searches_all=desk.searches_all and origin is None,
    )
    if wish.backwards:
        place = start.start
    else:
        # Typing looks again from where it began; a step leaves the hit it is on.
        place = start.end if origin is None else start.start
    hit = _next(_text(desk, desk.focus), wish, place)
    if hit is not None:
        return Outcome(_at(searched, desk.focus, hit))
    panes = len(desk.panes) if searched.searches_all else 1
    step = -1 if wish.backwards else 1
    for further in range(1, panes + 1):
        # At the last one it is back in the pane where it began.
        at = desk.focus if further == panes else (desk.focus + step * further) % panes
        text = _text(desk, at)
        hit = _next(text, wish, len(text) if wish.backwards else 0)
        if hit is not None:
            there = _at(searched, at, hit)
            return Outcome(there, message=_round(desk, there, wish))
    said = _why_not(searched, wish.needle)
    return Outcome(_back(searched, desk.focus, start), message=said)


def find_in_all(desk: Desk, wish: FindInAll) -> Outcome:
    """The desk with the first place of the needle selected, in whichever pane."""
    back = replace(desk, needle=wish.needle, searches_all=bool(wish.needle))
    for index, origin in enumerate(wish.origins[: len(desk.panes)]):
        if back.panes[index].selection != origin:
            back = _back(back, index, origin)
    back = replace(back, focus=min(wish.focus, len(desk.panes) - 1))
    if not wish.needle:
        return Outcome(back)
    hit = search.find_next(back.text, wish.needle, back.pane.selection.start)
    if hit is not None:
        return Outcome(_at(back, back.focus, hit))
    for index in (back.focus, *range(len(back.panes))):
        hit = search.find_next(_text(back, index), wish.needle, 0)
        if hit is not None:
            return Outcome(_at(back, index, hit))
    return Outcome(replace(back, active=""), message=_why_not(back, wish.needle))


def _round(desk: Desk, there: Desk, wish: Find) -> str:
    """What is to be said of a step that went past an end."""
    if there.focus != desk.focus:
        return f"on in pane {there.focus + 1}"
    if there.pane.selection == desk.pane.selection:
        return "this is the only match"
    if wish.backwards:
        return "round the top: this is the last match"
    return "round the bottom: this is the first match"


def _next(text: str, wish: Find, place: int) -> Span | None:
    if wish.backwards:
        return search.find_previous(text, wish.needle, place)
    return search.find_next(text, wish.needle, place)


def _text(desk: Desk, pane: int) -> str:
    return desk.sheets[desk.panes[pane].article].article.text


def _at(desk: Desk, index: int, hit: Span) -> Desk:
    """The desk with a hit selected, its pane in front."""
    if index == desk.focus and span(desk.pane.selection) == hit:
        return desk
    return _back(replace(desk, focus=index), index, of(hit))


def _back(desk: Desk, index: int, selection: Selection) -> Desk:
    pane = replace(desk.panes[index], selection=selection, goal_cell=None, ladder=())
    return replace(desk.with_pane(pane, index), active="")


def _why_not(desk: Desk, needle: str) -> str:
    """Why nothing was found."""
    panes = range(len(desk.panes)) if desk.searches_all else (desk.focus,)
    for pane in panes:
        found = search.problem(_text(desk, pane), needle)
        if found:
            return found
    return str(NotFound(needle, is_everywhere=desk.searches_all))
