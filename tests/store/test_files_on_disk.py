"""What the store leaves on the disk, and what it makes of files not its own."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, Child, desk, execute, made, rows_of

from annotate.errors import AnnotateError
from annotate.model import Status
from annotate.store.check import check
from annotate.store.driver import sqlite3
from annotate.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFull,
    ForeignSchema,
    NetworkFileSystem,
    NewerDatabase,
    NoSuchDatabase,
    NotADatabase,
    OlderDatabase,
    ReadOnlyDatabase,
    StoreFailure,
    UnwritableFolder,
)
from annotate.store.files import Access, access_to, file_system
from annotate.store.reader import Reader
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534
Send = "Callable[[str], None]"


def digest(path: Path) -> str:
    """Only where this process has no connection to the file: see store.driver."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def errors(path: Path) -> list[str]:
    return [each.message for each in check(path) if each.severity == "error"]


# --- what stays as it was


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A database with some work in it, closed, alone in its folder."""
    path = tmp_path / "annotations.db"
    with desk(path) as it:
        it.link("denies", it.tag(4, 9, "denial"), it.tag(0, 9))
        it.store.set_status(ARTICLE.id, Status.DONE)
        it.store.undo()
    assert names(tmp_path) == ["annotations.db"]
    return path


def look(path: Path, *, is_store: bool) -> object:
    """Everything that the desk and an export read."""
    with open_store(path, annotator="bob") if is_store else Reader.open(path) as reader:
        reader.scheme()
        reader.changed()
        for each in reader.articles():
            reader.annotations(each.id)
            reader.links(each.id)
            reader.status("bob", each.id)
        return list(reader.layers())


def look_at(path: Path) -> object:
    return look(path, is_store=False)


@pytest.mark.parametrize("is_store", [True, False])
def test_open_read_export_close_leave_the_bytes(closed: Path, is_store: bool) -> None:
    before = digest(closed), closed.stat().st_mtime_ns
    assert look(closed, is_store=is_store)
    assert (digest(closed), closed.stat().st_mtime_ns) == before
    assert names(closed.parent) == ["annotations.db"]


def test_reading_twice_at_once_leaves_the_bytes(closed: Path) -> None:
    before = digest(closed)
    with Reader.open(closed) as reader:
        look(closed, is_store=True)
        list(reader.layers())
    assert digest(closed) == before
    assert names(closed.parent) == ["annotations.db"]


def _look_and_wait(send: Callable[[str], None], path: Path) -> None:
    with open_store(path, annotator="bob") as store, Reader.open(path) as reader:
        list(store.layers())
        list(reader.layers())
        send("read")
        time.sleep(60)


def test_a_reader_that_is_killed_leaves_the_bytes(closed: Path) -> None:
    before = digest(closed)
    child = Child(_look_and_wait, closed)
    assert child.first() == "read"
    child.process.kill()
    child.end()
    assert digest(closed) == before
    look(closed, is_store=True)
    assert digest(closed) == before
    assert names(closed.parent) == ["annotations.db"]


def test_a_refused_edit_and_a_known_import_leave_the_bytes(closed: Path) -> None:
    before = digest(closed)
    with desk(closed, "alice") as it:
        layers = list(it.store.layers())
        with pytest.raises(StoreFailure):
            it.tag(0, 9)
        assert it.store.import_layers(layers).annotations == 0
    assert digest(closed) == before


def test_a_file_of_the_older_journal_mode_is_read_and_then_logged(
    closed: Path,
) -> None:
    execute(closed, "PRAGMA journal_mode = DELETE")
    before = digest(closed)
    look(closed, is_store=False)
    assert digest(closed) == before
    with open_store(closed) as store:
        assert store._engine.one("PRAGMA journal_mode") == ("wal",)


def test_a_new_file_may_be_shared_as_far_as_the_umask_says(tmp_path: Path) -> None:
    for mask, mode in [(0o007, 0o660), (0o022, 0o640), (0o077, 0o600)]:
        old = os.umask(mask)
        try:
            path = tmp_path / f"{mask}.db"
            with open_store(path) as store:
                store.add_articles([ARTICLE])
                log = path.with_name(path.name + "-wal")
                assert log.stat().st_mode & 0o777 == mode
        finally:
            os.umask(old)
        assert path.stat().st_mode & 0o777 == mode


def test_the_connection_is_as_careful_as_it_should_be(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        engine = store._engine
        asked = ("synchronous", "foreign_keys", "cell_size_check", "recursive_triggers")
        found = [engine.one(f"PRAGMA {name}") for name in asked]
        assert found == [(2,), (1,), (1,), (0,)]
        if sqlite3.sqlite_version_info >= (3, 51, 3):
            assert engine.one("PRAGMA trusted_schema") == (0,)


# --- many processes


def _open_and_add(send: Callable[[str], None], path: Path, number: int) -> None:
    while not path.with_name("go").exists():
        time.sleep(0.001)
    with desk(path, f"window {number}") as it:
        it.tag(number, number + 3)
    send("done")


def test_eight_windows_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    children = [Child(_open_and_add, path, number) for number in range(8)]
    (tmp_path / "go").touch()
    assert [child.end() for child in children] == [["done"]] * 8
    assert errors(path) == []
    with Reader.open(path) as reader:
        assert len(reader.annotations(ARTICLE.id)) == 8
        assert len(reader.annotators()) == 8


LONG = made("0123456789 " * 300)


def _keep_tagging(send: Callable[[str], None], path: Path, annotator: str) -> None:
    with desk(path, annotator) as it:
        it.store.add_articles([LONG])
        own = [r for r in it.store.annotations(LONG.id) if r.annotator == annotator]
        start = max((row.span.start + 1 for row in own), default=0)
        for place in range(start, len(LONG.text) - 3):
            row = it.tag(place, place + 3, article=LONG)
            send(row.id)
            changed = it.relabel(row, "denial")
            send(changed.rev)
            # SQLite's waiting is unfair: without a pause the others starve.
            time.sleep(0.002)


def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    told: list[str] = []
    for number in range(5):
        children = [Child(_keep_tagging, path, who) for who in ("a", "b", "c", "d")]
        told += [child.first() for child in children]
        for child in children:
            time.sleep(number / 500)
            child.process.kill()
        told += [line for child in children for line in child.end()]
    rows = rows_of(path)
    stored = {row[0] for row in rows["annotation"]}
    assert len(told) > 40
    assert [each for each in told if each not in stored] == []
    # An event and its revisions are one: no event of an edit stands alone.
    made_by = {row[3] for row in rows["annotation"]}
    events = [row for row in rows["event"] if row[3] != "start"]
    assert [event for event in events if event[0] not in made_by] == []
    assert errors(path) == []
    assert names(tmp_path) == ["a.db"]


def test_two_processes_write_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    children = [Child(_keep_tagging, path, who) for who in ("alice", "bob")]
    told = [child.first() for child in children]
    time.sleep(0.2)
    for child in children:
        child.process.kill()
    told += [line for child in children for line in child.end()]
    assert not [line for line in told if ":" in line]
    stored = {row[0] for row in rows_of(path)["annotation"]}
    assert set(told) <= stored
    assert errors(path) == []


def test_a_lock_held_too_long_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with desk(path) as it, open_store(path, annotator="bob", busy_seconds=0.05) as bob:
        with it.store._engine.transaction():
            with pytest.raises(DatabaseBusy) as caught:
                bob.set_status(ARTICLE.id, Status.DONE)
            assert caught.value.is_transient
            assert len(list(bob.layers())) == 2
        bob.set_status(ARTICLE.id, Status.DONE)


# --- no room


def _fill(send: Callable[[str], None], path: Path) -> None:
    with desk(path) as it:
        it.store.add_articles([LONG])
        limit = path.with_name(path.name + "-wal").stat().st_size + 400_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        place = 0
        try:
            while True:
                send(it.tag(place, place + 3, article=LONG).id)
                place += 1
        except DiskFull as error:
            send(f"full, {'but perhaps' if error.is_transient else 'for'} ever")
        before = len(it.store.annotations(LONG.id))
        assert before == place
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
        send(it.tag(place, place + 3, article=LONG).id)
    send("closed")


def test_a_full_disk_loses_nothing_and_the_store_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    lines = Child(_fill, path).end()
    assert lines[-3] == "full, but perhaps ever"
    assert lines[-1] == "closed"
    told = {*lines[:-3], lines[-2]}
    assert len(told) > 3
    assert {row[0] for row in rows_of(path)["annotation"]} == told
    assert errors(path) == []


# --- no permission


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


def _as_nobody(send: Callable[[str], None], path: Path) -> None:
    """Read, then try to write, as a user to whom the modes apply."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    send(access_to(path).name if path.exists() else "missing")
    for is_store in (False, True):
        try:
            send(str(len(look(path, is_store=is_store))))  # type: ignore[arg-type]
        except StoreFailure as error:
            send(type(error).__name__)
    try:
        with open_store(path, annotator="bob") as store:
            store.set_status(ARTICLE.id, Status.DONE)
            send("written")
    except StoreFailure as error:
        send(type(error).__name__)


