"""The adjudication screen: the same article once for each annotator, and gold."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on

from annotate.errors import UsageError
from annotate.tui.adjudication.acts import AdjudicationActs
from annotate.tui.adjudication.commands import adjudication_keymap
from annotate.tui.adjudication.painting import MOST_ANNOTATORS, AdjudicationPainting
from annotate.tui.adjudication.session import AdjudicationSession
from annotate.tui.screens.desk import DeskScreen
from annotate.tui.widgets.column import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.tui.keymap import Keymap
    from annotate.tui.messages import CasesRead
    from annotate.tui.themes import Styles
    from annotate.tui.widgets.article_pane import ArticlePane
    from annotate.tui.wraps import Wraps

__all__ = ["AdjudicateScreen", "adjudicate_screen"]


class AdjudicateScreen(DeskScreen):
    """Columns side by side in step; the parts and the keys are those of the desk."""

    SLOTS: ClassVar[int] = MOST_ANNOTATORS + 1
    PANE: ClassVar[type[ArticlePane]] = Column
    session: AdjudicationSession

    def __init__(
        self,
        session: AdjudicationSession,
        keymap: Keymap,
        own_keys: Mapping[str, tuple[str, ...]],
        wraps: Wraps,
        styles: Styles,
    ) -> None:
        super().__init__(session, keymap, wraps, styles, shows_inspector=False)
        self.session = session
        self.acts = AdjudicationActs(self)
        self._own_keys = own_keys

    def use_labels(self, keymap: Keymap, styles: Styles) -> None:
        """Work with the labels that the scheme has now; the keymap is the desk's."""
        with suppress(UsageError):  # the reader's keys are at odds: as they were
            keymap = adjudication_keymap(keymap.commands, self._own_keys)
            super().use_labels(keymap, styles)

    def begin(self) -> None:
        """Mount the rest; the program has begun long ago."""
        self.painting = AdjudicationPainting(self)
        self.on_resize()
        self.call_next(self.mount_rest)

    @on(Column.Scrolled)
    def scroll_all(self, message: Column.Scrolled) -> None:
        """Scroll the columns in step."""
        for column in self.query(Column):
            column.scroll_in_step(message.rows)


def adjudicate_screen(
    desk: DeskScreen,
    read: CasesRead,
    adjudicator: str,
    own_keys: Mapping[str, tuple[str, ...]],
    wraps: Wraps,
) -> AdjudicateScreen:
    """The screen for what was read, with the writer and the looks of a desk.

    Raises KeyClash and UnknownCommand when the reader's keys for it are at odds.
    """
    keymap = adjudication_keymap(desk.keymap.commands, own_keys)
    session = desk.session
    hearing = AdjudicationSession(
        read, adjudicator, session.ids, session.writes_to, session.edited
    )
    return AdjudicateScreen(hearing, keymap, own_keys, wraps, desk.styles_in_use)
