"""What the words beside a number say of it, read at the first look and remembered.

In front it is a hedge or what names by a number, behind a unit or a noun.
"""

from __future__ import annotations

from typing import NamedTuple

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import compiled_later

__all__ = [
    "END",
    "HALVES",
    "NOTHING",
    "NUMBERED",
    "Behind",
    "Front",
    "behinds",
    "is_plural",
    "token",
    "word_before",
    "word_behind",
]

END = "\n "
"""What must follow a text, so that something stands behind all of its numbers."""

_MOST_KEPT = 1 << 16
"""So many words are remembered in front of numbers, and as many behind."""
_LONGEST_KEPT = 64
"""Code points of the longest part between two blanks that is remembered."""
_LONGEST_BEFORE = 26
"""Code points of the longest word in front of a number, with two blanks."""
NUMBERED = listed("number no. nos. #")
"""What makes a name of the number behind it, whatever follows."""
HALVES = listed(
    "first second third last next other top bottom final better latter former"
)
"""What makes the half of a game of “half”."""
_NAMING = (
    words.NAMED_BY_NUMBER | HALVES | frozenset(month.lower() for month in words.MONTHS)
)
_TIME_STARTS = listed("a. p. am pm o' o’ lo ho ye mo we da or an in at")
"""How behind a number begins what makes it a time, a date or an age."""
_NO_NOUNS = listed("of in out a an the its his her their our my")
"""Behind a number more than a noun may begin with them: half the, one in ten."""
_OWNERS = listed("women’s women's men’s men's children’s children's people’s")
_PLURAL_ENDINGS = ("men", "people", "children")
_DIGITS = frozenset("0123456789")

token = compiled_later(
    r" ((?:[A-Z]\.){2,}|[^\W_](?:[^\W_]|[-‐‑’'](?=[^\W_]))*)(?:’(?= ))?"
)
"""A word behind a blank."""


class Front(NamedTuple):
    """The word in front of a number and one space."""

    word: str
    """Empty where none touches the space."""
    folded: str
    """The word in small letters."""
    is_hedge: bool
    """Whether it ends a hedge."""
    is_naming: bool
    """Whether it may make a name or a date of the number."""
    is_numbered: bool
    """Whether it makes a name of any number."""


class _Fronts(dict[str, Front]):
    def __missing__(self, part: str) -> Front:
        word = part.rpartition("\n")[2].rpartition("—")[2].lstrip("(“\"‘'[")
        folded = word.lower()
        front = Front(
            word,
            folded,
            is_hedge=folded in words.HEDGE_ENDS,
            is_naming=folded in _NAMING,
            is_numbered=folded in NUMBERED,
        )
        if len(self) < _MOST_KEPT:
            self[part] = front
        return front


class Behind(NamedTuple):
    """What stands behind a number and a space, up to the next one."""

    kind: str
    """What the word is that begins there, one of `_kind`; empty where none does."""
    size: int
    """Code points of the word, without what follows it."""
    step: int
    """The same with an apostrophe before the next space."""
    folded: str
    """The word in small letters."""
    is_second: bool
    """Whether it may be the second noun in the plural: artillery shells."""
    is_noun: bool
    """Whether a noun may begin with it and nothing else: no unit, no “of”."""
    may_be_time: bool
    """Whether it may make a time, a date, an age or an address of the number."""


NOTHING = Behind("", 0, 0, "", is_second=False, is_noun=False, may_be_time=False)


class _Behinds(dict[str, Behind]):
    def __missing__(self, part: str) -> Behind:
        start = part[:2]
        may_be_time = start in _TIME_STARTS or "A" <= start < "["
        found = token().match(f" {part} ")
        behind = NOTHING._replace(may_be_time=may_be_time)
        if found is not None:
            word, folded = found[1], found[1].lower()
            behind = Behind(
                _kind(word, folded),
                len(word),
                found.end() - 1,
                folded,
                is_second=word.islower()
                and word[-1] == "s"
                and word not in words.PHRASE_ENDS
                and is_plural(word),
                is_noun=folded not in words.UNIT_STARTS and folded not in _NO_NOUNS,
                may_be_time=may_be_time,
            )
        if len(self) < _MOST_KEPT and len(part) <= _LONGEST_KEPT:
            self[part] = behind
        return behind


def _kind(word: str, folded: str) -> str:
    """What a word is behind a number.

    Of a noun: s for a plural, S for one where a further noun may follow, e for a people
    in -ese, n for any other word. m for more and other, o for others, 9 for digits; a
    bar for what ends a noun, & for and.
    """
    if folded in words.PHRASE_ENDS and not (word.isupper() and len(word) > 1):
        return "&" if folded in ("and", "or") else "|"
    if word[0] in _DIGITS:
        return "9"
    if folded[-2:] in ("’s", "'s") and word[0].islower() and folded not in _OWNERS:
        return "|"
    if folded in ("more", "other", "others"):
        return "o" if folded == "others" else "m"
    if is_plural(folded):
        is_first = folded in words.COMPOUND_PLURALS or word[0].isupper()
        return "S" if is_first else "s"
    return "e" if word[0].isupper() and folded.endswith("ese") else "n"


def is_plural(folded: str) -> bool:
    """Whether a word in small letters is a noun in the plural."""
    if folded[-1] == "s":
        last = folded.rpartition("-")[2]
        return folded in words.INVARIANT_NOUNS or (
            len(last) > 3 and last[-2] not in "sui" and last not in words.NO_PLURALS
        )
    return folded in words.INVARIANT_NOUNS or folded.endswith(_PLURAL_ENDINGS)


_fronts = _Fronts()
behinds = _Behinds()
"""What stands behind a number and a space, by what is up to the next space."""
_NO_FRONT = _fronts[""]


def word_before(body: str, start: int) -> Front:
    """The word in front of an offset and one space."""
    if not start or body[start - 1] not in " \u00a0":
        return _NO_FRONT
    far = start - _LONGEST_BEFORE if start > _LONGEST_BEFORE else 0
    first = body.rfind(" ", far, start - 1) + 1 or far
    return _fronts[body[first : start - 1]]


def word_behind(body: str, place: int) -> Behind:
    """The word behind a space at `place` of a text with its END."""
    return behinds[body[place + 1 : body.find(" ", place + 1)]]