READ, FOLDER = "ReadOnlyDatabase", "UnwritableFolder"


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "expected"),
    [
        (0o666, 0o777, ["WRITE", "2", "2", "written"]),
        (0o444, 0o555, ["IMMUTABLE", "2", "2", READ]),
        (0o444, 0o777, ["IMMUTABLE", "2", "2", READ]),
        (0o666, 0o555, ["IMMUTABLE", "2", "2", FOLDER]),
        (0o000, 0o777, ["IMMUTABLE", *["NotADatabase"] * 3]),
    ],
)
def test_a_file_that_may_only_be_read_is_read(
    public: Path, file_mode: int, folder_mode: int, expected: list[str]
) -> None:
    path = public / "annotations.db"
    with desk(path) as it:
        it.tag(0, 9)
    path.chmod(file_mode)
    public.chmod(folder_mode)
    assert Child(_as_nobody, path).end() == expected
    assert names(public) == ["annotations.db"]


def _die_with_a_log(send: Callable[[str], None], path: Path) -> None:
    with desk(path) as it:
        it.tag(0, 9)
        send("tagged")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_log_that_cannot_be_read_is_told(public: Path) -> None:
    path = public / "annotations.db"
    assert Child(_die_with_a_log, path).end() == ["tagged"]
    path.chmod(0o444)
    (public / "annotations.db-shm").unlink()
    public.chmod(0o555)
    assert Child(_as_nobody, path).end() == ["READ", FOLDER, FOLDER, FOLDER]
    public.chmod(0o777)
    with Reader.open(path) as reader:
        assert len(reader.annotations(ARTICLE.id)) == 1


