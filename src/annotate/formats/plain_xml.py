"""XML without anything dangerous in it, element by element, with line numbers.

A document type definition is refused unread: entities that unfold into gigabytes and
those that fetch files or addresses can only be declared there. The parser is expat, of
the standard library; nothing of a file is kept but the elements asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BadXml", "Element", "elements"]

_CHUNK: Final = 64 * 1024
_DEEPEST: Final = 64
"""Elements inside one another; neither format that is read here needs six."""
_CUT_OFF: Final = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
}


class BadXml(AnnotateError):
    """The bytes are no XML that is read; `why` completes “line 3: …”."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"Line {line} {why}.")
        self.line = line
        self.why = why


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    name: str
    """With the address of its namespace and a blank before it, if it has one."""
    line: int
    attributes: dict[str, str]
    """By name; with the namespace and a blank before it, if it has one."""
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """Of the text."""

    @property
    def text(self) -> str:
        """What stands directly inside."""
        return "".join(self.pieces)

    def child(self, name: str) -> Element | None:
        """The first child of that name, whatever its namespace."""
        return next((each for each in self.children if each.local == name), None)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]


def elements(data: bytes, root: str, depth: int) -> Iterator[Element]:
    """The elements that are `depth` below the root, with their children, in order.

    Args:
        data: the whole of a file.
        root: what the root must be called, with its namespace.
        depth: 1 for the children of the root.

    Raises:
        BadXml: not well-formed, another root, a document type definition, an encoding
            that expat does not know, or elements more than 64 deep.
    """
    builder = _Builder(root, depth)
    for start in range(0, len(data), _CHUNK):
        builder.feed(data[start : start + _CHUNK], is_last=False)
        yield from builder.taken()
    builder.feed(b"", is_last=True)
    yield from builder.taken()


class _Builder:
    """The handlers of one expat parser, and what they have made so far."""

    def __init__(self, root: str, depth: int) -> None:
        self._root = root
        self._depth = depth
        self._level = 0
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, data: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            why = f"is no well-formed XML ({expat.ErrorString(error.code)})"
            if error.code in _CUT_OFF and is_last:
                why += "; it breaks off, fetch the whole file"
            raise BadXml(error.lineno, why) from error
        except (LookupError, ValueError) as error:
            # Of an encoding that Python has to decode for expat.
            raise self._bad(f"is in an encoding that is not read ({error})") from error

    def taken(self) -> list[Element]:
        """What is complete since the last call."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._level == 0 and name != self._root:
            wanted = self._root.rpartition(" ")[2]
            raise self._bad(f"begins with {name.rpartition(' ')[2]}, not with {wanted}")
        if self._level >= _DEEPEST:
            raise self._bad(f"has elements more than {_DEEPEST} deep")
        if self._level >= self._depth:
            line = self._parser.CurrentLineNumber
            element = Element(name, line, attributes)
            if self._open:
                self._open[-1].children.append(element)
            self._open.append(element)
        self._level += 1

    def _end(self, name: str) -> None:
        del name
        self._level -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append(element)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _doctype(self, *declared: object) -> None:
        del declared
        raise self._bad(
            "declares a document type, which may hold dangerous entities; take the "
            "<!DOCTYPE …> out of the file"
        )

    def _bad(self, why: str) -> BadXml:
        return BadXml(self._parser.CurrentLineNumber, why)
