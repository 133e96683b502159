"""What the store asks of a database: one SQL text with `:name` parameters.

Every method raises the errors of `annotate.store.errors`, never those of a driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from contextlib import AbstractContextManager

    from annotate.store.place import Place

__all__ = ["NOTHING", "Dialect", "Engine", "Params", "Reads", "Row", "Value"]

Value = str | int | float | None
"""What a column holds."""
Params = Mapping[str, Value]
"""Values by the name they have in the SQL."""
Row = tuple[Any, ...]
"""A result row; `annotate.store.rows` makes it a value of the model."""

NOTHING: Params = {}


class Dialect(NamedTuple):
    """What one SQL text cannot say to every database."""

    holds: str
    """The condition that `{column}` matches `{pattern}`, whatever the case of ASCII."""
    listed: str
    """A query for the elements of `{names}`, a list of texts in JSON."""
    moment: str
    """A query for a text that differs once a change under way is stored; may be ""."""


class Reads(Protocol):
    """A connection to read with; one thread only."""

    @property
    def path(self) -> Place:
        """Where the database is, for messages."""
        ...

    @property
    def dialect(self) -> Dialect:
        """How the database says what is said in more than one way."""
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

    def transaction(self, *layers: str) -> AbstractContextManager[None]:
        """The changes inside are stored together or not at all; never nested.

        The write lock is taken at the start, so that what is read inside still holds
        when it is written. Where layers are named, by their annotators, that holds for
        these alone, and nothing else may be changed: on a server, which is far away,
        the annotators need not wait for each other.
        """
        ...
