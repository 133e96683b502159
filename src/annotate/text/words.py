"""Which word is at, after or before an offset."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.text.cuts import LONGEST_STRETCH, CutsAfter, last_match, stretch
from annotate.text.graphemes import ceil_boundary, floor_boundary, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["next_word", "previous_word", "word_at", "words_between"]

_NEVER_IN_A_WORD = CutsAfter(
    re.compile(r"[\s。，、！？；：…—“”\"„«»「」『』()（）\[\]|]")
)
_ALNUM = re.compile(r"[^\W_]")


_WORD = re.compile(
    # U.S., a.m., U.S.-led
    r"(?:[^\W\d_]\.){2,}(?:[-‐‑’'][^\W_]+)*"
    # $2,000, US$5, 122-mm, 1950–53, don’t, AT&T, 15%
    r"|(?:[A-Z]{0,3}[$€£¥₩₹](?=\d))?[^\W_]+"
    r"(?:(?:['’ʼ\-‐‑_]|(?<=\d)[.,:–](?=\d)|(?<=[A-Z])&(?=[A-Z]))[^\W_]+)*%?"
)


@cache
def _runs() -> re.Pattern[str]:
    """The parts of what is written without spaces, each of one script."""
    han = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
    hiragana, katakana = "ぁ-ゟ", "゠-ヿㇰ-ㇿｦ-ﾟ"
    other = f"[^\\W_{han}{hiragana}{katakana}]"
    # A Han run has the Japanese ending with it that follows.
    return re.compile(
        f"[{han}]+[{hiragana}]*|[{hiragana}]+|[{katakana}]+"
        f"|{other}(?:[^{han}{hiragana}{katakana}]*{other})?%?"
    )


def _words(text: str, offset: int) -> list[Span]:
    """The words of the stretch around an offset, in order."""
    return _words_of(text, *stretch(text, offset, _NEVER_IN_A_WORD))


def _words_of(text: str, start: int, end: int) -> list[Span]:
    words = []
    for match in _WORD.finditer(shape(text, start, end)):
        word, place = match.group(), start + match.start()
        if max(word) < "々":
            words.append(Span(place, place + len(word)))
            continue
        words += [
            Span(place + run.start(), place + run.end())
            for run in _runs().finditer(word)
            if _ALNUM.search(run.group())
        ]
    return words


def words_between(text: str, start: int, end: int) -> Iterator[Span]:
    """The words that start in a stretch, in order, as `next_word` gives one by one."""
    while start < end:
        low = text.rfind("\n", 0, start) + 1
        high = text.find("\n", start) + 1 or len(text)
        if high - low <= LONGEST_STRETCH:
            # A line has the words of its stretches, since none goes over a blank.
            words = _words_of(text, low, high)
            yield from (word for word in words if start <= word.start < end)
        else:
            high = min(high, end)
            while (word := next_word(text, start)) is not None and word.start < high:
                yield word
                start = word.end
        start = high


def word_at(text: str, offset: int) -> Span | None:
    """The word whose character stands at `offset`; None between words.

    Letters and digits with what holds them together: don’t, 122-mm, 1,500, $2,000,
    U.S., 1950-53. Han and kana by runs of one script; Thai up to the next space. A word
    longer than LONGEST_STRETCH is cut.
    """
    if not 0 <= offset < len(text):
        return None
    return next((word for word in _words(text, offset) if word.contains(offset)), None)


def next_word(text: str, offset: int) -> Span | None:
    """The first word that starts at or after `offset`; None when there is none."""
    offset = ceil_boundary(text, offset)
    place = offset
    while match := _ALNUM.search(text, place):
        words = [word for word in _words(text, match.start()) if word.end > place]
        for word in words:
            if word.start >= offset:
                return word
        place = words[-1].end if words else match.end()
    return None


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that ends at or before `offset`; None when there is none."""
    offset = floor_boundary(text, offset)
    place = offset
    while (last := last_match(_ALNUM, text, 0, place)) is not None:
        words = [word for word in _words(text, last) if word.start < place]
        for word in reversed(words):
            if word.end <= offset:
                return word
        place = words[0].start if words else last
    return None
