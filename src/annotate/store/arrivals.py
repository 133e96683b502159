"""What an import adds to the log: new revisions, their events, and how many."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotate.ids import revision_ms
from annotate.model import Annotation, Link, Verb
from annotate.store import rows
from annotate.store.derive import event_for, rev_after
from annotate.store.errors import UnusableId
from annotate.store.pending import INSERT_EVENT, REPLACE_ANNOTATION, REPLACE_LINK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from annotate.store.pending import Pending

__all__ = ["Arrival", "Arrivals", "arrival"]

_DAY_MS = 86_400_000

_Revision = TypeVar("_Revision", Annotation, Link)


class Arrival(NamedTuple, Generic[_Revision]):
    """A revision that comes in; what its value says of `rev` and `prev` is void."""

    value: _Revision
    rev: str
    prev: str | None


def arrival(value: _Revision, earlier: Sequence[_Revision]) -> Arrival[_Revision]:
    """The value as the next revision of its id; `earlier` has the oldest first."""
    prev = earlier[-1].rev if earlier else None
    return Arrival(value, rev_after(value, prev), prev)


class Arrivals:
    """Checks what comes in, lets it wait to be stored, and counts it."""

    def __init__(self, pending: Pending) -> None:
        self._pending = pending
        self._latest_ms = time.time_ns() // 1_000_000 + _DAY_MS
        self.counts = Counter[str]()

    def refuse_id(self, row: str) -> None:
        """Raise UnusableId for one that no annotation or link can have."""
        milliseconds = revision_ms(row)
        if milliseconds is None:
            raise UnusableId(row, "is not a UUID of version 7 in lower case")
        # It would outrank every later change for ever.
        if milliseconds > self._latest_ms:
            raise UnusableId(row, "was made in the future")

    def is_wanted(
        self,
        value: _Revision,
        known: Sequence[_Revision],
        new: Arrival[_Revision] | None,
    ) -> bool:
        """Whether the value says what neither `known` nor a row of this layer does.

        Raises:
            UnusableId: the row of this layer with its id says something else.
        """
        if not known and new is None:
            return True
        said = rows.content(value)
        if new is not None and said != rows.content(new.value):
            raise UnusableId(
                value.id,
                "comes twice with different contents",
                "join the two, since one id, or one label on one stretch, may be "
                "given once",
            )
        if new is None and all(said != rows.content(each) for each in known):
            return True
        self.counts["known"] += 1
        return False

    def event(self, article: str, annotator: str, revs: Sequence[str]) -> str:
        """The rev of an event that is made for the revisions."""
        rev = event_for(revs)
        self._pending.add(
            INSERT_EVENT,
            {
                "rev": rev,
                "annotator": annotator,
                "verb": Verb.IMPORT.value,
                "article": article,
            },
        )
        return rev

    def add_annotations(self, event: str, new: Collection[Arrival[Annotation]]) -> None:
        """Add revisions, and take the place of those before."""
        self._replace(REPLACE_ANNOTATION, "annotations", new)
        for each in new:
            row = rows.annotation_values(*each, event)
            is_plain = row["prev"] is row["origin"] is row["score"] is None
            self._pending.add(
                rows.INSERT_PLAIN_ANNOTATION if is_plain else rows.INSERT_ANNOTATION,
                row,
            )

    def add_links(self, event: str, new: Collection[Arrival[Link]]) -> None:
        """Add revisions, and take the place of those before."""
        self._replace(REPLACE_LINK, "links", new)
        for each in new:
            self._pending.add(rows.INSERT_LINK, rows.link_values(*each, event))

    def _replace(
        self,
        sql: str,
        counted: str,
        new: Collection[Arrival[Annotation] | Arrival[Link]],
    ) -> None:
        replaced = [each.prev for each in new if each.prev is not None]
        for prev in replaced:
            self._pending.add(sql, {"prev": prev})
        self.counts["changed"] += len(replaced)
        self.counts[counted] += len(new) - len(replaced)
