"""The numbers in a text, in digits or words, alone or as a range of two.

Without the hedge in front and the noun behind. What is part of a word, a name, an
address, a date, a score or a telephone number is passed over.
"""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, NamedTuple

from annotate.text import number_words as words
from annotate.text import numeral_patterns as patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

__all__ = ["LONGEST_NUMERAL", "Numeral", "numerals"]

LONGEST_NUMERAL = 120
"""Code points of a number that is no quantity if it is longer."""

_SIGNS = words.CURRENCY_SIGNS
_DIGITS = frozenset("0123456789½¼¾⅓⅔⅛")
_NEVER_BEFORE = frozenset("/@#:’_№\\=&*^")
_CODES = (*words.CURRENCY_CODES, "$US", "$A", "$NZ", "$HK", "$C", "$S")
_SIGNS_OR_STOP = frozenset((*_SIGNS, "."))
_CURRENCY_ENDS = frozenset(_SIGNS + " \u00a0." + "".join(words.CURRENCY_CODES))
_NO_CURRENCY_ENDS = frozenset(ascii_lowercase + digits + ",;:") - {"s"}
"""Characters with which no currency ends; Rs does with an s."""
_BETWEEN = ("between ", "Between ")
_JOINT_STARTS = "toa–"
"""The letters with which what may join two numbers begins behind a space."""
_DASHES = ("-", "–", "‑")
_DASHES_OR_APART = (*_DASHES, " – ")


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
    is_paired: bool = False
    """Whether it is two numbers with a dash between them: a range or a score."""
    is_range: bool = False


_made = tuple.__new__
"""What a Numeral is made with from its fields, without a call of Python code."""


def numerals(body: str, places: Iterable[int]) -> Iterator[Numeral]:
    """The numbers and ranges of a text, in order.

    Args:
        body: The text.
        places: Where they may begin, in order, those of `sign_words`.
    """
    match_one, match_code = patterns.one().match, patterns.code().match
    reached = 0
    for at in places:
        if at < reached:
            continue
        char = body[at]
        is_digit = char in _DIGITS
        if is_digit and at and body[at - 1] != " " and not _may_begin(body, at):
            run = patterns.digit_run().match(body, at)
            reached = max(at, run.end() if run else at) + 1
            continue
        match = match_one(body, at if is_digit or char.isalpha() else at + 1)
        if match is not None and match.lastgroup == "plain":
            # So most are, and the rest takes three times as long.
            first, reached = match.span()
            form = "digits" if is_digit else "words"
            number: Numeral | None = _made(
                Numeral,
                (first, reached, first, form, False, False, False, False, False, False),
            )
        elif is_digit and (code := match_code(body, at)) is not None:
            reached = code.end()
            continue
        elif match is None:
            continue
        else:
            number, reached = _read(body, match)
        if number is not None and reached - at <= LONGEST_NUMERAL:
            yield number


def _may_begin(body: str, at: int) -> bool:
    """Whether the character before digits lets a number begin there."""
    before = body[at - 1]
    if before in " \n(":
        return True
    if before.isalnum():
        # US$5, Rs500
        return body.endswith(_CODES, max(0, at - 4), at)
    further = body[at - 2] if at > 1 else " "
    if before == ".":
        # .8 percent
        return further in " (\n"
    if before in _NEVER_BEFORE:
        return False
    if before == ",":
        return not further.isdigit()
    if before == "'":
        # Not ’16 for a year.
        line = body[at : at + 3].partition("\n")[0]
        return further.isspace() and line[2:].strip() != ""
    if before in "-–−+":
        return further.isspace() or further in f"({_SIGNS}"
    return True


def _read(body: str, match: re.Match[str]) -> tuple[Numeral | None, int]:
    """The number of a match, or the range it begins, and where either ends.

    No number where the two are a score or years, nor for 007.
    """
    first, end = match.span()
    may_be_joined = end < len(body) and (
        body[end + 1 : end + 2] in _JOINT_STARTS
        if body[end] == " "
        else body[end] in _DASHES
    )
    number = _alone(body, match)
    if not number.is_attached and (
        may_be_joined
        or (body[end : end + 1] == " " and body.endswith(_BETWEEN, 0, number.start))
    ):
        found = _pair(body, match, number)
        if found is not None:
            return found
    if body[first] == "0" and body[first + 1 : end][:1].isdigit():
        return None, end
    return number, end


