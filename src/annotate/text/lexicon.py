"""What is known of what stands between two blanks, told by its form alone."""

from __future__ import annotations

from functools import cache
from sys import intern

from annotate.text.attribution_signs import attribution_signs
from annotate.text.denial_signs import sign_of_parts
from annotate.text.patterns import compiled_later
from annotate.text.sign_words import sign_words
from annotate.text.word_kinds import NO_NAMES, SIGNS, kinds_of_words

__all__ = ["BLANK", "EACH", "MOST_WORDS", "Lexicon", "lexicon", "word_parts"]

MOST_WORDS = 1 << 16
"""Words that are remembered beside those that are listed."""
BLANK = "~"
"""The kind and the signs of blanks that are part of the next word."""
EACH = 5
"""Characters for each part of a word."""
_LONG = 4
"""Letters of a word whose ending says nothing yet."""

_PIECE = compiled_later(r"\s*\S+|\s+")
_PARTS = compiled_later(
    # U.S., a.m.; $1,500, 15%, 30-year; words, with what joins them; dashes; signs.
    r"(?:[^\W\d_]\.){2,}(?=\w|[^\w.]|\Z)|[$€£¥₩]?\d+(?:[.,:]\d+)*%?(?:-\w+)*"
    r"|\w+(?:(?:[-'’&]|\.(?=[a-z]))\w+)*|--+|\.\.\.+|[^\w\s]"
)


def word_parts(word: str) -> list[tuple[int, int]]:
    """Where the words and signs of what stands between blanks begin and end."""
    return [match.span() for match in _PARTS().finditer(word)]


class Lexicon(dict[str, str]):
    """What is known of a word by its form alone, found at the first look and kept.

    So many characters for each of its parts as `EACH` says: the kind, the denial sign,
    the attribution sign, that of `sign_words`, and one whose code point is the length.
    Words come as `readings` cuts them: without the space before them, which counts for
    the first part. The first of a sentence has a line break for each blank before it,
    which are a part of their own: the bar.
    """

    def __missing__(self, word: str) -> str:
        rest = word.lstrip("\n")
        breaks = len(word) - len(rest)
        known = "|.||" + chr(breaks) if breaks else ""
        blanks = 0 if breaks else 1
        # There are several, or blanks alone, where there are other blanks than spaces.
        for piece in _PIECE().findall(rest):
            bare = piece.lstrip()
            blanks += len(piece) - len(bare)
            if bare:
                known += _known(bare, blanks, is_first=breaks > 0)
                blanks = breaks = 0
        if blanks:
            known += BLANK * (EACH - 1) + chr(blanks)
        # Few of them differ, so that one of each is kept.
        known = intern(known)
        if len(self) < MOST_WORDS:
            self[word] = known
        return known


@cache
def lexicon() -> Lexicon:
    """The lexicon, made at first need: some milliseconds."""
    return Lexicon()


def _known(bare: str, blanks: int, *, is_first: bool) -> str:
    """What is known of a word, with so many blanks before it."""
    parts = word_parts(bare)
    known = ""
    denying, saying = sign_of_parts(bare, parts), attribution_signs(bare, parts)
    counting = sign_words(bare, parts)
    for number, (start, end) in enumerate(parts):
        known += _kind_of_part(bare, start, end, is_first=is_first)
        known += denying[number] + saying[number] + counting[number]
        known += chr(end - start + blanks)
        blanks = 0
    return known


def _kind_of_part(bare: str, start: int, end: int, *, is_first: bool) -> str:
    """The kind of a part of a word with signs; `is_first` in its sentence."""
    part = bare[start:end]
    if part in ('"', "'"):
        # Straight marks open before the first letter and close behind it.
        if not any(map(str.isalnum, bare[:start])):
            return "«"
        return "»" if part == '"' else "'"
    if part[0] == "-":
        return "-" if len(part) > 1 or len(bare) == 1 else "_"
    return SIGNS.get(part) or _kind(part, starts=is_first and start == 0)


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
