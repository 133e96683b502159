"""The one thread that talks to the store, so that the screen never waits for a disk.

Writes are done in the order they were asked for. A write that fails stays at the head
of the line and is tried again until it succeeds or the desk closes; reads are answered
meanwhile. One that trying again cannot save is set aside, so that it bars no other.
What happened comes back as reports, by the function given at the start.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from annotate.errors import AnnotateError
from annotate.model import Answer
from annotate.store.errors import DatabaseBusy
from annotate.tui.failures import Remedy, remedy_of
from annotate.tui.messages import (
    ArticlesListed,
    CasesRead,
    Commit,
    FindTexts,
    ListArticles,
    NotRead,
    ReadCases,
    ReadSheets,
    Refused,
    Revert,
    RevertDone,
    Saved,
    SaveFailed,
    SetAside,
    SetStatus,
    SetTitle,
    SheetsRead,
    StoreChanged,
    TextsFound,
)
from annotate.tui.reads import articles_of, links_back, sheets_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.store.place import Place
    from annotate.store.store import Store
    from annotate.tui.messages import Read, Report, Write

__all__ = ["Writer"]

_POLL_SECONDS = 0.5
_BUSY_SECONDS = 0.5
"""So long another program's lock is waited for in one go; then reads are answered."""
_TOLD_SECONDS = 5.0
"""So long it is waited for before the reader is told: many may save at once."""
_AGAIN_SECONDS = 0.01
_RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0)


