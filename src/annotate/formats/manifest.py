"""What an export holds, counted and hashed, for those who use it later."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting, Format, Piece
    from annotate.model import Layer

__all__ = ["MANIFEST", "Tally"]

MANIFEST: Final = "manifest.json"
"""Its name in a folder; beside a file it is the file's name with `.` and this."""


class Tally:
    """Counts the layers and the bytes of an export while they pass."""

    def __init__(self) -> None:
        self.layers = Counter[str]()
        """By part."""
        self.annotations = 0
        self.size = 0
        """Bytes."""
        self._articles: dict[str, str] = {}
        """The last article seen of each part; layers come article by article."""
        self._counts: dict[str, Counter[str]] = {}
        self._labels: dict[str, Counter[str]] = {}
        self._files: dict[str, hashlib._Hash] = {}
        self._sizes = Counter[str]()

    def counting(self, part: str, layers: Iterable[Layer]) -> Iterator[Layer]:
        """The layers of a part, counted as they are taken."""
        counts = self._counts.setdefault(part, Counter())
        labels = self._labels.setdefault(part, Counter())
        self.layers[part] += 0
        for layer in layers:
            if self._articles.get(part) != layer.article.id:
                self._articles[part] = layer.article.id
                counts["articles"] += 1
            self.layers[part] += 1
            self.annotations += len(layer.annotations)
            counts["spans"] += len(layer.annotations)
            counts["rejected"] += len(layer.rejected)
            counts["links"] += len(layer.links)
            labels.update(each.label for each in layer.annotations)
            yield layer

    def without(self, part: str, missing: Counter[str]) -> None:
        """Take annotations off that the files of a part turned out not to hold."""
        self.annotations -= missing.total()
        self._counts[part]["spans"] -= missing.total()
        self._labels[part] -= missing

    def hashing(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces, hashed as they pass."""
        for piece in pieces:
            found = self._files.get(piece.path)
            if found is None:
                found = self._files[piece.path] = hashlib.sha256()
            found.update(piece.data)
            self._sizes[piece.path] += len(piece.data)
            self.size += len(piece.data)
            yield piece

    def manifest(
        self, chosen: Format, exporting: Exporting, choices: dict[str, object]
    ) -> dict[str, object]:
        """All of it as a JSON object; no time stands in it, so that it is comparable.

        `sha256` is the hash of the lines "hash of the file, two blanks, its path" in
        the order of paths, as `sha256sum` prints them.
        """
        names = sorted(self._files)
        lines = "".join(f"{self._files[name].hexdigest()}  {name}\n" for name in names)
        return {
            "schema": "annotate-manifest/1",
            "format": chosen.name,
            "offset_unit": chosen.offset_unit,
            **({"alignment": exporting.alignment} if chosen.has_tokens else {}),
            **choices,
            "parts": {
                part or "all": {
                    "layers": self.layers[part],
                    **{
                        name: self._counts[part][name]
                        for name in ("articles", "spans", "rejected", "links")
                    },
                    "labels": dict(sorted(self._labels[part].items())),
                }
                for part in self._counts
            },
            "changed_or_dropped": exporting.losses.counted(),
            "files": {
                name: {
                    "bytes": self._sizes[name],
                    "sha256": self._files[name].hexdigest(),
                }
                for name in names
            },
            "sha256": hashlib.sha256(lines.encode()).hexdigest(),
        }
