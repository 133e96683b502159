"""The cues of a text that may attribute speech, each with the stretch it reaches."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words
from annotate.text.quotations import quotations
from annotate.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.model import Span

__all__ = ["LONGEST_SENTENCE", "Attribution", "Cue", "Passage"]

LONGEST_SENTENCE = 3000
"""Code points of a sentence that is read; a longer one is no prose."""


class Attribution(NamedTuple):
    """A stretch that somebody says, not trimmed yet."""

    start: int
    end: int
    cue: int
    """Where the word stands that attributes it."""
    rule: str
    """before or after (where the cue stands), around (one of two parts with the cue
    between), according, while (…, adding that …), accused or noun (claims that …)."""


class Cue(NamedTuple):
    """A word that may attribute what stands beside it."""

    word: str
    kind: str
    """One of `attribution_words.KINDS`."""
    start: int
    end: int
    low: int
    """Where its sentence begins, or in it the quotation around the cue."""
    high: int
    previous: str
    """The word in front in small letters; empty where the sentence begins."""
    is_nominal: bool
    """Whether it looks like a noun: the claims, media reports."""


class Passage:
    """A text with its sentences and its outermost quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences = sentence_bounds(text)
        self._outer: list[Span] = []
        for span in quotations(text):
            if len(span) > 2 and (not self._outer or span.start >= self._outer[-1].end):
                self._outer.append(span)
        self._starts = [span.start for span in self._outer]
        self._ends = [span.end for span in self._outer]

    def cues(self) -> Iterator[Cue]:
        """The cues in order, without those that nobody says: “would say”."""
        starts, ends = self._sentences
        place, last = 0, len(starts) - 1
        for start, end, word in self._places():
            while place < last and starts[place + 1] <= start:
                place += 1
            low, high = starts[place], ends[place]
            if low <= start < high and high - low <= LONGEST_SENTENCE:
                found = self._cue(start, end, word, low, high)
                if found is not None:
                    yield found

    def _places(self) -> Iterator[tuple[int, int, str]]:
        """Where each word stands that may be a cue, and the word."""
        text = self.text
        if text.startswith("According to "):
            yield 0, len("According to"), "According to"
        for before, end in map(re.Match.span, patterns.cue().finditer(text)):
            yield before + 1, end, text[before + 1 : end]

    def _cue(self, start: int, end: int, word: str, low: int, high: int) -> Cue | None:
        text = self.text
        around = self.around(start)
        if around is not None:
            low, high = max(low, around.start + 1), min(high, around.end - 1)
        kind = words.KINDS[word]
        before = text[max(low, start - 24) : start].split()
        previous = before[-1].lower() if before else ""
        if kind not in ("according", "accuse"):
            if previous in words.HYPOTHETICAL or (
                len(before) > 1
                and before[-2].lower() in words.HYPOTHETICAL_BEFORE
                and previous[-1].isalnum()
            ):
                return None
            if around is not None and patterns.first_person().search(
                text, max(low, start - 32), start
            ):
                return None
        is_nominal = word in words.SOMETIMES_NOUNS and (
            previous in words.NOUN_BEHIND or previous.endswith(("’s", "'s", "s’"))
        )
        return Cue(word, kind, start, end, low, high, previous, is_nominal)

    def around(self, offset: int) -> Span | None:
        """The outermost quotation over an offset."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self._outer[place].end > offset:
            return self._outer[place]
        return None

    def last_before(self, offset: int) -> Span | None:
        """The last quotation that ends at or before an offset."""
        place = bisect_right(self._ends, offset) - 1
        return self._outer[place] if place >= 0 else None
