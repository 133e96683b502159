"""Which stated quantity is at, after or before an offset, and all of a text.

A quantity is a numeral or number word with the hedge that touches it and the unit or
noun that is counted: “around 10,000 North Korean soldiers”, “$2,000 a month”. Rules for
English news prose; dates, years, ages, ordinals, scores, names with a number and “one
of” are none. Digits are 0 to 9.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Span
from annotate.text import number_words as words
from annotate.text.graphemes import is_boundary, shape
from annotate.text.number_names import is_name, starts_sentence, word_before
from annotate.text.numerals import Numeral, numerals
from annotate.text.occurrences import (
    next_occurrence,
    occurrence_at,
    previous_occurrence,
)
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Quantity", "next_number", "number_at", "previous_number", "quantities"]

MOST_WORDS = 7
"""Words between a number and the noun it counts, that one included."""


class Quantity(NamedTuple):
    """A stretch that states how much or how many."""

    start: int
    end: int
    kind: str
    """money, percent, unit, noun, vague, fraction, attached (five-year), hedged, bare,
    or part: a measure inside of another quantity, as in “two 500-pound bombs”."""


_TOKEN = compiled_later(
    r" ((?:[A-Z]\.){2,}|[^\W_](?:[^\W_]|[-‐‑’'](?=[^\W_]))*)(?:’(?= ))?"
)
_MEASURED = compiled_later(
    r" [0-9][0-9,.]*-[a-z]+(?:(?:,| and| or) [0-9][0-9,.]*-[a-z]+)*"
)
_OR_MORE = compiled_later(
    r"(?:,? or (?:more|less|fewer|so|thereabouts)|[ -]plus|[ -]odd)\b"
)
_RATE_NOUNS = (
    "second|minute|hour|day|night|week|month|year|quarter|season|game|match|person|head"
    "|capita|barrel|ton|tonne|gallon|litre|liter|kilogram|kilo|share|unit|ounce|mile"
    "|kilometre|kilometer|soldier|household|family|pound|piece|bottle|ticket|acre|hectare"
    "|child|student|pupil|worker|employee|user|customer|trip|session|shift|square (?:foot"
    "|metre|meter|mile|kilometre|kilometer)"
)
_RATE = compiled_later(
    rf"(?: (?:a|an|per|each|every) |/)(?:{_RATE_NOUNS})\b(?! (?:ago|earlier|later|before"
    r"|after|old|and a half|when|in which))"
    r"| per (?:[0-9][0-9,]*|hundred|thousand|million)(?: (?:people|inhabitants|residents"
    r"|births|live births|women|children|students|population|homes|miles))?\b"
)
_RATIO = compiled_later(
    r" (?:in|out of)(?: every)? (?:two|three|four|five|six|seven|eight|nine|ten|10|12|15"
    r"|20|25|30|50|100|1,000|10,000|a hundred|a thousand|a million)(?![\w,.-]*[0-9])\b(?! (?:"
    r"years?|days?|weeks?|months?|hours?|minutes?|decades?|countries|states|cities)\b)"
)
_OF = compiled_later(
    r" of(?: (?:the|its|their|his|her|our|these|those|all|my|your))?(?= [^\W\d_])"
)
_HALF_UNIT = compiled_later(
    r" an? (?:hour|mile|day|century|decade|percent|per cent|percentage point|point|year"
    r"|month|kilometer|kilometre|pound|inch|acre|second|minute|ton|tonne|degree)\b"
)
_OF_A_UNIT = compiled_later(
    r" of (?:a|an|one) (?:per cent|percent|percentage point|point|mile|cent|second|inch"
    r"|million|billion|trillion|degree|kilometre|kilometer|metre|meter|tonne|ton)\b"
)
_FURTHER_UNIT = compiled_later(
    r"(?:,| and)? (?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
    r" (?:months?|weeks?|days?|hours?|minutes?|seconds?|inches|ounces|cents|pence)\b"
)
_GREATER_UNITS = frozenset(
    "year years month months week weeks day days hour hours hrs minute minutes feet foot "
    "pound pounds dollars euros ft stone".split()
)
_NO_ONE = frozenset("the no any every each this that some another which".split())
_ADJECTIVE = compiled_later(
    r"[A-Z]|.*(?:ic|al|ed|ous|ive|ary|ior|ean|ing|ful|less|en)\Z"
    r"|(?:small|big|slight|young|old|new|single|separate|large|high|low|black|white|red"
    r"|good|bad|great|long|short|free|hot|cold|late|early|strong|weak|male|female|junior"
    r"|police|army|top|extra|rare|brief|local|minor|right|left)\Z"
)
_PAIRS = compiled_later(r" and (?:women|men|girls|boys|children)\b")
_OWNERS = frozenset("women’s women's men’s men's children’s children's people’s".split())
_SYMBOLS = "~≈<>≥≤"


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0-](?:{words.UNITS})(?![\w’'-])", re.IGNORECASE)


_PLURAL_ENDINGS = ("men", "people", "children")


def _is_plural(word: str, folded: str) -> bool:
    if folded[-1] == "s":
        last = folded.rpartition("-")[2]
        return folded in words.INVARIANT_NOUNS or (
            len(last) > 3 and last[-2] not in "sui" and last not in words.NO_PLURALS
        )
    return folded in words.INVARIANT_NOUNS or folded.endswith(_PLURAL_ENDINGS)


def _noun_end(body: str, place: int, high: int) -> int:
    """Where the noun that is counted ends; `place` when there is none."""
    start = end = place
    match = _TOKEN().match
    for number in range(MOST_WORDS):
        token = match(body, place, high)
        if token is None:
            break
        word = token[1]
        folded = word.lower()
        if folded in words.PHRASE_ENDS and not (word.isupper() and len(word) > 1):
            joint = place > start and folded in ("and", "or")
            return _joined_noun_end(body, token.end(), high) or end if joint else end
        if word[0] in "0123456789":
            measured = _MEASURED().match(body, place, high)
            if measured is None:
                break
            place = measured.end()
            continue
        if folded[-2:] in ("’s", "'s") and folded not in _OWNERS and word[0].islower():
            break
        place = token.end(1)
        if number == 0 and folded in ("more", "other", "others", "additional"):
            end = end if folded == "additional" else place
        elif _is_plural(word, folded):
            if (
                folded in words.COMPOUND_PLURALS or word[0].isupper()
            ) and not _PAIRS().match(body, place, high):
                # Artillery shells, Abrams tanks.
                return max(place, _noun_end(body, place, high))
            return _widened_noun_end(body, place, high)
        if word[0].isupper() and folded.endswith("ese"):
            end = place
        place = token.end()
    return end


def _widened_noun_end(body: str, place: int, high: int) -> int:
    """Where a noun phrase ends behind its first plural: burns victims, men and women."""
    pair = _PAIRS().match(body, place, high)
    if pair:
        return pair.end()
    token = _TOKEN().match(body, place, high)
    if token is None or not token[1].islower() or token[1] in words.PHRASE_ENDS:
        return place
    return token.end(1) if _is_plural(token[1], token[1]) else place


def _joined_noun_end(body: str, place: int, high: int) -> int:
    """Where the plural ends that stands behind “and” in two words; 0 when none does.

    As in “11,000 poker and gaming machines”.
    """
    for _ in range(2):
        token = _TOKEN().match(body, place, high)
        word = token[1] if token else ""
        folded = word.lower()
        if (
            token is None
            or folded in words.PHRASE_ENDS
            or folded.endswith("ed")
            or word[0] in "0123456789"
            or _NUMBER_WORD().match(folded)
        ):
            return 0
        if _is_plural(word, folded):
            return token.end(1)
        place = token.end()
    return 0


_NUMBER_WORD = compiled_later(rf"(?:{words.NUMBER_WORDS}|{words.MAGNITUDES})s?\Z")


def _one_end(body: str, place: int, high: int) -> int:
    """Where the noun behind “one” ends; `place` when it counts nothing."""
    end = place
    for number in range(4):
        token = _TOKEN().match(body, end, high)
        word = token[1] if token else ""
        folded = word.lower()
        if token is None or folded in words.PHRASE_ENDS or word[-2:] in ("’s", "'s"):
            return place if number == 0 else end
        if folded in words.NOT_COUNTED_ONES:
            return place
        end = token.end(1)
        if not _ADJECTIVE().match(word):
            return end
    return end


def _quantity(body: str, number: Numeral, low: int, high: int) -> Quantity | None:
    """The quantity around a numeral, hedge and noun included; None when it is none."""
    start, end = number.start, number.end
    before = word_before(body, start, low)
    noun = end
    kind = number.kind if number.kind in ("vague", "fraction") else ""
    if number.is_money:
        kind = "money"
    elif number.is_attached and body[number.first : end].lower() == "one-time":
        return None
    elif number.is_measured:
        kind = "percent" if number.is_percent else "unit"
        kind = "attached" if number.is_attached else kind
    elif body[number.first : end].lower() == "one":
        noun, kind = _one(body, number, before, high)
        if not kind:
            return None
    elif end < high and body[end] in " \u00a0-":
        noun, kind = _counted(body, number, high)
    hedge = _hedge_start(body, start, low, before)
    if is_name(
        body,
        number,
        before,
        low,
        noun=body[end:noun].strip(),
        is_hedged=hedge < start,
    ):
        return None
    end = noun
    if kind != "attached" and end < high and body[end] in " /,-":
        if body[end + 1 : end + 2] in "apeo" or body[end] == "/":
            for suffix in (_RATE(), _OR_MORE()):
                found = suffix.match(body, end, high)
                end = found.end() if found else end
            if kind == "" and end > noun:
                # 100 or more people.
                end = _noun_end(body, end, high)
    kind = kind or ("hedged" if hedge < start else "bare")
    return Quantity(hedge, end, kind)


def _one(body: str, number: Numeral, before: str, high: int) -> tuple[int, str]:
    """The end of what “one” counts and its kind; without kind when it counts nothing."""
    end = number.end
    ratio = _RATIO().match(body, end, high)
    if ratio:
        return max(ratio.end(), _noun_end(body, ratio.end(), high)), "fraction"
    if before.lower() in _NO_ONE:
        return end, ""
    token = _TOKEN().match(body, end, high)
    if token and token[1].lower() in words.UNIT_STARTS - words.NOT_COUNTED_ONES:
        unit = _unit().match(body, end, high)
        if unit:
            return unit.end(), "unit"
    noun = _one_end(body, end, high)
    return noun, "noun" if noun > end else ""


def _counted(body: str, number: Numeral, high: int) -> tuple[int, str]:
    """Where the unit or noun behind a number ends, and the kind that makes it."""
    end = number.end
    kind = number.kind if number.kind in ("vague", "fraction") else ""
    token = _TOKEN().match(body, end, high)
    folded = token[1].lower() if token else body[end + 1 : end + 5].lower()
    if folded in words.UNIT_STARTS or body[end + 1 : end + 4] in ("sq.", "km/"):
        unit = _unit().match(body, end, high)
        if unit:
            return _with_further_unit(body, unit.end(), folded, high), _kind_of(folded)
    if folded == "of":
        part = _OF_A_UNIT().match(body, end, high)
        if part:
            return part.end(), "percent" if "per" in part.group() else "unit"
        of = _OF().match(body, end, high)
        noun = _noun_end(body, of.end(), high) if of else end
        return (noun, kind or "noun") if of and noun > of.end() else (end, kind)
    if number.kind == "fraction":
        half = _HALF_UNIT().match(body, end, high)
        if half:
            return half.end(), "unit"
        if folded in ("the", "its", "his", "her", "their", "our", "my"):
            noun = _noun_end(body, token.end(), high) if token else end
            return (noun, kind) if token and noun > token.end() else (end, kind)
    if folded in ("in", "out"):
        ratio = _RATIO().match(body, end, high)
        if ratio and number.kind == "words":
            return max(ratio.end(), _noun_end(body, ratio.end(), high)), "fraction"
    noun = _noun_end(body, end, high)
    return noun, kind or ("noun" if noun > end else "")


_MONEY_WORDS = frozenset(
    "dollar dollars euro euros cent cents pence yuan won renminbi yen peso pesos franc "
    "francs ruble rubles rouble roubles rupee rupees u.s us pounds".split()
)


def _kind_of(unit: str) -> str:
    if unit.startswith(("per", "pct", "pc", "basis")):
        return "percent"
    return "money" if unit in _MONEY_WORDS else "unit"


def _with_further_unit(body: str, end: int, unit: str, high: int) -> int:
    """The end of “two hours and 15 minutes”, where only the first was read."""
    if unit not in _GREATER_UNITS:
        return end
    further = _FURTHER_UNIT().match(body, end, high)
    return further.end() if further else end


def _hedge_start(body: str, start: int, low: int, before: str) -> int:
    """Where the hedges begin that touch a number; `start` when none does."""
    if start > low and body[start - 1] in _SYMBOLS:
        start -= 1
        before = word_before(body, start, low)
    while before and before.lower() in words.HEDGE_ENDS:
        behind = body[max(low, start - 34) : start - 1]
        line = behind[behind.rfind("\n") + 1 :].split(" ")
        for size in range(min(5, len(line)), 0, -1):
            phrase = " ".join(line[-size:])
            if phrase.lstrip("(“\"‘'[—–").lower() in words.HEDGES:
                break
        else:
            return start
        phrase = phrase.rpartition("—")[2].lstrip("(“\"‘'[–")
        place = start - 1 - len(phrase)
        before = word_before(body, place, low)
        if phrase in ("about", "over", "around") and before.lower() in words.SPOKEN_ABOUT:
            return start
        start = place
    return start


def quantities(body: str, low: int = 0, high: int | None = None) -> Iterator[Quantity]:
    """The quantities of a stretch by start; a part follows what it is a part of.

    `body` is what `shape` makes of a text: as long, without characters in pieces.
    """
    high = len(body) if high is None else high
    reached = low
    for number in numerals(body, low, high):
        if number.start < reached:
            if number.is_attached and number.first == number.start:
                yield Quantity(number.start, min(number.end, reached), "part")
            continue
        found = _quantity(body, number, low, high)
        if found is not None and found.start >= reached:
            reached = found.end
            yield found


@lru_cache(maxsize=64)
def _of_sentence(text: str, sentence: Span) -> tuple[Span, ...]:
    """The quantities of a sentence in order; none overlap."""
    found = []
    for one in quantities(shape(text, sentence.start, sentence.end)):
        start, end = sentence.start + one.start, sentence.start + one.end
        if one.kind != "part" and is_boundary(text, start) and is_boundary(text, end):
            found.append(Span(start, end))
    return tuple(found)


@cache
def _sign_of_one() -> re.Pattern[str]:
    """Where a number may begin, to pass over what holds none."""
    return re.compile(
        rf"[0-9½¼¾⅓⅔⅛]|\b(?:{words.NUMBER_WORDS}|{words.MAGNITUDES}|hundreds|thousands"
        r"|millions|billions|trillions|dozens|scores|tens|a couple|half|third|quarter)\b",
        re.IGNORECASE,
    )


def number_at(text: str, offset: int) -> Span | None:
    """The quantity over `offset`; None outside of one."""
    return occurrence_at(text, offset, _of_sentence)


def next_number(text: str, where: Span | int, stop: int | None = None) -> Span | None:
    """The quantity at or after an offset, or the next one behind a span.

    Behind a span come those that start in it and those that start with it and are
    shorter. None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return next_occurrence(text, where, _of_sentence, _sign_of_one(), stop)


def previous_number(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last quantity that starts before an offset, or the last before a span.

    Before a span come those that start earlier and those that start with it and are
    longer. None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return previous_occurrence(text, where, _of_sentence, stop)
