"""What is wrong in a database: pages, references, texts, quotes, revisions, ids."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.ids import is_revision, unix_ms
from annotate.model import GOLD, article_id
from annotate.store.connection import Connection
from annotate.store.errors import DamagedDatabase
from annotate.store.files import access_to, refuse_place
from annotate.store.refuse import foreign_objects
from annotate.store.schema import MIGRATION_SET, MIGRATIONS, TABLES
from annotate.text.graphemes import is_boundary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotate.store.engine import Reads, Row
    from annotate.store.place import Place

__all__ = ["Problem", "Severity", "check"]

_DAY_MS = 86_400_000
_PAGE_PROBLEMS_SHOWN = 20
_SPANS = """
SELECT article, rev, start, stop, quote, live = 1 AND answer <> 'delete'
FROM annotation ORDER BY article, start, rev"""
_DECIDED_TWICE = """
SELECT a.rev FROM annotation a
WHERE a.annotator = :gold AND a.live = 1 AND a.answer <> 'delete' AND EXISTS (
  SELECT 1 FROM annotation b
  WHERE b.article = a.article AND b.start = a.start AND b.stop = a.stop
    AND b.live = 1 AND b.answer <> 'delete' AND b.annotator = a.annotator
    AND b.label = a.label AND b.rev > a.rev)
ORDER BY a.rev"""
_LINKED_REFUSED = """
SELECT DISTINCT l.id FROM link l JOIN annotation e
  ON e.id IN (l.source, l.target) AND e.live = 1
WHERE l.annotator = :gold AND l.live = 1 AND l.answer = 'accept'
  AND e.answer <> 'accept'
ORDER BY l.id"""
_LOG_TABLES = ("annotation", "link")


class Severity(StrEnum):
    """Whether a problem must be mended."""

    ERROR = "error"
    NOTE = "note"
    """Unusual, but it may be meant so: imported spans keep their edges."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    table: str
    """Empty for the file as a whole."""
    row: str
    """Id or rev of the row; empty for the table as a whole."""
    message: str
    severity: Severity = Severity.ERROR


def check(path: Place) -> tuple[Problem, ...]:
    """Everything that is wrong in the database; nothing is changed.

    Raises:
        StoreFailure: the file cannot be opened as an SQLite database; of a server, as
            `Reader.open`.
    """
    reads: Reads
    if isinstance(path, Path):
        refuse_place(path, must_exist=True)
        reads, problems = Connection.for_reading(path, access_to(path)), _of_file
    else:
        # Its pages and references are looked after by the server.
        from annotate.store.postgres import open_reads  # noqa: PLC0415  psycopg

        reads, problems = open_reads(path), _of_server
    try:
        with reads.snapshot():
            return tuple(problems(reads))
    finally:
        reads.close()


def _of_server(reads: Reads) -> Iterator[Problem]:
    try:
        yield from _rows(reads, TABLES)
    except DamagedDatabase as error:
        yield Problem("", "", str(error.__cause__ or error))


def _of_file(reads: Reads) -> Iterator[Problem]:
    try:
        schema = reads.all("SELECT type, name, COALESCE(sql, '') FROM sqlite_master")
        for (message,) in reads.all(f"PRAGMA integrity_check({_PAGE_PROBLEMS_SHOWN})"):
            if message != "ok":
                yield Problem("", "", message)
        yield from _schema(reads, schema)
        names = {name for kind, name, _ in schema if kind == "table"}
        if names.issuperset(_due_tables(reads, names)):
            for table, rowid, parent, _ in reads.all("PRAGMA foreign_key_check"):
                message = f"it names a row that {parent} has not"
                yield Problem(table, str(rowid), message)
            yield from _rows(reads, [one for one in TABLES if one in names])
    except DamagedDatabase as error:
        yield Problem("", "", str(error.__cause__ or error))


def _schema(reads: Reads, schema: list[Row]) -> Iterator[Problem]:
    for foreign in foreign_objects(schema):
        yield Problem("", "", f"{foreign} was not made by annotate")
    tables = {name for kind, name, _ in schema if kind == "table"}
    for table in _due_tables(reads, tables):
        if table not in tables:
            yield Problem(table, "", "the table is missing")
    if "_sqlite_migrations" not in tables:
        return
    known = {step.name for step in MIGRATIONS}
    for (name,) in reads.all(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = :ours",
        {"ours": MIGRATION_SET},
    ):
        if name not in known:
            yield Problem(
                "_sqlite_migrations", str(name), "made by a newer annotate; update it"
            )


