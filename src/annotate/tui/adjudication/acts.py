"""What the rarer commands of the adjudication screen do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.model import Status
from annotate.tui.adjudication.commands import PREFACE
from annotate.tui.commands import Act
from annotate.tui.helptext import help_lines
from annotate.tui.screens.acts import Acts

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.tui.messages import Report
    from annotate.tui.screens.adjudicate import AdjudicateScreen

__all__ = ["AdjudicationActs"]

_REASON, _AGREED = "reason", "agreed"


class AdjudicationActs(Acts):
    """The acts of one adjudication screen."""

    def __init__(self, screen: AdjudicateScreen) -> None:
        super().__init__(screen)
        self._session = screen.session

    def _does(self) -> dict[Act, Callable[[], object]]:
        session, screen = self._session, self._screen
        return super()._does() | {
            Act.REASON: self._ask_reason,
            Act.ACCEPT_AGREED: self._ask_agreed,
            Act.DONE: partial(session.switch_status, Status.DONE),
            Act.NEXT_ARTICLE: session.open_next,
            Act.BACK: screen.dismiss,
        }

    def _help(self) -> None:
        keymap, cells = self._screen.keymap, self._page_cells()
        self._page("Adjudication", help_lines(keymap, cells, PREFACE))

    def _ask_reason(self) -> None:
        decided = self._session.decided
        known = decided.reason if decided is not None else self._session.reason
        self._ask(_REASON, "reason", known)

    def _ask_agreed(self) -> None:
        count = len(self._session.annotators)
        self._ask(_AGREED, f"accept where so many of {count} agree", str(count))

    def answer(self, purpose: str, text: str) -> None:
        """Take what was typed into the prompt."""
        if purpose not in {_REASON, _AGREED}:
            super().answer(purpose, text)
            return
        self._close_prompt()
        if purpose == _REASON:
            self._session.give_reason(text)
            return
        count = len(self._session.annotators)
        wanted = text.strip()
        if wanted.isdecimal() and 1 <= int(wanted) <= count:
            self._session.accept_agreed(int(wanted))
        else:
            self._session.message = f"nothing accepted: type a number from 1 to {count}"

    def receive(self, report: Report) -> None:
        """Nothing comes to be shown on a page of its own."""
        del report
