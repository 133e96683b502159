"""Taking in layers: what is new, what is known, what has changed.

- An annotation keeps its id. Its first revision gets a rev made of the id's time and
  a hash of its content, so the same layers give the same rows everywhere.
- An id that is there: content equal to any of its revisions is known (so an old
  export does not bring back what was changed since); other content is an edit.
- A new id with the label, span and annotator of a live annotation is known too, and
  links to it lead to that one.
- With labels that are replaced, what an annotator has under them in the article of a
  layer is afterwards what the layer says: what it lacks is taken back, and what was
  taken back comes back.
- Articles, annotators and assignments that are there stay as they are.
- Each layer that brings revisions gives one event with the verb import.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotate.model import Answer, Status
from annotate.store import rows
from annotate.store.arrivals import Arrivals, arrival
from annotate.store.arriving_links import Waiting, take_links
from annotate.store.articles import INSERT_ARTICLE, new_article, refuse_wrong_id
from annotate.store.derive import place
from annotate.store.errors import IdTaken, UnknownLabel, UnknownLinkKind
from annotate.store.gathering import Gathered
from annotate.store.labels import put_labels
from annotate.store.pending import Pending
from annotate.store.statuses import INSERT_STATUS, status_values, stored_status
from annotate.store.stored import stored_annotations, stored_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from annotate.ids import Ids
    from annotate.model import Annotation, Annotator, Label, Layer
    from annotate.store.arrivals import Arrival
    from annotate.store.engine import Engine

    _Stored = Mapping[str, Sequence[Annotation]]

__all__ = ["Imported", "Importing"]

_LIVE = f"""
SELECT {rows.ANNOTATION} FROM annotation a
WHERE a.article = :article AND a.annotator = :annotator AND a.live = 1
  AND a.answer <> 'delete'"""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows an import brought."""

    articles: int = 0
    annotators: int = 0
    statuses: int = 0
    annotations: int = 0
    """New annotations, refused suggestions among them."""
    links: int = 0
    """New links."""
    changed: int = 0
    """Annotations and links that were there and got another revision."""
    known: int = 0
    """Annotations and links that were there."""
    taken_back: int = 0
    """Annotations under replaced labels that are removed."""


