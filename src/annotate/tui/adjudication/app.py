"""The program with the adjudication screen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from annotate.tui.app import AnnotateApp
from annotate.tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from annotate.config import Settings
    from annotate.store.place import Place
    from annotate.tui.messages import CasesRead
    from annotate.tui.start import Start

__all__ = ["AdjudicateApp"]


class Ground(DeskScreen):
    """The desk that lies below and is never seen."""

    def paint(self) -> None:
        """Show nothing: the adjudication is about to come."""


class AdjudicateApp(AnnotateApp):
    """Begins with the adjudication of an article, and ends with it."""

    CSS_PATH = "../annotate.tcss"
    DESK: ClassVar[type[DeskScreen]] = Ground
    KEEPS_READING: ClassVar[bool] = False

    def __init__(
        self,
        database: Place,
        annotator: str,
        start: Start,
        settings: Settings,
        *,
        read: CasesRead,
    ) -> None:
        """As the desk, with what was read of the article."""
        super().__init__(database, annotator, start, settings)
        self._read = read

    async def _begin(self) -> None:
        await super()._begin()
        self.open_adjudication(self._read)

    def leave_adjudication(self, _: object) -> None:
        """Leave: there is nothing below."""
        self.leave(0)
