"""A layer as a line of native JSONL, or as the object that the line holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.formats.jsonl_line import SCHEMA
from annotate.formats.jsontext import dumps, quoted, stored_object
from annotate.formats.row_ids import created

if TYPE_CHECKING:
    from annotate.model import Annotation, Layer, Link

__all__ = ["dump", "row_of"]


def row_of(layer: Layer) -> dict[str, object]:
    """The layer as an object: all of a line but the name of its schema.

    Raises:
        BadJsonText: Attributes or meta in the layer are no JSON object.
    """
    article, annotator = layer.article, layer.annotator
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "text": article.text,
        "annotator": annotator.id if annotator else "",
        "kind": annotator.kind if annotator else "",
        "status": layer.status,
        "offset_unit": "codepoint",
        "spans": [_span(each) for each in layer.annotations],
        "rejected": [_span(each) for each in layer.rejected],
        "links": [
            {
                "id": link.id,
                "kind": link.kind,
                "source": link.source,
                "target": link.target,
            }
            for link in layer.links
        ],
        "meta": stored_object(article.meta, f"article {article.id}"),
    }


def _span(annotation: Annotation) -> dict[str, object]:
    return {
        "id": annotation.id,
        "start": annotation.span.start,
        "end": annotation.span.end,
        "label": annotation.label,
        "text": annotation.quote,
        "note": annotation.note,
        "attributes": _attributes(annotation),
        "origin": annotation.origin,
        "score": -1.0 if annotation.score is None else annotation.score,
        "created": created(annotation.id),
    }


def _attributes(row: Annotation) -> str:
    said = row.attributes
    return said if said == "{}" else stored_object(said, f"annotation {row.id}")


def dump(layer: Layer) -> str:
    """The layer as one line, without its line end.

    Raises:
        BadJsonText: Attributes or meta in the layer are no JSON object.
    """
    # What `dumps` makes of `row_of`, spelled out: dictionaries take twice the time.
    article, annotator = layer.article, layer.annotator
    return (
        f'{{"schema":"{SCHEMA}","id":{quoted(article.id)},'
        f'"title":{quoted(article.title)},"source":{quoted(article.source)},'
        f'"text":{quoted(article.text)},'
        f'"annotator":{quoted(annotator.id if annotator else "")},'
        f'"kind":"{annotator.kind if annotator else ""}","status":"{layer.status}",'
        f'"offset_unit":"codepoint",'
        f'"spans":[{",".join(map(_span_text, layer.annotations))}],'
        f'"rejected":[{",".join(map(_span_text, layer.rejected))}],'
        f'"links":[{",".join(map(_link_text, layer.links))}],'
        f'"meta":{quoted(stored_object(article.meta, f"article {article.id}"))}}}'
    )


def _span_text(row: Annotation) -> str:
    return (
        f'{{"id":{quoted(row.id)},"start":{row.span.start},"end":{row.span.end},'
        f'"label":{quoted(row.label)},"text":{quoted(row.quote)},'
        f'"note":{quoted(row.note)},"attributes":{quoted(_attributes(row))},'
        f'"origin":{quoted(row.origin)},'
        f'"score":{"-1.0" if row.score is None else dumps(row.score)},'
        f'"created":"{created(row.id)}"}}'
    )


def _link_text(link: Link) -> str:
    return (
        f'{{"id":{quoted(link.id)},"kind":{quoted(link.kind)},'
        f'"source":{quoted(link.source)},"target":{quoted(link.target)}}}'
    )
