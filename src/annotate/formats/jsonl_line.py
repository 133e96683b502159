"""One line of native JSONL becomes a layer, or a list of what is wrong with it."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from json import JSONDecodeError
from typing import Final, TypeVar

from annotate.formats.fields import Fields, LineProblem
from annotate.formats.jsontext import loads
from annotate.ids import is_revision, pack, unix_ms
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Article,
    Layer,
    Link,
    Span,
    Status,
    article_id,
)
from annotate.text.clean import clean, clean_title, guess_title, portable_source
from annotate.text.names import BadName, annotator_name
from annotate.text.offsets import CleaningMap, OffsetUnit, UnitMap

__all__ = ["SCHEMA", "created", "parse"]

SCHEMA: Final = "annotate/1"

_Choice = TypeVar("_Choice", bound=StrEnum)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = 253_402_300_799_999
_LONGEST_LABEL = 64
_ROW_KEYS = (
    *("schema", "id", "title", "source", "text", "annotator", "kind", "status"),
    *("offset_unit", "spans", "rejected", "links", "meta"),
)
_SPAN_KEYS = (
    *("id", "start", "end", "label", "text", "note", "attributes", "origin"),
    *("score", "created"),
)
_LINK_KEYS = ("id", "kind", "source", "target")


def created(rev: str) -> str:
    """The time of an id, as in `2026-01-05T09:00:00.000Z`."""
    moment = _EPOCH + timedelta(milliseconds=unix_ms(rev))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(
    line: str, number: int, *, annotator: str = ""
) -> tuple[Layer | None, tuple[LineProblem, ...]]:
    """The layer of a line and no problems, or None and its problems.

    Args:
        line: One JSON object; keys other than `text` may be missing or empty, and in
            spans all but `start`, `end` and `label`.
        number: Of the line, from 1.
        annotator: Who made the spans of a line whose `annotator` is empty.

    An id that is missing is made from what the span says, and from its `created` or
    else the year 1970, so that importing a file again makes the same ids.
    """
    problems: list[LineProblem] = []
    try:
        value = loads(line)
    except JSONDecodeError as error:
        # Its own sentence counts lines from this one.
        why = f"{error.msg.removesuffix(' at')} at column {error.colno}"
        return None, (LineProblem(number, "", f"is not JSON ({why})"),)
    except ValueError as error:
        return None, (LineProblem(number, "", f"is not JSON ({error})"),)
    if not isinstance(value, dict):
        return None, (LineProblem(number, "", "is no JSON object"),)
    layer = _Line(Fields(value, number, problems), annotator).layer()
    return (None, tuple(problems)) if problems else (layer, ())


class _Line:
    """One row being read: what its spans and links need to know of it."""

    def __init__(self, fields: Fields, annotator: str) -> None:
        self.fields = fields
        fields.refuse_unknown(_ROW_KEYS)
        schema = fields.text("schema")
        if schema not in {"", SCHEMA}:
            fields.problem("schema", f"is {schema!r}; this build reads {SCHEMA!r}")
        self.raw = fields.text("text", required=True)
        unit = _choice(fields, "offset_unit", OffsetUnit, OffsetUnit.CODE_POINT)
        self.units = UnitMap(self.raw, unit)
        self.cleaning = CleaningMap.of(self.raw)
        self.article = self._article(clean(self.raw))
        self.annotator = self._annotator(annotator)

    def layer(self) -> Layer:
        status = _choice(self.fields, "status", Status, Status.TODO)
        spans = self._annotations("spans", Answer.ACCEPT)
        rejected = self._annotations("rejected", Answer.REJECT)
        links = [
            found
            for each in self.fields.objects("links")
            if (found := self._link(each)) is not None
        ]
        has_work = bool(spans or rejected or links)
        if self.annotator is None and (has_work or status is not Status.TODO):
            self.fields.problem(
                "annotator", "is empty, but there is work; say whose with --annotator"
            )
        return Layer(
            self.article,
            self.annotator,
            status,
            tuple(sorted(spans, key=_place)),
            tuple(sorted(rejected, key=_place)),
            tuple(sorted(links, key=lambda link: link.id)),
        )

    def _article(self, text: str) -> Article:
        fields = self.fields
        if "text" in fields.row and not text.strip():
            fields.problem("text", "is empty")
        given, true_id = fields.text("id"), article_id(text)
        if given not in {"", true_id}:
            fields.problem(
                "id",
                f"is not the hash of the text, {true_id}; leave it empty if the text "
                "was changed on purpose",
            )
        return Article(
            true_id,
            clean_title(fields.text("title")) or guess_title(text),
            text,
            portable_source(fields.text("source")),
            fields.json_object("meta"),
        )

    def _annotator(self, default: str) -> Annotator | None:
        name = self.fields.text("annotator") or default
        kind = _choice(self.fields, "kind", AnnotatorKind, AnnotatorKind.HUMAN)
        if not name:
            return None
        try:
            return Annotator(annotator_name(name), kind)
        except BadName as error:
            self.fields.problem("annotator", str(error))
            return None

    def _annotations(self, name: str, answer: Answer) -> list[Annotation]:
        return [
            found
            for each in self.fields.objects(name)
            if (found := self._annotation(each, answer)) is not None
        ]

    def _annotation(self, fields: Fields, answer: Answer) -> Annotation | None:
        fields.refuse_unknown(_SPAN_KEYS)
        span = self._span(fields)
        label = _label(fields)
        note = clean(fields.text("note"))
        attributes = fields.json_object("attributes")
        origin = clean(fields.text("origin"))
        score = fields.score("score")
        who = self.annotator.id if self.annotator else ""
        if span is None:
            return None
        # Two suggestions of one stretch can both be refused.
        refused = origin if answer is Answer.REJECT else ""
        place = f"{span.start}-{span.end}"
        rev = _rev(fields, self.article.id, who, answer, label, place, refused)
        return Annotation(
            id=rev,
            rev=rev,
            prev=None,
            article=self.article.id,
            span=span,
            quote=self.article.quote(span),
            label=label,
            annotator=who,
            note=note,
            attributes=attributes,
            origin=origin,
            score=score,
            answer=answer,
        )

    def _span(self, fields: Fields) -> Span | None:
        start, end = self._offset(fields, "start"), self._offset(fields, "end")
        quote = fields.text("text")
        if start is None or end is None:
            return None
        if start >= end:
            fields.problem("end", f"is not after the start ({start}-{end})")
            return None
        first, last = self.cleaning.span(start, end)
        if first == last:
            fields.problem("start", "the span holds nothing but a byte order mark")
            return None
        stored = Span(first, last)
        found = self.raw[start:end]
        if "text" in fields.row and quote not in {found, self.article.quote(stored)}:
            fields.problem(
                "text",
                f"is {_short(quote)}, but the article has {_short(found)} "
                f"at {start}-{end}",
            )
        return stored

    def _offset(self, fields: Fields, name: str) -> int | None:
        value = fields.integer(name)
        if value is None:
            return None
        offset = self.units.code_points(value)
        if offset is None:
            fields.problem(
                name,
                f"{value} is outside the text or inside a character "
                f"({len(self.raw)} code points)",
            )
        return offset

    def _link(self, fields: Fields) -> Link | None:
        fields.refuse_unknown(_LINK_KEYS)
        kind = fields.text("kind", required=True)
        source = fields.text("source", required=True)
        target = fields.text("target", required=True)
        who = self.annotator.id if self.annotator else ""
        for name, end in (("source", source), ("target", target)):
            if not is_revision(end):
                fields.problem(name, f"{_short(end)} is not the id of an annotation")
                return None
        if source == target:
            fields.problem("target", "is the source itself")
        rev = _rev(fields, who, kind, source, target, at=max(source, target))
        return Link(rev, rev, None, who, kind, source, target)


def _place(annotation: Annotation) -> tuple[int, int, str, str]:
    span = annotation.span
    return span.start, -span.end, annotation.label, annotation.id


def _choice(
    fields: Fields, name: str, choices: type[_Choice], default: _Choice
) -> _Choice:
    given = fields.text(name)
    if not given:
        return default
    if given in tuple(choices):
        return choices(given)
    fields.problem(name, f"is {_short(given)}; known are {', '.join(choices)}")
    return default


def _label(fields: Fields) -> str:
    label = fields.text("label", required=True)
    if "label" not in fields.row or not isinstance(fields.row["label"], str):
        return label
    if not label.strip() or len(label) > _LONGEST_LABEL:
        fields.problem("label", f"needs 1 to {_LONGEST_LABEL} characters")
    elif any(unicodedata.category(char)[0] == "C" for char in label):
        fields.problem("label", f"{_short(label)} holds a control character")
    return label


def _rev(fields: Fields, *content: str, at: str = "") -> str:
    """The id given, or one made of the content and of the time told."""
    given = fields.text("id")
    told = _told_ms(fields)
    if given:
        if not is_revision(given):
            fields.problem(
                "id", f"{_short(given)} is no UUIDv7; leave it empty to get one"
            )
        elif unix_ms(given) > _LAST_MS:
            fields.problem("id", f"{given} is of a time after the year 9999; empty it")
        elif told is not None and told != unix_ms(given):
            fields.problem(
                "created", f"is not the time of the id, {created(given)}; empty one"
            )
        return given
    # 1970 says that nobody knows; a clock would make new ids at every import.
    milliseconds = unix_ms(at) if at else told or 0
    digest = hashlib.sha256("\0".join(content).encode("utf-8", "replace")).digest()
    return pack(milliseconds, int.from_bytes(digest[:10]))


def _told_ms(fields: Fields) -> int | None:
    text = fields.text("created")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment < _EPOCH:
        fields.problem(
            "created",
            f"{_short(text)} is no time since 1970 with its zone, as in "
            "2026-01-05T09:00:00.000Z",
        )
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _short(text: str) -> str:
    """The text in quotation marks, at most 40 characters, on one line."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
