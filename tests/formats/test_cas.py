from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from format_cases import MS, Articles, article, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings
from written import read_back, row, told, write_into

from annotate.formats import cas, load
from annotate.formats.contract import Losses
from annotate.formats.sources import Source
from annotate.formats.uima_types import OURS, type_system_xml, types_in
from annotate.formats.xmi_writing import xmi_of, xml_text
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Layer,
    Link,
    Status,
)
from annotate.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotate.formats.importing import Importing

TEXT = "The 🙂 mayor\tsaid no.\n\nShe left."
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LAYERS = "http:///webanno/custom.ecore"


def read(folder: Path, **said: object) -> tuple[tuple[Layer, ...], Importing]:
    return read_back(folder, load("cas"), **said)


def paths(folder: Path) -> list[str]:
    return sorted(
        each.relative_to(folder).as_posix()
        for each in folder.rglob("*")
        if each.is_file()
    )


def test_a_project_has_the_folders_of_inception(tmp_path: Path) -> None:
    of = article(TEXT, source="a/b.txt")
    layers = [
        Layer(of, Annotator("ada")),
        Layer(of, Annotator("gold 1", AnnotatorKind.GOLD)),
        Layer(of, Annotator("gold 2", AnnotatorKind.GOLD)),
        Layer(article("Nobody."), None),
    ]
    assert write_into(tmp_path, load("cas"), layers) == {}
    one = f"b-{of.id}.txt"
    two = f"T-{layers[3].article.id}.txt"
    assert paths(tmp_path) == [
        "README.txt",
        "TypeSystem.xml",
        f"annotation/{two}/INITIAL_CAS/INITIAL_CAS.xmi",
        f"annotation/{two}/INITIAL_CAS/TypeSystem.xml",
        f"annotation/{one}/ada/TypeSystem.xml",
        f"annotation/{one}/ada/ada.xmi",
        f"curation/{one}/CURATION_USER/CURATION_USER.xmi",
        f"curation/{one}/CURATION_USER/TypeSystem.xml",
        f"curation/{one}/gold%202/TypeSystem.xml",
        f"curation/{one}/gold%202/gold%202.xmi",
        f"source/{two}",
        f"source/{one}",
    ]
    assert (tmp_path / "source" / one).read_text() == TEXT
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert set(map(repr, found)) == set(map(repr, layers))


def test_offsets_count_utf_16_units_of_a_text_that_keeps_its_line_ends() -> None:
    of = article(TEXT)
    rows = (row(of, 6, 11, 1), row(of, 4, 5, 2))
    data = xmi_of(Layer(of, Annotator("ada"), annotations=rows), Losses())
    root = ET.fromstring(data)  # noqa: S314  our own bytes
    sofa = root.find("{http:///uima/cas.ecore}Sofa")
    assert sofa is not None
    text = sofa.get("sofaString", "")
    assert text == TEXT
    units = text.encode("utf-16-le")
    found = [
        units[2 * int(each.get("begin", "")) : 2 * int(each.get("end", ""))]
        for each in root.iter(f"{{{LAYERS}}}Span")
    ]
    assert [each.decode("utf-16-le") for each in found] == ["mayor", "🙂"]
    assert b"The \xf0\x9f\x99\x82 mayor&#9;said no.&#10;&#10;She left." in data


def test_our_type_system_is_read_as_it_is_written() -> None:
    assert types_in(type_system_xml().encode()).supertypes.items() >= (
        OURS.supertypes.items()
    )
    read_types = types_in(type_system_xml().encode())
    for name in OURS.supertypes:
        assert read_types.features(name) == OURS.features(name)
        assert read_types.is_annotation(name) == OURS.is_annotation(name)


def test_everything_of_a_layer_has_its_place(tmp_path: Path) -> None:
    of = article(
        TEXT, source="https://x.org/<a>&b", title='“T” & "<T>"', meta='{"a":["<"]}'
    )
    rows = (
        row(of, 0, 5, 1, note=" a <b>\n\tc ", attributes='{"x":"\\u0007"}', score=0.1),
        row(of, 0, 3, 2, label="quote", origin="rule & co"),
    )
    refused = row(of, 0, 3, 3, answer=Answer.REJECT, origin="model-1", score=1e-9)
    one, two = pack(MS, 8), pack(MS, 9)
    links = (
        Link(one, one, None, "ada", "denies", rows[0].id, rows[1].id),
        Link(two, two, None, "ada", "repeats", rows[1].id, pack(MS, 77)),
    )
    layer = Layer(
        of,
        Annotator("ada", AnnotatorKind.MODEL),
        Status.SKIPPED,
        rows,
        (refused,),
        links,
    )
    assert write_into(tmp_path, load("cas"), [layer]) == {}
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert found == (layer,)


