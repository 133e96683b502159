"""What a format module offers, what it is told of an export, and what it tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Layer, Scheme

__all__ = [
    "Alignment",
    "Exporting",
    "Format",
    "Losses",
    "Piece",
    "never",
    "no_frame",
]


class Alignment(StrEnum):
    """What a format of tokens does with a span whose edge is no border of a token.

    The last three are those of spaCy's `Doc.char_span`.
    """

    SPLIT = "split"
    """Cuts the token at the edge; no span moves and none is dropped."""
    STRICT = "strict"
    """Drops the span."""
    CONTRACT = "contract"
    """Takes the tokens that are wholly inside; drops the span if there are none."""
    EXPAND = "expand"
    """Takes every token that is partly inside."""


class Piece(NamedTuple):
    """Some bytes of an export; those of one path belong together in their order."""

    path: str
    """Of the file below the export's folder, with slashes, its parts free of "..";
    "" for the file of an export that is one file."""
    data: bytes


class Losses:
    """What an export has changed or dropped so far, counted, and never silent."""

    def __init__(self) -> None:
        self._counts = Counter[str]()
        self.missing = Counter[str]()
        """Annotations that the file of this part does not hold, by label."""

    def add(self, what: str, count: int = 1) -> None:
        """Count it; `what` completes “3 …”: "spans moved to the borders of tokens"."""
        self._counts[what] += count

    def counted(self) -> dict[str, int]:
        """How often each was, by name."""
        return dict(sorted(self._counts.items()))


@dataclass(frozen=True, slots=True)
class Exporting:
    """What one run of a format's `write` is told."""

    scheme: Scheme
    losses: Losses = field(default_factory=Losses)
    alignment: Alignment = Alignment.SPLIT
    labels: tuple[str, ...] = ()
    """The labels that are exported, where not all of the scheme are."""
    part: str = ""
    """The part of a split that is written, as in "train"; "" without a split."""


class Format(Protocol):
    """What a format module offers."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of its files, with the dot, the usual one first. Where formats share an
    ending, `reads_like` tells them apart."""
    reads: bool
    writes: bool
    folder: bool
    """Whether an export is a folder of files; otherwise it is one file."""
    holds_parts: bool
    """Whether the parts of a split stand in one folder and `write` names their files by
    `exporting.part`; otherwise each part is an export of its own."""
    articles_only: bool
    """Whether what it reads are articles without anybody's work."""
    has_tokens: bool
    """Whether `exporting.alignment` matters."""
    offset_unit: str
    """What its offsets count: "codepoint", or "utf16" as in Java; "" for none."""
    drops: str
    """What of the database it cannot hold, for people; empty for nothing."""

    def write(self, layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
        """The files in pieces.

        Layers come article by article, all annotators of one after the other; they are
        taken one at a time, so that memory does not grow with their number. What is
        changed or dropped is counted in `exporting.losses`. Equal layers give equal
        bytes.
        """

    def frame(self, counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
        """The files of a folder that are there once, whatever its parts.

        They come last. `counts` has the number of layers by part, in the order of the
        parts; without a split the one part is "".
        """

    def reads_like(self, name: str, head: bytes) -> bool:
        """Whether a file with that name and those first bytes may be of this format."""

    def read(self, source: Source, importing: Importing) -> Iterator[Layer]:
        """The layers of a file or folder.

        What is wrong goes to `importing`, with its place; the reading goes on, so that
        all of it is told at once, and nothing is imported then.
        """


def no_frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """No files: the `frame` of a format that needs none."""
    del counts, exporting
    return iter(())


def never(name: str, head: bytes) -> bool:
    """No: the `reads_like` of a format that is for export only."""
    del name, head
    return False
