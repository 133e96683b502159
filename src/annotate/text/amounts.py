"""What a number of English prose is worth: digits, words, magnitudes, ranges of two.

Only what is beyond doubt is read: “5m” may be metres, “thousands” may be anything.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from annotate.text.patterns import compiled_later

__all__ = ["Amounts", "amounts_of"]

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
_TENS = (
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_SMALL = {
    **{word: Decimal(value) for value, word in enumerate(_UNITS)},
    **{word: Decimal(value * 10) for value, word in enumerate(_TENS, 2)},
}
_MAGNITUDES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "k": Decimal(1_000),
    "million": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
    "tn": Decimal(1_000_000_000_000),
}
_HALF = Decimal("0.5")

_DIGITS = compiled_later(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,30}(?:\.\d{1,30})?)"
    r"(?P<magnitudes>(?:[ -]?(?:dozen|hundred|thousand|million|billion|trillion"
    r"|k|bn|mn|tn)\b)*)"
)
_JOINT = compiled_later(r"-to-| to | or | and |\s?[–—-]\s?")
_SYMBOLS = "$€£¥₩₹₽₺%‰°"
_CURRENCY = compiled_later(
    r"(?:(?:us|au|nz|hk|a|c|s)?[$€£¥₩₹₽₺]|(?:usd|eur|gbp|chf)\s)\s?"
)


class Amounts(NamedTuple):
    """The least and the greatest that a number says; equal for a number alone."""

    low: Decimal
    high: Decimal


def amounts_of(number: str) -> Amounts | None:
    """What a number or a range is worth, as in “1.2 million” or “seven to eight”.

    Currency and per cent signs are passed over. None where it is in doubt.
    """
    text = " ".join(number.casefold().split())
    is_between = text.startswith("between ")
    text = text.removeprefix("between ")
    if not is_between:
        alone = _value(text)
        if alone is not None:
            return Amounts(alone, alone)
    for joint in _JOINT().finditer(text):
        if joint.group() == " and " and not is_between:
            continue
        found = _range(text[: joint.start()], text[joint.end() :])
        if found is not None:
            return found
    return None


def _range(left: str, right: str) -> Amounts | None:
    low, high = _value(left), _value(right)
    if low is None or high is None:
        return None
    magnitude = _magnitude_alone(_bare(right))
    if magnitude and not _magnitude_alone(_bare(left)) and low < high / magnitude:
        # 5 to 10 million.
        low *= magnitude
    return Amounts(low, high) if low <= high else None


def _magnitude_alone(text: str) -> Decimal | None:
    """The magnitude of a number that is one word or numeral and a magnitude."""
    head, _, last = text.replace("-", " ").rpartition(" ")
    if last in _MAGNITUDES and " " not in head:
        return _MAGNITUDES[last]
    joined = _DIGITS().fullmatch(text)
    return _MAGNITUDES.get(joined["magnitudes"].strip(" -")) if joined else None


def _bare(text: str) -> str:
    found = _CURRENCY().match(text)
    return text[found.end() if found else 0 :].strip(_SYMBOLS + " ")


def _value(text: str) -> Decimal | None:
    """What one number is worth; None where it is none, or is in doubt."""
    bare = _bare(text)
    digits = _DIGITS().fullmatch(bare)
    if digits is None:
        return _value_of_words(bare)
    value = Decimal(digits["digits"].replace(",", ""))
    for word in re.findall(r"[a-z]+", digits["magnitudes"]):
        value *= _MAGNITUDES[word]
    return value


def _value_of_words(text: str) -> Decimal | None:
    """What number words are worth: “two and a half million”, “one hundred and five”."""
    is_half = text.startswith("half a ")
    words = text.removeprefix("half ").replace(" and a half", " half").split()
    words = [part for word in words for part in word.split("-") if part != "and"]
    total, current, last = Decimal(0), Decimal(0), ""
    for place, word in enumerate(words):
        if word in ("a", "an") and place == 0 and len(words) > 1:
            current = Decimal(1)
        elif word == "half" and last in _SMALL:
            current += _HALF
        elif word in _SMALL and _may_follow(_SMALL[word], current, last):
            current += _SMALL[word]
        elif word == "hundred" and 0 < current < 100:
            current *= _MAGNITUDES[word]
        elif word in _MAGNITUDES and word != "hundred" and current > 0:
            total += current * _MAGNITUDES[word]
            current = Decimal(0)
        else:
            return None
        last = word
    if not last or last in ("a", "an"):
        return None
    return (total + current) * (_HALF if is_half else 1)


def _may_follow(value: Decimal, current: Decimal, last: str) -> bool:
    """Whether a small number may stand behind the words read so far."""
    if not last or last in _MAGNITUDES:
        return True
    return last in _TENS and 0 < value < 10 and current % 10 == 0