class Writer:
    """Owns the store's thread; `post` is called there and must be safe to call."""

    def __init__(
        self,
        path: Place,
        annotator: str,
        post: Callable[[Report], None],
        shown: tuple[str, ...] = (),
    ) -> None:
        """Take `shown`, the `Reader.additions` of what the screen shows at first."""
        self._path = path
        self._annotator = annotator
        self._post = post
        self._shown = shown
        self._asked: queue.SimpleQueue[Write | Read | None] = queue.SimpleQueue()
        self._unsaved: deque[Write] = deque()
        """Every write that was asked for and is not done, the oldest first."""
        self._aside: list[Write] = []
        """The writes that trying again cannot save."""
        self._newest_find: FindTexts | None = None
        self._guard = threading.Lock()
        """Held to change or copy the line of writes."""
        self._failures = 0
        self._retry_at = 0.0
        self._busy_since = 0.0
        """When the first write in line met a lock; 0 when it met none."""
        self._poll_at = 0.0
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
        elif isinstance(what, FindTexts):
            self._newest_find = what
        self._asked.put(what)

    def close(self, seconds: float) -> tuple[Write, ...]:
        """What is not saved by then, in the order of asking; () when all is."""
        if self._thread.is_alive():
            self._asked.put(None)
            self._thread.join(seconds)
        with self._guard:
            # What was set aside was asked for before the rest.
            return (*self._aside, *self._unsaved)

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
                elif isinstance(
                    asked, ReadSheets | ListArticles | FindTexts | ReadCases
                ):
                    self._answer(asked)
                # Who tags without a pause is to see what others do as well.
                if time.monotonic() >= self._poll_at:
                    self._poll()
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

            is_again, self._file = self._file is not None, _identity(self._path)
            self._store = open_store(
                self._path,
                annotator=self._annotator,
                must_exist=True,
                busy_seconds=_BUSY_SECONDS,
            )
            self._store.changed()
            # What is shown was read by another connection; what changed between that
            # one and this one is told by nobody.
            if is_again or self._store.additions() != self._shown:
                self._post(StoreChanged())
        return self._store

    def _let_go(self) -> None:
        if self._store is not None:
            store, self._store = self._store, None
            with suppress(AnnotateError):
                store.close()

    def _write(self) -> None:
        while self._unsaved and time.monotonic() >= self._retry_at:
            write = self._unsaved[0]
            try:
                report = self._do(write)
            except Exception as error:  # noqa: BLE001 - reported, and kept or refused
                self._fail(write, error)
            else:
                self._done()
                self._post(report)

    def _fail(self, write: Write, error: Exception) -> None:
        reason = str(error) or type(error).__name__
        remedy = remedy_of(error)
        if remedy is Remedy.NONE_NEEDED and self._follows_aside(write):
            remedy = Remedy.NONE
        match remedy:
            case Remedy.NONE_NEEDED:
                self._done()
                self._post(Refused(write, error))
            case Remedy.NONE:
                self._done(aside=True)
                self._post(SetAside(write, reason))
            case Remedy.WAIT if self._waits_in_line(error):
                self._retry_at = time.monotonic() + _AGAIN_SECONDS
            case Remedy.WAIT | Remedy.OPEN_AGAIN:
                if remedy is Remedy.OPEN_AGAIN:
                    # What a store learned of its file when it was opened may be over.
                    self._let_go()
                delay = _RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)]
                self._failures += 1
                self._retry_at = time.monotonic() + delay
                self._post(SaveFailed(write, reason))
            case _:
                assert_never(remedy)

    def _waits_in_line(self, error: Exception) -> bool:
        """Whether others save just now, for too short a time to speak of it."""
        if not isinstance(error, DatabaseBusy):
            return False
        now = time.monotonic()
        self._busy_since = self._busy_since or now
        return now - self._busy_since < _TOLD_SECONDS

    def _follows_aside(self, write: Write) -> bool:
        """Whether it changes what a write that was set aside should have made."""
        return isinstance(write, Commit) and any(
            isinstance(each, Commit) and each.edit.ids & write.edit.ids
            for each in self._aside
        )

    def _done(self, *, aside: bool = False) -> None:
        with self._guard:
            write = self._unsaved.popleft()
            if aside:
                self._aside.append(write)
        self._failures = 0
        self._busy_since = 0.0

    def _do(self, write: Write) -> Saved | RevertDone:
        store = self._opened()
        match write:
            case Commit():
                store.commit(write.edit)
            case Revert():
                return _reverted(store, write)
            case SetTitle():
                store.set_title(write.article, write.title, write.rev)
            case SetStatus():
                store.set_status(
                    write.article,
                    write.status,
                    write.rev,
                    layer=write.layer,
                    active_ms=write.active_ms,
                )
        return Saved(write)

    def _answer(self, read: Read) -> None:
        try:
            report = self._read(read)
        except AnnotateError as error:
            report = Refused(read, error)
        except Exception as error:  # noqa: BLE001 - the thread must go on to save
            report = Refused(read, NotRead(error))
        if report is not None:
            self._post(report)

    def _read(self, read: Read) -> Report | None:
        store, me = self._opened(), self._annotator
        match read:
            case ReadSheets():
                with store.snapshot():
                    scheme = store.scheme()
                    found = sheets_of(store, read.articles, scheme, me)
                    suggesting = store.suggesting()
                return SheetsRead(
                    tuple(one.sheet for one in found.read),
                    tuple(one.status for one in found.read),
                    scheme,
                    read.purpose,
                    found.ends,
                    suggesting,
                    found.names,
                )
            case ListArticles():
                with store.snapshot():
                    summaries, statuses, assigned = articles_of(store, me)
                return ArticlesListed(summaries, statuses, read.purpose, assigned)
            case FindTexts():
                # It goes through all texts: the letters typed since want another one.
                if read is not self._newest_find:
                    return None
                return TextsFound(read.query, store.containing(read.query))
            case ReadCases():
                # Pairing everybody's tags takes rules that the desk has no use for.
                from annotate.tui.adjudication.reads import read_cases  # noqa: PLC0415

                return CasesRead(read, read_cases(store, me, read))
            case _:
                assert_never(read)

    def _poll(self) -> None:
        self._poll_at = time.monotonic() + _POLL_SECONDS
        try:
            if self._opened().changed():
                self._post(StoreChanged())
        except Exception:  # noqa: BLE001 - the thread must go on to save
            # A store that cannot be opened matters when something is to be saved or
            # read, and is reported then.
            return


def _identity(path: Place) -> tuple[int, int] | None:
    """Which file the path leads to; None for none. A server is always the same."""
    if not isinstance(path, Path):
        return (0, 0)
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _reverted(store: Store, write: Revert) -> RevertDone:
    """An undo or redo, with the links that an annotation takes along as it comes."""
    done = store.redo(write.rev) if write.redo else store.undo(write.rev)
    back = [one.id for one in done.edit.annotations if one.answer is Answer.ACCEPT]
    with store.snapshot():
        links, ends = links_back(store, back, store.annotator)
    return RevertDone(write, done, links, ends)
