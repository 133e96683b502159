"""The patterns by which numbers are found; each is compiled when it is used."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.patterns import any_of, compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BEFORE_WORDS",
    "BEYOND_LATIN",
    "change_behind",
    "classes",
    "code",
    "currency_behind",
    "digit_run",
    "joint",
    "one",
    "unit_within",
    "word_sign",
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


_BELOW_TWENTY = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen zero"
)
_FIRST_WORDS = (
    _BELOW_TWENTY
    | listed("twenty thirty forty fifty sixty seventy eighty ninety half tens several")
    | listed("hundreds thousands millions billions trillions dozens scores many")
    | {f"a {word}" for word in words.MAGNITUDES.split("|")}
    | {
        f"a {word}"
        for word in listed("couple few half third quarter fifth sixth tenth")
    }
)


_PARTS = listed("and half halves third quarter four fif six seven eigh ten bn mn tn")
"""How the words begin that may go on with a number in words, beside such numbers."""


def _in_both_cases(small: Iterable[str]) -> str:
    return any_of(form for word in small for form in (word, word.capitalize()))


@cache
def one() -> re.Pattern[str]:
    """A number at a place, with the unit that is tied to it by a hyphen.

    The last group that matched says what kind of number it is.
    """
    magnitude = rf"(?:[ -](?:{words.MAGNITUDES}|bn|mn|tn)(?:s(?= of\b))?\b)"
    many = "(?:thousand|million|billion|trillion)s"
    below_twenty = _in_both_cases(_BELOW_TWENTY)
    going_on = any_of((*words.MAGNITUDES.split("|"), "bn", "mn", "tn"))
    going_on_in_words = any_of((*_FIRST_WORDS, *words.MAGNITUDES.split("|"), *_PARTS))
    ending = r"[a-zA-Z]|[.,;:)](?![^ \n]))"
    return re.compile(
        # Mostly what follows is surely no part of the number.
        rf"{_DIGITS}(?= (?!{going_on}){ending}"
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


BEFORE_WORDS = frozenset(" \n\t\u00a0([“\"‘'—–")
"""What may stand before a number word."""
BEYOND_LATIN = "⅓⅔⅛"
"""Digits that are no digits in `classes`."""


@cache
def word_sign() -> re.Pattern[bytes]:
    """In `classes`, a word that may begin a number, and what is before it."""
    return re.compile(rf" {any_of(_FIRST_WORDS)}\b".encode())


def _class(char: str) -> str:
    if char in "0123456789½¼¾":
        return "0"
    if char in BEFORE_WORDS or char == "?":
        return " "
    return char.lower() if char.isascii() and char.isalpha() else "."


_CLASSES = "".join(map(_class, map(chr, range(256)))).encode()


def classes(body: str) -> bytes:
    """A byte for each character, so that signs of numbers are found in half the time.

    A digit is 0, a letter of English is small; a blank may be what stands before a
    number word, and is what is beyond Latin.
    """
    return body.encode("latin-1", "replace").translate(_CLASSES)


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
