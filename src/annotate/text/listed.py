"""Sets of words, written as running text."""

from __future__ import annotations

__all__ = ["listed"]


def listed(words: str) -> frozenset[str]:
    """The words between the blanks."""
    return frozenset(words.split())
