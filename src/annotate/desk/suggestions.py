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
        self, changes: Collection[tuple[Annotation | None, Annotation]]
    ) -> Self:
        """After revisions of the reader's annotations: what was accepted, what is now.

        Each annotation comes once. Itself when nothing changes.
        """
        pairs = [(was or self._rejected.get(now.id), now) for was, now in changes]
        lost = [one for _, one in pairs if one.id in self._rejected]
        made = [one for _, one in pairs if one.answer is Answer.REJECT]
        keys = self._changed_keys(pairs) if self._every else {}
        if not (lost or made or keys):
            return self
        changed = object.__new__(type(self))
        for name in self.__slots__:
            setattr(changed, name, getattr(self, name))
        changed._rejected = self._rejected.with_changes(
            [one.id for one in lost], {one.id: one for one in made}
        )
        changed._rejected_at = self._rejected_at.with_changes(
            removed=[self._rejected[one.id] for one in lost], added=made
        )
        changed._decisions = self._decisions.with_changes(
            [key for key, held in keys.items() if not held and key in self._decisions],
            {key: held for key, held in keys.items() if held},
        )
        changed._reopen(self._concerned(keys))
        return changed

    def _changed_keys(
        self, pairs: Iterable[tuple[Annotation | None, Annotation]]
    ) -> dict[str | _Place, frozenset[str]]:
        """Ids of the reader's annotations that decide now, by what they decide on."""
        keys: dict[str | _Place, frozenset[str]] = {}
        for before, now in pairs:
            was = _keys(before) if before is not None else frozenset()
            is_now = _keys(now)
            for key in was ^ is_now:
                held = keys.get(key, self._decisions.get(key, frozenset()))
                keys[key] = held | {now.id} if key in is_now else held - {now.id}
        return keys

    def _concerned(self, keys: Iterable[str | _Place]) -> list[Annotation]:
        """The suggestions that stand under the keys, each once."""
        found: dict[str, Annotation] = {}
        for key in keys:
            if isinstance(key, str):
                named = self._every.get(key)
                if named is not None:
                    found[named.id] = named
            else:
                found.update((one.id, one) for one in self._at_place.get(key, ()))
        return list(found.values())

    def _reopen(self, concerned: Iterable[Annotation]) -> None:
        """Bring what is open up to the decisions on these."""
        opened, closed = [], []
        for one in concerned:
            is_open = self._is_open(one)
            start = one.span.start
            here = self.index.starting(start, start + 1)
            was_open = any(each.id == one.id for each in here)
            if is_open and not was_open:
                opened.append(one)
            elif was_open and not is_open:
                closed.append(one)
        if opened or closed:
            self.waiting = self.waiting.with_changes(closed, opened)
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
