"""The results of one annotation of Label Studio become annotations and links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.details import Remembered
from annotate.formats.importing import shortened
from annotate.formats.jsontext import dumps, loads
from annotate.formats.labelstudio_config import NOTE, WHOSE
from annotate.formats.labelstudio_offsets import Region, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.formats.details import Details
    from annotate.formats.drafting import Draft
    from annotate.formats.fields import Fields

__all__ = ["mark_results"]

_SPANS: Final = "labels"
_OTHER_SPANS: Final = ("hypertextlabels", "paragraphlabels")
_SAID: Final = {
    "choices": "choices",
    "textarea": "text",
    "number": "number",
    "rating": "rating",
    "datetime": "datetime",
    "taxonomy": "taxonomy",
}
"""Kinds of results that say something of a region, and where in the value."""


class _Labelled(NamedTuple):
    """A region with its labels."""

    fields: Fields
    region: Region
    id: str
    labels: tuple[str, ...]


@dataclass
class _Said:
    """What is said of a region besides its labels."""

    attributes: dict[str, object] = field(default_factory=dict)
    """By the name of the control."""
    notes: list[str] = field(default_factory=list)


def mark_results(
    draft: Draft,
    raw: str,
    annotation: Fields,
    known: Details | None,
    score: float | None,
) -> None:
    """Mark what an annotation or a prediction holds.

    Args:
        draft: the annotator's layer.
        raw: the text that offsets count in.
        annotation: with its `result`.
        known: what our own export had no other place for; None where another program
            made the file.
        score: of the regions that have none of their own.
    """
    results = annotation.objects("result")
    labelled = [
        found
        for each in results
        if _kind(each) == _SPANS and (found := _labelled(each)) is not None
    ]
    _refuse_twice(labelled)
    said = _said_of_regions(results, {each.id for each in labelled} - {""})
    places = place(
        raw, [each.region for each in labelled], are_points=known is not None
    )
    made_ms = annotation.moment_ms("created_at")
    rows: dict[str, str] = {}
    for region, where in zip(labelled, places, strict=True):
        if where is None:
            if region.id:
                # For relations, which have no other way to say what they lead to.
                left_out = region.fields.spot.importing.left_out
                rows.setdefault(region.id, left_out.add(""))
            continue
        own = said.get(region.id, _Said())
        for label in region.labels:
            row = _mark(draft, region, where, label, own, known, score, made_ms)
            if row:
                rows.setdefault(region.id, row)
    held = _link(draft, results, rows, known)
    if known is not None:
        known.add_rejected(draft)
        known.add_links(draft, held)


def _refuse_twice(labelled: Iterable[_Labelled]) -> None:
    """Say which ids are those of two regions, since relations would lead to either.

    One region may stand there once for each control that labels it.
    """
    places: dict[str, tuple[int, int]] = {}
    for each in labelled:
        where = (each.region.start, each.region.end)
        if each.id and places.setdefault(each.id, where) != where:
            each.fields.problem("id", f"{each.id!r} is the id of another region too")


def _kind(fields: Fields) -> str:
    kind = fields.row.get("type")
    return kind.lower() if isinstance(kind, str) else ""


def _labelled(fields: Fields) -> _Labelled | None:
    value = fields.inner("value")
    before = len(fields.spot.importing.problems)
    start, end = value.integer("start"), value.integer("end")
    text = value.text("text") if "text" in value.row else None
    labels = value.texts("labels")
    if len(fields.spot.importing.problems) > before or start is None or end is None:
        return None
    if not labels:
        value.spot.note("labels", "are none; the region is left out")
        return None
    row = fields.row.get("id")
    number = str(row) if isinstance(row, str | int) else ""
    return _Labelled(fields, Region(value.spot, start, end, text), number, labels)


def _said_of_regions(results: list[Fields], regions: set[str]) -> dict[str, _Said]:
    """What results say of each region, by its id; what they say of else is noted."""
    said: defaultdict[str, _Said] = defaultdict(_Said)
    for each in results:
        kind, name = _kind(each), each.row.get("from_name")
        if kind in {_SPANS, "relation"} or name == WHOSE:
            continue
        row = str(each.row.get("id", ""))
        if kind in _OTHER_SPANS:
            each.problem("type", f"is {kind}; only regions of plain text are read")
        elif kind not in _SAID or row not in regions:
            what = kind or "a result without type"
            each.spot.note("", f"{what} is of no region; left out")
        else:
            value = each.inner("value").row.get(_SAID[kind])
            if name == NOTE:
                said[row].notes += _texts(value)
            elif isinstance(name, str):
                said[row].attributes[name] = _single(value)
    for each in results:
        _take_region_note(each, said)
    return said


def _take_region_note(result: Fields, said: dict[str, _Said]) -> None:
    """The note that the program itself keeps with a region, beside our own."""
    match result.row:
        case {"type": kind, "id": row, "meta": {"text": text}} if kind == _SPANS:
            said.setdefault(str(row), _Said()).notes += _texts(text)


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str) and each]


def _single(value: object) -> object:
    """What a list of one holds, else the value."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _mark(
    draft: Draft,
    labelled: _Labelled,
    where: tuple[int, int],
    label: str,
    said: _Said,
    known: Details | None,
    score: float | None,
    made_ms: int | None,
) -> str:
    """The id of the annotation; "" when something is wrong with it."""
    own = known.recall(*where, label, row=labelled.id) if known else Remembered()
    attributes = loads(own.attributes)
    assert isinstance(attributes, dict)  # noqa: S101  Remembered says so
    for name, value in said.attributes.items():
        attributes[name.removeprefix(f"{label}.")] = value
    notes = dict.fromkeys(filter(None, [own.note, *said.notes]))
    given = labelled.fields.row.get("score")
    if own.score is not None:
        score = own.score
    elif isinstance(given, int | float) and not isinstance(given, bool):
        score = labelled.fields.score("score")
    row = draft.mark(
        labelled.region.spot,
        *where,
        label,
        note="\n".join(notes),
        attributes=dumps(attributes, sort_keys=True),
        origin=own.origin,
        score=score,
        row=own.id,
        told_ms=None if own.id else made_ms,
        repeats=True,
    )
    return row.id if row else ""


def _link(
    draft: Draft, results: list[Fields], rows: dict[str, str], known: Details | None
) -> list[tuple[str, str, str]]:
    """Make the links of an annotation; kind, source and target of each."""
    held = []
    for each in results:
        if _kind(each) != "relation":
            continue
        ends = []
        for name in ("from_id", "to_id"):
            region = str(each.row.get(name, ""))
            if region in rows:
                ends.append(rows[region])
            else:
                each.problem(name, f"{region!r} is the id of no region here")
        kinds = each.texts("labels")
        if not kinds:
            each.spot.note("labels", "are none; the relation is left out")
        if len(ends) < 2:
            continue
        direction = each.row.get("direction", "right")
        for kind in kinds:
            if not each.spot.importing.takes_link(kind):
                what = shortened(kind)
                each.spot.note("labels", f"{what} is no kind of link; left out")
                continue
            links = [(kind, ends[0], ends[1]), (kind, ends[1], ends[0])]
            wanted = {"left": links[1:], "bi": links}.get(str(direction), links[:1])
            for link in wanted:
                row = known.link_id(*link) if known else ""
                draft.link(each.spot, *link, row=row)
                held.append(link)
    return held
