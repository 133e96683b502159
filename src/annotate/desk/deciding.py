"""What the reader makes of suggestions: going to them, accepting and rejecting them.

An accepted suggestion is an annotation of the reader's own with the suggestion's id as
its origin, a rejected one the same with the answer REJECT. Both keep its score, which
is about its label: accepted as another one it has none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.errors import (
    AlreadyThere,
    NoMoreSuggestions,
    NoSuggestionHere,
    NothingSelected,
    SuggestionsHidden,
    SuggestionsOff,
)
from annotate.desk.moving import activated
from annotate.desk.outcome import Outcome, shortened
from annotate.desk.state import place_of
from annotate.desk.storing import changed
from annotate.ids import following, outranking
from annotate.model import Answer, Edit, Suggesting, Verb
from annotate.text.selection import span
from annotate.text.trimming import trim

if TYPE_CHECKING:
    from annotate.desk.intents import Stamp
    from annotate.desk.state import Desk
    from annotate.model import Annotation, Span

__all__ = [
    "accept",
    "accept_all",
    "next_suggestion",
    "reject",
    "show_suggestions",
    "source_of_suggestion",
    "suggestion_here",
    "with_suggesting",
]


def source_of_suggestion(suggestion: Annotation) -> str:
    """Who suggests it and how surely, as in "number-with-unit 0.93"."""
    who = suggestion.origin or suggestion.annotator
    return who if suggestion.score is None else f"{who} {suggestion.score:.2f}"


def suggestion_here(desk: Desk) -> Annotation | None:
    """The active suggestion, else the innermost at the cursor.

    None when there is none, while suggestions are hidden, and while somebody else's
    tag is active.
    """
    active = desk.active_suggestion()
    tag = desk.active_shown()
    if active is not None or (tag is not None and tag.annotator != desk.annotator):
        return active
    if not desk.shows_suggestions:
        return None
    here = desk.sheet.suggestions.index.at(desk.cursor)
    return min(here, key=lambda one: len(one.span), default=None)


def next_suggestion(desk: Desk, *, backwards: bool) -> Outcome:
    """The next open suggestion, selected and active, round the ends."""
    _refuse_hidden(desk)
    waiting = desk.sheet.suggestions.waiting
    if not waiting:
        raise NoMoreSuggestions
    current = desk.active_suggestion()
    if current is not None:
        find = bisect_left if backwards else bisect_right
        at = find(waiting, place_of(current), key=place_of)
    else:
        # Forwards, one that starts where the reader stands is the next one.
        at = bisect_left(waiting, desk.pane.selection.start, key=_start)
    step = at - 1 if backwards else at
    return Outcome(activated(desk, waiting[step % len(waiting)]))


def accept(
    desk: Desk, suggestion: Annotation, stamp: Stamp, *, label: str = ""
) -> Outcome:
    """The suggestion as the reader's own, and the next one active.

    With a label it is accepted as that one, and on the selection where the reader has
    changed it since the suggestion became active.
    """
    wanted = label or suggestion.label
    taken = _span_taken(desk, suggestion) if label else suggestion.span
    quote = desk.sheet.article.quote(taken)
    title = desk.label(wanted).title.lower()
    if desk.sheet.find(desk.annotator, wanted, taken.start, taken.end):
        raise AlreadyThere(title, shortened(quote))
    mine = replace(
        _decided(desk, suggestion, stamp), label=wanted, span=taken, quote=quote
    )
    if wanted != suggestion.label:
        mine = replace(mine, attributes="{}", score=None)
    rejected = desk.sheet.suggestions.rejected_at(wanted, taken)
    if rejected is not None:
        # No second row: the same span would be both an example and a counter-example.
        rev = outranking(stamp.rev, rejected.rev)
        mine = replace(mine, id=rejected.id, rev=rev, prev=rejected.rev)
    outcome = changed(desk, mine, Verb.TAG, stamp)
    done = replace(outcome.desk, last_label=wanted)
    return _gone_on(
        replace(outcome, desk=done), suggestion, f"accepted {title} {shortened(quote)}"
    )


def _span_taken(desk: Desk, suggestion: Annotation) -> Span:
    selected = span(desk.pane.selection)
    if selected is None or selected == suggestion.span:
        return suggestion.span
    taken = trim(desk.text, selected)
    if taken is None:
        raise NothingSelected
    return taken


def reject(desk: Desk, suggestion: Annotation, stamp: Stamp) -> Outcome:
    """The suggestion rejected for good, and the next one active."""
    mine = replace(_decided(desk, suggestion, stamp), answer=Answer.REJECT)
    outcome = changed(desk, mine, Verb.REJECT, stamp)
    title = desk.label(mine.label).title.lower()
    return _gone_on(outcome, suggestion, f"rejected {title} {shortened(mine.quote)}")


def accept_all(desk: Desk, stamp: Stamp) -> Outcome:
    """All open suggestions of the active one's label in this article, in one event."""
    _refuse_hidden(desk)
    here = suggestion_here(desk)
    if here is None:
        raise NoSuggestionHere
    by_span = {
        one.span: one
        for one in reversed(desk.sheet.suggestions.waiting)
        if one.label == here.label
    }
    rev = stamp.rev
    made: list[Annotation] = []
    for one in reversed(by_span.values()):
        rev = following(rev)
        own = _decided(desk, one, stamp)
        made.append(replace(own, id=rev, rev=rev))
    edit = Edit(
        stamp.rev, Verb.TAG, here.article, tuple(made), active_ms=stamp.active_ms
    )
    sheet = desk.sheet.with_revisions(made)
    active = next(one.id for one in made if one.span == here.span)
    done = replace(desk.with_sheet(sheet), active=active, last_label=here.label)
    title = desk.label(here.label).title.lower()
    said = f"accepted {len(made)} suggestions of {title}; u undoes all of them"
    if len(made) == 1:
        said = f"accepted {title} {shortened(here.quote)}; u undoes"
    return Outcome(done, (edit,), said)


