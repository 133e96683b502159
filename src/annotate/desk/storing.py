"""What becomes of a tag: the edit to store, and the desk that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.desk.changes import with_edit
from annotate.desk.errors import AlreadyThere
from annotate.desk.outcome import Outcome, shortened
from annotate.ids import outranking
from annotate.model import Annotation, Answer, Edit, Verb

if TYPE_CHECKING:
    from annotate.desk.intents import Stamp
    from annotate.desk.state import Desk
    from annotate.model import Span

__all__ = ["changed", "tagged"]


def tagged(desk: Desk, label: str, taken: Span, stamp: Stamp) -> Outcome:
    """The label on a span; one that is there already becomes active, and it is said."""
    sheet, title = desk.sheet, desk.label(label).title.lower()
    quote = sheet.article.quote(taken)
    known = sheet.find(desk.annotator, label, taken.start, taken.end)
    if known:
        # Active, so that Del removes this one and not what lies inside it.
        said = str(AlreadyThere(title, shortened(quote)))
        return Outcome(replace(desk, active=known), message=said)
    rejected = sheet.suggestions.rejected_at(label, taken)
    rev = outranking(stamp.rev, rejected.rev if rejected else "")
    annotation = Annotation(
        id=rev,
        rev=rev,
        prev=None,
        article=sheet.article.id,
        span=taken,
        quote=quote,
        label=label,
        annotator=desk.annotator,
    )
    if rejected is not None:
        # No second row: the same span would be both an example and a counter-example.
        annotation = rejected.revised(rev, answer=Answer.ACCEPT)
    outcome = changed(desk, annotation, Verb.TAG, stamp)
    return replace(
        outcome,
        desk=replace(outcome.desk, last_label=label),
        message=f"tagged {title} {shortened(quote)}; u undoes",
    )


def changed(desk: Desk, annotation: Annotation, verb: Verb, stamp: Stamp) -> Outcome:
    """The desk with a revision, active if it is accepted, and the edit for it."""
    edit = Edit(
        rev=stamp.rev,
        verb=verb,
        article=annotation.article,
        annotations=(annotation,),
        active_ms=stamp.active_ms,
    )
    active = annotation.id if annotation.answer is Answer.ACCEPT else ""
    return Outcome(replace(with_edit(desk, edit), active=active), (edit,))
