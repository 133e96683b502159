"""What a wish of the adjudicator rules, and on which case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.adjudication.deciding import (
    Choice,
    both,
    corrected,
    neither,
    taken_from,
)
from annotate.desk.errors import DeskRefusal, NothingSelected
from annotate.desk.intents import Tag
from annotate.text.selection import span
from annotate.text.trimming import trim
from annotate.tui.adjudication.intents import Adjudge, TakeColumn

if TYPE_CHECKING:
    from annotate.adjudication.deciding import Ruling
    from annotate.tui.adjudication.session import AdjudicationSession

__all__ = ["NoCaseHere", "NoSuchColumn", "Ruled", "ruled"]


class NoCaseHere(DeskRefusal):
    """Nobody has a tag where something was to be decided."""

    def __init__(self) -> None:
        super().__init__("No tags to decide on here; Tab goes to the next difference.")


class NoSuchColumn(DeskRefusal):
    """No annotator stands in that column."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__(f"No column {number}: {count} shown; ) brings further ones.")


class Ruled(NamedTuple):
    """A ruling and the case that it is on."""

    case: int
    """Index in the docket."""
    ruling: Ruling
    said: str
    """In words, without what was taken."""


def ruled(session: AdjudicationSession, wish: Adjudge | TakeColumn | Tag) -> Ruled:
    """What the wish rules on the case at hand; a label, on the selection's case.

    Raises:
        NoCaseHere: there is none.
        NoSuchColumn: the column is not on the screen.
        NothingSelected: a label was to be given to blanks.
    """
    if isinstance(wish, Tag):
        return _corrected(session, wish.label)
    case, shown = session.case, session.shown
    if case is None:
        raise NoCaseHere
    if isinstance(wish, TakeColumn):
        if wish.column >= len(shown):
            raise NoSuchColumn(wish.column + 1, len(shown))
        who = shown[wish.column]
        name = session.name(who)
        return Ruled(session.at, taken_from(case, who), f"took {name}'s")
    match wish.choice:
        case Choice.LEFT:
            ruling = taken_from(case, shown[0], Choice.LEFT)
        case Choice.RIGHT:
            ruling = taken_from(case, shown[-1], Choice.RIGHT)
        case Choice.BOTH:
            ruling = both(case)
        case _:
            ruling = neither()
    return Ruled(session.at, ruling, f"took {ruling.choice}")


def _corrected(session: AdjudicationSession, label: str) -> Ruled:
    """The selection under a label instead of what anybody has."""
    desk = session.desk
    selected = span(desk.pane.selection)
    taken = trim(desk.text, selected) if selected else None
    if taken is None:
        raise NothingSelected
    index = _case_meeting(session, taken.start, taken.end)
    quote = desk.sheet.article.quote(taken)
    ruling = corrected(session.docket.cases[index], taken, quote, label)
    return Ruled(index, ruling, "corrected")


def _case_meeting(session: AdjudicationSession, start: int, end: int) -> int:
    """The case at hand if the stretch meets it, else a case that it meets.

    A difference comes before what all agree on, then the first one.
    """
    docket = session.docket
    case = session.case
    if case is not None and case.span.start < end and start < case.span.end:
        return session.at
    marks = [
        (one.span.start, one.span.end, one.label)
        for sheet in session.cases.sheets.values()
        for one in sheet.index.between(start, end)
    ]
    found = {docket.case_of[mark] for mark in marks if mark in docket.case_of}
    if not found:
        raise NoCaseHere
    return min(found, key=lambda at: (not docket.cases[at].is_difference, at))
