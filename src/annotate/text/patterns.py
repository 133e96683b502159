"""Patterns that are compiled when they are first used, not when a module is loaded.

Together those of the selection engine would cost a start several milliseconds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["any_of", "compiled_later"]


def compiled_later(
    pattern: str, flags: re.RegexFlag = re.NOFLAG
) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern, the same one each time."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, to be followed by one for where a word ends.

    Grouped by one letter after the other, since the engine looks at the first letter of
    every alternative.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rests.setdefault(word[:1], []).append(word[1:])
    is_word = rests.pop("", None) is not None
    groups = (re.escape(letter) + any_of(rest) for letter, rest in rests.items())
    joined = "|".join(groups)
    if is_word:
        return f"(?:{joined})?" if joined else ""
    return f"(?:{joined})" if len(rests) > 1 else joined
