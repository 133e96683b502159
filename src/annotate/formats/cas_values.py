"""What a UIMA CAS holds, whichever file it was read from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.formats.features import SpanLayer
    from annotate.formats.importing import Spot

__all__ = ["Cas", "Structure"]


class Structure(NamedTuple):
    """A feature structure: an annotation, a relation, or something about the whole."""

    line: int
    id: str
    type: str
    values: dict[str, object]
    """By feature; text, or a list of text."""

    def on(self, spot: Spot) -> Spot:
        """Its place in the file, whose spot is given."""
        name = self.type.rpartition(".")[2]
        return spot.on(self.line).inside(f"{name} {self.id}")


class Cas:
    """What is read of a file."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.layers: dict[str, SpanLayer] = {}
        """The span layers that occur, by type."""
        self.spans: list[Structure] = []
        self.relations: list[Structure] = []
        self.cross_links: list[Structure] = []
        self.metadata: Mapping[str, object] = {}
        self.work: Mapping[str, object] | None = None
        self.left: Counter[str] = Counter()
        """Names of types that are not read, and how many of each are there."""
