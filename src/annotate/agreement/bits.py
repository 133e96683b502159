"""Sets of numbered things as the bits of whole numbers.

What two sets have in common is one `&` and one `bit_count`, over a whole corpus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["bits_of", "counted", "full", "numbers_of", "packed"]


def bits_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def numbers_of(bits: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def full(size: int) -> int:
    """The set of all numbers below `size`."""
    return (1 << size) - 1


def packed(parts: Iterable[tuple[int, int]]) -> int:
    """Sets laid behind each other; each comes with how many numbers it has room for."""
    return int.from_bytes(
        b"".join(bits.to_bytes((size + 7) // 8, "little") for bits, size in parts),
        "little",
    )


def counted(sets: Iterable[int]) -> tuple[int, int]:
    """With k the number of sets that hold a thing: the sum of k, and of k squared.

    The sets are added up as numbers written in columns, one carry at a time.
    """
    columns: list[int] = []
    for each in sets:
        carry = each
        for at, column in enumerate(columns):
            if not carry:
                break
            columns[at], carry = column ^ carry, column & carry
        if carry:
            columns.append(carry)
    return _sums(columns)


def _sums(columns: Sequence[int]) -> tuple[int, int]:
    total = sum(column.bit_count() << at for at, column in enumerate(columns))
    squares = sum(
        (one & other).bit_count() << (at + place)
        for at, one in enumerate(columns)
        for place, other in enumerate(columns)
    )
    return total, squares
