"""What label keys, relabel, resize, remove and notes do to annotations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk import deciding
from annotate.desk.errors import (
    AlreadyThere,
    NoAnnotationHere,
    NothingSelected,
    NothingToAdopt,
    NothingToRepeat,
    NotYours,
)
from annotate.desk.guessing import guess
from annotate.desk.outcome import Outcome, shortened
from annotate.desk.storing import changed, tagged
from annotate.ids import following, outranking
from annotate.model import Answer, Verb
from annotate.text.selection import span
from annotate.text.trimming import trim

if TYPE_CHECKING:
    from annotate.desk.intents import Describe, Stamp
    from annotate.desk.state import Desk
    from annotate.model import Annotation

__all__ = ["adopt", "describe", "relabel", "remove", "repeat", "resize", "tag"]


def tag(desk: Desk, label: str, stamp: Stamp) -> Outcome:
    """A label on the selection; with a bare cursor, on the thing next to it.

    An active suggestion is accepted as that label.
    The same key again at once, the cursor still bare, widens what it took.
    """
    suggestion = desk.active_suggestion()
    if suggestion is not None:
        return deciding.accept(desk, suggestion, stamp, label=label)
    selected = span(desk.pane.selection)
    if selected is not None:
        taken = trim(desk.text, selected)
        if taken is None:
            raise NothingSelected
        outcome = tagged(desk, label, taken, stamp)
        return replace(outcome, desk=replace(outcome.desk, guess=None))
    return guess(desk, label, stamp)


def repeat(desk: Desk, stamp: Stamp) -> Outcome:
    """The label used last, on the selection or at the cursor."""
    if not desk.last_label:
        raise NothingToRepeat
    return tag(desk, desk.last_label, stamp)


def adopt(desk: Desk, stamp: Stamp) -> Outcome:
    """The suggestion or tag of somebody else under the cursor as the reader's own.

    The active one; else the innermost that the reader has not taken over yet.
    """
    suggestion = deciding.suggestion_here(desk)
    if suggestion is not None:
        return deciding.accept(desk, suggestion, stamp)
    active = desk.sheet.annotation(desk.active) if desk.active else None
    if active is not None and active.annotator != desk.annotator:
        others = [active]
    else:
        under = desk.shown(desk.sheet.index.at(desk.cursor))
        others = [one for one in under if one.annotator != desk.annotator]
        others.sort(key=lambda one: len(one.span))
    if not others:
        raise NothingToAdopt
    left = [one for one in others if not _has_own(desk, one)]
    theirs = left[0] if left else others[0]
    title = desk.label(theirs.label).title.lower()
    if not left:
        raise AlreadyThere(title, shortened(theirs.quote))
    rev = following(stamp.rev)
    mine = replace(
        theirs,
        id=rev,
        rev=rev,
        prev=None,
        annotator=desk.annotator,
        origin=theirs.id,
        score=None,
    )
    return replace(
        changed(desk, mine, Verb.TAG, stamp),
        message=f"took over {title} {shortened(mine.quote)}; u undoes",
    )


def _has_own(desk: Desk, annotation: Annotation) -> bool:
    place = annotation.span
    me, label = desk.annotator, annotation.label
    return bool(desk.sheet.find(me, label, place.start, place.end))


def relabel(desk: Desk, label: str, stamp: Stamp) -> Outcome:
    """The active annotation under another label; attributes and score do not follow.

    Under the label that a model suggested it has the model's score again.
    """
    annotation = desk.own_active()
    title = desk.label(label).title.lower()
    place = annotation.span
    if desk.sheet.find(desk.annotator, label, place.start, place.end):
        raise AlreadyThere(title, shortened(annotation.quote))
    revised = annotation.revised(
        outranking(stamp.rev, annotation.rev), label=label, attributes="{}"
    )
    origin = desk.sheet.suggestions.get(annotation.origin)
    score = origin.score if origin is not None and origin.label == label else None
    revised = replace(revised, score=score)
    old = desk.label(annotation.label).title.lower()
    return replace(
        changed(desk, revised, Verb.EDIT, stamp),
        message=f"{old} is now {title}: {shortened(revised.quote)}; u undoes",
    )


def resize(desk: Desk, stamp: Stamp) -> Outcome:
    """The active annotation on the selection instead of its own span."""
    annotation = desk.own_active()
    selected = span(desk.pane.selection)
    taken = trim(desk.text, selected) if selected else None
    if taken is None:
        raise NothingSelected
    title = desk.label(annotation.label).title.lower()
    if desk.sheet.find(desk.annotator, annotation.label, taken.start, taken.end):
        raise AlreadyThere(title, shortened(desk.sheet.article.quote(taken)))
    revised = annotation.revised(
        outranking(stamp.rev, annotation.rev),
        span=taken,
        quote=desk.sheet.article.quote(taken),
    )
    return replace(
        changed(desk, revised, Verb.EDIT, stamp),
        message=f"resized {title} to {shortened(revised.quote)}; u undoes",
    )


def remove(desk: Desk, stamp: Stamp) -> Outcome:
    """The active annotation gone from the article, the active suggestion rejected.

    The log keeps what is removed. One that came of a suggestion rejects it: else the
    suggestion would stand there again.
    """
    suggestion = desk.active_suggestion()
    if suggestion is not None:
        return deciding.reject(desk, suggestion, stamp)
    annotation = desk.own_active()
    rev = outranking(stamp.rev, annotation.rev)
    revised = annotation.revised(rev, answer=Answer.DELETE)
    origin = desk.sheet.suggestions.get(annotation.origin)
    if origin is not None:
        revised = annotation.revised(
            rev,
            span=origin.span,
            quote=origin.quote,
            label=origin.label,
            attributes=origin.attributes,
            answer=Answer.REJECT,
        )
        revised = replace(revised, score=origin.score)
    title = desk.label(annotation.label).title.lower()
    also = "" if origin is None else ", and rejected the suggestion"
    return replace(
        changed(desk, revised, Verb.EDIT, stamp),
        message=f"removed {title} {shortened(annotation.quote)}{also}; u undoes",
    )


def describe(desk: Desk, wish: Describe, stamp: Stamp) -> Outcome:
    """Another note and other attributes for an annotation of the reader."""
    annotation = desk.sheet.annotation(wish.annotation)
    if annotation is None:
        raise NoAnnotationHere
    if annotation.annotator != desk.annotator:
        raise NotYours(desk.who(annotation.annotator))
    from annotate.text.clean import clean  # noqa: PLC0415 - rare; costs a start

    # As an import would store it, so that an export taken back changes nothing.
    note = clean(wish.note)
    if (annotation.note, annotation.attributes) == (note, wish.attributes):
        return Outcome(desk)
    revised = annotation.revised(
        outranking(stamp.rev, annotation.rev),
        note=note,
        attributes=wish.attributes,
    )
    but = ""
    if desk.label(revised.label).colour == "number":
        from annotate.desk.conflicts import unread_ends  # noqa: PLC0415 - as above

        unread = unread_ends(revised)
        if unread:
            are = "are no numbers" if unread[1:] else "is no number"
            but = f", but {' and '.join(unread)} {are}"
    return replace(
        changed(desk, revised, Verb.EDIT, stamp),
        message=f"noted on {shortened(revised.quote)}{but}; u undoes",
    )
