"""What the store asks of a database: one SQL text with `:name` parameters.

Every method raises the errors of `annotate.store.errors`, never those of a driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["NOTHING", "Engine", "Params", "Reads", "Row", "Value"]

Value = str | int | float | None
"""What a column holds."""
Params = Mapping[str, Value]
"""Values by the name they have in the SQL."""
Row = tuple[Any, ...]
"""A result row; `annotate.store.rows` makes it a value of the model."""

NOTHING: Params = {}


class Reads(Protocol):
    """A connection to read with; one thread only."""

    @property
    def path(self) -> Path:
        """The database's file, for messages."""
        ...

    def all(self, sql: str, params: Params = NOTHING) -> list[Row]:
        """Every row."""
        ...

    def one(self, sql: str, params: Params = NOTHING) -> Row | None:
        """The first row; None when there is none."""
        ...

    def each(self, sql: str, params: Params = NOTHING) -> Generator[Row]:
        """The rows one by one; until the last, the log of the file cannot shrink."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """All reads inside see the database at one moment; may be nested."""
        ...

    def data_version(self) -> int:
        """A number that moves when somebody else has changed the database."""
        ...

    def close(self) -> None:
        """Give everything back; a second call does nothing."""
        ...


class Engine(Reads, Protocol):
    """A connection to write with."""

    def run(self, sql: str, params: Params = NOTHING) -> int:
        """How many rows the statement changed."""
        ...

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run the statement for each of the rows; no text in it may hold a colon."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """The changes inside are stored together or not at all; never nested.

        The write lock is taken at the start, so that what is read inside still holds
        when it is written.
        """
        ...
