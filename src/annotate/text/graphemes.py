r"""Where one character, as a reader sees it, ends and the next begins.

Extended grapheme clusters of UAX 29 by the `\X` of the `regex` package, looked at in a
window around the offset. Texts of simple characters never load that package.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "LONGEST_CLUSTER",
    "between_simple",
    "ceil_boundary",
    "floor_boundary",
    "is_all_simple",
    "is_boundary",
    "next_boundary",
    "previous_boundary",
    "shape",
]

LONGEST_CLUSTER = 256
"""Code points of the longest cluster that is surely kept whole.

A run without a certain boundary (combining marks, regional indicators, emoji alone) is
cut at multiples of this number once it has run on for that long, so that the work at an
offset is bounded and each offset has one answer, whatever asks.
"""

_RANGES = (
    r"\t\n -~\u00a0-\u00a8\u00aa-\u00ad\u00af-\u02ff"  # Latin, without (c) and (r)
    r"\u0370-\u0482\u048a-\u0556\u05d0-\u05ea"  # Greek, Cyrillic, Armenian, Hebrew
    r"\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d5"  # Arabic
    r"\u0e01-\u0e30\u0e32\u0e3f-\u0e46\u0e4f-\u0e5b"  # Thai, without its marks
    r"\u1e00-\u1fff\u2010-\u2029\u202f-\u203b\u203d-\u2048\u204a-\u205f\u20a0-\u20bf"
    r"\u3000-\u3029\u3031-\u303c\u3041-\u3096\u309b-\u30ff\uff01-\uff9d"  # Japanese
)
_LARGE_RANGES = r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"  # Han, Hangul syllables

_SIMPLE_ASCII = b"\t\n" + bytes(range(32, 127))

# Compiled at first need, since a large class takes milliseconds of the start.


@cache
def _simple() -> re.Pattern[str]:
    r"""One character that joins no other simple one; Han and Hangul are left out.

    Between two of them there is always a boundary; beside any other character the two
    alone decide. None is a pictograph, a regional indicator or an Indic consonant,
    whose rules look further than the neighbour.
    """
    return re.compile(f"[{_RANGES}]")


@cache
def _simple_of_all_scripts() -> re.Pattern[str]:
    return re.compile(f"[{_RANGES}{_LARGE_RANGES}]")


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(f"[^{_RANGES}{_LARGE_RANGES}]")


def _is_simple(char: str) -> bool:
    """Whether the character joins no other simple one, Han and Hangul included."""
    return (
        " " <= char <= "~"
        or "\u4e00" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7a3"
        or "\u3400" <= char <= "\u4dbf"
        or _simple().match(char) is not None
    )


def between_simple(text: str, offset: int) -> bool:
    """Whether the characters on both sides of `offset` are simple: a sure boundary.

    The offset is inside the text, not at an end of it.
    """
    return _is_simple(text[offset - 1]) and _is_simple(text[offset])


@cache
def _clusters() -> Callable[[str], list[str]]:
    # Imported on first need: it costs a good part of the start of the program.
    import regex  # noqa: PLC0415 (see above)

    # Two letters of flags before a third are a cluster: \X alone would count the
    # letters from the start of the run again for each one.
    letter = "[\U0001f1e6-\U0001f1ff]"
    return regex.compile(rf"{letter}{{2}}(?={letter})|\X").findall


def _is_certain(text: str, offset: int) -> bool:
    """Whether the two characters at `offset` alone say that there is a boundary."""
    before = _is_simple(text[offset - 1])
    after = _is_simple(text[offset])
    if before and after:
        return True
    if not before and not after:
        return False
    return len(_clusters()(text[offset - 1 : offset + 1])) == 2


def _certain_before(text: str, offset: int, low: int) -> int | None:
    """The last certain boundary in low < i <= offset."""
    backwards = text[low : offset + 1][::-1]
    top = low + len(backwards) - 1
    for match in _simple_of_all_scripts().finditer(backwards):
        place = top - match.start()
        for edge in (place + 1, place):
            if low < edge <= offset and _is_certain(text, edge):
                return edge
    return None


def _certain_after(text: str, offset: int, high: int) -> int | None:
    """The first certain boundary in offset < i <= high."""
    for match in _simple_of_all_scripts().finditer(text, offset, high + 1):
        place = match.start()
        for edge in (place, place + 1):
            if offset < edge <= high and edge < len(text) and _is_certain(text, edge):
                return edge
    return None


def _block(text: str, offset: int) -> tuple[int, int]:
    """The stretch around `offset` whose ends are boundaries; at most two caps long."""
    size = LONGEST_CLUSTER
    floor = offset - offset % size
    certain = _certain_before(text, offset, max(0, floor - size))
    low = floor if certain is None else certain
    ceiling = floor + size
    after = _certain_after(text, offset, min(ceiling, len(text)))
    if after is None and ceiling < len(text) and low > floor:
        # The run began in this stretch of the text: it may go on into the next one.
        after = _certain_after(text, ceiling, min(ceiling + size, len(text)))
        ceiling += size
    return low, min(ceiling, len(text)) if after is None else after


def _edges(text: str, offset: int) -> Iterable[int]:
    low, high = _block(text, offset)
    yield low
    for cluster in _clusters()(text[low:high]):
        low += len(cluster)
        yield low


def is_boundary(text: str, offset: int) -> bool:
    """Whether a cluster ends or begins at `offset`; false outside of the text."""
    if not 0 < offset < len(text):
        return offset in (0, len(text))
    # The first says nothing else than the second, without a call for each letter.
    if " " <= text[offset - 1] <= "~" and " " <= text[offset] <= "~":
        return True
    if between_simple(text, offset):
        return True
    return _is_certain(text, offset) or any(
        edge == offset for edge in _edges(text, offset)
    )


def floor_boundary(text: str, offset: int) -> int:
    """The last boundary at or before `offset`; 0 before the text, its length behind."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    if between_simple(text, offset):
        return offset
    return max(edge for edge in _edges(text, offset) if edge <= offset)


def ceil_boundary(text: str, offset: int) -> int:
    """The first boundary at or after `offset`; 0 before the text, its length behind."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    if between_simple(text, offset):
        return offset
    return min(edge for edge in _edges(text, offset) if edge >= offset)


def next_boundary(text: str, offset: int) -> int:
    """The first boundary after `offset`; the length of the text at its end."""
    return ceil_boundary(text, offset + 1)


def previous_boundary(text: str, offset: int) -> int:
    """The last boundary before `offset`; 0 at the start."""
    return floor_boundary(text, offset - 1)


# Of a long text it is asked twice in a row.
@lru_cache(maxsize=2)
def is_all_simple(text: str) -> bool:
    """Whether each character of a text is surely a cluster, but for CR with LF."""
    if text.isascii():
        return True
    # Without the ASCII that is most of it, a third of the time.
    rest = text.encode(errors="surrogatepass").translate(None, _SIMPLE_ASCII)
    return not _unusual().search(rest.decode(errors="surrogatepass"))


def shape(text: str, start: int, end: int) -> str:
    """The text between two boundaries with each cluster made of one kind of character.

    As long as the stretch, so offsets hold. A cluster of several code points becomes
    its first letter or digit repeated, or U+FFFD where it has none; so a rule written
    for single characters cannot split it, nor take half of it for white space.
    """
    stretch = text[start:end]
    if is_all_simple(stretch):
        return stretch
    return "".join(
        cluster if len(cluster) == 1 else _body(cluster) * len(cluster)
        for cluster in _clusters()(stretch)
    )


def _body(cluster: str) -> str:
    return next((char for char in cluster if char.isalnum()), "\ufffd")
