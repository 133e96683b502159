"""What kinds of words the sentences of a text are made of, and where each word is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from annotate.text.lexicon import lexicon, word_parts
from annotate.text.patterns import compiled_later
from annotate.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Reading", "read", "readings"]

_WORD = compiled_later(r"\s*\S+")
BLOCK = 1 << 16
"""Code points of sentences that are read at once."""
_OPENING = frozenset("“\"‘'(")
"""Marks before a word."""
_SIGNS = frozenset("”’,.;:!?)")
"""Kinds of marks behind one, each of which is one character."""
_STEP = 64
"""Words in which the next one asked for mostly is."""
LONGEST_KEPT = 1 << 21
"""Code points of the longest text whose readings are kept for the next rule.

They take some ten times the memory of the text.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Some sentences as letters, one for each word or sign; equal to itself alone.

    Before each sentence and behind the last one stands a bar.
    """

    words: list[str]
    """What stands between blanks, each with those before it.

    Before each sentence one with the blanks there alone, none included.
    """
    kinds: str
    """The letters of all words, those of `lexicon.KINDS`."""
    places: list[int]
    """Where each word begins in the text, and where the last ends."""
    letters: list[int]
    """Where the letters of each word begin in `kinds`, and where the last end."""

    def start(self, letter: int) -> int:
        """Where in the text the word or sign of a letter begins."""
        number = bisect_right(self.letters, letter) - 1
        part = letter - self.letters[number]
        if part:
            return self.places[number] + word_parts(self.words[number])[part][0]
        return self.places[number + 1] - len(self.words[number].lstrip())

    def end(self, letter: int) -> int:
        """Where in the text the word or sign before a letter ends."""
        number = bisect_right(self.letters, letter - 1) - 1
        if self.letters[number + 1] == letter:
            return self.places[number + 1]
        part = letter - 1 - self.letters[number]
        return self.places[number] + word_parts(self.words[number])[part][1]

    def span(self, first: int, last: int, near: int) -> tuple[int, int, int]:
        """Where the letters from `first` to `last` begin and end in the text.

        Also the number of a word there, which makes the search for later letters short
        when it is given as `near`; 0 is always right.
        """
        letters, places, words = self.letters, self.places, self.words
        near = self._word(first, near)
        word = words[near]
        start = places[near] + len(word) - len(word.lstrip())
        part = first - letters[near]
        if part == 1 and word[start - places[near]] in _OPENING:
            start += 1
        elif part:
            start = places[near] + word_parts(word)[part][0]
        near = self._word(last - 1, near)
        after = letters[near + 1] - last
        end = places[near + 1]
        if after == 0:
            return start, end, near
        signs = self.kinds[last : last + after]
        if _SIGNS.issuperset(signs) and ".." not in words[near]:
            return start, end - after, near
        part = last - 1 - letters[near]
        return start, places[near] + word_parts(words[near])[part][1], near

    def _word(self, letter: int, near: int) -> int:
        """The word of a letter, which is not before the word `near`."""
        letters = self.letters
        high = near + _STEP
        if high >= len(letters) or letters[high] <= letter:
            high = len(letters)
        return bisect_right(letters, letter, near, high) - 1

    def letter(self, place: int) -> int:
        """The letter of the first word or sign that begins at or behind a place."""
        number = bisect_right(self.places, place) - 1
        if number >= len(self.words):
            return len(self.kinds) - 1
        begin = self.places[number]
        for part, (start, _) in enumerate(word_parts(self.words[number])):
            if begin + start >= place:
                return self.letters[number] + part
        # Blanks alone are a bar.
        return self.letters[number + (not self.words[number].isspace())]


def read(text: str, sentences: Iterable[tuple[int, int]]) -> Reading:
    """The words and signs of sentences that follow each other."""
    find = _WORD().findall
    words: list[str] = []
    spoken: dict[int, str] = {}
    begin = place = -1
    for start, end in sentences:
        if begin < 0:
            begin = place = start
        # Blanks with combining marks are blanks here too.
        words.append(" " * (start - place))
        found = find(text, start, end)
        if text[end - 1] not in _ENDS and _is_title(found):
            # In A Title Like This the capitals say nothing.
            for number, word in enumerate(found[1:], len(words) + 1):
                spoken[number] = word.lower()
        words += found
        place = end
    words.append("")
    kinds_of = lexicon().__getitem__
    codes = list(map(kinds_of, words))
    for number, word in spoken.items():
        codes[number] = kinds_of(word)
    return Reading(
        words,
        "".join(codes),
        list(accumulate(map(len, words), initial=max(begin, 0))),
        list(accumulate(map(len, codes), initial=0)),
    )


_ENDS = frozenset(".!?…”\"’'")
_TITLE_WORDS = 3
"""Longer words behind the first of the shortest title."""
_LONGER = 4
"""Code points of shorter words, with the blank before them: of, the."""


def _is_title(words: list[str]) -> bool:
    """Whether nearly all longer words behind the first have a capital."""
    longer = [word.lstrip()[:1] for word in words[1:] if len(word) > _LONGER]
    return (
        len(longer) >= _TITLE_WORDS
        and sum(map(str.isupper, longer)) > len(longer) * 3 / 4
    )


def readings(text: str) -> Iterable[Reading]:
    """All sentences of a text in readings of some size."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _blocks(text)


@lru_cache(maxsize=1)
def _kept(text: str) -> tuple[Reading, ...]:
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Reading]:
    block: list[tuple[int, int]] = []
    size = 0
    for start, end in zip(*sentence_bounds(text), strict=True):
        block.append((start, end))
        size += end - start
        if size >= BLOCK:
            yield read(text, block)
            block, size = [], 0
    if block:
        yield read(text, block)