def _alone(body: str, match: re.Match[str]) -> Numeral:
    first, end = match.span()
    last = match.lastgroup
    start, kind = first, "digits" if body[first] in _DIGITS else "words"
    before = body[first - 1] if first else "\n"
    if kind == "digits":
        if (
            body[first - 2] not in _NO_CURRENCY_ENDS
            if before == " "
            else before in _CURRENCY_ENDS
        ):
            start = _currency_start(body, first)
    elif last in ("vague", "fraction"):
        kind = last
    is_money = start < first
    if (
        (is_money or before != " ")
        and start
        and body[start - 1] in "-−+."
        and (start == 1 or body[start - 2] in " (\n")
    ):
        start -= 1
    if last is None or last == "plain":
        fields = start, end, first, kind, is_money, False, False, False, False, False
        return _made(Numeral, fields)
    is_percent = match["percent"] is not None
    is_attached = last == "attached"
    is_measured = is_percent or is_attached or last in ("letters", "degrees")
    return Numeral(
        start, end, first, kind, is_money, is_measured, is_percent, is_attached
    )


def _currency_start(body: str, first: int) -> int:
    """Where the currency before a number begins; `first` when there is none."""
    if body[first - 1] == " ":
        further = body[first - 2 : first - 1]
        if not (
            further.isupper()
            or further in _SIGNS_OR_STOP
            or body[first - 3 : first - 1] == "Rs"
        ):
            return first
    behind = body[max(0, first - 5) : first]
    match = patterns.currency_behind().search(behind)
    return first if match is None else first - len(behind) + match.start()


def _pair(
    body: str, match: re.Match[str], one: Numeral
) -> tuple[Numeral | None, int] | None:
    """The range of a number and the next, and its end; None where they are apart.

    Without range where the two together state nothing.
    """
    is_between = body.endswith(_BETWEEN, 0, one.start)
    joint = None
    if body[one.end] != " " or body[one.end + 1 : one.end + 2] in _JOINT_STARTS:
        joint = patterns.joint().match(body, one.end)
    if joint is None and is_between:
        unit = patterns.unit_within().match(body, one.end)
        joint = unit and patterns.joint().match(body, unit.end())
    second = patterns.one().match(body, joint.end()) if joint else None
    if joint is None or second is None:
        return None
    way = _way(match, joint.group(1), second, body[max(0, one.start - 14) : one.start])
    if way == "falling":
        # 98-92, 220 to 210
        is_apart = one.is_money or one.is_percent
        return None if is_apart else (None, second.end())
    if way == "years":
        return None if one.is_money else (None, second.end())
    if way == "none":
        return None, second.end()
    if way == "apart" or (way == "and" and not is_between):
        return None
    other = _alone(body, second)
    number = one._replace(
        start=one.start - len("between ") if is_between else one.start,
        end=other.end,
        is_money=one.is_money or joint.group()[-1:] in _SIGNS,
        is_measured=one.is_measured or other.is_measured,
        is_percent=one.is_percent or other.is_percent,
        is_attached=other.is_attached,
        is_paired=joint.group(1) in _DASHES,
        is_range=True,
    )
    return number, other.end


def _way(one: re.Match[str], joint: str, two: re.Match[str], behind: str) -> str:
    """What two numbers are together.

    A range, “and” (a range behind “between”), apart, falling (a score), years or none.
    """
    if joint == " and ":
        return "and"
    first, second = one.group(), two.group()
    is_percent, is_other = one["percent"] is not None, two["percent"] is not None
    if patterns.year().match(first) and patterns.years().match(first + second):
        return "years"
    if joint in _DASHES_OR_APART and not (first[0] in _DIGITS and second[0] in _DIGITS):
        return "apart" if joint == " – " else "none"
    if joint in (" to ", " or ") and is_percent and not is_other:
        return "apart"
    if joint == " or ":
        return "range"
    if joint == " to " and patterns.change_behind().search(behind):
        return "apart"
    return "falling" if _is_falling(first, second, is_to=joint == " to ") else "range"


def _is_falling(first: str, second: str, *, is_to: bool) -> bool:
    """Whether two plain numbers in digits are no range: 98-92, 2 to 300."""
    try:
        low, high = float(first.replace(",", "")), float(second.replace(",", ""))
    except ValueError:
        return False
    return low >= high or (is_to and high > 10 * low > 0)