def test_a_new_file_in_a_closed_folder_is_told(public: Path) -> None:
    public.chmod(0o555)
    found = Child(_as_nobody, public / "a.db").end()
    assert found == ["missing", "NoSuchDatabase", FOLDER, FOLDER]


def test_a_store_on_a_read_only_file_says_so_on_write(tmp_path: Path) -> None:
    assert issubclass(ReadOnlyDatabase, StoreFailure)
    assert not ReadOnlyDatabase(tmp_path / "a.db").is_transient
    assert UnwritableFolder(tmp_path / "a.db").is_transient


# --- no database of ours


def openers() -> list[Callable[[Path], object]]:
    return [Reader.open, open_store, lambda path: open_store(path, must_exist=True)]


@pytest.mark.parametrize("opened", openers()[::2])
def test_a_missing_file_is_told_and_not_made(
    tmp_path: Path, opened: Callable[[Path], object]
) -> None:
    for path in (tmp_path / "a.db", tmp_path / "no" / "a.db"):
        with pytest.raises(NoSuchDatabase, match=r"a\.db"):
            opened(path)
    assert names(tmp_path) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFolder, match="does not exist"):
        open_store(tmp_path / "no" / "a.db")
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableFolder):
        open_store(tmp_path / "file" / "a.db")
    with pytest.raises(UnwritableFolder):
        open_store(tmp_path / ("x" * 300))


