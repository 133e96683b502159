"""Where some words stand in a text, in whatever case they are written.

A needle with a capital is looked for as it is, one without in any case. Straight and
curly quotation marks are the same, and so are the spaces; each character is compared
with one character, so that offsets hold.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text.graphemes import ceil_boundary
from annotate.text.trimming import snap

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = ["count", "find_next", "find_previous"]

_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}


@lru_cache(maxsize=16)
def _plain(text: str) -> str:
    """The text with characters that look alike made one; as long as it was."""
    for char, same in _ALIKE.items():
        text = text.replace(char, same)
    return text


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    """The text without case; as long as it was."""
    # The only letter whose small form is longer than one character.
    lower = _plain(text).replace("İ", "i").lower()
    return lower.replace("ς", "σ")


def _haystack(text: str, needle: str) -> tuple[str, str]:
    """What is searched, and what for."""
    if any(char.isupper() for char in needle):
        return _plain(text), _plain(needle)
    return _folded(text), _folded(needle)


def find_next(text: str, needle: str, offset: int) -> Span | None:
    """The first match that starts at or after `offset`; None when there is none.

    Widened to whole grapheme clusters. An empty needle is found nowhere; the search
    does not go on at the start.
    """
    if not needle:
        return None
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
    haystack, sought = _haystack(text, needle)
    start = haystack.rfind(sought, 0, offset - 1 + len(sought))
    return None if start < 0 else snap(text, start, start + len(sought))


def count(text: str, needle: str) -> int:
    """How many matches there are, none over another; 0 for an empty needle."""
    if not needle:
        return 0
    haystack, sought = _haystack(text, needle)
    return haystack.count(sought)
