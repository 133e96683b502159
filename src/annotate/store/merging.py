"""Merging: the union of two logs, and of two rows with one key the later.

Every row has a key that is the same in all files. Log rows are added where they are
missing and never changed; a row of the other tables is replaced by one with a greater
revision. So any order of merging, in any groups and how often soever, gives the same
rows: nothing is written that tells of the merge itself. What is derived from the rows
(`live`, conflicts, twins) follows.

Three things have two histories and one outcome: conflicts (`conflicts.py`), twins
(`twins.py`), and two imports of one file, which may put one revision under two events:
the lesser event holds it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from annotate.store.conflicts import Conflict, conflicts_of
from annotate.store.errors import StoreFailure, printable
from annotate.store.merged import Came, Change, Merged, Namesake
from annotate.store.twins import Twins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotate.store.engine import Engine, Params, Row

__all__ = ["Merging", "TwoHistories", "UnlikeAnnotators", "is_later"]

_ROW_TABLES = {
    "annotator": (("id",), ("kind", "name")),
    "label": (
        ("id",),
        ("title", "key", "colour", "shape", "hint", "attributes", "position"),
    ),
    "link_kind": (("id",), ("title", "hint", "position")),
    "article": (("id",), ("source", "title", "text", "meta")),
    "assignment": (("annotator", "article"), ("state",)),
    "setting": (("id",), ("value",)),
}
"""Key and other columns without `rev`; the text of an article follows from its id."""

_LOG_TABLES = {
    "event": ("session", "annotator", "verb", "article", "active_ms", "detail"),
    "annotation": (
        *("id", "prev", "annotator", "answer", "origin", "score", "article"),
        *("label", "start", "stop", "quote", "note", "attributes"),
    ),
    "link": (
        *("id", "prev", "annotator", "answer", "origin", "score"),
        *("kind", "source", "target"),
    ),
}
"""The columns that the rows of one revision share in every file."""

_KINDS = """
SELECT o.id, t.kind, o.kind FROM other.annotator o JOIN annotator t ON t.id = o.id
WHERE t.kind <> o.kind ORDER BY o.id LIMIT 1"""

_SHARED_IDS = """
SELECT o.id, t.annotator, o.annotator FROM other.{table} o JOIN {table} t ON t.id = o.id
WHERE {differs} LIMIT 1"""

_TOUCHED = """
SELECT DISTINCT o.id FROM other.{table} o
WHERE NOT EXISTS (SELECT 1 FROM {table} r WHERE r.rev = o.rev)
  AND EXISTS (SELECT 1 FROM {table} t WHERE t.id = o.id)
ORDER BY o.id"""

_LIVE = """
UPDATE {table} SET live = CASE
  WHEN rev = (SELECT max(n.rev) FROM {table} n WHERE n.id = :id) THEN 1 ELSE 0 END
WHERE id = :id"""

# One pass over the other's last revisions, each beside the one that stands here.
_WORK = """
SELECT o.annotator, o.article,
  sum(CASE WHEN t.rev IS NULL AND o.answer = 'accept' THEN 1 ELSE 0 END),
  sum(CASE WHEN t.rev IS NULL AND o.answer = 'reject' THEN 1 ELSE 0 END),
  sum(CASE WHEN t.rev < o.rev AND o.answer <> 'delete'
    AND (t.answer, t.label, t.start, t.stop, t.note, t.attributes)
      <> (o.answer, o.label, o.start, o.stop, o.note, o.attributes) THEN 1 ELSE 0 END),
  sum(CASE WHEN t.rev < o.rev AND o.answer = 'delete' AND t.answer <> 'delete'
    THEN 1 ELSE 0 END)
FROM other.annotation o LEFT JOIN annotation t ON t.id = o.id AND t.live = 1
WHERE o.live = 1 GROUP BY o.annotator, o.article"""

_LINKS = """
SELECT o.annotator, COALESCE(
    (SELECT s.article FROM other.annotation s WHERE s.id = o.source AND s.live = 1),
    (SELECT s.article FROM annotation s WHERE s.id = o.source AND s.live = 1), ''),
  CASE WHEN t.rev IS NULL THEN 'new' WHEN o.answer = 'delete' THEN 'removed'
    ELSE 'changed' END
FROM other.link o LEFT JOIN link t ON t.id = o.id AND t.live = 1
WHERE o.live = 1 AND (t.rev IS NULL AND o.answer <> 'delete' OR t.rev < o.rev)"""

_STATES = """
SELECT o.annotator, o.article, o.state FROM other.assignment o
LEFT JOIN assignment t ON t.annotator = o.annotator AND t.article = o.article
WHERE COALESCE(t.state, 'todo') <> o.state AND COALESCE(t.rev, '') < o.rev"""

_TITLES = """
SELECT id, title FROM article UNION ALL
SELECT o.id, o.title FROM other.article o
WHERE NOT EXISTS (SELECT 1 FROM article t WHERE t.id = o.id)"""

# Not one join with OR, which would compare all with all.
_NAMESAKES = " UNION ".join(
    f"""