@pytest.mark.parametrize("opened", [*openers(), check])
@pytest.mark.parametrize(
    "content",
    [b"x", b"hello\n", b"\0" * 100, b"h" * 512, b"text\n" * 3000, b"\x89PNG\r\n\x1a\n"],
)
def test_a_file_of_another_kind_is_told_and_left_alone(
    tmp_path: Path, opened: Callable[[Path], object], content: bytes
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(NotADatabase):
        opened(path)
    assert path.read_bytes() == content
    assert names(tmp_path) == ["a.db"]


@pytest.mark.parametrize("opened", [*openers(), check])
def test_a_folder_or_device_is_told(
    tmp_path: Path, opened: Callable[[Path], object]
) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(NotADatabase):
            opened(path)


@pytest.mark.parametrize("opened", openers())
def test_the_database_of_another_program_is_left_alone(
    tmp_path: Path, opened: Callable[[Path], object]
) -> None:
    path = tmp_path / "places.sqlite"
    execute(path, "CREATE TABLE moz_places (url)", "INSERT INTO moz_places VALUES (1)")
    before = digest(path)
    with pytest.raises(NotADatabase, match="moz_places"):
        opened(path)
    assert digest(path) == before


def test_an_empty_file_becomes_a_database_but_is_none_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(NotADatabase, match="empty"):
        Reader.open(path)
    with open_store(path, must_exist=True) as store:
        assert store.articles() == ()


PLANTED = [
    "CREATE TRIGGER eat AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END",
    """CREATE VIEW endless AS
    WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x FROM n) SELECT x FROM n""",
    "CREATE VIRTUAL TABLE search USING fts5(body)",
]


@pytest.mark.parametrize("opened", openers())
@pytest.mark.parametrize("planted", PLANTED)
def test_planted_triggers_and_views_are_refused_by_name(
    closed: Path, planted: str, opened: Callable[[Path], object]
) -> None:
    execute(closed, planted)
    before = digest(closed)
    with pytest.raises(ForeignSchema) as caught:
        opened(closed)
    name = planted.split()[2 if "VIRTUAL" not in planted else 3]
    assert name in str(caught.value)
    assert digest(closed) == before
    assert any(name in message for message in errors(closed))


@pytest.mark.parametrize("opened", openers())
def test_a_newer_database_asks_for_an_update(
    closed: Path, opened: Callable[[Path], object]
) -> None:
    execute(
        closed,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('annotate', 'm099_more', 'later'), ('other', 'm100', 'later')",
    )
    before = digest(closed)
    with pytest.raises(NewerDatabase, match="update annotate") as caught:
        opened(closed)
    assert caught.value.unknown == ("m099_more",)
    assert digest(closed) == before
    assert any("newer" in message for message in errors(closed))


def test_an_older_database_is_not_read_before_it_is_updated(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotate.store import refuse, schema, sqlite  # noqa: PLC0415 (patched)

    step = schema.Migration("m002_more", (("CREATE TABLE more (x, y)", {}),))
    steps = (*schema.MIGRATIONS, step)
    for module in (refuse, sqlite):
        monkeypatch.setattr(module, "MIGRATIONS", steps)
    with pytest.raises(OlderDatabase):
        Reader.open(closed)
    with open_store(closed) as store:
        assert len(store.annotations(ARTICLE.id)) == 2
    with Reader.open(closed) as reader:
        assert len(reader.annotations(ARTICLE.id)) == 2
    raw = sqlite3.connect(closed)
    assert raw.execute("SELECT count(*) FROM more").fetchone() == (0,)
    raw.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotate.store import refuse, schema, sqlite  # noqa: PLC0415 (patched)

    bad = schema.Migration("m002", (("CREATE TABLE more (x)", {}), ("NONSENSE", {})))
    for module in (refuse, sqlite):
        monkeypatch.setattr(module, "MIGRATIONS", (*schema.MIGRATIONS, bad))
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        open_store(closed)
    monkeypatch.undo()
    assert "more" not in rows_of(closed)
    look(closed, is_store=True)


@pytest.mark.parametrize("opened", openers())
def test_a_lost_table_is_damage(closed: Path, opened: Callable[[Path], object]) -> None:
    execute(closed, "PRAGMA foreign_keys = OFF", "DROP TABLE link")
    with pytest.raises(DamagedDatabase, match="no table link"):
        opened(closed)
    assert "the table is missing" in errors(closed)


def test_a_lost_column_is_damage(closed: Path) -> None:
    execute(closed, "ALTER TABLE annotation RENAME COLUMN note TO remark")
    with Reader.open(closed) as reader, pytest.raises(DamagedDatabase, match="note"):
        reader.annotations(ARTICLE.id)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE annotation SET start = 9, stop = 4",
        "UPDATE annotation SET answer = 'perhaps'",
        "UPDATE annotation SET quote = CAST(x'ff41' AS TEXT)",
        "UPDATE article SET text = CAST(x'ff41' AS TEXT)",
        "UPDATE annotator SET kind = 'robot'",
        "UPDATE label SET attributes = '[{}]'",
        "UPDATE label SET attributes = 'x'",
        "UPDATE assignment SET state = 'x'",
    ],
)
def test_rows_that_the_constraints_rule_out_are_damage(
    closed: Path, change: str
) -> None:
    execute(closed, "PRAGMA ignore_check_constraints = ON", change)
    with pytest.raises(DamagedDatabase):
        read_all(closed)


