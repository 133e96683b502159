"""The entries of a JSON file one at a time, each with the line that it begins on.

A file is a list of entries, an object that holds such a list, or one entry after the
other, as in JSON lines. What is held in memory is one entry.
"""

from __future__ import annotations

import codecs
import re
from json import JSONDecodeError
from typing import TYPE_CHECKING, Final

from annotate.formats.jsontext import DECODER, breaks_off
from annotate.formats.sources import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotate.formats.importing import Importing, Spot
    from annotate.formats.sources import Source

__all__ = ["items"]

_WHITE: Final = re.compile(r"[ \t\n\r]*")
_NEXT_LINE: Final = re.compile(r"\n\{")
_KEEP: Final = 1 << 16
_CUT: Final = 16
"""Code points before the end of a text in which an error may be the cut's alone."""
_ZIP: Final = b"PK\x03\x04"


def items(
    source: Source,
    importing: Importing,
    holders: Mapping[str, str] | None = None,
    *,
    file: str = "",
) -> Iterator[tuple[Spot, object]]:
    """The entries, each with its place.

    What is wrong with the JSON is told as a problem. In JSON lines the reading goes on
    with the next line; otherwise it ends.

    Args:
        source: the file.
        importing: who is told.
        holders: the keys under which an object that is no entry itself holds entries,
            each with the opening bracket of its value: "[" is the list, "{" is an
            object that has them under such a key. None where every object is an entry.
        file: what places call the file.
    """
    reader = _Reader(source, holders or {})
    while True:
        try:
            for line, value in reader.top():
                yield importing.at(line, file), value
        except _WrongJson as wrong:
            line, message = wrong.line, wrong.message
            begun = reader.line_left() if wrong.can_go_on else None
            if begun not in {None, line}:
                line, message = begun or 0, "the JSON does not end on its line"
            importing.at(line, file).problem("", message)
            if begun is not None:
                continue
        return


class _WrongJson(Exception):
    def __init__(self, line: int, message: str, *, can_go_on: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.can_go_on = can_go_on


class _Reader:
    """A place in a text that is read as it is needed."""

    def __init__(self, source: Source, holders: Mapping[str, str]) -> None:
        self._chunks = source.chunks()
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._holders = holders
        self._text = ""
        self._at = 0
        self._line = 1
        """Of the place `_counted`."""
        self._counted = 0
        self._begun: tuple[int, int] | None = None
        """Place and line of an entry that is kept whole until it is read."""
        self._is_whole = False

    def top(self) -> Iterator[tuple[int, object]]:
        """All entries."""
        while self._peek():
            self._begun = self._at, self._here()
            yield from self._entries()

    def line_left(self) -> int | None:
        """Go to the next line that begins an object; the line of the one that failed.

        None, and nothing done, where the file is no JSON lines.
        """
        while self._begun is not None:
            start, line = self._begun
            found = _NEXT_LINE.search(self._text, start)
            if found is not None:
                break
            try:
                if not self._grow():
                    return None
            except _WrongJson:  # what was wrong before is told
                return None
        else:
            return None
        self._at = self._counted = found.end() - 1
        self._line = line + self._text.count("\n", start, self._at)
        return line

    def _entries(self) -> Iterator[tuple[int, object]]:
        """Those of the value that begins here."""
        opening = self._peek()
        line = self._here()
        if opening == "[":
            yield from self._listed()
        elif opening == "{" and self._holders:
            entry: dict[str, object] = {}
            held = False
            for key in self._keys():
                if self._peek() and self._holders.get(key) == self._peek():
                    held = True
                    yield from self._entries()
                else:
                    entry[key] = self._value()
            if not held:
                yield line, entry
        else:
            yield line, self._value()

    def _listed(self) -> Iterator[tuple[int, object]]:
        self._begun = None
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            self._peek()
            yield self._here(), self._value()
            if self._next(",]") == "]":
                return

    def _keys(self) -> Iterator[str]:
        """Those of the object that begins here; the caller reads the value of each."""
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            key = self._value() if self._peek() == '"' else None
            if not isinstance(key, str):
                raise self._wrong("a key in quotation marks is needed")
            self._next(":")
            yield key
            if self._next(",}") == "}":
                return

    def _next(self, wanted: str) -> str:
        found = self._peek()
        if not found or found not in wanted:
            raise self._wrong(f"{' or '.join(wanted)} is needed")
        self._at += 1
        return found

    def _peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            white = _WHITE.match(self._text, self._at)
            self._at = white.end() if white else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def _value(self) -> object:
        self._peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                is_cut = error.pos > len(self._text) - _CUT or "Unterm" in error.msg
                if is_cut and not self._is_whole:
                    self._grow()
                    continue
                if breaks_off(self._text, error):
                    raise self._broken_off() from error
                raise self._wrong(error.msg, error.pos) from error
            except ValueError as error:
                raise self._wrong(str(error)) from error
            except RecursionError as error:
                raise self._wrong("nested too deeply") from error
            # The end may have cut a number in two.
            if end == len(self._text) and not self._is_whole:
                self._grow()
                continue
            self._at = end
            return value

    def _grow(self) -> bool:
        """Whether there was more; the text is twice as long then from here on.

        It is never much longer than the longest entry, since short values that are read
        take twenty times the memory of their text.
        """
        if self._is_whole:
            return False
        self._forget()
        left = len(self._text) - self._at
        if left > LONGEST_LINE:
            raise _WrongJson(
                self._here(),
                f"an entry is longer than {LONGEST_LINE >> 20} MiB; split it",
            )
        parts = [self._text]
        wanted = min(max(left, 1), LONGEST_LINE + 1 - left)
        while wanted > 0:
            data = next(self._chunks, b"")
            if data.startswith(_ZIP) and not self._text:
                raise _WrongJson(0, "is a zip archive; unzip it first")
            try:
                parts.append(self._decode(data, not data))
            except UnicodeDecodeError as error:
                text = "".join(parts)
                before = data[: error.start].count(b"\n")
                raise _WrongJson(
                    self._line + text.count("\n", self._counted) + before,
                    "is not UTF-8; convert the file, for example with "
                    "`iconv -f WINDOWS-1252 -t UTF-8`",
                ) from error
            wanted -= len(parts[-1])
            if not data:
                self._is_whole = True
                break
        self._text = "".join(parts)
        return len(parts) > 1 and len(self._text) - self._at > left

    def _forget(self) -> None:
        """Let go of what has been read."""
        cut = self._at if self._begun is None else self._begun[0]
        if cut > _KEEP or cut == len(self._text):
            self._here()
            self._text = self._text[cut:]
            self._at -= cut
            self._counted -= cut
            if self._begun is not None:
                self._begun = 0, self._begun[1]

    def _here(self) -> int:
        """The line of this place, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _wrong(self, why: str, at: int | None = None) -> _WrongJson:
        at = self._at if at is None else at
        if not self._peek():
            return self._broken_off()
        line = self._here() + self._text.count("\n", self._counted, at)
        column = at - self._text.rfind("\n", 0, at)
        told = f"is not JSON ({why} at column {column})"
        return _WrongJson(line, told, can_go_on=True)

    def _broken_off(self) -> _WrongJson:
        line = self._here() + self._text.count("\n", self._counted)
        return _WrongJson(line, "the JSON breaks off; fetch the whole file")
