"""Where all sentences of a text begin and end, found in one pass.

The same sentences as `segments.sentence_at` finds one by one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from annotate.text.cuts import LONGEST_STRETCH
from annotate.text.patterns import any_of
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


_LONGEST_ABBREVIATION = max(map(len, MAYBE_NO_LAST_WORDS))
_SURELY_LONGER = max(map(len, filter(str.isalpha, MAYBE_NO_LAST_WORDS))) + 1
_PLAIN_ONES = "!-~“”‘’…"
_PLAIN = frozenset(map(chr, range(33, 127))) | frozenset("“”‘’…")
"""Characters beside which a blank is surely no part of a cluster."""
_ASCII_BLANKS = frozenset(" \n\t")
_SURE, _LINE = 1, 2
"""Groups of `_ends`: a stop that surely ends a sentence, and a line end without one."""


@cache
def _ends() -> re.Pattern[str]:
    """A place where a sentence may end, with the blanks behind it where it surely does.

    Then the next begins with a plain character, and the group stands where this one
    ends. What surely ends none, as the point in 1.5, is no match.
    """
    abbreviations: dict[int, list[str]] = {}
    for word in filter(str.isalpha, MAYBE_NO_LAST_WORDS):
        same = abbreviations.setdefault(len(word), [])
        same += word, word.lower(), word.capitalize()
    no_abbreviation = "".join(
        rf"(?<![^a-z]{any_of(same)}\.)" for _, same in sorted(abbreviations.items())
    )
    return re.compile(
        rf"{stop_characters().pattern}(?:(?:"
        # A word of small letters, or some digits, before what begins a sentence.
        rf"(?:(?<=[a-z]{{{_SURELY_LONGER}}}\.)|(?<=[a-z][a-z]\.){no_abbreviation}"
        r"|(?<=[a-z,] [0-9]{2}\.|,[0-9]{3}\.|[0-9]{4}\.)|(?<=\.)[\"”]|(?<=[!?]))"
        r"(?= [A-Z0-9“\"‘'(\[$£€])"
        # The end of a line.
        r"|(?<=[.!?])[\"”]?(?= ?\n))"
        rf"()[ \n]\n*(?=[{_PLAIN_ONES}])"
        rf"|(?<=[{_PLAIN_ONES}]\n)()\n*(?=[{_PLAIN_ONES}])"
        r"|(?!(?<=\.)(?:[^\W_]| [a-z]|[.,;:–—-]))())"
    )


def _cut(text: str, stop: int) -> int:
    """The place behind the last mark of a sentence that may end with `stop`, or 0."""
    whole = stop_pattern().match(text, stop)
    if whole is None or not ends_sentence(text, stop, whole.end()):
        return 0
    return whole.end()


@lru_cache(maxsize=4)
def sentence_bounds(text: str) -> Bounds:
    """The sentences of a text; kept for the texts asked for last."""
    starts: list[int] = []
    ends: list[int] = []
    start, size = 0, len(text)
    is_plain = False
    for found in _ends().finditer(text):
        kind = found.lastindex
        if kind == _SURE:
            end, following = found.end(_SURE), found.end()
        elif kind == _LINE:
            end, following = found.span()
        else:
            end = _cut(text, found.start())
            if end:
                _add(text, start, end, starts, ends)
                start = end + (text[end : end + 1] == " ")
                is_plain = text[start : start + 1] in _PLAIN
            continue
        if is_plain and start < end < start + LONGEST_STRETCH:
            starts.append(start)
            ends.append(end)
        elif (
            kind == _SURE
            and end - 2 < _LONGEST_ABBREVIATION
            and not _cut(text, found.start())
        ):
            # No look behind goes beyond the start of a text: Gen. Kim.
            continue
        else:
            _add(text, start, end, starts, ends)
        start, is_plain = following, True
    if start < size:
        _add(text, start, size, starts, ends)
    return Bounds(tuple(starts), tuple(ends))


def _add(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Add the sentences of a stretch between two cuts, most often one."""
    if text[start - 1 : start] == " ":
        # The blank behind a stop belongs to what follows.
        start -= 1
    if end - start > LONGEST_STRETCH:
        _walk(text, start, end, starts, ends)
        return
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
