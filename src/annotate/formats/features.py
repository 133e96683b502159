"""What the features of a layer of INCEpTION say of a span, and how ours are named.

Others' layers have features of their own: the one called `label` or `value`, else the
first, gives the label, and the others become attributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.jsontext import loads, stored_object
from annotate.formats.uima_types import REJECTED, SPAN, SPAN_FEATURES
from annotate.ids import is_revision
from annotate.model import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Spot
    from annotate.formats.seen import Seen
    from annotate.model import Annotation

__all__ = ["SpanLayer", "chosen", "is_read", "span_features"]

_LABELS: Final = ("label", "value", "kind")
_TOOLS: Final = re.compile(
    r"uima\.|org\.dkpro\.|de\.tudarmstadt\.ukp\.(?!dkpro\.core\.api\.ner\.)"
)
"""Layers of programs: segments, parts of speech, syntax, metadata."""


def span_features(row: Annotation) -> dict[str, str]:
    """The features of our layers for an annotation, without those that are empty."""
    attributes = stored_object(row.attributes, f"annotation {row.id}")
    said = {
        "label": row.label,
        "note": row.note,
        "attributes": "" if attributes == "{}" else attributes,
        "origin": row.origin,
        "score": "" if row.score is None else repr(row.score),
        "id": row.id,
    }
    return {name: value for name, value in said.items() if value}


def is_read(layer: str) -> bool:
    """Whether a span layer of that name holds what people annotate."""
    return not _TOOLS.match(layer)


def chosen(features: tuple[str, ...]) -> str:
    """The feature that gives the label, or the kind of a relation; "" for none."""
    named = (each for each in _LABELS if each in features)
    return next(named, features[0] if features else "")


@dataclass(frozen=True, slots=True)
class SpanLayer:
    """A layer of spans, ours or another's."""

    name: str
    features: tuple[str, ...]
    """Those that hold text, numbers, yes or no, or lists of text."""
    label: str
    """The feature that gives the label; "" for the name of the layer."""

    @property
    def is_ours(self) -> bool:
        """Whether its features have the meaning that we give them."""
        return self.name in {SPAN, REJECTED} and {"id", "label"} <= {*self.features}

    def told(self, spot: Spot) -> None:
        """Note how another's layer is read, where there is a choice."""
        if self.label and not self.is_ours and len(self.features) > 1:
            how = f"the labels of layer {self.name} are its feature {self.label}"
            spot.note("", f"{how}; the others are attributes")

    def mark(
        self,
        draft: Draft,
        spot: Spot,
        place: tuple[int, int],
        values: Mapping[str, object],
        seen: Seen | None,
    ) -> Annotation | None:
        """The annotation that the values tell of; None when something is wrong.

        Args:
            draft: of the layer.
            spot: of the span.
            place: begin and end in the draft's units.
            values: of the features that have one.
            seen: what the files before held, to take each id once; None to take none.
        """
        label = str(values.get(self.label) or self.name.rpartition(".")[2])
        rest = {name: value for name, value in values.items() if name != self.label}
        said = _said(rest, spot) if self.is_ours else Fields({"attributes": rest}, spot)
        row = said.text("id") if seen else ""
        return draft.mark(
            spot,
            *place,
            label,
            note=said.text("note"),
            attributes=said.json_object("attributes"),
            origin=said.text("origin"),
            score=said.score("score"),
            answer=Answer.REJECT if self.name == REJECTED else Answer.ACCEPT,
            row=seen.once(spot, row) if seen else "",
            repeats=True,
        )


def _said(values: Mapping[str, object], spot: Spot) -> Fields:
    """The values of our features, each of its type, and those that a user added."""
    said = {name: values[name] for name in SPAN_FEATURES if name in values}
    row = str(said.get("id", ""))
    if row and not is_revision(row):
        spot.note("id", f"{shortened(row)} becomes an attribute")
        del said["id"]
    added = {name: value for name, value in values.items() if name not in said}
    if "score" in said:
        try:
            said["score"] = float(str(said["score"]))
        except ValueError:
            spot.problem("score", f"is {said['score']!r}, where a number is needed")
            del said["score"]
    if added:
        text = said.get("attributes", "{}")
        try:
            held = loads(text) if isinstance(text, str) else text
        except ValueError:
            held = None
        # What is no object is told of when it is read.
        if isinstance(held, dict):
            said["attributes"] = {**added, **held}
    return Fields(said, spot)
