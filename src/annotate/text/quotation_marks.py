"""Which quotation marks of a paragraph belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotate.model import Span
from annotate.text.graphemes import ceil_boundary, floor_boundary
from annotate.text.patterns import compiled_later

__all__ = ["DEEPEST", "LONGEST_PART", "MARK", "MarkedPart", "marked_part"]

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
_AMBIGUOUS = "“”\"‘'"
MARK = compiled_later(
    # An apostrophe within a word is no mark. One class first, which the engine looks
    # for fastest.
    "[“”„‟\"«»‹›「」『』‘’‚'](?:(?<!['’‘])|(?![^\\W_])|(?<![^\\W_].))",
    re.DOTALL,
)
_SHORTENED = compiled_later(r"(?:\d0s|tis|twas|em|til|cause|bout)\b", re.IGNORECASE)
_NO_SPACE = compiled_later(r"\S")
_BEFORE_OPENING = "([{<—–-/“\"‘'«„:=|*_>"


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
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset) + 1 or len(text)
    if end - start > LONGEST_PART:
        floor = offset - offset % LONGEST_PART
        start, end = max(start, floor), min(end, floor + LONGEST_PART)
    return _read(text, start, end)


# As many as a quotation is followed over, before and behind, and more.
@lru_cache(maxsize=256)
def _read(text: str, start: int, end: int) -> MarkedPart:
    spans: list[Span] = []
    opened: list[int] = []
    for match in MARK().finditer(text, start, end):
        place = match.start()
        before = text[place - 1] if place > start else "\n"
        after = text[place + 1] if place + 1 < end else "\n"
        partner = _partner(text, opened, place, before, after)
        if partner is not None:
            first = opened[partner]
            spans.append(_whole(text, first, place + 1))
            del opened[partner:]
        elif len(opened) < DEEPEST and _opens(text, place, before, after):
            opened.append(place)
    first_mark = _NO_SPACE().search(text, start, end)
    leading = first_mark.start() if first_mark else None
    if leading is not None and text[leading] not in _DOUBLE:
        leading = None
    unclosed = next((place for place in opened if text[place] in _DOUBLE), None)
    return MarkedPart(start, end, tuple(spans), leading, unclosed)


def _whole(text: str, start: int, end: int) -> Span:
    """The span with the clusters at its edges whole."""
    if start and text[start - 1] > "~":
        start = floor_boundary(text, start)
    if end < len(text) and text[end] > "~":
        end = ceil_boundary(text, end)
    return Span(start, end)


def _opens(text: str, place: int, before: str, after: str) -> bool:
    """Whether the mark at `place` may open a quotation."""
    mark = text[place]
    if mark not in _CLOSERS or after.isspace():
        return False
    if mark in "“„‟«‹「『":
        return True
    return (before.isspace() or before in _BEFORE_OPENING) and not (
        mark in "‘'" and _SHORTENED().match(text, place + 1)
    )


def _partner(
    text: str, opened: list[int], place: int, before: str, after: str
) -> int | None:
    """Which of the open marks the one at `place` closes; None when it closes none."""
    mark = text[place]
    if mark in "’'" and after.isalnum():
        return None
    if mark in _AMBIGUOUS and before.isspace() and not after.isspace():
        return None
    for number in reversed(range(len(opened))):
        opener = text[opened[number]]
        if mark in _CLOSERS[opener]:
            if opened[number] == place - 1:
                return None
            return None if _is_possessive(text, place, after) else number
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
