"""Which stretch in quotation marks is at, after or before an offset.

Curly, straight, single, low and angled marks and corner brackets, nested, over several
paragraphs. Apostrophes are no quotation marks; a mark without a partner makes no
quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.text.cuts import last_match
from annotate.text.patterns import compiled_later
from annotate.text.quotation_marks import LONGEST_PART, MarkedPart, marked_part

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MOST_PARAGRAPHS",
    "MOST_PARTS",
    "SEARCH_LIMIT",
    "next_quotation",
    "previous_quotation",
    "quotation_at",
    "quotations_around",
]

MOST_PARAGRAPHS = 40
"""Paragraphs, blank ones not counted, over which one quotation is followed.

Nor is it followed further than four times LONGEST_PART.
"""
SEARCH_LIMIT = 65_536
"""Code points searched ahead or back for the next quotation."""
MOST_PARTS = 500
"""Paragraphs with marks that are read in such a search."""

_OPENING = compiled_later(r"[“„‟\"«‹「『”]|(?<![^\W_])[‘‚'](?=\S)")
_OPENING_MARK = compiled_later("[“„‟\"«‹「『”‘‚']")
_NO_SPACE = compiled_later(r"\S")


def _key(span: Span) -> tuple[int, int]:
    """Document order: by start, and what holds another before it."""
    return span.start, -span.end


def _parts_before(text: str, part: MarkedPart) -> Iterator[MarkedPart]:
    """The parts in front of one from near to far, blank ones left out."""
    low = max(0, part.start - 4 * LONGEST_PART)
    for _ in range(MOST_PARAGRAPHS):
        last = last_match(_NO_SPACE(), text, low, part.start)
        if last is None:
            return
        part = marked_part(text, last)
        yield part


def _parts_after(text: str, part: MarkedPart) -> Iterator[MarkedPart]:
    """The parts behind one from near to far, blank ones left out."""
    high = part.end + 4 * LONGEST_PART
    for _ in range(MOST_PARAGRAPHS):
        match = _NO_SPACE().search(text, part.end, high)
        if match is None:
            return
        part = marked_part(text, match.start())
        yield part


def _reopened(text: str, part: MarkedPart) -> int | None:
    """Start of the quotation that the first mark of the paragraph goes on with."""
    if part.leading is None:
        return None
    mark, start = text[part.leading], None
    for before in _parts_before(text, part):
        if before.unclosed is None or text[before.unclosed] != mark:
            break
        start = before.unclosed
        if before.unclosed != before.leading:
            break
    return start


def _closed(text: str, part: MarkedPart, mark: str) -> int | None:
    """End of the quotation that a paragraph leaves open and the next go on with."""
    for after in _parts_after(text, part):
        if after.leading is None or text[after.leading] != mark:
            return None
        if after.led is not None:
            return after.led.end
        if after.unclosed != after.leading:
            return None
    return None


def _of_part(text: str, part: MarkedPart) -> list[Span]:
    """All quotations that meet a part, whole, in document order."""
    spans = list(part.spans)
    start = _reopened(text, part)
    if start is not None and part.led is not None:
        spans.remove(part.led)
        spans.append(Span(start, part.led.end))
    if part.unclosed is not None:
        end = _closed(text, part, text[part.unclosed])
        if end is not None:
            if start is None or part.unclosed != part.leading:
                start = part.unclosed
            spans.append(Span(start, end))
    return sorted(spans, key=_key)


def quotations_around(text: str, offset: int) -> tuple[Span, ...]:
    """The quotations over `offset`, marks included, innermost first."""
    if not 0 <= offset < len(text):
        return ()
    spans = _of_part(text, marked_part(text, offset))
    return tuple(sorted((span for span in spans if span.contains(offset)), key=len))


def quotation_at(text: str, offset: int) -> Span | None:
    """The innermost quotation over `offset`, marks included; None outside."""
    return next(iter(quotations_around(text, offset)), None)


def next_quotation(
    text: str, where: Span | int, stop: int | None = None
) -> Span | None:
    """The quotation at or after an offset, or the next one behind a span.

    Behind a span, in document order, come those that start in it and those that start
    with it and are shorter. None when SEARCH_LIMIT code points, or those up to `stop`,
    hold none.
    """
    if isinstance(where, int):
        found = quotation_at(text, where)
        if found is not None:
            return found
        key = (where - 1, 0)
    else:
        key = _key(where)
    place = max(0, key[0])
    limit = place + SEARCH_LIMIT if stop is None else min(stop, place + SEARCH_LIMIT)
    for _ in range(MOST_PARTS):
        if place >= min(limit, len(text)):
            return None
        part = marked_part(text, place)
        for span in _of_part(text, part):
            if _key(span) > key:
                return span
        match = _OPENING().search(text, part.end, limit)
        if match is None:
            return None
        place = match.start()
    return None


def previous_quotation(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last quotation that starts before an offset, or the last before a span.

    Before a span, in document order, come those that start earlier and those that start
    with it and are longer. None when SEARCH_LIMIT code points, or those down to `stop`,
    hold none.
    """
    key = (where, -len(text) - 1) if isinstance(where, int) else _key(where)
    place: int | None = min(key[0], len(text) - 1)
    low = max(stop, key[0] - SEARCH_LIMIT)
    for _ in range(MOST_PARTS):
        if place is None or place < 0:
            return None
        part = marked_part(text, place)
        for span in reversed(_of_part(text, part)):
            if part.start <= span.start < part.end and _key(span) < key:
                return span
        place = last_match(_OPENING_MARK(), text, low, part.start)
    return None
