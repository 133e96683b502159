"""Whether the rows of somebody else's database may be believed before any is taken.

Whoever sends a database can write in it what they like. Its rows are taken as they are
only if the store itself could have made them: every id, reference, hash, quote, chain
of revisions, JSON field and length is looked at. Names of verbs and settings that
this version does not know are a later version's, or nobody's.
"""

from __future__ import annotations

import json
import math
import re
import time
from contextlib import ExitStack, closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from annotate.ids import pack
from annotate.model import AnnotatorKind, Answer, Status, Verb, article_id
from annotate.store import rows
from annotate.store.errors import StoreFailure, printable
from annotate.store.settings import SETTINGS
from annotate.store.translate import BrokenRow
from annotate.text.names import BadName, annotator_name

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from annotate.store.engine import Reads, Row
    from annotate.store.place import Place

__all__ = ["Untrusted", "refuse_rows"]

_DAY_MS = 86_400_000
_NAME = 64
_LINE = 10_000
_NOTE = 1_000_000
_TEXT = 100_000_000
"""Code points, far above what a desk can make."""
_POSITIONS = 1_000_000

_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_ID = re.compile(_FORM)
_PAIR = re.compile(f"(?:{_FORM}){{2}}")
_LENGTH = 36
_VERBS = frozenset(map(str, Verb))
_ANSWERS = frozenset(map(str, Answer))
_KINDS = frozenset(map(str, AnnotatorKind))
_STATES = frozenset(map(str, Status))

_ANNOTATIONS = """
SELECT rev, id, prev, live, annotator, answer, origin, score, article, label, start,
  stop, quote, note, attributes
FROM annotation ORDER BY article"""

# Joined to what is named, so that no set of all events is kept in memory.
_ORPHANS = """
SELECT x.rev FROM {table} x LEFT JOIN event e ON e.rev = x.event
WHERE e.rev IS NULL LIMIT 1"""

_CHAINS = """
SELECT n.rev FROM {table} n LEFT JOIN {table} o ON o.rev = n.prev
WHERE n.prev IS NOT NULL
  AND (o.rev IS NULL OR o.id <> n.id OR o.rev >= n.rev) LIMIT 1"""

_HEADS = """
SELECT id FROM {table} GROUP BY id
HAVING sum(live) <> 1 OR max(rev) <> max(CASE WHEN live = 1 THEN rev END)
  OR {differs} LIMIT 1"""


class Untrusted(StoreFailure):
    """A row that annotate cannot have made; nothing of its database is taken."""

    def __init__(self, path: Place, table: str, row: str, why: str) -> None:
        self.path, self.table, self.row = path, table, row
        named = f"{table} {printable(_short(row))}" if row else table
        super().__init__(
            f"{printable(path)} is refused whole, nothing was changed: its {named} "
            f"{printable(why)}; ask for a sound copy (`annotate check` tells more)."
        )


def _short(text: str) -> str:
    return text if len(text) <= _NAME else text[: _NAME - 1] + "…"


def refuse_rows(reads: Reads, now_ms: int | None = None) -> None:
    """Read every row once and raise at the first that may not be believed.

    Args:
        reads: a database whose tables are ours, inside one snapshot.
        now_ms: Unix milliseconds; the clock when left out. What was made more than a
            day later would outrank every change until then.

    Raises:
        Untrusted: names the table, the row and what is wrong.
        DamagedDatabase: a text is no UTF-8.
    """
    if now_ms is None:
        now_ms = time.time_ns() // 1_000_000
    _Vetting(reads, pack(now_ms + _DAY_MS, 0)).run()


