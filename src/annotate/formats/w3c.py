"""W3C Web Annotations as JSON-LD: one page of them, each on a line of its own.

A span is a TextPositionSelector, whose offsets are code points, and a TextQuoteSelector
with its context; `target.source` ends in the article's id. A label is a body that tags,
a note one that comments. Refused suggestions assess and links link: neither tags. What
the vocabulary has no word for is under `urn:annotate:`, where every JSON-LD processor
keeps it.

Sources: w3.org/TR/annotation-model and annotation-vocab. Its context, which a processor
without a network needs, is beside this file (`context_file`).
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from annotate.formats.contract import Piece, no_frame
from annotate.formats.jsontext import dumps, stored_object
from annotate.formats.row_ids import created
from annotate.formats.w3c_reading import read
from annotate.formats.w3c_terms import (
    ANSWER,
    ARTICLE,
    ATTRIBUTES,
    CONTEXT,
    KIND,
    ORIGIN,
    PREFIX,
    SCORE,
)
from annotate.model import AnnotatorKind, Answer, Status
from annotate.text.anchor import context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from annotate.formats.contract import Exporting
    from annotate.model import Annotation, Annotator, Article, Layer, Link

__all__ = [
    "articles_only",
    "context_file",
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

name = "w3c"
suffixes: tuple[str, ...] = (".jsonld",)
reads = True
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "codepoint"
drops = (
    "texts, titles, sources and meta of articles, articles without annotations, "
    "statuses, deleted annotations, history, times of work"
)

_Object = dict[str, object]

_TYPES: Final = {
    AnnotatorKind.HUMAN: "Person",
    AnnotatorKind.MODEL: "Software",
    AnnotatorKind.GOLD: "Person",
}


def context_file() -> Traversable:
    """The context of the W3C, as it stands at http://www.w3.org/ns/anno.jsonld."""
    return resources.files("annotate.formats").joinpath("anno.jsonld")


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The page in pieces; layer by layer its annotations, then its links."""
    head = {"@context": [CONTEXT, {"annotate": PREFIX}], "id": f"{PREFIX}export"}
    start = dumps({**head, "type": "AnnotationPage"}).removesuffix("}")
    yield Piece("", f'{start},"items":['.encode())
    before = "\n"
    for layer in layers:
        _count_losses(layer, exporting)
        for each in _annotations(layer):
            yield Piece("", f"{before}{dumps(each)}".encode())
            before = ",\n"
    yield Piece("", b"\n]}\n")


frame = no_frame


def _count_losses(layer: Layer, exporting: Exporting) -> None:
    if not (layer.annotations or layer.rejected or layer.links):
        what = "layers" if layer.annotator else "articles"
        exporting.losses.add(f"{what} without annotations")
    if layer.status is not Status.TODO:
        exporting.losses.add("statuses dropped")


def _annotations(layer: Layer) -> Iterator[_Object]:
    if layer.annotator is None:
        return
    creator = _creator(layer.annotator)
    for row in (*layer.annotations, *layer.rejected):
        yield _annotation(row, layer.article, creator)
    for link in layer.links:
        yield _link(link, layer.article, creator)


def _made(row: str) -> _Object:
    """When it was made; no key where nobody told, since "" is no time of XML Schema."""
    made = created(row)
    return {"created": made} if made else {}


def _creator(annotator: Annotator) -> _Object:
    return {
        "id": f"{PREFIX}annotator:{quote(annotator.id, safe='')}",
        "type": _TYPES[annotator.kind],
        "nickname": annotator.id,
        KIND: annotator.kind,
    }


def _source(article: Article) -> str:
    return f"{PREFIX}article:{article.id}"


def _annotation(row: Annotation, article: Article, creator: _Object) -> _Object:
    does = "tagging" if row.answer is Answer.ACCEPT else "assessing"
    bodies = [{"type": "TextualBody", "purpose": does, "value": row.label}]
    if row.note:
        said = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain"}
        bodies.append({**said, "value": row.note})
    prefix, suffix = context(article.text, row.span)
    found: _Object = {
        "id": f"urn:uuid:{row.id}",
        "type": "Annotation",
        "motivation": does,
        **_made(row.id),
        "creator": creator,
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": _source(article),
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": row.span.start,
                    "end": row.span.end,
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": row.quote,
                    "prefix": prefix,
                    "suffix": suffix,
                },
            ],
        },
    }
    more: _Object = {
        ATTRIBUTES: stored_object(row.attributes, f"annotation {row.id}"),
        ORIGIN: row.origin,
        SCORE: row.score,
        ANSWER: row.answer,
    }
    unsaid = ("{}", "", None, Answer.ACCEPT)
    return found | {name: value for name, value in more.items() if value not in unsaid}


def _link(link: Link, article: Article, creator: _Object) -> _Object:
    """The target is the annotation that the link leads from, as the W3C has it."""
    kind = {"type": "TextualBody", "purpose": "classifying", "value": link.kind}
    return {
        "id": f"urn:uuid:{link.id}",
        "type": "Annotation",
        "motivation": "linking",
        **_made(link.id),
        "creator": creator,
        "body": [kind, f"urn:uuid:{link.target}"],
        "target": f"urn:uuid:{link.source}",
        ARTICLE: _source(article),
    }


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may hold Web Annotations."""
    del name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    is_ours = b"/ns/anno.jsonld" in head or b"TextQuoteSelector" in head
    return start in {b"[", b"{"} and is_ours
