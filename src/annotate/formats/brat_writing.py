"""The lines of a brat `.ann` file, made of a layer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotate.formats.brat_names import LINE_ENDS, NOTE, OURS, brat_name, one_line
from annotate.formats.jsontext import dumps, loads, stored_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.formats.brat_names import BratNames
    from annotate.formats.contract import Losses
    from annotate.model import Annotation, Layer, Link, Span

__all__ = ["lines_of"]


def lines_of(layer: Layer, names: BratNames, losses: Losses) -> Iterator[str]:
    """The lines, without their line ends; what they cannot hold is counted."""
    text = layer.article.text
    fragments = {
        row.id: _fragments(text, row.span, losses) for row in layer.annotations
    }
    held = {row for row, found in fragments.items() if found}
    near, far = _sorted_links(layer, held, losses)
    numbers = Counter[str]()
    marks: dict[str, str] = {}

    def numbered(kind: str) -> str:
        numbers[kind] += 1
        return f"{kind}{numbers[kind]}"

    for row in layer.annotations:
        if row.id not in held:
            losses.missing[row.label] += 1
            continue
        mark = marks[row.id] = numbered("T")
        places = ";".join(f"{start} {end}" for start, end in fragments[row.id])
        words = " ".join(text[start:end] for start, end in fragments[row.id])
        yield f"{mark}\t{names.label(row.label)} {places}\t{words}"
        fields, own = _beside(row, names)
        if row.id in far:
            own["links"] = far[row.id]
        for field, value in fields.items():
            yield f"{numbered('A')}\t{field} {mark} {value}"
        for kind, said in ((NOTE, one_line(row.note)), (OURS, dumps(own))):
            if said:
                yield f"{numbered('#')}\t{kind} {mark}\t{said}"
    for link in near:
        mark, kind = numbered("R"), names.kind(link.kind)
        yield f"{mark}\t{kind} Arg1:{marks[link.source]} Arg2:{marks[link.target]}"
        about = {"id": link.id}
        if kind != link.kind:
            about["kind"] = link.kind
        yield f"{numbered('#')}\t{OURS} {mark}\t{dumps(about)}"


def _fragments(text: str, span: Span, losses: Losses) -> list[tuple[int, int]]:
    """The parts of the span between line ends; none of a span of line ends alone."""
    found = []
    start = span.start
    for match in LINE_ENDS.finditer(text, span.start, span.end):
        if start < match.start():
            found.append((start, match.start()))
        start = match.end()
    if start < span.end:
        found.append((start, span.end))
    if not found:
        losses.add("spans dropped that are line breaks alone")
    elif (found[0][0], found[-1][1]) != (span.start, span.end):
        losses.add("spans cut back from line breaks at their edges")
    return found


def _sorted_links(
    layer: Layer, held: set[str], losses: Losses
) -> tuple[list[Link], dict[str, list[dict[str, str]]]]:
    """The links inside the file, and the others by source as they go into comments."""
    here = {row.id for row in layer.annotations}
    near: list[Link] = []
    far: dict[str, list[dict[str, str]]] = {}
    for link in layer.links:
        if {link.source, link.target} <= held:
            near.append(link)
        elif link.source in held and link.target not in here:
            far.setdefault(link.source, []).append(
                {"id": link.id, "kind": link.kind, "target": link.target}
            )
        else:
            losses.add("links dropped with an end that the file does not hold")
    return near, far


def _beside(
    row: Annotation, names: BratNames
) -> tuple[dict[str, str], dict[str, object]]:
    """The fields of brat that hold attributes, and what the JSON comment holds."""
    own: dict[str, object] = {"id": row.id}
    if names.label(row.label) != row.label:
        own["label"] = row.label
    if one_line(row.note) != row.note:
        own["note"] = row.note
    given = loads(stored_object(row.attributes, f"annotation {row.id}"))
    attributes = dict(given) if isinstance(given, dict) else {}
    closed = names.choices.get(row.label, {})
    fields: dict[str, str] = {}
    for name, value in list(attributes.items()):
        if value in closed.get(name, ()):
            fields[brat_name(name)] = brat_name(value)
            if (brat_name(name), brat_name(value)) == (name, value):
                del attributes[name]
    if attributes:
        own["attributes"] = attributes
    if row.origin:
        own["origin"] = row.origin
    if row.score is not None:
        own["score"] = row.score
    return fields, own
