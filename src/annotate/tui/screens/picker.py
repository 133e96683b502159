"""Pick an article: by parts of its title, or by words of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.fuzzy import Matcher

from annotate.model import Status
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.screens.narrowing import NarrowingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.model import ArticleSummary

__all__ = ["PickerScreen", "ranked"]


def ranked(
    query: str, articles: tuple[ArticleSummary, ...], text_hits: frozenset[str]
) -> list[ArticleSummary]:
    """Articles whose title matches, best first, then those whose text holds it."""
    if not query.strip():
        return list(articles)
    matcher = Matcher(query)
    scored = [(matcher.match(one.title), one) for one in articles]
    by_title = sorted(
        ((score, one) for score, one in scored if score > 0),
        key=lambda pair: -pair[0],
    )
    found = [one for _, one in by_title]
    titled = {one.id for one in found}
    found += [one for one in articles if one.id in text_hits and one.id not in titled]
    return found


class PickerScreen(NarrowingScreen[str]):
    """Gives the id of the article picked."""

    def __init__(
        self,
        title: str,
        articles: tuple[ArticleSummary, ...],
        statuses: tuple[Status, ...],
        open_now: frozenset[str],
        assigned: frozenset[str],
        search_texts: Callable[[str], None],
    ) -> None:
        super().__init__(
            title, "Enter opens · Esc closes", "words of the title or the text"
        )
        self._articles = articles
        self._statuses = dict(zip((one.id for one in articles), statuses, strict=True))
        self._open_now = open_now
        self._assigned = assigned
        self._search_texts = search_texts
        self._hits: tuple[str, frozenset[str]] = ("", frozenset())

    def take_hits(self, query: str, articles: frozenset[str]) -> None:
        """List the articles whose text holds the query as well."""
        self._hits = (query, articles)
        self._list(self.query_typed)

    def narrow(self, query: str) -> None:
        """Match titles at once, and have the texts searched."""
        self._list(query)
        if query.strip():
            self._search_texts(query)

    def _list(self, query: str) -> None:
        hits = self._hits[1] if self._hits[0] == query else frozenset()
        found = ranked(query, self._articles, hits)
        self.show((one.id for one in found), map(self._line, found))

    def _line(self, one: ArticleSummary) -> Content:
        status = self._statuses[one.id]
        is_open = "open · " if one.id in self._open_now else ""
        work = "" if status is Status.TODO else f"{status.value} · "
        if one.id in self._assigned:
            work = f"yours, {status.value.replace('todo', 'to do')} · "
        facts = f"  {is_open}{work}{one.annotations} tags · {one.length} characters"
        title = truncate(safe_line(one.title), max(self.room - cell_len(facts), 12))
        return Content.assemble(title, (facts, "dim"))
