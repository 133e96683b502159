"""Where all sentences of a text begin and end, found in one pass.

The same sentences as `segments.sentence_at` finds one by one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotate.text.cuts import LONGEST_STRETCH
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
_LONGEST_WORD = 24
_PLAIN = frozenset(map(chr, range(33, 127))) | frozenset("“”‘’…")
"""Characters beside which a blank is surely no part of a cluster."""
_ASCII_BLANKS = frozenset(" \n\t")


def _cuts(text: str) -> list[int]:
    """The places behind the last mark of each sentence, and the end of the text."""
    cuts: list[int] = []
    size, reached = len(text), 0
    closed = stop_pattern().match
    for stop in map(re.Match.start, stop_characters().finditer(text)):
        if stop < reached:
            continue
        char = text[stop]
        end = stop + 1
        if char in _LINE_ENDS:
            cuts.append(end)
            continue
        if char == "." and end < size:
            if text[end].isalnum():
                continue
            reached = _plain_end(text, stop)
            if reached:
                cuts.append(reached)
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


def _plain_end(text: str, stop: int) -> int:
    """Where a sentence ends with a point that surely ends one; 0 where it is not sure.

    It is what `ends_sentence` says of most points, without asking it: a line break or
    the closing mark of a quotation follows, or no small letter and no sign behind a
    word that is no abbreviation.
    """
    after = text[stop + 1]
    if after == "\n":
        return stop + 1
    following = text[stop + 2 : stop + 3]
    if after in '”"':
        is_end = following == "\n" or (
            following == " " and text[stop + 3 : stop + 4].isupper()
        )
        return stop + 2 if is_end else 0
    if after != " " or not following:
        return 0
    if following == "\n":
        return stop + 1
    if following.islower() or following.isspace() or following in ",;:—–":
        return 0
    word = text[text.rfind(" ", stop - _LONGEST_WORD, stop) + 1 : stop]
    is_word = (
        1 < len(word) < _LONGEST_WORD
        and word.isalpha()
        and word not in MAYBE_NO_LAST_WORDS
        and word.lower() not in MAYBE_NO_LAST_WORDS
    )
    return stop + 1 if is_word else 0


@lru_cache(maxsize=4)
def sentence_bounds(text: str) -> Bounds:
    """The sentences of a text; kept for the texts asked for last."""
    starts: list[int] = []
    ends: list[int] = []
    start, size = 0, len(text)
    for end in _cuts(text):
        low = start
        if start < size and text[start] in " \n":
            low += 1
            if low == end:
                start = end
                continue
        if (
            low < end <= start + LONGEST_STRETCH
            and text[low] in _PLAIN
            and text[end - 1] in _PLAIN
            and (end == size or text[end] in " \n")
        ):
            starts.append(low)
            ends.append(end)
        elif end - start > LONGEST_STRETCH:
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
    if (
        "!" <= first <= "~"
        and ("!" <= last <= "~" or last in "”’…")
        and (high == len(text) or "\n" <= text[high] <= "~")
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
