"""The numbers in a text, in digits or words, alone or as a range of two.

Without the hedge in front and the noun behind. What is part of a word, a name, an
address, a date, a score or a telephone number is passed over.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.text import number_words as words
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST_NUMERAL", "Numeral", "numerals"]

LONGEST_NUMERAL = 120
"""Code points of a number that is no quantity if it is longer."""

_SIGNS = words.CURRENCY_SIGNS
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})++|[0-9]++(?:\.[0-9]++)?+)"
)
_LETTERS = (
    "km|kg|mm|cm|mg|ml|mph|kph|kWh|MWh|GWh|kW|MW|GW|GB|MB|TB|GHz|MHz|ft|lbs?|oz|in|[pcCFhg]"
)


@cache
def _one() -> re.Pattern[str]:
    """A number at a place, with the unit that is tied to it by a hyphen.

    The last group that matched says what kind of number it is.
    """
    magnitude = rf"(?:[ -](?:{words.MAGNITUDES}|bn|mn|tn)(?:s(?= of\b))?\b)"
    many = "(?:thousand|million|billion|trillion)s"
    return re.compile(
        rf"(?:(?:{_DIGITS}[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛])"
        rf"(?:(?P<short>(?:bn|mn|tn|trn|[kKmMbBtT])\b)|(?P<letters>(?:{_LETTERS})\b)"
        rf"|\+|{magnitude}*)(?P<percent>\s?[%‰])?(?P<degrees>\s?°(?:\s?[CF]\b)?)?"
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
        rf"|(?:(?i:{words.NUMBER_WORDS})\b(?:[ -](?:and )?(?:{words.NUMBER_WORDS})\b"
        rf"|{magnitude}|[ -]and[ -](?:a[ -])?(?:half|quarter)\b)*))"
        rf"(?P<attached>-(?:{words.UNITS_BEHIND_A_HYPHEN})s?\b(?:-(?!olds?\b)[a-z]+)?)?"
        r"(?![\w@])(?![.:/][0-9])(?!,[0-9]{3})"
    )


_FIRST_WORDS = (
    *"one two three four five six seven eight nine ten eleven twelve thirteen".split(),
    *"fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty".split(),
    *"fifty sixty seventy eighty ninety zero hundreds thousands millions".split(),
    *"billions trillions dozens scores half tens several many".split(),
    *(f"a {word}" for word in words.MAGNITUDES.split("|")),
    *"a couple,a few,a half,a third,a quarter,a fifth,a sixth,a tenth".split(","),
)


@cache
def _word_sign() -> re.Pattern[str]:
    """The character before a word that may begin a number, with that word.

    Grouped by first letter, which makes the scan three times as fast.
    """
    tails: dict[str, list[str]] = {}
    for word in _FIRST_WORDS:
        tails.setdefault(word[0], []).append(word[1:])
        tails.setdefault(word[0].upper(), []).append(word[1:])
    groups = (f"{letter}(?:{'|'.join(tail)})" for letter, tail in tails.items())
    return re.compile(rf"[ \n\t\u00a0(\[“\"‘'—–](?:{'|'.join(groups)})\b")


_DIGIT_SIGN = compiled_later(r"[0-9½¼¾⅓⅔⅛]+")
_DATE_OR_CODE = compiled_later(
    r"[0-9]+(?:[-–/.][0-9]+){2,}|[0-9]+ for [0-9]+\b|\+?[0-9]{1,4}(?:[- ]\(?[0-9]{3,4}\)?){2,}(?![,.][0-9])"
    r"|[0-9]{3}[-–][0-9]{4}\b"
)
_JOINT = compiled_later(
    rf"( to | or | and |-to-|-or-|[-–‑]| [–] )(?:up to |about |around )?"
    rf"(?:(?:US|AU|NZ|HK|NT|CA|A|C|S|R)?[{_SIGNS}]\s?)?"
)
_CHANGE_BEHIND = compiled_later(
    r"\b(?:from|rose|fell|slid|up|down|increased|dropped|climbed|jumped|plunged"
    r"|tumbled|rising|falling|grew|declined|slipped|surged|soared|sank|edged"
    r"|by|or|decreased|eased|advanced|raised|cut|lowered|reduced) \Z"
)
_UNIT_WITHIN = compiled_later(rf"(?: (?:{words.UNITS}|people|troops))(?= (?:and|to) )")
_YEAR = compiled_later(r"(?:1[5-9]|20)[0-9]{2}\Z")
_YEARS = compiled_later(r"(?:1[5-9]|20)[0-9]{2}(?:[0-9]{2}){1,2}\Z")
_CODES = (*words.CURRENCY_CODES, "$US", "$A", "$NZ", "$HK", "$C", "$S")


class Numeral(NamedTuple):
    """A number, or a range of two, without hedge and noun."""

    start: int
    """With a currency sign, a minus, and the “between” of a range."""
    end: int
    first: int
    """Where its first digit or letter stands, behind a currency sign."""
    kind: str
    """digits, words, vague (dozens) or fraction."""
    is_money: bool
    is_measured: bool
    """Whether it ends in a percent sign or a unit that touches it: 5%, 30C, 122-mm."""
    is_percent: bool
    is_attached: bool
    """Whether that unit is tied to it by a hyphen."""
    is_paired: bool
    """Whether it is two numbers with a dash between them: a range or a score."""
    is_range: bool


def numerals(body: str, low: int = 0, high: int | None = None) -> Iterator[Numeral]:
    """The numbers and ranges of a stretch, in order."""
    high = len(body) if high is None else high
    match_one, match_code, reached = _one().match, _DATE_OR_CODE().match, low
    signs = [low]
    for sign in (_DIGIT_SIGN(), _word_sign()):
        signs += [match.start() for match in sign.finditer(body, low, high)]
    signs.sort()
    for at in signs:
        if at < reached or at >= high:
            continue
        char = body[at]
        if char in _DIGIT_CHARS:
            if at > low and not _may_begin(body, at, low):
                reached = _run_end(body, at, high)
                continue
            code = match_code(body, at, high)
            if code is not None:
                reached = code.end()
                continue
            match = match_one(body, at, high)
        else:
            match = match_one(body, at if char.isalpha() else at + 1, high)
        if match is None:
            continue
        number = _joined(body, match, low, high)
        reached = number.end
        if number.kind and reached - at <= LONGEST_NUMERAL:
            yield number


_DIGIT_CHARS = frozenset("0123456789½¼¾⅓⅔⅛")
_NEVER_BEFORE = frozenset("/@#:’_№\\=&*^")
_DIGIT_RUN = compiled_later(r"[0-9.,]*")


def _run_end(body: str, at: int, high: int) -> int:
    run = _DIGIT_RUN().match(body, at, high)
    return at + 1 if run is None else max(at + 1, run.end())


def _may_begin(body: str, at: int, low: int) -> bool:
    """Whether the character before digits lets a number begin there."""
    before = body[at - 1]
    if before in " \n(":
        return True
    if before.isalnum():
        # US$5, Rs500
        return body.endswith(_CODES, max(low, at - 4), at)
    if before == ".":
        # .8 percent
        return at - 1 == low or body[at - 2] in " ("
    if before in _NEVER_BEFORE:
        return False
    if before in "-–−+,'":
        further = body[at - 2] if at - 2 >= low else " "
        if before == ",":
            return not further.isdigit()
        if before == "'":
            # Not ’16 for a year.
            return further.isspace() and not body[at + 2 : at + 3].isspace()
        return further.isspace() or further in f"({_SIGNS}"
    return True


def _currency_start(body: str, first: int, low: int) -> int:
    """Where the currency before a number begins; `first` when there is none."""
    before = body[first - 1]
    if before == " ":
        further = body[first - 2 : first - 1]
        if not (further.isupper() or further in _SIGNS_OR_STOP or body[first - 3 : first - 1] == "Rs"):
            return first
    elif before not in _CURRENCY_ENDS:
        return first
    behind = body[max(low, first - 5) : first]
    match = _CURRENCY_BEHIND().search(behind)
    return first if match is None else first - len(behind) + match.start()


_CURRENCY_BEHIND = compiled_later(
    rf"(?:(?:(?<![^\W_])(?:US|AU|NZ|HK|NT|CA|A|C|S|R))?[{_SIGNS}](?:US|A|NZ|HK|C|S)?\s?"
    rf"|(?<![^\W_])(?:{'|'.join(map(re.escape, words.CURRENCY_CODES))})[ \u00a0]?)\Z"
)
_SIGNS_OR_STOP = frozenset((*_SIGNS, "."))
_CURRENCY_ENDS = frozenset(_SIGNS + " \u00a0." + "".join(words.CURRENCY_CODES))


def _joined(body: str, match: re.Match[str], low: int, high: int) -> Numeral:
    """The number of a match, or the range that it begins; without kind if neither."""
    first, end = match.span()
    is_digits = body[first] in _DIGIT_CHARS
    start = first
    is_money = False
    if is_digits and first > low:
        if body[first - 1] not in "\n(":
            start = _currency_start(body, first, low)
            is_money = start < first
        if start > low and body[start - 1] in "-−+." and (start - 1 == low or body[start - 2] in " (\n"):
            start -= 1
    last = match.lastgroup
    kind = "digits" if is_digits else last if last in ("vague", "fraction") else "words"
    is_percent = match["percent"] is not None
    is_attached = last == "attached"
    is_measured = is_percent or is_attached or last in ("letters", "degrees")
    is_paired = is_range = False
    if not is_attached and end < high and body[end] in " -–‑":
        between = body.endswith(("between ", "Between "), low, start)
        joint = None
        if body[end] != " " or body[end + 1 : end + 2] in "toa–":
            joint = _JOINT().match(body, end, high)
        if joint is None and between:
            unit = _UNIT_WITHIN().match(body, end, high)
            joint = unit and _JOINT().match(body, unit.end(), high)
        second = _one().match(body, joint.end(), high) if joint else None
        if joint is not None and second is not None and body[joint.end()] != " ":
            way = _way(body, match, joint, second, start, low, between=between)
            if way == "range":
                start -= 8 if between else 0
                end = second.end()
                is_percent = is_percent or second["percent"] is not None
                is_attached = second.lastgroup == "attached"
                is_measured = (
                    is_measured or is_percent or is_attached
                    or second.lastgroup in ("letters", "degrees")
                )
                is_money = is_money or joint.group()[-1:] in _SIGNS
                is_paired = joint.group(1) in ("-", "–", "‑")
                is_range = True
            elif way == "none":
                kind, end = "", second.end()
    if is_digits and body[first] == "0" and body[first + 1 : first + 2].isdigit():
        kind = ""
    return Numeral(
        start, end, first, kind, is_money, is_measured, is_percent, is_attached,
        is_paired, is_range,
    )


def _way(
    body: str,
    one: re.Match[str],
    joint: re.Match[str],
    two: re.Match[str],
    start: int,
    low: int,
    *,
    between: bool,
) -> str:
    """What two numbers are together: a range, two apart, or none (a score, years)."""
    how = joint.group(1)
    if how == " and ":
        return "range" if between else "apart"
    first, second = one.group(), two.group()
    is_percent = one["percent"] is not None
    if _YEAR().match(first) and not (one["short"] or is_percent):
        if _YEARS().match(first + second) and body[start] == first[0]:
            return "none"
    is_dash = how in ("-", "–", "‑", " – ")
    if is_dash and not (first[0] in _DIGIT_CHARS and second[0] in _DIGIT_CHARS):
        return "apart" if how == " – " else "none"
    if how == " to ":
        if (is_percent and two["percent"] is None) or _CHANGE_BEHIND().search(
            body[max(low, start - 14) : start]
        ):
            return "apart"
    elif how == " or " and (is_percent != (two["percent"] is not None)) and is_percent:
        return "apart"
    if how != " or " and _is_falling(first, second, is_to=how == " to "):
        # 98-92, 220 to 210
        return "apart" if body[start] in _SIGNS or is_percent else "none"
    return "range"


def _is_falling(first: str, second: str, *, is_to: bool) -> bool:
    """Whether two plain numbers in digits are no range: 98-92, 2 to 300."""
    try:
        low, high = float(first.replace(",", "")), float(second.replace(",", ""))
    except ValueError:
        return False
    return low >= high or (is_to and high > 10 * low > 0)
