"""Which numbers name or date something, and so state no quantity.

Years, ages, times of day, addresses, scores, pages, names with a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate.text import number_words as words
from annotate.text.patterns import compiled_later

if TYPE_CHECKING:
    from annotate.text.numerals import Numeral

__all__ = ["is_name", "starts_sentence", "word_before"]

_OPENING = " “\"‘'([—–-*•"
_LINE_STARTS = "\n\t"

_TIME_DATE_OR_AGE = compiled_later(
    r"\s?(?:a\.m\b|p\.m\b|am\b|pm\b|o['’]clock|GMT\b|UTC\b|BST\b|E[SD]T\b|local time)"
    r"|\s(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
    r"|\s(?:BC|AD|BCE|CE|hours GMT)\b"
    r"|-olds?\b|[ -](?:years?|months?|weeks?|days?)[ -](?:olds?\b|of age\b)"
    r"|- (?:to|and|or) [0-9]{1,3}-(?:years?|months?)-olds?\b|,? (?:or|and) (?:older|over"
    r"|above|under|younger|up)\b"
    r"| in the (?:morning|afternoon|evening)\b| at night\b"
    r"|\)\s?[0-9]{3}[- ][0-9]{4}\b| Downing Street| (?:[A-Z][\w.’'-]*\s){1,3}(?:Street|Avenue|Road|Boulevard|Lane|Drive"
    r"|Square|Place|Way|Ave\.|St\.|Rd\.|Blvd\.|Court|Crescent|Terrace)(?!\w)"
)
_YEAR = compiled_later(r"(?:1[5-9]|20)[0-9]{2}\Z")
_AGE_BEHIND = compiled_later(
    r"(?:[A-Z][\w.’'-]*, |[A-Z][\w.’'-]* \(|\bages? of "
    r"|\b(?:son|daughter|girl|boy|child|brother|sister|husband|wife|man|woman|mother|father"
    r"|baby|grandson|granddaughter|cousin|nephew|niece|boyfriend|girlfriend|partner), |\b(?:[Hh]e|[Ss]he|who|I) "
    r"(?:is|was|turned|turns|would be|will be) (?:only |just |now |then |about )?"
    r"|\b(?:turn|turned|turns|turning) )\Z"
)
_LIVED = compiled_later(r" (?:when|at the time|and (?:lives|lived|had|has|a)\b)")
_DATE_BEHIND = compiled_later(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)\s"
    r"[0-9]{1,2}(?:st|nd|rd|th)?(?:,|\s?[–-]|\s(?:and|to|or|through))\s?\Z"
    r"|\b(?:aged?|ages) [0-9]{1,3}(?:, [0-9]{1,3})*,? (?:and|to|or|through) \Z"
)
_POINTERS = frozenset(
    "the these those other all both any which no last first next every top final".split()
)
_HALVES = frozenset("first second third last next other top bottom final better latter former".split())
_LIMITS = frozenset("over under above below".split())
_VERBS = frozenset(
    "were was are is have had has died people killed injured wounded others more remain "
    "remained percent to or and".split()
)


def word_before(body: str, start: int, low: int) -> str:
    """The word in front of an offset and one space; empty where none touches it."""
    if start <= low or body[start - 1] not in " \u00a0":
        return ""
    behind = body[max(low, start - 26) : start - 1]
    cut = max(behind.rfind(" "), behind.rfind("\n"), behind.rfind("—"))
    return behind[cut + 1 :].lstrip("(“\"‘'[")


def starts_sentence(body: str, start: int, low: int) -> bool:
    """Whether a sentence or a line begins at an offset."""
    at = start
    while at > low and body[at - 1] in _OPENING:
        at -= 1
    return at == low or body[at - 1] in ".!?:;…”’\n\t"


def is_name(
    body: str, number: Numeral, before: str, low: int, *, noun: str, is_hedged: bool
) -> bool:
    """Whether a number in front of `noun`, empty for none, states no quantity.

    `before` is the word in front of it.
    """
    if number.is_money or number.is_percent:
        return False
    start, end, first = number.start, number.end, number.first
    if _TIME_DATE_OR_AGE().match(body, end):
        return True
    core = body[first:end]
    is_bare = not noun and not number.is_measured
    folded = before.lower()
    if folded in ("number", "no.", "nos.", "#"):
        return True
    if number.kind == "fraction" and folded in _HALVES:
        return True
    if before in words.MONTHS and number.kind == "digits" and len(core) <= 5:
        return folded not in ("may", "march") or is_bare
    if (
        core[0].isupper()
        and not starts_sentence(body, first, low)
        and not _is_headline(body, first)
    ):
        # The Big Four, the Group of Seven.
        return True
    if number.is_paired and not number.is_measured and _is_score(body, number, noun):
        return True
    if _is_year(body, number, folded, noun, low, is_hedged=is_hedged):
        return True
    if folded in words.NAMED_BY_NUMBER and (
        is_bare or before[0].isupper() or noun.startswith("of ")
    ):
        return folded != "top" or is_bare
    if not is_bare:
        return False
    return _is_bare_name(body, number, before, low, is_hedged=is_hedged)


def _is_bare_name(
    body: str, number: Numeral, before: str, low: int, *, is_hedged: bool
) -> bool:
    """Whether a number without unit and noun is an age, a part of a name or a rank."""
    start, end = number.start, number.end
    core = body[number.first : end]
    folded = before.lower()
    following = body[end : end + 1]
    if number.kind == "digits" and len(core) < 4:
        if following in ",.);" or end == len(body) or _LIVED().match(body, end):
            if before.endswith(",") or not before or folded in _AGED_VERBS:
                behind = body[max(low, start - 32) : start]
                if _AGE_BEHIND().search(behind):
                    return True
            elif folded == "of" and _AGE_BEHIND().search(body[max(low, start - 12) : start]):
                return True
        if following in ".)" and _is_enumerator(body, number.first, end):
            return True
    if folded in _LIMITS and _is_age_limit(body, start, folded, low):
        return True
    if before[-1:] in (",", "–") or folded in ("and", "or", "to", "through"):
        if _DATE_BEHIND().search(body[max(low, start - 20) : start]):
            return True
    if number.kind == "words" and " " not in core:
        if core.lower() in ("one", "zero"):
            return True
        return folded in _POINTERS or folded in ("in", "into", "at", "age")
    if is_hedged or number.kind != "digits" or "," in core or "." in core:
        return False
    if folded == "at" and len(core) < 3 and int(core) < 13:
        return True
    if before[:1].isupper() and before[-1] not in ",.;:" and folded not in words.HEDGE_ENDS:
        name = start - 1 - len(before)
        if starts_sentence(body, name, low) and before[1:].islower():
            return len(core) < 3 and folded not in _FIRST_WORDS
        rest = body[end + 1 : end + 16].split(" ", 1)[0]
        return rest not in _VERBS
    return False


_AGED_VERBS = frozenset("is was be turn turned turns turning only just now then about".split())
_FIRST_WORDS = frozenset(
    "the a in on at of for from with by to and but or about around nearly almost over "
    "under some only just all these those another as least than".split()
)


def _is_enumerator(body: str, first: int, end: int) -> bool:
    """Whether the number counts a list’s lines: “1. ”, “(2) ”."""
    at = first - 1 if body[first - 1 : first] == "(" else first
    return (at == 0 or body[at - 1] in "\n\t") and body[end + 1 : end + 2] == " "


def _is_age_limit(body: str, start: int, limit: str, low: int) -> bool:
    """Whether people stand in front of over or under: children under 5."""
    end = start - 1 - len(limit)
    behind = word_before(body, end, low) if end > low else ""
    return behind.lower().rstrip(",") in words.AGED


def _is_score(body: str, number: Numeral, noun: str) -> bool:
    """Whether two numbers with a dash between are a score, a vote or a record."""
    if not noun:
        return "," not in body[number.first : number.end]
    return bool(words.SCORED.intersection(noun.lower().split()))


def _is_year(
    body: str, number: Numeral, before: str, noun: str, low: int, *, is_hedged: bool
) -> bool:
    """Whether four digits say when."""
    core = body[number.first : number.end]
    if number.is_measured or number.is_range:
        core = core[:4] if number.is_range else ""
    if number.kind != "digits" or not _YEAR().match(core):
        return False
    if noun:
        last = noun.rpartition(" ")[2]
        if last in words.COMMON_COUNTS or last in words.UNIT_STARTS:
            return before in ("in", "since", "the", "of", "late") and last != "people"
        return not is_hedged
    if not is_hedged:
        return True
    return before in words.YEAR_BEHIND


def _is_headline(body: str, start: int) -> bool:
    """Whether the line is set in capitals, so that a capital says nothing."""
    low, high = body.rfind("\n", max(0, start - 160), start) + 1, body.find("\n", start)
    high = len(body) if high < 0 else high
    if high - low > 160 or low == 0 and start > 160:
        return False
    long = [word for word in re.split(r"\W+", body[low:high]) if len(word) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
