"""Where a sentence of news prose ends.

A line break ends one; so does a stop that belongs to no abbreviation, together with the
quotation marks and brackets that close behind it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate.text.graphemes import is_boundary

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SAYING", "SentenceCuts"]

SAYING = (
    "said|says|say|saying|asked|asks|added|adds|told|tells|claimed|claims|claim"
    "|noted|notes|warned|warns|explained|explains|stated|states|argued|argues"
    "|continued|replied|announced|announces|reported|reports|suggested|suggests"
    "|insisted|insists|wrote|writes|tweeted|posted|declared|remarked|stressed|recalled"
    "|acknowledged|concluded|observed|quipped|shouted|cried"
)
"""Verbs that attribute words to a speaker, joined for a regular expression."""

_CONTEXT = 64
"""Code points looked at behind a stop."""
_LONGEST_WORD = 24
"""Code points looked at before it."""
_LONGEST_END = 24
"""Code points of a stop with its closing marks and notes."""

_LINE_ENDS = "\n\u2028\u2029"
_OPENERS = "“\"'‘«„「『(["


@cache
def _stop() -> re.Pattern[str]:
    closers = r"[\"'”’»›)\]}」』）]{0,6}(?:\[\d{1,3}\]){0,3}"
    return re.compile(
        rf"[{_LINE_ENDS}]|[.!?…]{closers}"
        rf"|[。！？｡।॥۔؟።។။]{closers}(?![。！？｡।॥۔؟።។။])"
    )


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _listed(
    "Mr Mrs Ms Messrs Mme Dr Prof Gen Maj Col Lt Capt Cpt Cmdr Adm Sgt Cpl Pvt Brig "
    "Rev Hon Sen Rep Gov Pres St Mt Ft Dept Fr Amb Supt Insp Det vs eg ie cf"
)
"""Never the last word of a sentence."""
_COUNTERS = _listed(
    "jan feb mar apr jun jul aug sept sep oct nov dec no nos art arts fig figs p pp "
    "vol ch sec par op para approx ca"
)
"""Not the last word before a digit."""
_SOMETIMES_LAST = _listed(
    "Inc Corp Ltd Co Jr Sr Bros Esq Ph.D Univ Assn Ave Blvd Rd Ala Ariz Ark Calif "
    "Colo Conn Del Fla Ga Ill Ind Kan Ky Mass Md Mich Minn Miss Mo Mont Neb Nev Okla "
    "Ore Pa Tenn Tex Va Vt Wash Wis Wyo etc al"
)
"""The last word where a usual first word of a sentence comes next."""
_FIRST_WORDS = _listed(
    "a an the this that these those it its he his she her they their we our i you "
    "your there here in on at by for from with as after before since while when where "
    "if but and or so yet however although though meanwhile earlier later still also "
    "according both some many most more no not neither what who why how asked last "
    "next"
)
_LAST_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[^\W_])?\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_NEXT_WORD = re.compile(r"\W*([^\W_]+)")
_ENUMERATOR = re.compile(rf"(?:\A|[{_LINE_ENDS}])[ \t]*\(?\d{{1,3}}\Z")


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[\w.’'-]+\s+){{0,4}}?(?:{SAYING})\b")


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    """Whether the stop at `stop`, closed by marks up to `end`, ends a sentence."""
    char = text[stop]
    if char not in ".!?…":
        return is_boundary(text, end)
    if end < len(text) and not text[end].isspace() and text[end] not in "“‘«":
        return False
    after = text[end : end + _CONTEXT].split("\n", 1)[0]
    ahead = after.lstrip()
    if not ahead:
        return True
    if ahead[0].islower() or ahead[0] in ",;:—–":
        return False
    closed = text[stop + 1 : end]
    if char in "!?":
        # “Will it?” Kim asked.
        quoted = any(mark in closed for mark in "”\"’'»")
        return not (quoted and _asking().match(after))
    return char == "…" or bool(closed) or _is_full_stop(text, stop, ahead)


def _is_full_stop(text: str, stop: int, ahead: str) -> bool:
    """Whether the point at `stop` is more than the end of an abbreviation."""
    before = text[max(0, stop - _LONGEST_WORD) : stop]
    if before.endswith("."):
        return True
    if _ENUMERATOR.search(before):
        return False
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    word = match.group()
    if word in _TITLES:
        return False
    if word.lower() in _COUNTERS:
        return not ahead[0].isdigit()
    initials = _INITIALS.match(word) and (len(word) > 1 or word.isupper())
    if initials or word in _SOMETIMES_LAST:
        if ahead[0] in _OPENERS:
            return True
        first = _NEXT_WORD.match(ahead)
        return first is not None and first.group(1).lower() in _FIRST_WORDS
    return True


class SentenceCuts:
    """The cuts between sentences: behind the last mark of one, before the blank."""

    def last(self, text: str, low: int, high: int) -> int | None:
        """The last cut in low < cut <= high."""
        line = max(low, text.rfind("\n", low, high) + 1)
        cuts = list(self._between(text, line, high))
        if cuts:
            return cuts[-1]
        return line if line > low else None

    def first(self, text: str, low: int, high: int) -> int | None:
        """The first cut in low < cut <= high."""
        return next(self._between(text, low, high), None)

    @staticmethod
    def _between(text: str, low: int, high: int) -> Iterator[int]:
        """All cuts in low < cut <= high, in order."""
        # One code point more than wanted, so that a stop cut short by the end of the
        # window is one too far.
        for match in _stop().finditer(
            text, max(0, low - _LONGEST_END), min(len(text), high + 1)
        ):
            end = match.end()
            if low < end <= high and _ends_sentence(text, match.start(), end):
                yield end
