"""Layers of an import that are looked up and stored together."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from annotate.model import Layer

__all__ = ["Gathered"]

_MOST_LAYERS: Final = 64
_MOST_LETTERS: Final = 1 << 20
"""Code points of all texts and quotes, roughly; a longer layer stands alone."""
_LETTERS_OF_A_ROW: Final = 512
"""What a row counts for: about the memory it takes."""


class Gathered:
    """Layers of which none says anything of what another one brings.

    No id of an annotation comes in two of them, and no annotator's work on an article.
    """

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self.rows: dict[str, None] = {}
        """Ids of their annotations."""
        self._works: set[tuple[str, str]] = set()
        self._letters = 0

    def articles(self) -> list[str]:
        """Ids of their articles, each once."""
        return list({layer.article.id: None for layer in self.layers})

    def takes(self, layer: Layer) -> bool:
        """Whether the layer has been added; False where it belongs to the next ones."""
        rows = dict.fromkeys(
            [each.id for each in chain(layer.annotations, layer.rejected)]
        )
        work = layer.article.id, layer.annotator.id if layer.annotator else ""
        if self.layers and (
            len(self.layers) >= _MOST_LAYERS
            or self._letters >= _MOST_LETTERS
            or work in self._works
            or not self.rows.keys().isdisjoint(rows)
        ):
            return False
        self.layers.append(layer)
        self.rows |= rows
        self._works.add(work)
        self._letters += len(layer.article.text) + len(rows) * _LETTERS_OF_A_ROW
        return True
