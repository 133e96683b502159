"""One line of native JSONL becomes a layer, or a list of what is wrong with it."""

from __future__ import annotations

from json import JSONDecodeError
from typing import TYPE_CHECKING, Final

from annotate.formats.drafting import Draft, are_even
from annotate.formats.fields import Fields
from annotate.formats.importing import Importing
from annotate.formats.jsonl_plain import SPAN_KEYS, plain
from annotate.formats.jsontext import breaks_off, loads_rows
from annotate.formats.naming import annotator_of, article_of
from annotate.formats.placing import draft_onto, note_version
from annotate.formats.row_ids import created_ms
from annotate.model import AnnotatorKind, Answer, Status
from annotate.text.offsets import OffsetUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.formats.importing import LineProblem, Spot
    from annotate.model import Article, Layer

__all__ = ["SCHEMA", "layer_of", "mark_by_field", "parse"]

SCHEMA: Final = "annotate/1"

_ROW_KEYS = (
    *("schema", "id", "title", "source", "text", "annotator", "kind", "status"),
    *("offset_unit", "spans", "rejected", "links", "meta"),
)
_WORK_KEYS = frozenset(("schema", "annotator", "spans", "rejected", "links"))
"""Rows without any of these may be anybody's."""
_LINK_KEYS = ("id", "kind", "source", "target")


def parse(
    line: str, number: int, *, annotator: str = ""
) -> tuple[Layer | None, tuple[LineProblem, ...]]:
    """The layer of a line and no problems, or None and its problems.

    Args:
        line: One JSON object; keys other than `text` may be missing or empty, and in
            spans all but `start`, `end` and `label`.
        number: Of the line, from 1.
        annotator: Who made the spans of a line whose `annotator` is empty.
    """
    importing = Importing(annotator=annotator)
    layer = layer_of(line, importing.at(number))
    return layer, tuple(importing.problems)


def layer_of(line: str, spot: Spot) -> Layer | None:
    """The layer of a line; None, and problems, when something is wrong with it."""
    before = len(spot.importing.problems)
    try:
        value = loads_rows(line)
    except JSONDecodeError as error:
        # Its own sentence counts lines from this one.
        wrong = f"is not JSON ({error.msg.removesuffix(' at')} at column {error.colno})"
        if not line.endswith("\n") and breaks_off(line, error):
            wrong = f"breaks off and {wrong}; fetch the whole file"
        spot.problem("", wrong)
        return None
    except ValueError as error:
        spot.problem("", f"is not JSON ({error})")
        return None
    if not isinstance(value, dict):
        spot.problem("", "is no JSON object")
        return None
    strange = [key for key in value if key not in _ROW_KEYS]
    if strange and _WORK_KEYS.isdisjoint(value):
        spot.problem(
            strange[0],
            "unknown key; to take rows as articles, name the key of their texts with "
            "--text-column",
        )
        return None
    layer = _layer(Fields(value, spot))
    return layer if len(spot.importing.problems) == before else None


def _layer(fields: Fields) -> Layer:
    fields.refuse_unknown(_ROW_KEYS)
    schema = fields.text("schema")
    if schema not in {"", SCHEMA}:
        fields.problem("schema", f"is {schema!r}; this build reads {SCHEMA!r}")
    raw = fields.text("text", required=True)
    unit = fields.choice("offset_unit", OffsetUnit, OffsetUnit.CODE_POINT)
    kind = fields.choice("kind", AnnotatorKind, AnnotatorKind.HUMAN)
    article, is_version = _article(fields, raw)
    named = fields.text("annotator")
    draft = (draft_onto if is_version else Draft)(
        article=article,
        raw=raw,
        annotator=annotator_of(fields.spot, named, kind),
        unit=unit,
        status=fields.choice("status", Status, Status.TODO),
    )
    if not raw:  # which has been told
        return draft.layer()
    for name, answer in (("spans", Answer.ACCEPT), ("rejected", Answer.REJECT)):
        _mark_all(draft, fields, name, answer)
    for each in fields.objects("links"):
        _link(draft, each)
    layer = draft.layer()
    has_work = bool(layer.annotations or layer.rejected or layer.links)
    is_nobodys = not (named or fields.spot.importing.annotator)
    if is_nobodys and (has_work or layer.status is not Status.TODO):
        fields.problem(
            "annotator", "is empty, but there is work; say whose with --annotator"
        )
    return layer


def _article(fields: Fields, raw: str) -> tuple[Article, bool]:
    """The article, and whether the line has another version of its text."""
    if not isinstance(fields.row.get("text"), str):  # which has been told
        raw = "missing"
    article = article_of(
        fields.spot,
        raw,
        title=fields.text("title"),
        source=fields.text("source"),
        meta=fields.json_object("meta"),
    )
    told = fields.text("id")
    if told in {"", article.id}:
        return article, False
    known = fields.spot.importing.known
    found = known.by_id(told)
    if found is None or known.by_id(article.id) is not None:
        fields.problem(
            "id",
            f"is not the hash of the text, {article.id}; leave it empty if the text "
            "was changed on purpose",
        )
        return article, False
    note_version(fields.spot, found)
    return found, True


def _mark_all(draft: Draft, fields: Fields, name: str, answer: Answer) -> None:
    found = plain(draft, fields.row.get(name, []), answer)
    if found is None:
        mark_by_field(draft, fields.objects(name), answer)
        return
    draft.put(found, answer)
    importing = fields.spot.importing
    known = importing.labels
    for position, row in enumerate(found):
        if known is not None and row.label not in known:
            importing.meet(row.label, fields.spot.inside(f"{name}[{position}]"))
        if not are_even(draft.article.text, row.span):
            draft.note_edges(fields.spot.inside(f"{name}[{position}]"), row.span)


def mark_by_field(draft: Draft, spans: Iterable[Fields], answer: Answer) -> None:
    """Mark spans in the draft, or tell what is wrong with them, field by field."""
    for each in spans:
        _mark(draft, each, answer)


def _mark(draft: Draft, fields: Fields, answer: Answer) -> None:
    fields.refuse_unknown(SPAN_KEYS)
    before = len(fields.spot.importing.problems)
    start, end = fields.integer("start"), fields.integer("end")
    label = fields.text("label", required=True)
    quote = fields.text("text") if "text" in fields.row else None
    note = fields.text("note")
    attributes = fields.json_object("attributes")
    origin = fields.text("origin")
    score = fields.score("score")
    row = fields.text("id")
    told_ms = created_ms(fields.spot, fields.text("created"))
    if len(fields.spot.importing.problems) > before or start is None or end is None:
        return
    draft.mark(
        fields.spot,
        start,
        end,
        label,
        quote=quote,
        note=note,
        attributes=attributes,
        origin=origin,
        score=score,
        answer=answer,
        row=row,
        told_ms=told_ms,
    )


def _link(draft: Draft, fields: Fields) -> None:
    fields.refuse_unknown(_LINK_KEYS)
    before = len(fields.spot.importing.problems)
    kind = fields.text("kind", required=True)
    source = fields.text("source", required=True)
    target = fields.text("target", required=True)
    row = fields.text("id")
    if len(fields.spot.importing.problems) == before:
        draft.link(fields.spot, kind, source, target, row=row)
