"""The text, the layers and the rows of a WebAnno TSV 3 file.

The text is put together from its sentences, as INCEpTION does: a line break between two
of them, and blanks where the offsets leave room for more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.importing import shortened
from annotate.formats.tsv_text import text_of
from annotate.text.offsets import OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.formats.importing import Spot

__all__ = ["Columns", "Row", "Sheet", "sheet_of"]

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3\.([0-9]{1,3})\s*")
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]+)(.*)")
_UNIT = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?")
_PLACE = re.compile(r"([0-9]{1,10})-([0-9]{1,10})")
_TEXT: Final = "#Text="
_WIDEST: Final = 1 << 20
"""UTF-16 units of the widest room between two sentences that is filled."""


class Columns(NamedTuple):
    """A layer, and the columns that hold it."""

    layer: str
    kind: str
    """SP of spans, RL of relations, CH of chains."""
    features: dict[str, int]
    """The column of each feature; a layer without any has one column, called ""."""
    base: str
    """What the relations of a layer stand on, with the column of their sources."""
    sources: int
    slots: tuple[int, ...]
    """The columns of features that lead to other annotations."""


class Row(NamedTuple):
    """A token, or a part of one."""

    line: int
    id: str
    begin: int
    end: int
    cells: list[str]
    """All columns of the line."""


class Sheet:
    """A file, as far as it has been read."""

    def __init__(self, version: tuple[int, int]) -> None:
        self.version = version
        self.layers: list[Columns] = []
        self.rows: list[Row] = []
        self._pieces: list[str] = []
        self._length = 0
        """UTF-16 units of the pieces."""

    @property
    def text(self) -> str:
        """The document; the line break behind its last sentence is the file's."""
        return "".join(self._pieces).removesuffix("\n")

    @property
    def width(self) -> int:
        """How many columns a row has."""
        return 3 + sum(
            len(each.features) + len(each.slots) + bool(each.base)
            for each in self.layers
        )

    def declare(self, match: re.Match[str]) -> None:
        """Add the layer that a line of the head declares."""
        kind, layer, rest = match.groups()
        features: dict[str, int] = {}
        slots: list[int] = []
        base, sources = "", -1
        column = self.width
        for each in filter(None, rest.split("|")):
            if kind == "RL" and each.startswith("BT_"):
                base, sources = each.removeprefix("BT_"), column
            elif kind == "SP" and (each.startswith("ROLE_") or "." in each):
                slots.append(column)
            else:
                features[each] = column
            column += 1
        if column == self.width:
            features[""] = column
        self.layers.append(Columns(layer, kind, features, base, sources, tuple(slots)))

    def begin(self, sentence: str, begin: int) -> bool:
        """Add a sentence that begins at an offset; False when it cannot begin there."""
        if self._length == begin + 1 and self._pieces[-1:] == ["\n"]:
            self._pieces.pop()
            self._length -= 1
        room = begin - self._length
        if not 0 <= room <= _WIDEST:
            return False
        units = len(sentence.encode("utf-16-le", "surrogatepass")) // 2
        self._pieces += [" " * room, sentence, "\n"]
        self._length = begin + units + 1
        return True


def sheet_of(data: str, spot: Spot) -> Sheet | None:
    """What the text of a file holds; None, and problems, when it is none."""
    lines = data.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    version = _FORMAT.fullmatch(lines[0])
    if version is None:
        spot.on(1).problem(
            "", "is not #FORMAT=WebAnno TSV 3.3; export the document so once more"
        )
        return None
    sheet = Sheet((3, int(version[1])))
    at = 1
    while at < len(lines) and (match := _LAYER.fullmatch(lines[at])):
        sheet.declare(match)
        at += 1
    before = len(spot.importing.problems)
    _read_body(sheet, enumerate(lines[at:], start=at + 1), spot)
    if not sheet.rows and len(spot.importing.problems) == before:
        spot.problem("", "holds no sentence; export the document once more")
    if len(spot.importing.problems) == before:
        _check_words(sheet, spot)
    return sheet if len(spot.importing.problems) == before else None


def _read_body(sheet: Sheet, lines: Iterable[tuple[int, str]], spot: Spot) -> None:
    """Read the sentences; a line that cannot be read is a problem and ends it."""
    pending: list[str] = []
    ids: dict[str, int] = {}
    number, width = 0, sheet.width
    for number, line in lines:
        if line.startswith(_TEXT):
            pending.append(text_of(line.removeprefix(_TEXT), sheet.version))
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if pending:
                break
        elif (row := _row(line, number, width, spot)) is None:
            return
        elif ids.setdefault(row.id, number) != number:
            spot.on(number).problem("", f"{row.id} stands on line {ids[row.id]} too")
            return
        elif pending and not sheet.begin("\n".join(pending), row.begin):
            spot.on(number).problem("", f"its sentence cannot begin at {row.begin}")
            return
        else:
            pending = []
            sheet.rows.append(row)
    if pending:
        spot.on(number).problem("", "breaks off before its words; fetch the whole file")


def _row(line: str, number: int, width: int, spot: Spot) -> Row | None:
    cells = line.split("\t")
    place = _PLACE.fullmatch(cells[1]) if len(cells) >= width else None
    if not _UNIT.fullmatch(cells[0]) or place is None:
        spot.on(number).problem(
            "",
            f"is no row of {width} columns that begins as in 1-1, tab, 0-5; the file "
            "may be cut off",
        )
        return None
    begin, end = int(place[1]), int(place[2])
    if end < begin:
        spot.on(number).problem("", f"ends before it begins ({begin}-{end})")
        return None
    return Row(number, cells[0], begin, end, cells)


def _check_words(sheet: Sheet, spot: Spot) -> None:
    """A problem where a row shows other words than the text has at its offsets."""
    text = sheet.text
    units = UnitMap(text, OffsetUnit.UTF16)
    for row in sheet.rows:
        begin, end = units.code_points(row.begin), units.code_points(row.end)
        if begin is None or end is None:
            spot.on(row.line).problem(
                "", f"{row.begin}-{row.end} is outside the text or inside a character"
            )
            return
        shown = row.cells[2]
        if text[begin:end] not in {shown, text_of(shown, sheet.version)}:
            spot.on(row.line).problem(
                "",
                f"shows {shortened(shown)}, but the text has "
                f"{shortened(text[begin:end])} at {row.begin}-{row.end}",
            )
            return
