"""Tags made without a selection: the guess, the next thing, and how both are amended.

Such a tag is *fresh* until the next motion: the cursor is bare, the tag active. While
it is, its label key takes the next likely stretch, MoveOn the next thing of its kind,
and the keys that change or extend a selection change the tag itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.errors import (
    AlreadyThere,
    NothingFresh,
    NothingHere,
    NothingMore,
    NothingWider,
)
from annotate.desk.intents import Move, Place, Shape
from annotate.desk.ladder import grown, shrunk
from annotate.desk.moving import SHAPES
from annotate.desk.outcome import Outcome, shortened
from annotate.desk.state import Guess
from annotate.desk.storing import changed, tagged
from annotate.desk.things import rest_of, things
from annotate.ids import outranking
from annotate.model import Span, Verb
from annotate.text import motions
from annotate.text.objects import alternatives, guesses
from annotate.text.quotations import quotation_at
from annotate.text.selection import Selection, of
from annotate.text.selection import span as span_of
from annotate.text.trimming import trim, trim_blanks

if TYPE_CHECKING:
    from annotate.desk.intents import Stamp
    from annotate.desk.state import Desk
    from annotate.model import Annotation

__all__ = ["adjust", "fresh", "guess", "move_on", "tag_next"]

_NO_OWN_THINGS = frozenset({"quote", "number", "denial"})


def fresh(desk: Desk) -> Annotation | None:
    """The tag that was just made at the bare cursor; None when something came since."""
    if desk.guess is None or not desk.panes or not desk.pane.selection.is_bare:
        return None
    return desk.sheet.annotation(desk.guess.annotation)


def guess(desk: Desk, label: str, stamp: Stamp) -> Outcome:
    """The label on what stands at the bare cursor; again at once, on more of it."""
    offset = desk.pane.selection.head
    made = desk.guess
    if made is not None and (made.label, made.offset) == (label, offset):
        annotation = fresh(desk)
        if annotation is not None:
            return _widened(desk, made, annotation, stamp)
    role, title = _role(desk, label), desk.label(label).title.lower()
    same = _same_stretch(desk, label)
    spans = guesses(desk.text, offset, role) if same is None else (same,)
    if not spans:
        if role == "number":
            raise NothingHere(title, "# selects the next one")
        raise NothingHere(title)
    return _guessed(desk, label, spans[0], offset, stamp)


def tag_next(desk: Desk, label: str, stamp: Stamp) -> Outcome:
    """The label on the next thing of its kind that the reader has not tagged with it.

    It is looked for from the start of a fresh tag, else of the selection. The cursor
    stands bare where it starts.
    """
    annotation = fresh(desk)
    place = desk.pane.selection.start if annotation is None else annotation.span.start
    found = _next(desk, label, place)
    same = _same_stretch(desk, label)
    if same is not None and _reports(desk, same):
        found = same
    if found is None:
        raise NothingMore(desk.label(label).title.lower())
    return _guessed(_at(desk, found.start), label, found, found.start, stamp)


def move_on(desk: Desk, stamp: Stamp) -> Outcome:
    """The fresh tag on the next thing of its kind instead."""
    annotation = fresh(desk)
    if annotation is None or desk.guess is None:
        raise NothingFresh
    title = desk.label(annotation.label).title.lower()
    found = _next(desk, annotation.label, annotation.span.start + 1, annotation.id)
    if found is None:
        raise NothingMore(title)
    moved = _revised(_at(desk, found.start), annotation, found, stamp)
    now = Guess(annotation.label, annotation.id, found.start, 0, found)
    return replace(
        moved,
        desk=replace(moved.desk, guess=now),
        message=f"moved {title} on to {_shown(desk, found)}; u undoes",
    )


def adjust(desk: Desk, wish: Shape | Move | Place, stamp: Stamp) -> Outcome:
    """The fresh tag changed as the selection of its span would be.

    White space at its edges stays out, and what a whole sentence adds is trimmed.
    """
    annotation, made = fresh(desk), desk.guess
    if annotation is None or made is None:
        raise NothingFresh
    before = of(annotation.span, backwards=made.is_backwards)
    if wish is Shape.SWAP_ENDS:
        turned = replace(made, is_backwards=not made.is_backwards)
        end = "end" if made.is_backwards else "start"
        said = f"extending moves the {end} of the tag"
        return Outcome(replace(desk, guess=turned), message=said)
    after, ladder = _changed_selection(desk, before, wish)
    if wish is Shape.SHRINK and made.ladder:
        # As it was: what is trimmed already would lose a second full stop.
        taken = span_of(after)
    else:
        taken = _taken(desk.text, before, after, wish)
    title = desk.label(annotation.label).title.lower()
    if taken is None or taken == annotation.span:
        return Outcome(desk, message=f"{title} stays {shortened(annotation.quote)}")
    known = desk.sheet.find(desk.annotator, annotation.label, taken.start, taken.end)
    if known:
        raise AlreadyThere(title, _shown(desk, taken))
    cursor = desk.pane.selection.head
    here = cursor if taken.contains(cursor) else taken.start
    revised = _revised(_at(desk, here), annotation, taken, stamp)
    now = replace(made, offset=here, ladder=ladder)
    return replace(
        revised,
        desk=replace(revised.desk, guess=now),
        message=f"{title} is now {_shown(desk, taken)}; u undoes",
    )


def _changed_selection(
    desk: Desk, before: Selection, wish: Shape | Move | Place
) -> tuple[Selection, tuple[Selection, ...]]:
    """The selection of the tag after the wish, and those to shrink back to."""
    text, made = desk.text, desk.guess
    ladder = made.ladder if made else ()
    if isinstance(wish, Move):
        return motions.move(text, before, wish.name, extend=True), ()
    if isinstance(wish, Place):
        # Left of it all it is the start that moves.
        anchor = before.end if wish.offset < before.start else before.anchor
        return Selection(anchor, min(max(wish.offset, 0), len(text))), ()
    if wish is Shape.EXPAND:
        more = grown(text, before)
        while trim(text, Span(more.start, more.end)) == Span(before.start, before.end):
            wider = grown(text, more)
            if wider == more:
                break
            more = wider
        return more, (*ladder, before)
    if wish is Shape.SHRINK:
        if ladder:
            return ladder[-1], ladder[:-1]
        return shrunk(text, before), ()
    return SHAPES[wish](text, before), ()


def _taken(
    text: str, before: Selection, after: Selection, wish: Shape | Move | Place
) -> Span | None:
    """The span of the changed selection; a step over blanks goes on to what follows."""
    selected = span_of(after)
    if selected is None:
        return None
    if isinstance(wish, Move) and not wish.name.startswith(("word", "char")):
        return trim(text, selected)
    if wish in (Shape.EXPAND, Shape.SHRINK):
        return trim(text, selected)
    taken = trim_blanks(text, selected.start, selected.end)
    steps = 0
    while taken is not None and taken == span_of(before) and after != before:
        # The step led over a blank alone: the next one is meant.
        steps += 1
        further = _step(text, after, wish)
        if further == after or steps > _MOST_BLANKS:
            return taken
        after = further
        selected = span_of(after)
        if selected is None:
            return None
        taken = trim_blanks(text, selected.start, selected.end)
    return taken


_MOST_BLANKS = 64
"""Blanks stepped over at once."""


def _step(text: str, selection: Selection, wish: Shape | Move | Place) -> Selection:
    if isinstance(wish, Move):
        return motions.move(text, selection, wish.name, extend=True)
    if isinstance(wish, Place) or wish not in SHAPES:
        return selection
    return SHAPES[wish](text, selection)


def _next(desk: Desk, label: str, place: int, besides: str = "") -> Span | None:
    """The next thing that starts at or behind the place and has no such tag yet."""
    role = _role(desk, label)
    for thing in things(desk.text, place, role):
        own = [
            one.span
            for one in desk.sheet.index.between(thing.start, thing.end)
            if one.annotator == desk.annotator
            and one.label == label
            and one.id != besides
        ]
        found: Span | None = thing
        if own:
            if role in _NO_OWN_THINGS:
                continue
            found = rest_of(desk.text, thing, max(span.end for span in own))
        if found is not None and found.start >= place:
            return found
    return None


def _same_stretch(desk: Desk, label: str) -> Span | None:
    """The stretch of a fresh claim for a quote, or of a fresh quote for a claim.

    Reported words without quotation marks around them are both. None where marks
    begin or end the stretch, or hold part of what a claim took and are no more.
    """
    annotation = fresh(desk)
    if annotation is None or annotation.label == label:
        return None
    text, taken = desk.text, annotation.span
    roles = {_role(desk, annotation.label), _role(desk, label)}
    if "quote" not in roles or roles & _NO_OWN_THINGS != {"quote"}:
        return None
    if desk.sheet.find(desk.annotator, label, taken.start, taken.end):
        return None
    around = quotation_at(text, taken.start)
    return None if around is not None else taken


def _reports(desk: Desk, taken: Span) -> bool:
    """Whether the stretch meets a quote that has no marks around it."""
    for thing in things(desk.text, taken.start, "quote"):
        if thing.start >= taken.end:
            return False
        if quotation_at(desk.text, thing.start) is None:
            return True
    return False


def _role(desk: Desk, label: str) -> str:
    return desk.label(label).colour


def _shown(desk: Desk, span: Span) -> str:
    return shortened(desk.sheet.article.quote(span))


def _at(desk: Desk, offset: int) -> Desk:
    """The desk with a bare cursor there."""
    here = Selection(offset, offset)
    if desk.pane.selection == here:
        return desk
    return desk.with_pane(replace(desk.pane, selection=here, goal_cell=None, ladder=()))


def _guessed(desk: Desk, label: str, taken: Span, offset: int, stamp: Stamp) -> Outcome:
    outcome = tagged(desk, label, taken, stamp)
    made = None
    if outcome.edits:
        made = Guess(label, outcome.desk.active, offset, 0, taken)
    return replace(outcome, desk=replace(outcome.desk, guess=made))


def _widened(desk: Desk, made: Guess, annotation: Annotation, stamp: Stamp) -> Outcome:
    title = desk.label(made.label).title.lower()
    spans = alternatives(desk.text, made.first, _role(desk, made.label))
    for step in range(made.step + 1, len(spans)):
        wider = spans[step]
        if desk.sheet.find(desk.annotator, made.label, wider.start, wider.end):
            continue
        outcome = _revised(desk, annotation, wider, stamp)
        return replace(
            outcome,
            desk=replace(outcome.desk, guess=replace(made, step=step, ladder=())),
            message=f"widened {title} to {_shown(desk, wider)}; u undoes",
        )
    raise NothingWider(title)


def _revised(desk: Desk, annotation: Annotation, span: Span, stamp: Stamp) -> Outcome:
    revised = annotation.revised(
        outranking(stamp.rev, annotation.rev),
        span=span,
        quote=desk.sheet.article.quote(span),
    )
    return changed(desk, revised, Verb.EDIT, stamp)
