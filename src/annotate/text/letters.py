"""The letters of a text: what stays the same when it is set in type anew."""

from __future__ import annotations

from typing import Final

__all__ = ["letters"]

_PLAIN: Final = {'"': "“”„‟″«»", "'": "‘’‚‛′´", "-": "‐‑‒–—―−"}
"""Quotation marks and dashes, which every program sets in its own way."""


def letters(text: str) -> str:
    """All code points but white space, with quotation marks and dashes made plain.

    As many as there were, in their order.
    """
    found = "".join(text.split())
    if not found.isascii():
        # One after the other, since looking for one takes a hundredth of the time of
        # `str.translate`, and few are there.
        for plain, forms in _PLAIN.items():
            for form in forms:
                found = found.replace(form, plain)
    return found.replace("`", "'")
