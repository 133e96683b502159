from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from annotate.corpus import (
    LARGEST,
    Unreadable,
    article_from_bytes,
    read_article,
    read_articles,
    text_files,
)
from annotate.model import article_id

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_becomes_an_article_with_its_hash_title_and_source(
    tmp_path: Path,
) -> None:
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbfA headline\r\n\r\nAnd a text.\r\n")
    article = read_article(path)
    assert article.text == "A headline\n\nAnd a text.\n"
    assert article.id == article_id(article.text)
    assert (article.title, article.source) == ("A headline", "news/a.txt")
    assert article.meta == "{}"


@pytest.mark.parametrize(
    ("base", "source"), [("", "x.txt"), ("deep", "x.txt"), ("deep/er", "deep/x.txt")]
)
def test_the_source_is_relative_to_the_base_or_the_working_folder_or_bare(
    tmp_path: Path, base: str, source: str
) -> None:
    folder = tmp_path / "deep"
    (folder / "er").mkdir(parents=True)
    path = folder / "x.txt"
    path.write_text("Some text.")
    bases = (tmp_path / base,) if base else (folder,)
    assert read_article(path, bases=bases).source == source
    os.chdir(folder / "er")
    assert read_article(path).source == "x.txt"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no text"),
        (b" \n\t\r\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary"),
        (bytes(range(32)) * 4, "binary"),
        ("Größe\n".encode("latin-1"), r"not UTF-8 \(byte 2, line 1\).*iconv"),
        (b"one\ntwo\nth\xe9e\n", r"not UTF-8 \(byte 10, line 3\)"),
        ("text".encode("utf-16"), "UTF-16.*iconv -f UTF-16"),
        ("text".encode("utf-32"), "UTF-32"),
        (b"x" * (LARGEST + 1), "larger than 16 MiB.*split"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_is_no_text_is_refused_with_the_remedy(
    tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=says) as error:
        read_article(path)
    assert str(path) in str(error.value)
    with pytest.raises(Unreadable, match=says):
        article_from_bytes(data, "stdin")


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(Unreadable, match=r"50\.0 MiB"):
        read_article(path)


def test_stray_controls_in_a_text_are_text(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(
        b"\x1b[31mred\x1b[0m and a bell \x07 and a NUL \0 in a long line\n"
    )
    assert "NUL \ufffd in" in read_article(path).text


def test_missing_files_folders_pipes_and_devices_are_told_apart(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, says in (
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "is a folder"),
        (pipe, "no regular file"),
        (tmp_path / "a\0b", "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read .*permissions"),
    ):
        with pytest.raises(Unreadable, match=says):
            read_article(path)


def test_a_folder_gives_its_texts_in_name_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "C.TXT", "notes.md", ".hidden.txt"):
        (tmp_path / name).write_text(f"The text of {name}.")
    (tmp_path / "sub").mkdir()
    articles, problems = read_articles([tmp_path])
    assert not problems
    assert [each.source for each in articles] == ["C.TXT", "a.txt", "b.txt"]


def test_a_folder_without_texts_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("text")
    files, problems = text_files([tmp_path])
    assert files == ()
    assert "has no *.txt" in str(problems[0])


def test_problems_do_not_hide_the_other_files(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Some text.")
    (tmp_path / "empty.txt").write_text("")
    paths = [tmp_path / name for name in ("none.txt", "good.txt", "empty.txt")]
    articles, problems = read_articles(paths)
    assert [each.source for each in articles] == ["good.txt"]
    assert [each.path for each in problems] == [str(paths[0]), str(paths[2])]


def test_two_files_with_one_text_have_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Same text.\r\n")
    (tmp_path / "b.txt").write_bytes(b"Same text.\n")
    first, second = read_articles([tmp_path])[0]
    assert first.id == second.id
    assert (first.source, second.source) == ("a.txt", "b.txt")
