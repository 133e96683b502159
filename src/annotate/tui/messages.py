"""What the screen asks of the writer, and what the writer reports.

Named tuples: as dataclasses they would cost each start time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import AnnotateError
from annotate.model import Suggesting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.desk.links import End
    from annotate.desk.state import Sheet
    from annotate.model import ArticleSummary, Edit, Link, Scheme, Status
    from annotate.store.store import Reverted
    from annotate.tui.adjudication.reads import Cases

__all__ = [
    "ArticlesListed",
    "CasesRead",
    "Commit",
    "FindTexts",
    "ListArticles",
    "ListFor",
    "NotRead",
    "Read",
    "ReadCases",
    "ReadFor",
    "ReadSheets",
    "Refused",
    "Report",
    "Revert",
    "RevertDone",
    "SaveFailed",
    "Saved",
    "SetAside",
    "SetStatus",
    "SetTitle",
    "SheetsRead",
    "StoreChanged",
    "TextsFound",
    "Write",
]


class Commit(NamedTuple):
    """Store one edit."""

    edit: Edit


class Revert(NamedTuple):
    """Undo the annotator's last action, or redo the last undone one."""

    rev: str
    """The id of the event this makes, so that doing it twice does it once."""
    redo: bool = False


class SetTitle(NamedTuple):
    """Give an article another title."""

    article: str
    title: str
    rev: str = ""
    """The id of the event this makes, so that doing it twice does it once."""


class SetStatus(NamedTuple):
    """Say how far the annotator is with an article."""

    article: str
    status: Status
    rev: str = ""
    """As above."""
    layer: str = ""
    """GOLD to say how far the gold layer is instead."""
    active_ms: int = 0
    """How long the annotator was active before it."""


class ReadFor(StrEnum):
    """Why articles are read."""

    HERE = "here"
    """To open in the focused pane."""
    NEW_PANE = "new pane"
    """To open beside it."""
    REFRESH = "refresh"
    """The store may have something else than the screen."""
    UNDONE = "undone"
    """To show what was undone in an article that is not open."""


class ReadSheets(NamedTuple):
    """Read articles with their annotations; `purpose` comes back with them."""

    articles: tuple[str, ...]
    purpose: ReadFor


class ListFor(StrEnum):
    """Why articles are listed."""

    PICK = "pick"
    """The reader picks one."""
    NEXT = "next"
    """The next one that is not open is to be opened."""


class ListArticles(NamedTuple):
    """List all articles; `purpose` comes back with them."""

    purpose: ListFor


class FindTexts(NamedTuple):
    """Find the articles whose text holds the query."""

    query: str


class ReadCases(NamedTuple):
    """Read what is to be adjudicated on an article."""

    article: str
    """"" with `is_next` for the first one that waits."""
    annotators: tuple[str, ...] = ()
    """Whose work it is; () for all whose work is finished."""
    is_next: bool = False
    """The next article behind that one that waits for gold."""
    is_anonymous: bool = False
    """Nobody is named."""
    known: Cases | None = None
    """What the screen has; None where a screen or an article is to open."""


Write = Commit | Revert | SetTitle | SetStatus
Read = ReadSheets | ListArticles | FindTexts | ReadCases


class NotRead(AnnotateError):
    """The database gave no answer, for a reason that has no name."""

    def __init__(self, why: Exception) -> None:
        super().__init__(
            f"The database could not be read ({type(why).__name__}: {why}); try again."
        )


class Saved(NamedTuple):
    """A write is durable."""

    write: Write


class SaveFailed(NamedTuple):
    """The first write in line failed; it is kept and tried again."""

    write: Write
    reason: str


class Refused(NamedTuple):
    """The store will not do this, now or later; it is not tried again."""

    write: Write | Read
    error: Exception


class SetAside(NamedTuple):
    """A write that trying again cannot save; `Writer.close` tells of it."""

    write: Write
    reason: str


class RevertDone(NamedTuple):
    """An action was undone or redone, durably."""

    write: Revert
    reverted: Reverted
    links: tuple[Link, ...] = ()
    """The links of the annotations that came back."""
    ends: tuple[End, ...] = ()
    """What those lead to."""


class SheetsRead(NamedTuple):
    """Articles with their annotations at one moment of the store."""

    sheets: tuple[Sheet, ...]
    statuses: tuple[Status, ...]
    """The reader's, of each article."""
    scheme: Scheme
    purpose: ReadFor
    ends: tuple[End, ...] = ()
    """What links of these articles lead to in other ones."""
    suggesting: Suggesting = Suggesting.OFF
    """What the database says of suggestions."""
    names: Mapping[str, str] = {}
    """What annotators are called, by id."""


class ArticlesListed(NamedTuple):
    """All articles, and the reader's status of each."""

    summaries: tuple[ArticleSummary, ...]
    statuses: tuple[Status, ...]
    purpose: ListFor
    assigned: tuple[str, ...] = ()
    """Ids of those that were given to the reader, in the order of giving."""


class TextsFound(NamedTuple):
    """Ids of the articles whose text holds the query."""

    query: str
    articles: tuple[str, ...]


class CasesRead(NamedTuple):
    """What is to be adjudicated on an article, at one moment of the store."""

    request: ReadCases
    cases: Cases


class StoreChanged(NamedTuple):
    """Another process wrote to the database."""


Report = (
    Saved
    | SaveFailed
    | Refused
    | SetAside
    | RevertDone
    | SheetsRead
    | ArticlesListed
    | TextsFound
    | CasesRead
    | StoreChanged
)
