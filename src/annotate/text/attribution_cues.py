"""The cues of a text that may attribute speech, each with the stretch it reaches."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words
from annotate.text.all_quotations import all_quotations
from annotate.text.attribution_signs import (
    AS,
    BAR,
    CUE,
    HYPOTHETICAL,
    HYPOTHETICAL_BEFORE,
    IN_MARK_AND_COMMA,
    NOT_ALONE,
    PLAIN,
    follower,
    is_before_noun,
)
from annotate.text.readings import readings

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

__all__ = ["FEWEST_BLANKS", "LONGEST_SENTENCE", "Attribution", "Cue", "Passage"]

FEWEST_BLANKS = 2
"""Blanks in what somebody says."""
_NEAR = 24
"""Code points before a cue in which the words before it are looked for."""
_NEAR_PERSON = 32
"""Code points before it in which a speaker in the first person is."""
_MARKS = 2
"""Code points of two marks with nothing between."""

LONGEST_SENTENCE = 3000
"""Code points of a sentence that is read; a longer one is no prose."""

Attribution = tuple[int, int, int, str]
"""A stretch that somebody says, not trimmed yet, as a bare tuple since there are many:

- start and end
- where the word stands that attributes it
- before or after (where the cue stands), around (one of two parts with the cue
  between), according, while (…, adding that …), accused or noun (claims that …)
"""


_CueWord = tuple[str, str, bool, bool]
"""What a cue is as a word, as a bare tuple since it is taken apart for each:

