"""Spans that are read in one go come out as those that are read field by field."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from format_cases import annotation, article
from hostile_layers import TEXTS, corpora
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.drafting import Draft
from annotate.formats.fields import Fields
from annotate.formats.importing import Importing
from annotate.formats.jsonl import dump, row_of
from annotate.formats.jsonl_line import layer_of, mark_by_field
from annotate.formats.jsonl_plain import SPAN_KEYS, plain
from annotate.ids import pack
from annotate.model import Annotator, Answer, Layer
from annotate.text.offsets import OffsetUnit

ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.floats(),
    TEXTS,
    st.sampled_from(
        [
            *("{}", "", "[]", "{", '{"b":1,"a":2}', '{ "a": 1 }', '{"a":NaN}'),
            *(" claim", "claim", "\x1b", "x" * 64, "x" * 65),
            *(pack(0, 0), pack(253_402_300_799_999, 1), pack(253_402_300_800_000, 1)),
            *(pack(1, 1).upper(), "not an id", "1970-01-01T00:00:00.000Z"),
            *("2026-01-05T09:00:00Z", "2026-01-05", -1, -1.0, 0, 1, 10**400, 1e999),
        ]
    ),
    st.lists(st.integers(), max_size=1),
    st.dictionaries(st.sampled_from(["a", "b"]), st.integers(), max_size=2),
)


def read(
    layer: Layer, spans: object, answer: Answer
) -> tuple[Layer | None, list[str], list[str]]:
    """What reading field by field makes of the spans, its problems and its notes."""
    importing = Importing()
    draft = Draft(layer.article.text, layer.article, layer.annotator)
    fields = Fields({"spans": spans}, importing.at(1))
    mark_by_field(draft, fields.objects("spans"), answer)
    problems = list(map(str, importing.problems))
    notes = list(map(str, importing.notes))
    return None if problems else draft.layer(), problems, notes


def read_plain(layer: Layer, spans: object, answer: Answer) -> Layer | None:
    draft = Draft(layer.article.text, layer.article, layer.annotator)
    found = plain(draft, spans, answer)
    if found is None:
        return None
    draft.put(found, answer)
    return draft.layer()


@given(corpora())
@settings(max_examples=60)
def test_what_we_write_is_plain(layers: tuple[Layer, ...]) -> None:
    for layer in layers:
        spans = row_of(layer)["spans"]
        again = read_plain(layer, spans, Answer.ACCEPT)
        assert again is not None
        assert again.annotations == layer.annotations
        assert (again, []) == read(layer, spans, Answer.ACCEPT)[:2]


def test_spans_whose_time_nobody_told_are_plain() -> None:
    of = article("The mayor said no.")
    row = annotation(of, 4, 9, id=pack(0, 1), rev=pack(0, 1))
    layer = Layer(of, Annotator("alice"), annotations=(row,))
    (span,) = row_of(layer)["spans"]  # type: ignore[misc, attr-defined]
    assert span["created"] == ""
    assert read_plain(layer, [span], Answer.ACCEPT) == layer


@given(corpora(), st.data())
@settings(max_examples=300)
def test_a_span_that_is_changed_is_read_alike_or_left_to_the_other_way(
    layers: tuple[Layer, ...], data: st.DataObject
) -> None:
    layer = data.draw(st.sampled_from(layers))
    spans = deepcopy(row_of(layer)["spans"])
    assert isinstance(spans, list)
    for span in spans:
        for name in data.draw(
            st.sets(st.sampled_from([*SPAN_KEYS, "odd"]), max_size=2)
        ):
            if data.draw(st.booleans()):
                span.pop(name, None)
            else:
                span[name] = data.draw(ODD_VALUES)
    answer = data.draw(st.sampled_from([Answer.ACCEPT, Answer.REJECT]))
    found = read_plain(layer, spans, answer)
    if found is not None:
        assert (found, []) == read(layer, spans, answer)[:2]


@given(corpora(), st.data())
@settings(max_examples=100)
def test_a_line_tells_the_same_whichever_way_its_spans_are_read(
    layers: tuple[Layer, ...], data: st.DataObject
) -> None:
    row = json.loads(dump(data.draw(st.sampled_from(layers))))
    ways = []
    for other in (row, {**row, "spans": [without_time(each) for each in row["spans"]]}):
        importing = Importing()
        layer = layer_of(json.dumps(other), importing.at(7))
        ways.append((layer, importing.problems, importing.notes))
    assert ways[0] == ways[1]


def without_time(span: dict[str, object]) -> dict[str, object]:
    """The span as it is not plain, and says the same: the id has its time."""
    return {name: value for name, value in span.items() if name != "created"}


@pytest.mark.parametrize(
    ("raw", "unit"),
    [
        ("\ufeffThe mayor", OffsetUnit.CODE_POINT),
        ("The\r\nmayor", OffsetUnit.CODE_POINT),
        ("The mayor", OffsetUnit.UTF16),
        ("The mayor", OffsetUnit.UTF8),
    ],
)
@given(corpora())
@settings(max_examples=5)
def test_offsets_that_must_be_mapped_are_left_to_the_other_way(
    raw: str, unit: OffsetUnit, layers: tuple[Layer, ...]
) -> None:
    draft = Draft(raw, layers[0].article, layers[0].annotator, unit=unit)
    assert plain(draft, [], Answer.ACCEPT) is None
