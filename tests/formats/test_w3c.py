from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_cases import Articles, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings

from annotate.formats import for_source, load, w3c
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.naming import article_of
from annotate.formats.sources import Source
from annotate.ids import pack, unix_ms
from annotate.model import Annotator, AnnotatorKind, Article, Layer, Span, Status
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Found = tuple[tuple[Layer, ...], list[str], list[str]]

TEXT = (
    "The mayor said no on Monday.\n\nShe told reporters that nobody had asked her "
    "about the bridge, and that 7 people had left the council since May.\n"
)
URL = "https://news.example/bridge"


def article(text: str = TEXT, source: str = URL) -> Article:
    return article_of(Importing().at(), text, title="Known", source=source)


def export(layers: tuple[Layer, ...]) -> tuple[dict[str, object], dict[str, int]]:
    exporting = Exporting(DEFAULT_SCHEME)
    pieces = [*w3c.write(iter(layers), exporting)]
    assert {piece.path for piece in pieces} == {""}
    data = b"".join(piece.data for piece in pieces)
    return json.loads(data), exporting.losses.counted()


def read(path: Path, value: object, *known: Article, annotator: str = "") -> Found:
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    importing = Importing(
        annotator=annotator,
        known=Articles(Layer(each, None) for each in known or (article(),)),
    )
    layers = tuple(w3c.read(Source(path.name, path), importing))
    problems = [str(each) for each in importing.problems]
    return layers, problems, [str(each) for each in importing.notes]


def annotation(
    exact: str = "mayor", prefix: str = "The ", suffix: str = " said", **more: object
) -> dict[str, object]:
    """One as another program writes it."""
    start = TEXT.find(exact)
    position = {
        "type": "TextPositionSelector",
        "start": start,
        "end": start + len(exact),
    }
    quote = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
    }
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://example.org/1",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"id": "acct:ada@example.org", "name": "Ada"},
        "created": "2026-01-05T09:00:00Z",
        "body": {"type": "TextualBody", "value": "claim", "purpose": "tagging"},
        "target": {"source": URL, "selector": [position, quote]},
        **more,
    }


def with_target(**more: object) -> dict[str, object]:
    found = annotation()
    return {**found, "target": {**found["target"], **more}}


def places(layer: Layer) -> list[tuple[int, int, str]]:
    return [(row.span.start, row.span.end, row.label) for row in layer.annotations]


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_it_can_hold_comes_back_and_the_rest_is_counted(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    page, losses = export(layers)
    known = {layer.article.id: layer.article for layer in layers}
    path = tmp_path_factory.mktemp("out") / "x.jsonld"
    found, problems, _ = read(path, page, *known.values())
    assert not problems
    held = [
        replace(layer, status=Status.TODO)
        for layer in layers
        if layer.annotations or layer.rejected or layer.links
    ]
    assert [*found] == held
    states = sum(layer.status is not Status.TODO for layer in layers)
    empty = len(layers) - len(held)
    assert losses == {
        name: count
        for name, count in [
            ("layers without annotations", empty),
            ("statuses dropped", states),
        ]
        if count
    }


def test_articles_that_nobody_annotated_are_counted() -> None:
    page, losses = export((Layer(article(), None),))
    assert page["items"] == []
    assert losses == {"articles without annotations": 1}


def test_an_annotation_is_what_the_w3c_says() -> None:
    (layer, *_) = [each for each in layers_of_seeds() if each.links]
    row = replace(
        layer.annotations[0], note="why", attributes='{"a":1}', origin="r", score=0.5
    )
    gold = Annotator("Ada L.", AnnotatorKind.GOLD)
    layer = replace(layer, annotator=gold, annotations=(row,), links=layer.links[:1])
    page, _ = export((layer,))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    text, start, end = layer.article.text, row.span.start, row.span.end
    found, link = page["items"]
    assert found == {
        "id": f"urn:uuid:{row.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "created": found["created"],
        "creator": {
            "id": "urn:annotate:annotator:Ada%20L.",
            "type": "Person",
            "nickname": "Ada L.",
            "annotate:kind": "gold",
        },
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": row.label},
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "value": "why",
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": f"urn:annotate:article:{layer.article.id}",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": row.quote,
                    "prefix": text[max(start - 32, 0) : start],
                    "suffix": text[end : end + 32],
                },
            ],
        },
        "annotate:attributes": '{"a":1}',
        "annotate:origin": "r",
        "annotate:score": 0.5,
    }
    assert link["motivation"] == "linking"
    assert link["target"] == f"urn:uuid:{layer.links[0].source}"
    assert link["body"][1] == f"urn:uuid:{layer.links[0].target}"


