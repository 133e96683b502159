"""Where the unit or noun ends that a number counts."""

from __future__ import annotations

import re
from functools import cache

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import compiled_later

__all__ = ["MOST_WORDS", "noun_end", "one_end", "token", "unit_end"]

MOST_WORDS = 7
"""Words between a number and the noun it counts, that one included."""
_MOST_WORDS_OF_ONE = 4

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
    unit = _unit().match(body, place, high)
    if unit is None:
        return place
    further = None
    if first in _GREATER_UNITS:
        further = _FURTHER_UNIT().match(body, unit.end(), high)
    return further.end() if further else unit.end()


_SHORT = ("sq.", "km/")


def _is_plural(folded: str) -> bool:
    if folded[-1] == "s":
        last = folded.rpartition("-")[2]
        return folded in words.INVARIANT_NOUNS or (
            len(last) > 3 and last[-2] not in "sui" and last not in words.NO_PLURALS
        )
    return folded in words.INVARIANT_NOUNS or folded.endswith(_PLURAL_ENDINGS)


def _is_end(word: str, folded: str) -> bool:
    """Whether the word ends a noun phrase, as “us” does and “US” does not."""
    return folded in words.PHRASE_ENDS and not (word.isupper() and len(word) > 1)


def _is_owner(word: str, folded: str) -> bool:
    is_possessive = folded[-2:] in ("’s", "'s")
    return is_possessive and word[0].islower() and folded not in _OWNERS


def noun_end(body: str, place: int, high: int) -> int:
    """Where the noun that is counted ends; `place` when there is none."""
    start = end = place
    match = token().match
    for number in range(MOST_WORDS):
        found = match(body, place, high)
        if found is None:
            break
        word = found[1]
        folded = word.lower()
        if _is_end(word, folded):
            if place > start and folded in ("and", "or"):
                end = _joined_noun_end(body, found.end(), high) or end
            break
        measured = _MEASURED().match(body, place, high) if word[0] in _DIGITS else None
        if measured:
            place = measured.end()
            continue
        if word[0] in _DIGITS or _is_owner(word, folded):
            break
        place = found.end(1)
        if number == 0 and folded in ("more", "other", "others"):
            end = place
        elif _is_plural(folded):
            return _plural_end(body, word, folded, place, high)
        elif word[0].isupper() and folded.endswith("ese"):
            end = place
        place = found.end()
    return end


def _plural_end(body: str, word: str, folded: str, place: int, high: int) -> int:
    """Where a noun phrase ends whose first plural ends at `place`.

    Artillery shells, Abrams tanks, burns victims, men and women.
    """
    pair = _PAIRS().match(body, place, high)
    if pair:
        return pair.end()
    if folded in words.COMPOUND_PLURALS or word[0].isupper():
        return max(place, noun_end(body, place, high))
    found = token().match(body, place, high)
    if found is None or not found[1].islower() or found[1] in words.PHRASE_ENDS:
        return place
    is_plural = found[1][-1] == "s" and _is_plural(found[1])
    return found.end(1) if is_plural else place


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
