"""One row of doccano's JSONL becomes a layer, or a list of what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.formats.details import Details
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.naming import annotator_of
from annotate.formats.placing import article_for, draft_onto

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Spot
    from annotate.model import Layer

__all__ = ["layer_of"]

_LISTS = ("label", "labels")


class _Marked(NamedTuple):
    """A span as a row tells of it."""

    spot: Spot
    start: int
    end: int
    label: str
    number: int | None
    """What relations call it; None in a project without relations."""


def layer_of(spot: Spot, value: object, user: str) -> Layer | None:
    """The layer of a row; None, and problems, when something is wrong with it.

    Args:
        spot: where it stands.
        value: the JSON of the row.
        user: whose work it is, where neither the row nor the import says it; "" where
            nobody knows.
    """
    before = len(spot.importing.problems)
    if not isinstance(value, dict):
        spot.problem("", "is no JSON object")
        return None
    fields = Fields(value, spot)
    layer = _layer(fields, user)
    return layer if len(spot.importing.problems) == before else None


def _layer(fields: Fields, user: str) -> Layer | None:
    spot, importing = fields.spot, fields.spot.importing
    raw = fields.text(importing.text_column, required=True)
    details = Details.of(fields)
    spans = [*_spans(fields)]
    if not raw:
        if fields.row.get(importing.text_column) == "":
            fields.problem(importing.text_column, "is empty")
        return None
    draft = draft_onto(
        article_for(
            spot,
            raw,
            name=details.article or _said(fields, "id"),
            source=_said(fields, "source"),
            title=_said(fields, "title"),
            meta=details.meta,
        ),
        raw,
        annotator_of(
            spot,
            details.annotator or importing.annotator or (user if spans else ""),
            details.kind,
        ),
        status=details.status,
    )
    if spans and draft.annotator is None:
        spot.problem("", "has spans, but of nobody; say whose with --annotator")
    if fields.row.get("Comments"):
        spot.note("Comments", "are of the whole article and left out")
    rows: dict[int, str] = {}
    places: dict[tuple[int, int, str], str] = {}
    for each in spans:
        known = details.recall(each.start, each.end, each.label)
        found = draft.mark(
            each.spot,
            each.start,
            each.end,
            each.label,
            note=known.note,
            attributes=known.attributes,
            origin=known.origin,
            score=known.score,
            row=known.id,
            repeats=True,
        )
        if found is not None:
            places[each.start, each.end, each.label] = found.id
        # One that stands twice has been left out; links to it lead to the first.
        first = places.get((each.start, each.end, each.label))
        if each.number is not None and first is not None:
            rows[each.number] = first
    held = _link(draft, details, fields, rows)
    details.add_rejected(draft)
    details.add_links(draft, held)
    return draft.layer()


def _said(fields: Fields, name: str) -> str:
    """The text of a column that another project may use for something else."""
    value = fields.row.get(name)
    return value if isinstance(value, str) else ""


def _spans(fields: Fields) -> Iterator[_Marked]:
    """Those of a project with relations, else those of one without.

    In an export of a project without them, a column `entities` cannot be left from our
    own export: doccano has put its own spans there, and called them `label`.
    """
    if "entities" in fields.row:
        numbers: set[int] = set()
        for each in fields.objects("entities"):
            number = each.integer("id")
            start, end = each.integer("start_offset"), each.integer("end_offset")
            label = each.text("label", required=True)
            if number in numbers:
                each.problem("id", f"{number} stands twice in this row")
            elif number is not None and start is not None and end is not None:
                numbers.add(number)
                yield _Marked(each.spot, start, end, label, number)
        return
    name = next((name for name in _LISTS if name in fields.row), "")
    if not name:
        fields.problem("label", "is missing; export a project of sequence labelling")
        return
    listed = fields.row[name]
    if not isinstance(listed, list):
        fields.problem(name, "is no list of [start, end, label]")
        return
    for at, each in enumerate(listed):
        spot = fields.spot.inside(f"{name}[{at}]")
        match each:
            case [int(start), int(end), str(label), *_] if not (
                isinstance(start, bool) or isinstance(end, bool)
            ):
                yield _Marked(spot, start, end, label, None)
            case str():
                spot.problem("", "labels the whole text; spans are needed")
            case _:
                spot.problem("", "is not [start, end, label]")


def _link(
    draft: Draft, details: Details, fields: Fields, rows: dict[int, str]
) -> list[tuple[str, str, str]]:
    """Make the links of a row; kind, source and target of each."""
    if "entities" not in fields.row:
        return []
    held = []
    for each in fields.objects("relations"):
        kind = each.text("type", required=True)
        ends = []
        for name in ("from_id", "to_id"):
            number = each.integer(name)
            if number is not None and number not in rows:
                each.problem(name, f"{number} is the id of no entity in this row")
            elif number is not None:
                ends.append(rows[number])
        if kind and not each.spot.importing.takes_link(kind):
            each.spot.note("type", f"{shortened(kind)} is no kind of link; left out")
        elif len(ends) == 2:
            link = (kind, ends[0], ends[1])
            held.append(link)
            draft.link(each.spot, *link, row=details.link_id(*link))
    return held
