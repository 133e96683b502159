"""Names of annotators: what may stand in the database as somebody's id."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BadName", "annotator_name", "nearest"]

LONGEST = 64


class BadName(UsageError):
    """The name of an annotator cannot be used."""


@lru_cache(maxsize=256)
def annotator_name(text: str) -> str:
    """The name trimmed and in NFC.

    Raises:
        BadName: It is empty, has more than 64 characters, or holds control characters,
            line breaks or surrogates.
    """
    name = unicodedata.normalize("NFC", text.strip())
    if not name:
        raise BadName("The name of the annotator is empty; give one, as in --as alice.")
    if len(name) > LONGEST:
        raise BadName(
            f"The name of the annotator has {len(name)} characters; "
            f"{LONGEST} are allowed, take a shorter one."
        )
    for char in name:
        if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
            raise BadName(
                f"The name of the annotator holds the control character "
                f"U+{ord(char):04X}; take a name without it."
            )
    return name


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, case aside; "" when none is close."""
    import difflib  # noqa: PLC0415  only for a message

    by_folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else ""
