"""A sound copy of a database in use, and what a check finds."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, Child, Desk, desk, execute, made, rows_of

from annotate.ids import pack
from annotate.store.backup import backup
from annotate.store.check import Severity, check
from annotate.store.errors import (
    BackupRefused,
    DamagedDatabase,
    DiskFull,
    NoSuchDatabase,
    UnwritableFolder,
)
from annotate.store.reader import Reader
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.db"
    with desk(path) as it:
        it.link("denies", it.tag(4, 9, "denial"), it.tag(0, 9))
    return path


def test_a_backup_of_an_open_database_holds_all_that_was_saved(
    tmp_path: Path,
) -> None:
    path, target = tmp_path / "a.db", tmp_path / "b.db"
    with desk(path) as it:
        it.tag(0, 9)
        it.store.backup(target)
        it.tag(10, 16)
        with Reader.open(target) as copy:
            assert len(copy.annotations(ARTICLE.id)) == 1
        it.store.backup(target)
        it.relabel(it.tag(4, 9), "denial")
    with desk(target) as copied:
        assert len(copied.store.annotations(ARTICLE.id)) == 2
        assert copied.store.undo().edit.annotations[0].span.start == 10
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db", "b.db"]


def test_a_backup_equals_its_source(closed: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(closed, target)
    assert rows_of(target) == rows_of(closed)
    assert check(target) == check(closed) == ()


def test_a_backup_never_takes_the_place_of_its_source(
    closed: Path, tmp_path: Path
) -> None:
    link, hard = tmp_path / "link.db", tmp_path / "hard.db"
    link.symlink_to(closed)
    os.link(closed, hard)
    before = closed.read_bytes()
    wal = closed.with_name(closed.name + "-wal")
    for target in (closed, closed.parent / "." / closed.name, link, hard, wal):
        with pytest.raises(BackupRefused, match="itself"):
            backup(closed, target)
    assert closed.read_bytes() == before


def test_a_backup_takes_the_place_of_an_older_one_only(
    closed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("do not lose me")
    with pytest.raises(BackupRefused, match="another kind"):
        backup(closed, other)
    assert other.read_text() == "do not lose me"
    with pytest.raises(BackupRefused, match="folder"):
        backup(closed, tmp_path)
    used = tmp_path / "used.db"
    with desk(used), pytest.raises(BackupRefused, match="in use"):
        backup(closed, used)
    empty = tmp_path / "empty.db"
    empty.touch()
    backup(closed, empty)
    assert rows_of(empty) == rows_of(closed)


def test_a_damaged_database_is_not_copied(closed: Path, tmp_path: Path) -> None:
    content = bytearray(closed.read_bytes())
    page = 4096
    for at in range(page * 2, len(content), page):
        content[at : at + 16] = b"\xff" * 16
    closed.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        backup(closed, tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir()] == [closed.name]
    assert any(each.severity is Severity.ERROR for each in check(closed))


def test_a_backup_into_a_missing_folder_is_told(closed: Path, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFolder):
        backup(closed, tmp_path / "no" / "copy.db")
    with pytest.raises(NoSuchDatabase):
        backup(tmp_path / "no.db", tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir()] == [closed.name]


def _back_up_without_room(
    send: Callable[[str], None], path: Path, target: Path
) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
    try:
        backup(path, target)
    except DiskFull:
        send("full")


def test_a_backup_without_room_leaves_nothing(closed: Path, tmp_path: Path) -> None:
    child = Child(_back_up_without_room, closed, tmp_path / "copy.db")
    assert child.end() == ["full"]
    assert [each.name for each in tmp_path.iterdir()] == [closed.name]


def test_a_sound_database_has_no_problems(closed: Path) -> None:
    assert check(closed) == ()


FUTURE = pack(9_999_999_999_999, 1)


@pytest.mark.parametrize(
    ("change", "table", "words"),
    [
        ("UPDATE article SET text = text || '!'", "article", "hash"),
        ("UPDATE annotation SET quote = 'x'", "annotation", "quote"),
        ("UPDATE annotation SET live = 0", "annotation", "last revision"),
        ("UPDATE link SET live = 0", "link", "last revision"),
        ("UPDATE annotation SET event = 'x'", "annotation", "a row that event"),
        ("UPDATE annotation SET label = 'x'", "annotation", "a row that label"),
        (f"UPDATE article SET rev = '{FUTURE}' || ''", "article", "future"),
        ("UPDATE label SET rev = 'x'", "label", "no UUID"),
        ("UPDATE annotation SET id = 'x', live = rowid = 1", "annotation", "no UUID"),
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", "", "trigger t"),
        ("CREATE VIEW v AS SELECT 1", "", "view v"),
    ],
)
def test_a_check_finds(closed: Path, change: str, table: str, words: str) -> None:
    execute(closed, change)
    before = closed.read_bytes()
    found = [each for each in check(closed) if each.severity is Severity.ERROR]
    assert [each for each in found if each.table == table and words in each.message]
    assert closed.read_bytes() == before


def test_a_check_finds_a_revision_older_than_the_one_it_replaces(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.db"
    with desk(path) as it:
        row = it.relabel(it.tag(0, 9), "denial")
    execute(path, f"UPDATE annotation SET prev = rev WHERE rev = '{row.rev}'")
    assert [each.table for each in check(path)] == ["annotation"]


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("one two", 0, 4, "white space"),
        ("one\u2028two", 3, 7, "white space"),
        ("e\u0301tude", 0, 1, "inside a character"),
        ("👩\u200d👧 here", 2, 8, "inside a character"),
        ("one two", 0, 3, ""),
        ("👩\u200d👧 here", 0, 3, ""),
    ],
)
def test_odd_edges_are_noted_as_no_errors(
    tmp_path: Path, text: str, start: int, end: int, words: str
) -> None:
    path = tmp_path / "a.db"
    article = made(text)
    with open_store(path, annotator="alice") as store:
        store.add_articles([article])
        it = Desk(store, store._ids)
        row = it.tag(start, end, article=article)
        assert [each.severity for each in check(path)] == ["note"] * bool(words)
        assert all(words in each.message for each in check(path))
        it.remove(row)
    assert check(path) == ()


def test_a_link_from_nowhere_is_noted(closed: Path) -> None:
    execute(closed, f"UPDATE link SET source = '{pack(1, 1)}'")
    (found,) = check(closed)
    assert (found.table, found.severity) == ("link", Severity.NOTE)


def test_a_check_beside_a_writer_sees_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with desk(path) as it:
        it.tag(0, 6, article=SECOND)
        assert check(path) == ()
