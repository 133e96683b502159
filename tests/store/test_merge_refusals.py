"""A hostile or damaged file is refused whole, and its own bytes stay."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from merge_cases import copied, digest
from store_cases import ARTICLE, TEXT, desk, execute

from annotate.ids import pack
from annotate.model import Status
from annotate.store.check import Severity, check
from annotate.store.copies import UnfinishedChange
from annotate.store.driver import sqlite3
from annotate.store.errors import (
    DamagedDatabase,
    ForeignSchema,
    NewerDatabase,
    NoSuchDatabase,
    NotADatabase,
    StoreFailure,
)
from annotate.store.merging import TwoHistories
from annotate.store.others import NameTaken
from annotate.store.store import open_store
from annotate.store.vetting import Untrusted

if TYPE_CHECKING:
    from pathlib import Path

FUTURE = pack(9_999_999_999_999, 1)
NOW = pack(1_760_000_000_000, 7)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """What bob sends: two tags, one of them changed, a link, a title, a status."""
    path = tmp_path / "theirs.db"
    with desk(path, "bob") as it:
        first = it.tag(0, 9)
        it.link("denies", it.tag(4, 9, "denial"), first)
        it.relabel(first, "quote")
        it.store.set_status(ARTICLE.id, Status.DONE)
        it.store.set_setting("suggestions", "on")
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.db"
    with desk(path, "alice") as it:
        it.tag(0, 9)
    return path


def refused(ours: Path, theirs: Path, kind: type[StoreFailure]) -> str:
    """The sentence of the refusal; both files are as before."""
    before, bytes_before = digest(ours), theirs.read_bytes()
    with open_store(ours) as store:
        for dry_run in (True, False):
            with pytest.raises(kind) as caught:
                store.merge(theirs, dry_run=dry_run)
    assert digest(ours) == before
    assert theirs.read_bytes() == bytes_before
    return str(caught.value)


def test_the_file_of_these_tests_is_taken_as_it_is(ours: Path, theirs: Path) -> None:
    with open_store(ours) as store:
        assert store.merge(theirs).revisions == 4


@pytest.mark.parametrize(
    ("change", "table", "words"),
    [
        ("UPDATE article SET text = text || '!'", "article", "hash of its text"),
        ("UPDATE article SET id = 'x' || substr(id, 2)", "article", "hash of its text"),
        ("UPDATE article SET meta = '[]'", "article", "JSON object"),
        ("UPDATE article SET title = title || char(0)", "article", "NUL"),
        ("UPDATE article SET title = hex(zeroblob(9000))", "article", "18000 char"),
        ("UPDATE article SET rev = 'now'", "article", "no UUID"),
        (f"UPDATE article SET rev = '{FUTURE}'", "article", "more than a day"),
        ("UPDATE annotation SET quote = 'never said'", "annotation", "quote"),
        ("UPDATE annotation SET stop = 99999", "annotation", "0-99999"),
        ("UPDATE annotation SET rev = upper(rev)", "annotation", "no UUID"),
        ("UPDATE annotation SET id = ''", "annotation", "no UUID"),
        ("UPDATE annotation SET id = rev || id", "annotation", "no UUID"),
        (
            f"UPDATE annotation SET rev = '{FUTURE}' WHERE label = 'quote'",
            "annotation",
            "more than a day",
        ),
        ("UPDATE annotation SET label = 'spam'", "annotation", "label 'spam'"),
        ("UPDATE annotation SET annotator = 'eve'", "annotation", "annotator 'eve'"),
        (f"UPDATE annotation SET event = '{NOW}'", "annotation", "event that is not"),
        ("UPDATE annotation SET article = 'x'", "annotation", "article that is not"),
        ("UPDATE annotation SET live = 1", "annotation", "last revision"),
        ("UPDATE annotation SET live = 0", "annotation", "last revision"),
        ("UPDATE annotation SET live = 7", "annotation", "live 7"),
        ("UPDATE annotation SET prev = rev", "annotation", "earlier one"),
        (f"UPDATE annotation SET prev = '{NOW}'", "annotation", "earlier one"),
        ("UPDATE annotation SET score = 9e999", "annotation", "score inf"),
        ("UPDATE annotation SET attributes = '{'", "annotation", "JSON object"),
        ("UPDATE annotation SET attributes = '[' || '1]'", "annotation", "JSON object"),
        (
            "UPDATE annotation SET attributes = replace(hex(zeroblob(9000)), '0', '[')",
            "annotation",
            "JSON object",
        ),
        ("UPDATE annotation SET note = hex(zeroblob(600000))", "annotation", "12000"),
        ("UPDATE annotation SET origin = char(0)", "annotation", "NUL"),
        ("UPDATE link SET source = 'x'", "link", "no UUID"),
        ("UPDATE link SET kind = 'likes'", "link", "kind 'likes'"),
        ("UPDATE link SET live = 0", "link", "last revision"),
        ("UPDATE event SET verb = 'format'", "event", "newer annotate"),
        ("UPDATE event SET active_ms = -1", "event", "-1 ms"),
        ("UPDATE event SET active_ms = 1 << 60", "event", "ms"),
        ("UPDATE event SET detail = 'null'", "event", "JSON object"),
        ("UPDATE event SET session = ''", "event", "no UUID"),
        ("UPDATE event SET article = 'x'", "event", "article 'x'"),
        ("UPDATE event SET annotator = 'x'", "event", "annotator 'x'"),
        ("UPDATE annotator SET id = ' '", "annotator", "name"),
        ("UPDATE annotator SET id = 'a' || char(27) || 'b'", "annotator", "name"),
        ("UPDATE annotator SET id = hex(zeroblob(33))", "annotator", "name"),
        ("UPDATE assignment SET article = 'x'", "assignment", "article 'x'"),
        ("UPDATE assignment SET annotator = 'x'", "assignment", "annotator 'x'"),
        ("UPDATE label SET id = '' WHERE id = 'number'", "label", "name"),
        ("UPDATE label SET key = 'abc'", "label", "key"),
        ("UPDATE label SET attributes = '{}}'", "label", "attributes"),
        ("UPDATE label SET position = 1 << 60", "label", "position"),
        ("UPDATE link_kind SET id = char(27) WHERE id = 'denies'", "link_kind", "name"),
        ("UPDATE setting SET id = 'colour'", "setting", "newer annotate"),
        ("UPDATE setting SET value = 'loud'", "setting", "newer annotate"),
    ],
)
def test_a_row_that_annotate_cannot_have_made(
    ours: Path, theirs: Path, change: str, table: str, words: str
) -> None:
    execute(theirs, change)
    said = refused(ours, theirs, Untrusted)
    assert said.startswith(
        f"{theirs} is refused whole, nothing was changed: its {table} "
    )
    assert words in said
    assert said.isprintable()


def test_a_revision_in_another_article_or_of_another_annotator(
    ours: Path, theirs: Path
) -> None:
    execute(
        theirs,
        f"INSERT INTO annotator VALUES ('eve', 'human', '', '{NOW}')",
        "UPDATE annotation SET annotator = 'eve' WHERE label = 'quote'",
    )
    assert "two annotators" in refused(ours, theirs, Untrusted)


def test_somebody_elses_revision_of_our_annotation(ours: Path) -> None:
    """A file that is sound in itself and takes alice's tag away."""
    theirs = copied(ours, "theirs.db")
    execute(
        theirs,
        f"INSERT INTO annotator VALUES ('eve', 'human', '', '{NOW}')",
        "UPDATE annotation SET annotator = 'eve', answer = 'delete'",
        f"UPDATE annotation SET rev = '{NOW}'",
    )
    refused(ours, theirs, TwoHistories)


