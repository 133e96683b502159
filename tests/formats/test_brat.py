from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_cases import MS, Articles, article, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings
from written import read_back, row, told, write_into

from annotate.formats import brat, for_path, load
from annotate.formats.brat_names import BratNames, annotation_conf, visual_conf
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Attribute,
    Label,
    Layer,
    Link,
    LinkKind,
    Scheme,
    Span,
    Status,
)
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.formats.importing import Importing

LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TEXT = "The mayor said no.\nShe left “early”, he said, “and alone”.\n"


def ann_of(folder: Path) -> str:
    (file,) = folder.rglob("*.ann")
    return file.read_bytes().decode()


def files(
    folder: Path, ann: str, text: str | bytes = TEXT, name: str = "ada/d"
) -> Path:
    path = folder / f"{name}.ann"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ann.encode())
    data = text.encode() if isinstance(text, str) else text
    path.with_suffix(".txt").write_bytes(data)
    return folder


def read(folder: Path, **said: object) -> tuple[tuple[Layer, ...], Importing]:
    return read_back(folder, load("brat"), **said)


def spans_of(layer: Layer) -> list[tuple[int, int, str]]:
    return [(row.span.start, row.span.end, row.label) for row in layer.annotations]


def test_a_layer_is_written_as_brat_writes_it(tmp_path: Path) -> None:
    of = article(TEXT, source="a.txt")
    rows = (
        row(
            of,
            0,
            17,
            1,
            attributes='{"speaker":"Kim","status":"hedged"}',
            note="so\nso",
        ),
        row(of, 4, 9, 2, label="number", score=0.5, origin="rule"),
    )
    rev = pack(MS, 9)
    far = pack(MS, 8)
    links = (
        Link(rev, rev, None, "ada", "denies", rows[1].id, rows[0].id),
        Link(far, far, None, "ada", "repeats", rows[0].id, pack(MS, 77)),
    )
    layer = Layer(of, Annotator("ada"), annotations=rows, links=links)
    assert write_into(tmp_path, load("brat"), [layer]) == {}
    one, two = rows
    assert ann_of(tmp_path) == (
        "T1\tclaim 0 17\tThe mayor said no\n"
        "A1\tstatus T1 hedged\n"
        "#1\tAnnotatorNotes T1\tso so\n"
        f'#2\tannotate T1\t{{"id":"{one.id}","note":"so\\nso",'
        '"attributes":{"speaker":"Kim"},'
        f'"links":[{{"id":"{far}","kind":"repeats","target":"{pack(MS, 77)}"}}]}}\n'
        "T2\tnumber 4 9\tmayor\n"
        f'#3\tannotate T2\t{{"id":"{two.id}","origin":"rule","score":0.5}}\n'
        "R1\tdenies Arg1:T2 Arg2:T1\n"
        f'#4\tannotate R1\t{{"id":"{rev}"}}\n'
    )
    assert {each.name for each in tmp_path.iterdir()} == {
        "ada",
        "annotation.conf",
        "visual.conf",
    }
    found, importing = read(tmp_path, known=Articles([layer]))
    assert not importing.problems
    assert found == (replace(layer, links=tuple(sorted(links, key=lambda x: x.id))),)


@pytest.mark.parametrize(
    ("text", "start", "end", "places", "words", "lost"),
    [
        ("a\nb", 0, 3, "0 1;2 3", "a b", {}),
        ("a\n\n\nb c", 0, 5, "0 1;4 5", "a b", {}),
        ("a \n b", 0, 5, "0 2;3 5", "a   b", {}),
        ("a\u2028b\x0cc\x85d\x1ce", 0, 9, "0 1;2 3;4 5;6 7;8 9", "a b c d e", {}),
        (
            "a\n",
            0,
            2,
            "0 1",
            "a",
            {"spans cut back from line breaks at their edges": 1},
        ),
        (
            "\na",
            0,
            2,
            "1 2",
            "a",
            {"spans cut back from line breaks at their edges": 1},
        ),
        ("a\nb", 1, 2, None, "", {"spans dropped that are line breaks alone": 1}),
        ("a\tb", 0, 3, "0 3", "a\tb", {}),
        ("a b", 1, 3, "1 3", " b", {}),
        ("🙂 é", 0, 3, "0 3", "🙂 é", {}),
    ],
)
def test_a_span_over_line_breaks_is_written_in_pieces(
    tmp_path: Path,
    text: str,
    start: int,
    end: int,
    places: str | None,
    words: str,
    lost: dict[str, int],
) -> None:
    of = article(text)
    layer = Layer(of, Annotator("ada"), annotations=(row(of, start, end, 1),))
    assert write_into(tmp_path, load("brat"), [layer]) == lost
    written = ann_of(tmp_path)
    if places is None:
        assert written == ""
    else:
        assert written.split("\n")[0] == f"T1\tclaim {places}\t{words}"
        found, importing = read(tmp_path)
        assert not importing.problems
        first, last = places.split()[0], places.split()[-1]
        assert spans_of(found[0]) == [(int(first), int(last), "claim")]


