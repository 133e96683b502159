"""A pane that is scrolled together with its neighbours, which show the same article."""

from __future__ import annotations

from textual.message import Message

from annotate.tui.widgets.article_pane import ArticlePane

__all__ = ["Column"]


class Column(ArticlePane):
    """Shows an article in step with the other columns of its screen."""

    class Scrolled(Message):
        """The wheel wishes all columns to move."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows
            """Downwards; upwards when it is less than 0."""

    def scroll_by(self, rows: int) -> None:
        """Ask for all columns to be scrolled: they stay in step."""
        self.post_message(self.Scrolled(rows))

    def scroll_in_step(self, rows: int) -> None:
        """Scroll this column, without moving the cursor."""
        super().scroll_by(rows)