def test_each_annotation_stands_on_a_line() -> None:
    data = b"".join(
        piece.data
        for piece in w3c.write(iter(layers_of_seeds()), Exporting(DEFAULT_SCHEME))
    )
    head, *lines, end, nothing = data.decode().split("\n")
    assert head.endswith('"items":[')
    assert (end, nothing) == ("]}", "")
    count = sum(
        len(each.annotations) + len(each.rejected) + len(each.links)
        for each in layers_of_seeds()
    )
    assert len([json.loads(line.removesuffix(",")) for line in lines]) == count


# What other programs write.


@pytest.mark.parametrize(
    "wrap",
    [
        json.dumps,
        lambda each: json.dumps([each]),
        lambda each: json.dumps({"type": "AnnotationPage", "items": [each]}, indent=1),
        lambda each: json.dumps(
            {"type": "AnnotationCollection", "first": {"items": [each]}, "total": 1}
        ),
        lambda each: json.dumps({"annotations": [each], "client_version": "1"}),
        lambda each: json.dumps({"total": 1, "rows": [each]}),
    ],
)
def test_pages_collections_lists_and_lines_are_read(
    tmp_path: Path, wrap: Callable[[object], str]
) -> None:
    (layer,), problems, notes = read(tmp_path / "x", wrap(annotation()))
    assert not problems
    assert not notes
    assert layer.annotator == Annotator("Ada")
    assert places(layer) == [(4, 9, "claim")]
    (row,) = layer.annotations
    assert unix_ms(row.id) == 1_767_603_600_000
    assert read(tmp_path / "x", wrap(annotation()))[0] == (layer,)


def test_a_time_that_nobody_told_is_left_out(tmp_path: Path) -> None:
    (layer, *_) = [each for each in layers_of_seeds() if each.links]
    row = replace(layer.annotations[0], id=pack(0, 1), rev=pack(0, 1))
    bare = replace(layer, annotations=(row,), rejected=(), links=(), status=Status.TODO)
    page, _ = export((bare,))
    assert "created" not in page["items"][0]
    assert read(tmp_path / "x.jsonld", page, layer.article)[0] == (bare,)


def test_an_export_of_hypothesis_is_read(tmp_path: Path) -> None:
    """Its offsets count UTF-16 units of the page, with the page's own white space."""
    page = "Menu 🙂 Search\n  The  mayor\n said no on Monday."
    start = page.index("The")
    units = start + 1
    end = units + len("The  mayor\n said no")
    entry = {
        "id": "aBcDe",
        "created": "2026-01-05T09:00:00.500000+00:00",
        "updated": "2026-01-05T09:00:00.500000+00:00",
        "user": "acct:ada@hypothes.is",
        "uri": URL,
        "text": "is that so?",
        "tags": ["claim", "quote"],
        "group": "__world__",
        "document": {"title": ["Bridge"]},
        "target": [
            {
                "source": URL,
                "selector": [
                    {
                        "type": "RangeSelector",
                        "startContainer": "/div[1]",
                        "startOffset": 3,
                        "endContainer": "/div[1]",
                        "endOffset": 22,
                    },
                    {"type": "TextPositionSelector", "start": units, "end": end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": "The  mayor\n said no",
                        "prefix": "Menu 🙂 Search\n  ",
                        "suffix": " on Monday.",
                    },
                ],
            }
        ],
    }
    reply = {**entry, "id": "r", "references": ["aBcDe"], "target": [{"source": URL}]}
    note = {**entry, "id": "n", "target": [{"source": URL}]}
    untagged = {**entry, "id": "u", "tags": []}
    (layer,), problems, notes = read(
        tmp_path / "x", {"annotations": [entry, reply, note, untagged]}
    )
    assert not problems
    assert layer.annotator == Annotator("ada@hypothes.is")
    assert places(layer) == [(0, 17, "claim"), (0, 17, "quote")]
    assert {row.note for row in layer.annotations} == {"is that so?"}
    shown, placed = "'The  mayor\\n said no'", "0-17 by quote and context"
    assert [each.partition(": ")[2].partition(",")[0] for each in notes] == [
        "RangeSelector is passed over",
        f"{units}-{end} is not where {shown} stands; placed at {placed}",
        "replies to another annotation; left out",
        "is a whole page",
        "has no tag that could be a label; left out",
    ]


