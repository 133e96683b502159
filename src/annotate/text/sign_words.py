"""Where a text has digits and words that rules look for, found in one pass for all.

The rules for numbers and for the furniture of a page ask for the same text in turn.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import any_of

__all__ = ["BELOW_TWENTY", "FIRST_WORDS", "PAGE_WORDS", "SignWords", "sign_words"]

BELOW_TWENTY = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen zero"
)
FIRST_WORDS = (
    BELOW_TWENTY
    | listed("twenty thirty forty fifty sixty seventy eighty ninety half tens several")
    | listed("hundreds thousands millions billions trillions dozens scores many")
    | {f"a {word}" for word in words.MAGNITUDES.split("|")}
    | {
        f"a {word}"
        for word in listed("couple few half third quarter fifth sixth tenth")
    }
)
"""Words with which a number may begin, in small letters."""
PAGE_WORDS = {
    "ubscri": (
        *("subscribe", "subscribes", "subscribed", "subscribing", "subscriber"),
        *("subscribers", "subscription", "subscriptions", "unsubscribe"),
    ),
    "ewsletter": ("newsletter", "newsletters"),
    "ign up": ("sign up",),
    "diting by": ("editing by",),
    "eporting by": ("reporting by",),
    "ontributed ": ("contributed",),
    "ll rights reserved": ("all rights reserved",),
    "ead more": ("read more",),
    "ead this article": ("read this article",),
    "lick here": ("click here",),
    "his article was originally": ("this article was originally",),
    "his story was originally": ("this story was originally",),
    "upport our journalism": ("support our journalism",),
    "dvertisement": ("advertisement", "advertisements"),
    "QR Code": ("qr code", "qr codes"),
    "cookie": ("cookie", "cookies"),
}
"""Parts of words that call for a look whether a line is furniture, with those words.

The parts are without the letter that may be a capital, the words in small letters.
"""

_BEFORE_NUMBERS = frozenset(" \n\t\u00a0([“\"‘'—–")
"""What may stand before a number word."""
_BEFORE_OTHERS = "-/?"
"""What else is a blank in `_classes`; a question mark is what is beyond Latin."""
_BEYOND_LATIN = "⅓⅔⅛"
"""Digits that are none in `_classes`."""


class SignWords(NamedTuple):
    """What a text has of them."""

    numbers: list[int]
    """Where numbers may begin, in order: digits, and the characters before words."""
    page: tuple[str, ...]
    """The parts of PAGE_WORDS that it may have."""


@cache
def _word() -> re.Pattern[bytes]:
    """In `_classes`, a word that is looked for, and what is before it."""
    on_pages = (word for known in PAGE_WORDS.values() for word in known)
    return re.compile(rf" {any_of((*FIRST_WORDS, *on_pages))}\b".encode())


@cache
def _parts() -> dict[bytes, str]:
    return {
        b" " + word.encode(): part
        for part, known in PAGE_WORDS.items()
        for word in known
    }


def _class(char: str) -> str:
    if char in "0123456789½¼¾":
        return "0"
    if char in _BEFORE_NUMBERS or char in _BEFORE_OTHERS:
        return " "
    return char.lower() if char.isascii() and char.isalpha() else "."


_CLASSES = "".join(map(_class, map(chr, range(256)))).encode()


def _classes(text: str) -> bytes:
    """A byte for each character, in which words are found in half the time.

    A digit is 0, a letter of English is small; a blank may be what stands before a word
    that is looked for, and is what is beyond Latin. One more is in front.
    """
    return b" " + text.encode("latin-1", "replace").translate(_CLASSES)


@lru_cache(maxsize=2)
def sign_words(text: str) -> SignWords:
    """The digits and words of a text; kept for the texts asked for last."""
    classes = _classes(text)
    numbers, behind = [], 0
    at = classes.find(b"0")
    while at >= 0:
        if at != behind:
            numbers.append(at - 1)
        behind = at + 1
        at = classes.find(b"0", behind)
    word, parts = _word(), _parts()
    first = word.match(classes)
    page = {parts.get(first[0], "")} if first else set()
    for found in word.finditer(classes, 1):
        part = parts.get(found[0])
        if part is not None:
            page.add(part)
            continue
        at, end = found.span()
        # Behind a hyphen, in TWO and beyond Latin the classes say too little.
        if text[at - 1] in _BEFORE_NUMBERS and text[at + 1 : end - 1].islower():
            numbers.append(at - 1)
        elif text[at + 1] in _BEFORE_NUMBERS and text.startswith("half", at + 2):
            # Behind an “a” that is none it still is one.
            numbers.append(at + 1)
    for digit in _BEYOND_LATIN:
        at = text.find(digit)
        while at >= 0:
            numbers.append(at)
            at = text.find(digit, at + 1)
    numbers.sort()
    return SignWords(numbers, tuple(page - {""}))
