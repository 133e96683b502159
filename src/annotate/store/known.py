"""The articles of a database as an import looks for them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from annotate.model import Article
from annotate.store.translate import translated
from annotate.text.letters import letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.store.engine import Reads

__all__ = ["KnownArticles"]

_COLUMNS = "SELECT id, title, text, source, meta FROM article"


class KnownArticles:
    """Finds articles, also those that the open transaction has added.

    It is an `annotate.formats.importing.Known`.
    """

    def __init__(self, reads: Reads, settle: Callable[[], object]) -> None:
        """Look in a database, where `settle` stores what waits to be stored."""
        self._reads = reads
        self._settle = settle
        self._by_letters: dict[bytes, str] | None = None
        """Ids by the hash of the text's letters; "" where two share it."""

    def by_id(self, article: str) -> Article | None:
        """The article with that id of 32 hex digits."""
        return self._one(f"{_COLUMNS} WHERE id = :wanted", article)

    def by_source(self, source: str) -> Article | None:
        """The one article with that source; None for none and for several."""
        if not source:
            return None
        return self._one(f"{_COLUMNS} WHERE source = :wanted LIMIT 2", source)

    def by_letters(self, text: str) -> Article | None:
        """The one article whose text has the same letters.

        The first call reads every text, later ones none but the one that is found.
        """
        if self._by_letters is None:
            self._settle()
            found: dict[bytes, str] = {}
            for row in self._reads.all("SELECT id FROM article"):
                article = self.by_id(row[0])
                if article is not None:
                    key = _letters(article.text)
                    found[key] = "" if key in found else article.id
            self._by_letters = found
        wanted = self._by_letters.get(_letters(text), "")
        return self.by_id(wanted) if wanted else None

    def _one(self, sql: str, wanted: str) -> Article | None:
        self._settle()
        rows = self._reads.all(sql, {"wanted": wanted})
        with translated(self._reads.path):
            return Article(*rows[0]) if len(rows) == 1 else None


def _letters(text: str) -> bytes:
    return hashlib.sha256(letters(text).encode()).digest()