@pytest.mark.parametrize(
    ("changed", "label", "note"),
    [
        ({"body": [{"type": "TextualBody", "value": "claim", "purpose": "oa:tagging"},
                   {"type": "TextualBody", "value": "why"}],
          "motivation": "commenting"}, "claim", "why"),
        ({"body": {"value": "claim", "purpose": "classifying"}, "bodyValue": "so"},
         "claim", "so"),
        ({"body": {"value": "claim"}}, "claim", ""),
        ({"motivation": "http://www.w3.org/ns/oa#tagging", "body": {"value": "claim"}},
         "claim", ""),
        ({"creator": "acct:Ada"}, "claim", ""),
        ({"creator": [{"nickname": "Ada"}, {"name": "Bob"}]}, "claim", ""),
    ],
)  # fmt: skip
def test_bodies_are_labels_and_notes(
    tmp_path: Path, changed: dict[str, object], label: str, note: str
) -> None:
    (layer,), problems, _ = read(tmp_path / "x", {**annotation(), **changed})
    assert not problems
    (row,) = layer.annotations
    assert (row.label, row.note) == (label, note)
    assert layer.annotator == Annotator("Ada")


def test_software_is_a_model(tmp_path: Path) -> None:
    creator = {"type": "Software", "name": "tagger"}
    (layer,), _, _ = read(tmp_path / "x", annotation(creator=creator))
    assert layer.annotator == Annotator("tagger", AnnotatorKind.MODEL)


def test_links_of_recogito_have_two_targets(tmp_path: Path) -> None:
    one = annotation(id="#a")
    two = annotation("no", "mayor said ", " on Monday", id="#b")
    link = {
        "id": "#c",
        "type": "Annotation",
        "motivation": "linking",
        "creator": {"name": "Ada"},
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "denies"}],
        "target": [{"id": "#b"}, {"id": "#a"}],
    }
    stray = {**link, "id": "#d", "target": [{"id": "#x"}, {"id": "#a"}]}
    layers, problems, notes = read(tmp_path / "x", [link, one, two, stray])
    assert not problems
    (layer,) = layers
    mayor, no = layer.annotations
    (found,) = layer.links
    assert (found.kind, found.source, found.target) == ("denies", no.id, mayor.id)
    assert notes == ["line 1, target: is not in this file; left out"]