def test_characters_that_xml_cannot_hold_are_replaced_one_for_one(
    tmp_path: Path,
) -> None:
    of = article("a\x0cb\x1bc\ufffed\x1f e")
    note = "n\x01"
    rows = (row(of, 4, 7, 1, note=note), row(of, 9, 10, 2))
    layer = Layer(of, Annotator("ada"), annotations=rows)
    assert write_into(tmp_path, load("cas"), [layer]) == {
        "control characters of texts replaced": 4,
        "notes and fields with control characters replaced": 1,
    }
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert found[0].article.text == "a b\ufffdc\ufffdd  e"
    assert [each.quote for each in found[0].annotations] == ["c\ufffdd", "e"]
    found, importing = read(tmp_path, known=Articles([layer]))
    assert (told(importing), importing.notes) == ([], [])
    assert found[0].article == of
    assert [each.quote for each in found[0].annotations] == ["c\ufffed", "e"]
    assert [each.note for each in found[0].annotations] == ["n\ufffd", ""]


def expected(layer: Layer) -> Layer:
    """The layer as XML can hold it."""

    def held(rows: Iterable[Annotation]) -> tuple[Annotation, ...]:
        return tuple(
            replace(
                each,
                note=clean(xml_text(each.note)),
                origin=clean(xml_text(each.origin)),
            )
            for each in rows
        )

    return replace(
        layer, annotations=held(layer.annotations), rejected=held(layer.rejected)
    )


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_comes_back_but_control_characters(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    lost = write_into(folder, load("cas"), layers)
    found, importing = read(folder, known=Articles(layers))
    assert told(importing) == []
    assert set(map(repr, found)) == {repr(expected(each)) for each in layers}
    changed = sum(len(ILLEGAL.findall(each.article.text)) for each in layers)
    assert lost.get("control characters of texts replaced", 0) == changed


# What INCEpTION writes: one line, a type system of many types, layers of its own.
NAMESPACES = (
    'xmlns:cas="http:///uima/cas.ecore" xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:type5="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
    'xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" '
    'xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:type3="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" '
    f'xmlns:custom="{LAYERS}" xmi:version="2.0"'
)


def xmi(inside: str, members: str, text: str = "The 🙂 mayor said no.") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><xmi:XMI {NAMESPACES}>'
        f'<cas:NULL xmi:id="0"/>{inside}'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f'sofaString="{text}"/><cas:View sofa="1" members="{members}"/></xmi:XMI>'
    )


def described(name: str, supertype: str, **features: str) -> str:
    inside = "".join(
        f"<featureDescription><name>{feature}</name><description/>"
        f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>"
        for feature, kind in features.items()
    )
    return (
        f"<typeDescription><name>{name}</name><description/>"
        f"<supertypeName>{supertype}</supertypeName><features>{inside}</features>"
        "</typeDescription>"
    )


REST = "the others are attributes"
_A, _S = "uima.tcas.Annotation", "uima.cas.String"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
    + described(f"{_DKPRO}.segmentation.type.Token", _A)
    + described(f"{_DKPRO}.lexmorph.type.pos.POS", _A, PosValue=_S)
    + described(f"{_DKPRO}.lexmorph.type.pos.NOUN", f"{_DKPRO}.lexmorph.type.pos.POS")
    + described(f"{_DKPRO}.ner.type.NamedEntity", _A, identifier=_S, value=_S)
    + described("webanno.custom.Stance", _A, target=_S, sure="uima.cas.Boolean")
    + described("webanno.custom.Stub", _A)
    + described("webanno.custom.Many", _A, tags="uima.cas.StringArray")
    + described("webanno.custom.Frame", _A, roles="uima.cas.FSArray", label=_S)
    + described("webanno.custom.RolesLink", "uima.cas.TOP", role=_S, target=_A)
    + described(
        "webanno.custom.Cause",
        _A,
        Governor="webanno.custom.Stance",
        Dependent="webanno.custom.Stance",
        kind=_S,
    )
    + "</types></typeSystemDescription>"
)


