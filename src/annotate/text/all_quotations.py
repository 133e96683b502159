"""All quotations of a text in one pass, the same that `quotations` finds one by one."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from annotate.text.attribution_signs import IN_A_WORD, LETTERS, MARKS
from annotate.text.quotation_marks import BEFORE_OPENING, MARK, paired, part_around
from annotate.text.quotations import MOST_PARAGRAPHS
from annotate.text.readings import LONGEST_KEPT, readings

__all__ = ["all_quotations"]

_NO_MARKS = "".join(LETTERS.keys() - {*MARKS}).encode()


@lru_cache(maxsize=2)
def all_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of the quotations of a text, marks included, in document order."""
    spans: list[tuple[int, int]] = []
    places, signs = _marks(text)
    opened: tuple[int, str] | None = None
    followed = behind = number = 0
    while number < len(places):
        start, end = part_around(text, places[number])
        begun, number = number, bisect_left(places, end, number)
        marks = places[begun:number]
        if opened is None and _is_plain(text, start, marks, signs[begun:number]):
            spans += zip(marks[::2], map((1).__add__, marks[1::2]), strict=True)
            continue
        own, leading, unclosed = paired(text, start, end, marks)
        if opened is not None and (
            text[behind:start].strip()
            or leading is None
            or text[leading] != opened[1]
            or followed >= MOST_PARAGRAPHS
        ):
            opened = None
        if opened is not None:
            led = next((one for one in own if one[0] == leading), None)
            if led is not None:
                own.remove(led)
                spans.append((opened[0], led[1]))
                opened = None
        spans += own
        if unclosed is None:
            opened = None
        elif opened is None or unclosed != leading:
            opened, followed = (unclosed, text[unclosed]), 0
        followed += 1
        behind = end
    return tuple(sorted(spans, key=_order))


def _order(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _is_plain(text: str, start: int, places: list[int], signs: str) -> bool:
    """Whether marks of a paragraph open and close in turns, as in most paragraphs.

    What `paired` says of them needs no look at what is beside them then.
    """
    if signs.replace("JK", "").replace("LM", ""):
        return False
    # A straight mark at the start of a sentence may stand right behind the one before.
    return "L" not in signs or all(
        place == start or text[place - 1] in BEFORE_OPENING or text[place - 1].isspace()
        for place in places[::2]
    )


def _marks(text: str) -> tuple[list[int], str]:
    """Where all quotation marks stand, and the letters of `attribution_signs`."""
    # A text that is too long for its readings to be kept would be read twice.
    kept = [*readings(text)] if len(text) <= LONGEST_KEPT else []
    if not kept or any(IN_A_WORD in reading.saying for reading in kept):
        places = [match.start() for match in MARK().finditer(text)]
        return places, "N" * len(places)
    behind: list[int] = []
    for reading in kept:
        letters: list[int] = []
        for mark in MARKS:
            # One letter is found ten times as fast as one of several.
            letters += map(re.Match.end, re.finditer(mark, reading.saying))
        letters.sort()
        # A mark has one character, so that it stands before where the next begins.
        behind += map(reading.edges.__getitem__, letters)
    signs = "".join(reading.saying for reading in kept).encode()
    return [place - 1 for place in behind], signs.translate(None, _NO_MARKS).decode()
