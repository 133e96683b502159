"""The committed database is what its build makes, and using it leaves it alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

ROOT = Path(__file__).parents[1]
COMMITTED = ROOT / "annotations.db"
TOOL = ROOT / "tools" / "build_example.py"


def build(target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own tool
        [sys.executable, TOOL, "-o", target],
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "annotations.db"
    done = build(target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return target


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    assert COMMITTED.is_file(), "annotations.db is missing; run `make example`"
    target = tmp_path / "annotations.db"
    shutil.copy(COMMITTED, target)
    return target


def annotate(*words: str | Path, db: Path) -> bytes:
    command = [sys.executable, "-m", "annotate", *words, "--db", db, "--as", "reader"]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables in order, but for the time a migration was applied."""
    connection = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    try:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        found = {}
        for name in names:
            columns = [
                row[1]
                for row in connection.execute(f"PRAGMA table_info({name})")
                if (name, row[1]) != ("_sqlite_migrations", "applied_at")
            ]
            listed = ", ".join(columns)
            found[name] = connection.execute(
                f"SELECT {listed} FROM {name} ORDER BY {listed}"
            ).fetchall()
        return found
    finally:
        connection.close()


def test_the_committed_database_holds_exactly_what_the_tool_builds(
    built: Path, copy: Path
) -> None:
    expected, found = tables(built), tables(copy)
    assert list(found) == list(expected)
    for name, rows in expected.items():
        assert found[name] == rows, f"{name} differs; run `make example`"


def test_a_second_build_gives_the_same_rows_in_one_file(
    built: Path, tmp_path: Path
) -> None:
    target = tmp_path / "again.db"
    assert build(target).returncode == 0
    assert tables(target) == tables(built)
    assert [each.name for each in tmp_path.iterdir()] == ["again.db"]


def test_the_articles_are_the_seeds_in_name_order(built: Path) -> None:
    connection = sqlite3.connect(f"file:{built}?immutable=1", uri=True)
    rows = connection.execute(
        "SELECT source, text FROM article ORDER BY rowid"
    ).fetchall()
    connection.close()
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert rows == [(f"seeds/{path.name}", path.read_text("utf-8")) for path in seeds]


def test_the_export_of_the_database_is_the_example(built: Path) -> None:
    example = (ROOT / "seeds" / "example.jsonl").read_bytes()
    assert annotate("export", db=built) == example


def test_building_changes_nothing_in_seeds(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "seeds").iterdir()}
    assert build(tmp_path / "x.db").returncode == 0
    assert {path: path.read_bytes() for path in (ROOT / "seeds").iterdir()} == before


@pytest.mark.parametrize(
    "words", [["articles"], ["labels"], ["export"], ["check"], ["articles", "--json"]]
)
def test_reading_leaves_the_bytes_as_they_are(copy: Path, words: list[str]) -> None:
    before = copy.read_bytes()
    annotate(*words, db=copy)
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]


def test_importing_the_example_again_leaves_the_bytes_as_they_are(copy: Path) -> None:
    before = copy.read_bytes()
    annotate("import", ROOT / "seeds" / "example.jsonl", db=copy)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "json", "file"])
def test_seeds_that_do_not_fit_together_build_nothing(
    tmp_path: Path, damage: str
) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "seeds", root / "seeds")
    (root / "tools").mkdir()
    tool = shutil.copy(TOOL, root / "tools")
    example = root / "seeds" / "example.jsonl"
    if damage == "text":
        seed = min(root.glob("seeds/*.txt"))
        seed.write_text(seed.read_text("utf-8") + "More.", "utf-8")
    elif damage == "json":
        example.write_bytes(example.read_bytes()[:-20])
    else:
        example.unlink()
    done = subprocess.run(  # noqa: S603  a copy of our own tool
        [sys.executable, tool], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "example.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "annotations.db").exists()
