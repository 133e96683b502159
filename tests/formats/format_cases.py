"""Layers that the tests of formats share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from annotate.formats import jsonl

if TYPE_CHECKING:
    from annotate.model import Layer

from paths import SEEDS


@cache
def layers_of_seeds() -> tuple[Layer, ...]:
    """The worked example."""
    with (SEEDS / "example.jsonl").open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert not problems
    return layers
