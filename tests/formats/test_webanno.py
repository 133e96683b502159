from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_cases import MS, Articles, article, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings
from written import read_back, row, told, write_into

from annotate.formats import load, webanno
from annotate.formats.contract import Losses
from annotate.formats.tokens import tokenize
from annotate.formats.tsv_writing import tsv_of
from annotate.formats.uima_types import SPAN
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Layer,
    Link,
    Span,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotate.formats.importing import Importing

CUT = "spans cut back from white space at their edges"
HEAD = "#FORMAT=WebAnno TSV 3.3\n"


def written(layer: Layer) -> tuple[str, dict[str, int]]:
    losses = Losses()
    return tsv_of(layer, losses).decode(), losses.counted()


def tsv(folder: Path, text: str, name: str = "annotation/d.txt/ada") -> Path:
    path = folder / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return folder


def read(folder: Path, **said: object) -> tuple[tuple[Layer, ...], Importing]:
    return read_back(folder, load("webanno"), **said)


def spans_of(layer: Layer) -> list[tuple[int, int, str]]:
    return [(row.span.start, row.span.end, row.label) for row in layer.annotations]


def test_a_layer_is_written_as_inception_writes_it() -> None:
    of = article("The 🙂 mayors said no.\n\nShe left.")
    rows = (
        row(of, 0, 11, 1),
        row(of, 6, 11, 2, label="quote", note="a|b"),
        row(of, 18, 20, 3, label="denial"),
    )
    refused = row(of, 23, 26, 4, answer=Answer.REJECT, origin="m_1")
    rev = pack(MS, 9)
    link = Link(rev, rev, None, "ada", "denies", rows[2].id, rows[0].id)
    layer = Layer(
        of, Annotator("ada"), annotations=rows, rejected=(refused,), links=(link,)
    )
    one, two, three, four = (each.id for each in (*rows, refused))
    text, lost = written(layer)
    assert lost == {}
    assert text == (
        f"{HEAD}"
        "#T_SP=webanno.custom.Span|id|label|note\n"
        "#T_SP=webanno.custom.RejectedSpan|id|label|origin\n"
        "#T_RL=webanno.custom.Relation|kind|id|BT_webanno.custom.Span\n"
        "\n\n"
        "#Text=The 🙂 mayors said no.\n"
        "#Text=\n"
        f"1-1\t0-3\tThe\t{one}[1]\tclaim[1]\t*[1]\t_\t_\t_\tdenies\t{rev}\t1-5[0_1]\t\n"
        f"1-2\t4-6\t🙂\t{one}[1]\tclaim[1]\t*[1]\t_\t_\t_\t_\t_\t_\t\n"
        "1-3\t7-13\tmayors\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
        f"1-3.1\t7-12\tmayor\t{one}[1]|{two}[2]\tclaim[1]|quote[2]\t*[1]|a\\|b[2]\t_\t_"
        "\t_\t_\t_\t_\t\n"
        "1-4\t14-18\tsaid\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
        f"1-5\t19-21\tno\t{three}\tdenial\t*\t_\t_\t_\t_\t_\t_\t\n"
        "1-6\t21-22\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
        "\n"
        "#Text=She left.\n"
        f"2-1\t24-27\tShe\t_\t_\t_\t{four}\tclaim\tm\\_1\t_\t_\t_\t\n"
        "2-2\t28-32\tleft\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
        "2-3\t32-33\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "kept", "lost"),
    [
        ("one two", 0, 4, (0, 3), {CUT: 1}),
        ("one two", 3, 7, (4, 7), {CUT: 1}),
        ("one two", 3, 4, None, {"spans dropped that are white space alone": 1}),
        ("one two", 1, 2, (1, 2), {}),
        ("one two", 2, 5, (2, 5), {}),
        ("one\n\ntwo.  Three\n", 1, 12, (1, 12), {}),
        ("\n one", 2, 5, (2, 5),
         {"line ends and tabs before the first word made blanks": 1}),
        ("東京で", 1, 3, (1, 3), {}),
        ("👩\u200d👩 e\u0301", 0, 1, (0, 1), {}),
        ("a\x1b\x0cb\u2028c\x85d", 0, 8, (0, 8), {}),
    ],
)  # fmt: skip
def test_a_span_comes_back_but_for_white_space_at_its_edges(
    tmp_path: Path,
    text: str,
    start: int,
    end: int,
    kept: tuple[int, int] | None,
    lost: dict[str, int],
) -> None:
    of = article(text)
    layer = Layer(of, Annotator("ada"), annotations=(row(of, start, end, 1),))
    assert write_into(tmp_path, load("webanno"), [layer]) == lost
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert found[0].article.text.lstrip() == text.lstrip()
    assert len(found[0].article.text) == len(text)
    assert spans_of(found[0]) == ([(*kept, "claim")] if kept else [])


