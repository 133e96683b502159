"""Where the unit or noun ends that a number counts."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import compiled_later

__all__ = ["MOST_WORDS", "noun_end", "one_end", "token", "unit_end", "word_behind"]

MOST_WORDS = 7
"""Words between a number and the noun it counts, that one included."""
_MOST_WORDS_OF_ONE = 4
_MOST_KEPT = 1 << 16
"""What stands between two blanks is remembered up to this number."""

token = compiled_later(
    r" ((?:[A-Z]\.){2,}|[^\W_](?:[^\W_]|[-‐‑’'](?=[^\W_]))*)(?:’(?= ))?"
)
"""A word behind a blank."""
_MEASURED = compiled_later(
    r" [0-9][0-9,.]*-[a-z]+(?:(?:,| and| or) [0-9][0-9,.]*-[a-z]+)*"
)
_FURTHER_UNIT = compiled_later(
    r"(?:,| and)? (?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven) (?:months?|weeks?|days?|hours?|minutes?|seconds?|inches|ounces|cents"
    r"|pence)\b"
)
_GREATER_UNITS = listed(
    "year years month months week weeks day days hour hours hrs minute minutes feet "
    "foot pound pounds dollars euros ft stone"
)
_ADJECTIVE = compiled_later(
    r"[A-Z]|.*(?:ic|al|ed|ous|ive|ary|ior|ean|ing|ful|less|en)\Z"
    r"|(?:small|big|slight|young|old|new|single|separate|large|high|low|black|white|red"
    r"|good|bad|great|long|short|free|hot|cold|late|early|strong|weak|male|female"
    r"|junior|police|army|top|extra|rare|brief|local|minor|right|left)\Z"
)
_PAIRS = compiled_later(r" and (?:women|men|girls|boys|children)\b")
_NUMBER_WORD = compiled_later(rf"(?:{words.NUMBER_WORDS}|{words.MAGNITUDES})s?\Z")
_WHOLE_UNITS = listed(
    "percent pct hour hours minute minutes second seconds day days night nights week "
    "weeks weekend weekends month months year years decade decades century centuries "
    "dollar dollars euro euros cent cents pence yuan won yen kilogram kilograms gram "
    "grams tonne tonnes acre acres hectare hectares gallon gallons yard yards inch "
    "inches ounce ounces pound pounds times"
)
"""Units of one word with which no longer one begins."""
_GOING_ON = frozenset("_-’'")
"""Characters behind which a word is no unit."""
_NO_NOUNS = listed("of in out a an the its his her their our my")
"""Behind a number more than a noun may begin with them: half the, one in ten."""
_OWNERS = listed("women’s women's men’s men's children’s children's people’s")
_PLURAL_ENDINGS = ("men", "people", "children")
_DIGITS = frozenset("0123456789")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0-](?:{words.UNITS})(?![\w’'-])", re.IGNORECASE)


def unit_end(body: str, place: int, first: str, high: int) -> int:
    """Where the unit ends that follows a number; `place` when none does.

    `first` is the next word in small letters. “Two hours and 15 minutes” is one unit.
    """
    if first not in words.UNIT_STARTS and body[place + 1 : place + 4] not in _SHORT:
        return place
    end = place + 1 + len(first)
    if (
        first not in _WHOLE_UNITS
        or body[place] != " "
        or end > high
        or (end < high and body[end] in _GOING_ON)
    ):
        unit = _unit().match(body, place, high)
        if unit is None:
            return place
        end = unit.end()
    further = None
    if first in _GREATER_UNITS and end < high and body[end] in " ,":
        further = _FURTHER_UNIT().match(body, end, high)
    return further.end() if further else end


_SHORT = ("sq.", "km/")


def _is_plural(folded: str) -> bool:
    if folded[-1] == "s":
        last = folded.rpartition("-")[2]
        return folded in words.INVARIANT_NOUNS or (
            len(last) > 3 and last[-2] not in "sui" and last not in words.NO_PLURALS
        )
    return folded in words.INVARIANT_NOUNS or folded.endswith(_PLURAL_ENDINGS)


class _Word(NamedTuple):
    """What stands between two blanks."""

    kind: str
    """What it is behind a number, one of `_kind`; empty where no word begins."""
    size: int
    """Code points of the word, without what follows it."""
    step: int
    """The same with an apostrophe before the next blank."""
    folded: str
    """The word in small letters."""
    is_second: bool
    """Whether it may be the second noun in the plural: artillery shells."""
    is_noun: bool
    """Whether a noun may begin with it and nothing else: no unit, no “of”."""


class _Words(dict[str, _Word]):
    """What stands between two blanks, read at the first look and remembered."""

    def __missing__(self, part: str) -> _Word:
        found = token().match(f" {part} ")
        if found is None:
            word = _Word("", 0, 0, "", is_second=False, is_noun=False)
        else:
            whole, folded = found[1], found[1].lower()
            is_second = (
                whole.islower()
                and whole[-1] == "s"
                and whole not in words.PHRASE_ENDS
                and _is_plural(whole)
            )
            word = _Word(
                _kind(whole, folded),
                len(whole),
                found.end() - 1,
                folded,
                is_second,
                folded not in words.UNIT_STARTS and folded not in _NO_NOUNS,
            )
        if len(self) < _MOST_KEPT:
            self[part] = word
        return word


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
    if _is_plural(folded):
        is_first = folded in words.COMPOUND_PLURALS or word[0].isupper()
        return "S" if is_first else "s"
    return "e" if word[0].isupper() and folded.endswith("ese") else "n"


_words = _Words()


def word_behind(body: str, place: int, high: int) -> _Word:
    """The word behind a blank at `place`."""
    stop = body.find(" ", place + 1, high)
    return _words[body[place + 1 : high if stop < 0 else stop]]


def noun_end(body: str, place: int, high: int) -> int:
    """Where the noun that is counted ends; `place` when there is none."""
    start = end = place
    for number in range(MOST_WORDS):
        if place >= high or body[place] != " ":
            break
        kind, size, step, _, _, _ = word_behind(body, place, high)
        if kind == "n":
            place += 1 + step
        elif kind in ("s", "S") or (kind == "o" and number):
            return _plural_end(body, place + 1 + size, high, is_first=kind == "S")
        elif kind == "9":
            measured = _MEASURED().match(body, place, high)
            if measured is None:
                break
            place = measured.end()
        elif kind in ("m", "o", "e"):
            if kind == "e" or number == 0:
                end = place + 1 + size
            place += 1 + step
        else:
            if kind == "&" and place > start:
                end = _joined_noun_end(body, place + 1 + step, high) or end
            break
    return end


def _plural_end(body: str, place: int, high: int, *, is_first: bool) -> int:
    """Where a noun phrase ends whose first plural ends at `place`.

    Artillery shells, Abrams tanks, burns victims, men and women.
    """
    if place >= high or body[place] != " ":
        return place
    if body.startswith(" and ", place):
        pair = _PAIRS().match(body, place, high)
        if pair:
            return pair.end()
    if is_first:
        return noun_end(body, place, high)
    behind = word_behind(body, place, high)
    return place + 1 + behind.size if behind.is_second else place


def _joined_noun_end(body: str, place: int, high: int) -> int:
    """Where the plural ends that stands behind “and” in two words; 0 when none does.

    As in “11,000 poker and gaming machines”.
    """
    for _ in range(2):
        found = token().match(body, place, high)
        folded = found[1].lower() if found else ""
        if (
            found is None
            or folded in words.PHRASE_ENDS
            or folded.endswith("ed")
            or folded[0] in _DIGITS
            or _NUMBER_WORD().match(folded)
        ):
            return 0
        if _is_plural(folded):
            return found.end(1)
        place = found.end()
    return 0


def one_end(body: str, place: int, high: int) -> int:
    """Where the noun behind “one” ends; `place` when it counts nothing."""
    end = place
    for number in range(_MOST_WORDS_OF_ONE):
        found = token().match(body, end, high)
        folded = found[1].lower() if found else ""
        if found is None or folded in words.PHRASE_ENDS or folded[-2:] in ("’s", "'s"):
            return place if number == 0 else end
        if folded in words.NOT_COUNTED_ONES:
            return place
        end = found.end(1)
        if not _ADJECTIVE().match(found[1]):
            return end
    return end
