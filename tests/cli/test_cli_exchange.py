from __future__ import annotations

import json
import os
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from annotate.formats import NAMES
from annotate.formats.jsonl import dump
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    Article,
    Layer,
    Span,
    article_id,
)
from annotate.text.clean import clean, guess_title
from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXAMPLE = SEEDS / "example.jsonl"
TEXT = "The mayor said no."


def row(**fields: object) -> str:
    return json.dumps({"text": TEXT, "annotator": "bob", **fields}) + "\n"


def span(start: int = 4, end: int = 9, label: str = "claim", **more: object) -> dict:
    return {"start": start, "end": end, "label": label, "text": TEXT[start:end], **more}


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("example")
def test_the_example_goes_in_and_comes_out_the_same(
    run: Callable, folder: Path
) -> None:
    first = run("export").out
    assert first.encode() == EXAMPLE.read_bytes()
    (folder / "all.jsonl").write_text(first)
    assert run("import", "all.jsonl", "--db", "new.db").code == 0
    assert run("export", "--db", "new.db").out == first


HOSTILE = st.text(
    st.one_of(
        st.sampled_from('ab .\n\x1b\x7f\x9b\u2028\u202e\u200d👩🏽e\u0301中عไ"\\'),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=20,
)


@given(st.lists(HOSTILE, min_size=1, max_size=3), st.data())
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_hostile_layers_go_through_a_database_unchanged(
    run: Callable,
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    data: st.DataObject,
) -> None:
    place = tmp_path_factory.mktemp("through")
    layers = []
    for number, raw in enumerate(dict.fromkeys(clean("x" + text) for text in texts)):
        of = Article(article_id(raw), guess_title(raw), raw)
        start = data.draw(st.integers(0, len(raw) - 1))
        stretch = Span(start, data.draw(st.integers(start + 1, len(raw))))
        rev = pack(1_767_603_600_000, number)
        note = clean(data.draw(HOSTILE))
        annotation = Annotation(
            rev, rev, None, of.id, stretch, of.quote(stretch), "quote", "bob", note=note
        )
        layers += [Layer(of, Annotator("bob"), annotations=(annotation,))]
    text = "".join(dump(layer) + "\n" for layer in layers)
    (place / "in.jsonl").write_text(text, "utf-8")
    db = place / "x.db"
    assert run("import", place / "in.jsonl", "--db", db).code == 0
    assert run("export", "--db", db, "-o", place / "out.jsonl").code == 0
    assert (place / "out.jsonl").read_text("utf-8") == text


def test_importing_twice_changes_nothing(run: Callable, folder: Path) -> None:
    (folder / "b.jsonl").write_text(
        row(spans=[span(), span(10, 17, "denial")], rejected=[span(0, 3)])
    )
    assert run("import", "b.jsonl").code == 0
    first, data = run("export").out, (folder / "annotations.db").read_bytes()
    done = run("import", "b.jsonl", "b.jsonl")
    assert done.code == 0
    assert "0 annotations" in done.err
    assert run("export").out == first
    assert (folder / "annotations.db").read_bytes() == data


def test_import_reads_stdin(run: Callable) -> None:
    assert run("import", "-", stdin=row(spans=[span()]).encode()).code == 0
    assert rows(run("export").out)[0]["spans"][0]["text"] == "mayor"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (row(spans=[span(text="major")]), "b.jsonl line 2, spans[0].text: is 'major'"),
        (row(spans=[span(end=99)]), "b.jsonl line 2, spans[0].end"),
        (row(schema="annotate/9"), "b.jsonl line 2, schema"),
        (row(spans=[span()])[:-9], "b.jsonl line 2: breaks off"),
        (row(annotator="") + "{", "b.jsonl line 3: breaks off"),
        (row() + "{]\n", "line 3: is not JSON (Expecting property name"),
        (row()[:20], "string starting at column 10); fetch the whole file."),
        ("[1]", "b.jsonl line 2: is no JSON object."),
        (row(spans=[span(label="fact")]), "'fact' (b.jsonl line 2, spans[0].label)"),
        (row(links=[{"kind": "is", "source": pack(1, 1), "target": pack(1, 2)}]),
         "no kind of link is"),
        (row(spans=[span(id=pack(2**47, 1))]), "future"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_new", [True, False])
def test_a_wrong_file_changes_nothing(
    run: Callable, folder: Path, text: str, says: str, *, is_new: bool
) -> None:
    (folder / "a.txt").write_text("Some text.")
    (folder / "good.jsonl").write_text(row(annotator="carol", spans=[span()]))
    (folder / "b.jsonl").write_text(row(annotator="ann", spans=[span()]) + text)
    db = folder / "annotations.db"
    if not is_new:
        run("add", "a.txt")
    before = None if is_new else db.read_bytes()
    done = run("import", "good.jsonl", "b.jsonl")
    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert "line 1" not in done.err
    assert len(done.err.splitlines()) == 1
    if before is not None:
        assert db.read_bytes() == before
    elif db.exists():
        assert json.loads(run("articles", "--json").out) == []


def test_missing_and_unreadable_imports_are_told(run: Callable, folder: Path) -> None:
    assert "does not exist" in run("import", "none.jsonl").err
    assert "looks like no format" in run("import", ".").err
    assert "no format 'brot'" in run("import", "-f", "brot", "x.ann").err
    assert run("import", "-f", "brot", "x.ann").code == 2
    assert run("import", "x", "--map", "nothing").code == 2
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("story.docx", b"PK\x03\x04\x14\0\x06\0\n\xff\n\xfe\n", "(a Word document)"),
        ("story.bin", b"PK\x03\x04\x14\0\x06\0\n\xff\n\xfe\n", "(a zip archive)"),
        ("story.jsonl", b"%PDF-1.7\n%\xe2\xe3\n\xff\n", "(a PDF)"),
        ("x.db", b"SQLite format 3\0\n\xff\n\xff", "(an SQLite database)"),
        ("x", b"\n\x01\x02\xff\n\xff\n", "is a binary file;"),
        ("x", b"\n\x01\x02\x03\n", "is a binary file;"),
    ],
)
@pytest.mark.parametrize("command", ["import", "add"])
def test_a_binary_file_is_told_once(
    run: Callable, folder: Path, command: str, name: str, data: bytes, says: str
) -> None:
    (folder / name).write_bytes(data)
    done = run(command, name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"annotate: {name} is a binary file")
    assert says in done.err
    assert ("unpack it" if "zip" in says else "`annotate formats`") in done.err
    assert "iconv" not in done.err
    assert len(done.err.splitlines()) == 1
    assert [each.name for each in folder.iterdir()] == [name]


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "caf\xe9"}\n' * 3,
        '{"text": "one"}\n{"text": "two"}\n'.encode("utf-16"),
    ],
)
def test_another_encoding_is_told_once(
    run: Callable, folder: Path, data: bytes
) -> None:
    (folder / "b.jsonl").write_bytes(data)
    done = run("import", "b.jsonl")
    assert (done.code, done.err.count("iconv")) == (1, 1)
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_lines_is_told(run: Callable, folder: Path, data: bytes) -> None:
    (folder / "b.jsonl").write_bytes(data)
    done = run("import", "gone.jsonl", "b.jsonl", "-", stdin=data)
    assert done.code == 1
    assert [line.split(";")[0] for line in done.err.splitlines()] == [
        "annotate: gone.jsonl does not exist",
        "annotate: b.jsonl holds nothing of the format jsonl",
        "annotate: stdin holds nothing of the format jsonl",
    ]
    assert [each.name for each in folder.iterdir()] == ["b.jsonl"]