def test_an_article_that_nobody_annotated_stands_at_the_top(tmp_path: Path) -> None:
    layer = Layer(article(TEXT, source="a.txt"), None)
    write_into(tmp_path, load("brat"), [layer])
    (file,) = tmp_path.glob("*.ann")
    assert file.read_bytes() == b""
    found, importing = read(tmp_path, known=Articles([layer]))
    assert (found, importing.problems) == ((layer,), [])


def test_what_a_layer_loses_is_counted(tmp_path: Path) -> None:
    of = article("a\nb c")
    rows = (row(of, 0, 1, 1), row(of, 1, 2, 2))
    rev = pack(MS, 9)
    layer = Layer(
        of,
        Annotator("m", AnnotatorKind.MODEL),
        Status.DONE,
        rows,
        (row(of, 2, 3, 3),),
        (Link(rev, rev, None, "m", "denies", rows[0].id, rows[1].id),),
    )
    assert write_into(tmp_path, load("brat"), [layer]) == {
        "annotators that come back as humans": 1,
        "links dropped with an end that the file does not hold": 1,
        "rejected suggestions dropped": 1,
        "spans dropped that are line breaks alone": 1,
        "statuses dropped": 1,
    }


def expected(layer: Layer) -> tuple[object, ...]:
    """What brat holds of a layer, by what `annotate formats` says."""
    rows = []
    places = set()
    for each in layer.annotations:
        start, end, text = each.span.start, each.span.end, layer.article.text
        while start < end and text[start] in LINE_ENDS:
            start += 1
        while end > start and text[end - 1] in LINE_ENDS:
            end -= 1
        if start < end and (start, end, each.label) not in places:
            places.add((start, end, each.label))
            rows.append(replace(each, span=Span(start, end), quote=text[start:end]))
    rows.sort(key=lambda row: (row.span.start, -row.span.end, row.label, row.id))
    kept, all_ = {row.id for row in rows}, {row.id for row in layer.annotations}
    links = tuple(
        link
        for link in layer.links
        if link.source in kept and (link.target in kept or link.target not in all_)
    )
    return layer.article, layer.annotator and layer.annotator.id, tuple(rows), links


