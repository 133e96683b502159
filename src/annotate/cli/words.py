"""What a word among the articles can be: an id, a file, or a mistyped command."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MistypedCommand", "is_bare", "is_id", "refuse_mistyped"]

_ID = re.compile(r"[0-9a-fA-F]{6,32}")
_HEX = re.compile(r"[0-9a-fA-F]+")


class MistypedCommand(UsageError):
    """A word that is no article is nearly the name of a command."""

    def __init__(self, word: str, command: str) -> None:
        super().__init__(
            f"No command or article is called {word}; did you mean {command}?"
        )
        self.word = word
        self.command = command


def is_id(word: str) -> bool:
    """Whether the word stands for an article of the database, and for no file."""
    return _ID.fullmatch(word) is not None and not os.path.isfile(word)  # noqa: PTH113  a name too long is no error


def is_bare(word: str) -> bool:
    """Whether no file is called so, and no place or ending says that one was meant."""
    return not (
        os.path.lexists(word)
        or os.path.basename(word) != word  # noqa: PTH119  "./x" has a place
        or os.path.splitext(word)[1]  # noqa: PTH122  the same
    )


def refuse_mistyped(words: Iterable[str], commands: Iterable[str]) -> None:
    """Returns when none of the words is nearly a command.

    Raises:
        MistypedCommand: One is, and is neither a file nor made of hex digits.
    """
    from annotate.text.names import nearest  # noqa: PLC0415  for a message

    known = tuple(commands)
    for word in words:
        if is_bare(word) and not _HEX.fullmatch(word):
            command = nearest(word, known)
            if command:
                raise MistypedCommand(word, command)
