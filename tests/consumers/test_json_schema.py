"""Every line of native JSONL is what its JSON Schema says, and no other is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from shifting import with_one_shifted

from annotate.formats.jsonl import dump, parse, schema_text
from formats.format_cases import layers_of_seeds
from formats.hostile_layers import corpora

if TYPE_CHECKING:
    from annotate.model import Layer

SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_worked_example_is_valid_and_has_every_key() -> None:
    for layer in layers_of_seeds():
        row = json.loads(dump(layer))
        VALIDATOR.validate(row)
        assert list(row) == list(SCHEMA["properties"])
        for span in row["spans"]:
            assert list(span) == list(SCHEMA["$defs"]["span"]["properties"])


@given(corpora())
@settings(max_examples=30, deadline=None)
def test_any_layer_is_valid(layers: tuple[Layer, ...]) -> None:
    for layer in layers:
        VALIDATOR.validate(json.loads(dump(layer)))


@pytest.mark.parametrize(
    ("row", "is_valid"),
    [
        ({"text": "a"}, True),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": "x"}]}, True),
        ({"text": "a", "id": "", "kind": "", "meta": {"n": 1}}, True),
        ({}, False),
        ({"text": " "}, False),
        ({"text": None}, False),
        ({"text": "a", "spnas": []}, False),
        ({"text": "a", "kind": "robot"}, False),
        ({"text": "a", "schema": "annotate/2"}, False),
        ({"text": "a", "spans": [{"start": -1, "end": 1, "label": "x"}]}, False),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": ""}]}, False),
        ({"text": "a", "spans": [{"start": 0, "end": 1.5, "label": "x"}]}, False),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": "x", "id": "7"}]},
         False),
        ({"text": "a", "links": [{"kind": "denies"}]}, False),
    ],
)  # fmt: skip
def test_the_schema_and_the_reader_agree(row: dict, is_valid: bool) -> None:
    _, problems = parse(json.dumps(row), 1, annotator="ada")
    assert VALIDATOR.is_valid(row) is is_valid
    assert (not problems) is is_valid


def test_that_an_offset_fits_is_for_the_reader_to_see() -> None:
    """A JSON Schema compares no field with another: it holds types, names and ranges.

    So it takes a span that is shifted, or ends before it begins; the reader does not.
    """
    row = json.loads(dump(with_one_shifted(layers_of_seeds())[1]))
    VALIDATOR.validate(row)
    _, problems = parse(json.dumps(row), 1)
    assert [each.field for each in problems] == ["spans[2].text"]
    row["spans"][2]["end"] = 1
    VALIDATOR.validate(row)
