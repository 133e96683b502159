"""What kinds of words the sentences of a text are made of, and where each word is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from annotate.text.lexicon import BLANK, EACH, lexicon
from annotate.text.patterns import compiled_later
from annotate.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Reading", "read", "readings"]

BLOCK = 1 << 16
"""Code points that are read at once, with the sentence that they end in."""
LONGEST_KEPT = 1 << 21
"""Code points of the longest text whose readings are kept for the next rule.

They take some ten times the memory of the text.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Some sentences as letters, one for each word or sign; equal to itself alone.

    Before each sentence and behind the last one stands a bar.
    """

    text: str
    kinds: str
    """The letters of all words and signs, those of `word_kinds.KINDS`."""
    signs: str
    """As many letters, those of `denial_signs`."""
    saying: str
    """As many letters, those of `attribution_signs`."""
    counts: str
    """As many letters, those of `sign_words`."""
    edges: list[int]
    """Where in the text each word or sign begins, and where the last ends.

    The blanks before it are a part of it, so that each ends where the next begins.
    """

    def start(self, letter: int) -> int:
        """Where in the text the word or sign of a letter begins."""
        start, end = self.edges[letter : letter + 2]
        while start < end and self.text[start].isspace():
            start += 1
        return start

    def end(self, letter: int) -> int:
        """Where in the text the word or sign before a letter ends."""
        return self.edges[letter]

    def letter(self, place: int) -> int:
        """The letter of the first word or sign that begins at or behind a place."""
        letter = bisect_right(self.edges, place) - 1
        if letter >= len(self.kinds):
            return len(self.kinds) - 1
        # Blanks alone are a bar.
        is_here = self.kinds[letter] == "|" or self.start(letter) >= place
        return letter if is_here else letter + 1


def read(text: str, sentences: Iterable[tuple[int, int]]) -> Reading:
    """The words and signs of sentences that follow each other."""
    edges = list(sentences)
    if not edges:
        return Reading(text, "|", ".", "|", "|", [0, 0])
    return _read(text, *zip(*edges, strict=True))


def _read(text: str, starts: Sequence[int], ends: Sequence[int]) -> Reading:
    sentences, gaps = _cut(text, starts, ends)
    for number, end in enumerate(ends):
        if text[end - 1] not in _ENDS:
            sentences[number] = _without_capitals(sentences[number])
    # What is done for each word is done by functions of the interpreter itself.
    words = ("\n" + " \n".join(sentences) + " \n").split(" ")
    known = "".join(map(lexicon().__getitem__, words))
    letters = [known[place::EACH] for place in range(EACH)]
    lengths = letters.pop()
    sizes: Sequence[int]
    sizes = lengths.encode() if lengths.isascii() else [*map(ord, lengths)]
    if gaps:
        sizes = _with_gaps(letters[0], [*sizes], gaps)
    # The line breaks before the first sentence and behind the last one are not there.
    edges = list(accumulate(sizes, initial=starts[0] - 1))
    edges[-1] -= 1
    if BLANK in letters[0]:
        edges = _without_blanks(letters[0], edges)
        letters = [each.replace(BLANK, "") for each in letters]
    kinds, signs, saying, counts = letters
    return Reading(text, kinds, signs, saying, counts, edges)


def _with_gaps(kinds: str, sizes: list[int], gaps: dict[int, int]) -> list[int]:
    """The sizes of letters with those of the blanks before some sentences."""
    bars = [match.start() for match in re.finditer(r"\|", kinds)]
    for number, size in gaps.items():
        sizes[bars[number]] = size
    return sizes


def _without_blanks(kinds: str, edges: list[int]) -> list[int]:
    """The edges without those between a word and the blanks that belong to it."""
    kept: list[int] = []
    done = 0
    blank = kinds.find(BLANK)
    while blank >= 0:
        kept += edges[done : blank + 1]
        done = blank + 2
        blank = kinds.find(BLANK, blank + 1)
    return kept + edges[done:]


def _cut(
    text: str, starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[str], dict[int, int]]:
    """Each sentence with a line break for each blank before it but the first.

    Besides, by the numbers of sentences, how many blanks stand before those that begin
    otherwise.
    """
    behind = map((1).__add__, ends)
    sentences = [text[starts[0] : ends[0]]]
    sentences += map(text.__getitem__, map(slice, behind, ends[1:]))
    before = list(map(text.__getitem__, map(slice, ends, starts[1:])))
    odd = {gap for gap in {*before} if not _PLAIN_GAP().fullmatch(gap)}
    gaps: dict[int, int] = {}
    for number, gap in enumerate(before, 1) if odd else ():
        if gap in odd:
            sentences[number] = text[starts[number] : ends[number]]
            gaps[number] = len(gap)
    return sentences, gaps


_PLAIN_GAP = compiled_later(r"[ \n]\n{0,8}")
_ENDS = frozenset(".!?…”\"’'")
_TITLE_WORDS = 3
"""Longer words behind the first of the shortest title."""
_LONGER = 3
"""Code points of the longest of the shorter words: of, the."""


def _without_capitals(sentence: str) -> str:
    """The sentence; in small letters from the second word on where it is a title.

    In A Title Like This the capitals say nothing.
    """
    behind = sentence.find(" ")
    rest = sentence[behind:]
    longer = [word[0] for word in rest.split() if len(word) > _LONGER]
    is_title = (
        behind > 0
        and len(longer) >= _TITLE_WORDS
        and sum(map(str.isupper, longer)) > len(longer) * 3 / 4
    )
    # This letter alone would become two.
    return sentence[:behind] + rest.replace("İ", "i").lower() if is_title else sentence


def readings(text: str) -> Iterable[Reading]:
    """All sentences of a text in readings of some size."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _blocks(text)


@lru_cache(maxsize=1)
def _kept(text: str) -> tuple[Reading, ...]:
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Reading]:
    starts, ends = sentence_bounds(text)
    first = 0
    while first < len(starts):
        # The sentence that fills the block is in it.
        last = bisect_left(ends, starts[first] + BLOCK, first) + 1
        yield _read(text, starts[first:last], ends[first:last])
        first = last
