"""What models suggest in an article, and what its reader has decided of it.

A suggestion is *open* until the reader has an annotation, accepted or rejected, that
names it as its origin, or that has its label and its span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from annotate.desk.held import ById, ByPlace, Keyed
from annotate.model import Answer
from annotate.text.span_index import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from annotate.model import Annotation, Span

__all__ = ["Suggestions", "open_suggestions"]

_Place = tuple[str, int, int]
"""Label, start and end."""


def open_suggestions(
    suggested: Iterable[Annotation], own: Collection[Annotation]
) -> tuple[Annotation, ...]:
    """Those that the reader, who has the annotations `own`, has not decided on."""
    decided = {key for one in own for key in _keys(one)}
    return tuple(
        one for one in suggested if one.id not in decided and _place(one) not in decided
    )


class Suggestions:
    """The suggestions for one article and one reader.

    A value: `with_revisions` gives the next one, at a cost that does not grow with how
    many there are.
    """

    __slots__ = (
        "_at_place",
        "_decisions",
        "_every",
        "_rejected",
        "_rejected_at",
        "index",
        "waiting",
    )

    def __init__(
        self,
        suggested: Iterable[Annotation] = (),
        own: Iterable[Annotation] = (),
        label_order: tuple[str, ...] = (),
    ) -> None:
        """The suggestions, and all that the reader has, accepted and rejected."""
        self._every = {one.id: one for one in suggested}
        self._at_place: dict[_Place, tuple[Annotation, ...]] = {}
        for one in self._every.values():
            place = _place(one)
            self._at_place[place] = (*self._at_place.get(place, ()), one)
        own = tuple(own)
        rejected = [one for one in own if one.answer is Answer.REJECT]
        self._rejected = ById(rejected)
        self._rejected_at = SpanIndex(rejected)
        decisions: dict[str | _Place, frozenset[str]] = {}
        if self._every:
            for one in own:
                for key in _keys(one):
                    decisions[key] = decisions.get(key, frozenset()) | {one.id}
        self._decisions = Keyed(decisions.items())
        still_open = open_suggestions(self._every.values(), own)
        self.waiting = ByPlace(still_open)
        """The open ones."""
        self.index = SpanIndex(still_open, label_order)
        """The open ones, by place."""

    def get(self, annotation_id: str) -> Annotation | None:
        """The suggestion with that id, decided or not; None when there is none."""
        return self._every.get(annotation_id)

    def open_one(self, annotation_id: str) -> Annotation | None:
        """The open suggestion with that id; None when there is none."""
        found = self._every.get(annotation_id)
        return found if found is not None and self._is_open(found) else None

    def rejected_at(self, label: str, span: Span) -> Annotation | None:
        """A rejection of that label on exactly that span; None when there is none."""
        for one in self._rejected_at.starting(span.start, span.start + 1):
            if one.label == label and one.span == span:
                return one
        return None

    def with_revisions(
        self, changes: Iterable[tuple[Annotation | None, Annotation]]
    ) -> Self:
        """After revisions of the reader's annotations: what was accepted, what is now.

        Itself when nothing changes.
        """
        changed = object.__new__(type(self))
        for name in self.__slots__:
            setattr(changed, name, getattr(self, name))
        touched: dict[str, Annotation] = {}
        for accepted, now in changes:
            before = accepted or self._rejected.get(now.id)
            changed._keep_rejected(now)
            if self._every:
                touched |= changed._decide(before, now)
        changed._reopen(touched)
        was, is_now = self._rejected, changed._rejected
        same = was is is_now and self._decisions is changed._decisions
        return self if same else changed

    def _keep_rejected(self, now: Annotation) -> None:
        old = self._rejected.get(now.id)
        is_rejected = now.answer is Answer.REJECT
        if old is None and not is_rejected:
            return
        if old is not None:
            self._rejected = self._rejected.without(old.id)
        if is_rejected:
            self._rejected = self._rejected.adding(now)
        self._rejected_at = self._rejected_at.with_changes(
            removed=() if old is None else (old,), added=(now,) if is_rejected else ()
        )

    def _decide(
        self, before: Annotation | None, now: Annotation
    ) -> dict[str, Annotation]:
        """Note what the reader says now; the suggestions that it may concern, by id."""
        was = _keys(before) if before is not None else frozenset()
        is_now = _keys(now)
        for key in was ^ is_now:
            held = self._decisions.get(key, frozenset())
            held = held | {now.id} if key in is_now else held - {now.id}
            if held:
                self._decisions = self._decisions.having(key, held)
            elif key in self._decisions:
                self._decisions = self._decisions.without(key)
        touched: dict[str, Annotation] = {}
        for key in was ^ is_now:
            if isinstance(key, str):
                found = self._every.get(key)
                if found is not None:
                    touched[found.id] = found
            else:
                touched |= {one.id: one for one in self._at_place.get(key, ())}
        return touched

    def _reopen(self, touched: dict[str, Annotation]) -> None:
        """Bring what is open up to the decisions on these."""
        opened, closed = [], []
        for one in touched.values():
            is_open = self._is_open(one)
            was_open = any(
                each.id == one.id
                for each in self.index.starting(one.span.start, one.span.start + 1)
            )
            if is_open and not was_open:
                opened.append(one)
                self.waiting = self.waiting.adding(one)
            elif was_open and not is_open:
                closed.append(one)
                self.waiting = self.waiting.without(one)
        if opened or closed:
            self.index = self.index.with_changes(removed=closed, added=opened)

    def _is_open(self, one: Annotation) -> bool:
        return one.id not in self._decisions and _place(one) not in self._decisions


def _place(one: Annotation) -> _Place:
    return one.label, one.span.start, one.span.end


def _keys(one: Annotation) -> frozenset[str | _Place]:
    """What an annotation of the reader decides on: a suggestion's id, and a place."""
    if one.answer is Answer.DELETE:
        return frozenset()
    place: frozenset[str | _Place] = frozenset((_place(one),))
    return place | {one.origin} if one.origin else place