def project(
    folder: Path,
    inside: str,
    members: str,
    types: str | None = TYPES,
    user: str = "annotation/d.txt/ada/ada",
    **more: str,
) -> Path:
    path = folder / f"{user}.xmi"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(xmi(inside, members, **more))
    if types is not None:
        (path.parent / "TypeSystem.xml").write_text(types)
    return folder


OTHERS = (
    '<type3:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="21" '
    'documentTitle="d.txt" documentId="ada"/>'
    '<type5:Token xmi:id="3" sofa="1" begin="0" end="3"/>'
    '<pos:NOUN xmi:id="4" sofa="1" begin="7" end="12" PosValue="NN"/>'
    '<type4:NamedEntity xmi:id="5" sofa="1" begin="7" end="12" value="PER" '
    'identifier="Q1"/>'
    '<custom:Stance xmi:id="6" sofa="1" begin="0" end="12" target="no" sure="true"/>'
    '<custom:Stance xmi:id="7" sofa="1" begin="13" end="17"/>'
    '<custom:Stub xmi:id="8" sofa="1" begin="13" end="20"/>'
    '<custom:Many xmi:id="9" sofa="1" begin="4" end="6"><tags>a b</tags>'
    "<tags>c</tags></custom:Many>"
    '<custom:Frame xmi:id="10" sofa="1" begin="0" end="3" roles="11" label="F"/>'
    '<custom:RolesLink xmi:id="11" role="r" target="5"/>'
    '<custom:Cause xmi:id="12" sofa="1" begin="13" end="17" Governor="6" '
    'Dependent="7" kind="denies"/>'
    '<custom:Cause xmi:id="13" sofa="1" begin="13" end="17" Governor="7" '
    'Dependent="6" kind="causes"/>'
    '<custom:Cause xmi:id="14" sofa="1" begin="13" end="17" Governor="4" '
    'Dependent="6" kind="denies"/>'
    '<custom:Stance xmi:id="15" sofa="1" begin="3" end="3" target="x"/>'
    '<custom:Stance xmi:id="16" sofa="1" begin="0" end="20" target="unindexed"/>'
    '<custom:Unknown xmi:id="17" sofa="1" begin="0" end="20"/>'
)


def test_others_layers_are_read_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    project(tmp_path, OTHERS, "2 3 4 5 6 7 8 9 10 12 13 14 15 17")
    found, importing = read(tmp_path, link_kinds=["denies"])
    assert told(importing) == []
    (layer,) = found
    assert (layer.annotator, layer.status) == (Annotator("ada"), Status.TODO)
    assert (layer.article.source, layer.article.title) == (
        "d.txt",
        "The 🙂 mayor said no.",
    )
    assert [
        (each.quote, each.label, each.attributes) for each in layer.annotations
    ] == [
        ("The 🙂 mayor", "no", '{"sure":"true"}'),
        ("The", "F", "{}"),
        ("🙂", "Many", '{"tags":["a b","c"]}'),
        ("mayor", "PER", '{"identifier":"Q1"}'),
        ("said no", "Stub", "{}"),
        ("said", "Stance", "{}"),
    ]
    assert [link.kind for link in layer.links] == ["denies"]
    where = "in/annotation/d.txt/ada/ada.xmi: "
    assert {str(each).removeprefix(where) for each in importing.notes} == {
        f"{_DKPRO}.lexmorph.type.pos.NOUN left out: 1",
        "webanno.custom.RolesLink left out: 1",
        "roles of webanno.custom.Frame left out: 1",
        "webanno.custom.Cause 'causes', which is no kind of link, left out: 1",
        "webanno.custom.Cause not between two spans left out: 1",
        "webanno.custom.Stance without length left out: 1",
        "webanno.custom.Unknown left out: 1",
        f"the labels of layer webanno.custom.Stance are its feature target; {REST}",
        f"the labels of layer {_DKPRO}.ner.type.NamedEntity are its feature value; "
        + REST,
    }


STANCE = '<custom:Stance xmi:id="6" sofa="1" begin="7" end="12" target="no"/>'


