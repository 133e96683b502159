"""A thread that keeps telling where a sprint stands while others work in it.

It has a connection of its own: the thread that saves must not wait for long counts.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError
from annotate.store.progress import ActivityLog
from annotate.store.reader import Reader
from annotate.tui.standing import progress_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.sprint.progress import Progress
    from annotate.store.place import Place

__all__ = ["Watcher"]

_POLL_SECONDS = 0.5
_AGAIN_SECONDS = 60.0
"""So old may figures be that change with the time alone."""
_BUSY_SECONDS = 1.0
_SHARE = 2.0
"""It rests this many times as long as counting took, where that is longer."""


class Watcher:
    """Calls `tell` with what it counted, or with why it could not, in its thread."""

    def __init__(
        self, database: Place, tell: Callable[[Progress | AnnotateError], object]
    ) -> None:
        self._database = database
        self._tell = tell
        self._log = ActivityLog()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)

    def start(self) -> None:
        """Count for the first time, then whenever somebody has changed something."""
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing from now on; returns at once."""
        self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Whether the thread has ended by then, with its connection given back."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._watch()
            except AnnotateError as error:
                self._say(error)
                # What was counted may be of another file by the time it opens again.
                self._ended.wait(_POLL_SECONDS)

    def _watch(self) -> None:
        with Reader.open(self._database, busy_seconds=_BUSY_SECONDS) as reader:
            due = 0.0
            while not self._ended.is_set():
                if reader.changed() or time.monotonic() >= due:
                    begun = time.monotonic()
                    self._say(progress_of(reader, self._log))
                    took = time.monotonic() - begun
                    due = time.monotonic() + _AGAIN_SECONDS
                    self._ended.wait(took * _SHARE)
                self._ended.wait(_POLL_SECONDS)

    def _say(self, what: Progress | AnnotateError) -> None:
        # The program may have ended meanwhile: nobody is there to be told.
        with suppress(RuntimeError):
            if not self._ended.is_set():
                self._tell(what)
