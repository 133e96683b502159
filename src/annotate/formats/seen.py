"""What the files of a folder have held so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.formats.importing import Spot
    from annotate.model import Article, Layer

__all__ = ["Seen"]


class Seen:
    """The articles, layers and ids of one import of a folder."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._layers: dict[tuple[str, str], str] = {}
        self._rows: dict[str, str] = {}

    def once(self, spot: Spot, row: str) -> str:
        """The id of an annotation or link; "" when an earlier one has it.

        Whoever copies a file to begin another's work with it copies the ids too. The
        copies are rows of their own, and get ids of their own.
        """
        if row and row in self._rows:
            first = self._rows[row]
            where = f" in {first}" if first != spot.file else ""
            spot.note("id", f"{row} stands{where} before; this one gets another")
            return ""
        self._rows[row] = spot.file
        return row

    def layer(self, spot: Spot, layer: Layer) -> Layer:
        """The layer with the article that the earlier ones have; noted if repeated."""
        if layer.annotator:
            place = layer.article.id, layer.annotator.id
            first = self._layers.setdefault(place, spot.file)
            if first != spot.file:
                spot.note("", f"has the text of {first} too; the two are taken as one")
        article = self._articles.setdefault(layer.article.id, layer.article)
        return replace(layer, article=article)
