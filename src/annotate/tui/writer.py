"""The one thread that talks to the store, so that the screen never waits for a disk.

Writes are done in the order they were asked for. A write that fails stays at the head
of the line and is tried again until it succeeds or the desk closes; reads are answered
meanwhile. What happened comes back as reports, by the function given at the start.
Requests and reports are named tuples: as dataclasses they would cost each start time.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotate.desk.state import Sheet
    from annotate.model import ArticleSummary, Edit, Status
    from annotate.store.reader import Reader
    from annotate.store.store import Reverted, Store

__all__ = [
    "ArticlesListed",
    "Commit",
    "FindTexts",
    "ListArticles",
    "NotRead",
    "ReadSheets",
    "Refused",
    "Report",
    "Revert",
    "RevertDone",
    "SaveFailed",
    "Saved",
    "SetStatus",
    "SetTitle",
    "SheetsRead",
    "StoreChanged",
    "TextsFound",
    "Write",
    "Writer",
]

_POLL_SECONDS = 0.5
_BUSY_SECONDS = 0.5
"""So long another program's lock is waited for before the reader is told."""
_RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0)


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


class SetStatus(NamedTuple):
    """Say how far the annotator is with an article."""

    article: str
    status: Status


class ReadSheets(NamedTuple):
    """Read articles with their annotations; `purpose` comes back with them."""

    articles: tuple[str, ...]
    purpose: str = ""


class ListArticles(NamedTuple):
    """List all articles; `purpose` comes back with them."""

    purpose: str = ""


class FindTexts(NamedTuple):
    """Find the articles whose text holds the query."""

    query: str


Write = Commit | Revert | SetTitle | SetStatus
Read = ReadSheets | ListArticles | FindTexts


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
    error: AnnotateError


class RevertDone(NamedTuple):
    """An action was undone or redone, durably."""

    write: Revert
    reverted: Reverted


class SheetsRead(NamedTuple):
    """Articles with their annotations, as the store has them."""

    sheets: tuple[Sheet, ...]
    purpose: str


class ArticlesListed(NamedTuple):
    """All articles, and the reader's status of each."""

    summaries: tuple[ArticleSummary, ...]
    statuses: tuple[Status, ...]
    purpose: str


class TextsFound(NamedTuple):
    """Ids of the articles whose text holds the query."""

    query: str
    articles: tuple[str, ...]


class StoreChanged(NamedTuple):
    """Another process wrote to the database."""


Report = (
    Saved
    | SaveFailed
    | Refused
    | RevertDone
    | SheetsRead
    | ArticlesListed
    | TextsFound
    | StoreChanged
)


