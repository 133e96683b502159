"""Which stated quantity is at, after or before an offset.

A quantity is a numeral or number word with the hedge that touches it and the unit or
noun that is counted: “around 10,000 North Korean soldiers”, “$2,000 a month”. Rules for
English news prose; dates, years, ages, ordinals, names with a number and “one of” are
none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate.model import Span
from annotate.text import number_words as words
from annotate.text.graphemes import is_boundary, shape
from annotate.text.numerals import Numeral, numerals
from annotate.text.occurrences import (
    next_occurrence,
    occurrence_at,
    previous_occurrence,
)
from annotate.text.patterns import compiled_later

__all__ = ["next_number", "number_at", "previous_number"]

MOST_WORDS = 7
"""Words between a number and the noun it counts, that one included."""


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|(?<=[\s(“\"‘—–-]))(?:{words.HEDGES})\s?)+\Z", re.IGNORECASE
    )


@cache
def _no_quantity_behind() -> re.Pattern[str]:
    """What in front of a number makes it a name, an age or a date."""
    return re.compile(
        rf"(?:^|\W)(?:{words.BEFORE_A_NAME})\s\Z"
        rf"|\b(?:{words.MONTHS})\s"
        r"(?:\d{1,2}(?:st|nd|rd|th)?(?:,\s|\s?[–-]\s?|\s(?:and|to|or)\s))?\Z",
        re.IGNORECASE,
    )


_NO_QUANTITY_BEFORE = compiled_later(
    r"\s(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)(?!\w)"
    r"|\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock)|\s(?:BC|AD|BCE|CE)\b"
    r"|-olds?\b|[ -](?:years?|months?|weeks?|days?)[ -]olds?\b"
)
_YEAR = compiled_later(
    r"(?:between )?(?:1[5-9]|20)\d\d"
    r"(?:(?:\s?[–—-]\s?| to | or | and )(?:\d{4}|\d\d))?\Z",
    re.IGNORECASE,
)
_YEAR_BEHIND = compiled_later(
    r"(?:^|\W)(?:in|since|until|till|by|from|of|the|late|early|mid|during|before|after"
    r"|to|and|through|for|summer|winter|spring|fall|autumn|circa|’s|'s)[\s-]\Z",
    re.IGNORECASE,
)
_TELEPHONE = compiled_later(r"\d{3}-\d{4}\Z|\d{4}-\d\d?\Z")
_NAME_BEHIND = compiled_later(r"[A-Z][\w.’'-]*, \Z")
_TOKEN = compiled_later(r" ((?:[A-Z]\.){2,}|[^\W_](?:[^\W_]|[-‐‑’'](?=[^\W_]))*)")
_MEASURED = compiled_later(
    r" \d+(?:\.\d+)?-[a-z]+(?:(?:,| and| or) \d+(?:\.\d+)?-[a-z]+)*", re.IGNORECASE
)
_OR_MORE = compiled_later(r" or (?:more|less|fewer|so)\b")
_RATE = compiled_later(
    r"(?: (?:a|an|per|each|every) |/)"
    r"(?:second|minute|hour|day|night|week|month|year|quarter|person|head|capita|barrel"
    r"|ton|gallon|kilogram|kilo|share|unit|ounce|mile|soldier)\b"
)
_OF = compiled_later(r" of(?: (?:the|its|their|his|her|our|these|those))?(?= )")
_ONE_BEHIND = compiled_later(
    r"(?:^|\W)(?:the|no|any|every|each|this|that|some|another|which)\s\Z", re.IGNORECASE
)
_ADJECTIVE = compiled_later(
    r"[A-Z]|.*(?:ic|al|ed|ous|ive|ary|ior|ean|ing|ful|less|en)\Z"
)
_OPENING = " “\"'‘(—–-"


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?:{words.SHORT_UNITS})(?![\w’'-])(?: (?:wide|long|high|deep|tall)\b)?"
    )


def _is_plural(word: str) -> bool:
    folded = word.lower()
    return folded in words.INVARIANT_NOUNS or (
        len(word) > 3
        and folded.endswith("s")
        and not folded.endswith(("ss", "us", "is"))
    )


def _noun_end(body: str, place: int) -> int:
    """Where the noun that is counted ends; `place` when there is none."""
    end = place
    for number in range(MOST_WORDS):
        measured = _MEASURED().match(body, place)
        if measured:
            place = measured.end()
            continue
        token = _TOKEN().match(body, place)
        word = token.group(1) if token else ""
        folded = word.lower()
        if token is None or folded in words.PHRASE_ENDS or word[-2:] in ("’s", "'s"):
            break
        place = token.end()
        if number == 0 and folded in ("more", "other", "others"):
            end = place
        elif _is_plural(word):
            if folded in words.COMPOUND_PLURALS or word[0].isupper():
                # Artillery shells, Abrams tanks.
                return max(place, _noun_end(body, place))
            return place
    return end


def _one_end(body: str, place: int) -> int:
    """Where the noun behind “one” ends; `place` when it counts nothing."""
    end = place
    for number in range(4):
        token = _TOKEN().match(body, end)
        word = token.group(1) if token else ""
        folded = word.lower()
        if token is None or folded in words.PHRASE_ENDS:
            return place if number == 0 else end
        if number == 0 and folded in words.NOT_COUNTED_ONES:
            return place
        end = token.end()
        if not _ADJECTIVE().match(word):
            return end
    return end


def _is_quantity(body: str, number: Numeral, *, is_counting: bool) -> bool:
    """Whether the number counts or measures, and is no date, age, name or address."""
    core, start, end = number.text, number.start, number.end
    behind = body[max(0, start - 40) : start]
    if core[0].isalpha() and core[0].isupper() and behind.strip(_OPENING):
        # The Big Four, the Group of Seven.
        return False
    if _no_quantity_behind().search(behind) or _NO_QUANTITY_BEFORE().match(body, end):
        return False
    if _YEAR().match(core) and (not is_counting or _YEAR_BEHIND().search(behind)):
        return False
    if _TELEPHONE().match(core):
        return False
    is_age = core.isdigit() and len(core) < 4 and body[end : end + 1] in (",", ".", ")")
    return not (is_age and _NAME_BEHIND().search(behind))


def _quantity(body: str, number: Numeral) -> tuple[int, int] | None:
    """The quantity around a numeral, hedge and noun included; None when it is none."""
    start, end, core = number.start, number.end, number.text.lower()
    measured = None if number.is_attached else _unit().match(body, end)
    noun = end
    if core == "one" and not measured:
        if _ONE_BEHIND().search(body[max(0, start - 12) : start]):
            return None
        noun = _one_end(body, end)
        if noun == end:
            return None
    elif measured:
        noun = measured.end()
    elif not number.is_attached and core[-1] not in "%‰°" and core[0] not in "$€£":
        of = _OF().match(body, end)
        counted = of.end() if of and core.endswith("s") else end
        noun = _noun_end(body, counted)
        noun = end if noun == counted else noun
    if not _is_quantity(body, number, is_counting=noun > end):
        return None
    for suffix in (_RATE(), _OR_MORE()):
        found = suffix.match(body, noun)
        noun = found.end() if found else noun
    hedge = _hedges().search(body[max(0, start - 40) : start])
    if hedge:
        start -= hedge.end() - hedge.start()
    return start, noun


@lru_cache(maxsize=64)
def _of_sentence(text: str, sentence: Span) -> tuple[Span, ...]:
    """The quantities of a sentence in order; none overlap."""
    body = shape(text, sentence.start, sentence.end)
    found: list[Span] = []
    reached = 0
    for number in numerals(body):
        edges = _quantity(body, number)
        if edges is not None and edges[0] >= reached:
            span = Span(sentence.start + edges[0], sentence.start + edges[1])
            reached = edges[1]
            if is_boundary(text, span.start) and is_boundary(text, span.end):
                found.append(span)
    return tuple(found)


@cache
def _sign() -> re.Pattern[str]:
    """Where a number may begin, to pass over what holds none."""
    return re.compile(
        rf"\d|\b(?:{words.NUMBER_WORDS}|{words.MAGNITUDES}|hundreds|thousands|millions"
        r"|billions|dozens|scores|a couple|half|third)\b",
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
    return next_occurrence(text, where, _of_sentence, _sign(), stop)


def previous_number(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last quantity that starts before an offset, or the last before a span.

    Before a span come those that start earlier and those that start with it and are
    longer. None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return previous_occurrence(text, where, _of_sentence, stop)
