"""The tables, and the steps that bring a database to them: SQL text as data.

Log tables (`event`, `annotation`, `link`) are only added to; their `rev` says when.
The one thing that changes in them is `live`, derived: 1 on the greatest rev of an id.
Row tables keep one row for each natural key; the greater rev wins when files meet.
`SELECT … ORDER BY rowid` is the order of addition; an engine without rowid declares a
growing column of that name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotate.ids import pack
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from annotate.model import Label
    from annotate.store.engine import Params, Value

__all__ = [
    "INSERT_LABEL",
    "MIGRATIONS",
    "MIGRATION_SET",
    "TABLES",
    "Column",
    "Migration",
    "columns_of",
    "key_of",
    "label_values",
]

MIGRATION_SET = "annotate"
"""The name under which `_sqlite_migrations` keeps our steps."""

TABLES = (
    "annotator",
    "label",
    "link_kind",
    "article",
    "assignment",
    "setting",
    "event",
    "annotation",
    "link",
)
"""Parents before children."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, applied once and whole."""

    name: str
    statements: tuple[tuple[str, Params], ...]
    """SQL with the values bound to it, in order."""


_CREATE = (
    """
CREATE TABLE annotator (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL DEFAULT 'human' CHECK (kind IN ('human', 'model', 'gold')),
  name TEXT NOT NULL DEFAULT '',
  rev TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE label (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL DEFAULT '',
  key TEXT NOT NULL DEFAULT '',
  colour TEXT NOT NULL DEFAULT '',
  shape TEXT NOT NULL DEFAULT '',
  hint TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL DEFAULT 0,
  rev TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE link_kind (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL DEFAULT '',
  hint TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  rev TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE article (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  meta TEXT NOT NULL DEFAULT '{}',
  rev TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE assignment (
  annotator TEXT NOT NULL REFERENCES annotator(id),
  article TEXT NOT NULL REFERENCES article(id),
  state TEXT NOT NULL DEFAULT 'todo'
    CHECK (state IN ('todo', 'doing', 'done', 'skipped')),
  rev TEXT NOT NULL,
  PRIMARY KEY (annotator, article)
) STRICT""",
    """
CREATE TABLE event (
  rev TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  annotator TEXT NOT NULL REFERENCES annotator(id),
  verb TEXT NOT NULL,
  article TEXT REFERENCES article(id),
  active_ms INTEGER NOT NULL DEFAULT 0,
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT""",
    """
CREATE TABLE annotation (
  rev TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  prev TEXT,
  event TEXT NOT NULL REFERENCES event(rev),
  live INTEGER NOT NULL DEFAULT 1,
  annotator TEXT NOT NULL REFERENCES annotator(id),
  answer TEXT NOT NULL DEFAULT 'accept'
    CHECK (answer IN ('accept', 'reject', 'delete')),
  origin TEXT,
  score REAL,
  article TEXT NOT NULL REFERENCES article(id),
  label TEXT NOT NULL REFERENCES label(id),
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  quote TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL DEFAULT '{}',
  CHECK (0 <= start AND start < stop)
) STRICT""",
    """
CREATE TABLE link (
  rev TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  prev TEXT,
  event TEXT NOT NULL REFERENCES event(rev),
  live INTEGER NOT NULL DEFAULT 1,
  annotator TEXT NOT NULL REFERENCES annotator(id),
  answer TEXT NOT NULL DEFAULT 'accept'
    CHECK (answer IN ('accept', 'reject', 'delete')),
  origin TEXT,
  score REAL,
  kind TEXT NOT NULL REFERENCES link_kind(id),
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  CHECK (source <> target)
) STRICT""",
    """
CREATE INDEX annotation_article ON annotation(article, start, stop)
WHERE live = 1""",
    """
CREATE INDEX annotation_annotator ON annotation(annotator, label, answer)
WHERE live = 1""",
    "CREATE INDEX annotation_id ON annotation(id, rev)",
    "CREATE INDEX annotation_event ON annotation(event)",
    "CREATE INDEX link_id ON link(id, rev)",
    "CREATE INDEX link_event ON link(event)",
    "CREATE INDEX link_source ON link(source) WHERE live = 1",
    "CREATE INDEX link_target ON link(target) WHERE live = 1",
    "CREATE INDEX assignment_next ON assignment(annotator, state, rev)",
    "CREATE INDEX assignment_article ON assignment(article)",
    "CREATE INDEX article_source ON article(source)",
)

INSERT_LABEL = """
INSERT INTO label (id, title, key, colour, shape, hint, attributes, position, rev)
VALUES (:id, :title, :key, :colour, :shape, :hint, :attributes, :position, :rev)"""

_INSERT_LINK_KIND = """
INSERT INTO link_kind (id, title, hint, position, rev)
VALUES (:id, :title, :hint, :position, :rev)"""


def label_values(label: Label, position: int, rev: str) -> dict[str, Value]:
    """The row of a label."""
    attributes = [
        {"name": each.name, "choices": list(each.choices)} for each in label.attributes
    ]
    return {
        "id": label.id,
        "title": label.title,
        "key": label.key,
        "colour": label.colour,
        "shape": label.shape,
        "hint": label.hint,
        "attributes": json.dumps(attributes, ensure_ascii=False),
        "position": position,
        "rev": rev,
    }


def _seed() -> tuple[tuple[str, Params], ...]:
    # The least ids there are: equal in every file, and any later change outranks them.
    rows: list[tuple[str, Params]] = []
    for position, label in enumerate(DEFAULT_SCHEME.labels):
        rows.append((INSERT_LABEL, label_values(label, position, pack(0, position))))
    for position, kind in enumerate(DEFAULT_SCHEME.link_kinds):
        values: dict[str, Value] = {
            "id": kind.id,
            "title": kind.title,
            "hint": kind.hint,
            "position": position,
            "rev": pack(0, position),
        }
        rows.append((_INSERT_LINK_KIND, values))
    return tuple(rows)


_SETTINGS = """
CREATE TABLE setting (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  rev TEXT NOT NULL
) STRICT"""

MIGRATIONS = (
    Migration(
        "m001_tables",
        (*((statement.strip(), {}) for statement in _CREATE), *_seed()),
    ),
    Migration("m002_settings", ((_SETTINGS.strip(), {}),)),
)
"""Every step, in order. A step that was released never changes."""


class Column(NamedTuple):
    """A column as the steps made it."""

    name: str
    kind: str
    """TEXT, INTEGER or REAL."""
    is_optional: bool
    """Whether it may be NULL."""


_COLUMN = re.compile(r"^  ([a-z_]+) (TEXT|INTEGER|REAL)\b(.*)$", re.MULTILINE)


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of one of `TABLES`, in order."""
    for step in MIGRATIONS:
        for sql, _ in step.statements:
            if sql.startswith(f"CREATE TABLE {table} ("):
                return tuple(
                    Column(
                        name,
                        kind,
                        "NOT NULL" not in rest and "PRIMARY KEY" not in rest,
                    )
                    for name, kind, rest in _COLUMN.findall(sql)
                )
    raise KeyError(table)


def key_of(table: str) -> tuple[str, ...]:
    """The columns that no two rows of a table share."""
    if table == "assignment":
        return ("annotator", "article")
    return ("rev",) if table in {"event", "annotation", "link"} else ("id",)
