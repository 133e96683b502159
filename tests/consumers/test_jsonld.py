"""PyLD, a JSON-LD processor by others, reads a page of ours without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from pyld import jsonld

from annotate.formats import w3c
from annotate.formats.contract import Exporting
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import layers_of_seeds
from formats.hostile_layers import corpora

if TYPE_CHECKING:
    from annotate.model import Layer

OA = "http://www.w3.org/ns/oa#"


def shipped_context(url: str, options: object = None) -> dict[str, object]:
    """The one document that a page needs; no other may be asked for."""
    del options
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": json.loads(w3c.context_file().read_bytes()),
    }


def page_of(layers: tuple[Layer, ...]) -> dict[str, object]:
    pieces = w3c.write(iter(layers), Exporting(DEFAULT_SCHEME))
    return json.loads(b"".join(piece.data for piece in pieces))


def expanded(page: dict[str, object]) -> list[dict[str, object]]:
    (found,) = jsonld.expand(page, {"documentLoader": shipped_context})
    (items,) = found["http://www.w3.org/ns/activitystreams#items"]
    return items["@list"]


def one(node: dict[str, object], term: str) -> object:
    (found,) = node[term]
    return found.get("@value", found.get("@id"))


def selected(node: dict[str, object]) -> dict[str, dict[str, object]]:
    (target,) = node[f"{OA}hasTarget"]
    by_type = {each["@type"][0]: each for each in target[f"{OA}hasSelector"]}
    return {kind.removeprefix(OA): each for kind, each in by_type.items()}


def spans(page: dict[str, object], layers: tuple[Layer, ...]) -> set[tuple[str, ...]]:
    """Id, label and words of each span that tags; its offsets prove them."""
    texts = {layer.article.id: layer.article.text for layer in layers}
    found = set()
    for node in expanded(page):
        assert node["@type"] == [f"{OA}Annotation"]
        if one(node, f"{OA}motivatedBy") != f"{OA}tagging":
            continue
        (target,) = node[f"{OA}hasTarget"]
        text = texts[one(target, f"{OA}hasSource")[-32:]]
        kinds = selected(node)
        position, quote = kinds["TextPositionSelector"], kinds["TextQuoteSelector"]
        start, end = (int(one(position, f"{OA}{name}")) for name in ("start", "end"))
        exact = one(quote, f"{OA}exact")
        assert text[start:end] == exact
        assert text[:start].endswith(one(quote, f"{OA}prefix"))
        assert text[end:].startswith(one(quote, f"{OA}suffix"))
        (label,) = [
            one(body, "http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
            for body in node[f"{OA}hasBody"]
            if one(body, f"{OA}hasPurpose") == f"{OA}tagging"
        ]
        found.add((node["@id"].removeprefix("urn:uuid:"), label, exact))
    return found


def ours(layers: tuple[Layer, ...]) -> set[tuple[str, ...]]:
    return {
        (row.id, row.label, row.quote) for layer in layers for row in layer.annotations
    }


def test_every_span_of_the_example_is_read_right() -> None:
    layers = layers_of_seeds()
    assert spans(page_of(layers), layers) == ours(layers)


@given(corpora())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_span_is_read_right_whatever_the_text(layers: tuple[Layer, ...]) -> None:
    assert spans(page_of(layers), layers) == ours(layers)


def test_a_shifted_offset_is_found() -> None:
    layers = layers_of_seeds()
    page = page_of(layers)
    page["items"][3]["target"]["selector"][0]["start"] += 1
    with pytest.raises(AssertionError):
        spans(page, layers)


@given(corpora())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_lost_in_expansion(layers: tuple[Layer, ...]) -> None:
    """JSON-LD drops what its context does not define."""
    nodes = {
        node["@id"].removeprefix("urn:uuid:"): node
        for node in expanded(page_of(layers))
    }
    for layer in layers:
        for row in (*layer.annotations, *layer.rejected):
            node = nodes[row.id]
            if row.attributes != "{}":
                assert one(node, "urn:annotate:attributes") == row.attributes
            if row.origin:
                assert one(node, "urn:annotate:origin") == row.origin
            if row.score is not None:
                assert one(node, "urn:annotate:score") == row.score
            (creator,) = node["http://purl.org/dc/terms/creator"]
            assert one(creator, "http://xmlns.com/foaf/0.1/nick") == row.annotator
        for link in layer.links:
            node = nodes[link.id]
            assert one(node, f"{OA}motivatedBy") == f"{OA}linking"
            assert one(node, f"{OA}hasTarget") == f"urn:uuid:{link.source}"
            assert {"@id": f"urn:uuid:{link.target}"} in node[f"{OA}hasBody"]


def test_the_page_is_a_graph_with_typed_offsets_and_times() -> None:
    (layer, *_) = layers_of_seeds()
    quads = jsonld.to_rdf(
        page_of((layer,)),
        {"documentLoader": shipped_context, "format": "application/n-quads"},
    )
    assert (
        f'<{OA}start> "{layer.annotations[0].span.start}"'
        "^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>"
    ) in quads
    assert "^^<http://www.w3.org/2001/XMLSchema#dateTime>" in quads
