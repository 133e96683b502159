"""Layers in which one offset is wrong, to show that a check would see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.model import Span

if TYPE_CHECKING:
    from annotate.model import Layer

__all__ = ["with_one_shifted"]


def with_one_shifted(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers, the third span of the second one code point too late."""
    layer = layers[1]
    rows = list(layer.annotations)
    span = rows[2].span
    rows[2] = replace(rows[2], span=Span(span.start + 1, span.end + 1))
    return (layers[0], replace(layer, annotations=tuple(rows)), *layers[2:])