def test_many_problems_are_cut_short_on_a_terminal(
    run: Callable, shell: Callable, folder: Path
) -> None:
    (folder / "b.jsonl").write_text("".join(row(status="x") for _ in range(30)))
    assert len(run("import", "b.jsonl").err.splitlines()) == 30
    reading, writing = os.openpty()
    shell("import", "b.jsonl", capture_output=False, stderr=writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as terminal:
        lines = terminal.read(1 << 16).splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith(
        "… and 10 more; write stderr to a file to see them.".encode()
    )


def test_labels_can_be_mapped_or_taken_in(run: Callable, folder: Path) -> None:
    (folder / "b.jsonl").write_text(row(spans=[span(label="fact"), span(0, 3, "who")]))
    done = run("import", "b.jsonl", "--map", "fact=claim")
    assert done.code == 1
    assert "--map who=LABEL" in done.err
    assert "--add-labels" in done.err
    done = run("import", "b.jsonl", "--map", "fact=claim", "--add-labels")
    assert done.code == 0
    assert {each["label"] for each in rows(run("export").out)[0]["spans"]} == {
        "claim",
        "who",
    }
    assert [line.split()[-1] for line in run("labels").out.splitlines()][-1] == "who"
    assert run("check").code == 0


def test_each_label_that_is_not_there_is_told_with_its_first_place(
    run: Callable, folder: Path
) -> None:
    (folder / "a.jsonl").write_text(
        row(spans=[span(), span(0, 3, "who")])
        + row(annotator="eve", spans=[span(0, 3, "who"), span(10, 14, "what")])
    )
    assert run("import", "a.jsonl", "--add-labels").code == 0
    (folder / "b.jsonl").write_text(run("export").out)
    (folder / "c.jsonl").write_text(
        row(annotator="ann", spans=[span(), span(0, 3, "x"), span(4, 9, "where")])
    )
    words = ("b.jsonl", "c.jsonl", "--map", "x=claim", "--db", "new.db")
    done = run("import", *words)
    assert done.code == 1
    assert (
        "no label 'who' (b.jsonl line 1, spans[0].label), 'what' (b.jsonl line 2, "
        "spans[1].label), 'where' (c.jsonl line 1, spans[2].label); it has claim, "
    ) in done.err
    assert not (folder / "new.db").exists()


def test_annotator_and_kind_can_be_given(run: Callable, folder: Path) -> None:
    (folder / "b.jsonl").write_text(row(annotator="", spans=[span()]))
    assert "--annotator" in run("import", "b.jsonl").err
    words = ["import", "b.jsonl", "--annotator", "tagger", "--kind", "model"]
    assert run(*words).code == 0
    assert rows(run("export").out)[0]["annotator"] == ""
    (found,) = rows(run("export", "--annotator", "tagger").out)
    assert (found["annotator"], found["kind"]) == ("tagger", "model")
    assert run("import", "b.jsonl", "--annotator", "a\nb").code == 2
    assert "'taggr' is new" in run("import", "b.jsonl", "--annotator", "taggr").err


def test_what_a_model_said_does_not_become_a_persons_work(
    run: Callable, folder: Path
) -> None:
    (folder / "b.jsonl").write_text(row(annotator="bob", spans=[span()]))
    assert run("import", "b.jsonl").code == 0
    before = run("export").out
    (folder / "m.jsonl").write_text(row(annotator="", spans=[span(0, 3, "quote")]))
    done = run("import", "m.jsonl", "--annotator", "bob", "--kind", "model")
    assert done.code == 1
    assert "'bob' is a human and no model; give what comes another name" in done.err
    assert run("export").out == before
    words = ("import", "m.jsonl", "--annotator", "tagger", "--kind", "model")
    for came in ("1 annotation,", "0 annotations,"):
        assert came in run(*words).err
    done = run("import", "m.jsonl", "--annotator", "tagger", "--kind", "human")
    assert (done.code, "'tagger' is a model and no human" in done.err) == (1, True)


@pytest.mark.usefixtures("example")
def test_a_file_can_come_in_as_another_persons_work(run: Callable) -> None:
    before = run("export").out
    assert run("import", EXAMPLE, "--annotator", "carol").code == 0
    theirs, copied = (
        rows(run("export", "--annotator", name).out) for name in ("example", "carol")
    )
    assert "".join(json.dumps(each) for each in theirs) == "".join(
        json.dumps(each) for each in rows(before)
    )
    for one, other in zip(theirs, copied, strict=True):
        assert len(one["links"]) == len(other["links"])
        assert [each["text"] for each in one["spans"]] == [
            each["text"] for each in other["spans"]
        ]
        assert not {each["id"] for each in one["spans"]} & {
            each["id"] for each in other["spans"]
        }


def test_a_label_that_the_map_leads_to_must_be_there(
    run: Callable, folder: Path
) -> None:
    (folder / "b.jsonl").write_text(row(spans=[span(label="fact")]))
    done = run("import", "b.jsonl", "--map", "fact=clame")
    assert done.code == 1
    assert "--map fact=clame leads to no label of the database" in done.err
    words = ("--map", "fact=clame", "--add-labels")
    assert run("import", "b.jsonl", *words).code == 0


def test_an_id_of_somebody_elses_is_told_with_its_line(
    run: Callable, folder: Path
) -> None:
    (folder / "b.jsonl").write_text(row(spans=[span()]))
    assert run("import", "b.jsonl").code == 0
    taken = rows(run("export").out)[0]["spans"][0]
    other = row(text="Another text.") + row(annotator="eve", spans=[taken])
    (folder / "c.jsonl").write_text(other)
    done = run("import", "c.jsonl")
    assert done.code == 1
    assert done.err.startswith(f"annotate: c.jsonl line 2, id: The id {taken['id']}")


def test_every_span_that_cannot_be_placed_is_listed(
    run: Callable, folder: Path
) -> None:
    (folder / "a.jsonl").write_text(row(spans=[]))
    assert run("import", "a.jsonl").code == 0
    spans = [{"start": at, "end": at + 12, "label": "claim"} for at in range(50)]
    other = row(
        id=article_id(TEXT), text="Not a word of what it said. " * 4, spans=spans
    )
    (folder / "b.jsonl").write_text(other)
    done = run("import", "b.jsonl")
    assert done.code == 1
    assert done.err.count(f"is not in article {article_id(TEXT)[:8]}") == 50


def test_spans_that_cannot_be_placed_can_be_left_out_with_links_of_earlier_lines(
    run: Callable, folder: Path
) -> None:
    (folder / "a.jsonl").write_text(row(spans=[]))
    assert run("import", "a.jsonl").code == 0
    first, second, gone = (pack(1_767_603_600_000, number) for number in range(3))
    far = "Another text."
    (folder / "b.jsonl").write_text(
        row(
            text=far,
            spans=[{"id": first, "start": 0, "end": 7, "label": "claim"}],
            links=[
                {"kind": "confirms", "source": first, "target": gone},
                {"kind": "confirms", "source": first, "target": second},
            ],
        )
        + row(
            id=article_id(TEXT),
            text="Now: The mayor said nothing.",
            spans=[
                {"id": second, "start": 9, "end": 14, "label": "claim"},
                {"id": gone, "start": 15, "end": 27, "label": "claim"},
            ],
        )
    )
    done = run("import", "b.jsonl")
    assert done.code == 1
    (told,) = done.err.splitlines()
    assert told.startswith("annotate: b.jsonl line 2, spans[1].text: 'said nothing'")
    assert "--leave-out-unplaced" in told
    assert len(rows(run("export").out)) == 1

    for name in ("bob", "eve"):
        done = run("import", "b.jsonl", "--leave-out-unplaced", "--annotator", name)
        assert done.code == 0, done.err
        assert [each.split(": ")[1] for each in done.err.splitlines()[1:4]] == [
            "b.jsonl line 2, spans[1].text",
            "b.jsonl line 1, links[0]",
            "1 span that could not be placed and 1 link of theirs were left out.",
        ]
        held = rows(run("export", "--annotator", name).out)
        ids = {each["text"]: each["id"] for line in held for each in line["spans"]}
        assert ids.keys() == {"Another", "mayor"}
        (link,) = (each for line in held for each in line["links"])
        assert (link["source"], link["target"]) == (ids["Another"], ids["mayor"])
    again = run("import", "b.jsonl", "--leave-out-unplaced")
    assert "0 annotations, 0 links and 0 articles came in, 0 changed" in again.err


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("name", ["jsonl", "prodigy", "conll", "w3c"])
def test_the_format_of_stdin_is_told_by_its_first_bytes(
    run: Callable, shell: Callable, folder: Path, name: str
) -> None:
    assert run("export", "-f", name, "-o", "x").code == 0
    done = shell("import", "-", stdin=None, input=(folder / "x").read_bytes())
    assert done.returncode == 0, done.stderr
    assert b"0 annotations, 0 links and 0 articles came in, 0 changed" in done.stderr


def test_crlf_texts_are_cleaned_and_their_offsets_mapped(
    run: Callable, folder: Path
) -> None:
    found = {"start": 8, "end": 11, "label": "claim", "text": "two"}
    line = {"text": "one\r\n\r\n\ttwo", "annotator": "bob", "spans": [found]}
    (folder / "b.jsonl").write_text(json.dumps(line))
    assert run("import", "b.jsonl").code == 0
    (back,) = rows(run("export").out)
    assert back["text"] == "one\n\n\ttwo"
    assert (back["spans"][0]["start"], back["spans"][0]["end"]) == (6, 9)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ([], {("bob", "todo"), ("gold", "done"), ("carol", "done")}),
        (["--annotator", "bob", "--annotator", "carol"],
         {("bob", "todo"), ("carol", "done")}),
        (["--status", "done"], {("gold", "done"), ("carol", "done")}),
        (["--layer", "gold"], {("gold", "done")}),
        (["--layer", "annotators"], {("bob", "todo"), ("carol", "done")}),
        (["--layer", "annotators", "--status", "done"], {("carol", "done")}),
        (["--article", article_id(TEXT)[:7]],
         {("bob", "todo"), ("gold", "done"), ("carol", "done")}),
        (["--annotator", "tagger"], {("tagger", "todo")}),
        (["--annotator", "tagger", "--layer", "gold"], set()),
        (["--annotator", "gold", "--annotator", "bob", "--layer", "annotators"],
         {("bob", "todo")}),
    ],
)  # fmt: skip
def test_an_export_can_be_narrowed_down(
    run: Callable, folder: Path, words: list[str], kept: set[tuple[str, str]]
) -> None:
    (folder / "b.jsonl").write_text(
        row(spans=[span(), span(0, 3, "quote")])
        + row(annotator="carol", status="done")
        + row(annotator="gold", kind="gold", status="done", spans=[span()])
        + row(annotator="tagger", kind="model", spans=[span()])
    )
    assert run("import", "b.jsonl").code == 0
    found = rows(run("export", *words).out)
    assert {(each["annotator"], each["status"]) for each in found} == kept
    assert len(found) == len(kept)
    narrowed = rows(run("export", *words, "--label", "quote").out)
    assert {span["label"] for each in narrowed for span in each["spans"]} <= {"quote"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--annotator", "nobody"], "nobody"),
        (["--label", "fact"], "no label 'fact'; it has claim, quote, number, denial."),
        (["--article", "000000"], "000000"),
        (["-f", "brot"], "known are jsonl"),
        (["-o", "no/such/x.jsonl"], "Cannot write no/such/x.jsonl"),
        (["-o", "."], "is a folder"),
    ],
)
@pytest.mark.usefixtures("example")
def test_an_export_of_nothing_there_is_an_error(
    run: Callable, words: list[str], says: str
) -> None:
    done = run("export", *words)
    assert done.code in {1, 2}
    assert done.out == ""
    assert says in done.err


