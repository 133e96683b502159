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

# One question for all, since a question costs as much as a row.
_BEFORE_EVENT = """
SELECT EXISTS (SELECT 1 FROM event WHERE rev = :rev),
  EXISTS (SELECT 1 FROM event WHERE rev = :session),
  EXISTS (SELECT 1 FROM annotator WHERE id = :annotator),
  EXISTS (SELECT 1 FROM article WHERE id = :article)"""

# By the stretch alone, which has an index: with label and annotator as they are SQLite
# takes the index on those, which reads everything they ever tagged.
_TWIN = """
SELECT min(id) FROM annotation
WHERE article = :article AND start = :start AND stop = :stop AND live = 1
  AND answer = 'accept' AND label || '' = :label AND annotator || '' = :annotator
  AND id <> :id"""

_BEFORE_ANNOTATION = f"""
SELECT EXISTS (SELECT 1 FROM label WHERE id = :label),
  EXISTS (SELECT 1 FROM annotator WHERE id = :annotator),
  EXISTS (SELECT 1 FROM annotation WHERE id = :id AND live = 1),
  ({_TWIN})"""

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
    ) -> bool:
        """Whether the event was not stored yet; now it is.

        Before the first one come the annotator and the start.

        Raises:
            ValueError: the store was opened without an annotator.
            NoSuchArticle: the article is not in the database.
        """
        bound: dict[str, Value] = {
            "session": self.session,
            "annotator": self.annotator,
            "rev": rev,
            "verb": verb.value,
            "article": article,
            "active_ms": active_ms,
            "detail": detail,
        }
        is_known, is_begun, has_annotator, has_article = self._engine.all(
            _BEFORE_EVENT, bound
        )[0]
        if is_known:
            return False
        if not self.annotator:
            raise ValueError("a store without an annotator makes no events")
        if article is not None and not has_article:
            raise NoSuchArticle(self._engine.path, article)
        if not is_begun:
            if not has_annotator:
                self._engine.run(
                    "INSERT INTO annotator (id, rev) VALUES (:id, :rev)",
                    {"id": self.annotator, "rev": self._ids.mint()},
                )
            start = {"rev": self.session, "verb": Verb.START.value}
            empty = {"article": None, "active_ms": 0, "detail": "{}"}
            self._engine.run(_INSERT_EVENT, {**bound, **start, **empty})
        self._engine.run(_INSERT_EVENT, bound)
        return True

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
        twins = [
            self._add_annotation(each, edit.rev, text_of) for each in edit.annotations
        ]
        for link in edit.links:
            self._add_link(link, edit.rev)
        # Only now, since one edit may take a label away here and set it there.
        for each, twin in zip(edit.annotations, twins, strict=True):
            if each.annotator == GOLD and each.answer is not Answer.DELETE:
                self._refuse_second_decision(each)
            if each.answer is not Answer.ACCEPT:
                continue
            # What one annotation met before it was stored, it meets still.
            if len(twins) == 1:
                self._refuse_twin(each, twin)
            elif self._is_live(each):
                self._refuse_twin(each, self.twin(each))

    def _add_annotation(
        self, value: Annotation, event: str, text_of: Callable[[str], str]
    ) -> str | None:
        """Add a revision; the id of the twin that it met, None for none."""
        rows.checked(value, text_of(value.article))
        bound = rows.annotation_values(value, value.rev, value.prev, event)
        has_label, has_annotator, is_there, twin = self._engine.all(
            _BEFORE_ANNOTATION, bound
        )[0]
        if not has_label:
            raise UnknownLabel(self._engine.path, [value.label])
        if not has_annotator:
            raise NoSuchAnnotator(self._engine.path, [value.annotator])
        self._replace(value, is_there=is_there)
        self._engine.run(rows.INSERT_ANNOTATION, bound)
        met: str | None = twin
        return met

    def _add_link(self, value: Link, event: str) -> None:
        if not self._knows("link_kind", value.kind):
            raise UnknownLinkKind(self._engine.path, [value.kind])
        if not self._knows("annotator", value.annotator):
            raise NoSuchAnnotator(self._engine.path, [value.annotator])
        self._replace(value, is_there=self.live_link(value.id) is not None)
        bound = rows.link_values(value, value.rev, value.prev, event)
        self._engine.run(rows.INSERT_LINK, bound)

    def _refuse_twin(self, value: Annotation, twin: str | None) -> None:
        """Raise where the annotator has the label there, and had not before."""
        if twin is None:
            return
        # A merge may have brought a twin; it does not bar an edit of the note.
        before = self.annotation(value.prev) if value.prev is not None else None
        if before is None or _place(before) != _place(value):
            raise AlreadyTagged(value, twin)

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
            "label": value.label,
            "annotator": value.annotator,
            "id": value.id,
        }
        found = self._engine.one(_TWIN, bound)
        return found[0] if found else None

    def _knows(self, table: str, row: str) -> bool:
        found = self._engine.one(f"SELECT 1 FROM {table} WHERE id = :id", {"id": row})
        return found is not None

    def _is_live(self, value: Annotation) -> bool:
        found = self._engine.one(
            "SELECT live FROM annotation WHERE rev = :rev", {"rev": value.rev}
        )
        return found == (1,)

    def _replace(self, value: Annotation | Link, *, is_there: bool) -> None:
        """Take the place of the revision before, or refuse.

        `is_there` tells whether a revision stands now under the id.
        """
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
        if is_there or value.prev is not None:
            theirs = (
                self.live_annotation(value.id)
                if isinstance(value, Annotation)
                else self.live_link(value.id)
            )
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
