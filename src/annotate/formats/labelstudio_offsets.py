"""What the offsets of a Label Studio file count, told by the texts beside them.

They are code points today. Versions before 2021 counted UTF-16 units, and nothing in
the file says which; but a region holds its text. Where that is not at the offsets, it
is looked for near them, and refused where it stands twice.

Source: HumanSignal/label-studio issue 1347.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.importing import shortened
from annotate.text.anchor import anchor
from annotate.text.offsets import OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.formats.importing import Spot

__all__ = ["Region", "place"]

_LAST_SHORT: Final = "\uffff"


class Region(NamedTuple):
    """Where a file says that something is."""

    spot: Spot
    start: int
    end: int
    text: str | None
    """What it says is there; None where it does not say."""


def place(
    raw: str, regions: Sequence[Region], *, are_points: bool
) -> list[tuple[int, int] | None]:
    """The code points of each region in the text; None, and told, if unsure.

    The regions are those of one annotation, whose offsets all count the same. Where
    the texts fit both ways, offsets are what the format says today.

    Args:
        raw: the text that the offsets count in.
        regions: where the file says that something is.
        are_points: whether offsets are known to count code points; a text that is not
            there is a problem then.
    """
    if are_points:
        return [_checked(raw, each) for each in regions]
    units = UnitMap(raw, OffsetUnit.UTF16)
    told = [each for each in regions if each.text is not None]
    as_points = all(_stands(raw, each, None) for each in told)
    as_units = all(_stands(raw, each, units) for each in told)
    if as_units and not as_points:
        regions[0].spot.note("", "offsets count UTF-16 units here; they are mapped")
        return [_mapped(each, units) for each in regions]
    return [
        _untold(raw, each, units, is_sure=as_points and not as_units)
        if each.text is None
        else _placed(raw, each, units)
        for each in regions
    ]


def _checked(raw: str, region: Region) -> tuple[int, int] | None:
    is_span = 0 <= region.start < region.end <= len(raw)
    if is_span and region.text is not None and not _stands(raw, region, None):
        region.spot.problem("text", _misplaced(raw, region))
        return None
    return region.start, region.end


def _misplaced(raw: str, region: Region) -> str:
    told, found = shortened(region.text or ""), raw[region.start : region.end]
    where = f"{region.start}-{region.end}"
    return f"is {told}, but the article has {shortened(found)} at {where}"


def _mapped(region: Region, units: UnitMap) -> tuple[int, int] | None:
    start, end = units.code_points(region.start), units.code_points(region.end)
    if start is None or end is None:
        region.spot.problem(
            "start", "or the end is outside the text or inside a character"
        )
        return None
    return start, end


def _stands(raw: str, region: Region, units: UnitMap | None) -> bool:
    """Whether the region's text is at its offsets."""
    start: int | None = region.start
    end: int | None = region.end
    if units is not None:
        start, end = units.code_points(region.start), units.code_points(region.end)
    if start is None or end is None or not 0 <= start < end <= len(raw):
        return False
    return _letters(raw[start:end]) == _letters(region.text or "")


def _letters(text: str) -> str:
    # Line ends were written as a backslash and an n.
    return "".join(text.replace("\\n", "\n").split())


def _untold(
    raw: str, region: Region, units: UnitMap, *, is_sure: bool
) -> tuple[int, int] | None:
    """The offsets of a region without text, where it is plain what they count."""
    points = region.start, region.end
    mapped = units.code_points(region.start), units.code_points(region.end)
    if is_sure or mapped == points or all(char <= _LAST_SHORT for char in raw):
        return points
    region.spot.unplaced(
        "text",
        "is missing, and nothing else tells whether offsets count code points or "
        "UTF-16 units, as an export by a newer version does",
    )
    return None


def _placed(raw: str, region: Region, units: UnitMap) -> tuple[int, int] | None:
    """The offsets if the text is there, else where the text is."""
    is_span = 0 <= region.start < region.end
    if not is_span or region.text is None or _stands(raw, region, None):
        return region.start, region.end
    if _stands(raw, region, units):
        return _mapped(region, units)
    found = anchor(raw, region.text, hint=region.start)
    misplaced = _misplaced(raw, region)
    if found is None:
        region.spot.unplaced("text", f"{misplaced}, and stands not surely elsewhere")
        return None
    placed = f"{found.start}-{found.end}"
    region.spot.note("text", f"{misplaced}; placed at {placed}, where it stands")
    return found.start, found.end