SELECT o.title, o.id, t.id FROM other.article o JOIN article t
  ON t.{same} = o.{same} AND t.id <> o.id
WHERE o.{same} <> '' AND NOT EXISTS (SELECT 1 FROM article k WHERE k.id = o.id)"""
    for same in ("title", "source")
)

_TWINS = """
SELECT DISTINCT o.article, o.annotator, o.label, o.start, o.stop, o.quote
FROM other.annotation o JOIN annotation t ON t.article = o.article
  AND t.start = o.start AND t.stop = o.stop AND t.live = 1 AND t.answer = 'accept'
  AND t.label = o.label AND t.annotator = o.annotator AND t.id <> o.id
WHERE o.live = 1 AND o.answer = 'accept'
  AND NOT EXISTS (SELECT 1 FROM annotation r WHERE r.rev = o.rev)"""

_AT_PLACE = """
SELECT id FROM annotation
WHERE article = :article AND start = :start AND stop = :stop AND live = 1
  AND answer = 'accept' AND label = :label AND annotator = :annotator ORDER BY id"""

_KEYS = "SELECT key, id FROM label WHERE key <> '' ORDER BY position, id"


class UnlikeAnnotators(StoreFailure):
    """One name belongs to a person here and to a model there, or the like."""

    def __init__(self, theirs: Path, name: str, ours: str, other: str) -> None:
        self.name = name
        super().__init__(
            f"The annotator {printable(name)} is a {ours} here and a {other} in "
            f"{printable(theirs)}; nothing was changed: if they are two, merge with "
            f"--rename {printable(name)}=NEW."
        )


class TwoHistories(StoreFailure):
    """One id stands for different things in two files, which cannot both be kept."""

    def __init__(
        self, theirs: Path, table: str, row: str, names: tuple[str, str]
    ) -> None:
        self.row = row
        mine, other = map(printable, names)
        remedy = f"merge with --rename {other}={mine} if that is one annotator"
        if mine == other:
            remedy = "one of the files was changed by something else than annotate"
        super().__init__(
            f"The {table} {printable(row)} of {printable(theirs)} is another one than "
            f"here ({mine} here, {other} there); nothing was changed: {remedy}."
        )


class Merging:
    """One merge of the database that is attached as `other` and was vetted.

    It runs inside a transaction of the engine.
    """

    def __init__(self, engine: Engine, theirs: Path) -> None:
        self._engine = engine
        self._theirs = theirs

    def run(self) -> Merged:
        """What came.

        Raises:
            UnlikeAnnotators: an annotator is of two kinds.
            TwoHistories: one revision or id says different things here and there.
        """
        self._refuse()
        before = self._before()
        touched = {table: self._touched(table) for table in ("annotation", "link")}
        places = self._engine.all(_TWINS)
        for table, (key, columns) in _ROW_TABLES.items():
            self._engine.run(_upsert(table, key, columns))
        events = self._engine.run(_add("event", ""))
        revisions = 0
        for table, rows in touched.items():
            revisions += self._missing(table)
            self._engine.run(_add(table, "event, live,"))
            bound = ({"id": row} for row in rows)
            self._engine.many(_LIVE.format(table=table), bound)
        return before._replace(
            events=events,
            revisions=revisions,
            shared_keys=self._shared_keys(before),
            conflicts=tuple(self._conflicts(touched)),
            twins=tuple(self._twins(places)),
        )

    def _refuse(self) -> None:
        for name, ours, other in self._engine.all(_KINDS):
            raise UnlikeAnnotators(self._theirs, name, ours, other)
        for table, columns in _LOG_TABLES.items():
            mine, other = (
                ", ".join(f"{one}.{column}" for column in columns) for one in "to"
            )
            found = self._engine.one(
                f"SELECT o.rev, t.annotator, o.annotator FROM other.{table} o "
                f"JOIN {table} t ON t.rev = o.rev "
                f"WHERE ({mine}) IS DISTINCT FROM ({other}) LIMIT 1"
            )
            if found is None and table != "event":
                differs = "t.annotator <> o.annotator"
                if table == "annotation":
                    differs += " OR t.article <> o.article"
                found = self._engine.one(
                    _SHARED_IDS.format(table=table, differs=differs)
                )
            if found is not None:
                raise TwoHistories(self._theirs, table, found[0], found[1:])

    def _touched(self, table: str) -> list[str]:
        """Ids that are here and get revisions."""
        return [row[0] for row in self._engine.all(_TOUCHED.format(table=table))]

    def _missing(self, table: str) -> int:
        found = self._engine.one(
            f"SELECT count(*) FROM other.{table} o "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.rev = o.rev)"
        )
        return int(found[0]) if found else 0

    def _before(self) -> Merged:
        """What can be told only while nothing is taken."""
        titles: dict[str, str] = dict(self._engine.all(_TITLES))
        return Merged(
            came=tuple(self._came(titles)),
            articles=self._new("article"),
            annotators=self._new("annotator"),
            labels=self._new("label"),
            changes=tuple(self._changes()),
            namesakes=tuple(
                Namesake(*row)
                for row in self._engine.all(f"{_NAMESAKES} ORDER BY 2, 3")
            ),
        )

    def _new(self, table: str) -> tuple[str, ...]:
        found = self._engine.all(
            f"SELECT o.id FROM other.{table} o "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = o.id) "
            "ORDER BY o.rowid"
        )
        return tuple(row[0] for row in found)

    def _came(self, titles: dict[str, str]) -> Iterator[Came]:
        work: dict[tuple[str, str], dict[str, int]] = defaultdict(
            lambda: defaultdict(int)
        )
        names = ("annotations", "rejected", "changed", "removed")
        for annotator, article, *counts in self._engine.all(_WORK):
            if any(counts):
                work[annotator, article] |= dict(zip(names, counts, strict=True))
        for annotator, article, what in self._engine.all(_LINKS):
            work[annotator, article]["links" if what == "new" else what] += 1
        states = {
            (annotator, article): state
            for annotator, article, state in self._engine.all(_STATES)
        }
        order = {article: place for place, article in enumerate(titles)}
        for annotator, article in sorted(
            {*work, *states}, key=lambda each: (each[0], order.get(each[1], -1))
        ):
            yield Came(
                annotator,
                article,
                titles.get(article, ""),
                **work.get((annotator, article), {}),
                status=states.get((annotator, article), ""),
            )

    def _changes(self) -> Iterator[Change]:
        for table, (_, columns) in _ROW_TABLES.items():
            if table == "assignment":
                continue
            told = [each for each in columns if each != "text"]
            both = ", ".join(f"t.{each}, o.{each}" for each in told)
            for row, *pairs in self._engine.all(
                f"SELECT o.id, {both} FROM other.{table} o JOIN {table} t "
                f"ON t.id = o.id WHERE {is_later(table, 'o', 't')} ORDER BY o.id"
            ):
                for column, mine, other in zip(
                    told, pairs[::2], pairs[1::2], strict=True
                ):
                    if mine != other:
                        yield Change(table, row, column, str(mine), str(other))

    def _shared_keys(self, before: Merged) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The keys that labels which came or changed claim together with others."""
        moved = {each.row for each in before.changes if each.table == "label"}
        moved |= set(before.labels)
        holders: dict[str, list[str]] = defaultdict(list)
        for key, label in self._engine.all(_KEYS):
            holders[key].append(label)
        return tuple(
            (key, tuple(labels))
            for key, labels in holders.items()
            if len(labels) > 1 and moved & set(labels)
        )

    def _conflicts(self, touched: dict[str, list[str]]) -> Iterator[Conflict]:
        for table, rows in touched.items():
            yield from conflicts_of(self._engine, table, rows)

    def _twins(self, places: list[Row]) -> Iterator[Twins]:
        """The places where two stand now that all revisions are there."""
        for article, annotator, label, start, stop, quote in sorted(places):
            bound: Params = {
                "article": article,
                "annotator": annotator,
                "label": label,
                "start": start,
                "stop": stop,
            }
            ids = [row[0] for row in self._engine.all(_AT_PLACE, bound)]
            if len(ids) > 1:
                yield Twins(
                    article, annotator, label, start, stop, ids[0], ids[-1], quote
                )


