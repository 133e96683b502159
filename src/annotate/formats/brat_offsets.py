"""What the offsets of a brat file count, and which spans its fragments make.

brat counts code points of the text. Files that came another way count in a text with
other line ends, or UTF-16 units, or bytes; the column with the text tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotate.text.clean import BOM
from annotate.text.offsets import OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.formats.brat_standoff import TextBound

__all__ = ["Reading", "joined", "quotes", "reading_of"]

_WHITE = re.compile(r"\s+")
_UNITS: Final = {
    OffsetUnit.CODE_POINT: "",
    OffsetUnit.UTF16: "as UTF-16 units",
    OffsetUnit.UTF8: "as bytes",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to understand the offsets of a file."""

    text: str
    """That they count in."""
    unit: OffsetUnit
    map: UnitMap
    unusual: str
    """How it differs from what brat does; "" for not at all."""

    def agrees(self, bound: TextBound, held: Sequence[str]) -> bool:
        """Whether the text column is what the fragments hold.

        Fragments are joined by a blank, or by nothing in old files. A line break in the
        text may stand in the column as it is, or as a blank, or have cut it off.
        """
        shown = _folded(bound.text or "")
        whole = " ".join(held).strip("\n")
        said = (
            _folded(whole),
            _folded("".join(held)),
            _folded(whole.split("\n", 1)[0]),
        )
        return not shown or shown in said


def quotes(bound: TextBound, reading: Reading) -> list[str]:
    """What each fragment holds; nothing when an offset is none of the text."""
    ranges = _code_points(bound, reading)
    return [reading.text[start:end] for start, end in ranges]


def joined(bound: TextBound, reading: Reading) -> list[tuple[int, int]]:
    """The spans that the fragments make, in the file's units.

    brat cuts a span where a line ends, and these pieces are one span again. Pieces with
    words between them are spans of their own: a quotation that its cue breaks is two.
    """
    ranges = sorted(zip(_code_points(bound, reading), bound.fragments, strict=False))
    if len(ranges) < len(bound.fragments):
        return list(bound.fragments)
    spans: list[tuple[int, int]] = []
    last = 0
    for (start, end), (first, behind) in ranges:
        if spans and (start <= last or not reading.text[last:start].strip()):
            spans[-1] = spans[-1][0], max(behind, spans[-1][1])
        else:
            spans.append((first, behind))
        last = max(last, end)
    return spans


def reading_of(raw: str, bounds: Sequence[TextBound]) -> Reading:
    """The way to read the offsets that fits the most lines, the usual one first."""
    best, most = None, -1
    for each in _readings(raw):
        fitting = sum(
            bool(held) and each.agrees(bound, held)
            for bound in bounds
            for held in [quotes(bound, each)]
        )
        if fitting == len(bounds):
            return each
        if fitting > most:
            best, most = each, fitting
    assert best is not None  # noqa: S101  there is always the usual one
    return best


def _folded(text: str) -> str:
    return _WHITE.sub(" ", text)


def _readings(raw: str) -> Iterator[Reading]:
    texts = {raw: ""}
    if "\r" in raw:
        texts[raw.replace("\r\n", "\n").replace("\r", "\n")] = "with LF line ends"
    for text, how in list(texts.items()):
        if text.startswith(BOM):
            named = "without its byte order mark"
            texts[text.lstrip(BOM)] = f"{how} and {named}" if how else named
    for unit, named in _UNITS.items():
        for text, how in texts.items():
            if unit is OffsetUnit.CODE_POINT or not text.isascii():
                unusual = " and ".join(filter(None, (how, named)))
                yield Reading(text, unit, UnitMap(text, unit), unusual)


def _code_points(bound: TextBound, reading: Reading) -> list[tuple[int, int]]:
    """The fragments in code points; nothing when one of them is none of the text."""
    found = []
    for start, end in bound.fragments:
        first, last = reading.map.code_points(start), reading.map.code_points(end)
        if first is None or last is None or first >= last:
            return []
        found.append((first, last))
    return found