def test_a_failed_export_leaves_the_file_as_it_was(
    run: Callable, example: Path, folder: Path
) -> None:
    target = folder / "out.jsonl"
    target.write_text("precious")
    # A quote that is not the text at its span stops the export at the last article.
    connection = sqlite3.connect(example)
    connection.execute(
        "UPDATE annotation SET quote = '' "
        "WHERE rowid = (SELECT max(rowid) FROM annotation)"
    )
    connection.commit()
    connection.close()
    before = sorted(each.name for each in folder.iterdir())
    for bad in (["--annotator", "nobody"], []):
        assert run("export", "-o", "out.jsonl", *bad).code == 1
        assert target.read_text() == "precious"
    assert sorted(each.name for each in folder.iterdir()) == before


@pytest.mark.usefixtures("example")
def test_an_export_replaces_a_file_and_keeps_its_mode_and_link(
    run: Callable, folder: Path
) -> None:
    (folder / "d").mkdir()
    real, link = folder / "d" / "real.jsonl", folder / "out.jsonl"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run("export", "-o", "out.jsonl").code == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.usefixtures("folder")
def test_an_export_to_a_file_says_what_it_wrote(run: Callable) -> None:
    rows_in = row(spans=[span(), span(0, 3)]) + row(annotator="carol", spans=[span()])
    assert run("import", "-", stdin=rows_in.encode()).code == 0
    done = run("export", "-o", "x.jsonl")
    assert done.err == "annotate: x.jsonl holds 2 lines with 3 annotations.\n"
    done = run("export", "-o", "x.jsonl", "--annotator", "carol")
    assert done.err == "annotate: x.jsonl holds 1 line with 1 annotation.\n"
    assert run("export").err == ""