class Importing:
    """One import, inside a transaction of the engine."""

    def __init__(
        self,
        engine: Engine,
        ids: Ids,
        new_label: Callable[[str, int], Label] | None = None,
        replaced: Collection[str] = (),
    ) -> None:
        """Take in layers of the scheme, and where `new_label` makes them, others.

        Under the labels in `replaced` each layer says all there is.
        """
        self._engine = engine
        self._ids = ids
        self._new_label = new_label
        self._replaced = frozenset(replaced)
        self._labels = {row[0] for row in engine.all("SELECT id FROM label")}
        self._kinds = {row[0] for row in engine.all("SELECT id FROM link_kind")}
        self._people = {row[0] for row in engine.all("SELECT id FROM annotator")}
        self._unknown_labels: dict[str, None] = {}
        self._unknown_kinds: dict[str, None] = {}
        self._same: dict[str, str] = {}
        self._waiting: list[Waiting] = []
        self._gathered = Gathered()
        self._pending = Pending(engine)
        self._arrivals = Arrivals(self._pending)
        self._counts = self._arrivals.counts

    def run(self, layers: Iterable[Layer]) -> Imported:
        """What came in; see `Store.import_layers` for what is raised."""
        for layer in layers:
            if not self._gathered.takes(layer):
                self.settle()
                self._gathered.takes(layer)
        self.settle()
        if self._unknown_labels:
            raise UnknownLabel(self._engine.path, self._unknown_labels)
        if self._unknown_kinds:
            raise UnknownLinkKind(self._engine.path, self._unknown_kinds)
        for each in self._waiting:
            take_links(self._engine, self._arrivals, each, self._same)
            self._pending.store()
        return Imported(**self._counts)

    def settle(self) -> None:
        """Store the layers that have come so far."""
        gathered, self._gathered = self._gathered, Gathered()
        there = stored_articles(self._engine, gathered.articles())
        stored = stored_annotations(self._engine, list(gathered.rows))
        added: set[str] = set()
        for layer in gathered.layers:
            refuse_wrong_id(self._engine, layer.article)
            article = layer.article.id
            if article not in there and article not in added:
                added.add(article)
                row = new_article(self._ids, layer.article)
                self._pending.add(INSERT_ARTICLE, row)
            self._take(layer, stored, is_new=article in added)
        self._counts["articles"] += len(added)
        self._pending.store()

    def _take(self, layer: Layer, stored: _Stored, *, is_new: bool) -> None:
        """Let what a layer brings wait to be stored.

        Args:
            layer: the layer.
            stored: the revisions of its annotations that are there.
            is_new: whether the article came with these layers, so that its annotator
                has done nothing there.
        """
        if layer.annotator is None:
            return
        annotator = layer.annotator.id
        self._take_annotator(layer.annotator)
        self._take_status(layer, annotator, is_new=is_new)
        event = self._take_annotations(layer, annotator, stored, is_new=is_new)
        for link in layer.links:
            if link.kind not in self._kinds:
                self._unknown_kinds[link.kind] = None
        if layer.links:
            waiting = Waiting(layer.article.id, annotator, event, layer.links)
            self._waiting.append(waiting)

    def _take_annotator(self, annotator: Annotator) -> None:
        if annotator.id in self._people:
            return
        self._people.add(annotator.id)
        self._engine.run(
            "INSERT INTO annotator (id, kind, name, rev) "
            "VALUES (:id, :kind, :name, :rev)",
            {
                "id": annotator.id,
                "kind": annotator.kind.value,
                "name": annotator.name,
                "rev": self._ids.mint(),
            },
        )
        self._counts["annotators"] += 1

    def _take_status(self, layer: Layer, annotator: str, *, is_new: bool) -> None:
        is_bare = not (layer.annotations or layer.rejected or layer.links)
        # Without a row the state is TODO, but a layer of nothing else needs its row.
        if layer.status is Status.TODO and (self._replaced or not is_bare):
            return
        article = layer.article.id
        if is_new or stored_status(self._engine, annotator, article) is None:
            row = status_values(annotator, article, layer.status, self._ids.mint())
            self._pending.add(INSERT_STATUS, row)
            self._counts["statuses"] += 1

    def _take_annotations(
        self, layer: Layer, annotator: str, stored: _Stored, *, is_new: bool
    ) -> str | None:
        """The event that a layer's annotations got; None when none was new."""
        article = layer.article
        incoming = [
            rows.checked(_stamped(each, article.id, annotator, answer), article.text)
            for answer, group in (
                (Answer.ACCEPT, layer.annotations),
                (Answer.REJECT, layer.rejected),
            )
            for each in group
        ]
        for each in incoming:
            self._arrivals.refuse_id(each.id)
            if each.label not in self._labels:
                self._meet(each.label)
        if self._unknown_labels:
            return None
        whose = {"article": article.id, "annotator": annotator}
        live = [] if is_new else self._engine.all(_LIVE, whose)
        holders = {place(each): each.id for each in map(rows.annotation, live)}
        new: dict[str, Arrival[Annotation]] = {}
        for each in incoming:
            row, where = each.id, place(each)
            earlier = stored.get(row, ())
            for other in earlier:
                if (other.article, other.annotator) != (article.id, annotator):
                    raise IdTaken(row, f"{other.annotator} in {other.article[:8]}")
            holder = holders.get(where, row)
            known = earlier[-1:] if each.label in self._replaced else earlier
            if holder != row:
                self._same[row] = holder
                self._counts["known"] += 1
            elif self._arrivals.is_wanted(each, known, new.get(row)):
                new[row] = arrival(each, earlier)
                holders[where] = row
        taken_back = self._taken_back(map(rows.annotation, live), incoming)
        new |= {each.value.id: each for each in taken_back}
        if not new:
            return None
        revs = [each.rev for each in new.values()]
        event = self._arrivals.event(article.id, annotator, revs)
        self._arrivals.add_annotations(event, new.values())
        self._counts["taken_back"] += len(taken_back)
        self._counts["changed"] -= len(taken_back)
        return event

    def _taken_back(
        self, live: Iterable[Annotation], incoming: list[Annotation]
    ) -> list[Arrival[Annotation]]:
        """What is there under a replaced label and does not come, as removed."""
        if not self._replaced:
            return []
        kept = {self._same.get(each.id, each.id) for each in incoming}
        return [
            arrival(replace(each, answer=Answer.DELETE), [each])
            for each in live
            if each.label in self._replaced and each.id not in kept
        ]

    def _meet(self, label: str) -> None:
        """Add a label that the scheme lacks, or remember that it lacks it."""
        if self._new_label is None:
            self._unknown_labels[label] = None
            return
        made = self._new_label(label, len(self._labels))
        put_labels(self._engine, self._ids, (made,))
        self._labels.add(label)


def _stamped(
    value: Annotation, article: str, annotator: str, answer: Answer
) -> Annotation:
    """The annotation as one of that layer, whatever it says of itself."""
    said = (value.article, value.annotator, value.answer)
    if said == (article, annotator, answer):
        return value
    return replace(value, article=article, annotator=annotator, answer=answer)
