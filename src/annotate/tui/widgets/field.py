"""A line to write in, which shows no byte that acts on the terminal.

Textual's `Input` writes what it holds to the terminal as it is, be it a title of the
database or a paste.
"""

from __future__ import annotations

from textual.suggester import SuggestFromList
from textual.widgets import Input

from annotate.text.display import safe_line

__all__ = ["Field", "harmless"]

_JOINERS = "\u200c\u200d"


def harmless(text: str) -> str:
    """The text with symbols for what acts on a terminal or turns its direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one
        if one.isprintable() or one in _JOINERS or one == "\u3000"
        else safe_line(one)
        for one in text
    )


class Field(Input):
    """Holds text without controls; `entered` is the given text if it was not edited."""

    def __init__(
        self,
        given: str = "",
        *,
        id: str,  # noqa: A002 - Textual's name
        choices: tuple[str, ...] = (),
        placeholder: str = "",
    ) -> None:
        suggester = SuggestFromList([harmless(one) for one in choices])
        super().__init__(
            harmless(given),
            placeholder=placeholder,
            id=id,
            compact=True,
            # A letter typed into a field adds to it and does not wipe it.
            select_on_focus=False,
            suggester=suggester if choices else None,
        )
        self._given = given

    def validate_value(self, value: str) -> str:
        """The text as it may be shown, whoever sets it."""
        return harmless(value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Put in what was typed or pasted."""
        super().insert_text_at_cursor(harmless(text))

    def give(self, text: str) -> None:
        """Put a text in, without an event."""
        with self.prevent(Input.Changed):
            self._given = text
            self.value = text
            self.cursor_position = len(self.value)

    @property
    def entered(self) -> str:
        """What the reader leaves here."""
        is_same = self.value == harmless(self._given)
        return self._given if is_same else self.value
