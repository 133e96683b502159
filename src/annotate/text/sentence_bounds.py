"""Where all sentences of a text begin and end, found in one pass.

The same sentences as `segments.sentence_at` finds one by one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from annotate.text.cuts import LONGEST_STRETCH
from annotate.text.graphemes import between_simple
from annotate.text.segments import next_sentence
from annotate.text.sentences import (
    MAYBE_NO_LAST_WORDS,
    ends_sentence,
    stop_characters,
    stop_pattern,
)
from annotate.text.trimming import trim_blanks

__all__ = ["Bounds", "sentence_bounds"]


class Bounds(NamedTuple):
    """The sentences of a text in order, without the blanks between them."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """As many as there are starts."""


_LINE_ENDS = frozenset("\n\u2028\u2029")
_ASCII_BLANKS = frozenset(" \n\t")


def _cuts(text: str) -> list[int]:
    """The places behind the last mark of each sentence, and the end of the text."""
    cuts: list[int] = []
    size, reached = len(text), 0
    closed = stop_pattern().match
    for match in stop_characters().finditer(text):
        stop = match.start()
        if stop < reached:
            continue
        char = text[stop]
        end = stop + 1
        if char in _LINE_ENDS:
            cuts.append(end)
            continue
        if char == "." and end < size:
            after = text[end]
            if after == " ":
                if text[end + 1 : end + 2].isupper():
                    # What `ends_sentence` would say of most stops, without asking it.
                    word = text[text.rfind(" ", stop - 24, stop) + 1 : stop]
                    if (
                        1 < len(word) < 24
                        and word.isalpha()
                        and word not in MAYBE_NO_LAST_WORDS
                        and word.lower() not in MAYBE_NO_LAST_WORDS
                    ):
                        cuts.append(end)
                        continue
            elif after.isalnum():
                continue
        whole = closed(text, stop)
        if whole is None:
            continue
        reached = whole.end()
        if ends_sentence(text, stop, reached):
            cuts.append(reached)
    if not cuts or cuts[-1] < size:
        cuts.append(size)
    return cuts


@lru_cache(maxsize=4)
def sentence_bounds(text: str) -> Bounds:
    """The sentences of a text; kept for the texts asked for last."""
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    is_ascii = text.isascii()
    for end in _cuts(text):
        if is_ascii and 0 < end - start < LONGEST_STRETCH:
            low = start + 1 if text[start] == " " else start
            if low < end and text[low] > " " < text[end - 1]:
                starts.append(low)
                ends.append(end)
                start = end
                continue
        if end - start > LONGEST_STRETCH:
            _walk(text, start, end, starts, ends)
        else:
            _add(text, start, end, starts, ends)
        start = end
    return Bounds(tuple(starts), tuple(ends))


def _add(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    low, high = start, end
    while low < high and text[low] in _ASCII_BLANKS:
        low += 1
    while high > low and text[high - 1] in _ASCII_BLANKS:
        high -= 1
    if low == high:
        return
    first, last = text[low], text[high - 1]
    is_plain = "!" <= first <= "~" and not last.isspace()
    if (is_plain and (high == len(text) or "\n" <= text[high] <= "~")) or (
        not (first.isspace() or last.isspace())
        and (low == start or between_simple(text, low))
        and (high == len(text) or between_simple(text, high))
    ):
        starts.append(low)
        ends.append(high)
        return
    span = trim_blanks(text, start, end)
    if span is not None:
        starts.append(span.start)
        ends.append(span.end)


def _walk(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    """The sentences of a stretch that is cut for want of a stop."""
    sentence = next_sentence(text, start)
    while sentence is not None and sentence.start < end:
        starts.append(sentence.start)
        ends.append(sentence.end)
        sentence = next_sentence(text, sentence.end)
