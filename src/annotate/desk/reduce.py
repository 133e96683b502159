"""The one door to the desk: a wish in, the new desk and the edits to store out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from annotate.desk import (
    arranging,
    deciding,
    finding,
    guessing,
    linking,
    moving,
    tagging,
)
from annotate.desk.errors import BlindHere
from annotate.desk.intents import (
    AcceptAll,
    Adopt,
    ClosePane,
    Describe,
    Find,
    FindInAll,
    FocusPane,
    GoToAnnotation,
    MakeLink,
    Move,
    MoveOn,
    MovePane,
    NextAnnotation,
    NextPane,
    NextSuggestion,
    NextUntagged,
    OpenArticle,
    Place,
    Relabel,
    Remove,
    Repeat,
    Resize,
    Select,
    Shape,
    Tag,
    TagNext,
    Toggle,
    ToggleKind,
    Unlink,
)
from annotate.desk.outcome import Outcome

if TYPE_CHECKING:
    from annotate.desk.intents import Intent, Stamp
    from annotate.desk.state import Desk

__all__ = ["reduce"]


def reduce(  # noqa: C901, PLR0912 - one arm for each wish
    desk: Desk, wish: Intent, stamp: Stamp
) -> Outcome:
    """What the wish makes of the desk; DeskRefusal when it cannot be granted.

    Pure: the same desk, wish and stamp give the same outcome. Nothing is stored.
    """
    if desk.guess is not None and not isinstance(wish, Tag | Repeat | TagNext | MoveOn):
        if isinstance(wish, Move | Place | Shape) and _amends(desk, wish):
            return guessing.adjust(desk, wish, stamp)
        desk = replace(desk, guess=None)
    match wish:
        case Move():
            return moving.move(desk, wish)
        case Place():
            return Outcome(moving.place(desk, wish))
        case Select():
            return Outcome(moving.select(desk, wish))
        case Shape():
            return moving.reshape(desk, wish)
        case NextAnnotation():
            found = moving.next_annotation(
                desk, backwards=wish.backwards, mine=wish.mine
            )
            return Outcome(found)
        case NextUntagged():
            return moving.next_untagged(desk, backwards=wish.backwards)
        case NextSuggestion():
            return deciding.next_suggestion(desk, backwards=wish.backwards)
        case GoToAnnotation():
            return Outcome(moving.go_to(desk, wish))
        case Find():
            return finding.find(desk, wish)
        case FindInAll():
            return finding.find_in_all(desk, wish)
        case Adopt():
            return tagging.adopt(desk, stamp)
        case AcceptAll():
            return deciding.accept_all(desk, stamp)
        case Tag():
            return tagging.tag(desk, wish.label, stamp)
        case TagNext():
            return guessing.tag_next(desk, wish.label, stamp)
        case MoveOn():
            return guessing.move_on(desk, stamp)
        case Repeat():
            return tagging.repeat(desk, stamp)
        case Relabel():
            return tagging.relabel(desk, wish.label, stamp)
        case Resize():
            return tagging.resize(desk, stamp)
        case Remove():
            return tagging.remove(desk, stamp)
        case Describe():
            return tagging.describe(desk, wish, stamp)
        case MakeLink():
            return linking.make_link(desk, wish, stamp)
        case Unlink():
            return linking.unlink(desk, wish.link, stamp)
        case FocusPane():
            return Outcome(arranging.focus_pane(desk, wish.pane))
        case NextPane():
            step = -1 if wish.backwards else 1
            beside = (desk.focus + step) % len(desk.panes)
            return Outcome(arranging.focus_pane(desk, beside))
        case OpenArticle():
            return Outcome(arranging.open_article(desk, wish.sheet, wish.where))
        case ClosePane():
            return Outcome(arranging.close_pane(desk))
        case MovePane():
            return Outcome(arranging.move_pane(desk, backwards=wish.backwards))
        case Toggle():
            return _toggled(desk, wish.kind)
        case _:
            assert_never(wish)


def _amends(desk: Desk, wish: Move | Place | Shape) -> bool:
    """Whether the wish changes the tag that was just made, and not where one is."""
    if guessing.fresh(desk) is None:
        return False
    if isinstance(wish, Shape):
        return wish is not Shape.COLLAPSE
    return wish.extend or desk.pane.is_sticky


def _toggled(desk: Desk, kind: ToggleKind) -> Outcome:
    match kind:
        case ToggleKind.OTHERS:
            if desk.sheet.is_blind:
                raise BlindHere
            shows = not desk.shows_others
            said = "others' tags shown" if shows else "others' tags hidden"
            active = desk.active_annotation() if desk.active else None
            hidden = (
                active is not None
                and active.annotator != desk.annotator
                and desk.active_suggestion() is None
            )
            return Outcome(
                replace(
                    desk,
                    shows_others=shows,
                    active="" if hidden and not shows else desk.active,
                ),
                message=f"{said}; t switches",
            )
        case ToggleKind.SUGGESTIONS:
            return _suggested(desk)
        case ToggleKind.ZOOM:
            return Outcome(replace(desk, is_zoomed=not desk.is_zoomed))
        case ToggleKind.STICKY:
            pane = replace(desk.pane, is_sticky=not desk.pane.is_sticky)
            said = "every motion extends" if pane.is_sticky else "motions select anew"
            return Outcome(desk.with_pane(pane), message=f"{said}; v switches")
        case _:
            assert_never(kind)


def _suggested(desk: Desk) -> Outcome:
    switched = deciding.show_suggestions(desk, shows=not desk.shows_suggestions)
    if not switched.shows_suggestions:
        return Outcome(switched, message="suggestions hidden; Space r switches")
    count = len(desk.sheet.suggestions.waiting)
    here = f"{count} here; ) goes to the next one" if count else "none here"
    return Outcome(switched, message=f"suggestions shown, {here}; Space r switches")
