"""Where some words stand in a text, in whatever case they are written.

A needle with a capital is looked for as it is, one without in any case. Straight and
curly quotation marks are the same, and so are the spaces; each character is compared
with one character, so that offsets hold. A needle written as `/like this/` is a pattern
(see `pattern_search`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text.graphemes import ceil_boundary
from annotate.text.pattern_search import Hits, pattern_hits, pattern_of
from annotate.text.trimming import snap

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = [
    "LONGEST_SHOWN",
    "count",
    "find_next",
    "find_previous",
    "matches_between",
    "problem",
]

LONGEST_SHOWN = 1000
"""Code points of the longest needle whose matches are marked on the screen."""

_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}


def _made_alike(text: str) -> str:
    """The text with characters that look alike made one; as long as it was."""
    for char, same in _ALIKE.items():
        text = text.replace(char, same)
    return text


def _without_case(alike: str) -> str:
    """The text without case; as long as it was."""
    # The only letter whose small form is longer than one character.
    return alike.replace("İ", "i").lower().replace("ς", "σ")


@lru_cache(maxsize=16)
def _plain(article: str) -> str:
    return _made_alike(article)


@lru_cache(maxsize=16)
def _folded(article: str) -> str:
    return _without_case(_plain(article))


# Needles have places of their own: they would drive the articles out of theirs.
@lru_cache(maxsize=4)
def _sought(needle: str) -> tuple[str, bool]:
    """What is looked for, and whether case counts."""
    alike = _made_alike(needle)
    if any(char.isupper() for char in needle):
        return alike, True
    return _without_case(alike), False


def _haystack(article: str, needle: str) -> tuple[str, str]:
    """What is searched, and what for."""
    sought, has_case = _sought(needle)
    return (_plain if has_case else _folded)(article), sought


def _pattern_hits(text: str, needle: str) -> Hits | None:
    """The hits of a needle that is a pattern; None for plain words."""
    pattern = pattern_of(needle)
    return pattern_hits(_plain(text), _made_alike(pattern)) if pattern else None


def _hit(text: str, hits: Hits, at: int) -> Span:
    return snap(text, hits.starts[at], hits.ends[at])


def problem(text: str, needle: str) -> str:
    """Why a pattern finds nothing, in a sentence; "" when that is no fault of it."""
    found = _pattern_hits(text, needle)
    return found.problem if found is not None else ""


def find_next(text: str, needle: str, offset: int) -> Span | None:
    """The first match that starts at or after `offset`; None when there is none.

    Widened to whole grapheme clusters. An empty needle is found nowhere; the search
    does not go on at the start.
    """
    if not needle:
        return None
    found = _pattern_hits(text, needle)
    if found is not None:
        at = bisect_left(found.starts, ceil_boundary(text, offset))
        return _hit(text, found, at) if at < len(found.starts) else None
    haystack, sought = _haystack(text, needle)
    start = haystack.find(sought, ceil_boundary(text, offset))
    return None if start < 0 else snap(text, start, start + len(sought))


def find_previous(text: str, needle: str, offset: int) -> Span | None:
    """The last match that starts before `offset`; None when there is none.

    Widened to whole grapheme clusters. An empty needle is found nowhere; the search
    does not go on at the end.
    """
    if not needle or offset <= 0:
        return None
    found = _pattern_hits(text, needle)
    if found is not None:
        at = bisect_left(found.starts, offset) - 1
        return _hit(text, found, at) if at >= 0 else None
    haystack, sought = _haystack(text, needle)
    start = haystack.rfind(sought, 0, offset - 1 + len(sought))
    return None if start < 0 else snap(text, start, start + len(sought))


def count(text: str, needle: str) -> int:
    """How many matches there are, none over another; 0 for an empty needle."""
    if not needle:
        return 0
    found = _pattern_hits(text, needle)
    if found is not None:
        return len(found.starts)
    haystack, sought = _haystack(text, needle)
    return haystack.count(sought)


def matches_between(text: str, needle: str, start: int, end: int) -> tuple[Span, ...]:
    """The matches that share a code point with [start, end), in order.

    None lies over another. Widened to whole grapheme clusters; the stretch begins and
    ends between two. None for an empty needle and for one over LONGEST_SHOWN. Give the
    whole text: it is made ready once, then only the stretch costs.
    """
    if not needle or len(needle) > LONGEST_SHOWN:
        return ()
    hits = _pattern_hits(text, needle)
    if hits is not None:
        first = bisect_right(hits.ends, start)
        behind = bisect_left(hits.starts, end)
        return tuple(_hit(text, hits, at) for at in range(first, behind))
    haystack, sought = _haystack(text, needle)
    reach = len(sought) - 1
    place, high = max(start - reach, 0), end + reach
    found: list[Span] = []
    while (place := haystack.find(sought, place, high)) >= 0:
        match = snap(text, place, place + len(sought))
        found.append(match)
        place = match.end
    return tuple(found)