class _Vetting:
    """One pass over the tables, parents before children."""

    def __init__(self, reads: Reads, ceiling: str) -> None:
        self._reads = reads
        self._ceiling = ceiling
        self._open = ExitStack()
        self._people: set[str] = set()
        self._labels: set[str] = set()
        self._kinds: set[str] = set()
        self._articles: set[str] = set()

    def run(self) -> None:
        # What is half read when a row is refused is given back at once.
        with self._open:
            self._annotators()
            self._scheme()
            self._settings()
            self._take_articles()
            self._assignments()
            self._events()
            self._annotations()
            self._links()
            self._histories("annotation", ("annotator", "article"))
            self._histories("link", ("annotator",))

    def _each(self, sql: str) -> Generator[Row]:
        return self._open.enter_context(closing(self._reads.each(sql)))

    def _refuse(self, table: str, row: object, why: str) -> Untrusted:
        return Untrusted(self._reads.path, table, str(row), why)

    def _annotators(self) -> None:
        for row, kind, name, rev in self._each(
            "SELECT id, kind, name, rev FROM annotator"
        ):
            self._rev("annotator", row, rev)
            try:
                is_name = annotator_name(row) == row
            except BadName:
                is_name = False
            if not is_name:
                raise self._refuse("annotator", row, "has no name that can be used")
            self._one_of("annotator", row, kind, _KINDS)
            self._sized("annotator", row, _LINE, name)
            self._people.add(row)

    def _scheme(self) -> None:
        for *values, position, rev in self._each(
            "SELECT id, title, key, colour, shape, hint, attributes, position, rev "
            "FROM label"
        ):
            row = values[0]
            self._part("label", row, position, rev)
            self._sized("label", row, _LINE, *values[1:])
            if len(values[2]) > 1:
                raise self._refuse("label", row, "has a key of several characters")
            try:
                rows.label(tuple(values))
            except BrokenRow as error:
                why = "has attributes that cannot be read"
                raise self._refuse("label", row, why) from error
            self._labels.add(row)
        for row, title, hint, position, rev in self._each(
            "SELECT id, title, hint, position, rev FROM link_kind"
        ):
            self._part("link_kind", row, position, rev)
            self._sized("link_kind", row, _LINE, title, hint)
            self._kinds.add(row)

    def _part(self, table: str, row: str, position: int, rev: str) -> None:
        self._rev(table, row, rev)
        if not 0 < len(row.strip()) <= _NAME or not row.isprintable():
            raise self._refuse(table, row, "has no name that can be used")
        if not abs(position) < _POSITIONS:
            raise self._refuse(table, row, f"has the position {position}")

    def _settings(self) -> None:
        for row, value, rev in self._each("SELECT id, value, rev FROM setting"):
            self._rev("setting", row, rev)
            known = SETTINGS.get(row)
            if known is None or value not in known.values:
                why = f"is {_short(value)!r}, which only a newer annotate could know"
                raise self._refuse("setting", row, why)

    def _take_articles(self) -> None:
        for row, source, title, text, meta, rev in self._each(
            "SELECT id, source, title, text, meta, rev FROM article"
        ):
            self._rev("article", row, rev)
            self._sized("article", row, _TEXT, text)
            if article_id(text) != row:
                raise self._refuse("article", row, "is not the hash of its text")
            self._sized("article", row, _LINE, source, title)
            self._object("article", row, "meta", meta)
            self._articles.add(row)

    def _assignments(self) -> None:
        for annotator, article, state, rev in self._each(
            "SELECT annotator, article, state, rev FROM assignment"
        ):
            row = f"of {annotator} in {article}"
            self._rev("assignment", row, rev)
            self._there("assignment", row, "annotator", annotator, self._people)
            self._there("assignment", row, "article", article, self._articles)
            self._one_of("assignment", row, state, _STATES)

    def _events(self) -> None:
        for rev, session, annotator, verb, article, active, detail in self._each(
            "SELECT rev, session, annotator, verb, article, active_ms, detail "
            "FROM event"
        ):
            self._rev("event", rev, rev)
            self._rev("event", rev, session)
            self._there("event", rev, "annotator", annotator, self._people)
            if article is not None:
                self._there("event", rev, "article", article, self._articles)
            if verb not in _VERBS:
                why = f"is a {_short(verb)!r}, which only a newer annotate could know"
                raise self._refuse("event", rev, why)
            if not 0 <= active <= _DAY_MS:
                raise self._refuse("event", rev, f"took {active} ms")
            if detail != "{}":
                self._object("event", rev, "detail", detail)

    def _annotations(self) -> None:
        for article, found in groupby(self._each(_ANNOTATIONS), itemgetter(8)):
            held = self._reads.one(
                "SELECT text FROM article WHERE id = :id", {"id": article}
            )
            self._annotations_in(held[0] if held else None, found)

    def _annotations_in(self, text: str | None, found: Iterable[Row]) -> None:
        people, labels = self._people, self._labels
        ceiling, is_pair = self._ceiling, _PAIR.fullmatch
        for (
            rev,
            row,
            prev,
            live,
            annotator,
            answer,
            origin,
            score,
            _,
            label,
            start,
            stop,
            quote,
            note,
            attributes,
        ) in found:
            # One match for two ids: this runs for every annotation.
            if (
                len(rev) != _LENGTH
                or not is_pair(rev + row)
                or rev >= ceiling
                or row >= ceiling
            ):
                self._rev("annotation", rev, rev)
                self._rev("annotation", rev, row)
            if text is None:
                why = "is in an article that is not there"
                raise self._refuse("annotation", rev, why)
            if not 0 <= start < stop or text[start:stop] != quote:
                why = f"has a quote that is not the text at {start}-{stop}"
                raise self._refuse("annotation", rev, why)
            if annotator not in people or label not in labels:
                self._there("annotation", rev, "annotator", annotator, people)
                self._there("annotation", rev, "label", label, labels)
            if prev is not None or origin is not None or score is not None:
                self._revision("annotation", rev, origin, score)
            if live not in {0, 1} or answer not in _ANSWERS:
                self._one_of("annotation", rev, answer, _ANSWERS)
                raise self._refuse("annotation", rev, f"is live {live} times")
            if note:
                self._sized("annotation", rev, _NOTE, note)
            if attributes != "{}":
                self._object("annotation", rev, "attributes", attributes)

    def _links(self) -> None:
        for (
            rev,
            row,
            live,
            annotator,
            answer,
            origin,
            score,
            kind,
            *ends,
        ) in self._each(
            "SELECT rev, id, live, annotator, answer, origin, score, kind, source, "
            "target FROM link"
        ):
            for each in (rev, row, *ends):
                self._rev("link", rev, each)
            self._there("link", rev, "annotator", annotator, self._people)
            self._there("link", rev, "kind", kind, self._kinds)
            self._revision("link", rev, origin, score)
            self._one_of("link", rev, answer, _ANSWERS)
            if live not in {0, 1}:
                raise self._refuse("link", rev, f"is live {live} times")
            if ends[0] == ends[1]:
                raise self._refuse("link", rev, "leads to where it comes from")

    def _histories(self, table: str, same: Iterable[str]) -> None:
        differs = " OR ".join(f"min({each}) <> max({each})" for each in same)
        heads = (
            "has a last revision that is not the one that is live, or two annotators "
            "or articles"
        )
        for sql, why in (
            (_ORPHANS, "is of an event that is not there"),
            (_CHAINS, "replaces a revision that is no earlier one of its own"),
            (_HEADS, heads),
        ):
            found = self._reads.one(sql.format(table=table, differs=differs))
            if found is not None:
                raise self._refuse(table, found[0], why)

    def _rev(self, table: str, row: object, rev: str) -> None:
        if not _ID.fullmatch(rev):
            why = f"has the id {_short(rev)!r}, which is no UUID of version 7"
            raise self._refuse(table, row, why)
        if rev >= self._ceiling:
            why = (
                "was made more than a day from now by the clock of this machine, and "
                "would win over all that is done until then; set the clocks"
            )
            raise self._refuse(table, row, why)

    def _revision(
        self, table: str, rev: str, origin: str | None, score: float | None
    ) -> None:
        if origin is not None:
            self._sized(table, rev, _LINE, origin)
        if score is not None and not math.isfinite(score):
            raise self._refuse(table, rev, f"has the score {score}")

    def _there(
        self, table: str, row: object, column: str, named: str, known: set[str]
    ) -> None:
        if named not in known:
            why = f"names the {column} {_short(named)!r}, who or which is not there"
            raise self._refuse(table, row, why)

    def _one_of(
        self, table: str, row: object, value: str, known: frozenset[str]
    ) -> None:
        if value not in known:
            why = f"is {_short(value)!r}, which is none of {', '.join(sorted(known))}"
            raise self._refuse(table, row, why)

    def _sized(self, table: str, row: object, most: int, *texts: str) -> None:
        for text in texts:
            if len(text) > most:
                why = f"holds {len(text)} characters where {most} are the most"
                raise self._refuse(table, row, why)
            if "\0" in text:
                raise self._refuse(table, row, "holds a NUL character")

    def _object(self, table: str, row: object, column: str, text: str) -> None:
        """Refuse what is not the text of a JSON object."""
        self._sized(table, row, _NOTE, text)
        try:
            is_object = isinstance(json.loads(text), dict)
        except (ValueError, RecursionError):
            is_object = False
        if not is_object:
            why = f"has a {column} that is not the text of a JSON object"
            raise self._refuse(table, row, why)