def expected(layer: Layer) -> tuple[object, ...]:
    """What WebAnno TSV holds of a layer, by what `annotate formats` says."""
    text = layer.article.text
    lead = len(text) - len(text.lstrip())
    text = " " * lead + text[lead:]
    tokens = tokenize(text)
    assert layer.annotator is not None
    is_gold = layer.annotator.kind is AnnotatorKind.GOLD

    def held(rows: Iterable[Annotation]) -> list[Annotation]:
        found = {}
        for each in rows:
            inside = [
                token
                for token in tokens
                if token.start < each.span.end and each.span.start < token.end
            ]
            if inside:
                start = max(each.span.start, inside[0].start)
                end = min(each.span.end, inside[-1].end)
                refused = each.origin if each.answer is Answer.REJECT else ""
                place = start, end, each.label, refused
                found.setdefault(place, replace(each, span=Span(start, end)))
        return list(found.values())

    rows, rejected = held(layer.annotations), held(layer.rejected)
    ids = {each.id for each in rows}
    links = [x for x in layer.links if {x.source, x.target} <= ids]
    return (
        text,
        layer.annotator.id,
        is_gold,
        sorted(map(facts, rows)),
        sorted(map(facts, rejected)),
        len(links)
        if is_gold
        else sorted((x.id, x.kind, x.source, x.target) for x in links),
        [] if is_gold else sorted(each.id for each in (*rows, *rejected)),
    )


