"""What a CAS holds becomes a layer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotate.formats.features import chosen
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.naming import annotator_of
from annotate.formats.placing import article_for, draft_onto
from annotate.formats.xmi_writing import xml_text
from annotate.ids import is_revision
from annotate.model import AnnotatorKind, Status
from annotate.text.offsets import OffsetUnit

if TYPE_CHECKING:
    from annotate.formats.cas_values import Cas, Structure
    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Spot
    from annotate.formats.inception import Place
    from annotate.formats.seen import Seen
    from annotate.model import Annotation, Annotator, Article, Layer

__all__ = ["layer_of"]


def layer_of(cas: Cas, text: str, place: Place, spot: Spot, seen: Seen) -> Layer:
    """The layer of a CAS.

    Args:
        cas: what the file holds.
        text: of the CAS.
        place: where the file stands in a project.
        spot: of the file.
        seen: what the files before it held.
    """
    work = Fields(cas.work or {}, spot.inside("Work"))
    raw, article = _article(cas, text, work, place, spot)
    annotator = _annotator(cas, work, place, spot)
    draft = draft_onto(
        article,
        raw,
        annotator,
        unit=OffsetUnit.UTF16,
        status=work.choice("status", Status, Status.TODO),
    )
    left = Counter(cas.left)
    if place.is_initial and annotator is None:
        left["annotations that were there before anybody worked"] += len(cas.spans)
    else:
        if annotator is None and cas.spans:
            spot.problem("", "names no annotator; say whose it is with --annotator")
        for layer in cas.layers.values():
            layer.told(spot)
        # A curator's annotations are copies, ids and all, of those of others.
        copies = place.is_gold and cas.work is None
        marked = _mark(cas, draft, spot, None if copies else seen)
        _link(cas, draft, marked, spot, seen, left)
    for name, count in sorted(left.items()):
        if count:
            spot.note("", f"{name} left out: {count}")
    return seen.layer(spot, draft.layer())


def _article(
    cas: Cas, text: str, work: Fields, place: Place, spot: Spot
) -> tuple[str, Article]:
    """The text that the offsets count in, and its article."""
    said = Fields(cas.metadata, spot.inside("DocumentMetaData"))
    if cas.work is None:
        stem = place.document.removesuffix(".txt")
        return text, article_for(spot, text, name=stem, source=place.document)
    number = said.text("documentId")
    known = spot.importing.known.by_id(number)
    if known is not None and xml_text(known.text) == text:
        # The control characters that XML could not hold.
        text = known.text
    article = article_for(
        spot,
        text,
        name=number,
        source=said.text("documentUri"),
        title=said.text("documentTitle"),
        meta=work.json_object("meta"),
    )
    return text, article


def _annotator(cas: Cas, work: Fields, place: Place, spot: Spot) -> Annotator | None:
    if cas.work is not None:
        kind = work.choice("kind", AnnotatorKind, AnnotatorKind.HUMAN)
        return annotator_of(spot, work.text("annotator"), kind)
    if place.is_initial:
        return None
    told = AnnotatorKind.GOLD if place.is_gold else spot.importing.kind
    return annotator_of(spot, place.user, told)


def _mark(
    cas: Cas, draft: Draft, spot: Spot, seen: Seen | None
) -> dict[str, Annotation]:
    """The annotations by their ids in the file."""
    marked: dict[str, Annotation] = {}
    for each in cas.spans:
        layer = cas.layers[each.type]
        place = each.on(spot)
        begin, end = _offset(each, "begin", place), _offset(each, "end", place)
        if begin is None or end is None:
            continue
        values = {key: each.values[key] for key in layer.features if key in each.values}
        made = layer.mark(draft, place, (begin, end), values, seen)
        if made is not None:
            marked[each.id] = made
    return marked


def _link(
    cas: Cas,
    draft: Draft,
    marked: dict[str, Annotation],
    spot: Spot,
    seen: Seen,
    left: Counter[str],
) -> None:
    for each in cas.relations:
        names = tuple(name for name in each.values if name not in _PLACE)
        kind = each.values.get(chosen(names)) or each.type.rpartition(".")[2]
        source = marked.get(str(each.values.get("Governor")))
        target = marked.get(str(each.values.get("Dependent")))
        if source is None or target is None:
            left[f"{each.type} not between two spans"] += 1
        elif not spot.importing.takes_link(str(kind)):
            named = shortened(str(kind))
            left[f"{each.type} {named}, which is no kind of link,"] += 1
        else:
            row = _row(each, spot, seen)
            draft.link(each.on(spot), str(kind), source.id, target.id, row=row)
    for each in cas.cross_links:
        said = Fields(each.values, each.on(spot))
        kind = said.text("kind", required=True)
        source_id = said.text("source", required=True)
        target_id = said.text("target", required=True)
        row = _row(each, spot, seen)
        draft.link(said.spot, kind, source_id, target_id, row=row)


_PLACE = frozenset({"begin", "end", "sofa", "Governor", "Dependent", "id"})
"""Features of a relation that say nothing of its kind."""


def _row(each: Structure, spot: Spot, seen: Seen) -> str:
    row = str(each.values.get("id", ""))
    return seen.once(each.on(spot), row) if is_revision(row) else ""


def _offset(each: Structure, name: str, spot: Spot) -> int | None:
    value = str(each.values.get(name, "missing"))
    # Java's offsets have 32 bits.
    if value.isascii() and value.isdecimal() and len(value) < 11:
        return int(value)
    spot.problem(name, f"is {value[:20]}, where a whole number is needed")
    return None