- its kind, one of those of `attribution_words.KINDS`
- how it leads to a clause
- whether it is none where it is hypothetical
- whether it may be a noun, or a verb of no report
"""


# Not frozen, since there are many: making each would take three times as long.
@dataclass(slots=True, eq=False)
class Cue:
    """A word that may attribute what stands beside it."""

    kind: str
    """One of those of `attribution_words.KINDS`; noun where it looks like one."""
    lead: str
    """How it leads to a clause, one of those of `attribution_patterns.leads`."""
    start: int
    end: int
    low: int
    """Where its sentence begins, or in it the quotation around the cue."""
    high: int
    begin: int
    """The letter in `Passage.signs` of the blanks before the sentence."""
    letter: int
    """Its own."""
    stop: int
    """That of the blanks behind the sentence."""
    is_plain: bool
    """Whether a word alone is before it, or none, and no quotation is around them."""
    last: int
    """Where the last quotation before it ends; 0 without one."""


class Passage:
    """A text with its outermost quotations and, while its cues are given, its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        # One before all, and one that nothing is in.
        self._starts, self._ends = [0], [0]
        reached = 0
        for start, end in all_quotations(text):
            if start >= reached and end - start > _MARKS:
                self._starts.append(start)
                self._ends.append(end)
                reached = end
        self._starts.append(len(text) + 1)
        self._ends.append(len(text) + 1)
        self._quotation = 1
        """Which of them does not end before the cue."""
        self._known = _cue_words()
        self.signs = ""
        """The letters of `attribution_signs` of the words around the cue."""
        self.edges: list[int] = []
        """Where each begins."""

    def places(self) -> Iterator[re.Match[str]]:
        """The letters of words that may be cues: matches of `attribution_signs.CUE`."""
        for reading in readings(self.text):
            self.signs, self.edges = reading.saying, reading.edges
            yield from CUE().finditer(self.signs)

    def plain(self, letter: int, stop: int) -> Attribution | None:
        """What is surely said from a cue to the end of its sentence; None if not sure.

        It is what there is behind most plain forms of saying, found without a look at
        what else there could be.
        """
        text, signs = self.text, self.signs
        begin = signs.rfind(BAR, 0, letter)
        start, end = self.edges[letter], self.edges[letter + 1]
        low, high = self.edges[begin + 1], self.edges[stop]
        while self._ends[self._quotation] <= start:
            self._quotation += 1
        is_plain = (
            text[start] == " " == text[end]
            and text[end + 1].isalnum()
            and self._starts[self._quotation] > start
            and text[start + 1 : end] in words.SAYING_ALONE
            and self._ends[self._quotation - 1] <= low
            and signs.find(IN_MARK_AND_COMMA, begin, letter) < 0
            and signs.find(AS, begin, letter) < 0
            and text.count(" ", end + 1, high) >= FEWEST_BLANKS
            and high - low <= LONGEST_SENTENCE
        )
        return (end + 1, high, start + 1, "before") if is_plain else None

    def cues(self, letter: int) -> Sequence[Cue]:
        """The cues in a word, without those that nobody says: “would say”."""
        text, start, end = self.text, self.edges[letter], self.edges[letter + 1]
        word = self._known.get(text[start + 1 : end])
        if word is not None and text[start] == " ":
            cue = self._cue(word, letter, start + 1, end)
            return (cue,) if cue is not None else ()
        cues = [
            self._cue(self._known[text[start:end]], letter, start, end)
            for start, end in self._odd(start, end)
        ]
        return [cue for cue in cues if cue is not None]

    def _odd(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of the cues in a word that is none itself, or not surely."""
        text = self.text
        if start == 0:
            # As at the start of any other line.
            first = patterns.cue().match("\n" + text[: end + 4])
            if first is not None:
                yield 0, first.end() - 1
        # A cue follows a certain sign or blank, and “to” may be behind the word.
        for match in patterns.cue().finditer(text, max(0, start - 1), end + 4):
            if match.start() < end:
                yield match.start() + 1, match.end()

    def _cue(self, word: _CueWord, letter: int, start: int, end: int) -> Cue | None:
        """The cue at a place; None where nobody says anything."""
        text, signs, edges = self.text, self.signs, self.edges
        begin, stop = signs.rfind(BAR, 0, letter), signs.find(BAR, letter)
        low, high = edges[begin + 1], edges[stop]
        if high - low > LONGEST_SENTENCE:
            return None
        kind, lead, is_said, is_doubtful = word
        while self._ends[self._quotation] <= start:
            self._quotation += 1
        quotation, is_quoted = self._quotation, False
        if self._starts[quotation] <= start:
            low = max(low, self._starts[quotation] + 1)
            high = min(high, self._ends[quotation] - 1)
            is_quoted = True
        is_plain = (
            not is_quoted
            and text[max(0, start - 1)] == " "
            and signs[letter - 1] not in NOT_ALONE
            and signs[letter - 2] != HYPOTHETICAL_BEFORE
        )
        if is_said and (
            signs[letter - 1] in HYPOTHETICAL
            if is_plain
            else self._is_hypothetical(low, start, is_quoted=is_quoted)
        ):
            return None
        if is_doubtful:
            kind = self._kind_in_doubt(kind, low, start, end)
            if not kind:
                return None
        last = self._ends[quotation - 1]
        return Cue(
            kind, lead, start, end, low, high, begin, letter, stop, is_plain, last
        )

    def _is_hypothetical(self, low: int, start: int, *, is_quoted: bool) -> bool:
        """Whether nobody said it, or who says it in a quotation means himself."""
        before = self._words_before(low, start)
        previous = before[-1].lower() if before else ""
        if previous in words.HYPOTHETICAL or (
            len(before) > 1
            and before[-2].lower() in words.HYPOTHETICAL_BEFORE
            and previous[-1].isalnum()
        ):
            return True
        person = patterns.first_person()
        return (
            is_quoted
            and person.search(self.text, max(low, start - _NEAR_PERSON), start)
            is not None
        )

    def _kind_in_doubt(self, kind: str, low: int, start: int, end: int) -> str:
        """The kind of a cue that may be a noun or none; empty where it is none."""
        text, before = self.text, self._words_before(low, start)
        word = text[start:end]
        if kind == "noun" or (
            word in words.SOMETIMES_NOUNS and before and is_before_noun(before[-1])
        ):
            is_told = word in words.TOLD_THAT and text.startswith(" that ", end)
            return "noun" if is_told else ""
        if word in words.REPORTING:
            return kind if before and before[-1].lower() in words.REPORTS else ""
        return "" if patterns.noun_ahead().match(text, end) else kind

    def _words_before(self, low: int, start: int) -> list[str]:
        """What stands before a place, a word or two between blanks."""
        return self.text[max(low, start - _NEAR) : start].split()

    def is_first(self, cue: Cue) -> bool:
        """Whether nothing stands before a cue."""
        return not self._words_before(cue.low, cue.start)

    def follower(self, cue: Cue) -> str:
        """What the word behind a verb makes of it: see `attribution_signs`."""
        text, end = self.text, cue.end
        if (
            cue.is_plain
            and self.signs[cue.letter + 1] == PLAIN
            and text[end] == " "
            and text[end + 1].isalnum()
        ):
            return "clause"
        match = patterns.word().match(text, end, cue.high)
        return follower(match[1]) if match else ""

    def around(self, offset: int) -> tuple[int, int] | None:
        """Start and end of the outermost quotation over an offset."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self._ends[place] > offset:
            return self._starts[place], self._ends[place]
        return None

    def start_of_quotation(self, end: int) -> int | None:
        """Where the quotation begins that ends at `end`; None without one."""
        place = bisect_right(self._ends, end) - 1
        is_there = place >= 0 and self._ends[place] == end
        return self._starts[place] if is_there else None


@cache
def _cue_words() -> dict[str, _CueWord]:
    known: dict[str, _CueWord] = {}
    for word, kind in words.KINDS.items():
        lead = kind
        if word in words.TELLING:
            lead = "told" if word == "told" else "tell"
        elif kind in ("say", "while"):
            lead = "say" if word in words.SAYING_ALONE else "named"
        is_doubtful = (
            kind == "noun" or word in words.SOMETIMES_NOUNS or word in words.REPORTING
        )
        is_said = kind not in ("according", "accuse")
        known[word] = kind, lead, is_said, is_doubtful
    return known
