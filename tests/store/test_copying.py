"""A project is copied with all its history, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, desk, execute, made, rows_of

from annotate.model import Annotator, Layer, Status
from annotate.store.check import check
from annotate.store.copying import NotAPart, source_at
from annotate.store.driver import sqlite3
from annotate.store.errors import NoSuchDatabase, StoreFailure
from annotate.store.reader import Reader
from annotate.store.schema import MIGRATIONS, TABLES, columns_of
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from store_cases import Home

    from annotate.store.copying import Copied
    from annotate.store.place import Place
    from servers import Cluster, ServerHome


@pytest.fixture
def source(home: Home) -> Place:
    """A project in which everything was done that can be done."""
    place = home / "source.db"
    with desk(place) as it, desk(place, "bob") as bob:
        claim, denial = it.tag(0, 9), it.tag(4, 9, "denial")
        it.link("denies", denial, claim)
        it.relabel(claim, "quote")
        it.remove(bob.tag(10, 16, article=SECOND))
        it.store.undo()
        it.store.undo()
        it.store.redo()
        bob.store.set_status(SECOND.id, Status.DONE)
        it.store.set_title(ARTICLE.id, "A “new” title \u2028 %s %(x)s :name")
        it.store.set_setting("suggestions", "on")
        row = bob.new(0, 6, article=SECOND, annotator="model", origin="rule")
        layer = Layer(made(SECOND.text), Annotator("model"), annotations=(row,))
        it.store.import_layers([layer])
    return place


@pytest.fixture(params=["file", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path, cluster: Cluster) -> Place:
    """A place that nobody has used."""
    if request.param == "file":
        return tmp_path / "target.db"
    return cluster.new_database("CREATE DATABASE {}")


def copied(source: Place, target: Place) -> Copied:
    with source_at(source) as project:
        return project.copy_into(target)


def in_order(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """The revisions of all rows, in the order in which they were added."""
    with Reader.open(place) as reader:
        reads = reader._reads
        return {
            table: reads.all(f"SELECT rev FROM {table} ORDER BY rowid")
            for table in TABLES
        }


def test_every_row_comes_over_in_its_order_and_undo_goes_on(
    source: Place, target: Place
) -> None:
    done = copied(source, target)
    assert rows_of(target) == rows_of(source)
    assert in_order(target) == in_order(source)
    assert done.rows == sum(map(len, rows_of(source).values()))
    assert [each for each in check(target) if each.severity == "error"] == []
    with open_store(source, annotator="alice") as one:
        expected = one.undo()
    with open_store(target, annotator="alice") as other:
        found = other.undo()
    assert (found.undone, found.article, found.title) == (
        expected.undone, expected.article, expected.title,
    )  # fmt: skip


def test_copying_again_brings_what_is_new_and_nothing_twice(
    source: Place, target: Place
) -> None:
    copied(source, target)
    assert copied(source, target).new == 0
    with desk(source, "eve") as it:
        it.remove(it.tag(0, 3))
        it.store.set_title(ARTICLE.id, "Again")
        it.store.set_setting("suggestions", "never")
    # The annotator, the start, a tag, its removal, and the event of the title.
    assert copied(source, target).new == 1 + 1 + 2 + 2 + 1
    assert rows_of(target) == rows_of(source)


def test_of_two_rows_with_one_revision_the_one_that_a_merge_takes_is_copied(
    source: Place, target: Place
) -> None:
    execute(source, "UPDATE article SET title = 'A'")
    copied(source, target)
    # Two imports of one file may name an article differently, under one revision.
    execute(source, "UPDATE article SET title = 'B'")
    assert copied(source, target).new == 0
    assert rows_of(target) == rows_of(source)
    execute(source, "UPDATE article SET title = 'A'")
    with pytest.raises(NotAPart):
        copied(source, target)


def test_a_revision_that_a_merge_gave_to_an_earlier_event_follows_it(
    source: Place, target: Place
) -> None:
    copied(source, target)
    early = "'00' || substr(rev, 3)"
    execute(
        source,
        "INSERT INTO event (rev, session, annotator, verb, article) "
        f"SELECT {early}, {early}, annotator, verb, article FROM event "
        "WHERE verb = 'import'",
        "UPDATE annotation SET event = (SELECT min(rev) FROM event) "
        "WHERE annotator = 'model'",
    )
    assert copied(source, target).new == 1
    assert rows_of(target) == rows_of(source)


def test_there_and_back_is_the_same_project(
    source: Place, target: Place, tmp_path: Path
) -> None:
    copied(source, target)
    copied(target, tmp_path / "back.db")
    assert rows_of(tmp_path / "back.db") == rows_of(source)


def test_a_place_with_other_work_is_left_as_it_is(source: Place, target: Place) -> None:
    with desk(target, "mallory") as it:
        it.tag(0, 3)
    before = rows_of(target)
    with pytest.raises(NotAPart, match="holds 6 rows that"):
        copied(source, target)
    assert rows_of(target) == before


def test_an_older_copy_is_not_copied_over_the_newer_project(
    source: Place, target: Place
) -> None:
    copied(source, target)
    with open_store(target, annotator="alice") as store:
        store.set_setting("suggestions", "never")
    before = rows_of(target)
    with pytest.raises(NotAPart, match="holds 1 rows"):
        copied(source, target)
    assert rows_of(target) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE annotation SET quote = 'x' || quote",
        "UPDATE article SET text = text || '.'",
        "UPDATE annotation SET live = 1",
        "UPDATE event SET rev = 'f' || substr(rev, 2) WHERE verb = 'done'",
        "UPDATE event SET detail = '[' WHERE verb = 'done'",
        "UPDATE label SET attributes = '7'",
    ],
)
def test_what_annotate_cannot_have_made_is_refused_whole(
    source: Place, target: Place, change: str
) -> None:
    execute(source, change)
    with pytest.raises(StoreFailure):
        copied(source, target)
    with pytest.raises(NoSuchDatabase):
        Reader.open(target)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE setting",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM annotation; END",
    ],
)
def test_a_file_with_other_tables_is_refused(tmp_path: Path, change: str) -> None:
    with desk(tmp_path / "a.db") as it:
        it.tag(0, 3)
    execute(tmp_path / "a.db", change)
    with pytest.raises(StoreFailure):
        copied(tmp_path / "a.db", tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("annotation", "start", "'none'"),
        ("annotation", "quote", "x'00ff'"),
        ("article", "title", "NULL"),
        ("event", "active_ms", "1.5"),
    ],
)
def test_a_file_whose_tables_take_any_value_is_refused(
    source: Place, tmp_path: Path, table: str, column: str, value: str
) -> None:
    """Whoever makes a database by hand need not declare its columns."""
    path = tmp_path / "loose.db"
    copied(source, path)
    execute(
        path,
        f"CREATE TABLE loose AS SELECT * FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE loose RENAME TO {table}",
        f"UPDATE {table} SET {column} = {value}",
    )
    with pytest.raises(StoreFailure, match="value of the wrong kind"):
        copied(path, tmp_path / "target.db")
    assert not (tmp_path / "target.db").exists()


def test_a_text_that_postgresql_cannot_hold_is_told_and_nothing_comes(
    tmp_path: Path, cluster: Cluster
) -> None:
    server = cluster.new_database()
    with desk(tmp_path / "a.db") as it:
        it.store.commit(it.edit(it.new(0, 9, note="a\0b")))
    before = rows_of(server)
    with pytest.raises(StoreFailure, match=r"NUL|U\+0000"):
        copied(tmp_path / "a.db", server)
    assert rows_of(server) == before


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_are_those_that_the_steps_made(table: str) -> None:
    raw = sqlite3.connect(":memory:")
    for step in MIGRATIONS:
        for sql, params in step.statements:
            raw.execute(sql, params)
    found = raw.execute(f"SELECT name, type FROM pragma_table_info('{table}')")
    assert [(each.name, each.kind) for each in columns_of(table)] == found.fetchall()
    raw.close()


def test_a_backup_of_a_server_is_a_file_with_everything(
    server_home: ServerHome, tmp_path: Path
) -> None:
    with desk(server_home / "a.db") as it:
        it.tag(0, 9)
        it.store.backup(tmp_path / "copy.db")
        it.tag(10, 16)
        it.store.backup(tmp_path / "copy.db")
    assert rows_of(tmp_path / "copy.db") == rows_of(server_home / "a.db")
    assert [each.name for each in tmp_path.iterdir()] == ["copy.db"]
