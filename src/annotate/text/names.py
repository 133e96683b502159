"""Names of annotators: what may stand in the database as somebody's id."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Annotator

__all__ = ["BadName", "annotator_name", "lookalike", "nearest", "shown_names"]

LONGEST = 64
_SHORTEST = 3
"""Letters of a name in which one slip is not half of it."""
_TWO_SLIPS = 6
"""Letters of a name in which two slips are taken for slips."""


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


def shown_names(people: Iterable[Annotator]) -> dict[str, str]:
    """What everybody is called, by id: their name, or their id where they have none.

    Two who came to have one name, as databases that were merged bring them, are told
    apart by their ids behind it.
    """
    known = tuple(people)
    called = Counter((one.name or one.id).casefold() for one in known)
    return {
        one.id: one.name or one.id
        if called[(one.name or one.id).casefold()] == 1 or not one.name
        else f"{one.name} ({one.id})"
        for one in known
    }


def lookalike(name: str, known: Iterable[str]) -> str:
    """The known name that `name` is likely to be mistyped for; "" for none.

    One that differs in case and white space alone, else the nearest in up to two slips
    of the keyboard: a letter too many, too few, wrong, or two in the wrong order. Names
    that differ in their numbers alone, as a1 and a2, are meant to differ.
    """
    squeezed = {each: _squeezed(each) for each in known}
    wanted = _squeezed(name)
    for each, other in squeezed.items():
        if other == wanted:
            return each
    if len(wanted) < _SHORTEST:
        return ""
    best, fewest = "", 1 + (1 if len(wanted) < _TWO_SLIPS else 2)
    for each, other in squeezed.items():
        if len(other) < _SHORTEST or _differ_in_digits(wanted, other):
            continue
        if abs(len(wanted) - len(other)) < fewest:
            slips = _slips(wanted, other)
            if slips < fewest:
                best, fewest = each, slips
    return best


def _squeezed(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _differ_in_digits(one: str, other: str) -> bool:
    return _without_digits(one) == _without_digits(other)


def _without_digits(text: str) -> str:
    return "".join(char for char in text if not char.isdigit())


def _slips(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance in which no stretch is changed twice."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(row[-1] + 1, last[j] + 1, last[j - 1] + (char != against))
            is_swap = i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == against
            row.append(min(cost, before[j - 2] + 1) if is_swap else cost)
        before, last = last, row
    return last[-1]
