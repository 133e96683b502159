"""Pasted text stays text, also when it holds escape sequences.

Textual's parser takes an escape inside a marked paste for the start of a key, and gives
what follows it as keys: pasted text would tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

__all__ = ["PasteParser", "Pastes"]

_START, _END = "\x1b[200~", "\x1b[201~"
_ESCAPE, _SHOWN = "\x1b", "\u241b"


class Pastes:
    """Follows what a terminal sends, in pieces of any size."""

    def __init__(self) -> None:
        self._is_inside = False
        self._matched = 0
        """How much of the next marker has come; inside a paste it is held back."""

    def tamed(self, data: str) -> str:
        """The data with ␛ for each escape that is pasted."""
        if not self._is_inside and not self._matched and _ESCAPE not in data:
            return data
        tamed: list[str] = []
        for char in data:
            marker = _END if self._is_inside else _START
            if char != marker[self._matched]:
                if self._is_inside and self._matched:
                    tamed.append(_SHOWN + marker[1 : self._matched])
                self._matched = 0
            if char == marker[self._matched]:
                self._matched += 1
                if not self._is_inside:
                    tamed.append(char)
                if self._matched == len(marker):
                    if self._is_inside:
                        tamed.append(marker)
                    self._is_inside = not self._is_inside
                    self._matched = 0
            else:
                tamed.append(char)
        return "".join(tamed)


class PasteParser(XTermParser):
    """Textual's parser, which sees no escape in a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pastes = Pastes()

    def feed(self, data: str) -> Iterable[Message]:
        """The events of the data."""
        tamed = self._pastes.tamed(data)
        # Textual takes nothing for the end; here it is a part of a sign or a marker.
        return super().feed(tamed) if tamed else ()
