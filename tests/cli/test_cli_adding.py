"""`annotate add` with files that are more than plain text."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = """<!doctype html><html><head><title>A page</title></head><body>
<nav>Home</nav><article><h1>A page</h1><p>The first paragraph of an article, which is
long enough to be told from what stands around it.</p><p>A second paragraph says that
nothing happened on Tuesday in the capital.</p></article></body></html>"""


def added(run: Callable) -> list[tuple[str, str]]:
    """Title and source of every article."""
    listed = json.loads(run("articles", "--json").out)
    return [(each["title"], each["source"]) for each in listed]


def test_markdown_and_pages_and_rows_become_articles(
    run: Callable, folder: Path
) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text("Some words.\n\n# A heading\n\nSome *more*.\n")
    (folder / "in" / "b.HTML").write_text(PAGE)
    (folder / "c.csv").write_text('title,body,url\nT,"One, two",http://x/1\nU,Three,\n')
    (folder / "d.jsonl").write_text('{"body": "Four", "headline": "H"}\n')
    done = run(
        *("add", "in/a.md", "in/b.HTML", "c.csv", "d.jsonl", "--text-column", "body")
    )
    assert done.code == 0, done.err
    assert "5 added" in done.err
    assert added(run) == [
        ("A heading", "in/a.md"), ("A page", "in/b.HTML"),
        ("T", "http://x/1"), ("U", ""), ("H", ""),
    ]  # fmt: skip
    page = json.loads(run("export").out.splitlines()[1])["text"]
    assert "nothing happened on Tuesday" in page
    assert "<p>" not in page
    assert "Home" not in page


def test_a_folder_gives_its_txt_alone(run: Callable, folder: Path) -> None:
    for name in ("a.txt", "b.md", "c.csv"):
        (folder / name).write_text(f"Words of {name}.")
    assert run("add", ".").code == 0
    assert [source for _, source in added(run)] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "data", "words", "told"),
    [
        ("a.csv", b"title,body\nT,One\n", (), "a.csv line 1, text: is no column"),
        ("a.csv", b"text,b\nOne\n", (), "a.csv line 2: has 1 cells, not 2"),
        ("a.csv", b"text\n", (), "a.csv holds no text"),
        ("a.csv", b"", (), "a.csv holds no text"),
        ("a.jsonl", b'{"text": "One"}\n', (), "name the key of their texts with"),
        ("a.jsonl", b'{"b": 1}\n', ("--text-column", "b"), "line 1, b: is no text"),
        ("a.jsonl", b'{"b": "', ("--text-column", "b"), "a.jsonl line 1"),
        ("a.md", b"caf\xe9", (), "a.md is not UTF-8 (byte 3"),
        ("a.md", b" \n", (), "a.md text: is empty"),
        ("a.html", b"<html><p></p></html>", (), "a.html holds no article"),
        ("a.html", b"PK\x03\x04" + bytes(99), (), "a.html is a binary file (a zip"),
        ("gone.html", None, (), "gone.html does not exist"),
    ],
)
def test_what_cannot_be_added_is_told_and_adds_none(
    run: Callable,
    folder: Path,
    name: str,
    data: bytes | None,
    words: tuple[str, ...],
    told: str,
) -> None:
    (folder / "good.txt").write_text("Some text.")
    if data is not None:
        (folder / name).write_bytes(data)
    done = run("add", "good.txt", name, *words)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert not (folder / "annotations.db").exists()


def test_a_pipe_with_the_name_of_a_page_is_not_waited_for(
    run: Callable, folder: Path
) -> None:
    os.mkfifo(folder / "a.html")
    done = run("add", "a.html")
    assert done.code == 1
    assert "a.html is no regular file" in done.err


def test_annotations_are_not_added_as_bare_articles(run: Callable) -> None:
    done = run("add", SEEDS / "example.jsonl")
    assert done.code == 1
    assert "`annotate import`" in done.err


def test_articles_are_imported_with_the_column_of_their_texts(
    run: Callable, folder: Path
) -> None:
    rows = b'{"body": "One", "headline": "H"}\n{"body": "Two", "spans": 1}\n'
    (folder / "rows.jsonl").write_bytes(rows)
    for word, stdin in (("rows.jsonl", None), ("-", rows)):
        done = run("import", "--text-column", "body", word, stdin=stdin)
        assert done.code == 0, done.err
    assert "0 annotations, 0 links and 0 articles came in" in done.err
    assert [title for title, _ in added(run)] == ["H", "Two"]
    # What is native stays so, whatever else is said.
    done = run("import", "--text-column", "body", SEEDS / "example.jsonl")
    assert "418 annotations" in done.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Some words.\n"),
        ("a.md", "# Some words\n"),
        ("a.html", PAGE),
        ("a.csv", "text\nSome words.\n"),
    ],
)
def test_an_import_of_an_article_says_that_one_came_in(
    run: Callable, folder: Path, name: str, data: str
) -> None:
    (folder / name).write_text(data)
    done = run("import", name)
    assert done.code == 0
    assert "0 annotations, 0 links and 1 article came in" in done.err
    assert len(added(run)) == 1
