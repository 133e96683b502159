"""What a terminal sends, cut into text, keys, reports and pastes.

By ECMA-48: ESC [ begins a control sequence with a final byte, ESC O a key of the
keypad; ESC ] P X ^ _ begin strings that end with ST (an OSC also with BEL).
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

__all__ = ["Kind", "Piece", "Sequences"]

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"(?P<control>\[\[[A-E]"  # the Linux console's F1 to F5
    r"|\[M...|\[\d+\$"  # the mouse of old terminals, rxvt's keys with Shift
    r"|\[[0-?]*[ -/]*[@-~]|O[!-~])"
    r"|(?P<string>\][\dlL][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|[PX^_][\d>|!+$G][^\x1b]*\x1b\\)"
    r"|(?P<alt>[^\x1b\[\]OPX^_])"
    r"|(?P<escape>(?=\x1b))"
    r")",
    re.DOTALL,
)
_BEGUN = re.compile(
    r"\x1b(?:\[(?:M.{0,2}|\[|[0-?]*[ -/]*)"
    r"|O|\]|\][\dlL][^\x07\x1b]*\x1b?|[PX^_]|[PX^_][\d>|!+$G][^\x1b]*\x1b?)?\Z",
    re.DOTALL,
)
_BROKEN = re.compile(r"\x1b\[[0-?]*[ -/]*")
_ALT = 2


class Kind(Enum):
    """What a piece is."""

    TEXT = "text"
    CONTROL = "control"
    """A key, the mouse, or a report of the terminal."""
    ALT = "alt"
    """A character with Alt, or behind Esc."""
    ESCAPE = "escape"
    PASTE = "paste"


class Piece(NamedTuple):
    """A part of what was sent, whole."""

    kind: Kind
    text: str
    """As it was sent; of a paste, what was pasted."""


class Sequences:
    """Follows what comes, in pieces of any size; strings are left out."""

    def __init__(self) -> None:
        self._rest = ""
        """The begin of what has not come whole."""

    @property
    def is_begun(self) -> bool:
        """Whether a part of something has come, of which a pause may be the end."""
        return bool(self._rest)

    def feed(self, data: str) -> list[Piece]:
        """The pieces that are whole now."""
        data = self._rest + data
        self._rest = ""
        if "\x1b" not in data:
            return [Piece(Kind.TEXT, data)] if data else []
        found: list[Piece] = []
        at = 0
        while at < len(data):
            if data[at] != "\x1b":
                end = data.find("\x1b", at)
                end = len(data) if end < 0 else end
                found.append(Piece(Kind.TEXT, data[at:end]))
            else:
                end = self._cut(data, at, found)
            at = end
        return found

    def _cut(self, data: str, at: int, found: list[Piece]) -> int:
        """Where the sequence at an offset ends, whose piece is added to what is found.

        What has only begun is kept for later.
        """
        if data.startswith(_PASTE, at):
            start = at + len(_PASTE)
            end = data.find(_PASTED, start)
            if end < 0:
                self._rest = data[at:]
                return len(data)
            found.append(Piece(Kind.PASTE, data[start:end]))
            return end + len(_PASTED)
        if _BEGUN.match(data, at):
            self._rest = data[at:]
            return len(data)
        whole = _SEQUENCE.match(data, at)
        if whole is None:
            return self._broken(data, at, found)
        if whole.lastgroup != "string":
            found.append(Piece(Kind(whole.lastgroup), whole[0]))
        return whole.end()

    def _broken(self, data: str, at: int, found: list[Piece]) -> int:
        """Where what is no sequence ends: its begin is left out, or a key with Alt."""
        begin = _BROKEN.match(data, at)
        if begin is not None:
            return begin.end()
        found.append(Piece(Kind.ALT, data[at : at + _ALT]))
        return at + _ALT

    def pause(self) -> list[Piece]:
        """What the begun piece is when nothing follows it at once.

        ESC alone is the key; the begin of a paste waits on, also of its mark, or what
        was pasted would be taken for keys.
        """
        rest = self._rest
        if rest.startswith(_PASTE) or (len(rest) > _ALT and _PASTE.startswith(rest)):
            return []
        self._rest = ""
        if rest == "\x1b":
            return [Piece(Kind.ESCAPE, rest)]
        return [Piece(Kind.ALT, rest)] if len(rest) == _ALT else []
