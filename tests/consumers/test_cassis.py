"""dkpro-cassis, the UIMA library of INCEpTION's makers, and our XMI."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import cassis
import pytest
from hypothesis import HealthCheck, given, settings

from annotate.formats import load
from annotate.formats.uima_types import (
    CROSS_LINK,
    METADATA,
    REJECTED,
    RELATION,
    SENTENCE,
    SPAN,
    TOKEN,
    WORK,
)
from annotate.formats.xmi_writing import xml_text
from annotate.model import Annotator, Layer, Span
from formats.format_cases import layers_of_seeds
from formats.hostile_layers import corpora
from formats.written import read_back, told, write_into

if TYPE_CHECKING:
    from pathlib import Path


def loaded(xmi: Path) -> cassis.Cas:
    types = cassis.load_typesystem(xmi.with_name("TypeSystem.xml"))
    return cassis.load_cas_from_xmi(xmi, typesystem=types)


def facts_of(cas: cassis.Cas, kind: str) -> Counter[tuple[object, ...]]:
    """What cassis says of the spans of a layer, and of the text under them."""
    return Counter(
        (each.begin, each.end, each.get_covered_text(), each.label)
        for each in cas.select(kind)
    )


def facts(layer: Layer, *, rejected: bool = False) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.span.start, row.span.end, xml_text(row.quote), row.label)
        for row in (layer.rejected if rejected else layer.annotations)
    )


def by_work(folder: Path) -> dict[tuple[str, str], cassis.Cas]:
    found = {}
    for xmi in folder.rglob("*.xmi"):
        cas = loaded(xmi)
        (work,) = cas.select(WORK)
        (about,) = cas.select(METADATA)
        found[about.documentId, work.annotator or ""] = cas
    return found


def assert_read_right(folder: Path, layers: tuple[Layer, ...]) -> None:
    found = by_work(folder)
    assert len(found) == len(layers)
    for layer in layers:
        assert layer.annotator is not None
        cas = found[layer.article.id, layer.annotator.id]
        assert cas.sofa_string == xml_text(layer.article.text)
        assert facts_of(cas, SPAN) == facts(layer)
        assert facts_of(cas, REJECTED) == facts(layer, rejected=True)
        links = list(cas.select(RELATION)) + list(cas.select(CROSS_LINK))
        assert {each.id for each in links} == {link.id for link in layer.links}
        sentences = list(cas.select(SENTENCE))
        for token in cas.select(TOKEN):
            assert any(
                each.begin <= token.begin and token.end <= each.end
                for each in sentences
            )


def test_cassis_reads_every_span_of_the_worked_example_right(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("cas"), layers)
    assert_read_right(tmp_path, layers)


@given(corpora())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_cassis_reads_hostile_texts_right(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    write_into(folder, load("cas"), layers)
    assert_read_right(folder, layers)


def test_one_shifted_offset_is_found(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("cas"), layers)
    file = sorted(tmp_path.rglob("*.xmi"))[2]
    was = file.read_text()

    def later(found: re.Match[str]) -> str:
        return f'{found[1]}begin="{int(found[2]) + 1}"'

    now = re.sub(
        r'(<custom:Span xmi:id="\d+" sofa="1" )begin="(\d+)"', later, was, count=1
    )
    assert now != was
    file.write_text(now)
    with pytest.raises(AssertionError):
        assert_read_right(tmp_path, layers)


def test_relations_lead_from_their_source_to_their_target(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("cas"), layers)
    found = by_work(tmp_path)
    seen = 0
    for layer in layers:
        cas = found[layer.article.id, "example"]
        ends = {link.id: (link.kind, link.source, link.target) for link in layer.links}
        for each in cas.select(RELATION):
            assert ends[each.id] == (each.kind, each.Governor.id, each.Dependent.id)
            assert (each.begin, each.end) == (each.Dependent.begin, each.Dependent.end)
            seen += 1
    assert seen > 10


def test_what_cassis_writes_is_read_with_its_offsets(tmp_path: Path) -> None:
    types = cassis.TypeSystem()
    token = types.create_type(TOKEN, supertypeName="uima.tcas.Annotation")
    stance = types.create_type("webanno.custom.Stance", "uima.tcas.Annotation")
    types.create_feature(stance, "value", "uima.cas.String")
    types.create_feature(stance, "sure", "uima.cas.Boolean")
    cas = cassis.Cas(types)
    text = "🙂 “Non”,\r\n\tdit-il 👩\u200d👩.\u2028Fin <&>"
    cas.sofa_string, cas.sofa_mime = text, "text/plain"
    spans = [(2, 7), (0, 1), (8, 12), (18, 21), (23, 30)]
    for start, end in spans:
        cas.add(token(begin=start, end=end))
        cas.add(stance(begin=start, end=end, value="no", sure=True))
    cas.to_xmi(tmp_path / "d.xmi")
    types.to_xml(tmp_path / "TypeSystem.xml")
    found, importing = read_back(tmp_path, load("cas"), annotator="bob")
    assert told(importing) == []
    (layer,) = found
    assert layer.annotator == Annotator("bob")
    assert layer.article.text == text.replace("\r\n", "\n")
    assert [each.quote for each in layer.annotations] == [
        text.replace("\r\n", "\n")[each.span.start : each.span.end]
        for each in layer.annotations
    ]
    # The line end of two characters is one here.
    assert {each.span for each in layer.annotations} == {
        Span(*(at - (at > 8) for at in each)) for each in spans
    }
    assert {each.attributes for each in layer.annotations} == {'{"sure":"true"}'}
