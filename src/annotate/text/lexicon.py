"""Which kinds of words stand between two blanks, told by their form alone."""

from __future__ import annotations

from functools import cache

from annotate.text.patterns import compiled_later
from annotate.text.word_kinds import NO_NAMES, SIGNS, kinds_of_words

__all__ = ["MOST_WORDS", "Lexicon", "lexicon", "word_parts"]

MOST_WORDS = 1 << 16
"""Words that are remembered beside those that are listed."""
_LONG = 4
"""Letters of a word whose ending says nothing yet."""

_PARTS = compiled_later(
    # U.S., a.m.; $1,500, 15%, 30-year; words, with what joins them; dashes; signs.
    r"(?:[^\W\d_]\.){2,}(?=\w|[^\w.]|\Z)|[$€£¥₩]?\d+(?:[.,:]\d+)*%?(?:-\w+)*"
    r"|\w+(?:(?:[-'’&]|\.(?=[a-z]))\w+)*|--+|\.\.\.+|[^\w\s]"
)


def word_parts(word: str) -> list[tuple[int, int]]:
    """Where the words and signs of what stands between blanks begin and end."""
    return [match.span() for match in _PARTS().finditer(word)]


class Lexicon(dict[str, str]):
    """The kinds of what stands between blanks, found at the first look and remembered.

    Blanks alone are the bar between sentences.
    """

    def __missing__(self, word: str) -> str:
        bare = word.lstrip()
        if bare.isalpha():
            kinds = _kind(bare, starts=len(word) == len(bare))
        elif bare[-1:] in (",", ".") and bare[:-1].isalpha() and len(bare) > 2:
            kinds = self[word[:-1]] + bare[-1]
        elif bare:
            kinds = _kinds(bare, starts=len(word) == len(bare))
        else:
            kinds = "|"
        if len(self) < MOST_WORDS:
            self[word] = kinds
        return kinds


@cache
def lexicon() -> Lexicon:
    """The lexicon, made at first need: some milliseconds."""
    return Lexicon()


def _kinds(bare: str, *, starts: bool) -> str:
    """The kinds of the parts of a word with signs."""
    kinds = ""
    for start, end in word_parts(bare):
        part = bare[start:end]
        if part in ('"', "'"):
            # Straight marks open before the first letter and close behind it.
            is_closing = any(map(str.isalnum, bare[:start]))
            kinds += ("”" if part == '"' else "’") if is_closing else "“"
        elif part[0] == "-":
            kinds += "-" if len(part) > 1 or len(bare) == 1 else "_"
        else:
            kinds += SIGNS.get(part) or _kind(part, starts=starts and start == 0)
    return kinds


def _kind(word: str, *, starts: bool) -> str:
    """The kind of a word; `starts` says that it begins a sentence."""
    first = word[0]
    if first.isdigit() or first in "$€£¥₩":
        return "#"
    if not first.isalpha():
        return "_"
    known = kinds_of_words().get(word.lower())
    if len(word) > 1 and word.isupper():
        return known if known is not None and known in "dioa" else "U"
    if known is None:
        return _kind_by_ending(word)
    # A capital inside a sentence makes a name of a verb: the Rally, May.
    is_name = first.isupper() and not starts and known in NO_NAMES
    return "C" if is_name or word == "May" else known


def _kind_by_ending(word: str) -> str:
    """The kind of a word that is not listed."""
    if len(word) > _LONG and word.endswith("ly"):
        return "l"
    if word[0].isupper():
        return "C"
    if "-" in word:
        return "N"
    if len(word) > _LONG and word.endswith(("ed", "ing")):
        return "e" if word.endswith("ed") else "g"
    is_plural = len(word) >= _LONG and word[-1] == "s" and word[-2] not in "sui’'"
    return "m" if is_plural else "N"
