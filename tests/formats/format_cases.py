"""Layers that the tests of formats share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from annotate.formats import jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Layer

from paths import SEEDS


@cache
def layers_of_seeds() -> tuple[Layer, ...]:
    """The worked example."""
    with (SEEDS / "example.jsonl").open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert not problems
    return layers


class Articles:
    """A database that knows the articles of some layers."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        self._articles = {layer.article.id: layer.article for layer in layers}

    def by_id(self, article: str):
        return self._articles.get(article)

    def by_source(self, source: str):
        return next((a for a in self._articles.values() if a.source == source), None)

    def by_letters(self, text: str):
        letters = "".join(text.split())
        return next(
            (a for a in self._articles.values() if "".join(a.text.split()) == letters),
            None,
        )
