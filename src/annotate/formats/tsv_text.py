r"""The escapes of WebAnno TSV 3, for the text of a sentence and for a cell.

What INCEpTION's own code does, where its documentation says more: in text only control
characters and `\` are escaped, in cells the characters that have a meaning there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["Value", "cell_of", "text_line", "text_of", "values_in"]

_TEXT_ESCAPES: Final = {
    "\t": "t",
    "\n": "n",
    "\f": "f",
    "\r": "r",
    "\b": "b",
    "\\": "\\",
}
_TEXT_UNESCAPES: Final = {letter: char for char, letter in _TEXT_ESCAPES.items()}
_CONTROLS: Final = "".join(map(chr, (*range(8), *range(14, 32))))
_TO_ESCAPE = re.compile(rf"[\\\b-\n\f\r{re.escape(_CONTROLS)}]")
_TEXT_ESCAPE = re.compile(rf"\\([tnfrb\\{re.escape(_CONTROLS)}])")
_JAVA_ESCAPE = re.compile(r"\\(u+[0-9A-Fa-f]{4}|[0-7]{1,3}|.)", re.DOTALL)
_CELL_ESCAPE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_CELL_ESCAPES: Final = {"\t": "\\t", "\n": "\\n"}
_ONE_VALUE = re.compile(r"(?:\\.|[^|])*", re.DOTALL)
_WITH_ID = re.compile(r"((?:\\.|[^\\])*?)\[([0-9]{1,9}(?:_[0-9]{1,9})?)\]", re.DOTALL)
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Value(NamedTuple):
    """One of the values that are stacked in a cell."""

    text: str | None
    """None where an annotation has no value."""
    id: str
    """That tells annotations apart, as in `3`, or `3_4` of a relation; "" for none."""


def text_line(text: str) -> str:
    """A line of a sentence's text as it stands behind `#Text=`."""
    return _TO_ESCAPE.sub(
        lambda found: "\\" + _TEXT_ESCAPES.get(found[0], found[0]), text
    )


def text_of(line: str, version: tuple[int, int]) -> str:
    """The text that `text_line` wrote; before version 3.2 the escapes are Java's."""
    if version >= (3, 2):
        return _TEXT_ESCAPE.sub(
            lambda found: _TEXT_UNESCAPES.get(found[1], found[1]), line
        )
    units = _JAVA_ESCAPE.sub(_java, line)
    # Java writes a character beyond the first plane as its two halves.
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def cell_of(value: str, number: int | None = None) -> str:
    """A value as it stands in a cell, with the number that tells annotations apart."""
    escaped = _CELL_ESCAPE.sub(
        lambda found: _CELL_ESCAPES.get(found[0], f"\\{found[0]}"), value
    )
    suffix = "" if number is None else f"[{number}]"
    return f"{escaped or '*'}{suffix}"


def values_in(cell: str) -> list[Value]:
    """The values of a cell; none of a cell without annotations."""
    if cell == "_":
        return []
    found = []
    at = 0
    while True:
        match = _ONE_VALUE.match(cell, at)
        end = match.end() if match else at
        found.append(_value(cell[at:end]))
        if end >= len(cell):
            return found
        at = end + 1


def _value(part: str) -> Value:
    match = _WITH_ID.fullmatch(part)
    text, number = (match[1], match[2]) if match else (part, "")
    if text == "*":
        return Value(None, number)
    return Value(_UNESCAPE.sub(_meant, text), number)


def _meant(found: re.Match[str]) -> str:
    return {"t": "\t", "n": "\n"}.get(found[1], found[1])


def _java(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "u" and len(code) > 4:
        return chr(int(code.lstrip("u"), 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _TEXT_UNESCAPES.get(code, code)
