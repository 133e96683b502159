"""Rows of the tables as values of the model, and back.

A row that the table's own constraints rule out raises BrokenRow, which `translated`
makes a DamagedDatabase.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Attribute,
    Label,
    Link,
    QuoteMismatch,
    Span,
    Status,
    UnfrozenAnnotation,
)
from annotate.store.translate import BrokenRow

if TYPE_CHECKING:
    from annotate.store.engine import Row, Value

__all__ = [
    "ANNOTATION",
    "ANNOTATORS",
    "INSERT_ANNOTATION",
    "INSERT_LINK",
    "INSERT_PLAIN_ANNOTATION",
    "LABELS",
    "LINK",
    "annotation",
    "annotation_values",
    "annotator",
    "checked",
    "content",
    "label",
    "link",
    "link_values",
    "status",
]

_Choice = TypeVar("_Choice", Answer, AnnotatorKind, Status)

# Looked up for every annotation of an export, where calling the enum costs a fifth.
_ANSWERS = {each.value: each for each in Answer}

ANNOTATION = (
    "a.id, a.rev, a.prev, a.article, a.start, a.stop, a.quote, a.label, a.annotator, "
    "a.note, a.attributes, COALESCE(a.origin, ''), a.score, a.answer"
)
"""The columns that `annotation` reads, from `annotation a`."""

LINK = (
    "l.id, l.rev, l.prev, l.annotator, l.kind, l.source, l.target, "
    "COALESCE(l.origin, ''), l.score, l.answer"
)
"""The columns that `link` reads, from `link l`."""

ANNOTATORS = "SELECT id, kind, name FROM annotator ORDER BY id"
"""Rows that `annotator` reads."""

LABELS = (
    "SELECT id, title, key, colour, shape, hint, attributes FROM label "
    "ORDER BY position, id"
)
"""Rows that `label` reads, in the order of the scheme."""

INSERT_ANNOTATION = """
INSERT INTO annotation (rev, id, prev, event, live, annotator, answer, origin, score,
  article, label, start, stop, quote, note, attributes)
VALUES (:rev, :id, :prev, :event, 1, :annotator, :answer, :origin, :score,
  :article, :label, :start, :stop, :quote, :note, :attributes)"""

INSERT_PLAIN_ANNOTATION = """
INSERT INTO annotation (rev, id, event, live, annotator, answer, article, label, start,
  stop, quote, note, attributes)
VALUES (:rev, :id, :event, 1, :annotator, :answer, :article, :label, :start,
  :stop, :quote, :note, :attributes)"""
"""For those without `prev`, `origin` and `score`, as most are in an import: for three
NULLs the driver takes a third of the time of the row."""

INSERT_LINK = """
INSERT INTO link (rev, id, prev, event, live, annotator, answer, origin, score,
  kind, source, target)
VALUES (:rev, :id, :prev, :event, 1, :annotator, :answer, :origin, :score,
  :kind, :source, :target)"""


def annotation(row: Row) -> Annotation:
    """The annotation of a row of `ANNOTATION`."""
    first, rev, prev, article, start, end, quote, label_id, annotator = row[:9]
    note, attributes, origin, score, answer = row[9:]
    try:
        span = Span(start, end)
    except ValueError as error:
        raise BrokenRow(f"annotation {rev} at {start}-{end}") from error
    return UnfrozenAnnotation(
        first,
        rev,
        prev,
        article,
        span,
        quote,
        label_id,
        annotator,
        note,
        attributes,
        origin,
        score,
        _ANSWERS.get(answer) or _choice(Answer, answer),
    ).frozen()


def annotation_values(
    value: Annotation, rev: str, prev: str | None, event: str
) -> dict[str, Value]:
    """What `INSERT_ANNOTATION` binds, for the value as the revision after `prev`."""
    return {
        "rev": rev,
        "id": value.id,
        "prev": prev,
        "event": event,
        "annotator": value.annotator,
        "answer": value.answer.value,
        "origin": value.origin or None,
        "score": value.score,
        "article": value.article,
        "label": value.label,
        "start": value.span.start,
        "stop": value.span.end,
        "quote": value.quote,
        "note": value.note,
        "attributes": value.attributes,
    }


def link(row: Row) -> Link:
    """The link of a row of `LINK`."""
    first, rev, prev, annotator, kind, source, target, origin, score, answer = row
    return Link(
        first,
        rev,
        prev,
        annotator,
        kind,
        source,
        target,
        origin,
        score,
        _choice(Answer, answer),
    )


def link_values(
    value: Link, rev: str, prev: str | None, event: str
) -> dict[str, Value]:
    """What `INSERT_LINK` binds, for the value as the revision after `prev`."""
    return {
        "rev": rev,
        "id": value.id,
        "prev": prev,
        "event": event,
        "annotator": value.annotator,
        "answer": value.answer.value,
        "origin": value.origin or None,
        "score": value.score,
        "kind": value.kind,
        "source": value.source,
        "target": value.target,
    }


def content(value: Annotation | Link) -> tuple[Value, ...]:
    """All that a revision says, without which revision it is."""
    facts = (
        value.id,
        value.annotator,
        value.answer.value,
        value.origin,
        value.score,
    )
    if isinstance(value, Link):
        return (*facts, value.kind, value.source, value.target)
    return (
        *facts,
        value.article,
        value.label,
        value.span.start,
        value.span.end,
        value.quote,
        value.note,
        value.attributes,
    )


def checked(value: Annotation, text: str) -> Annotation:
    """The annotation itself; QuoteMismatch unless its quote is the article's text."""
    span = value.span
    if text[span.start : span.end] != value.quote:
        raise QuoteMismatch(value.article, span.start, span.end)
    return value


def label(row: Row) -> Label:
    """The label of a row (id, title, key, colour, shape, hint, attributes)."""
    try:
        attributes = tuple(
            Attribute(str(each["name"]), tuple(map(str, each["choices"])))
            for each in json.loads(row[6])
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenRow(f"attributes of label {row[0]}") from error
    first, title, key, colour, shape, hint = row[:6]
    return Label(first, title, key, colour, shape, hint, attributes)


def annotator(row: Row) -> Annotator:
    """The annotator of a row (id, kind, name)."""
    first, kind, name = row
    return Annotator(first, _choice(AnnotatorKind, kind), name)


def status(text: str) -> Status:
    """The status that an assignment's `state` names."""
    return _choice(Status, text)


def _choice(kind: type[_Choice], text: str) -> _Choice:
    try:
        return kind(text)
    except ValueError as error:
        raise BrokenRow(str(error)) from error