def test_a_curator_s_copies_get_ids_of_their_own(tmp_path: Path) -> None:
    of = article(TEXT)
    layer = Layer(of, Annotator("ada"), annotations=(row(of, 6, 11, 1),))
    write_into(tmp_path, load("cas"), [layer])
    (mine,) = tmp_path.glob("annotation/*/ada/ada.xmi")
    document = mine.parents[1].name
    curated = tmp_path / f"curation/{document}/CURATION_USER"
    curated.mkdir(parents=True)
    (curated / "TypeSystem.xml").write_text(type_system_xml())
    # INCEpTION keeps the layers that it knows, not the notes on whose work it is.
    kept = re.sub(r"<custom:Work[^>]*>\n", "", mine.read_text())
    (curated / "CURATION_USER3351.xmi").write_text(kept)
    found, importing = read(tmp_path)
    assert told(importing) == []
    ada, gold = found
    assert gold.annotator == Annotator("CURATION_USER", AnnotatorKind.GOLD)
    assert ada.annotations[0].id == layer.annotations[0].id
    assert gold.annotations[0].id != ada.annotations[0].id
    assert gold.annotations[0].quote == ada.annotations[0].quote == "mayor"


def test_ids_survive_a_way_through_inception(tmp_path: Path) -> None:
    of = article(TEXT)
    layer = Layer(of, Annotator("ada"), Status.TODO, (row(of, 6, 11, 1, note="n"),))
    write_into(tmp_path, load("cas"), [layer])
    (mine,) = tmp_path.glob("annotation/*/ada/ada.xmi")
    mine.write_text(re.sub(r"<custom:(?:Work)[^>]*>\n", "", mine.read_text()))
    found, importing = read(tmp_path, known=Articles([layer]))
    assert told(importing) == []
    assert found == (layer,)


def test_what_a_user_added_to_our_layer_becomes_an_attribute(tmp_path: Path) -> None:
    names = ("id", "label", "attributes", "score", "mood")
    span = described("webanno.custom.Span", _A, **dict.fromkeys(names, _S))
    types = TYPES.replace("</types>", f"{span}</types>")
    inside = (
        '<custom:Span xmi:id="6" sofa="1" begin="7" end="12" label="claim" '
        'attributes="{&quot;a&quot;:1}" score="0.5" mood="bad" id="Q42"/>'
    )
    project(tmp_path, inside, "6", types)
    found, importing = read(tmp_path)
    assert told(importing) == []
    (made,) = found[0].annotations
    assert (made.label, made.score) == ("claim", 0.5)
    assert made.attributes == '{"a":1,"id":"Q42","mood":"bad"}'
    where = "in/annotation/d.txt/ada/ada.xmi line 1, Span 6.id"
    assert list(map(str, importing.notes)) == [f"{where}: 'Q42' becomes an attribute"]


