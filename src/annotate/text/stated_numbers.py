"""All stated quantities of a text.

A quantity is a numeral or number word with the hedge that touches it and the unit or
noun that is counted: “around 10,000 North Korean soldiers”, “$2,000 a month”. Rules for
English news prose; dates, years, ages, ordinals, scores, names with a number and “one
of” are none. Digits are 0 to 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.number_names import (
    NO_TIMES,
    YEAR_DIGITS,
    is_name,
    time_date_or_age,
)
from annotate.text.number_neighbours import (
    END,
    NOTHING,
    token,
    word_before,
    word_behind,
)
from annotate.text.number_nouns import noun_end, one_end, unit_end
from annotate.text.numerals import Numeral, numerals
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.text.number_neighbours import Behind, Front

__all__ = ["StatedNumber", "stated_numbers"]


class StatedNumber(NamedTuple):
    """A stretch that states how much or how many."""

    start: int
    end: int
    kind: str
    """money, percent, unit, noun, vague, fraction, attached (five-year), hedged, bare,
    or part: a measure inside of another quantity, as in “two 500-pound bombs”."""


_made = tuple.__new__
"""What a StatedNumber is made with, without a call of Python code."""
_OR_MORE = compiled_later(
    r"(?:,? or (?:more|less|fewer|so|thereabouts)|[ -]plus|[ -]odd)\b"
)
_RATE_NOUNS = (
    "second|minute|hour|day|night|week|month|year|quarter|season|game|match|person|head"
    "|capita|barrel|ton|tonne|gallon|litre|liter|kilogram|kilo|share|unit|ounce|mile"
    "|kilometre|kilometer|soldier|household|family|pound|piece|bottle|ticket|acre"
    "|hectare|child|student|pupil|worker|employee|user|customer|trip|session|shift"
    "|square (?:foot|metre|meter|mile|kilometre|kilometer)"
)
_RATE = compiled_later(
    rf"(?: (?:a|an|per|each|every) |/)(?:{_RATE_NOUNS})\b"
    r"(?! (?:ago|earlier|later|before|after|old|and a half|when|in which))"
    r"| per (?:[0-9][0-9,]*|hundred|thousand|million)(?: (?:people|inhabitants"
    r"|residents|births|live births|women|children|students|population|homes|miles))?\b"
)
_RATIO = compiled_later(
    r" (?:in|out of)(?: every)? (?:two|three|four|five|six|seven|eight|nine|ten|10|12"
    r"|15|20|25|30|50|100|1,000|10,000|a hundred|a thousand|a million)"
    r"(?![\w,.-]*[0-9])\b(?! (?:years?|days?|weeks?|months?|hours?|minutes?|decades?"
    r"|countries|states|cities)\b)"
)
_OF = compiled_later(
    r" of(?: (?:the|its|their|his|her|our|these|those|all|my|your))?(?= [^\W\d_])"
)
_HALF_UNIT = compiled_later(
    r" an? (?:hour|mile|day|century|decade|percent|per cent|percentage point|point|year"
    r"|month|kilometer|kilometre|pound|inch|acre|second|minute|ton|tonne|degree)\b"
)
_OF_A_UNIT = compiled_later(
    r" of (?:a|an|one) (?:per cent|percent|percentage point|point|mile|cent|second"
    r"|inch|million|billion|trillion|degree|kilometre|kilometer|metre|meter|tonne"
    r"|ton)\b"
)
_OWN_KINDS = ("vague", "fraction")
"""What numbers are, whatever they count."""
_NO_ONE = listed("the no any every each this that some another which")
_HALVED = listed("the its his her their our my")
_MONEY_WORDS = listed(
    "dollar dollars euro euros cent cents pence yuan won renminbi yen peso pesos franc "
    "francs ruble rubles rouble roubles rupee rupees u.s us pounds"
)
_ONE_UNITS = words.UNIT_STARTS - words.NOT_COUNTED_ONES
_SYMBOLS = "~≈<>≥≤"
_OPENING_MARKS = "(“\"‘'[–"
_RATE_STARTS = frozenset(
    (" a ", " an", " pe", " ea", " ev", " or", " pl", "-pl", " od", "-od")
)
"""How what `_rate_end` looks for begins, when it is no stroke."""


def _quantity(body: str, number: Numeral) -> StatedNumber | None:
    """The quantity around a numeral, hedge and noun included; None when it is none."""
    start, end, first, kind, is_money, is_measured, is_percent, _, _, is_range = number
    front = word_before(body, start)
    _, _, is_hedge, is_naming, is_numbered = front
    if body[end] == " ":
        behind = word_behind(body, end)
        may_be_time = behind.may_be_time
    else:
        behind, may_be_time = NOTHING, body[end] not in NO_TIMES
    is_sure = is_money or is_percent
    if not is_sure and (
        is_numbered or (may_be_time and time_date_or_age().match(body, end))
    ):
        return None
    if (
        behind.is_noun
        and not is_money
        and not is_measured
        and (kind != "words" or end - first != len("one"))
    ):
        # So it mostly is, and what follows takes twice as long.
        noun = noun_end(body, end) if behind.kind != "|" else end
        kind = kind if kind in _OWN_KINDS else "noun" if noun > end else ""
    else:
        counted = _counted(body, number, front.folded, behind)
        if counted is None:
            return None
        noun, kind = counted
    hedge = start
    if is_hedge or body[start - 1] in _SYMBOLS:
        hedge = _hedge_start(body, start, front)
    may_be_name = (
        noun == end
        or is_naming
        or is_range
        or end - first == YEAR_DIGITS
        or body[first].isupper()
    )
    if (
        may_be_name
        and not is_sure
        and is_name(body, number, front, noun=noun, is_hedged=hedge < start)
    ):
        return None
    if (
        body[noun : noun + 3] in _RATE_STARTS or body[noun] == "/"
    ) and kind != "attached":
        noun = _rate_end(body, noun, is_bare=not kind)
    kind = kind or ("hedged" if hedge < start else "bare")
    return _made(StatedNumber, (hedge, noun, kind))


def _counted(
    body: str, number: Numeral, before: str, behind: Behind
) -> tuple[int, str] | None:
    """Where the unit or noun ends that a number counts, and the kind it makes.

    Without kind for a bare number; None for a “one” that counts nothing. `before` is
    the word in front in small letters, `behind` what follows a space.
    """
    _, end, first, kind, is_money, is_measured, is_percent, is_attached, _, _ = number
    if is_money:
        return end, "money"
    if is_attached:
        is_once = kind == "words" and body[first:end].lower() == "one-time"
        return None if is_once else (end, "attached")
    if is_measured:
        return end, "percent" if is_percent else "unit"
    if end - first == 3 and kind == "words" and body[first:end].lower() == "one":
        return _one(body, end, before)
    if kind not in _OWN_KINDS:
        kind = ""
    if behind.is_noun:
        noun = noun_end(body, end) if behind.kind != "|" else end
        return noun, kind or ("noun" if noun > end else "")
    if body[end] in " \u00a0-":
        return _noun(body, number, kind, behind)
    return end, kind


def _one(body: str, end: int, before: str) -> tuple[int, str] | None:
    """The end of what “one” counts and its kind; None when it counts nothing."""
    ratio = _RATIO().match(body, end)
    if ratio:
        return noun_end(body, ratio.end()), "fraction"
    if before in _NO_ONE:
        return None
    found = token().match(body, end)
    first = found[1].lower() if found else ""
    if first in _ONE_UNITS:
        unit = unit_end(body, end, first)
        if unit > end:
            return unit, "unit"
    noun = one_end(body, end)
    return (noun, "noun") if noun > end else None


def _noun(body: str, number: Numeral, kind: str, behind: Behind) -> tuple[int, str]:
    """Where the unit or noun behind a number ends, and the kind that makes it."""
    end = number.end
    first = behind.folded or body[end + 1 : end + 5].partition("\n")[0].lower()
    unit = unit_end(body, end, first)
    if unit > end:
        return unit, _kind_of(first)
    if first == "of":
        return _of(body, end, kind)
    if kind == "fraction":
        half = _HALF_UNIT().match(body, end)
        if half:
            return half.end(), "unit"
        place = end + 1 + behind.step if behind.folded in _HALVED else end
        noun = noun_end(body, place)
        return (noun if noun > place else end), kind
    if first in ("in", "out") and number.kind == "words":
        ratio = _RATIO().match(body, end)
        if ratio:
            return noun_end(body, ratio.end()), "fraction"
    noun = noun_end(body, end)
    return noun, kind or ("noun" if noun > end else "")


def _of(body: str, end: int, kind: str) -> tuple[int, str]:
    """Where “of” with a unit or noun ends behind a number, and the kind it makes."""
    part = _OF_A_UNIT().match(body, end)
    if part:
        return part.end(), "percent" if "per" in part.group() else "unit"
    of = _OF().match(body, end)
    noun = noun_end(body, of.end()) if of else end
    return (noun, kind or "noun") if of and noun > of.end() else (end, kind)


def _kind_of(unit: str) -> str:
    if unit.startswith(("per", "pct", "pc", "basis")):
        return "percent"
    return "money" if unit in _MONEY_WORDS else "unit"


def _rate_end(body: str, end: int, *, is_bare: bool) -> int:
    """Where “a month” or “or more” ends behind a quantity; `end` for neither."""
    place = end
    for suffix in (_RATE(), _OR_MORE()):
        found = suffix.match(body, place)
        place = found.end() if found else place
    # 100 or more people.
    return noun_end(body, place) if is_bare and place > end else place


def _hedge_start(body: str, start: int, front: Front) -> int:
    """Where the hedges begin that touch a number; `start` when none does."""
    if start and body[start - 1] in _SYMBOLS:
        start -= 1
        front = word_before(body, start)
    while front.is_hedge:
        phrase, most = front.word, words.HEDGE_ENDS[front.folded]
        if most > 1:
            behind = body[max(0, start - 34) : start - 1]
            phrase = _hedge(behind[behind.rfind("\n") + 1 :], most)
        place = start - 1 - len(phrase)
        front = word_before(body, place)
        if not phrase or (
            phrase in ("about", "over", "around") and front.folded in words.SPOKEN_ABOUT
        ):
            break
        start = place
    return start


def _hedge(line: str, most: int) -> str:
    """The longest hedge of so many words at the end of a line; empty for none."""
    parts = line.rpartition("—")[2].rsplit(" ", most)
    for size in range(min(most, len(parts)), 0, -1):
        phrase = " ".join(parts[-size:]).lstrip(_OPENING_MARKS)
        if phrase.lower() in words.HEDGES:
            return phrase
    return ""


def stated_numbers(body: str, places: Iterable[int]) -> Iterator[StatedNumber]:
    """The quantities of a text by start; a part follows what it is a part of.

    Args:
        body: What `shape` makes of the text: as long, without characters in pieces.
        places: Where numbers may begin, in order, those of `sign_words`.
    """
    reached = 0
    padded = body + END
    for number in numerals(body, places):
        if number.start < reached:
            if number.is_attached and number.first == number.start:
                yield StatedNumber(number.start, min(number.end, reached), "part")
            continue
        found = _quantity(padded, number)
        if found is not None and found.start >= reached:
            reached = found.end
            yield found