def show_suggestions(desk: Desk, *, shows: bool) -> Desk:
    """The desk with suggestions shown or hidden.

    Raises SuggestionsOff when they are to be shown and the database forbids it.
    """
    if shows and desk.suggesting is Suggesting.NEVER:
        raise SuggestionsOff
    if not shows and desk.active_suggestion() is not None:
        desk = replace(desk, active="")
    return replace(desk, shows_suggestions=shows)


def with_suggesting(desk: Desk, suggesting: Suggesting) -> Desk:
    """The desk after what its database says of suggestions may have changed.

    If it has, they show or are hidden as in a desk that is opened now; until then it is
    the reader's to say.
    """
    if suggesting is desk.suggesting:
        return desk
    desk = replace(desk, suggesting=suggesting)
    return show_suggestions(desk, shows=suggesting is Suggesting.ON)


def _refuse_hidden(desk: Desk) -> None:
    if desk.suggesting is Suggesting.NEVER:
        raise SuggestionsOff
    if not desk.shows_suggestions:
        raise SuggestionsHidden


def _decided(desk: Desk, suggestion: Annotation, stamp: Stamp) -> Annotation:
    rev = following(stamp.rev)
    return replace(
        suggestion,
        id=rev,
        rev=rev,
        prev=None,
        annotator=desk.annotator,
        origin=suggestion.id,
    )


def _gone_on(outcome: Outcome, decided: Annotation, said: str) -> Outcome:
    """At the next suggestion behind the one decided; where it is the last, there."""
    desk = outcome.desk
    waiting = desk.sheet.suggestions.waiting
    at = bisect_right(waiting, place_of(decided), key=place_of)
    if at < len(waiting):
        left = f"{len(waiting)} left"
        return replace(
            outcome,
            desk=activated(desk, waiting[at]),
            message=f"{said}; u undoes · {left}",
        )
    left = f"none behind, {len(waiting)} before" if waiting else "none left"
    return replace(outcome, message=f"{said}; u undoes · {left}")


def _start(annotation: Annotation) -> int:
    return annotation.span.start
