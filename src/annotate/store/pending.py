"""Rows of an import that wait to be inserted together.

Asking the database for each article by itself takes a quarter of the time of an import
into a file, and nearly all of it on a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.store.articles import INSERT_ARTICLE
from annotate.store.rows import (
    INSERT_ANNOTATION,
    INSERT_LINK,
    INSERT_PLAIN_ANNOTATION,
)
from annotate.store.statuses import INSERT_STATUS

if TYPE_CHECKING:
    from annotate.store.engine import Engine, Params

__all__ = ["INSERT_EVENT", "REPLACE_ANNOTATION", "REPLACE_LINK", "Pending"]

INSERT_EVENT: Final = """
INSERT INTO event (rev, session, annotator, verb, article)
VALUES (:rev, :rev, :annotator, :verb, :article)"""
REPLACE_ANNOTATION: Final = "UPDATE annotation SET live = 0 WHERE rev = :prev"
REPLACE_LINK: Final = "UPDATE link SET live = 0 WHERE rev = :prev"

_ORDER: Final = (
    INSERT_ARTICLE,
    INSERT_STATUS,
    INSERT_EVENT,
    REPLACE_ANNOTATION,
    INSERT_PLAIN_ANNOTATION,
    INSERT_ANNOTATION,
    REPLACE_LINK,
    INSERT_LINK,
)
"""Parents before children, and what goes before what takes its place."""


class Pending:
    """What `store` will write, by statement; reads do not see it before."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rows: dict[str, list[Params]] = {sql: [] for sql in _ORDER}

    def add(self, sql: str, row: Params) -> None:
        """Let a row of one of the statements of this module's list wait."""
        self._rows[sql].append(row)

    def store(self) -> None:
        """Write all that waits."""
        for sql, rows in self._rows.items():
            if rows:
                self._engine.many(sql, rows)
                self._rows[sql] = []
