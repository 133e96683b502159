"""The choices of every export: parts, names, manifests, folders that are whole."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def contents(top: Path) -> dict[str, bytes]:
    return {
        file.relative_to(top).as_posix(): file.read_bytes()
        for file in sorted(top.rglob("*"))
        if file.is_file()
    }


def rows(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture
def twenty(run: Callable, folder: Path) -> Path:
    """A database of twenty different texts, two people and a model."""
    texts = [
        f"Story number {number} of {chr(97 + number) * 9} began on {number} farms."
        for number in range(20)
    ]
    people = ("zoe", "alice")
    lines = [
        json.dumps(
            {
                "text": text,
                "annotator": people[number % 2],
                "spans": [{"start": 0, "end": 5, "label": "claim"}],
            }
        )
        for number, text in enumerate(texts)
    ]
    (folder / "in.jsonl").write_text("\n".join(lines))
    assert run("import", "in.jsonl").code == 0
    return folder / "annotations.db"


@pytest.mark.usefixtures("twenty")
def test_a_split_divides_all_articles_the_same_way_for_one_seed(run: Callable) -> None:
    words = ("--split", "train=.8,dev=.1,test=.1")
    for name in ("one", "two"):
        assert run("export", "-o", name, *words, "--seed", "7").code == 0
    assert run("export", "-o", "other", *words, "--seed", "8").code == 0
    one = contents(Path("one"))
    assert one == contents(Path("two"))
    assert set(one) == {"train.jsonl", "dev.jsonl", "test.jsonl", "manifest.json"}
    ids = [
        row["id"]
        for part in ("train", "dev", "test")
        for row in rows(one[f"{part}.jsonl"])
    ]
    assert len(set(ids)) == len(ids) == 20
    assert [len(rows(one[f"{part}.jsonl"])) for part in ("train", "dev", "test")] == [
        16,
        2,
        2,
    ]
    assert one["train.jsonl"] != (Path("other") / "train.jsonl").read_bytes()


@pytest.mark.usefixtures("twenty")
def test_columns_are_those_of_the_labels_that_are_asked_for(run: Callable) -> None:
    asked = run("export", "-f", "conll", "--label", "quote", "--label", "claim")
    assert asked.out.startswith("# global.columns = FORM claim quote\n")
    every = run("export", "-f", "conll")
    assert every.out.startswith("# global.columns = FORM claim quote number denial\n")
    words = [line.split("\t") for line in asked.out.splitlines() if "\t" in line]
    assert {len(cells) for cells in words} == {3}
    assert ["Story", "B-claim", "O"] in words


@pytest.mark.usefixtures("twenty")
def test_a_manifest_counts_and_hashes_what_was_written(run: Callable) -> None:
    words = ("--split", "train=.5,test=.5", "--seed", "3")
    assert run("export", "-o", "out", *words).code == 0
    found = contents(Path("out"))
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["schema"] == "annotate-manifest/1"
    assert (manifest["format"], manifest["offset_unit"]) == ("jsonl", "codepoint")
    assert (manifest["seed"], manifest["group_by"]) == (3, "article")
    assert manifest["parts"]["train"] == {
        "layers": 10, "articles": 10, "spans": 10, "rejected": 0, "links": 0,
        "labels": {"claim": 10},
    }  # fmt: skip
    lines = ""
    for name, data in found.items():
        digest = hashlib.sha256(data).hexdigest()
        assert manifest["files"][name] == {"bytes": len(data), "sha256": digest}
        lines += f"{digest}  {name}\n"
    assert manifest["sha256"] == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.usefixtures("twenty")
def test_a_manifest_stands_beside_a_file_or_where_it_is_wanted(run: Callable) -> None:
    assert run("export", "-o", "x.jsonl").code == 0
    beside = json.loads(Path("x.jsonl.manifest.json").read_text("utf-8"))
    assert beside["parts"]["all"]["spans"] == 20
    assert run("export", "-o", "y.jsonl", "--manifest", "-").code == 0
    assert not Path("y.jsonl.manifest.json").exists()
    assert run("export", "--manifest", "m.json").code == 0
    assert json.loads(Path("m.json").read_text("utf-8")) == beside
    assert run("export", "-o", "z.jsonl", "--manifest", "./z.jsonl").code == 2
    assert not Path("z.jsonl").exists()


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("words", [(), ("--split", "train=.6,test=.4")])
def test_a_manifest_counts_what_the_files_hold(
    run: Callable, words: tuple[str, ...]
) -> None:
    done = run("export", "-f", "conll", "-o", "x", "--align", "strict", *words)
    manifest = json.loads(
        Path("x/manifest.json" if words else "x.manifest.json").read_text("utf-8")
    )
    held = 0
    for part, counts in manifest["parts"].items():
        text = Path(f"x/{part}.conll" if words else "x").read_text("utf-8")
        tags = Counter(re.findall(r"\tB-(\w+)", text))
        assert counts["labels"] == dict(sorted(tags.items()))
        assert counts["spans"] == tags.total()
        held += tags.total()
    assert 0 < held < 418
    assert f"with {held} of 418 annotations.\n" in done.err


@pytest.mark.usefixtures("twenty")
def test_a_manifest_that_cannot_be_written_leaves_the_folder_as_it_was(
    run: Callable, folder: Path
) -> None:
    words = ("export", "-o", "out", "--split", "train=.5,test=.5")
    assert run(*words).code == 0
    before = contents(folder / "out")
    (folder / "taken").mkdir()
    assert run(*words, "--seed", "9", "--manifest", "taken").code == 1
    assert contents(folder / "out") == before
    assert run(*words, "--manifest", "out/about/m.json").code == 0
    assert set(contents(folder / "out")) == {
        "about/m.json", "test.jsonl", "train.jsonl",
    }  # fmt: skip


@pytest.mark.usefixtures("twenty")
def test_people_can_be_left_unnamed(run: Callable) -> None:
    found = rows(run("export", "--anonymise").out.encode())
    names = {row["annotator"] for row in found}
    assert names == {"a1", "a2"}
    assert rows(run("export", "--anonymise").out.encode()) == found
    other = {
        tuple(row["annotator"] for row in rows(
            run("export", "--anonymise", "--seed", str(seed)).out.encode()
        ))
        for seed in range(6)
    }  # fmt: skip
    assert len(other) == 2


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize(
    ("split", "says"),
    [
        ("train", "no PART=SHARE"),
        ("train=.5", "adds up to 0.5"),
        ("train=.5,train=.5", "names train twice"),
        ("train=x,test=.5", "no number"),
        ("train=0,test=1", "not a share"),
        ("../up=.5,test=.5", "no plain name"),
        ("train=nan,test=1", "not a share"),
    ],
)
def test_a_split_that_says_nothing_is_refused(
    run: Callable, split: str, says: str
) -> None:
    done = run("export", "-o", "out", "--split", split)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not Path("out").exists()


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--seed", "0"), "--split and the names by --anonymise"),
        (("--group-by", "story"), "there is no --split"),
        (("--group-by", "article", "--anonymise"), "there is no --split"),
        (("--align", "split"), "jsonl has none; choose"),
        (("-f", "csv", "--align", "strict"), "-f (conll, prodigy, spacy)"),
    ],
)
def test_a_choice_that_would_change_nothing_is_refused(
    run: Callable, folder: Path, words: tuple[str, ...], says: str
) -> None:
    (folder / "x").write_text("mine")
    done = run("export", "-o", "x", *words)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    (option,) = {"--seed", "--group-by", "--align"} & set(words)
    assert done.err.endswith(f"or leave {option} out.\n")
    assert (folder / "x").read_text() == "mine"


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize("name", ["conll", "prodigy"])
def test_formats_of_tokens_take_an_alignment(run: Callable, name: str) -> None:
    done = run("export", "-f", name, "--align", "expand")
    assert done.code == 0, done.err
    assert done.out


@pytest.mark.usefixtures("twenty")
def test_a_split_needs_a_folder(run: Callable) -> None:
    done = run("export", "--split", "train=.5,test=.5")
    assert done.code == 2
    assert "-o FOLDER" in done.err


@pytest.mark.usefixtures("twenty")
def test_fewer_groups_than_parts_leave_parts_empty_and_say_so(
    run: Callable, folder: Path
) -> None:
    one = json.loads(run("export").out.splitlines()[0])["id"]
    words = ("--split", "train=.5,test=.5", "--article", one)
    done = run("export", "-o", "out", *words)
    assert done.code == 0
    assert "test: empty" in done.err
    assert (folder / "out" / "train.jsonl").read_text()
    manifest = json.loads((folder / "out" / "manifest.json").read_text())
    assert manifest["parts"]["test"]["layers"] == 0


@pytest.mark.usefixtures("twenty")
def test_a_folder_of_other_files_is_not_replaced(run: Callable, folder: Path) -> None:
    words = ("export", "-o", "out", "--split", "train=.5,test=.5")
    (folder / "out").mkdir()
    assert run(*words).code == 0
    (folder / "out" / ".git").mkdir()
    (folder / "out" / ".git" / "HEAD").write_text("mine")
    before = contents(folder / "out")
    done = run(*words)
    assert done.code == 1
    assert "out holds .git/HEAD, which is no file of the export" in done.err
    assert contents(folder / "out") == before
    (folder / "out" / ".git" / "HEAD").unlink()
    assert run("export", "-o", "out", "--split", "a=.5,b=.5").code == 0
    assert set(contents(folder / "out")) == {"a.jsonl", "b.jsonl", "manifest.json"}
    assert run(*words).code == 0
    (folder / "mine").mkdir()
    (folder / "mine" / "novel.txt").write_text("chapter one")
    done = run("export", "-o", "mine", "--split", "train=.5,test=.5")
    assert done.code == 1
    assert "holds files but no manifest.json" in done.err
    assert contents(folder / "mine") == {"novel.txt": b"chapter one"}
    (folder / "mine" / "manifest.json").write_text('{"name": "an extension"}')
    assert run("export", "-o", "mine", "--split", "train=.5,test=.5").code == 1
    assert len(contents(folder / "mine")) == 2
    (folder / "file").write_text("x")
    done = run("export", "-o", "file", "--split", "train=.5,test=.5")
    assert done.code == 1
    assert "is a file" in done.err
    assert sorted(each.name for each in folder.iterdir()) == [
        "annotations.db", "file", "in.jsonl", "mine", "out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("-f", "jsonl", "-o", "annotations.db"),
        ("-f", "csv", "-o", "link.db"),
        ("-o", "x.jsonl", "--manifest", "annotations.db"),
    ],
)
def test_no_export_takes_the_place_of_a_database(
    run: Callable, folder: Path, twenty: Path, words: tuple[str, ...]
) -> None:
    (folder / "link.db").symlink_to(twenty)
    before = twenty.read_bytes()
    done = run("export", *words)
    assert done.code == 1
    assert "it is a database" in done.err
    assert twenty.read_bytes() == before
    assert not (folder / "x.jsonl").exists()


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize("name", ["x.json", "x.ann", "x.tsv", "x.xmi"])
def test_what_is_called_like_a_file_becomes_no_folder(
    run: Callable, folder: Path, name: str
) -> None:
    done = run("export", "-o", name)
    assert (done.code, "-o FOLDER" in done.err) == (2, True)
    assert not (folder / name).exists()


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize("name", ["x.xlsx", "x.jsonl.gz", "x.txt", "annotations.db"])
def test_an_ending_of_no_format_is_refused_unless_the_format_is_named(
    run: Callable, folder: Path, name: str
) -> None:
    before = contents(folder)
    done = run("export", "-o", name)
    assert (done.code, done.out) == (2, "")
    ending = Path(name).suffix
    assert f"No format is written as {ending}, the ending of {name}" in done.err
    assert "end it in .jsonl, .conll, .csv" in done.err
    assert "-f (jsonl, brat, cas" in done.err
    assert contents(folder) == before
    if not (folder / name).exists():
        assert run("export", "-o", name, "-f", "jsonl").code == 0
        assert (folder / name).read_bytes() == run("export").out.encode()


@pytest.mark.usefixtures("twenty")
def test_a_name_without_an_ending_and_a_folder_of_parts_hold_json_lines(
    run: Callable, folder: Path
) -> None:
    assert run("export", "-o", "all").code == 0
    assert (folder / "all").read_bytes() == run("export").out.encode()
    assert run("export", "-o", "v1.2", "--split", "train=.5,test=.5").code == 0
    assert (folder / "v1.2" / "train.jsonl").read_bytes()


@pytest.mark.usefixtures("twenty")
def test_a_failed_export_leaves_the_folder_as_it_was(
    run: Callable, folder: Path
) -> None:
    words = ("export", "-o", "out", "--split", "train=.5,test=.5")
    assert run(*words).code == 0
    before = contents(folder / "out")
    with closing(sqlite3.connect(folder / "annotations.db")) as raw, raw:
        raw.execute("UPDATE annotation SET quote = 'x' WHERE rowid = 20")
    done = run(*words)
    assert done.code == 1
    assert "annotate check" in done.err
    assert contents(folder / "out") == before
    assert not [each for each in folder.iterdir() if each.name.startswith(".out")]