def test_annotations_from_before_anybody_worked_are_left_out(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6", user="annotation/d.txt/INITIAL_CAS/INITIAL_CAS")
    found, importing = read(tmp_path, annotator="bob")
    assert told(importing) == []
    assert [(each.annotator, each.annotations) for each in found] == [(None, ())]
    assert "annotations that were there before anybody worked left out: 1" in str(
        importing.notes[0]
    )


def test_files_may_lie_as_an_unpacked_zip_leaves_them(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6", user="p/annotation/d.txt/ada b")
    project(tmp_path, STANCE, "6", user="p/curation/d.txt/gold/x", types=None)
    (tmp_path / "p/TypeSystem.xml").write_text(TYPES)
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert [each.annotator for each in found] == [
        Annotator("ada b"),
        Annotator("gold", AnnotatorKind.GOLD),
    ]
    found, importing = read_back(tmp_path / "p/annotation", load("cas"))
    assert told(importing) == []
    assert [each.annotator for each in found] == [Annotator("ada b")]


def test_one_file_is_read_with_its_types_beside_it(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6", user="d")
    found, importing = read_back(tmp_path / "d.xmi", load("cas"), annotator="bob")
    assert told(importing) == []
    assert found[0].annotator == Annotator("bob")
    assert [each.quote for each in found[0].annotations] == ["mayor"]
    assert found[0].article.source == "d.txt"
    found, importing = read_back(tmp_path / "d.xmi", load("cas"))
    assert told(importing) == ["names no annotator; say whose it is with --annotator"]


def test_zips_that_nobody_unpacked_are_told(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6")
    for name in ("annotation/d.txt/ada.zip", "annotation/d.txt/bob.zip", "p.zip"):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    found, importing = read(tmp_path)
    assert len(found) == 1
    (bob,) = told(importing)
    assert bob.startswith("in/annotation/d.txt/bob.zip: is an archive, and none is ope")
    assert bob.endswith("unzip it into a folder bob beside it")


def test_types_may_be_called_as_users_of_cassis_call_them(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6", user="d")
    (tmp_path / "TypeSystem.xml").rename(tmp_path / "typesystem.xml")
    for path in (tmp_path, tmp_path / "d.xmi"):
        found, importing = read_back(path, load("cas"), annotator="bob")
        assert told(importing) == []
        assert [each.quote for each in found[0].annotations] == ["mayor"]


def test_only_the_text_that_people_see_is_read(tmp_path: Path) -> None:
    other = '<cas:Sofa xmi:id="90" sofaNum="2" sofaID="old" sofaString="Old."/>'
    lost = '<custom:Stance xmi:id="91" sofa="90" begin="0" end="3" target="no"/>'
    view = '<cas:View sofa="90" members="91"/>'
    project(tmp_path, other + STANCE + lost + view, "6")
    found, importing = read(tmp_path)
    assert told(importing) == []
    assert [each.quote for each in found[0].annotations] == ["mayor"]
    assert any("views of other texts left out: 1" in str(x) for x in importing.notes)


def stance(**more: str) -> str:
    said = {"begin": "7", "end": "12", "target": "no"} | more
    inside = " ".join(f'{name}="{value}"' for name, value in said.items())
    return f'\n<custom:Stance xmi:id="6" sofa="1" {inside}/>'


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (stance(end="99"), " line 2, Stance 6.end: 99 is outside the text"),
        (stance(begin="5"), " line 2, Stance 6.start: 5 is outside the text"),
        (stance(begin="12", end="7"), " line 2, Stance 6.end: is not after the start"),
        (stance(begin="-1"), " line 2, Stance 6.begin: is -1, where a whole number is"),
        (stance(begin="x"), " line 2, Stance 6.begin: is x, where a whole number is"),
        (stance(begin="7.0"), " line 2, Stance 6.begin: is 7.0, where a whole"),
        (stance(begin="٧"), " line 2, Stance 6.begin: is ٧, where a whole"),
        (stance(begin="9" * 5000), " line 2, Stance 6.begin: is 9999999999999999"),
        (stance().replace('begin="7"', ""), " line 2, Stance 6.begin: is missing, whe"),
        (stance(target="x" * 65), " line 2, Stance 6.label: needs 1 to 64 characters"),
        (stance(target="a\u202eb"), " line 2, Stance 6.label: 'a\\u202eb' holds a con"),
        (stance() + stance(), " line 3, xmi:id: 6 stands twice; export the file once"),
        ("\n<custom:Stance", " line 2: is no well-formed XML (not well-formed"),
        (stance(target="&bomb;"), " line 2: is no well-formed XML (undefined entity)"),
    ],
)  # fmt: skip
def test_a_wrong_annotation_is_told_with_its_line_and_field(
    tmp_path: Path, inside: str, says: str
) -> None:
    project(tmp_path, inside, "6")
    _, importing = read(tmp_path)
    found = [
        each.removeprefix("in/annotation/d.txt/ada/ada.xmi") for each in told(importing)
    ]
    assert any(each.startswith(says) for each in found), found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("<custom:Work", ('<custom:Span begin="0" end="1" label="" sofa="1" xmi:id="99'
          '"/><custom:Work')), None),
        (('status="todo"', 'status="open"'), "Work.status: is 'open'; known are"),
        (('kind="human"', 'kind="bot"'), "Work.kind: is 'bot'; known are human"),
        (('annotator="ada"', 'annotator="a&#10;b"'), "annotator: The name of the"),
        (('meta="{}"', 'meta="[1]"'), "Work.meta: is not the text of a JSON"),
        (('score="0.5"', 'score="high"'), "score: is 'high', where a number is needed"),
        (('score="0.5"', 'score="-1"'), None),
        (('score="0.5"', 'score="nan"'), "score: is nan; a score is 0 or more"),
        (('attributes="{', 'attributes="{{'), "attributes: is not the text of a JSON"),
        (('kind="denies"', 'kindred="x"'), None),
        (('target="0', 'target="no 0'), "CrossLink 11.target: 'no 0"),
    ],
)  # fmt: skip
def test_what_somebody_changed_in_our_files_is_checked(
    tmp_path: Path, change: tuple[str, str], says: str | None
) -> None:
    of = article("One two.")
    rows = (row(of, 0, 3, 1, score=0.5, attributes='{"a":"b"}'), row(of, 4, 7, 2))
    one, two = pack(MS, 8), pack(MS, 9)
    links = (
        Link(one, one, None, "ada", "denies", rows[0].id, rows[1].id),
        Link(two, two, None, "ada", "repeats", rows[1].id, pack(MS, 77)),
    )
    layer = Layer(of, Annotator("ada"), annotations=rows, links=links)
    write_into(tmp_path, load("cas"), [layer])
    (file,) = tmp_path.rglob("ada.xmi")
    was = file.read_text()
    assert change[0] in was
    file.write_text(was.replace(*change))
    _, importing = read(tmp_path)
    if says is None:
        assert told(importing) == []
    else:
        assert any(says in each for each in told(importing)), told(importing)


