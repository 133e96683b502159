"""What a sprint is counted by, aggregated by the database.

Events are only added, so a log of activity that is kept reads each of them once: all of
a million takes seconds, what came since the last time nothing that is felt.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.store.engine import Reads

__all__ = ["BUCKET_MS", "ActivityLog", "Counted", "Stretch"]

_DIGITS = 7
BUCKET_MS = 1 << 20
"""17.5 minutes: what the first seven digits of a rev tell apart."""

_SPANS = """
SELECT annotator, label, count(*) FROM annotation
WHERE live = 1 AND answer = 'accept' GROUP BY annotator, label
ORDER BY annotator, label"""

_OWN = """
SELECT article, count(*) FROM annotation
WHERE annotator = :annotator AND live = 1 AND answer = 'accept' GROUP BY article"""

_BY_ARTICLE = """
SELECT article, count(*) FROM annotation
WHERE live = 1 AND answer = 'accept'
  AND annotator IN (SELECT id FROM annotator WHERE kind = 'human')
GROUP BY article"""

_IMPORTED = """
SELECT a.annotator, count(*) FROM event e JOIN annotation a ON a.event = e.rev
WHERE e.verb = 'import' AND a.live = 1 AND a.answer = 'accept' GROUP BY a.annotator"""

_TITLES = "SELECT id, title FROM article ORDER BY rowid"

_EVENTS = "SELECT count(*), COALESCE(max(rowid), 0) FROM event"

_ACTIVITY = f"""
SELECT annotator, COALESCE(article, ''), substr(rev, 1, {_DIGITS}), sum(active_ms),
  sum(CASE WHEN verb = 'tag' THEN 1 ELSE 0 END),
  sum(CASE WHEN verb = 'import' THEN 1 ELSE 0 END), count(*)
FROM event WHERE rowid > :last AND rowid <= :newest
GROUP BY annotator, COALESCE(article, ''), substr(rev, 1, {_DIGITS})"""


class Counted:
    """Counts of one database; `Reader.counted` makes one."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def labels_by_annotator(self) -> dict[str, dict[str, int]]:
        """How many accepted annotations an annotator has of a label, by both ids."""
        found: dict[str, dict[str, int]] = {}
        for annotator, label, number in self._reads.all(_SPANS):
            found.setdefault(annotator, {})[label] = number
        return found

    def own_by_article(self, annotator: str) -> dict[str, int]:
        """How many accepted annotations an annotator has in an article, by its id."""
        return dict(self._reads.all(_OWN, {"annotator": annotator}))

    def by_article(self) -> dict[str, int]:
        """How many accepted annotations of people an article has, by id."""
        return dict(self._reads.all(_BY_ARTICLE))

    def imported(self) -> dict[str, int]:
        """How many accepted annotations of each are as an import brought them."""
        return dict(self._reads.all(_IMPORTED))

    def titles(self) -> tuple[tuple[str, str], ...]:
        """Ids and titles of all articles in the order of their addition."""
        return tuple((str(row), str(title)) for row, title in self._reads.all(_TITLES))

    def catch_up(self, log: ActivityLog) -> None:
        """Have a log of activity count what was added since the last time."""
        log.catch_up(self._reads)


class Stretch(NamedTuple):
    """What an annotator did within one bucket of time."""

    at: int
    """When the bucket begins, in Unix milliseconds."""
    active_ms: int
    tags: int


class ActivityLog:
    """How long everybody was active, and when; `catch_up` reads what is new."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.spent = Counter[tuple[str, str]]()
        """Active milliseconds by annotator and article; "" for no article."""
        self.has_imports = False
        self._active = Counter[tuple[str, int]]()
        self._tags = Counter[tuple[str, int]]()
        self._events = 0
        self._newest = 0

    def catch_up(self, reads: Reads) -> None:
        """Count the events that were added since the last time."""
        events, newest = reads.one(_EVENTS) or (0, 0)
        if newest > self._newest or events != self._events:
            self._count(reads, newest)
        if events != self._events:
            # Where many write at once, a row may come to be seen behind greater ones;
            # and a file may have been put in the place of another.
            self._start()
            self._count(reads, newest)

    def stretches(self, annotator: str) -> Iterator[Stretch]:
        """When an annotator was active, the oldest first."""
        own = sorted(bucket for who, bucket in self._active if who == annotator)
        for bucket in own:
            key = annotator, bucket
            yield Stretch(bucket * BUCKET_MS, self._active[key], self._tags[key])

    def _count(self, reads: Reads, newest: int) -> None:
        bound = {"last": self._newest, "newest": newest}
        for row in reads.all(_ACTIVITY, bound):
            annotator, article, digits, active, tags, imports, number = row
            self.spent[annotator, article] += int(active)
            self._active[annotator, int(digits[:_DIGITS], 16)] += int(active)
            self._tags[annotator, int(digits[:_DIGITS], 16)] += int(tags)
            self.has_imports |= bool(imports)
            self._events += number
        self._newest = newest
