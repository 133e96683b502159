"""The way of the cases to the columns and lines of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.cells import truncate
from annotate.text.display import safe_line
from annotate.tui.adjudication.views import ColumnViews
from annotate.tui.adjudication.words import case_hints, case_status
from annotate.tui.screens.painting import Painting
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from annotate.tui.keymap import Keymap
    from annotate.tui.screens.adjudicate import AdjudicateScreen
    from annotate.tui.segments import Piece
    from annotate.tui.widgets.article_pane import ArticlePane

__all__ = ["LEAST_CELLS", "MOST_ANNOTATORS", "AdjudicationPainting", "annotators_shown"]

MOST_ANNOTATORS = 5
LEAST_CELLS = 26
"""A column is no narrower while more than one annotator shows: two and gold fit 80."""


def annotators_shown(count: int, width: int) -> int:
    """How many of so many annotators have a column, beside gold's."""
    return max(1, min(count, MOST_ANNOTATORS, width // LEAST_CELLS - 1))


class AdjudicationPainting(Painting):
    """Shows a column for each annotator and one for gold, all of one width.

    Of one width they break their rows alike: the same words stand side by side.
    """

    def __init__(self, screen: AdjudicateScreen) -> None:
        super().__init__(screen)
        self._cases = screen.session
        self._cells = 0
        self._shown = 0
        self._columns = ColumnViews(screen.session, screen.keymap)

    def paint(self) -> None:
        """Show the cases as they are now."""
        screen, session = self._screen, self._cases
        styles, width = screen.styles_in_use, self.columns
        if screen.is_tiny:
            note = f"too small: {width}x{screen.app.size.height}"
            self._status.show([strip_of([(note, styles.alarm)], width, styles.status)])
            return
        self._arrange()
        gold = self._columns.gold(screen.keys.jumps)
        views = [
            self._columns.column(number, annotator)
            for number, annotator in enumerate(session.shown, 1)
        ]
        for slot, view in zip(self._panes, [*views, gold], strict=False):
            slot.show(view)
        if screen.has_class("-strip"):
            self._strip.show([strip_of(self._everybody(), width, styles.bar)])
        status = case_status(session, width, styles)
        self._status.show([strip_of(status, width, styles.status)])
        hints = case_hints(session, screen.keymap, styles)
        self._hints.show([strip_of(hints, width, styles.hint)])

    def _everybody(self) -> list[Piece]:
        """The article, and all annotators in a line when not all have a column."""
        session, styles = self._cases, self._screen.styles_in_use
        shown = session.shown
        pieces: list[Piece] = []
        for annotator in session.annotators:
            is_shown = annotator in shown
            mark = "•" if is_shown else " "
            style = styles.lit_bar if is_shown else styles.bar
            pieces.append((f"{mark}{safe_line(session.name(annotator))} ", style))
        title = safe_line(session.desk.sheet.article.title)
        return [*pieces, (f"  {truncate(title, self.columns)}", styles.bar)]

    def _arrange(self) -> None:
        session, width = self._cases, self.columns
        count = annotators_shown(len(session.annotators), width)
        session.show_columns(count)
        count = len(session.shown)
        self._screen.set_class(True, "-strip")
        cells = width // (count + 1)
        if (cells, count) != (self._cells, self._shown):
            self._cells, self._shown = cells, count
            for slot, pane in enumerate(self._panes):
                pane.set_class(slot > count, "-away")
                pane.styles.width = cells

    def use_keymap(self, keymap: Keymap) -> None:
        """Name the labels by other keys from the next painting on."""
        self._columns.use_keymap(keymap)

    @property
    def focused_slot(self) -> ArticlePane | None:
        """The column of gold, where the reader is."""
        return self._panes[self._shown]

    def visible_texts(self) -> list[tuple[int, str, int, int]]:
        """Of the column of gold: 0, text, first offset shown, the one behind."""
        slot = self.focused_slot
        if slot is None or slot.view is None:
            return []
        return [(0, slot.view.sheet.article.text, *slot.visible_span)]