def facts(row: Annotation) -> tuple[object, ...]:
    return (
        row.span.start,
        row.span.end,
        row.label,
        row.note,
        row.attributes,
        row.origin,
        repr(row.score),
    )


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_that_tsv_holds_comes_back(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    write_into(folder, load("webanno"), layers)
    found, importing = read(folder)
    assert told(importing) == []
    assert sorted(map(repr, map(expected, layers))) == sorted(
        repr(
            (
                each.article.text,
                each.annotator.id,
                each.annotator.kind is AnnotatorKind.GOLD,
                sorted(map(facts, each.annotations)),
                sorted(map(facts, each.rejected)),
                len(each.links)
                if each.annotator.kind is AnnotatorKind.GOLD
                else sorted((x.id, x.kind, x.source, x.target) for x in each.links),
                []
                if each.annotator.kind is AnnotatorKind.GOLD
                else sorted(x.id for x in (*each.annotations, *each.rejected)),
            )
        )
        for each in found
        if each.annotator
    )


def test_an_article_that_nobody_annotated_is_the_initial_document(
    tmp_path: Path,
) -> None:
    layer = Layer(article("No one was here."), None)
    write_into(tmp_path, load("webanno"), [layer])
    assert [each.name for each in tmp_path.rglob("*.tsv")] == ["INITIAL_CAS.tsv"]
    found, importing = read(tmp_path, known=Articles([layer]))
    assert (found, told(importing)) == ((layer,), [])


def test_what_a_layer_loses_is_counted(tmp_path: Path) -> None:
    of = article("one two")
    rows = (row(of, 0, 3, 1), row(of, 3, 4, 2))
    ends = ((rows[0].id, rows[1].id), (rows[0].id, pack(MS, 77)))
    links = tuple(
        Link(pack(MS, 8 + n), pack(MS, 8 + n), None, "m", "denies", *each)
        for n, each in enumerate(ends)
    )
    model = Annotator("m", AnnotatorKind.MODEL)
    layer = Layer(of, model, Status.DONE, rows, (), links)
    assert write_into(tmp_path, load("webanno"), [layer]) == {
        "annotators that come back as humans": 1,
        "links dropped with an end that the file does not hold": 2,
        "spans dropped that are white space alone": 1,
        "statuses dropped": 1,
    }


OTHERS = (
    HEAD + "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n"
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
    "#T_SP=webanno.custom.Stub|\n"
    "#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom"
    ".RolesLink|webanno.custom.Stub\n"
    "#T_CH=webanno.custom.CorefLink|referenceType|referenceRelation\n"
    "#T_RL=webanno.custom.Cause|kind|BT_webanno.custom.Stub\n"
    "\n\n"
    "#Sentence.id=s1\n"
    "#Text=The 🙂 mayors said\\\\ no\n"
    "#Text=to all.\n"
    "1-1\t0-3\tThe\tDT\t_\t_\t_\t_\t_\t_\tpr[1]\tcoref->1-1\t_\t_\t\n"
    "1-2\t4-6\t🙂\tNN\tQ\\_1[1]\tPER[1]\t*[7]\t_\t_\t_\t_\t_\tdenies|causes\t1-5|1-5\t\n"
    "1-3\t7-13\tmayors\tNN\tQ\\_1[1]\tPER[1]\t*[7]\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-3.1\t7-12\tmayor\t_\t*[2]|*[3]\tORG[2]|LOC[3]\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-3.2\t13-13\t\t_\t*\tNIL\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-4\t14-19\tsaid\\\tVB\t_\t_\t_\tfe\trole\t1-5\t_\t_\t_\t_\t\n"
    "1-5\t20-22\tno\t_\t_\t_\t*\t_\t_\t_\t_\t_\tdenies\t1-1\t\n"
    "1-6\t23-25\tto\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-7\t26-29\tall\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-8\t29-30\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "\n"
    "#Text=Next.\n"
    "2-1\t33-37\tNext\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "2-2\t37-38\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_others_layers_are_read_and_what_is_left_out_is_told(
    tmp_path: Path, ends: str
) -> None:
    tsv(tmp_path, "\ufeff" + OTHERS.replace("\n", ends))
    found, importing = read(tmp_path, link_kinds=["denies"])
    assert told(importing) == []
    (layer,) = found
    assert layer.article.text == "The 🙂 mayors said\\ no\nto all.\n  Next."
    assert (layer.article.source, layer.annotator) == ("d.txt", Annotator("ada"))
    assert [
        (each.quote, each.label, each.attributes) for each in layer.annotations
    ] == [
        ("🙂 mayors", "PER", '{"identifier":"Q_1"}'),
        ("🙂 mayors", "Stub", "{}"),
        ("mayor", "LOC", "{}"),
        ("mayor", "ORG", "{}"),
        ("said\\", "fe", "{}"),
        ("no", "Stub", "{}"),
    ]
    (link,) = layer.links
    no, stub = layer.annotations[5].id, layer.annotations[1].id
    assert (link.kind, link.source, link.target) == ("denies", no, stub)
    pos = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
    entity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    assert {
        str(x).removeprefix("in/annotation/d.txt/ada.tsv: ") for x in importing.notes
    } == {
        f"{pos} left out: 4",
        f"{entity} without length left out: 1",
        "slots of webanno.custom.Frame left out: 1",
        "referenceType of webanno.custom.CorefLink left out: 1",
        "referenceRelation of webanno.custom.CorefLink left out: 1",
        "webanno.custom.Cause 'causes', which is no kind of link, left out: 1",
        "webanno.custom.Cause not between two spans left out: 1",
        (
            f"the labels of layer {entity} are its feature value; the others are "
            "attributes"
        ),
    }


def test_a_text_that_is_known_gets_its_own_line_ends_back(tmp_path: Path) -> None:
    body = (
        "#T_SP=webanno.custom.Span|label\n\n\n#Text=The mayor.\n"
        "1-1\t2-5\tThe\t_\t\n1-2\t6-11\tmayor\tclaim\t\n1-3\t11-12\t.\t_\t\n\n"
        "#Text=No.\n2-1\t14-16\tNo\tdenial\t\n2-2\t16-17\t.\t_\t\n"
    )
    tsv(tmp_path, HEAD + body)
    known = article("\n\nThe mayor.\n\nNo.\n")
    found, importing = read(tmp_path, known=Articles([Layer(known, None)]))
    assert told(importing) == []
    assert found[0].article == known
    assert spans_of(found[0]) == [(6, 11, "claim"), (14, 16, "denial")]


def test_one_file_is_read_alone(tmp_path: Path) -> None:
    tsv(tmp_path, OTHERS)
    path = tmp_path / "annotation/d.txt/ada.tsv"
    found, importing = read_back(path, load("webanno"), annotator="bob")
    assert told(importing) == []
    assert found[0].annotator == Annotator("bob")
    _, importing = read_back(path, load("webanno"))
    assert told(importing) == ["names no annotator; say whose it is with --annotator"]


SENTENCE = (
    "#T_SP=webanno.custom.Span|id|label|score\n\n\n#Text=The 🙂 mayor.\n"
    "1-1\t0-3\tThe\t*[1]\tclaim[1]\t*[1]\t\n1-2\t4-6\t🙂\t*[1]\tclaim[1]\t*[1]\t\n"
    "1-3\t7-12\tmayor\t*\tquote\t0.5\t\n1-4\t12-13\t.\t_\t_\t_\t\n"
)


def test_the_sentence_that_is_spoiled_below_is_sound(tmp_path: Path) -> None:
    found, importing = read(tsv(tmp_path, HEAD + SENTENCE))
    assert told(importing) == []
    assert spans_of(found[0]) == [(0, 5, "claim"), (6, 11, "quote")]
    assert found[0].annotations[1].score == 0.5


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("3.3", "2", " line 1: is not #FORMAT=WebAnno TSV 3.3"),
        (HEAD, "", " line 1: is not #FORMAT=WebAnno TSV 3.3"),
        ("7-12\tmayor", "6-11\tmayor",
         " line 8: shows 'mayor', but the text has ' mayo' at 6-11"),
        ("4-6", "5-6", " line 7: 5-6 is outside the text or inside a character"),
        ("12-13", "12-99", " line 9: 12-99 is outside the text"),
        ("7-12", "12-7", " line 8: ends before it begins (12-7)"),
        ("7-12", "-7-12", " line 8: is no row of 6 columns that begins as in 1-1, tab"),
        ("7-12", "x-12", " line 8: is no row of 6 columns"),
        ("7-12", "7-" + "9" * 5000, " line 8: is no row of 6 columns"),
        ("1-3\t", "1-2\t", " line 8: 1-2 stands on line 7 too"),
        ("1-3\t", "1.3\t", " line 8: is no row of 6 columns"),
        ("\tquote\t0.5\t\n1-4\t12-13\t.\t_\t_\t_\t\n", "",
         " line 8: is no row of 6 columns that begins as in 1-1, tab, 0-5;"),
        ("1-1\t0-3", "1-1\t9999999-9999999", " line 6: its sentence cannot begin at 9"),
        (SENTENCE[SENTENCE.index("1-1") :], "", " line 6: breaks off before its words"),
        (SENTENCE[SENTENCE.index("#Text") :], "", ": holds no sentence; export"),
        ("claim[1]\t*[1]\t\n1-3", "quote[1]\t*[1]\t\n1-3",
         " line 7: [1] stands for two annotations; number them anew"),
        ("0.5", "high", " line 8, Span 1-3.score: is 'high', where a number is needed"),
        ("quote", "q" * 65, " line 8, Span 1-3.label: needs 1 to 64 characters"),
        ("quote", "q\x1bq", " line 8, Span 1-3.label: 'q\\x1bq' holds a control"),
        ("#Text=The", "#Text=Thé", " line 6: shows 'The', but the text has"),
        ("1-4\t12-13\t.\t_\t_\t_\t\n",
         "1-4\t12-13\t.\t_\t_\t_\t\n\n#Text=x\n2-1\t11-12\tx\t_\t_\t_\t\n",
         " line 12: its sentence cannot begin at 11"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_with_its_number(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in HEAD + SENTENCE
    tsv(tmp_path, (HEAD + SENTENCE).replace(old, new, 1))
    _, importing = read(tmp_path)
    found = [x.removeprefix("in/annotation/d.txt/ada.tsv") for x in told(importing)]
    assert len(found) == 1
    assert found[0].startswith(says), found


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tsv(tmp_path, HEAD) / "annotation/d.txt/ada.tsv"
    path.write_bytes(HEAD.encode() + b"\xff")
    _, importing = read(tmp_path)
    assert "is not UTF-8 (line 2, byte 24 of the file)" in told(importing)[0]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    tsv(tmp_path / "secret", HEAD + SENTENCE)
    top = tmp_path / "top"
    top.mkdir()
    (top / "x.tsv").symlink_to(tmp_path / "secret/annotation/d.txt/ada.tsv")
    found, importing = read(top)
    assert (found, told(importing)) == ((), [])


def test_webanno_is_known_by_its_first_line() -> None:
    assert webanno.reads_like("x", HEAD.encode())
    assert webanno.reads_like("x", b"\xef\xbb\xbf" + HEAD.encode())
    assert not webanno.reads_like("x.tsv", b"text\tlabel\n")


def test_the_worked_example_keeps_its_spans_and_nearer_links(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("webanno"), layers)
    found, importing = read(tmp_path, known=Articles(layers))
    assert (told(importing), importing.notes) == ([], [])
    for was, now in zip(layers, found, strict=True):
        assert now.annotations == was.annotations
        here = {each.id for each in was.annotations}
        assert now.links == tuple(x for x in was.links if x.target in here)


def test_our_layers_are_declared_though_nothing_is_marked() -> None:
    text, _ = written(Layer(article("No."), Annotator("ada")))
    assert text.startswith(
        f"{HEAD}#T_SP={SPAN}|label\n\n\n#Text=No.\n1-1\t0-2\tNo\t_\t\n"
    )
