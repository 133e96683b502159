"""Where the unit or noun ends that a number counts.

Texts have their END here, see `number_neighbours`.
"""

from __future__ import annotations

import re
from functools import cache

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.number_neighbours import behinds, is_plural, token, word_behind
from annotate.text.patterns import compiled_later

__all__ = ["MOST_WORDS", "noun_end", "one_end", "unit_end"]

MOST_WORDS = 7
"""Words between a number and the noun it counts, that one included."""
_MOST_PLURALS = 8
"""Plurals of one phrase; a list of thousands would call as many functions at once."""
_MOST_WORDS_OF_ONE = 4

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
_DIGITS = frozenset("0123456789")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0-](?:{words.UNITS})(?![\w’'-])", re.IGNORECASE)


def unit_end(body: str, place: int, first: str) -> int:
    """Where the unit ends that follows a number; `place` when none does.

    `first` is the next word in small letters. “Two hours and 15 minutes” is one unit.
    """
    if first not in words.UNIT_STARTS and body[place + 1 : place + 4] not in _SHORT:
        return place
    end = place + 1 + len(first)
    if first not in _WHOLE_UNITS or body[place] != " " or body[end] in _GOING_ON:
        unit = _unit().match(body, place)
        if unit is None:
            return place
        end = unit.end()
    further = None
    if first in _GREATER_UNITS and body[end] in " ,":
        further = _FURTHER_UNIT().match(body, end)
    return further.end() if further else end


_SHORT = ("sq.", "km/")


def noun_end(body: str, place: int, plurals: int = 0) -> int:
    """Where the noun that is counted ends; `place` when there is none.

    `plurals` are before the place that belong to it.
    """
    start = end = place
    for number in range(MOST_WORDS):
        if body[place] != " ":
            break
        part = body[place + 1 : body.find(" ", place + 1)]
        kind, size, step, _, _, _, _ = behinds[part]
        if kind == "n":
            place += 1 + step
        elif kind in ("s", "S") or (kind == "o" and number):
            may_go_on = kind == "S" and plurals < _MOST_PLURALS
            return _plural_end(body, place + 1 + size, plurals, is_first=may_go_on)
        elif kind == "9":
            measured = _MEASURED().match(body, place)
            if measured is None:
                break
            place = measured.end()
        elif kind in ("m", "o", "e"):
            if kind == "e" or number == 0:
                end = place + 1 + size
            place += 1 + step
        else:
            if kind == "&" and place > start:
                end = _joined_noun_end(body, place + 1 + step) or end
            break
    return end


def _plural_end(body: str, place: int, plurals: int, *, is_first: bool) -> int:
    """Where a noun phrase ends of which a plural ends at `place`, behind others.

    Artillery shells, Abrams tanks, burns victims, men and women.
    """
    if body[place] != " ":
        return place
    if body.startswith(" and ", place):
        pair = _PAIRS().match(body, place)
        if pair:
            return pair.end()
    if is_first:
        return noun_end(body, place, plurals + 1)
    behind = word_behind(body, place)
    return place + 1 + behind.size if behind.is_second else place


def _joined_noun_end(body: str, place: int) -> int:
    """Where the plural ends that stands behind “and” in two words; 0 when none does.

    As in “11,000 poker and gaming machines”.
    """
    for _ in range(2):
        found = token().match(body, place)
        folded = found[1].lower() if found else ""
        if (
            found is None
            or folded in words.PHRASE_ENDS
            or folded.endswith("ed")
            or folded[0] in _DIGITS
            or _NUMBER_WORD().match(folded)
        ):
            return 0
        if is_plural(folded):
            return found.end(1)
        place = found.end()
    return 0


def one_end(body: str, place: int) -> int:
    """Where the noun behind “one” ends; `place` when it counts nothing."""
    end = place
    for number in range(_MOST_WORDS_OF_ONE):
        found = token().match(body, end)
        folded = found[1].lower() if found else ""
        if found is None or folded in words.PHRASE_ENDS or folded[-2:] in ("’s", "'s"):
            return place if number == 0 else end
        if folded in words.NOT_COUNTED_ONES:
            return place
        end = found.end(1)
        if not _ADJECTIVE().match(found[1]):
            return end
    return end