def read_all(path: Path) -> None:
    with Reader.open(path) as reader:
        reader.status("alice", ARTICLE.id)
    look(path, is_store=False)


def test_flipped_bytes_never_crash_a_reader(closed: Path) -> None:
    whole = closed.read_bytes()
    noticed = 0
    used = [at for at in range(0, len(whole), 8) if any(whole[at : at + 8])]
    for place in used[:: len(used) // 60]:
        spoilt = bytearray(whole)
        spoilt[place : place + 8] = bytes(
            255 - each for each in spoilt[place : place + 8]
        )
        closed.write_bytes(spoilt)
        failures = 0
        # Any other error than ours ends the test.
        for read in (look_at, errors):
            try:
                failures += bool(read(closed)) and read is errors
            except AnnotateError:
                failures += 1
        noticed += failures > 0
    assert noticed > 30


# --- file systems


MOUNTS = """\
22 27 0:21 / /proc rw - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:30 / /home rw shared:1 - nfs4 server:/home rw
31 30 0:31 / /home/ann/disk rw - ext4 /dev/sdb rw
32 27 0:32 / /mnt/my\\040share rw - cifs //server/share rw
33 27 0:33 / /mnt/over rw - ext4 /dev/sdc rw
34 27 0:34 / /mnt/over rw - fuse.sshfs me@there rw
35 27 0:35 / /ram rw - tmpfs tmpfs rw
36 27 0:36 / /layer rw - overlay overlay rw
37 27 0:37 / /win rw - fuseblk /dev/sdd rw
a line that makes no sense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/elsewhere/x", "ext4"),
        ("/homeless", "ext4"),
        ("/home", "nfs4"),
        ("/home/ann/disks", "nfs4"),
        ("/home/ann/disk/deep", "ext4"),
        ("/mnt/my share/x", "cifs"),
        ("/mnt/over", "fuse.sshfs"),
        ("/ram/x", "tmpfs"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_last_nearest_mount(
    folder: str, kind: str
) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize("opened", openers())
@pytest.mark.parametrize(
    ("kind", "is_refused"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("smb3", True),
        ("9p", True),
        ("fuse.sshfs", True),
        ("fuse", True),
        ("fuseblk", False),
        ("overlay", False),
        ("tmpfs", False),
        ("", False),
    ],
)
def test_network_file_systems_are_refused(
    closed: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: Callable[[Path], Reader],
    kind: str,
    is_refused: bool,
) -> None:
    info = closed.parent / "mountinfo"
    info.write_text(f"1 0 0:1 / / rw - {kind} none rw\n" if kind else "")
    monkeypatch.setattr("annotate.store.files._MOUNTINFO", info)
    if is_refused:
        with pytest.raises(NetworkFileSystem, match="network file system"):
            opened(closed)
    else:
        opened(closed).close()


def test_access_is_told_without_opening_the_file(closed: Path) -> None:
    assert access_to(closed) is Access.WRITE


def test_articles_stay_in_order_through_a_vacuum(closed: Path) -> None:
    with open_store(closed) as store:
        store.set_title(ARTICLE.id, "Later")
    execute(closed, "VACUUM")
    with Reader.open(closed) as reader:
        assert [each.id for each in reader.articles()] == [ARTICLE.id, SECOND.id]
