from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotate.model import article_id
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def ids(run: Callable) -> list[str]:
    return [each["id"] for each in json.loads(run("articles", "--json").out)]


def test_add_takes_files_folders_and_stdin_in_order(
    run: Callable, folder: Path
) -> None:
    (folder / "news").mkdir()
    for name in ("b", "a"):
        (folder / "news" / f"{name}.txt").write_text(f"The text of {name}.")
    (folder / "z.txt").write_text("The text of z.")
    done = run("add", "z.txt", "news", "-", stdin=b"Piped text.\r\n")
    assert done.code == 0
    assert [line.split("  ")[1] for line in done.out.splitlines()] == [
        "The text of z.", "The text of a.", "The text of b.", "Piped text.",
    ]  # fmt: skip
    assert "4 added, 0 already in annotations.db." in done.err
    listed = json.loads(run("articles", "--json").out)
    assert [each["source"] for each in listed] == [
        "z.txt", "news/a.txt", "news/b.txt", "",
    ]  # fmt: skip
    assert listed[3] == {
        "id": article_id("Piped text.\n"),
        "title": "Piped text.",
        "source": "",
        "length": 12,
        "annotations": 0,
        "status": "todo",
        "gold": {"annotations": 0, "status": "todo"},
    }


def test_a_source_is_relative_to_the_folder_of_the_database(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "db").mkdir()
    (folder / "db" / "in.txt").write_text("Inside.")
    (folder / "out.txt").write_text("Outside.")
    (folder / "else").mkdir()
    monkeypatch.chdir(folder / "else")
    run("add", folder / "db" / "in.txt", folder / "out.txt", "--db", "../db/x.db")
    listed = json.loads(run("articles", "--json", "--db", "../db/x.db").out)
    assert [each["source"] for each in listed] == ["in.txt", "out.txt"]


def test_the_same_text_is_known_and_no_error(run: Callable, folder: Path) -> None:
    (folder / "a.txt").write_text("Same text.")
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbfSame text.")
    done = run("add", "a.txt", "b.txt")
    assert done.code == 0
    assert "b.txt holds the same text as a.txt." in done.err
    assert "1 added" in done.err
    done = run("add", "b.txt")
    assert (done.code, done.out) == (0, "")
    assert "b.txt is already there as" in done.err
    assert len(ids(run)) == 1


def test_one_bad_file_adds_none_and_makes_no_database(
    run: Callable, folder: Path
) -> None:
    (folder / "good.txt").write_text("Some text.")
    (folder / "bad.txt").write_bytes(b"caf\xe9")
    (folder / "empty").mkdir()
    done = run("add", "good.txt", "bad.txt", "gone.txt", "empty")
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 3
    assert all(line.startswith("annotate: ") for line in done.err.splitlines())
    assert "bad.txt is not UTF-8 (byte 3, line 1)" in done.err
    assert not (folder / "annotations.db").exists()


@pytest.mark.usefixtures("example")
def test_articles_are_listed_in_columns_and_as_json(run: Callable) -> None:
    lines = run("articles").out.splitlines()
    assert len(lines) == 5
    assert lines[3].split(maxsplit=4)[4].startswith("South Korea Alleges More")
    listed = json.loads(run("articles", "--json").out)
    assert [list(each) for each in listed] == 5 * [
        ["id", "title", "source", "length", "annotations", "status", "gold"]
    ]
    for line, each in zip(lines, listed, strict=True):
        digits, length, annotations, status, _ = line.split(maxsplit=4)
        assert each["id"].startswith(digits)
        assert (int(length), int(annotations)) == (each["length"], each["annotations"])
        assert status == each["status"]
        assert each["annotations"] > 20


def test_the_status_in_the_list_is_that_of_the_annotator(
    run: Callable, folder: Path
) -> None:
    (folder / "b.jsonl").write_text(
        json.dumps({"text": "One.", "annotator": "bob", "status": "done"})
        + "\n"
        + json.dumps({"text": "Two.", "annotator": "bob", "status": "doing"})
    )
    assert run("import", "b.jsonl").code == 0

    def statuses(*words: str) -> list[str]:
        return [each["status"] for each in json.loads(run(*words, "--json").out)]

    assert statuses("articles", "--as", "bob") == ["done", "doing"]
    assert statuses("articles", "--as", "carol") == ["todo", "todo"]
    listed = run("articles", "--as", "bob").out.splitlines()
    assert [line.split()[3] for line in listed] == ["done", "doing"]