@pytest.mark.usefixtures("example")
def test_an_export_goes_to_a_device(run: Callable) -> None:
    assert run("export", "-o", "/dev/null").code == 0


@pytest.mark.usefixtures("example")
def test_stdout_is_data_and_stderr_is_words(shell: Callable) -> None:
    done = shell("export")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == EXAMPLE.read_bytes()
    done = shell("export", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.stdout == EXAMPLE.read_bytes()
    done = shell("nosuchfile.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    done = shell("articles", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", [["export"], ["articles"], ["export", "-o", "-"]])
@pytest.mark.usefixtures("example")
def test_a_reader_that_leaves_early_is_no_error(
    shell: Callable, words: list[str]
) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = shell(*words, capture_output=False, stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "words", [["export"], ["articles"], ["export", "-o", "/dev/full"]]
)
@pytest.mark.usefixtures("example")
def test_a_full_disk_is_told(shell: Callable, words: list[str]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = shell(*words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert b"Cannot write" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_formats_are_listed(run: Callable) -> None:
    lines = run("formats").out.splitlines()
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert "export, import" in lines[0]


def test_an_import_brings_an_older_database_up_to_date(
    run: Callable, example: Path, folder: Path
) -> None:
    (folder / "a.txt").write_text("Some words.")
    with closing(sqlite3.connect(example)) as connection, connection:
        connection.execute("DROP TABLE setting")
        connection.execute(
            "DELETE FROM _sqlite_migrations WHERE name = 'm002_settings'"
        )
    done = run("import", "a.txt")
    assert done.code == 0, done.err
    assert len(json.loads(run("articles", "--json").out)) == 6


def test_a_sentence_about_a_file_ends_once(run: Callable, folder: Path) -> None:
    row = '{"schema": "annotate/1", "text": "One.", "annotator": "b\\u001bob"}'
    (folder / "a.jsonl").write_text(row)
    done = run("import", "a.jsonl")
    assert done.code == 1
    assert "control character U+001B; take a name without it.\n" in done.err


@pytest.mark.parametrize(
    ("name", "head"), [("a.json", b"PK\x03\x04"), ("a.xmi.gz", b"\x1f\x8b")]
)
def test_an_archive_is_never_opened_and_the_remedy_told(
    run: Callable, folder: Path, name: str, head: bytes
) -> None:
    (folder / name).write_bytes(head + bytes(200))
    for command in ("import", "add"):
        done = run(command, name)
        assert done.code == 1
        assert done.err.endswith("; unpack it first.\n")
    assert not (folder / "annotations.db").exists()


def test_a_label_that_the_scheme_lacks_is_told_with_the_file(
    run: Callable, folder: Path
) -> None:
    (folder / "a.conll").write_text("Anna\tB-person\n")
    done = run("import", "--annotator", "bob", "a.conll")
    assert done.code == 1
    assert "no label 'person' (a.conll line 1, label); it has claim," in done.err
    assert not (folder / "annotations.db").exists()
