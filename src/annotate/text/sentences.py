"""Where a sentence of news prose ends.

A line break ends one; so does a stop that belongs to no abbreviation, together with the
quotation marks and brackets that close behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from annotate.text.graphemes import is_boundary

__all__ = [
    "MAYBE_NO_LAST_WORDS",
    "SAYING",
    "SentenceCuts",
    "ends_sentence",
    "stop_characters",
    "stop_pattern",
]

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

_PIECE = 1024
"""Code points searched at once for cuts."""

_LINE_ENDS = "\n\u2028\u2029"
_OPENERS = "“\"'‘«„「『(["


@cache
def stop_characters() -> re.Pattern[str]:
    """A character with which a match of `stop_pattern` begins."""
    return re.compile(rf"[{_LINE_ENDS}.!?…。！？｡।॥۔؟።។။]")


@cache
def stop_pattern() -> re.Pattern[str]:
    """A line end, or a stop with the marks that close behind it."""
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
MAYBE_NO_LAST_WORDS = _TITLES | _COUNTERS | _SOMETIMES_LAST
"""Where a stop behind any other word of letters ends a sentence before a capital."""
_LAST_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[^\W_])?")
"""To be matched from behind, which is five times as fast as a search."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_NEXT_WORD = re.compile(r"\W*([^\W_]+)")
_ENUMERATOR = re.compile(rf"(?:\A|[{_LINE_ENDS}])[ \t]*\(?\d{{1,3}}\Z")


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[\w.’'-]+\s+){{0,4}}?(?:{SAYING})\b")


def ends_sentence(text: str, stop: int, end: int) -> bool:
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
    if before[-1:].isdigit() and _ENUMERATOR.search(before):
        return False
    match = _LAST_WORD.match(before[::-1])
    if match is None:
        return True
    word = match[0][::-1]
    if word in _TITLES:
        return False
    if word.lower() in _COUNTERS:
        return not ahead[0].isdigit()
    initials = _INITIALS.match(word) and (len(word) > 1 or word.isupper())
    if initials or word in _SOMETIMES_LAST:
        if ahead[0] in _OPENERS:
            # LOUISVILLE, Ky. (AP)
            return ahead[0] != "("
        first = _NEXT_WORD.match(ahead)
        return first is not None and first.group(1).lower() in _FIRST_WORDS
    return True


@lru_cache(maxsize=256)
def _cuts(text: str, piece: int) -> tuple[int, ...]:
    """The cuts behind the characters of a piece of the text, in order.

    Kept, since a stretch is looked for from all sides and so is its neighbour.
    """
    low, high = piece * _PIECE, (piece + 1) * _PIECE
    # Read beyond both edges, so that a stop is the same in whatever piece it is found.
    found = stop_pattern().finditer(
        text, max(0, low - _LONGEST_END), min(len(text), high + _LONGEST_END)
    )
    return tuple(
        end
        for start, end in map(re.Match.span, found)
        if low < end <= high and ends_sentence(text, start, end)
    )


class SentenceCuts:
    """The cuts between sentences: behind the last mark of one, before the blank."""

    def last(self, text: str, low: int, high: int) -> int | None:
        """The last cut in low < cut <= high."""
        for piece in range((high - 1) // _PIECE, low // _PIECE - 1, -1):
            cuts = _cuts(text, piece)
            behind = bisect_right(cuts, high)
            if behind:
                return cuts[behind - 1] if cuts[behind - 1] > low else None
        return None

    def first(self, text: str, low: int, high: int) -> int | None:
        """The first cut in low < cut <= high."""
        for piece in range(low // _PIECE, (high - 1) // _PIECE + 1):
            cuts = _cuts(text, piece)
            behind = bisect_right(cuts, low)
            if behind < len(cuts):
                return cuts[behind] if cuts[behind] <= high else None
        return None
