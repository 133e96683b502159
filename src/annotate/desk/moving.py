"""How the selection of a pane answers to motions, shapes and annotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.errors import NoAnnotationHere, NoMoreAnnotations
from annotate.desk.intents import Shape
from annotate.desk.ladder import grown, shrunk
from annotate.desk.outcome import Outcome
from annotate.desk.state import Pane, place_of
from annotate.text import motions, reshaping
from annotate.text.occurrences import SEARCH_LIMIT
from annotate.text.segments import SENTENCE
from annotate.text.selection import Selection, of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotate.desk.intents import GoToAnnotation, Move, Place, Select
    from annotate.desk.state import Desk
    from annotate.model import Annotation

__all__ = [
    "SHAPES",
    "activated",
    "go_to",
    "move",
    "next_annotation",
    "next_untagged",
    "place",
    "reshape",
    "select",
]


_SEARCHED = frozenset({"number", "quotation", "reporting-cue", "denial-cue"})
"""Things that are looked for in SEARCH_LIMIT code points at most."""
_THINGS = _SEARCHED | {"word", "sentence", "paragraph"}


def _moved(desk: Desk, selection: Selection, *, keeps_active: bool) -> Desk:
    pane = replace(desk.pane, selection=selection, goal_cell=None, ladder=())
    active = desk.active if keeps_active else ""
    return replace(desk.with_pane(pane), active=active)


def move(desk: Desk, wish: Move) -> Outcome:
    """The desk after a motion; a selection with nowhere to go stays, and it is said."""
    extend = wish.extend or desk.pane.is_sticky
    before = desk.pane.selection
    selection = motions.move(desk.text, before, wish.name, extend=extend)
    thing, _, way = wish.name.rpartition("-")
    said = ""
    if selection == before and thing in _THINGS:
        what, backwards = thing.replace("-", " "), way != "next"
        if thing in _SEARCHED:
            said = _not_found(desk, what, backwards=backwards)
        else:
            said = f"no {what} {'before' if backwards else 'behind'} this one"
    return Outcome(_moved(desk, selection, keeps_active=extend), message=said)


def _not_found(desk: Desk, what: str, *, backwards: bool) -> str:
    """That there is none, or none as far as is looked."""
    where, selection = "before" if backwards else "behind", desk.pane.selection
    left = selection.start if backwards else len(desk.text) - selection.end
    if left <= SEARCH_LIMIT:
        return f"no {what} {where} this one"
    return f"no {what} within {SEARCH_LIMIT:,} characters; go farther and press again"


def place(desk: Desk, wish: Place) -> Desk:
    """The desk after a row motion or a click, remembering the cell aimed at."""
    extend = wish.extend or desk.pane.is_sticky
    offset = _inside(desk.text, wish.offset)
    anchor = desk.pane.selection.anchor if extend else offset
    moved = _moved(desk, Selection(anchor, offset), keeps_active=extend)
    return moved.with_pane(replace(moved.pane, goal_cell=wish.goal_cell))


def select(desk: Desk, wish: Select) -> Desk:
    """The desk with the pane focused and exactly this selection in it."""
    focused = replace(desk, focus=wish.pane)
    ends = (wish.selection.anchor, wish.selection.head)
    selection = Selection(*(_inside(focused.text, offset) for offset in ends))
    return _moved(focused, selection, keeps_active=False)


def _inside(text: str, offset: int) -> int:
    """The offset, or the nearest in the text: it may be of an article just replaced."""
    return min(max(offset, 0), len(text))


SHAPES: Mapping[Shape, Callable[[str, Selection], Selection]] = {
    Shape.DROP_FIRST_WORD: reshaping.drop_first_word,
    Shape.DROP_LAST_WORD: reshaping.drop_last_word,
    Shape.TAKE_WORD_BEFORE: reshaping.take_word_before,
    Shape.TAKE_WORD_BEHIND: reshaping.take_word_behind,
    Shape.DROP_FIRST_CLAUSE: reshaping.drop_first_clause,
    Shape.DROP_LAST_CLAUSE: reshaping.drop_last_clause,
    Shape.TAKE_CLAUSE_BEFORE: reshaping.take_clause_before,
    Shape.TAKE_CLAUSE_BEHIND: reshaping.take_clause_behind,
    Shape.START_LESS: reshaping.start_less,
    Shape.START_MORE: reshaping.start_more,
    Shape.END_LESS: reshaping.end_less,
    Shape.END_MORE: reshaping.end_more,
    Shape.SWAP_ENDS: reshaping.swap_ends,
    Shape.COLLAPSE: reshaping.collapse,
}
"""What the shapes without a memory make of a selection."""

_DROPPING = frozenset(
    {
        *(Shape.DROP_FIRST_WORD, Shape.DROP_LAST_WORD),
        *(Shape.DROP_FIRST_CLAUSE, Shape.DROP_LAST_CLAUSE),
        *(Shape.START_LESS, Shape.END_LESS),
    }
)


def reshape(desk: Desk, shape: Shape) -> Outcome:
    """The selection grown, shrunk, trimmed or turned where it stands.

    One that can neither grow nor shrink stays, and it is said; as well that there is
    none of which something could be dropped.
    """
    text, pane = desk.text, desk.pane
    if shape is Shape.EXPAND:
        more = grown(text, pane.selection)
        if more == pane.selection:
            return Outcome(desk, message="all of the article is selected; z shrinks")
        return Outcome(_with_ladder(desk, more, (*pane.ladder, pane.selection)))
    if shape is Shape.SHRINK:
        if pane.ladder:
            return Outcome(_with_ladder(desk, pane.ladder[-1], pane.ladder[:-1]))
        less = shrunk(text, pane.selection)
        said = "nothing is selected; x expands" if less == pane.selection else ""
        return Outcome(_with_ladder(desk, less, ()), message=said)
    selection = SHAPES[shape](text, pane.selection)
    is_none = shape in _DROPPING and pane.selection.is_bare
    said = "nothing is selected; w selects a word" if is_none else ""
    moved = _moved(desk, selection, keeps_active=shape is not Shape.COLLAPSE)
    return Outcome(moved, message=said)


def _with_ladder(
    desk: Desk, selection: Selection, ladder: tuple[Selection, ...]
) -> Desk:
    pane = Pane(desk.pane.article, selection, None, ladder, desk.pane.is_sticky)
    return desk.with_pane(pane)


def activated(desk: Desk, annotation: Annotation) -> Desk:
    """The desk with an annotation of the focused article selected and active."""
    moved = _moved(desk, of(annotation.span), keeps_active=False)
    return replace(moved, active=annotation.id)


def next_annotation(desk: Desk, *, backwards: bool, mine: bool = False) -> Desk:
    """The desk with the next annotation selected and active, round the ends.

    `mine` passes over those of others.
    """
    shown = desk.shown(desk.sheet.annotations)
    if mine:
        shown = tuple(one for one in shown if one.annotator == desk.annotator)
    if not shown:
        raise NoMoreAnnotations(mine=mine)
    current = desk.sheet.annotation(desk.active) if desk.active else None
    if current is not None:
        at = bisect_left(shown, place_of(current), key=place_of)
        step = (
            at - 1
            if backwards
            else bisect_right(shown, place_of(current), key=place_of)
        )
    else:
        # Forwards, a tag that starts where the reader stands is the next one.
        at = bisect_left(shown, desk.pane.selection.start, key=_start)
        step = at - 1 if backwards else at
    return activated(desk, shown[step % len(shown)])


def next_untagged(desk: Desk, *, backwards: bool) -> Outcome:
    """The next sentence without a tag of the reader, selected.

    It is looked for in SEARCH_LIMIT code points.
    """
    text, selection = desk.text, desk.pane.selection
    place = selection.start if backwards else selection.end
    if selection.is_bare and not backwards:
        sentence = SENTENCE.at(text, place) or SENTENCE.next(text, place)
    else:
        sentence = (SENTENCE.previous if backwards else SENTENCE.next)(text, place)
    while sentence is not None and abs(sentence.start - place) < SEARCH_LIMIT:
        around = desk.sheet.index.between(sentence.start, sentence.end)
        if not any(one.annotator == desk.annotator for one in around):
            return Outcome(_moved(desk, of(sentence), keeps_active=False))
        if backwards:
            sentence = SENTENCE.previous(text, sentence.start)
        else:
            sentence = SENTENCE.next(text, sentence.end)
    said = _not_found(desk, "sentence without a tag of yours", backwards=backwards)
    return Outcome(desk, message=said)


def _start(annotation: Annotation) -> int:
    return annotation.span.start


def go_to(desk: Desk, wish: GoToAnnotation) -> Desk:
    """The desk with that annotation selected and active, its pane focused."""
    at = desk.position(wish.article)
    sheet = desk.sheets.get(wish.article)
    annotation = sheet.annotation(wish.annotation) if sheet else None
    if at is None or annotation is None:
        raise NoAnnotationHere
    return activated(replace(desk, focus=at), annotation)
