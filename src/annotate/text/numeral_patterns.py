"""The patterns by which numbers are found; each is compiled when it is used."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import any_of, compiled_later
from annotate.text.sign_words import BELOW_TWENTY, FIRST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "change_behind",
    "code",
    "currency_behind",
    "digit_run",
    "joint",
    "one",
    "unit_within",
    "year",
    "years",
]

_SIGNS = words.CURRENCY_SIGNS
_DIGITS = (
    r"(?:(?=[0-9]{1,3}[,\u00a0\u2009\u202f])"
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})++)|[0-9]++(?:\.[0-9]++)?+)"
)
_LETTERS = (
    "km|kg|mm|cm|mg|ml|mph|kph|kWh|MWh|GWh|kW|MW|GW|GB|MB|TB|GHz|MHz|ft|lbs?|oz|in"
    "|[pcCFhg]"
)


_PARTS = listed("and half halves third quarter four fif six seven eigh ten bn mn tn")
"""How the words begin that may go on with a number in words, beside such numbers."""


def _in_both_cases(small: Iterable[str]) -> str:
    return any_of(form for word in small for form in (word, word.capitalize()))


@cache
def one() -> re.Pattern[str]:
    """A number at a place, with the unit that is tied to it by a hyphen.

    The last group that matched says what kind of number it is. It is plain where no
    currency, no “between” and no joint to another number is beside it.
    """
    magnitude = rf"(?:[ -](?:{words.MAGNITUDES}|bn|mn|tn)(?:s(?= of\b))?\b)"
    many = "(?:thousand|million|billion|trillion)s"
    below_twenty = _in_both_cases(BELOW_TWENTY)
    going_on = any_of((*words.MAGNITUDES.split("|"), "bn", "mn", "tn"))
    going_on_in_words = any_of((*FIRST_WORDS, *words.MAGNITUDES.split("|"), *_PARTS))
    ending = r"[a-zA-Z]|[.,;:)](?![^ \n]))"
    # Neither what may join two numbers follows, nor “for” as in scores of cricket.
    plain_ending = ending.replace("a-z", "b-eg-np-su-z")
    return re.compile(
        # Mostly there is surely nothing else before and behind that goes with it.
        rf"(?P<plain>(?<=[a-rt-z0-9,;:] )(?<!etween )(?!0){_DIGITS}"
        rf"(?= (?!{going_on}){plain_ending}"
        rf"|(?<= )(?<!etween ){below_twenty}(?= (?!{going_on_in_words}){plain_ending})"
        # Often what follows is surely no part of the number.
        rf"|{_DIGITS}(?= (?!{going_on}){ending}"
        rf"|{below_twenty}(?= (?!{going_on_in_words}){ending}|"
        rf"(?:(?:{_DIGITS}[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛])"
        rf"(?:(?=[a-zA-Z])(?:(?P<short>(?:bn|mn|tn|trn|[kKmMbBtT])\b)"
        rf"|(?P<letters>(?:{_LETTERS})\b))|\+|{magnitude}*)"
        r"(?:(?=\s?[%‰°])(?P<percent>\s?[%‰])?(?P<degrees>\s?°(?:\s?[CF]\b)?)?)?"
        rf"|(?:[Hh]alf[ -](?:an?[ -])?|[Aa]n? (?:half[ -])?)(?:{words.MAGNITUDES})\b"
        rf"{magnitude}*"
        r"|(?:[Ss]everal|[Mm]any|[Aa] few|[Aa] couple(?: of)?) "
        rf"(?:{words.MAGNITUDES})s?\b{magnitude}*"
        r"|(?P<vague>[Aa] couple of(?= )"
        rf"|(?:[Tt]ens|[Hh]undreds|[Tt]housands|[Mm]illions|[Dd]ozens) of {many}\b"
        r"|(?:[Hh]undreds|[Tt]housands|[Mm]illions|[Bb]illions|[Tt]rillions|[Dd]ozens"
        r"|(?:[Ss]cores|[Tt]ens)(?= of\b))\b)"
        r"|(?P<fraction>(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Nn]ine)[ -]"
        r"(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?"
        r"|tenths?)\b(?![ -](?:finals?|century|round|time|place|largest|final))"
        r"|[Aa] (?:half|third|quarter|fifth|sixth|tenth)(?= of\b)"
        r"|[Hh]alf(?= (?:of|the|its|his|her|their|our|my|an?)\b))"
        # In small letters, or with a capital, they are found in half the time.
        rf"|(?:(?:{below_twenty}|(?i:{words.NUMBER_WORDS}))\b"
        rf"(?:[ -](?:and )?(?:{words.NUMBER_WORDS})\b"
        rf"|{magnitude}|[ -]and[ -](?:a[ -])?(?:half|quarter)\b)*))"
        rf"(?P<attached>-(?:{words.UNITS_BEHIND_A_HYPHEN})s?\b(?:-(?!olds?\b)[a-z]+)?)?"
        r"(?![\w@])(?![.:/][0-9])(?!,[0-9]{3})"
    )


digit_run = compiled_later(r"[0-9.,]*")
code = compiled_later(
    # One look at what is behind the digits is enough for most.
    r"(?=[0-9]++(?:[-–/. ]\(?[0-9]| for ))"
    r"(?:[0-9]+(?:[-–/.][0-9]+){2,}|[0-9]+ for [0-9]+\b"
    r"|\+?[0-9]{1,4}(?:[- ]\(?[0-9]{3,4}\)?){2,}(?![,.][0-9])"
    r"|[0-9]{3}[-–][0-9]{4}\b)"
)
"""A date, an address, a telephone number, a score of cricket."""
joint = compiled_later(
    rf"( to | or | and |-to-|-or-|[-–‑]| [–] )(?:up to |about |around )?"
    rf"(?:(?:US|AU|NZ|HK|NT|CA|A|C|S|R)?[{_SIGNS}]\s?)?"
)
"""What may join two numbers."""
change_behind = compiled_later(
    r"\b(?:from|rose|fell|slid|up|down|increased|dropped|climbed|jumped|plunged"
    r"|tumbled|rising|falling|grew|declined|slipped|surged|soared|sank|edged"
    r"|by|or|decreased|eased|advanced|raised|cut|lowered|reduced) \Z"
)
"""What makes “5 to 10” a change and no range."""
unit_within = compiled_later(rf"(?: (?:{words.UNITS}|people|troops))(?= (?:and|to) )")
year = compiled_later(r"(?:1[5-9]|20)[0-9]{2}\Z")
years = compiled_later(r"(?:1[5-9]|20)[0-9]{2}(?:[0-9]{2}){1,2}\Z")
currency_behind = compiled_later(
    rf"(?:(?:(?<![^\W_])(?:US|AU|NZ|HK|NT|CA|A|C|S|R))?[{_SIGNS}](?:US|A|NZ|HK|C|S)?\s?"
    rf"|(?<![^\W_])(?:{'|'.join(map(re.escape, words.CURRENCY_CODES))})[ \u00a0]?)\Z"
)