def _due_tables(reads: Reads, there: Collection[str]) -> tuple[str, ...]:
    """The tables that the steps taken so far have made; an older file lacks some."""
    if "_sqlite_migrations" not in there:
        return TABLES
    taken = {name for (name,) in reads.all("SELECT name FROM _sqlite_migrations")}
    later = " ".join(
        sql
        for step in MIGRATIONS
        if step.name not in taken
        for sql, _ in step.statements
    )
    return tuple(one for one in TABLES if f"CREATE TABLE {one} " not in later)


def _rows(reads: Reads, tables: Iterable[str]) -> Iterator[Problem]:
    yield from _live(reads)
    yield from _gold(reads)
    yield from _ids(reads, tables)
    for article, text in reads.each("SELECT id, text FROM article ORDER BY rowid"):
        if article_id(text) != article:
            yield Problem("article", article, "its id is not the hash of its text")
    for article, found in groupby(reads.each(_SPANS), itemgetter(0)):
        row = reads.one("SELECT text FROM article WHERE id = :id", {"id": article})
        if row is not None:
            yield from _spans(row[0], found)
    for (row,) in reads.all(
        "SELECT l.id FROM link l WHERE l.live = 1 AND l.answer = 'accept' AND "
        "NOT EXISTS (SELECT 1 FROM annotation s WHERE s.id = l.source) ORDER BY l.id"
    ):
        message = "its source is not in this database, so it is not shown"
        yield Problem("link", row, message, Severity.NOTE)


def _live(reads: Reads) -> Iterator[Problem]:
    """One revision of each id is live, and it is the greatest."""
    for table in _LOG_TABLES:
        for (row,) in reads.all(
            f"SELECT id FROM {table} GROUP BY id HAVING sum(live) <> 1 "
            "OR max(rev) <> max(CASE WHEN live = 1 THEN rev END) ORDER BY id"
        ):
            yield Problem(table, row, "its last revision is not the one that is live")
        for (rev,) in reads.all(
            f"SELECT n.rev FROM {table} n JOIN {table} o ON o.rev = n.prev "
            "WHERE o.id <> n.id OR o.rev >= n.rev ORDER BY n.rev"
        ):
            yield Problem(table, rev, "the revision before it is not an earlier one")


def _gold(reads: Reads) -> Iterator[Problem]:
    """Gold says one thing of a label and stretch, and links what it has accepted."""
    for (rev,) in reads.all(_DECIDED_TWICE, {"gold": GOLD}):
        message = "gold has a later decision on the same label and stretch"
        yield Problem("annotation", rev, message, Severity.NOTE)
    for (row,) in reads.all(_LINKED_REFUSED, {"gold": GOLD}):
        message = "gold has not accepted both of its ends"
        yield Problem("link", row, message, Severity.NOTE)


def _ids(reads: Reads, tables: Iterable[str]) -> Iterator[Problem]:
    latest = time.time_ns() // 1_000_000 + _DAY_MS
    for table in tables:
        columns = "rev, id" if table in _LOG_TABLES else "rev, rev"
        for pair in reads.each(f"SELECT {columns} FROM {table} ORDER BY rev"):
            for each in dict.fromkeys(pair):
                if not is_revision(each):
                    yield Problem(table, each, "it is no UUID of version 7")
                elif unix_ms(each) > latest:
                    yield Problem(table, each, "it was made in the future")


def _spans(text: str, found: Iterable[Row]) -> Iterator[Problem]:
    for _, rev, start, stop, quote, is_shown in found:
        if text[start:stop] != quote:
            message = f"its quote is not the text at {start}-{stop}"
            yield Problem("annotation", rev, message)
        elif is_shown and quote != quote.strip():
            message = "the span begins or ends with white space"
            yield Problem("annotation", rev, message, Severity.NOTE)
        elif is_shown and not (is_boundary(text, start) and is_boundary(text, stop)):
            message = "the span begins or ends inside a character"
            yield Problem("annotation", rev, message, Severity.NOTE)
