"""The writes that were asked for and are not durable yet, laid over what is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.tui.messages import Commit, Revert, SetStatus, SetTitle

if TYPE_CHECKING:
    from annotate.desk.state import Sheet
    from annotate.model import Edit, Status
    from annotate.tui.messages import Write

__all__ = ["Pending"]


class Pending:
    """The line of writes as the screen knows it, the oldest first."""

    def __init__(self) -> None:
        self._line: list[Write] = []

    def __len__(self) -> int:
        return len(self._line)

    def add(self, write: Write) -> None:
        """Put a write behind the others."""
        self._line.append(write)

    def settle(self, write: Write) -> None:
        """Take out a write that is done, or never will be."""
        for index, one in enumerate(self._line):
            if one is write:
                del self._line[index]
                return

    @property
    def has_revert(self) -> bool:
        """Whether an undo or redo is among them."""
        return any(isinstance(one, Revert) for one in self._line)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits among them."""
        return tuple(one.edit for one in self._line if isinstance(one, Commit))

    def titled(self, sheet: Sheet) -> Sheet:
        """The sheet with the title that the reader gave its article last."""
        for one in reversed(self._line):
            if isinstance(one, SetTitle) and one.article == sheet.article.id:
                return replace(sheet, article=replace(sheet.article, title=one.title))
        return sheet

    def status(self, article: str, stored: Status) -> Status:
        """What the reader made of the article last, else what is stored."""
        for one in reversed(self._line):
            if isinstance(one, SetStatus) and one.article == article:
                return one.status
        return stored
