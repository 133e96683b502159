"""Which numbers name or date something, and so state no quantity.

Years, ages, times of day, addresses, scores, pages, names with a number. Texts have
their END here, see `number_neighbours`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate.text import number_words as words
from annotate.text.listed import listed
from annotate.text.number_neighbours import HALVES, word_before
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from annotate.text.number_neighbours import Front
    from annotate.text.numerals import Numeral

__all__ = ["NO_TIMES", "YEAR_DIGITS", "is_name", "time_date_or_age"]

_OPENING = " “\"‘'([—–-*•"
_LONGEST_HEADLINE = 160
_CAPITALS_OF_A_HEADLINE = 0.8
_OLDEST_AGE_DIGITS = 3
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November"
    "|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?"
)

time_date_or_age = compiled_later(
    r"\s?(?:a\.m\b|p\.m\b|am\b|pm\b|o['’]clock|GMT\b|UTC\b|BST\b|E[SD]T\b|local time)"
    rf"|\s(?:{_MONTHS})(?!\w)|\s(?:BC|AD|BCE|CE|hours GMT)\b"
    r"|-olds?\b|[ -](?:years?|months?|weeks?|days?)[ -](?:olds?\b|of age\b)"
    r"|- (?:to|and|or) [0-9]{1,3}-(?:years?|months?)-olds?\b"
    r"|,? (?:or|and) (?:older|over|above|under|younger|up)\b"
    r"| in the (?:morning|afternoon|evening)\b| at night\b|\)\s?[0-9]{3}[- ][0-9]{4}\b"
    r"| Downing Street| (?:[A-Z][\w.’'-]*\s){1,3}(?:Street|Avenue|Road|Boulevard|Lane"
    r"|Drive|Square|Place|Way|Ave\.|St\.|Rd\.|Blvd\.|Court|Crescent|Terrace)(?!\w)"
)
"""What behind a number makes it a time, a date, an age, an address."""
NO_TIMES = frozenset(".;:!?…“”‘’\"'")
"""Characters with which none of these begins."""
YEAR_DIGITS = 4
_YEAR = compiled_later(r"(?:1[5-9]|20)[0-9]{2}\Z")
_AGE_BEHIND = compiled_later(
    r"(?:[A-Z][\w.’'-]*, |[A-Z][\w.’'-]* \(|\bages? of |\b(?:son|daughter|girl|boy"
    r"|child|brother|sister|husband|wife|man|woman|mother|father|baby|grandson|granddaughter"
    r"|cousin|nephew|niece|boyfriend|girlfriend|partner), |\b(?:[Hh]e|[Ss]he|who|I) "
    r"(?:is|was|turned|turns|would be|will be) (?:only |just |now |then |about )?"
    r"|\b(?:turn|turned|turns|turning) )\Z"
)
_LIVED = compiled_later(r" (?:when|at the time|and (?:lives|lived|had|has|a)\b)")
_DATE_BEHIND = compiled_later(
    rf"\b(?:{_MONTHS})\s[0-9]{{1,2}}(?:st|nd|rd|th)?"
    r"(?:,|\s?[–-]|\s(?:and|to|or|through))\s?\Z"
    r"|\b(?:aged?|ages) [0-9]{1,3}(?:, [0-9]{1,3})*,? (?:and|to|or|through) \Z"
)
_POINTERS = listed(
    "the these those other all both any which no last first next every top final"
)
_PLACES = listed("in into at age")
_LIMITS = listed("over under above below")
_JOINTS = listed("and or to through")
_VERBS = listed(
    "were was are is have had has died people killed injured wounded others more "
    "remain remained percent to or and"
)
_AGED_VERBS = listed("is was be turn turned turns turning only just now then about")
_FIRST_WORDS = listed(
    "the a in on at of for from with by to and but or about around nearly almost "
    "over under some only just all these those another as least than"
)
_YEAR_OF_A_NOUN = listed("in since the of late")


def is_name(
    body: str, number: Numeral, front: Front, *, noun: int, is_hedged: bool
) -> bool:
    """Whether a number states no quantity.

    None is a number that counts a noun, in small letters, no range and not as long as a
    year, behind a word that names nothing.

    Args:
        body: what it is in.
        number: the one in question, without a time, a date or an age behind it.
        front: the word in front of it.
        noun: where what it counts ends; its own end for none.
        is_hedged: whether a hedge touches it.
    """
    _, end, first, kind, _, is_measured, _, _, is_paired, _ = number
    is_bare = noun == end and not is_measured
    if (front.is_naming or body[first].isupper()) and _is_part_of_a_name(
        body, number, front, noun=noun, is_bare=is_bare
    ):
        return True
    if (
        is_paired
        and not is_measured
        and _is_score(body, number, body[end:noun].strip())
    ):
        return True
    if (
        kind == "digits"
        and end - first >= YEAR_DIGITS
        and _is_year(body, number, front.folded, noun, is_hedged=is_hedged)
    ):
        return True
    return is_bare and (
        _is_age(body, number, front)
        or _is_pointer(body, number, front.folded)
        or (not is_hedged and _is_bare_name(body, number, front))
    )


def _is_part_of_a_name(
    body: str, number: Numeral, front: Front, *, noun: int, is_bare: bool
) -> bool:
    """Whether the word in front or a capital makes a name or a date of a number."""
    core, before, folded = body[number.first : number.end], front.word, front.folded
    if before in words.MONTHS and number.kind == "digits" and len(core) <= 5:
        return is_bare or folded not in ("may", "march")
    if number.kind == "fraction" and folded in HALVES:
        return True
    if core[0].isupper() and not (
        _starts_sentence(body, number.first) or _is_headline(body, number.first)
    ):
        # The Big Four, the Group of Seven.
        return True
    if folded not in words.NAMED_BY_NUMBER:
        return False
    if folded == "top":
        return is_bare
    of = body[number.end : noun].lstrip().startswith("of ")
    return is_bare or before[0].isupper() or of


def _is_age(body: str, number: Numeral, front: Front) -> bool:
    """Whether a bare number is an age, or the end of one or of a date."""
    start, end, before, folded = number.start, number.end, front.word, front.folded
    if folded in _LIMITS and _is_age_limit(body, start, folded):
        return True
    if (before[-1:] in (",", "–") or folded in _JOINTS) and _DATE_BEHIND().search(
        body[max(0, start - 20) : start]
    ):
        return True
    if number.kind != "digits" or end - number.first > _OLDEST_AGE_DIGITS:
        return False
    is_followed = body[end] in ",.);\n" or _LIVED().match(body, end)
    is_led = before.endswith(",") or folded in _AGED_VERBS or folded in ("", "of")
    return bool(
        is_followed
        and is_led
        and _AGE_BEHIND().search(body[max(0, start - 32) : start])
    )


def _is_age_limit(body: str, start: int, limit: str) -> bool:
    """Whether people stand in front of over or under: children under 5."""
    end = start - 1 - len(limit)
    return end > 0 and word_before(body, end).folded.rstrip(",") in words.AGED


def _is_pointer(body: str, number: Numeral, before: str) -> bool:
    """Whether a bare number points at things known, or counts the lines of a list."""
    core = body[number.first : number.end]
    if number.kind == "digits":
        return _is_enumerator(body, number.first, number.end)
    if number.kind != "words" or " " in core:
        return False
    return core.lower() == "zero" or before in _POINTERS or before in _PLACES


def _is_enumerator(body: str, first: int, end: int) -> bool:
    """Whether the number counts a list’s lines: “1. ”, “(2) ”."""
    if body[end : end + 1] not in (".", ")") or body[end + 1 : end + 2] != " ":
        return False
    at = first - 1 if first > 0 and body[first - 1] == "(" else first
    return at == 0 or body[at - 1] in "\n\t"


def _is_bare_name(body: str, number: Numeral, front: Front) -> bool:
    """Whether plain digits belong to the name in front: Apollo 11, at 7."""
    core, before, folded = body[number.first : number.end], front.word, front.folded
    if number.kind != "digits" or not core.isdigit():
        return False
    if folded == "at" and len(core) < 3 and int(core) < 13:
        return True
    if not before[:1].isupper() or before[-1] in ",.;:" or front.is_hedge:
        return False
    name = number.start - 1 - len(before)
    if _starts_sentence(body, name) and before[1:].islower():
        return len(core) < 3 and folded not in _FIRST_WORDS
    rest = body[number.end + 1 : number.end + 16].partition("\n")[0]
    return rest.split(" ", 1)[0] not in _VERBS


def _is_score(body: str, number: Numeral, noun: str) -> bool:
    """Whether two numbers with a dash between are a score, a vote or a record."""
    if not noun:
        return "," not in body[number.first : number.end]
    return bool(words.SCORED.intersection(noun.lower().split()))


def _is_year(
    body: str, number: Numeral, before: str, noun: int, *, is_hedged: bool
) -> bool:
    """Whether four digits say when."""
    if number.is_measured and not number.is_range:
        return False
    core = body[number.first : number.end]
    if not _YEAR().match(core[:4] if number.is_range else core):
        return False
    last = body[number.end : noun].strip().rpartition(" ")[2]
    if last:
        if last in words.COMMON_COUNTS or last in words.UNIT_STARTS:
            return before in _YEAR_OF_A_NOUN and last != "people"
        return not is_hedged
    return not is_hedged or before in words.YEAR_BEHIND


def _starts_sentence(body: str, start: int) -> bool:
    """Whether a sentence or a line begins at an offset, behind opening marks."""
    at = start
    while at > max(0, start - 8) and body[at - 1] in _OPENING:
        at -= 1
    return at == 0 or body[at - 1] in ".!?:;…”’\n\t"


def _is_headline(body: str, start: int) -> bool:
    """Whether the line is set in capitals, so that a capital says nothing."""
    first = max(0, start - _LONGEST_HEADLINE)
    last = min(len(body), start + _LONGEST_HEADLINE)
    low = body.rfind("\n", first, start) + 1 or first
    high = body.find("\n", start, last)
    high = last if high < 0 else high
    if high - low > _LONGEST_HEADLINE:
        return False
    long = [word for word in re.split(r"\W+", body[low:high]) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 2 and capitals >= _CAPITALS_OF_A_HEADLINE * len(long)
