"""The lines of a text file that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.importing import Importing, Spot

__all__ = ["text_lines"]

_BOM: Final = b"\xef\xbb\xbf"


def text_lines(
    lines: Iterable[bytes], importing: Importing
) -> Iterator[tuple[Spot, str]]:
    """Each line with its end and its place; a BOM is taken off.

    Of the lines that are not UTF-8 the first is a problem, since one conversion mends
    all; none of them is given.
    """
    is_utf8 = True
    for number, data in enumerate(lines, start=1):
        spot = importing.at(number)
        try:
            yield spot, (data.removeprefix(_BOM) if number == 1 else data).decode()
        except UnicodeDecodeError as error:
            if is_utf8:
                spot.problem(
                    "",
                    f"is not UTF-8 (byte {error.start} of the line); convert the file, "
                    "for example with `iconv -f WINDOWS-1252 -t UTF-8`",
                )
            is_utf8 = False
