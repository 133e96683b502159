"""Bytes of a file become text, or a problem with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.formats.importing import Spot

__all__ = ["decoded"]


def decoded(data: bytes, spot: Spot) -> str | None:
    """The text of UTF-8 with all its line ends and its BOM; None, and a problem."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        spot.problem(
            "",
            f"is not UTF-8 (line {line}, byte {error.start} of the file); convert it, "
            "for example with `iconv -f WINDOWS-1252 -t UTF-8`",
        )
        return None
