"""Label Studio's tasks as JSON, with the labelling config that they need.

One task for each article; people's layers are its annotations, those of models its
predictions. Attributes and notes are choices and text areas of the region. Offsets are
code points. `completed_by` is left out, since an import stops at an address that is no
member's; who marked it is an annotation's text area, which comes back in exports.

Sources: `tasks/serializers.py` of Label Studio 1.2x and label-studio-sdk 2.1.2.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from annotate.formats.contract import Piece
from annotate.formats.details import COLUMN, details_of
from annotate.formats.jsonitems import items
from annotate.formats.jsontext import dumps, loads, stored_object
from annotate.formats.labelstudio_config import (
    LABEL,
    NOTE,
    TEXT,
    WHOSE,
    Control,
    config,
    controls,
)
from annotate.formats.labelstudio_task import layers_of
from annotate.formats.manifest import MANIFEST
from annotate.model import AnnotatorKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Annotation, Annotator, Layer

__all__ = [
    "articles_only",
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

name = "labelstudio"
suffixes: tuple[str, ...] = (".json",)
reads = True
writes = True
folder = True
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "codepoint"
drops = "deleted annotations, history, times of work"

_TASKS: Final = "tasks.json"

_Controls = dict[str, tuple[Control, ...]]
_Result = dict[str, object]


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The list of tasks, one on each line."""
    held = controls(exporting.scheme)
    before = start = "[\n"
    for _, group in groupby(layers, key=lambda layer: layer.article.id):
        task = dumps(_task([*group], held), is_ascii=True)
        yield Piece(_TASKS, f"{before}{task}".encode())
        before = ",\n"
    yield Piece(_TASKS, b"[]\n" if before is start else b"\n]\n")


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """The labelling config, which a project needs before the tasks come in."""
    del counts
    yield Piece("labeling_config.xml", config(exporting.scheme).encode())


def _task(layers: list[Layer], held: _Controls) -> _Result:
    article = layers[0].article
    annotations, predictions = [], []
    details = {}
    for layer in layers:
        results, left = _results(layer, held)
        who = layer.annotator
        details[who.id if who else ""] = details_of(left)
        if who is None:
            continue
        if who.kind is AnnotatorKind.MODEL:
            predictions.append({"model_version": who.id, "result": results})
        else:
            annotations.append(_annotation(layer, who, results))
    return {
        "data": {
            TEXT: article.text,
            "id": article.id,
            "title": article.title,
            "source": article.source,
            COLUMN: dumps(details),
        },
        "annotations": annotations,
        "predictions": predictions,
    }


def _annotation(layer: Layer, who: Annotator, results: list[_Result]) -> _Result:
    whose = {
        "id": f"{WHOSE}-{layer.article.id[:8]}",
        "from_name": WHOSE,
        "to_name": TEXT,
        "type": "textarea",
        "value": {"text": [who.id]},
    }
    return {
        "was_cancelled": layer.status is Status.SKIPPED,
        # An import takes it as true where it is missing.
        "ground_truth": who.kind is AnnotatorKind.GOLD,
        "result": [*results, whose],
    }


def _results(layer: Layer, held: _Controls) -> tuple[list[_Result], Layer]:
    """The results of a layer, and the layer with what they have no place for."""
    results: list[_Result] = []
    left = []
    for row in layer.annotations:
        own, rest = _region(row, held.get(row.label, ()))
        results += own
        left.append(rest)
    ids = {row.id for row in layer.annotations}
    results += [
        {
            "type": "relation",
            "from_id": link.source,
            "to_id": link.target,
            "direction": "right",
            "labels": [link.kind],
        }
        for link in layer.links
        if {link.source, link.target} <= ids
    ]
    return results, replace(layer, annotations=tuple(left))


def _region(
    row: Annotation, held: tuple[Control, ...]
) -> tuple[list[_Result], Annotation]:
    """The results of an annotation, and the annotation without what they hold."""
    place = {"start": row.span.start, "end": row.span.end, "text": row.quote}

    def result(from_name: str, kind: str, **value: object) -> _Result:
        return {
            "id": row.id,
            "from_name": from_name,
            "to_name": TEXT,
            "type": kind,
            "value": {**place, **value},
        }

    region = result(LABEL, "labels", labels=[row.label])
    if row.score is not None:
        region["score"] = row.score
    results = [region]
    said = loads(stored_object(row.attributes, f"annotation {row.id}"))
    rest = said if isinstance(said, dict) else {}
    for control in held:
        value = rest.get(control.attribute.name)
        if not control.can_hold(value):
            continue
        del rest[control.attribute.name]
        if control.attribute.choices:
            results.append(result(control.name, "choices", choices=[value]))
        else:
            results.append(result(control.name, "textarea", text=[value]))
    if row.note:
        results.append(result(NOTE, "textarea", text=[row.note]))
    return results, replace(row, note="", attributes=dumps(rest, sort_keys=True))


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be Label Studio's."""
    del name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    line = b"".join(start.split())
    is_task = b'"data":{' in line or b'"annotation_id":' in line
    return start[:1] in {b"[", b"{"} and is_task and b"@context" not in line


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file, or of the files in a folder: of JSON or of JSON-MIN.

    The manifest of an export is no task.
    """
    members = source.members(".json") if source.is_folder else iter((source,))
    for each in members:
        if source.is_folder and PurePath(each.name).name == MANIFEST:
            continue
        file = each.name if source.is_folder else ""
        for spot, value in items(each, importing, file=file):
            yield from layers_of(spot, value)
