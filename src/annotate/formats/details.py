"""What another program's format has no place for, as JSON that goes along with it.

An export for doccano or Label Studio holds spans, labels and some links. The rest of a
layer travels in a field of its own that those programs keep as they found it. When the
file comes back, what is still there gets its ids, notes and origins again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.fields import Fields
from annotate.formats.jsontext import canonical_object, loads, stored_object
from annotate.model import AnnotatorKind, Answer, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.formats.drafting import Draft
    from annotate.model import Annotation, Layer

__all__ = [
    "COLUMN",
    "Details",
    "Remembered",
    "details_by_annotator",
    "details_of",
]

COLUMN: Final = "annotate"
"""The field that holds them, in a row or a task's data."""


def details_of(layer: Layer) -> dict[str, object]:
    """The details of a layer as a JSON object."""
    article, annotator = layer.article, layer.annotator
    return {
        "article": article.id,
        "meta": loads(stored_object(article.meta, f"article {article.id}")),
        "annotator": annotator.id if annotator else "",
        "kind": annotator.kind if annotator else "",
        "status": layer.status,
        "spans": [_span(row) for row in layer.annotations],
        "rejected": [_span(row) for row in layer.rejected],
        "links": [
            {
                "id": link.id,
                "kind": link.kind,
                "source": link.source,
                "target": link.target,
            }
            for link in layer.links
        ],
    }


class Remembered(NamedTuple):
    """What the details say of a span; the defaults where they say nothing."""

    id: str = ""
    note: str = ""
    attributes: str = "{}"
    origin: str = ""
    score: float | None = None


class Details:
    """The details of one layer, as a file has them."""

    def __init__(self, fields: Fields) -> None:
        """Take what is there; a wrong field is a problem with its place."""
        self._fields = fields
        self.article = fields.text("article")
        self.meta = fields.json_object("meta")
        self.annotator = fields.text("annotator")
        self.kind = fields.choice("kind", AnnotatorKind, AnnotatorKind.HUMAN)
        self.status = fields.choice("status", Status, Status.TODO)
        self._by_id: dict[str, Remembered] = {}
        self._by_place: dict[tuple[int, int, str], Remembered] = {}
        for each in fields.objects("spans"):
            found = _remembered(each)
            start, end = each.integer("start"), each.integer("end")
            self._by_id[found.id] = found
            if start is not None and end is not None:
                self._by_place[start, end, each.text("label")] = found
        self._taken: set[str] = set()

    @classmethod
    def of(cls, row: Fields) -> Details:
        """Those in the column of a row; empty ones where there are none."""
        return cls(_column(row))

    def recall(self, start: int, end: int, label: str, *, row: str = "") -> Remembered:
        """What is known of the span with that id, or else in that place.

        Each is given once: a second span in the same place is another one.

        Args:
            start: in the text that the file holds.
            end: exclusive.
            label: id of its label.
            row: what the other program calls it; "" where it kept no id.
        """
        place = self._by_place.get((start, end, label))
        found = self._by_id.get(row) or place
        if found is None or found.id in self._taken:
            return Remembered()
        self._taken.add(found.id)
        return found

    def link_id(self, kind: str, source: str, target: str) -> str:
        """The id of the link between two annotations; "" where none is known."""
        return next(
            (
                each.text("id")
                for each in self._fields.objects("links")
                if (each.text("kind"), each.text("source"), each.text("target"))
                == (kind, source, target)
            ),
            "",
        )

    def add_rejected(self, draft: Draft) -> None:
        """Mark the suggestions that were refused."""
        for each in self._fields.objects("rejected"):
            start, end = each.integer("start"), each.integer("end")
            if start is None or end is None:
                continue
            found = _remembered(each)
            draft.mark(
                each.spot,
                start,
                end,
                each.text("label", required=True),
                note=found.note,
                attributes=found.attributes,
                origin=found.origin,
                score=found.score,
                answer=Answer.REJECT,
                row=found.id,
            )

    def add_links(self, draft: Draft, known: Iterable[tuple[str, str, str]]) -> None:
        """Make the links again that the format has no place for.

        One whose ends were deleted meanwhile is noted and left out.

        Args:
            draft: the layer.
            known: kind, source and target of the links that the format held.
        """
        held = set(known)
        gone = {row for row in self._by_id if row and row not in self._taken}
        for each in self._fields.objects("links"):
            kind = each.text("kind", required=True)
            ends = each.text("source"), each.text("target")
            if (kind, *ends) in held:
                continue
            if gone & set(ends):
                each.spot.note("", "links a span that is no longer there; left out")
                continue
            draft.link(each.spot, kind, *ends, row=each.text("id"))


def details_by_annotator(row: Fields) -> dict[str, Details]:
    """Those of several layers in the column of a row, by annotator."""
    column = _column(row)
    return {
        name: Details(Fields(value, column.spot.inside(name)))
        for name, value in column.row.items()
        if isinstance(value, dict)
    }


def _column(row: Fields) -> Fields:
    text = row.text(COLUMN) or "{}"
    try:
        found = loads(canonical_object(text))
    except ValueError as error:
        row.problem(COLUMN, f"is not the text of a JSON object ({error})")
        found = {}
    inside = row.spot.inside(COLUMN)
    return Fields(found if isinstance(found, dict) else {}, inside)


def _span(row: Annotation) -> dict[str, object]:
    more: dict[str, object] = {
        "note": row.note,
        "attributes": loads(stored_object(row.attributes, f"annotation {row.id}")),
        "origin": row.origin,
        "score": row.score,
    }
    return {
        "id": row.id,
        "start": row.span.start,
        "end": row.span.end,
        "label": row.label,
        **{name: value for name, value in more.items() if value not in ("", None, {})},
    }


def _remembered(fields: Fields) -> Remembered:
    return Remembered(
        fields.text("id"),
        fields.text("note"),
        fields.json_object("attributes"),
        fields.text("origin"),
        fields.score("score"),
    )