def test_a_file_in_no_order_is_read_in_layers(tmp_path: Path) -> None:
    other = article("Prices rose. The mayor said so.\n", "b")
    far = annotation(suffix=" said so.")
    far = {**far, "target": {**far["target"], "source": "b"}, "id": "https://e.org/2"}
    near = annotation("Monday", "no on ", ".", id="https://e.org/3")
    layers, problems, _ = read(
        tmp_path / "x", [annotation(), far, near], article(), other
    )
    assert not problems
    assert [layer.article.source for layer in layers] == [URL, "b", URL]
    assert [places(layer)[0][:2] for layer in layers] == [(4, 9), (17, 22), (21, 27)]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        # Offsets of another version of the text.
        ({"selector": [
            {"type": "TextPositionSelector", "start": 900, "end": 905},
            {"type": "TextQuoteSelector", "exact": "mayor", "prefix": "The ",
             "suffix": " said no"}]}, (4, 9)),
        ({"selector": {"type": "TextQuoteSelector", "exact": "told reporters"}},
         (34, 48)),
        ({"selector": {"type": "FragmentSelector", "value": "p1", "refinedBy": {
            "type": "TextQuoteSelector", "exact": "told reporters"}}}, (34, 48)),
        ({"source": {"id": URL}}, (4, 9)),
        ({"source": f"https://x.org/{article().id}"}, (4, 9)),
        ({"source": article().id, "selector":
            {"type": "TextPositionSelector", "start": 0, "end": 9}}, (0, 9)),
    ],
)  # fmt: skip
def test_a_span_is_placed_by_quote_and_context(
    tmp_path: Path, target: dict[str, object], found: tuple[int, int]
) -> None:
    (layer,), problems, _ = read(tmp_path / "x", with_target(**target))
    assert not problems
    assert layer.annotations[0].span == Span(*found)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("[7]", "line 1: is no JSON object"),
        ("[{", "line 1: the JSON breaks off"),
        ('{"items": [{"target": 7}]}', "line 1, target: is neither an IRI nor"),
        ({"body": []}, "line 1, target: is missing"),
        (with_target(source="c"), "target.source: 'c' is no article that is known"),
        (with_target(source=None), "target.source: is missing"),
        (with_target(selector={"type": "TextQuoteSelector"}),
         "target.selector[0].exact: is missing"),
        (with_target(selector={"type": "TextQuoteSelector", "exact": 7}),
         "target.selector[0].exact: is a whole number"),
        (with_target(selector={"type": "TextQuoteSelector", "exact": "major"}),
         "target.selector.text: 'major' is not in article"),
        (with_target(selector={"type": "TextQuoteSelector", "exact": "e"}),
         "stands in another context, or more than once"),
        (with_target(selector={"type": "TextQuoteSelector", "exact": ""}),
         "target.selector.text: ''"),
        (with_target(selector={"type": "TextPositionSelector", "start": 0, "end": 3}),
         "target.selector: is a TextPositionSelector alone, which nothing proves"),
        (with_target(source=article().id, selector={
            "type": "TextPositionSelector", "start": 0, "end": 999}), "end: 999 is"),
        (with_target(source=article().id, selector={
            "type": "TextPositionSelector", "start": 3, "end": 0}), "not after the"),
        (with_target(source=article().id, selector={
            "type": "TextPositionSelector", "start": "0", "end": 3}), "start: is text"),
        (with_target(selector={"type": "RangeSelector"}),
         "target.selector: is RangeSelector alone"),
        (with_target(selector={"type": "FragmentSelector", "value": "char=0,3"}),
         "target.selector: is FragmentSelector alone"),
        (annotation(body={"value": "a\x1b", "purpose": "tagging"}), "label: 'a\\x1b'"),
        (annotation(creator=None), "creator: is missing; say whose"),
        (annotation(creator={"name": "a\nb"}), "annotator: The name of the annotator"),
        (annotation(creator={"name": "a", "annotate:kind": "robot"}),
         "creator.annotate:kind: is 'robot'"),
        ({**annotation(), "annotate:attributes": "["}, "annotate:attributes: is not"),
        ({**annotation(), "annotate:score": -2}, "annotate:score: is -2.0"),
        ({**annotation(), "annotate:answer": "maybe"}, "annotate:answer: is 'maybe'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, value: object, says: str
) -> None:
    layers, problems, _ = read(tmp_path / "x", value)
    assert not any(layer.annotations for layer in layers)
    assert any(says in each for each in problems), problems


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    row = pack(1_767_603_600_000, 5)
    one = annotation(id=f"urn:uuid:{row}")
    two = {**annotation("no", "mayor said ", " on"), "id": one["id"]}
    _, problems, _ = read(tmp_path / "x", [one, two])
    assert problems == [f"line 1, id: {row} stands twice; one id may be given once"]


def test_nobodys_work_gets_the_annotator_who_is_named(tmp_path: Path) -> None:
    one = annotation(creator=None)
    (layer,), problems, _ = read(tmp_path / "x", one, annotator="bob")
    assert not problems
    assert layer.annotator == Annotator("bob")


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (json.dumps(annotation()), True),
        (json.dumps({"annotations": [annotation()]}, indent=2), True),
        (json.dumps([{"target": [{"selector": [{"type": "TextQuoteSelector"}]}]}]),
         True),
        ('{"schema":"annotate/1","text":"a"}', False),
        ('[{"data":{"text":"a"},"annotations":[]}]', False),
        ("The TextQuoteSelector says", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_first_bytes(
    tmp_path: Path, text: str, is_ours: bool
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert w3c.reads_like("x.json", text.encode()) == is_ours
    if is_ours:
        assert for_source(Source("x.json", path)) is load("w3c")
