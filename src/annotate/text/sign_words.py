"""Where a text has digits and words that rules look for: a letter for each word.

With those letters in one string the rules for numbers and for the furniture of a page
find where to look, and pass over all else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import any_of, compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.text.readings import Reading

__all__ = [
    "BELOW_TWENTY",
    "FIRST_WORDS",
    "LETTERS",
    "PAGE_WORDS",
    "number_places",
    "number_places_read",
    "page_places",
    "sign_words",
]

LETTERS: Final = {
    "|": "the blanks between sentences",
    ".": "a word of no other letter",
    "0": "one with a digit, or in which a number may begin with a word",
    "a": "an “a” that begins one if the next word allows it",
    "c": "a word with which it does: a couple",
    "p": "one that stands on pages",
}
"""What the letters mean."""
BELOW_TWENTY: Final = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen zero"
)
_BEHIND_A: Final = listed(
    "couple few half third quarter fifth sixth tenth"
) | frozenset(words.MAGNITUDES.split("|"))
FIRST_WORDS: Final = (
    BELOW_TWENTY
    | listed("twenty thirty forty fifty sixty seventy eighty ninety half tens several")
    | listed("hundreds thousands millions billions trillions dozens scores many")
    | {f"a {word}" for word in _BEHIND_A}
)
"""Words with which a number may begin, in small letters."""
PAGE_WORDS: Final = {
    **dict.fromkeys(
        listed("subscribe subscribes subscribed subscribing subscriber subscribers")
        | listed("subscription subscriptions unsubscribe"),
        ("ubscri",),
    ),
    **dict.fromkeys(listed("newsletter newsletters"), ("ewsletter",)),
    **dict.fromkeys(listed("advertisement advertisements"), ("dvertisement",)),
    **dict.fromkeys(listed("cookie cookies"), ("cookie",)),
    "sign": ("ign up",),
    "editing": ("diting by",),
    "reporting": ("eporting by",),
    "contributed": ("ontributed ",),
    "reserved": ("ll rights reserved", "ll Rights Reserved"),
    "read": ("ead more", "ead this article", "EAD MORE", "EAD this article"),
    "click": ("lick here",),
    "originally": ("his article was originally", "his story was originally"),
    "journalism": ("upport our journalism",),
    "qr": ("QR Code",),
}
"""Words that call for a look whether a line is furniture, in small letters.

For each the stems that mark the place in its line, without a letter that may be a
capital.
"""

_BEFORE: Final = " \n\t\u00a0([“\"‘'—–"
"""What may stand before a number word."""


@cache
def _starts() -> re.Pattern[str]:
    """Digits, or a word with which a number begins.

    In small letters or with a capital; at the start of a line, which may be a headline,
    in capitals.
    """
    forms = any_of(form for each in FIRST_WORDS for form in (each, each.capitalize()))
    capitals = any_of(map(str.upper, FIRST_WORDS))
    return re.compile(
        rf"[0-9½¼¾⅓⅔⅛]+|(?:(?<=[{re.escape(_BEFORE)}])|\A){forms}\b"
        rf"|(?:(?<=\n)|\A){capitals}\b"
    )


_HINT: Final = compiled_later("a[0c]|0")
"""Letters of words in which a number may begin."""
_WORD: Final = compiled_later(r"[^\W_]+")
_DIGITS: Final = frozenset("0123456789½¼¾⅓⅔⅛")


def number_places(text: str, start: int, end: int) -> list[int]:
    """Where numbers may begin in a stretch, in order.

    At the first of some digits, and at the character before a word, if there is one.
    """
    return [
        place if place == 0 or text[place] in _DIGITS else place - 1
        for place in [found.start() for found in _starts().finditer(text, start, end)]
    ]


def number_places_read(reading: Reading) -> list[int]:
    """The same of all sentences of a reading."""
    text, edges = reading.text, reading.edges
    places: list[int] = []
    for hint in _HINT().finditer(reading.counts):
        first, last = hint.span()
        places += number_places(text, edges[first], edges[last])
    return places


def page_places(reading: Reading) -> list[int]:
    """Where a stem stands that calls for a look whether its line is furniture."""
    text, counts, edges = reading.text, reading.counts, reading.edges
    places: list[int] = []
    letter = counts.find("p")
    while letter >= 0:
        word = _WORD().search(text, edges[letter], edges[letter + 1])
        if word is not None:
            places += _stems_over(text, word)
        letter = counts.find("p", letter + 1)
    return places


def _stems_over(text: str, word: re.Match[str]) -> Iterator[int]:
    """Where the stems stand that a word calls for, those of words near it left out."""
    start, end = word.span()
    for stem in PAGE_WORDS[word[0].lower()]:
        beside = len(stem) - 1
        place = text.find(stem, max(0, start - beside), end + beside)
        if place >= 0:
            yield place


def sign_words(word: str, parts: list[tuple[int, int]]) -> str:
    """Of `LETTERS` one for each part of what stands between blanks."""
    # It may stand at the start of a line.
    starts = {found.start() - 1 for found in _starts().finditer(f"\n{word}")}
    return "".join(_letter(word, start, end, starts) for start, end in parts)


def _letter(word: str, start: int, end: int, starts: set[int]) -> str:
    if any(start <= place < end for place in starts):
        return "0"
    part = word[start:end]
    if part in ("a", "A"):
        return "a" if end == len(word) else "."
    first = _WORD().match(part)
    if first is None:
        return "."
    if start == 0 and first[0] in _BEHIND_A:
        return "c"
    return "p" if first[0].lower() in PAGE_WORDS else "."
