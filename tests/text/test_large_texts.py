"""Much of anything costs a bounded time at an offset."""

from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter

import pytest

from annotate.model import Span
from annotate.text import motions, quotation_marks, quotations, sentences
from annotate.text.cuts import LONGEST_STRETCH
from annotate.text.motions import move
from annotate.text.numbers import previous_number
from annotate.text.objects import guesses
from annotate.text.occurrences import (
    LEAST_COST,
    SEARCH_LIMIT,
    next_occurrence,
    previous_occurrence,
)
from annotate.text.quotations import (
    next_quotation,
    previous_quotation,
    quotation_at,
)
from annotate.text.search import count, find_next
from annotate.text.selection import Selection

SIZE = 200_000
SOME_MOTIONS = (
    "char-next",
    "word-next",
    "sentence-previous",
    "number-previous",
    "quotation-next",
)
HOSTILE = {
    "one-word": "a" * SIZE,
    "blanks": " " * SIZE,
    "line-breaks": "\n" * SIZE,
    "stops": "." * SIZE,
    "lone-stops": ". " * (SIZE // 2),
    "short-sentences": "a. " * (SIZE // 3),
    "no-sentence": "a.b." * (SIZE // 4),
    "titles": "Mr. " * (SIZE // 4),
    "questions": '?" a' * (SIZE // 4),
    "called": "call " * (SIZE // 5),
    "marks-in-words": "x“" * (SIZE // 2),
    "colons-and-marks": ': "' * (SIZE // 3),
    "open-lines": "“s a\n" * (SIZE // 5),
    "short-lines": "a\n" * (SIZE // 2),
    "dashes": "--- " * (SIZE // 4),
    "initials": "A." * (SIZE // 2),
    "marks": "a" + "\u0301" * SIZE,
    "spaces-with-marks": " \u0301" * (SIZE // 2),
    "flags": "x" + "🇰" * SIZE,
    "families": "👨‍👩‍👧" * (SIZE // 5),
    "open-quotes": "“a " * 60_000,
    "straight-quotes": '"a ' * 60_000,
    "open-paragraphs": "“a\n\n" * 60_000,
    "single-quotes": "'a s' b " * 60_000,
    "digits": "1" * SIZE,
    "dates": "Oct. 18 " * (SIZE // 8),
    "numbers": "ten 10 " * (SIZE // 7),
    "denials": "not deny " * (SIZE // 9),
    "said": "he said that, " * (SIZE // 14),
    "according": ", according to " * (SIZE // 15),
    "commas": "a, " * (SIZE // 3),
    "brackets": "(" * SIZE,
    "chinese": "北朝鲜" * (SIZE // 3),
    "hindi": "क्षि" * (SIZE // 4),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_motion_or_guess_takes_long(name: str):
    text = HOSTILE[name]
    middle = len(text) // 2
    slowest = (0.0, "")
    for what, work in {
        **{
            motion: lambda m=motion: move(text, Selection(middle, middle), m)
            for motion in SOME_MOTIONS
        },
        **{
            f"guess {role}": lambda r=role: guesses(text, middle, r)
            for role in ("claim", "number")
        },
        "expand": lambda: motions.expand(text, Selection(middle, middle + 1)),
        "shrink": lambda: motions.shrink_to(text, Selection(0, len(text))),
        "search": lambda: (find_next(text, "zebra", 0), count(text, "zebra")),
    }.items():
        start = perf_counter()
        work()
        slowest = max(slowest, (perf_counter() - start, what))
    # A quadratic step takes minutes; the machine may be busy.
    assert slowest[0] < 10, slowest


class Reads:
    """Finds nothing, and notes what it was asked to read."""

    def __init__(self) -> None:
        self.sentences: list[Span] = []

    def __call__(self, _text: str, sentence: Span) -> tuple[Span, ...]:
        self.sentences.append(sentence)
        return ()

    @property
    def cost(self) -> int:
        """Code points that count for a search, but for the last sentence."""
        return sum(max(len(one), LEAST_COST) for one in self.sentences[:-1])


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_search_reads_each_sentence_once_and_stops_at_its_limit(name: str):
    text = HOSTILE[name]
    middle = len(text) // 2
    ahead, back = Reads(), Reads()
    anything = re.compile(r"\S")
    assert next_occurrence(text, Span(middle, middle + 1), ahead, anything) is None
    assert previous_occurrence(text, middle, back) is None
    for reads in (ahead, back):
        assert reads.cost < SEARCH_LIMIT
        assert len(set(reads.sentences)) == len(reads.sentences)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_the_cuts_of_each_piece_of_text_are_looked_for_once(name: str):
    text = HOSTILE[name]
    sentences._cuts.cache_clear()
    previous_number(text, len(text) // 2)
    # The limit and some stretches around it, in pieces.
    most = (SEARCH_LIMIT + 12 * LONGEST_STRETCH) // sentences._PIECE
    assert sentences._cuts.cache_info().misses <= most


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_search_for_a_quotation_reads_no_more_than_its_limit(name: str):
    text = HOSTILE[name]
    middle = len(text) // 2
    for search in (next_quotation, previous_quotation):
        quotation_marks._read.cache_clear()
        search(text, middle)
        info = quotation_marks._read.cache_info()
        # Each new paragraph counts for 32 code points at least, each known one for 8.
        assert info.misses <= quotations.SEARCH_LIMIT // 32 + 1
        assert info.hits <= quotations.SEARCH_LIMIT // 8 + 1


@pytest.mark.parametrize(
    ("lines", "expected"), [(0, "“Yes.”"), (5, "“Yes.”"), (5000, None)]
)
def test_lines_that_leave_a_quotation_open_use_up_the_search(
    lines: int, expected: str | None
):
    text = "He left.\n" + "“s a\n\n" * lines + "She said: “Yes.”"
    found = next_quotation(text, 0)
    assert (found and text[found.start : found.end]) == expected
    found = quotation_at(text, len(text) - 2)
    assert found is not None
    assert text[found.start : found.end] == "“Yes.”"


@pytest.mark.parametrize(
    ("stops", "is_found"),
    [(0, True), (900, True), (SEARCH_LIMIT // LEAST_COST + 1, False)],
)
def test_sentences_without_words_use_up_the_search(stops: int, *, is_found: bool):
    text = "They lost 10 trucks. " + ". " * stops
    found = previous_number(text, len(text))
    assert (found == Span(10, 19)) is is_found
    assert (found is None) is not is_found


@pytest.mark.parametrize("role", ["claim", "quote", "number", "denial"])
def test_no_guess_in_an_article_is_felt(role: str):
    for path in (Path(__file__).parents[2] / "seeds").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for offset in range(0, len(text), 97):
            start = perf_counter()
            guesses(text, offset, role)
            # Mostly half a millisecond; patterns that try too much took 600.
            assert perf_counter() - start < 0.3, text[offset : offset + 60]
