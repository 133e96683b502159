"""The numbers in a sentence, in digits or words, alone or as a range of two.

Without the hedge in front and the noun behind; what is part of a word, an address, a
date, a time or a sum is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from annotate.text import number_words as words
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Numeral", "numerals"]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_CURRENCY = r"(?:(?:(?:US|AU|NZ|HK|A|C|S)?[$€£¥₩₹₽₺]|(?:USD|EUR|GBP|CHF)\s)\s?)"


@cache
def _one() -> re.Pattern[str]:
    """A number without hedge and noun; whether a word goes on before is not asked."""
    magnitude = rf"[ -](?:{words.MAGNITUDES})(?:s(?= of\b))?\b"
    one = (
        rf"(?:{_CURRENCY}?{_DIGITS}(?:(?:k|m|bn|mn|tn|km|kg|mm|cm|mph|ft)\b"
        rf"|(?:{magnitude})*)(?:\s?[%‰°])?"
        rf"|(?:half )?an? (?:{words.MAGNITUDES})\b(?:{magnitude})*"
        rf"|(?:a few|several|many) (?:{words.MAGNITUDES})s?\b(?:{magnitude})*"
        r"|a couple of(?= )"
        r"|(?:tens|hundreds|thousands|millions) of (?:thousand|million|billion)s\b"
        r"|(?:one|two|three)[ -](?:thirds|quarters|fifths|tenths)\b"
        r"|(?:one|a|an)[ -](?:half|third|quarter|fifth|tenth)\b(?= of\b)"
        rf"|(?:{words.NUMBER_WORDS})\b(?:[ -](?:and )?(?:{words.NUMBER_WORDS})\b"
        rf"|{magnitude}| and a (?:half|quarter)\b)*"
        r"|(?:hundreds|thousands|millions|billions|trillions|dozens|scores(?= of))\b)"
    )
    return re.compile(
        rf"(?<![^\W_]){one}"
        rf"(?P<attached>-(?:{words.UNITS_BEHIND_A_HYPHEN})\b(?:-(?!olds?\b)[a-z]+)?)?"
        r"(?![\w/@])(?![.:]\d)(?!,\d{3})",
        re.IGNORECASE,
    )


_DAY_OF_DATE = compiled_later(r"-\d")
_PART_OF_MORE = compiled_later(r"[\w/@#.:+’'-]\Z|\d,\Z")
_JOINT = compiled_later(r" to | or | and |\s?[–—-]\s?|-to-", re.IGNORECASE)
_BETWEEN = compiled_later(r"(?<!\w)between \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, or a range of two, without hedge and noun."""

    text: str
    start: int
    end: int
    is_attached: bool
    """Whether it ends in a unit: 122-mm."""


def numerals(body: str) -> Iterator[Numeral]:
    """The numbers and ranges that are no part of a word, address, date, time or sum."""
    reached = 0
    for match in _one().finditer(body):
        start, end = match.span()
        if start < reached or _PART_OF_MORE().search(body, max(0, start - 2), start):
            continue
        attached = match.group("attached")
        joint = None if attached else _JOINT().match(body, end)
        if joint:
            between = _BETWEEN().search(body, max(0, start - 9), start)
            second = _one().match(body, joint.end())
            if second and (between or joint.group() != " and "):
                start = between.start() if between else start
                end, attached = second.end(), second.group("attached")
        reached = end
        if not _DAY_OF_DATE().match(body, end):
            yield Numeral(body[start:end], start, end, attached is not None)
