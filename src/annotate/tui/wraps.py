"""Wrapped rows and reading heights of the articles shown, kept between panes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from annotate.text.display import make_display
from annotate.text.rows import wrap

if TYPE_CHECKING:
    from annotate.model import Article
    from annotate.text.rows import Rows

__all__ = ["Wraps"]

_KEPT = 12


class Wraps:
    """Rows by article and width, the last twelve; and the offset at each pane's top."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        self._ascii_only = ascii_only
        self._rows: OrderedDict[tuple[str, int], Rows] = OrderedDict()
        self._displays: dict[str, str] = {}
        self.top_offset: dict[str, int] = {}
        """First offset shown of each article, so that a new width keeps the place."""

    def rows(self, article: Article, width: int) -> Rows:
        """The article wrapped at a width in cells of at least 1."""
        key = (article.id, width)
        found = self._rows.get(key)
        if found is not None:
            self._rows.move_to_end(key)
            return found
        display = self._displays.get(article.id)
        if display is None:
            display = make_display(article.text, ascii_only=self._ascii_only)
            self._displays[article.id] = display
        made = wrap(article.text, display, width)
        self._rows[key] = made
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
            kept = {article_id for article_id, _ in self._rows}
            self._displays = {
                key: one for key, one in self._displays.items() if key in kept
            }
        return made
