"""Who is logged in: sessions in memory, found by what a cookie holds."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from annotate.serve.tokens import Holder

__all__ = ["Session", "Sessions"]

IDLE_SECONDS: Final = 12 * 3600.0
"""A session ends after so long without a request or an open desk."""
LONGEST_SECONDS: Final = 30 * 86400.0
"""A session ends in any case."""
MOST: Final = 1000
MOST_OF_ONE: Final = 20
"""Sessions of one annotator; the one not used for longest makes room for the next."""


class Session(NamedTuple):
    """One browser, logged in."""

    key: bytes
    """SHA-256 of the id in the cookie, which itself is not kept."""
    holder: Holder


@dataclass(slots=True)
class _Times:
    begun: float
    used: float


class Sessions:
    """The open sessions, bounded in number and in time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[Session, _Times] = {}
        self._by_key: dict[bytes, Session] = {}

    def __len__(self) -> int:
        return len(self._open)

    def begin(self, holder: Holder) -> str:
        """The id of a new session, for the cookie."""
        own = [each for each in self._open if each.holder.name == holder.name]
        if len(own) >= MOST_OF_ONE:
            self.end(min(own, key=self._last_use))
        elif len(self._open) >= MOST:
            self.end(min(self._open, key=self._last_use))
        secret = secrets.token_urlsafe(32)
        session = Session(_key(secret), holder)
        now = self._clock()
        self._open[session] = _Times(now, now)
        self._by_key[session.key] = session
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of that id, which is used now; None for none that is open."""
        session = self._by_key.get(_key(secret))
        if session is None or self._is_over(session):
            return None
        self.use(session)
        return session

    def use(self, session: Session) -> None:
        """Note that it is used now."""
        if session in self._open:
            self._open[session].used = self._clock()

    def is_open(self, session: Session) -> bool:
        """Whether it has neither ended nor run out."""
        return session in self._open and not self._is_over(session)

    def end(self, session: Session) -> None:
        """Log out."""
        self._open.pop(session, None)
        self._by_key.pop(session.key, None)

    def sweep(self, holders: Collection[Holder]) -> None:
        """End those that ran out, and those of tokens that are no longer valid."""
        for each in tuple(self._open):
            if each.holder not in holders or self._is_over(each):
                self.end(each)

    def _last_use(self, session: Session) -> float:
        return self._open[session].used

    def _is_over(self, session: Session) -> bool:
        times, now = self._open[session], self._clock()
        return now - times.used > IDLE_SECONDS or now - times.begun > LONGEST_SECONDS


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