def test_a_revision_of_ours_with_other_words(ours: Path) -> None:
    theirs = copied(ours, "theirs.db")
    execute(theirs, "UPDATE annotation SET label = 'denial'")
    assert "changed by something else" in refused(ours, theirs, TwoHistories)
    execute(theirs, "UPDATE annotation SET label = 'claim'")
    execute(theirs, "UPDATE event SET active_ms = 5 WHERE verb = 'tag'")
    refused(ours, theirs, TwoHistories)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
            ForeignSchema,
        ),
        ("CREATE VIEW v AS SELECT 1", ForeignSchema),
        ("CREATE VIRTUAL TABLE v USING fts5(x)", ForeignSchema),
        ("CREATE TABLE notes (x)", ForeignSchema),
        ("CREATE UNIQUE INDEX i ON event(verb, rev)", ForeignSchema),
        ("ALTER TABLE event ADD COLUMN mood TEXT", ForeignSchema),
        ("ALTER TABLE event DROP COLUMN detail", ForeignSchema),
        ("DROP INDEX annotation_id", DamagedDatabase),
        ("DROP TABLE link", DamagedDatabase),
        ("UPDATE _sqlite_migrations SET name = 'm9' || name", NewerDatabase),
        ("DELETE FROM _sqlite_migrations", NotADatabase),
    ],
)
def test_tables_that_are_not_as_annotate_makes_them(
    ours: Path, theirs: Path, change: str, kind: type[StoreFailure]
) -> None:
    execute(theirs, change)
    refused(ours, theirs, kind)