def is_later(table: str, one: str, than: str) -> str:
    """SQL: whether a row wins, by its revision, and of equal ones by what it says.

    `table` is none of the logs, whose rows never change.
    """
    _, columns = _ROW_TABLES[table]
    compared = ("rev", *(each for each in columns if each != "text"))
    left, right = (
        ", ".join(f"{row}.{each}" for each in compared) for row in (one, than)
    )
    return f"({left}) > ({right})"


def _upsert(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    # Setting the key too would have every child table read for each row.
    all_of = ", ".join((*key, *columns, "rev"))
    told = [each for each in columns if each != "text"]
    put = ", ".join(f"{each} = excluded.{each}" for each in (*told, "rev"))
    return (
        f"INSERT INTO {table} ({all_of}) SELECT {all_of} FROM other.{table} o "
        f"WHERE true ORDER BY o.rowid ON CONFLICT ({', '.join(key)}) DO UPDATE "
        f"SET {put} WHERE {is_later(table, 'excluded', table)}"
    )


def _add(table: str, derived: str) -> str:
    # By rowid, since undo goes by the order in which events were stored.
    all_of = f"rev, {derived} {', '.join(_LOG_TABLES[table])}"
    then = "DO NOTHING"
    if derived:
        then = (
            f"DO UPDATE SET event = excluded.event WHERE excluded.event < {table}.event"
        )
    return (
        f"INSERT INTO {table} ({all_of}) SELECT {all_of} FROM other.{table} o "
        f"WHERE true ORDER BY o.rowid ON CONFLICT (rev) {then}"
    )
