"""Layers whose people are called a1, a2 … instead of by their names."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.model import Annotator, AnnotatorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotate.model import Layer

__all__ = ["anonymous_names", "with_names"]


def anonymous_names(people: Iterable[Annotator], seed: int) -> dict[str, str]:
    """By annotator id: a1, a2 … for people; models and the gold layer keep theirs.

    The numbers follow a hash of the seed and the id, so that they do not tell the order
    of the alphabet, and are the same for one seed on every machine.
    """
    humans = [each.id for each in people if each.kind is AnnotatorKind.HUMAN]
    ranked = sorted(
        humans, key=lambda name: hashlib.sha256(f"{seed}\0{name}".encode()).digest()
    )
    return {name: f"a{number}" for number, name in enumerate(ranked, 1)}


def with_names(layer: Layer, names: Mapping[str, str]) -> Layer:
    """The layer under its annotator's other name; ids of annotations stay."""
    who = layer.annotator
    if who is None or who.id not in names:
        return layer
    name = names[who.id]
    return replace(
        layer,
        annotator=Annotator(name, who.kind),
        annotations=tuple(replace(one, annotator=name) for one in layer.annotations),
        rejected=tuple(replace(one, annotator=name) for one in layer.rejected),
        links=tuple(replace(one, annotator=name) for one in layer.links),
    )
