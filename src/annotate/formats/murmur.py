"""MurmurHash3 as Prodigy uses it to know a text again.

Austin Appleby's `MurmurHash3_x86_32`, which is in the public domain, with the result
read as a signed number. Written here, since it is a page, and the library that Prodigy
takes it from is compiled and comes with spaCy alone.
"""

from __future__ import annotations

import struct

__all__ = ["murmur3"]

_MASK = 0xFFFF_FFFF
_C1, _C2 = 0xCC9E_2D51, 0x1B87_3593


def murmur3(data: bytes, seed: int = 0) -> int:
    """The hash, from -2**31 to 2**31 - 1."""
    whole = len(data) - len(data) % 4
    hashed = seed
    for (block,) in struct.iter_unpack("<I", data[:whole]):
        hashed ^= _mixed(block)
        hashed = ((hashed << 13 | hashed >> 19) * 5 + 0xE654_6B64) & _MASK
    if rest := data[whole:]:
        hashed ^= _mixed(int.from_bytes(rest, "little"))
    hashed ^= len(data)
    hashed = (hashed ^ hashed >> 16) * 0x85EB_CA6B & _MASK
    hashed = (hashed ^ hashed >> 13) * 0xC2B2_AE35 & _MASK
    hashed ^= hashed >> 16
    return hashed - (hashed >> 31 << 32)


def _mixed(block: int) -> int:
    block = block * _C1 & _MASK
    return (block << 15 | block >> 17) * _C2 & _MASK
