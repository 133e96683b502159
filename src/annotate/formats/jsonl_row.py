"""A layer as a line of native JSONL, or as the object that the line holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.errors import AnnotateError
from annotate.formats.jsonl_line import SCHEMA
from annotate.formats.jsontext import canonical_object, dumps, quoted
from annotate.formats.row_ids import created

if TYPE_CHECKING:
    from annotate.model import Annotation, Layer, Link

__all__ = ["BadJsonText", "dump", "row_of"]


class BadJsonText(AnnotateError):
    """Attributes or meta in the database are not the text of a JSON object."""

    def __init__(self, owner: str) -> None:
        super().__init__(
            f"The attributes or meta of {owner} are not JSON; run `annotate check`."
        )
        self.owner = owner


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
        "meta": _object(article.meta, "article", article.id),
    }


def _span(annotation: Annotation) -> dict[str, object]:
    return {
        "id": annotation.id,
        "start": annotation.span.start,
        "end": annotation.span.end,
        "label": annotation.label,
        "text": annotation.quote,
        "note": annotation.note,
        "attributes": _object(annotation.attributes, "annotation", annotation.id),
        "origin": annotation.origin,
        "score": -1.0 if annotation.score is None else annotation.score,
        "created": created(annotation.id),
    }


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
        f'"meta":{quoted(_object(article.meta, "article", article.id))}}}'
    )


def _span_text(row: Annotation) -> str:
    said = row.attributes
    if said != "{}":
        said = _object(said, "annotation", row.id)
    return (
        f'{{"id":{quoted(row.id)},"start":{row.span.start},"end":{row.span.end},'
        f'"label":{quoted(row.label)},"text":{quoted(row.quote)},'
        f'"note":{quoted(row.note)},"attributes":{quoted(said)},'
        f'"origin":{quoted(row.origin)},'
        f'"score":{"-1.0" if row.score is None else dumps(row.score)},'
        f'"created":"{created(row.id)}"}}'
    )


def _link_text(link: Link) -> str:
    return (
        f'{{"id":{quoted(link.id)},"kind":{quoted(link.kind)},'
        f'"source":{quoted(link.source)},"target":{quoted(link.target)}}}'
    )


def _object(text: str, kind: str, owner: str) -> str:
    try:
        return canonical_object(text)
    except ValueError as error:
        raise BadJsonText(f"{kind} {owner}") from error
