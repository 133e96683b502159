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
SEARCH_LIMIT = 32_768
"""Code points searched ahead or back for a quotation, and read for it.

Paragraphs over which quotations are followed count as read, short ones for more than
they hold; where they use up the limit, the search finds none.
"""

_LEAST_COST = 32
"""Code points that a paragraph counts for at least."""
_SEEN_COST = 8
"""Code points that it counts for when it is read again."""

_OPENING = compiled_later(r"[“„‟\"«‹「『”]|(?<![^\W_])[‘‚'](?=\S)")
_OPENING_MARK = compiled_later("[“„‟\"«‹「『”‘‚']")
_NO_SPACE = compiled_later(r"\S")


class _Reader:
    """Reads parts of a text for one search, until that has read enough."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._left = SEARCH_LIMIT
        self._seen: set[int] = set()

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is read."""
        return self._left <= 0

    def part(self, offset: int) -> MarkedPart | None:
        """The part around an offset; None when enough was read."""
        if self.is_spent:
            return None
        part = marked_part(self.text, offset)
        if part.start in self._seen:
            self._left -= _SEEN_COST
        else:
            self._seen.add(part.start)
            self._left -= max(part.end - part.start, _LEAST_COST)
        return part


def _key(span: Span) -> tuple[int, int]:
    """Document order: by start, and what holds another before it."""
    return span.start, -span.end


def _parts_before(reader: _Reader, part: MarkedPart) -> Iterator[MarkedPart]:
    """The parts in front of one from near to far, blank ones left out."""
    low = max(0, part.start - 4 * LONGEST_PART)
    start = part.start
    for _ in range(MOST_PARAGRAPHS):
        last = last_match(_NO_SPACE(), reader.text, low, start)
        before = None if last is None else reader.part(last)
        if before is None:
            return
        start = before.start
        yield before


def _parts_after(reader: _Reader, part: MarkedPart) -> Iterator[MarkedPart]:
    """The parts behind one from near to far, blank ones left out."""
    high = part.end + 4 * LONGEST_PART
    end = part.end
    for _ in range(MOST_PARAGRAPHS):
        match = _NO_SPACE().search(reader.text, end, high)
        after = None if match is None else reader.part(match.start())
        if after is None:
            return
        end = after.end
        yield after


def _reopened(reader: _Reader, part: MarkedPart) -> int | None:
    """Start of the quotation that the first mark of the paragraph goes on with."""
    if part.leading is None:
        return None
    text = reader.text
    mark, start = text[part.leading], None
    for before in _parts_before(reader, part):
        if before.unclosed is None or text[before.unclosed] != mark:
            break
        start = before.unclosed
        if before.unclosed != before.leading:
            break
    return start


def _closed(reader: _Reader, part: MarkedPart, mark: str) -> int | None:
    """End of the quotation that a paragraph leaves open and the next go on with."""
    for after in _parts_after(reader, part):
        if after.leading is None or reader.text[after.leading] != mark:
            return None
        if after.led is not None:
            return after.led.end
        if after.unclosed != after.leading:
            return None
    return None


def _of_part(reader: _Reader, part: MarkedPart) -> list[Span]:
    """All quotations that meet a part, whole, in document order.

    Empty when the reader is spent: one might be cut short.
    """
    spans = list(part.spans)
    start = _reopened(reader, part)
    if start is not None and part.led is not None:
        spans.remove(part.led)
        spans.append(Span(start, part.led.end))
    if part.unclosed is not None:
        end = _closed(reader, part, reader.text[part.unclosed])
        if end is not None:
            if start is None or part.unclosed != part.leading:
                start = part.unclosed
            spans.append(Span(start, end))
    return [] if reader.is_spent else sorted(spans, key=_key)


def quotations_around(text: str, offset: int) -> tuple[Span, ...]:
    """The quotations over `offset`, marks included, innermost first."""
    if not 0 <= offset < len(text):
        return ()
    reader = _Reader(text)
    part = reader.part(offset)
    spans = [] if part is None else _of_part(reader, part)
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
    reader = _Reader(text)
    while place < min(limit, len(text)):
        part = reader.part(place)
        if part is None:
            return None
        for span in _of_part(reader, part):
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
    reader = _Reader(text)
    while place is not None and place >= 0:
        part = reader.part(place)
        if part is None:
            return None
        for span in reversed(_of_part(reader, part)):
            if part.start <= span.start < part.end and _key(span) < key:
                return span
        place = last_match(_OPENING_MARK(), text, low, part.start)
    return None
