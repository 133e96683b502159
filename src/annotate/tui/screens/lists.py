"""The lists over all open articles: denials without a claim, numbers that conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.conflicts import MOST, Why, conflicts, unlinked_denials
from annotate.desk.intents import GoToAnnotation
from annotate.desk.outcome import shortened
from annotate.tui.commands import Act
from annotate.tui.screens.places import Place, PlacesScreen

if TYPE_CHECKING:
    from annotate.desk.conflicts import Conflict
    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.screens.desk import DeskScreen

__all__ = ["show_list"]


_MOST_CHARACTERS = 300


def show_list(screen: DeskScreen, act: Act) -> None:
    """Show a list of places and go to the one that is chosen."""
    desk, session = screen.session.desk, screen.session
    match act:
        case Act.DENIALS:
            title = "Denials that are linked with no claim"
            places = tuple(_denial(desk, one) for one in unlinked_denials(desk))
            nothing = "Every denial in the open articles is linked with what it denies."
        case Act.CONFLICTS:
            title = "Numbers that conflict"
            found = conflicts(desk)
            places = tuple(_conflict(desk, each) for each in found)
            nothing = "No numbers in the open articles conflict."
            if len(found) == MOST:
                title = f"The first {MOST} conflicts"
        case _:
            raise ValueError(f"{act} is no list")
    if not places:
        session.message = nothing
        return

    def chosen(place: Place | None) -> None:
        if place is not None:
            # The last one has the focus; the other one is selected in its pane.
            for one in reversed(place.annotations):
                if session.desk.position(one.article) is not None:
                    session.wish(GoToAnnotation(one.article, one.id))
        screen.paint()

    screen.app.push_screen(PlacesScreen(title, places), chosen)


def _denial(desk: Desk, one: Annotation) -> Place:
    return Place((one,), (_line(desk, one),))


def _conflict(desk: Desk, each: Conflict) -> Place:
    thing = shortened(each.thing)
    remark = {
        Why.LINKED: "linked as a conflict",
        Why.SAME_QUANTITY: "linked as the same quantity, but the numbers differ",
        Why.ATTRIBUTES: f"both count {thing}, as noted on the tags",
        Why.WORDS: f"both seem to count {thing}: a guess from the wording",
    }[each.why]
    return Place(
        (each.first, each.second),
        (_line(desk, each.first), _line(desk, each.second)),
        remark,
    )


def _line(desk: Desk, one: Annotation) -> tuple[str, str]:
    """The quote, and behind it where it stands and whose it is."""
    at = desk.position(one.article)
    end = desk.end(one.id)
    title = end.title if end else ""
    where = title if at is None else f"{at + 1} {title}"
    who = "" if one.annotator == desk.annotator else f" by {desk.who(one.annotator)}"
    return _flat(one.quote), f"{where}{who}"


def _flat(quote: str) -> str:
    """The quote in one line, of which the screen shows what fits."""
    return " ".join(quote[:_MOST_CHARACTERS].split())