class Writer:
    """Owns the store's thread; `post` is called there and must be safe to call."""

    def __init__(
        self, path: Path, annotator: str, post: Callable[[Report], None]
    ) -> None:
        self._path = path
        self._annotator = annotator
        self._post = post
        self._asked: queue.SimpleQueue[Write | Read | None] = queue.SimpleQueue()
        self._unsaved: deque[Write] = deque()
        """Every write that was asked for and is not done, the oldest first."""
        self._guard = threading.Lock()
        """Held to change or copy the line of writes."""
        self._failures = 0
        self._retry_at = 0.0
        self._store: Store | None = None
        self._file: tuple[int, int] | None = None
        """Which file the store has open."""
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)

    def start(self) -> None:
        """Open the store in the thread; call once."""
        self._thread.start()

    def ask(self, what: Write | Read) -> None:
        """Put a write or a read in line; returns at once."""
        if isinstance(what, Commit | Revert | SetTitle | SetStatus):
            # Known from here on, so that `close` can tell of it even while the thread
            # waits for a lock.
            with self._guard:
                self._unsaved.append(what)
        self._asked.put(what)

    def close(self, seconds: float) -> tuple[Write, ...]:
        """What could not be saved within that time, in order; () when all is saved."""
        if self._thread.is_alive():
            self._asked.put(None)
            self._thread.join(seconds)
        with self._guard:
            return tuple(self._unsaved)

    def _run(self) -> None:
        closing = False
        while not (closing and not self._unsaved):
            try:
                asked = self._asked.get(timeout=self._patience(closing=closing))
            except queue.Empty:
                self._poll()
            else:
                if asked is None:
                    closing = True
                    # The last try is now, not when the next retry is due.
                    self._retry_at = 0.0
                elif isinstance(asked, ReadSheets | ListArticles | FindTexts):
                    self._answer(asked)
            self._write()
        self._let_go()

    def _patience(self, *, closing: bool) -> float:
        if not self._unsaved:
            return 0.0 if closing else _POLL_SECONDS
        return min(max(self._retry_at - time.monotonic(), 0.01), _POLL_SECONDS)

    def _opened(self) -> Store:
        if self._store is not None and self._file != _identity(self._path):
            # Removed or replaced: SQLite would go on writing to the file of before,
            # which nobody can reach any more.
            self._let_go()
        if self._store is None:
            # Costs a tenth of a second; the first paint must not wait for it.
            from annotate.store.store import open_store  # noqa: PLC0415

            self._file = _identity(self._path)
            self._store = open_store(
                self._path,
                annotator=self._annotator,
                must_exist=True,
                busy_seconds=_BUSY_SECONDS,
            )
            self._store.changed()
            # What was shown until now was read by another connection, and what changed
            # between that and this one is told by nobody.
            self._post(StoreChanged())
        return self._store

    def _let_go(self) -> None:
        if self._store is not None:
            store, self._store = self._store, None
            with suppress(AnnotateError):
                store.close()

    def _write(self) -> None:
        from annotate.store.errors import (  # noqa: PLC0415
            AlreadyTagged,
            DatabaseBusy,
            DiskFull,
            NothingToRedo,
            NothingToUndo,
            Superseded,
            UndoBlocked,
        )

        final = (AlreadyTagged, Superseded, NothingToUndo, NothingToRedo, UndoBlocked)
        while self._unsaved and time.monotonic() >= self._retry_at:
            write = self._unsaved[0]
            try:
                report = self._do(write)
            except final as error:
                self._done()
                self._post(Refused(write, error))
            except Exception as error:  # noqa: BLE001 - reported, kept and tried again
                if not isinstance(error, DatabaseBusy | DiskFull):
                    # What a store learned of its file when it was opened may be over.
                    self._let_go()
                delay = _RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)]
                self._failures += 1
                self._retry_at = time.monotonic() + delay
                reason = str(error) or type(error).__name__
                self._post(SaveFailed(write, reason))
            else:
                self._done()
                self._post(report)

    def _done(self) -> None:
        with self._guard:
            self._unsaved.popleft()
        self._failures = 0

    def _do(self, write: Write) -> Saved | RevertDone:
        store = self._opened()
        match write:
            case Commit():
                store.commit(write.edit)
            case Revert():
                revert = store.redo if write.redo else store.undo
                return RevertDone(write, revert(write.rev))
            case SetTitle():
                store.set_title(write.article, write.title)
            case SetStatus():
                store.set_status(write.article, write.status)
        return Saved(write)

    def _answer(self, read: Read) -> None:
        try:
            store = self._opened()
            if isinstance(read, ReadSheets):
                order = tuple(label.id for label in store.scheme().labels)
                sheets = tuple(sheet_of(store, one, order) for one in read.articles)
                self._post(SheetsRead(sheets, read.purpose))
            elif isinstance(read, FindTexts):
                self._post(TextsFound(read.query, store.containing(read.query)))
            else:
                summaries = store.articles()
                statuses = tuple(
                    store.status(self._annotator, one.id) for one in summaries
                )
                self._post(ArticlesListed(summaries, statuses, read.purpose))
        except AnnotateError as error:
            self._post(Refused(read, error))
        except Exception as error:  # noqa: BLE001 - the thread must go on to save
            self._post(Refused(read, NotRead(error)))

    def _poll(self) -> None:
        try:
            if self._opened().changed():
                self._post(StoreChanged())
        except Exception:  # noqa: BLE001 - the thread must go on to save
            # A store that cannot be opened matters when something is to be saved or
            # read, and is reported then.
            return


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file the path leads to; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sheet_of(store: Reader, article: str, label_order: tuple[str, ...]) -> Sheet:
    """An article with its annotations and links, read from the store."""
    from annotate.desk.state import Sheet  # noqa: PLC0415

    return Sheet.of(
        store.article(article),
        store.annotations(article),
        store.links(article),
        label_order,
    )