@given(corpora())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_that_brat_holds_comes_back(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    write_into(folder, load("brat"), layers)
    for file in folder.rglob("*.ann"):
        lines = file.read_bytes().decode().splitlines()
        assert all(line.count("\t") >= 1 for line in lines)
    found, importing = read(folder, known=Articles(layers))
    assert not importing.problems
    assert {repr(expected(each)) for each in layers} == {
        repr((each.article, each.annotator.id, each.annotations, each.links))
        for each in found
        if each.annotator
    }


CONVERT = "convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"


@pytest.mark.parametrize(
    ("ann", "spans"),
    [
        ("T1\tclaim 4 9\tmayor\n", [(4, 9, "claim")]),
        ("T1\tclaim 4 9\tmayor", [(4, 9, "claim")]),
        ("T1\tclaim 4 9\tmayor\r\nT2\tquote 0 3\tThe\r\n",
         [(0, 3, "quote"), (4, 9, "claim")]),
        ("T1\tclaim 4 9\n", [(4, 9, "claim")]),
        ("T1\tPerson-Name 4 9\tmayor\n", [(4, 9, "Person-Name")]),
        ("T1\tclaim 10 22\tsaid no.\nShe\n", [(10, 22, "claim")]),
        ("T1\tclaim 10 22\tsaid no. She\n", [(10, 22, "claim")]),
        ("T1\tclaim 10 22\tsaid no.\n", [(10, 22, "claim")]),
        ("T1\tclaim 10 18;19 22\tsaid no. She\n", [(10, 22, "claim")]),
        ("T1\tclaim 10 18;19 22\tsaid no.She\n", [(10, 22, "claim")]),
        ("T1\tclaim 10 17;18 22\tsaid no \nShe\n",
         [(10, 17, "claim"), (18, 22, "claim")]),
        ("T1\tquote 28 35;46 57\t“early” “and alone”\n",
         [(28, 35, "quote"), (46, 57, "quote")]),
        ("T1\tquote 46 57;28 35\t“and alone” “early”\n",
         [(28, 35, "quote"), (46, 57, "quote")]),
        ("T1\tclaim 10 22\tsaid no.\nShe\nT2\tquote 0 3\tThe\n",
         [(0, 3, "quote"), (10, 22, "claim")]),
        ("T1\tclaim 0 3\tThe\nT2\tclaim 0 3\tThe\n", [(0, 3, "claim")]),
        ("", []),
    ],
)  # fmt: skip
def test_files_in_the_wild_are_read(
    tmp_path: Path, ann: str, spans: list[tuple[int, int, str]]
) -> None:
    found, importing = read(files(tmp_path, ann))
    assert told(importing) == []
    assert [spans_of(layer) for layer in found] == [spans]
    assert found[0].annotator == Annotator("ada")


def test_a_quotation_that_its_cue_breaks_is_told_to_be_two_spans(
    tmp_path: Path,
) -> None:
    ann = (
        "T1\tquote 28 35;46 57\t“early” “and alone”\n"
        "T2\tclaim 4 9\tmayor\nR1\tdenies Arg1:T1 Arg2:T2\n"
        "#1\tAnnotatorNotes T1\twhat I thought\nA1\tkind T1 direct\n"
    )
    found, importing = read(files(tmp_path, ann), annotator="x")
    assert "in/ada/d.ann line 1: T1 is in 2 pieces, which become as many spans" in map(
        str, importing.notes
    )
    _, first, second = found[0].annotations
    for each in (first, second):
        assert (each.note, each.attributes) == ("what I thought", '{"kind":"direct"}')
    assert first.id != second.id
    assert [link.source for link in found[0].links] == [first.id]


@pytest.mark.parametrize(
    ("text", "ann", "how"),
    [
        ("Hi.\r\nThe mayor.\r\n", "T1\tclaim 9 14\tmayor\n", None),
        ("Hi.\r\nThe mayor.\r\n", "T1\tclaim 8 13\tmayor\n", "with LF line ends"),
        ("🙂 The mayor.", "T1\tclaim 6 11\tmayor\n", None),
        ("🙂 The mayor.", "T1\tclaim 7 12\tmayor\n", "as UTF-16 units"),
        ("🙂 The mayor.", "T1\tclaim 9 14\tmayor\n", "as bytes"),
        ("\ufeffThe mayor.", "T1\tclaim 5 10\tmayor\n", None),
        ("\ufeffThe mayor.", "T1\tclaim 4 9\tmayor\n", "without its byte order mark"),
        ("\ufeff🙂🙂🙂\r\nThe mayor.", "T1\tclaim 11 16\tmayor\n",
         "with LF line ends and without its byte order mark and as UTF-16 units"),
    ],
)  # fmt: skip
def test_offsets_that_count_something_else_are_understood_and_told(
    tmp_path: Path, text: str, ann: str, how: str | None
) -> None:
    found, importing = read(files(tmp_path, ann, text))
    assert told(importing) == []
    assert [each.quote for each in found[0].annotations] == ["mayor"]
    notes = [str(each) for each in importing.notes if "offsets" in str(each)]
    if how is None:
        assert notes == []
    else:
        assert notes == [f"in/ada/d.ann: its offsets fit the text only {how}; read so"]


def test_what_brat_can_say_and_we_cannot_is_told(tmp_path: Path) -> None:
    ann = (
        "T1\tclaim 4 9\tmayor\nT2\tclaim 0 3\tThe\n"
        "E1\tSay:T1 Who:T2\nE2\tSay:T2\n"
        "N1\tReference T1 Wikipedia:42\tMayor\n"
        "*\tEquiv T1 T2\n"
        "R1\tcause Arg1:E1 Arg2:T2\nR2\tcause Arg1:T1 Arg2:T2\n"
        "R3\tdenies Arg1:T1 Arg2:T2\n"
        "A1\tNegated E1\nA2\tsure T1\nA3\tsure T1 no\nM1\tmaybe T2\n"
        "#1\tAnnotatorNotes E1\tno\n#2\tError T1\tno\n#3\tAnnotatorNotes R3\tno\n"
    )
    found, importing = read(files(tmp_path, ann), link_kinds=["denies"])
    assert told(importing) == []
    assert sorted(str(each) for each in importing.notes) == sorted(
        [
            "in/ada/d.ann line 12: T1 has sure twice; the last holds",
            "in/ada/d.ann: attributes left out: 1",
            "in/ada/d.ann: equivalences left out: 1",
            "in/ada/d.ann: normalisations left out: 1",
            "in/ada/d.ann: relations 'cause', which is no kind of link, left out: 1",
            "in/ada/d.ann: relations that are not between two spans left out: 1",
            "in/ada/d.ann: comments left out: 3",
            "in/ada/d.ann: events left out: 2",
            "in/ada/d.ann: is taken as the work of ada, whose folder it is in",
        ]
    )
    the, mayor = found[0].annotations
    assert (the.attributes, mayor.attributes) == ('{"maybe":"yes"}', '{"sure":"no"}')
    assert [link.kind for link in found[0].links] == ["denies"]


def test_what_was_changed_in_brat_wins_over_what_we_wrote(tmp_path: Path) -> None:
    of = article(TEXT, source="a.txt")
    attributes = '{"low":"1","status":"hedged"}'
    mine = row(of, 4, 9, 1, note="a\nb", attributes=attributes)
    layer = Layer(of, Annotator("ada"), annotations=(mine,))
    write_into(tmp_path, load("brat"), [layer])
    (file,) = tmp_path.rglob("*.ann")
    was = file.read_text()

    def edited(old: str, new: str) -> Annotation:
        assert old in was
        file.write_text(was.replace(old, new))
        found, importing = read(tmp_path)
        assert told(importing) == []
        return found[0].annotations[0]

    assert edited("hedged", "hedged") == mine
    assert edited("T1\tclaim", "T1\tquote") == replace(mine, label="quote")
    assert edited("Notes T1\ta b", "Notes T1\tb") == replace(mine, note="b")
    assert edited("T1 hedged", "T1 asserted").attributes == (
        '{"low":"1","status":"asserted"}'
    )
    assert edited("A1\tstatus T1 hedged\n", "").attributes == '{"low":"1"}'
    assert edited("claim 4 9\tmayor", "claim 0 9\tThe mayor").span == Span(0, 9)


def test_copied_ids_are_not_taken_twice(tmp_path: Path) -> None:
    of = article(TEXT, source="a.txt")
    layer = Layer(of, Annotator("ada"), annotations=(row(of, 4, 9, 1),))
    write_into(tmp_path, load("brat"), [layer])
    (tmp_path / "ada").rename(tmp_path / "bob")
    write_into(tmp_path, load("brat"), [layer])
    found, importing = read(tmp_path)
    assert told(importing) == []
    ada, bob = (each.annotations[0] for each in found)
    assert ada.id == layer.annotations[0].id != bob.id
    assert any("stands in in/ada/" in str(each) for each in importing.notes)


SCHEME = Scheme(
    (
        Label("hate speech", "Hate | speech", "h", "claim", "bold", "",
              (Attribute("how much", ("a lot", "a bit")), Attribute("a", ("x", "y")))),
        Label("hate_speech", "Other", "", "none", "bold", "",
              (Attribute("a", ("y", "z")),)),
        Label("---", "Rule", "", "extra-1", "bold", ""),
    ),
    (LinkKind("is a:b", "is a", ""),),
)  # fmt: skip


def test_names_that_brat_cannot_hold_come_back_as_they_were(tmp_path: Path) -> None:
    of = article(TEXT, source="a.txt")
    attributes = json.dumps({"a": "y", "how much": "a lot"}, separators=(",", ":"))
    rows = (
        row(of, 0, 9, 1, label="hate speech", attributes=attributes),
        row(of, 0, 3, 2, label="hate_speech"),
        row(of, 4, 9, 3, label="---"),
    )
    rev = pack(MS, 9)
    link = Link(rev, rev, None, "ada", "is a:b", rows[0].id, rows[1].id)
    layer = Layer(of, Annotator("ada"), annotations=rows, links=(link,))
    write_into(tmp_path, load("brat"), [layer], SCHEME)
    written = ann_of(tmp_path)
    assert "T1\thate_speech 0 9\t" in written
    assert "T2\thate_speech_2 0 3\t" in written
    assert "T3\t_--- 4 9\t" in written
    assert "\thow_much T1 a_lot\n" in written
    assert "R1\tis_a_b Arg1:T1 Arg2:T2\n" in written
    found, importing = read(tmp_path, known=Articles([layer]))
    assert told(importing) == []
    assert found == (layer,)
    assert BratNames(SCHEME).label("new label") == "new_label"


def test_the_configuration_allows_overlap_and_closed_choices() -> None:
    assert annotation_conf(SCHEME) == (
        "[entities]\nhate_speech\nhate_speech_2\n_---\n\n"
        "[relations]\nis_a_b\tArg1:<ENTITY>, Arg2:<ENTITY>\n"
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
        "[events]\n\n[attributes]\n"
        "how_much\tArg:hate_speech, Value:a_lot|a_bit\n"
        "a\tArg:hate_speech|hate_speech_2, Value:x|y|z\n"
    )
    assert "hate_speech | Hate speech\n" in visual_conf(SCHEME)
    for label in DEFAULT_SCHEME.labels:
        assert f"{label.id}\tbgColor:#" in visual_conf(DEFAULT_SCHEME)


@pytest.mark.parametrize(
    ("ann", "says"),
    [
        ("T1\tclaim 4 99\tmayor\n", "line 1, end: 99 is outside the text or inside"),
        ("T1\tclaim -1 4\tThe\n", "line 1, start: -1 is outside the text"),
        ("T1\tclaim 9 4\tmayor\n", "line 1, end: is not after the start (9-4)"),
        ("T1\tclaim 4 4\t\n", "line 1, end: is not after the start (4-4)"),
        ("T1\tclaim 3 8\tmayor\n",
         "line 1, text: is 'mayor', but the article has ' mayo' there"),
        ("T1\tclaim 3 9\tmayor\n", "line 1, text: is 'mayor', but"),
        ("T1\tclaim 4 10\tmayor\n", "line 1, text: is 'mayor', but"),
        ("T1\tclaim four 9\tmayor\n", "line 1: T1 is cut off or not as brat writes it"),
        ("T1\tclaim 4.0 9\tmayor\n", "line 1: T1 is cut off"),
        (f"T1\tclaim 4 {'9' * 5000}\tmayor\n", "line 1: T1 is cut off"),
        ("T1\tclaim 4 9\tmayor\nT2\tcla", "line 2: T2 is cut off"),
        ("T1\tclaim 4 9\tmayor\nR1\tden", "line 2: R1 is cut off"),
        ("T1\tclaim 4 9\tmayor\nA1\tx", "line 2: A1 is cut off"),
        ("T1\tclaim 4 9\tmayor\nT1\tclaim 0 3\tThe\n",
         "line 2, id: T1 stands on line 1 too; number anew"),
        ('{"text": "json"}\n', "line 1: is no line of brat"),
        ("R1\tdenies Arg1:T1 Arg2:T2\nT\n", "line 2: is no line of brat"),
        ("T1\tcl\x1baim 4 9\tmayor\n", "line 1, label: 'cl\\x1baim' holds a control"),
        (f"T1\t{'x' * 65} 4 9\tmayor\n", "line 1, label: needs 1 to 64 characters"),
        ("T1\tclaim 4 9\tmayor\n#1\tannotate T1\t{broken\n", "line 2: holds no JSON ("),
        ('T1\tclaim 4 9\tmayor\n#1\tannotate T1\t{"id":"7"}\n',
         "line 1, id: '7' is no UUIDv7"),
        ('T1\tclaim 4 9\tmayor\n#1\tannotate T1\t{"id":7}\n',
         "line 2, id: is a whole number, where text is needed"),
        ('T1\tclaim 4 9\tmayor\n#1\tannotate T1\t{"score":"x"}\n',
         "line 2, score: is text, where a number is needed"),
        ('T1\tclaim 4 9\tmayor\n#1\tannotate T1\t{"links":[{"target":"x"}]}\n',
         "line 2, links[0].kind: is missing"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_with_its_number(
    tmp_path: Path, ann: str, says: str
) -> None:
    _, importing = read(files(tmp_path, ann))
    assert importing.problems
    assert any(
        str(each).startswith(f"in/ada/d.ann {says}") for each in importing.problems
    ), told(importing)


def test_files_that_do_not_fit_together_are_told(tmp_path: Path) -> None:
    files(tmp_path, "T1\tclaim 4 9\tmayor\n", b"The mayor\xff", name="ada/bytes")
    files(tmp_path, "", " \n", name="ada/empty")
    files(tmp_path, "T1\tclaim 4 9\tmayor\n", name="top")
    (tmp_path / "ada/alone.ann").write_bytes(b"")
    (tmp_path / "ada/alone.md").write_bytes(b"")
    (tmp_path / "ada/latin.ann").write_bytes(b"\xe9")
    (tmp_path / "ada/latin.txt").write_bytes(b"e")
    _, importing = read(tmp_path)
    assert sorted(told(importing)) == [
        "in/ada/alone.ann: has no text; put alone.txt beside it",
        f"in/ada/bytes.txt: is not UTF-8 (line 1, byte 9 of the file); {CONVERT}",
        "in/ada/empty.ann text: is empty",
        f"in/ada/latin.ann: is not UTF-8 (line 1, byte 0 of the file); {CONVERT}",
        "in/top.ann: is in no annotator's folder; say whose with --annotator",
    ]


def test_a_text_that_a_link_leads_out_to_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    top = tmp_path / "top"
    files(top, "T1\tclaim 4 9\tmayor\n")
    (top / "ada/d.txt").unlink()
    (top / "ada/d.txt").symlink_to(secret)
    (top / "ada/e.txt").write_text(TEXT)
    (top / "ada/e.ann").symlink_to(tmp_path / "gone.ann")
    found, importing = read(top)
    assert found == ()
    assert told(importing) == ["in/ada/d.ann: has no text; put d.txt beside it"]
    found, importing = read_back(top / "ada/d.ann", load("brat"), annotator="ada")
    assert told(importing) == ["has no text; put d.txt beside it"]


def test_one_file_is_read_with_the_text_beside_it(tmp_path: Path) -> None:
    files(tmp_path, "T1\tclaim 4 9\tmayor\n")
    found, importing = read_back(tmp_path / "ada/d.ann", load("brat"), annotator="bob")
    assert told(importing) == []
    assert found[0].annotator == Annotator("bob")
    assert found[0].article.source == "d.txt"


def test_texts_that_all_annotators_share_may_stand_at_the_top(tmp_path: Path) -> None:
    for name in ("ada", "bob"):
        files(tmp_path, "T1\tclaim 4 9\tmayor\n", name=f"{name}/x/d")
        (tmp_path / f"{name}/x/d.txt").unlink()
    files(tmp_path, "", name="x/d")
    (tmp_path / "x/d.ann").unlink()
    found, importing = read(tmp_path, kind=AnnotatorKind.MODEL)
    assert told(importing) == []
    assert [each.annotator for each in found] == [
        Annotator("ada", AnnotatorKind.MODEL),
        Annotator("bob", AnnotatorKind.MODEL),
    ]
    assert found[0].article is found[1].article
    assert found[0].article.source == "x/d.txt"


def test_a_text_that_changed_since_gets_its_spans_by_quote_and_context(
    tmp_path: Path,
) -> None:
    known = article("Newly added line.\n" + TEXT, source="a.txt")
    files(tmp_path, "T1\tclaim 4 9\tmayor\n")
    found, importing = read(
        tmp_path, known=Articles([Layer(replace(known, source="d.txt"), None)])
    )
    assert told(importing) == []
    assert found[0].article.id == known.id
    assert [each.quote for each in found[0].annotations] == ["mayor"]
    assert found[0].annotations[0].span == Span(22, 27)


def test_a_file_s_name_tells_the_article_whatever_became_of_its_text(
    tmp_path: Path,
) -> None:
    of = article(TEXT, source="a.txt")
    layer = Layer(of, Annotator("ada"), annotations=(row(of, 4, 9, 1),))
    write_into(tmp_path, load("brat"), [layer])
    (text,) = tmp_path.rglob("*.txt")
    text.write_text("Inserted. " + TEXT)
    (ann,) = tmp_path.rglob("*.ann")
    ann.write_text(ann.read_text().replace("claim 4 9", "claim 14 19"))
    found, importing = read(tmp_path, known=Articles([layer]))
    assert told(importing) == []
    assert found == (layer,)
    assert "is another version of the known article" in str(importing.notes)


def test_brat_is_told_by_its_ending() -> None:
    from pathlib import PurePath  # noqa: PLC0415

    assert for_path(PurePath("x/y.ann")) is brat
    assert brat.reads_like("y.ANN", b"")
    assert not brat.reads_like("y.txt", b"T1\tclaim")


def test_the_worked_example_keeps_all_but_its_statuses(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    lost = write_into(tmp_path, load("brat"), layers)
    assert lost == {"statuses dropped": len(layers)}
    found, importing = read(tmp_path, known=Articles(layers))
    assert told(importing) == []
    assert found == tuple(replace(each, status=Status.TODO) for each in layers)