def test_files_that_are_no_cas_are_told(tmp_path: Path) -> None:
    project(tmp_path, STANCE, "6", types=None, user="a/d")
    project(tmp_path, STANCE, "6", types="<types/>", user="b/d")
    project(tmp_path, STANCE, "6", types="<!DOCTYPE x><x/>", user="c/d")
    project(tmp_path, STANCE, "6", user="d/d")
    whole = (tmp_path / "d/d.xmi").read_text()
    (tmp_path / "d/d.xmi").write_text(whole[:-40])
    project(tmp_path, "", "", user="e/d", text="")
    project(tmp_path, "", "", user="f/d")
    (tmp_path / "f/d.xmi").write_text(re.sub("<cas:Sofa[^>]*>", "", whole))
    project(tmp_path, "", "", user="g/d")
    (tmp_path / "g/d.xmi").write_text(re.sub(" sofaString=[^/]*", "", whole))
    project(tmp_path, "", "", user="h/d")
    (tmp_path / "h/d.xmi").write_bytes(b"PK\x03\x04 not a folder")
    _, importing = read(tmp_path, annotator="x")
    assert sorted(told(importing)) == [
        (
            "in/a/d.xmi: has no TypeSystem.xml beside it, which tells what its layers "
            "are; take it from the same export"
        ),
        "in/b/TypeSystem.xml line 1: begins with types, not with typeSystemDescription",
        (
            "in/c/TypeSystem.xml line 1: declares a document type, which may hold "
            "dangerous entities; take the <!DOCTYPE …> out of the file"
        ),
        (
            "in/d/d.xmi line 1: is no well-formed XML (unclosed token); it breaks off, "
            "fetch the whole file"
        ),
        "in/e/d.xmi text: is empty",
        "in/f/d.xmi: holds no text; export it as UIMA CAS XMI once more",
        "in/g/d.xmi line 1, sofaString: is missing: there is no text",
        "in/h/d.xmi line 1: is no well-formed XML (not well-formed (invalid token))",
    ]


def test_entities_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    bomb = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12)
    )
    project(tmp_path, STANCE, "6")
    (file,) = tmp_path.rglob("*.xmi")
    whole = file.read_text()
    for declared in (f"[{bomb}]", 'SYSTEM "file:///etc/passwd"'):
        doctype = f"?><!DOCTYPE xmi:XMI {declared}><xmi:XMI"
        file.write_text(whole.replace("?><xmi:XMI", doctype).replace(">no<", ">&l11;<"))
        found, importing = read(tmp_path)
        assert found == ()
        assert "declares a document type" in str(importing.problems[0])


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    project(secret, STANCE, "6", user="x/d")
    top = tmp_path / "top"
    project(top, STANCE, "6", types=None, user="a/d")
    (top / "a/TypeSystem.xml").symlink_to(secret / "x/TypeSystem.xml")
    (top / "a/out.xmi").symlink_to(secret / "x/d.xmi")
    (top / "b").symlink_to(secret)
    found, importing = read(top)
    assert found == ()
    assert [each.file for each in importing.problems] == ["in/a/d.xmi"]
    assert "has no TypeSystem.xml" in str(importing.problems[0])
    _, importing = read_back(top / "a/d.xmi", load("cas"))
    assert "has no TypeSystem.xml" in str(importing.problems[0])


def test_xmi_is_known_by_its_ending_or_its_first_bytes() -> None:
    assert cas.reads_like("x.XMI", b"")
    assert cas.reads_like("x.xml", b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"')
    assert not cas.reads_like("x.xml", b"<a/>")


def test_the_worked_example_comes_back_whole(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    assert write_into(tmp_path, load("cas"), layers) == {}
    found, importing = read(tmp_path)
    assert (told(importing), importing.notes) == ([], [])
    assert found == layers


def test_a_folder_without_xmi_gives_nothing(tmp_path: Path) -> None:
    assert list(cas.read(Source("in", tmp_path), read(tmp_path)[1])) == []
