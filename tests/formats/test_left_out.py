"""Spans that cannot be placed, left out with their links, in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_cases import MS, Articles, annotation, article, source_of
from written import read_back, write_into

from annotate.formats import NAMES, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.left_out import LeftOut
from annotate.ids import pack
from annotate.model import Annotator, Layer, Link
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.formats.contract import Format

TEXT = (
    "The mayor said no on Monday.\n\nShe told reporters that nobody had asked her "
    "about the bridge, and that seven people had left the council since May.\n"
)
KNOWN = article(TEXT, source="news/bridge.txt")
VERSION = replace(KNOWN, text="Update: " + TEXT.replace("Monday", "a Tuesday"))
"""What a file holds of the article: another text under the same id."""
MAYOR, DAY, PEOPLE = (
    annotation(VERSION, at, at + len(quote), label, number, annotator="ada")
    for number, (quote, label) in enumerate(
        [("The mayor", "claim"), ("a Tuesday", "claim"), ("seven", "number")], 1
    )
    for at in [VERSION.text.index(quote)]
)
READERS = [
    each
    for each in map(load, NAMES)
    if each.reads and each.writes and not each.articles_only
]


def link(source: str, target: str, number: int) -> Link:
    rev = pack(MS, number)
    return Link(rev, rev, None, "ada", "confirms", source, target)


LINKS = (
    link(MAYOR.id, PEOPLE.id, 1),
    link(MAYOR.id, DAY.id, 2),
    link(DAY.id, PEOPLE.id, 3),
)
LAYER = Layer(VERSION, Annotator("ada"), annotations=(MAYOR, DAY, PEOPLE), links=LINKS)


def read(
    each: Format, path: Path, left_out: LeftOut
) -> tuple[tuple[Layer, ...], Importing]:
    return read_back(
        path,
        each,
        annotator="ada",
        known=Articles([Layer(KNOWN, None)]),
        link_kinds=["confirms"],
        left_out=left_out,
    )


@pytest.mark.parametrize("each", READERS, ids=lambda each: each.name)
def test_a_span_that_cannot_be_placed_is_left_out_with_its_links_where_it_is_wished(
    each: Format, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    if each.folder:
        write_into(path, each, [LAYER])
    else:
        pieces = each.write([LAYER], Exporting(DEFAULT_SCHEME))
        path.write_bytes(b"".join(piece.data for piece in pieces))
    _, refused = read(each, path, LeftOut())
    (problem,) = refused.problems
    assert problem.line > 0
    assert problem.field.endswith("text")
    assert problem.message == (
        f"'a Tuesday' is not in article {KNOWN.id[:8]} as it is known; leave such "
        "spans out with --leave-out-unplaced, and mark them by hand"
    )

    left_out = LeftOut(is_wanted=True)
    (layer,), importing = read(each, path, left_out)
    assert not importing.problems
    assert [row.quote for row in layer.annotations] == ["The mayor", "seven"]
    assert [(each.source, each.target) for each in layer.links] == [
        tuple(row.id for row in layer.annotations)
    ]
    assert (left_out.spans, left_out.links) == (1, 2)
    told = [each for each in importing.notes if "left out" in each.message]
    assert [each.message.partition(" ")[2] for each in told] == [
        f"Tuesday' is not in article {KNOWN.id[:8]} as it is known; left out",
        "a span that is left out; left out too",
        "a span that is left out; left out too",
    ]
    assert (told[0].line, told[0].field) == (problem.line, problem.field)
    assert all(each.line > 0 for each in told)


def test_regions_of_label_studio_that_stand_nowhere_are_left_out_too() -> None:
    def region(number: int, start: int, text: str) -> dict[str, object]:
        where = {"start": start, "end": start + len(text), "text": text}
        value = {**where, "labels": ["claim"]}
        return {"id": f"r{number}", "type": "labels", "value": value}

    relation = {"type": "relation", "from_id": "r1", "to_id": "r2"}
    results = [
        region(1, 0, "The mayor"),
        region(2, 4, "nobody knows"),
        {**relation, "labels": ["confirms"]},
    ]
    task = {"data": {"text": TEXT}, "annotations": [{"result": results}]}
    left_out = LeftOut(is_wanted=True)
    importing = Importing(annotator="ada", left_out=left_out)
    (layer,) = load("labelstudio").read(source_of(json.dumps([task])), importing)
    assert not importing.problems
    assert [row.quote for row in layer.annotations] == ["The mayor"]
    assert not layer.links
    assert [each.field for each in importing.notes] == [
        "annotations[0].result[1].value.text",
        "annotations[0].result[2]",
    ]
    assert (left_out.spans, left_out.links) == (1, 1)


@pytest.mark.parametrize("is_before", [True, False])
def test_links_to_others_web_annotations_that_stand_nowhere_are_left_out(
    *, is_before: bool
) -> None:
    def annotation_of(number: int, quote: str) -> dict[str, object]:
        selector = {"type": "TextQuoteSelector", "exact": quote}
        return {
            "id": f"https://example.org/{number}",
            "type": "Annotation",
            "creator": "ada",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": "claim"}],
            "target": {"source": KNOWN.source, "selector": selector},
        }

    linking = {
        "motivation": "linking",
        "creator": "ada",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "confirms"},
            "https://example.org/2",
        ],
        "target": "https://example.org/1",
    }
    spans = [annotation_of(1, "The mayor"), annotation_of(2, "a Tuesday")]
    listed = [linking, *spans] if is_before else [*spans, linking]
    left_out = LeftOut(is_wanted=True)
    importing = Importing(known=Articles([Layer(KNOWN, None)]), left_out=left_out)
    (layer,) = load("w3c").read(source_of(json.dumps(listed)), importing)
    assert [row.quote for row in layer.annotations] == ["The mayor"]
    assert not layer.links
    assert (left_out.spans, left_out.links) == (1, 1)
    assert not importing.problems
