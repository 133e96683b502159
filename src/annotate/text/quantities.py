"""What a stated quantity says: how much, of what, in which unit, and how surely.

Two quantities disagree when they count the same in the same unit and no value fits
both. An approximate one fits values up to a tenth away.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from annotate.text import number_words as words
from annotate.text.amounts import amounts_of
from annotate.text.numerals import numerals
from annotate.text.patterns import compiled_later
from annotate.text.sign_words import number_places

__all__ = ["Quantity", "Reach", "decimal_of", "normal_thing", "normal_unit", "quantity"]

_LONGEST = 240
"""Code points of a quote that are read at most; a longer one is no quantity."""

_ABOUT = Decimal("0.1")
"""So much of its value an approximate quantity may be off."""

_MOST_DIGITS = 60
"""Numbers beyond this size are no measurements."""


class Reach(NamedTuple):
    """The values that fit a quantity; None for an end that is open."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Reach) -> bool:
        """Whether some value fits both."""
        return _is_up_to(self.low, other.high) and _is_up_to(other.low, self.high)

    def widened(self) -> Reach:
        """What fits when the ends are approximate."""
        low, high = self
        return Reach(
            None if low is None else low - abs(low) * _ABOUT,
            None if high is None else high + abs(high) * _ABOUT,
        )


def _is_up_to(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high


class Quantity(NamedTuple):
    """What a quote says of a quantity."""

    reach: Reach
    """Its values as they are written, whether approximate or not."""
    is_approximate: bool
    unit: str
    """As `normal_unit` gives it; "" for none."""
    counts: str
    """As `normal_thing` gives it; "" when the quote does not say."""


class _Number(NamedTuple):
    """The number in a quote, with its currency sign or the unit tied to it."""

    text: str
    start: int
    end: int
    is_attached: bool


_THAN = compiled_later(
    r"\b(?P<no>no |not )?(?P<way>more|greater|higher|less|fewer|lower) than\s*\Z"
)
_AT_MOST = compiled_later(
    r"(?:\b(?:up to|as (?:many|much|high) as|at most|under|below|a maximum of)|<|≤)"
    r"\s*\Z"
)
_AT_LEAST = compiled_later(
    r"(?:\b(?:over|above|at least|as (?:few|little|low) as|upwards? of|exceeding"
    r"|a minimum of)|>|≥)\s*\Z"
)
_ROUGHLY = compiled_later(
    r"\b(?:about|around|approximately|roughly|nearly|almost|some|circa|close to"
    r"|just (?:short of|over|under|above|below)|slightly (?:more|less|fewer) than"
    r"|estimated|possibly|perhaps|maybe)\b|[~≈]"
)
_BEHIND = compiled_later(r" or (?P<way>more|less|fewer|so)\b")
_RATE = compiled_later(r"\s?(?:\b(?:a|an|per|each|every) |/)(?P<per>[a-z]+)\b")
_PREFIX = compiled_later(
    r"(?:between )?(?P<sign>(?:us|au|nz|hk|a|c|s)?[$€£¥₩₹₽₺]|(?:usd|eur|gbp|chf)\b)"
)
_SUFFIX = compiled_later(r"(?P<sign>[%‰°])\Z|-(?P<unit>[a-z]+)(?:-[a-z]+)?\Z")
_BLANKS = compiled_later(r"[^\w$€£¥₩₹₽₺%‰°/]+")
_PLAIN_NUMBER = compiled_later(
    r"[+-]?(?:\d{1,3}(?:[, _]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
)
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "of", "some"})
_UNIT_WORDS = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro",
    "£": "£", "gbp": "£", "%": "percent", "‰": "per mille", "°": "degree",
    "kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m", "mm": "mm",
    "millimetre": "mm", "millimeter": "mm", "centimetre": "cm", "centimeter": "cm",
    "kilogram": "kg", "kilo": "kg", "kilogramme": "kg", "gram": "g", "foot": "feet",
    "ft": "feet", "lbs": "lb", "hr": "hour", "min": "minute", "sec": "second",
    "tonne": "tonne", "kmh": "km/h", "kph": "km/h", "rouble": "ruble", "pct": "percent",
}  # fmt: skip


@cache
def _unit_behind() -> re.Pattern[str]:
    """The unit right behind a number, as the number objects take it."""
    return re.compile(rf"\s?(?P<unit>{words.UNITS})(?![\w’'-])", re.IGNORECASE)


