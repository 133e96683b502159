"""Which quotation marks of a paragraph belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.text.graphemes import ceil_boundary, floor_boundary
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BEFORE_OPENING",
    "DEEPEST",
    "LONGEST_PART",
    "MARK",
    "MarkedPart",
    "contexts",
    "marked_part",
    "paired",
    "part_around",
]

LONGEST_PART = 8192
"""Code points of a paragraph whose marks are paired at once.

A longer one is read in parts cut at multiples of this number; a quotation over such a
cut is not found.
"""
DEEPEST = 16
"""Marks open at once; one more is ignored."""

_CLOSERS = {
    "“": '”"',
    "„": "“”",
    "‟": "”",
    "”": "”",
    '"': '"”',
    "‘": "’'",
    "‚": "‘’",
    "'": "'",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
}
_DOUBLE = '“„‟”"«'
_SINGLE_CLOSERS = "’'‘"
_POSSESSIVE = "’'"
_AMBIGUOUS = "“”\"‘'"
MARK = compiled_later(
    # An apostrophe within a word is no mark. One class first, which the engine looks
    # for fastest.
    "[“”„‟\"«»‹›「」『』‘’‚'](?:(?<!['’‘])|(?![^\\W_])|(?<![^\\W_].))",
    re.DOTALL,
)
_SHORTENED = compiled_later(r"(?:\d0s|tis|twas|em|til|cause|bout)\b", re.IGNORECASE)
BEFORE_OPENING = "([{<—–-/“\"‘'«„:=|*_>"
_MOST_CONTEXTS = 1 << 12
"""Marks with their neighbours that are remembered."""


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """The quotation marks of a paragraph, or of a part of a very long one."""

    start: int
    end: int
    """First code point after it, its line break included."""
    spans: tuple[Span, ...]
    """The stretches between partners, marks included, in the order they close."""
    leading: int | None
    """Offset of a double mark that opens the paragraph."""
    unclosed: int | None
    """Offset of the outermost double mark still open at the end."""

    @property
    def led(self) -> Span | None:
        """The quotation that begins with the paragraph and ends in it."""
        return next((span for span in self.spans if span.start == self.leading), None)


def marked_part(text: str, offset: int) -> MarkedPart:
    """The marks of the paragraph around `offset`, 0 <= offset < len(text)."""
    return _read(text, *part_around(text, offset))


def part_around(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the paragraph around `offset`, or of a part of a long one."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset) + 1 or len(text)
    if end - start > LONGEST_PART:
        floor = offset - offset % LONGEST_PART
        start, end = max(start, floor), min(end, floor + LONGEST_PART)
    return start, end


# As many as a quotation is followed over, before and behind, and more.
@lru_cache(maxsize=256)
def _read(text: str, start: int, end: int) -> MarkedPart:
    # One more, since an apostrophe is known by the letter behind it.
    found = map(re.Match.start, MARK().finditer(text, start, end + 1))
    places = [place for place in found if place < end]
    spans, leading, unclosed = paired(text, start, end, places)
    whole = tuple(Span(first, behind) for first, behind in spans)
    return MarkedPart(start, end, whole, leading, unclosed)


def paired(
    text: str, start: int, end: int, places: Sequence[int]
) -> tuple[list[tuple[int, int]], int | None, int | None]:
    """What a `MarkedPart` has of a part whose marks are at `places`, as bare tuples."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    awaited = ""
    known = contexts()
    for place in places:
        if start < place < end - 1:
            context = text[place - 1 : place + 2]
        else:
            before = text[place - 1] if place > start else "\n"
            context = before + (text[place : min(place + 2, end)] + "\n")[:2]
        may_close, opens = known[context]
        if may_close and opened:
            if context[1] in awaited and context[1] not in _POSSESSIVE:
                number = len(opened) - 1 if opened[-1] != place - 1 else None
            else:
                number = _partner(text, opened, place, context)
            if number is not None:
                first = opened[number]
                if (
                    context[2] <= "~"
                    and place + 1 < end
                    and (first == 0 or text[first - 1] <= "~")
                ):
                    spans.append((first, place + 1))
                else:
                    spans.append(_whole(text, first, place + 1))
                del opened[number:]
                awaited = _CLOSERS[text[opened[-1]]] if opened else ""
                continue
        if (
            opens
            and len(opened) < DEEPEST
            and not (opens == "maybe" and _SHORTENED().match(text, place + 1))
        ):
            opened.append(place)
            awaited = _CLOSERS[context[1]]
    leading = None
    if places:
        first = places[0]
        if text[first] in _DOUBLE and (first == start or text[start:first].isspace()):
            leading = first
    unclosed = next((place for place in opened if text[place] in _DOUBLE), None)
    return spans, leading, unclosed


class _Contexts(dict[str, tuple[bool, str]]):
    """Whether a mark may close a quotation, and how surely it may open one.

    By the mark with the characters beside it; remembered.
    """

    def __missing__(self, context: str) -> tuple[bool, str]:
        before, mark, after = tuple(context)
        opens = ""
        if mark in _CLOSERS and not after.isspace():
            if mark in "“„‟«‹「『":
                opens = "surely"
            elif before.isspace() or before in BEFORE_OPENING:
                opens = "maybe" if mark in "‘'" else "surely"
        may_close = not (
            (mark in "’'" and after.isalnum())
            or (mark in _AMBIGUOUS and before.isspace() and not after.isspace())
        )
        if len(self) < _MOST_CONTEXTS:
            self[context] = may_close, opens
        return may_close, opens


@cache
def contexts() -> dict[str, tuple[bool, str]]:
    """Of a mark and the characters beside it, whether it may close, and how it opens.

    That is “surely”, “maybe” or not at all.
    """
    return _Contexts()


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the clusters at its edges whole."""
    if start and text[start - 1] > "~":
        start = floor_boundary(text, start)
    if end < len(text) and text[end] > "~":
        end = ceil_boundary(text, end)
    return start, end


def _partner(text: str, opened: list[int], place: int, context: str) -> int | None:
    """Which of the open marks the one at `place` closes; None when it closes none."""
    mark = context[1]
    for number in reversed(range(len(opened))):
        opener = text[opened[number]]
        if mark in _CLOSERS[opener]:
            if opened[number] == place - 1:
                return None
            return None if _is_possessive(text, place, context[2]) else number
        if mark in _SINGLE_CLOSERS and opener in _DOUBLE:
            # An apostrophe in double marks does not end what was opened before them.
            return None
    return None


def _is_possessive(text: str, place: int, after: str) -> bool:
    """Whether the mark is the apostrophe of “the soldiers’ families”.

    So it is behind an s and before a small letter, where a later mark can close.
    """
    mark = text[place]
    if mark not in "’'" or after != " " or text[place - 1] not in "sS":
        return False
    if not text[place + 2 : place + 3].islower():
        return False
    line_end = text.find("\n", place, place + 400)
    rest = text[place + 1 : line_end if line_end >= 0 else place + 400]
    opening = rest.find("‘")
    rest = rest if opening < 0 else rest[:opening]
    return re.search(rf"[\w.,!?…]{mark}(?!\w)", rest) is not None
