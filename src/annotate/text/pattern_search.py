"""Where a regular expression matches in a text, in bounded time.

A needle written as `/like this/` is a pattern of the `regex` library. Without a capital
of its own it matches in any case; `^` and `$` are the ends of lines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import regex

__all__ = ["MOST_HITS", "Hits", "pattern_hits", "pattern_of"]

MOST_HITS: Final = 50_000
"""Further hits in one text are not looked for."""
_SECONDS: Final = 0.2
"""Of processor time in one text. `regex` itself has no other bound on what it tries."""
_LONGEST: Final = 500
"""Code points of a pattern."""

_stopped: dict[str, None] = {}
"""Patterns that took too long in one text, the last ones: they are not tried in the
next one, so that five articles do not wait five times."""
_MOST_STOPPED: Final = 64

_ESCAPED = re.compile(r"\\(?:[pPN]\{[^}]*\}|.)", re.DOTALL)
_TOO_SLOW = (
    "The pattern takes too long here and was stopped; make it plainer, or leave the "
    "slashes out to look for it as it is."
)


class Hits(NamedTuple):
    """All matches in a text: sorted, none empty and none over another."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    problem: str = ""
    """Why there are none: the pattern cannot be read, or takes too long."""


def pattern_of(needle: str) -> str:
    """What stands between the slashes of a needle; "" when it is no pattern."""
    is_closed = len(needle) > 2 and needle[0] == needle[-1] == "/"
    # "/12\\/" is still being typed: its last slash belongs to the pattern.
    slashes = len(needle) - 1 - len(needle[:-1].rstrip("\\"))
    return needle[1:-1] if is_closed and slashes % 2 == 0 else ""


@lru_cache(maxsize=16)
def pattern_hits(text: str, pattern: str) -> Hits:
    """The matches of a pattern, MOST_HITS at most.

    Kept for texts and patterns asked for last, since each key asks again.
    """
    compiled = _compiled(pattern)
    if isinstance(compiled, str):
        return Hits(problem=compiled)
    if pattern in _stopped:
        return Hits(problem=_TOO_SLOW)
    starts: list[int] = []
    ends: list[int] = []
    try:
        for match in compiled.finditer(text, timeout=_SECONDS):
            if match.end() > match.start():
                starts.append(match.start())
                ends.append(match.end())
            if len(starts) == MOST_HITS:
                break
    except (TimeoutError, MemoryError):
        if len(_stopped) >= _MOST_STOPPED:
            del _stopped[next(iter(_stopped))]
        _stopped[pattern] = None
        return Hits(problem=_TOO_SLOW)
    return Hits(tuple(starts), tuple(ends))


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> regex.Pattern[str] | str:
    """The pattern made ready, or why it cannot be read."""
    import regex  # noqa: PLC0415 - costs a start 10 ms that most sittings do not need

    if len(pattern) > _LONGEST:
        return f"The pattern is longer than {_LONGEST} characters; shorten it."
    has_case = any(char.isupper() for char in _ESCAPED.sub("", pattern))
    flags = regex.MULTILINE
    if not has_case:
        flags |= regex.IGNORECASE
    try:
        return regex.compile(pattern, flags)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        why = getattr(error, "msg", str(error))
        return (
            f"This is no pattern ({why}); mend it, or leave the slashes out to look "
            "for it as it is."
        )