def quantity(quote: str) -> Quantity | None:
    """What a quote says of one quantity; None where its number is in doubt.

    In doubt is a quote without a number, with several, or with a vague one as in
    “thousands of troops”; “one of the troops” states none.
    """
    if len(quote) > _LONGEST:
        return None
    text = " ".join(normalize("NFKC", quote).casefold().split())
    number = _only_number(text)
    amounts = amounts_of(_without_unit(number)) if number else None
    if number is None or amounts is None:
        return None
    before, behind = text[: number.start], text[number.end :]
    if number.text == "one" and behind.startswith(" of "):
        return None
    unit, rest = _unit(number, behind)
    turned = _BEHIND().search(behind)
    way = _way(before) or (turned["way"] if turned else "")
    is_rough = way == "so" or _ROUGHLY().search(before) is not None
    reach = Reach(*amounts)
    if way in ("more", "at least") and not is_rough:
        reach = Reach(amounts.low, None)
    elif way in ("less", "fewer", "at most") and not is_rough:
        reach = Reach(None, amounts.high)
    return Quantity(reach, is_rough, unit, _counted(rest))


def _only_number(text: str) -> _Number | None:
    """The one number of a quote; one in its noun, as in 122-mm shells, is none."""
    found = [
        _Number(text[each.start : each.end], each.start, each.end, each.is_attached)
        for each in numerals(text, number_places(text, 0, len(text)))
    ]
    alone = [each for each in found if not each.is_attached] or found
    return alone[0] if len(alone) == 1 else None


def _without_unit(number: _Number) -> str:
    return _SUFFIX().sub("", number.text) if number.is_attached else number.text


def _way(before: str) -> str:
    """Which end the words in front leave open: "at most", "at least" or ""."""
    than = _THAN().search(before)
    if than:
        is_up = (than["way"] in ("more", "greater", "higher")) != bool(than["no"])
        return "at least" if is_up else "at most"
    if _AT_MOST().search(before):
        return "at most"
    return "at least" if _AT_LEAST().search(before) else ""


def _unit(number: _Number, behind: str) -> tuple[str, str]:
    """The unit in or behind a number, and what stands behind that."""
    prefix, suffix = _PREFIX().match(number.text), _SUFFIX().search(number.text)
    if prefix:
        named = prefix["sign"]
    elif suffix and (number.is_attached or suffix["sign"]):
        named = suffix["unit"] or suffix["sign"]
    else:
        word = _unit_behind().match(behind)
        named = word["unit"] if word else ""
        behind = behind[word.end() :] if word else behind
    rate = _RATE().match(behind)
    if rate:
        named, behind = f"{named} per {rate['per']}", behind[rate.end() :]
    return normal_unit(named), _of_unit(behind) if named else behind


def _of_unit(behind: str) -> str:
    """What a unit measures: “of rice”; "" when something else follows."""
    return behind if behind.lstrip().startswith("of ") else ""


def _counted(rest: str) -> str:
    turned = _BEHIND().search(rest)
    return normal_thing(rest[: turned.start()] if turned else rest)


def normal_unit(unit: str) -> str:
    """The unit in one form for all its spellings: “US dollars a month”, “$/month”."""
    text = _plain(unit).replace("us dollar", "dollar").replace("per cent", "percent")
    text = re.sub(r"\s*(?:\b(?:a|an|per|each|every)\b|/)\s*", " per ", text)
    parts = (_UNIT_WORDS.get(word, word) for word in _singular(text).split())
    named = " ".join(_UNIT_WORDS.get(word, word) for word in parts)
    return "km/h" if named in ("km per h", "km per hour") else named


def normal_thing(counts: str) -> str:
    """What is counted in one form: no case, articles, plurals or punctuation."""
    found = _singular(_plain(counts)).split()
    while found and found[0] in _DETERMINERS:
        del found[0]
    return " ".join(found)


def _plain(text: str) -> str:
    folded = normalize("NFKC", text).casefold().replace("’", "'").replace("'s", "")
    return _BLANKS().sub(" ", folded).strip()


def _singular(text: str) -> str:
    return " ".join(_singular_word(word) for word in text.split())


def _singular_word(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def decimal_of(value: object) -> Decimal | None:
    """The number that an attribute says, as “10,000” or 10000; None for none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, int) and abs(value) >= 10**_MOST_DIGITS:
        return None
    text = str(value).strip()
    if len(text) > _MOST_DIGITS or not _PLAIN_NUMBER().fullmatch(text):
        return None
    found = Decimal(text.replace(",", "").replace("_", "").replace(" ", ""))
    return found if abs(found.adjusted()) <= _MOST_DIGITS else None