def test_a_view_under_the_name_of_a_table(ours: Path, theirs: Path) -> None:
    execute(
        theirs,
        "DROP TABLE setting",
        "CREATE VIEW setting AS WITH RECURSIVE n(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x, x FROM n",
    )
    refused(ours, theirs, ForeignSchema)


@pytest.mark.parametrize(
    "changes",
    [
        (
            (
                "CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations "
                "BEGIN DELETE FROM annotation; END"
            ),
        ),
        (
            "DROP TABLE _sqlite_migrations",
            (
                "CREATE VIEW _sqlite_migrations AS WITH RECURSIVE n(x) AS "
                "(SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                "SELECT 'annotate' AS migration_set, x AS name FROM n"
            ),
        ),
    ],
    ids=["trigger", "view"],
)
def test_the_list_of_steps_is_no_way_in(
    ours: Path, theirs: Path, changes: tuple[str, ...]
) -> None:
    execute(theirs, *changes)
    refused(ours, theirs, ForeignSchema)


def test_values_of_other_types_than_the_tables_say(ours: Path, theirs: Path) -> None:
    raw = sqlite3.connect(theirs, isolation_level=None)
    (strict,) = raw.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'annotation'"
    ).fetchone()
    loose = strict.removesuffix(") STRICT") + ")"
    put = "UPDATE sqlite_master SET sql = ? WHERE name = 'annotation'"
    for sql, change in ((loose, "UPDATE annotation SET note = x'00'"), (strict, "")):
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(put, (sql,))
        raw.execute("PRAGMA writable_schema = RESET")
        if change:
            raw.close()
            raw = sqlite3.connect(theirs, isolation_level=None)
            raw.execute(change)
    raw.close()
    refused(ours, theirs, DamagedDatabase)


def test_a_text_that_is_no_utf_8(ours: Path, theirs: Path) -> None:
    execute(theirs, "UPDATE article SET title = CAST(x'ff41' AS TEXT)")
    refused(ours, theirs, DamagedDatabase)


def test_a_database_in_another_encoding(ours: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "utf16.db"
    execute(theirs, "PRAGMA encoding = 'UTF-16'", "CREATE TABLE x (y)", "DROP TABLE x")
    with open_store(theirs):
        pass
    assert "UTF-16" in refused(ours, theirs, NotADatabase)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"text\n" * 3000, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_of_another_kind(ours: Path, tmp_path: Path, content: bytes) -> None:
    theirs = tmp_path / "theirs.db"
    theirs.write_bytes(content)
    refused(ours, theirs, NotADatabase)


def test_what_is_no_file(ours: Path, tmp_path: Path) -> None:
    with open_store(ours) as store:
        with pytest.raises(NoSuchDatabase):
            store.merge(tmp_path / "nowhere.db")
        with pytest.raises(NotADatabase):
            store.merge(tmp_path)


def test_an_unfinished_change_beside_the_file(ours: Path, theirs: Path) -> None:
    theirs.with_name("theirs.db-journal").write_bytes(b"\xd9\xd5\x05\xf9" + b"\0" * 600)
    assert "theirs.db-journal" in refused(ours, theirs, UnfinishedChange)


def test_random_damage_never_gets_in(ours: Path, theirs: Path) -> None:
    chance = random.Random(4)  # noqa: S311  the same flips in every run
    sound = theirs.read_bytes()
    noticed = 0
    for number in range(60):
        content = bytearray(sound)
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        theirs.write_bytes(content)
        target = copied(ours, f"target{number}.db")
        with open_store(target) as store:
            try:
                store.merge(theirs)
            except StoreFailure:
                noticed += 1
        if number % 10 == 0 or noticed == 0:
            found = [one for one in check(target) if one.severity is Severity.ERROR]
            assert found == []
        with open_store(target) as store:
            for row in store.annotations(ARTICLE.id):
                assert TEXT[row.span.start : row.span.end] == row.quote
        target.unlink()
        assert theirs.read_bytes() == content
    assert noticed > 10


def test_two_annotators_of_a_file_cannot_get_one_name_but_a_freed_one_can_be_given(
    tmp_path: Path,
) -> None:
    for name in ("alice", "bob"):
        with desk(tmp_path / "theirs.db", name) as it:
            it.tag(0, 9)
    with open_store(tmp_path / "ours.db") as store:
        with pytest.raises(NameTaken):
            store.merge(tmp_path / "theirs.db", renamed={"alice": "x", "bob": "x"})
        renamed = {"bob": "bob-2", "alice": "bob"}
        came = store.merge(tmp_path / "theirs.db", renamed=renamed)
    assert set(came.annotators) == {"bob", "bob-2"}