def test_an_empty_corpus_is_told_in_words(run: Callable, folder: Path) -> None:
    open_store(folder / "annotations.db", annotator="alice").close()
    done = run("articles")
    assert (done.code, done.out) == (0, "")
    assert "annotate add" in done.err
    assert run("articles", "--json").out == "[]\n"


@pytest.mark.usefixtures("example")
def test_a_title_can_be_changed_and_taken_from_the_text_again(run: Callable) -> None:
    first = ids(run)[0]
    before = run("articles").out
    done = run("articles", "--title", f"{first[:6]}= A \x1b[1mbetter\n title = this ")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert len(done.out.splitlines()) == 1
    titles = [each["title"] for each in json.loads(run("articles", "--json").out)]
    assert titles[0] == "A [1mbetter title = this"
    assert run("articles", "--title", f"{first.upper()}=").code == 0
    assert run("articles").out == before


@pytest.mark.parametrize(
    ("word", "code"), [("nothing", 2), ("=x", 2), ("000000=x", 1), ("59=x", 1)]
)
def test_a_title_for_no_article_is_an_error(
    run: Callable, example: Path, word: str, code: int
) -> None:
    before = example.read_bytes()
    assert run("articles", "--title", "59de266b=ok", "--title", word).code == code
    assert example.read_bytes() == before


@pytest.mark.usefixtures("example")
def test_labels_are_shown_in_the_order_of_the_scheme(run: Callable) -> None:
    lines = run("labels").out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["c", "claim"], ["q", "quote"], ["n", "number"], ["d", "denial"],
    ]  # fmt: skip
    scheme = json.loads(run("labels", "--json").out)
    assert [each["id"] for each in scheme["labels"]] == [
        "claim", "quote", "number", "denial",
    ]  # fmt: skip
    assert "denies" in [each["id"] for each in scheme["link_kinds"]]
    assert scheme["labels"][1]["attributes"][1] == {
        "name": "kind",
        "choices": ["direct", "indirect", "mixed"],
    }


@pytest.mark.parametrize(
    "words", [["articles"], ["labels"], ["export"], ["check"], ["backup", "b.db"],
              ["articles", "--title", "abcdef=x"]]
)  # fmt: skip
def test_reading_makes_no_database(
    run: Callable, folder: Path, words: list[str]
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert "no database at annotations.db" in done.err
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "words", [["articles"], ["export"], ["check"], ["add", "t.txt"]]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(
    run: Callable, folder: Path, words: list[str]
) -> None:
    (folder / "t.txt").write_text("Some text.")
    db = folder / "annotations.db"
    db.write_bytes(b"This is no database at all." * 200)
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert "not a database of annotate" in done.err
    assert db.read_bytes() == b"This is no database at all." * 200


def test_check_finds_nothing_in_a_sound_database_and_names_damage(
    run: Callable, example: Path
) -> None:
    done = run("check")
    assert done.code == 0
    assert "is sound" in done.err
    data = example.read_bytes()
    damaged = data.replace(b"cannon fodder", b"cannon foddre")
    assert damaged != data
    example.write_bytes(damaged)
    done = run("check")
    assert done.code == 1
    assert done.out.startswith("error  ")
    assert "damaged" in done.err


@pytest.mark.usefixtures("example")
def test_a_backup_is_a_database_of_its_own(run: Callable, folder: Path) -> None:
    done = run("backup", "b.db")
    assert (done.code, "replaced" in done.err) == (0, False)
    assert run("export", "--db", "b.db").out == run("export").out
    done = run("backup", "b.db")
    assert (done.code, "b.db, which is replaced" in done.err) == (0, True)
    (folder / "d").mkdir()
    for target in ("d", "no/such/b.db", "annotations.db"):
        done = run("backup", target)
        assert done.code == 1, target
        assert len(done.err.splitlines()) == 1
