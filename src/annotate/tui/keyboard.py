"""What a terminal sends, as Textual's events, and nothing that was not typed.

Textual's own parser takes a sequence that it does not know, such as the answer to a
question of the program before, for the keys of its characters: it would tag. So it
does with an escape in a paste, and a number that it does not expect ends it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser

from annotate.tui.sequences import Kind, Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.message import Message

    from annotate.tui.sequences import Piece

__all__ = ["Keyboard"]

_REPORT = re.compile(
    r"\x1b\[(?:"
    r"<?[-\d;]+[Mm]|M..."  # the mouse
    r"|\d+;\d+R"  # the cursor
    r"|\?\d+;\d\$y"  # a mode
    r"|48(?:;\d+(?::\d+)*){4}t"  # the size
    r")",
    re.DOTALL,
)
_KEY = re.compile(r"\x1b\[[\d:]*(?:;[\d:]*){0,2}[u~A-FHPQRS]")
_EVENT = re.compile(r"(\x1b\[[\d:]*;\d*):(\d)(.*)")
"""kitty's key with the kind of its event: 1 pressed, 2 repeated, 3 released."""
_RELEASED = "3"


class Keyboard(XTermParser):
    """Textual's parser, fed with whole sequences that it knows."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._sequences = Sequences()

    def feed(self, data: str) -> Iterator[Message]:
        """The events of what came."""
        return self._events(self._sequences.feed(data))

    @property
    def is_begun(self) -> bool:
        """Whether a part of something has come, of which a pause may be the end."""
        return self._sequences.is_begun

    def pause(self) -> Iterator[Message]:
        """The events of what came last when nothing follows it at once: Esc."""
        return self._events(self._sequences.pause())

    def _events(self, pieces: Iterable[Piece]) -> Iterator[Message]:
        for kind, text in pieces:
            match kind:
                case Kind.TEXT:
                    yield from super().feed(text)
                case Kind.PASTE:
                    yield events.Paste(text.replace("\x00", ""))
                case Kind.ESCAPE:
                    yield events.Key("escape", "\x1b")
                case Kind.ALT:
                    yield from self._alt(text)
                case Kind.CONTROL:
                    yield from self._control(text)

    def _alt(self, text: str) -> Iterator[events.Key]:
        if text in ANSI_SEQUENCES_KEYS:
            yield from self._sequence_to_key_events(text)
            return
        for key in self._sequence_to_key_events(text[1], alt=True):
            # Textual names letters and digits so, and takes "." with Alt for ".".
            is_plain = text[1].isprintable() and not key.key.startswith("alt+")
            yield events.Key(f"alt+{key.key}", key.character) if is_plain else key

    def _control(self, sequence: str) -> Iterable[Message]:
        event = _EVENT.fullmatch(sequence)
        if event is not None:
            if event[2] == _RELEASED:
                return ()
            sequence = event[1] + event[3]
        return super().feed(sequence) if self._knows(sequence) else ()

    def _knows(self, sequence: str) -> bool:
        if sequence in ANSI_SEQUENCES_KEYS or sequence in SPECIAL_SEQUENCES:
            return True
        if _REPORT.fullmatch(sequence):
            return True
        if not _KEY.fullmatch(sequence):
            return False
        try:
            return self._parse_extended_key(sequence) is not None
        except ValueError:
            # A number that is no character, or in a place where none belongs.
            return False
