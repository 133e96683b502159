"""Patterns that are compiled when they are first used, not when a module is loaded.

Together those of the selection engine would cost a start several milliseconds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compiled_later"]


def compiled_later(
    pattern: str, flags: re.RegexFlag = re.NOFLAG
) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern, the same one each time."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled
