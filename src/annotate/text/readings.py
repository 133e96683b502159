"""What kinds of words the sentences of a text are made of, and where each word is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
"""Code points that are read at once, with the sentence that they end in."""
_OPENING = frozenset("“\"‘'(")
"""Marks before a word."""
_SIGNS = frozenset("”’,.;:!?)")
"""Kinds of marks behind one, each of which is one character."""
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
        word = self.words[number]
        start = self.places[number + 1] - len(word.lstrip())
        part = letter - self.letters[number]
        if part == 0:
            return start
        begin = self.places[number]
        if part == 1 and word[start - begin] in _OPENING:
            return start + 1
        return begin + word_parts(word)[part][0]

    def end(self, letter: int) -> int:
        """Where in the text the word or sign before a letter ends."""
        number = bisect_right(self.letters, letter - 1) - 1
        end = self.places[number + 1]
        after = self.letters[number + 1] - letter
        if after == 0:
            return end
        word = self.words[number]
        if _SIGNS.issuperset(self.kinds[letter : letter + after]) and ".." not in word:
            return end - after
        part = letter - 1 - self.letters[number]
        return self.places[number] + word_parts(word)[part][1]

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
    edges = list(sentences)
    begin = edges[0][0] if edges else 0
    whole = text[begin : edges[-1][1]] if edges else ""
    odd = [blank for blank in _ODD_BLANKS if blank in whole]
    words: list[str] = []
    spoken: dict[int, str] = {}
    place = begin
    for start, end in edges:
        # Blanks with combining marks are blanks here too.
        words.append(" " * (start - place))
        found = _words(text[start:end], odd)
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
        list(accumulate(map(len, words), initial=begin)),
        list(accumulate(map(len, codes), initial=0)),
    )


def _words(sentence: str, odd: list[str]) -> list[str]:
    """The words of a sentence, each with the blanks before it.

    `odd` has the white space that may be in it besides single spaces; no line break is.
    """
    if odd and any(map(sentence.__contains__, odd)):
        return _WORD().findall(sentence)
    # A third of the time of the pattern.
    return sentence.replace(" ", "\n ").split("\n")


_ODD_BLANKS = (
    "  ",
    *"\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005",
    *"\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
)
"""White space other than single spaces and line breaks."""
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
    starts, ends = sentence_bounds(text)
    first = 0
    while first < len(starts):
        # The sentence that fills the block is in it.
        last = bisect_left(ends, starts[first] + BLOCK, first) + 1
        yield read(text, zip(starts[first:last], ends[first:last], strict=True))
        first = last
