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

import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from annotate.ids import is_revision, unix_ms
from annotate.model import Annotation, Answer, Link, Status, Verb
from annotate.store import rows
from annotate.store.articles import add_article
from annotate.store.derive import event_for, place, revision_after
from annotate.store.errors import IdTaken, UnknownLabel, UnknownLinkKind, UnusableId
from annotate.store.labels import put_labels
from annotate.store.statuses import put_status, stored_status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from annotate.ids import Ids
    from annotate.model import Annotator, Label, Layer
    from annotate.store.engine import Engine, Row, Value

__all__ = ["Imported", "Importing"]

_BATCH = 500
_DAY_MS = 86_400_000

_INSERT_EVENT = """
INSERT INTO event (rev, session, annotator, verb, article)
VALUES (:rev, :rev, :annotator, :verb, :article)"""

_LIVE = f"""
SELECT {rows.ANNOTATION} FROM annotation a
WHERE a.article = :article AND a.annotator = :annotator AND a.live = 1
  AND a.answer <> 'delete'"""


_SAME_LINK = """
SELECT 1 FROM link
WHERE source = :source AND live = 1 AND answer = 'accept' AND target = :target
  AND kind = :kind AND annotator = :annotator"""

_Revision = TypeVar("_Revision", Annotation, Link)


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


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Links of a layer, until every annotation of the import is known."""

    article: str
    annotator: str
    event: str | None
    links: tuple[Link, ...]


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
        self._latest_ms = time.time_ns() // 1_000_000 + _DAY_MS
        self._labels = {row[0] for row in engine.all("SELECT id FROM label")}
        self._kinds = {row[0] for row in engine.all("SELECT id FROM link_kind")}
        self._people = {row[0] for row in engine.all("SELECT id FROM annotator")}
        self._unknown_labels: dict[str, None] = {}
        self._unknown_kinds: dict[str, None] = {}
        self._same: dict[str, str] = {}
        self._waiting: list[_Waiting] = []
        self._counts = Counter[str]()

    def run(self, layers: Iterable[Layer]) -> Imported:
        """What came in; see `Store.import_layers` for what is raised."""
        for layer in layers:
            self._take(layer)
        if self._unknown_labels:
            raise UnknownLabel(self._engine.path, self._unknown_labels)
        if self._unknown_kinds:
            raise UnknownLinkKind(self._engine.path, self._unknown_kinds)
        for each in self._waiting:
            self._take_links(each)
        return Imported(**self._counts)

    def _take(self, layer: Layer) -> None:
        is_new = add_article(self._engine, self._ids, layer.article)
        self._counts["articles"] += int(is_new)
        if layer.annotator is None:
            return
        annotator = layer.annotator.id
        self._take_annotator(layer.annotator)
        self._take_status(layer, annotator)
        event = self._take_annotations(layer, annotator, is_new=is_new)
        for link in layer.links:
            if link.kind not in self._kinds:
                self._unknown_kinds[link.kind] = None
        if layer.links:
            waiting = _Waiting(layer.article.id, annotator, event, layer.links)
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

    def _take_status(self, layer: Layer, annotator: str) -> None:
        is_bare = not (layer.annotations or layer.rejected or layer.links)
        # Without a row the state is TODO, but a layer of nothing else needs its row.
        if layer.status is Status.TODO and (self._replaced or not is_bare):
            return
        article = layer.article.id
        if stored_status(self._engine, annotator, article) is None:
            put_status(self._engine, self._ids, annotator, article, layer.status)
            self._counts["statuses"] += 1

    def _take_annotations(
        self, layer: Layer, annotator: str, *, is_new: bool
    ) -> str | None:
        """Store a layer's annotations; the event they got, None when none was new.

        `is_new` says that the article came with this layer.
        """
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
            self._refuse_id(each.id)
            if each.label not in self._labels:
                self._meet(each.label)
        if self._unknown_labels:
            return None
        stored = self._stored_annotations([each.id for each in incoming])
        whose = {"article": article.id, "annotator": annotator}
        # Nobody has annotated an article that has just come.
        live = [] if is_new else self._engine.all(_LIVE, whose)
        holders = {place(each): each.id for each in map(rows.annotation, live)}
        new: dict[str, Annotation] = {}
        for each in incoming:
            earlier = stored.get(each.id, [])
            for other in earlier:
                if (other.article, other.annotator) != (article.id, annotator):
                    raise IdTaken(each.id, f"{other.annotator} in {other.article[:8]}")
            holder = holders.get(place(each), each.id)
            if holder != each.id:
                self._same[each.id] = holder
                self._counts["known"] += 1
            elif self._is_wanted(each, earlier, new.get(each.id)):
                new[each.id] = revision_after(each, earlier)
                holders[place(each)] = each.id
        taken_back = self._taken_back(map(rows.annotation, live), incoming)
        new |= {each.id: each for each in taken_back}
        if not new:
            return None
        event = self._event(article.id, annotator, [each.rev for each in new.values()])
        self._store(
            "annotation",
            rows.INSERT_ANNOTATION,
            [rows.annotation_values(each, event) for each in new.values()],
        )
        added = sum(each.prev is None for each in new.values())
        self._counts["annotations"] += added
        self._counts["taken_back"] += len(taken_back)
        self._counts["changed"] -= len(taken_back)
        return event

    def _taken_back(
        self, live: Iterable[Annotation], incoming: list[Annotation]
    ) -> list[Annotation]:
        """What is there under a replaced label and does not come, as removed."""
        kept = {self._same.get(each.id, each.id) for each in incoming}
        return [
            revision_after(replace(each, answer=Answer.DELETE), [each])
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

    def _take_links(self, waiting: _Waiting) -> None:
        """Store a layer's links, now that it is known what their ends are called."""
        incoming = [
            replace(
                each,
                annotator=waiting.annotator,
                source=self._same.get(each.source, each.source),
                target=self._same.get(each.target, each.target),
                answer=Answer.ACCEPT,
            )
            for each in waiting.links
        ]
        stored = self._stored_links([each.id for each in incoming])
        new: dict[str, Link] = {}
        for each in incoming:
            self._refuse_id(each.id)
            if each.source == each.target:
                raise UnusableId(each.id, "links an annotation to itself")
            earlier = stored.get(each.id, [])
            for other in earlier:
                if other.annotator != waiting.annotator:
                    raise IdTaken(each.id, other.annotator)
            if not earlier and self._engine.one(_SAME_LINK, rows.link_values(each, "")):
                self._counts["known"] += 1
            elif self._is_wanted(each, earlier, new.get(each.id)):
                new[each.id] = revision_after(each, earlier)
        if not new:
            return
        event = waiting.event or self._event(
            waiting.article, waiting.annotator, [each.rev for each in new.values()]
        )
        self._store(
            "link",
            rows.INSERT_LINK,
            [rows.link_values(each, event) for each in new.values()],
        )
        self._counts["links"] += sum(each.prev is None for each in new.values())

    def _refuse_id(self, row: str) -> None:
        if not is_revision(row):
            raise UnusableId(row, "is not a UUID of version 7 in lower case")
        # It would outrank every later change for ever.
        if unix_ms(row) > self._latest_ms:
            raise UnusableId(row, "was made in the future")

    def _is_wanted(
        self, value: _Revision, earlier: list[_Revision], new: _Revision | None
    ) -> bool:
        """Whether the value says something that is not there yet."""
        said = rows.content(value)
        if new is not None and said != rows.content(new):
            raise UnusableId(value.id, "comes twice with different contents")
        label = getattr(value, "label", "")  # a link has none
        known = earlier[-1:] if label in self._replaced else earlier
        if new is None and all(said != rows.content(each) for each in known):
            return True
        self._counts["known"] += 1
        return False

    def _store(self, table: str, insert: str, new: list[dict[str, Value]]) -> None:
        """Add revisions and take the place of those before."""
        replaced = [{"prev": row["prev"]} for row in new if row["prev"] is not None]
        self._engine.many(f"UPDATE {table} SET live = 0 WHERE rev = :prev", replaced)
        for first in range(0, len(new), _BATCH):
            self._engine.many(insert, new[first : first + _BATCH])
        self._counts["changed"] += len(replaced)

    def _event(self, article: str, annotator: str, revs: Sequence[str]) -> str:
        rev = event_for(revs)
        self._engine.run(
            _INSERT_EVENT,
            {
                "rev": rev,
                "annotator": annotator,
                "verb": Verb.IMPORT.value,
                "article": article,
            },
        )
        return rev

    def _stored_annotations(self, wanted: list[str]) -> dict[str, list[Annotation]]:
        """The revisions there are of these ids, oldest first."""
        found: dict[str, list[Annotation]] = {}
        sql = f"SELECT {rows.ANNOTATION} FROM annotation a WHERE a.id"
        for each in map(rows.annotation, self._each_of(sql, wanted)):
            found.setdefault(each.id, []).append(each)
        return found

    def _stored_links(self, wanted: list[str]) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        sql = f"SELECT {rows.LINK} FROM link l WHERE l.id"
        for each in map(rows.link, self._each_of(sql, wanted)):
            found.setdefault(each.id, []).append(each)
        return found

    def _each_of(self, sql: str, wanted: list[str]) -> Iterator[Row]:
        for first in range(0, len(wanted), _BATCH):
            batch = wanted[first : first + _BATCH]
            bound = {f"i{number}": row for number, row in enumerate(batch)}
            names = ", ".join(f":{name}" for name in bound)
            yield from self._engine.all(f"{sql} IN ({names}) ORDER BY rev", bound)


def _stamped(
    value: Annotation, article: str, annotator: str, answer: Answer
) -> Annotation:
    """The annotation as one of that layer, whatever it says of itself."""
    said = (value.article, value.annotator, value.answer)
    if said == (article, annotator, answer):
        return value
    return replace(value, article=article, annotator=annotator, answer=answer)
