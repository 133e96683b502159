"""Articles divided into the parts of a training set."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["BadSplit", "Share", "divided", "shares_of"]

_SUM_TOLERANCE = 1e-6


class BadSplit(UsageError):
    """The words of --split say no division."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(
            f"--split {words!r} {why}; write it as train=.8,dev=.1,test=.1."
        )


@dataclass(frozen=True, slots=True)
class Share:
    """One part and how much of the whole it is to be."""

    part: str
    share: float
    """More than 0, at most 1."""


def shares_of(words: str) -> tuple[Share, ...]:
    """The parts that `train=.8,dev=.1,test=.1` names, in its order.

    Raises:
        BadSplit: a part has no name or share, comes twice, has a name that is no plain
            file name, or the shares do not add up to 1.
    """
    shares: list[Share] = []
    for each in words.split(","):
        part, equals, number = (word.strip() for word in each.partition("="))
        if not (equals and part and number):
            raise BadSplit(words, f"has {each.strip()!r}, which is no PART=SHARE")
        if not part.replace("-", "").replace("_", "").isalnum() or not part.isascii():
            raise BadSplit(words, f"calls a part {part!r}, which is no plain name")
        try:
            share = float(number)
        except ValueError:
            raise BadSplit(words, f"gives {part} {number!r}, no number") from None
        if not 0 < share <= 1:
            raise BadSplit(words, f"gives {part} {number}, not a share of 1")
        if part in {one.part for one in shares}:
            raise BadSplit(words, f"names {part} twice")
        shares.append(Share(part, share))
    total = sum(one.share for one in shares)
    if abs(total - 1) > _SUM_TOLERANCE:
        raise BadSplit(words, f"adds up to {total:g} and not to 1")
    return tuple(shares)


def divided(
    groups: Mapping[str, Iterable[str]], shares: tuple[Share, ...], seed: int
) -> dict[str, str]:
    """The part of each article; those of one group stand in one part.

    The groups come in an order that follows from the seed and their names alone. Each
    goes to the part that lacks most articles of its share, so that the parts come as
    near to their shares as the sizes of the groups allow; a large group may make one
    larger, and where there are fewer groups than parts, some stay empty.

    Args:
        groups: article ids by the name of their group.
        shares: the parts.
        seed: any whole number.
    """
    held = {name: tuple(articles) for name, articles in groups.items()}
    count = sum(map(len, held.values()))
    # The largest first: what comes late evens out what is left.
    ranked = sorted(held, key=lambda name: (-len(held[name]), _rank(seed, name)))
    lacks = {one.part: one.share * count for one in shares}
    parts: dict[str, str] = {}
    for name in ranked:
        part = max(lacks, key=lambda each: lacks[each])
        lacks[part] -= len(held[name])
        parts |= dict.fromkeys(held[name], part)
    return parts


def _rank(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{name}".encode()).digest()
