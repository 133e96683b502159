"""Writing events and revisions: what every change goes through.

All functions run inside a transaction of the engine that they are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import GOLD, Annotation, AnnotatorKind, Answer, Verb
from annotate.store import rows
from annotate.store.errors import (
    AlreadyTagged,
    GoldIsSomebody,
    NoSuchAnnotator,
    NoSuchArticle,
    Superseded,
    UnknownLabel,
    UnknownLinkKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.ids import Ids
    from annotate.model import Edit, Link
    from annotate.store.engine import Engine, Value

__all__ = ["Journal"]

_INSERT_EVENT = """
INSERT INTO event (rev, session, annotator, verb, article, active_ms, detail)
VALUES (:rev, :session, :annotator, :verb, :article, :active_ms, :detail)"""

# By the stretch alone, which has an index: with label and annotator in the condition
# SQLite takes the index on those, which reads everything they ever tagged.
_AT_SPAN = """
SELECT id, label, annotator FROM annotation
WHERE article = :article AND start = :start AND stop = :stop AND live = 1
  AND answer = 'accept'"""


_DECIDED = f"""
SELECT {rows.ANNOTATION} FROM annotation a
WHERE a.article = :article AND a.start = :start AND a.stop = :stop AND a.live = 1
  AND a.answer <> 'delete' AND a.annotator = :annotator AND a.label = :label
  AND a.id <> :id"""


class Journal:
    """The log of one annotator's session."""

    def __init__(self, engine: Engine, annotator: str, ids: Ids) -> None:
        self._engine = engine
        self._ids = ids
        self.annotator = annotator
        self.session = ids.mint()
        """The rev of the start event, which is written with the first other one."""

    def has(self, event: str) -> bool:
        """Whether the event is stored."""
        found = self._engine.one("SELECT 1 FROM event WHERE rev = :rev", {"rev": event})
        return found is not None

    def event(
        self,
        rev: str,
        verb: Verb,
        article: str | None,
        *,
        active_ms: int = 0,
        detail: str = "{}",
    ) -> None:
        """Add an event, and before the first one the annotator and the start.

        Raises:
            ValueError: the store was opened without an annotator.
            NoSuchArticle: the article is not in the database.
        """
        if not self.annotator:
            raise ValueError("a store without an annotator makes no events")
        if article is not None and not self._knows("article", article):
            raise NoSuchArticle(self._engine.path, article)
        bound = {"session": self.session, "annotator": self.annotator}
        if not self.has(self.session):
            if not self._knows("annotator", self.annotator):
                self._engine.run(
                    "INSERT INTO annotator (id, rev) VALUES (:id, :rev)",
                    {"id": self.annotator, "rev": self._ids.mint()},
                )
            start = {"rev": self.session, "verb": Verb.START.value}
            empty = {"article": None, "active_ms": 0, "detail": "{}"}
            self._engine.run(_INSERT_EVENT, {**bound, **start, **empty})
        self._engine.run(
            _INSERT_EVENT,
            {
                **bound,
                "rev": rev,
                "verb": verb.value,
                "article": article,
                "active_ms": active_ms,
                "detail": detail,
            },
        )

    def revisions(self, edit: Edit, text_of: Callable[[str], str]) -> None:
        """Add the revisions of an edit whose event is there.

        The first one of the gold layer makes its annotator.

        Raises:
            Superseded: another revision has replaced the one that is edited, or
                another adjudicator has decided on the same label and stretch.
            GoldIsSomebody: the name of the gold layer is a person's or a model's.
            AlreadyTagged: it would be the same label twice on one stretch.
            StoreFailure: NoSuchArticle, NoSuchAnnotator, UnknownLabel,
                UnknownLinkKind.
            QuoteMismatch: a quote is not the text at its span.
        """
        whose = [each.annotator for each in edit.annotations]
        if GOLD in (*whose, *(link.annotator for link in edit.links)):
            self.make_gold()
        for each in edit.annotations:
            rows.checked(each, text_of(each.article))
            if not self._knows("label", each.label):
                raise UnknownLabel(self._engine.path, [each.label])
            self._replace(each)
            bound = rows.annotation_values(each, each.rev, each.prev, edit.rev)
            self._engine.run(rows.INSERT_ANNOTATION, bound)
        for link in edit.links:
            if not self._knows("link_kind", link.kind):
                raise UnknownLinkKind(self._engine.path, [link.kind])
            self._replace(link)
            bound = rows.link_values(link, link.rev, link.prev, edit.rev)
            self._engine.run(rows.INSERT_LINK, bound)
        # Only now, since one edit may take a label away here and set it there.
        for each in edit.annotations:
            if each.annotator == GOLD and each.answer is not Answer.DELETE:
                self._refuse_second_decision(each)
            twin = self.twin(each) if each.answer is Answer.ACCEPT else None
            if twin is None or not self._is_live(each):
                continue
            # A merge may have brought a twin; it does not bar an edit of the note.
            before = self.annotation(each.prev) if each.prev is not None else None
            if before is None or _place(before) != _place(each):
                raise AlreadyTagged(each, twin)

    def make_gold(self) -> None:
        """Have the annotator of the gold layer, or refuse a name that is taken."""
        found = self._engine.one(
            "SELECT kind FROM annotator WHERE id = :id", {"id": GOLD}
        )
        kind = AnnotatorKind.GOLD.value
        if found is None:
            self._engine.run(
                "INSERT INTO annotator (id, kind, rev) VALUES (:id, :kind, :rev)",
                {"id": GOLD, "kind": kind, "rev": self._ids.mint()},
            )
        elif found[0] != kind:
            raise GoldIsSomebody(self._engine.path, str(found[0]))

    def _refuse_second_decision(self, value: Annotation) -> None:
        """Let no stretch be both in gold and refused, by two who decided at once."""
        span = value.span
        found = self._engine.one(
            _DECIDED,
            {
                "article": value.article,
                "start": span.start,
                "stop": span.end,
                "label": value.label,
                "annotator": value.annotator,
                "id": value.id,
            },
        )
        if found is not None and self._is_live(value):
            raise Superseded(value, rows.annotation(found))

    def twin(self, value: Annotation) -> str | None:
        """Id of another accepted annotation with this annotator, label and span."""
        span = value.span
        bound: dict[str, Value] = {
            "article": value.article,
            "start": span.start,
            "stop": span.end,
        }
        for row, label, annotator in self._engine.all(_AT_SPAN, bound):
            is_same = (label, annotator) == (value.label, value.annotator)
            if is_same and row != value.id:
                return str(row)
        return None

    def _knows(self, table: str, row: str) -> bool:
        found = self._engine.one(f"SELECT 1 FROM {table} WHERE id = :id", {"id": row})
        return found is not None

    def _is_live(self, value: Annotation) -> bool:
        found = self._engine.one(
            "SELECT live FROM annotation WHERE rev = :rev", {"rev": value.rev}
        )
        return found == (1,)

    def _replace(self, value: Annotation | Link) -> None:
        """Take the place of the revision before, or refuse."""
        if not self._knows("annotator", value.annotator):
            raise NoSuchAnnotator(self._engine.path, [value.annotator])
        table = "annotation" if isinstance(value, Annotation) else "link"
        if value.prev is not None:
            if value.rev <= value.prev:
                raise ValueError(f"{value.rev} does not come after {value.prev}")
            is_replaced = self._engine.run(
                f"UPDATE {table} SET live = 0 "
                "WHERE rev = :prev AND live = 1 AND id = :id",
                {"prev": value.prev, "id": value.id},
            )
            if is_replaced:
                return
        theirs = (
            self.live_annotation(value.id)
            if isinstance(value, Annotation)
            else self.live_link(value.id)
        )
        if theirs is not None or value.prev is not None:
            raise Superseded(value, theirs)

    def annotation(self, rev: str) -> Annotation | None:
        """The revision with that rev; None when there is none."""
        return self._annotation("a.rev = :row", rev)

    def live_annotation(self, row: str) -> Annotation | None:
        """The revision that stands now under the id; None when there is none."""
        return self._annotation("a.id = :row AND a.live = 1", row)

    def link(self, rev: str) -> Link | None:
        """The revision with that rev; None when there is none."""
        return self._link("l.rev = :row", rev)

    def live_link(self, row: str) -> Link | None:
        """The revision that stands now under the id; None when there is none."""
        return self._link("l.id = :row AND l.live = 1", row)

    def _annotation(self, condition: str, row: str) -> Annotation | None:
        found = self._engine.one(
            f"SELECT {rows.ANNOTATION} FROM annotation a WHERE {condition}",
            {"row": row},
        )
        return rows.annotation(found) if found else None

    def _link(self, condition: str, row: str) -> Link | None:
        found = self._engine.one(
            f"SELECT {rows.LINK} FROM link l WHERE {condition}", {"row": row}
        )
        return rows.link(found) if found else None


def _place(value: Annotation) -> tuple[object, ...]:
    return value.answer, value.label, value.span
