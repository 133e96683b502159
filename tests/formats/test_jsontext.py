"""JSON text: what is refused, and whether it breaks off."""

from __future__ import annotations

import json
import re

import pytest
from hostile_layers import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.jsontext import DECODER, breaks_off, dumps, loads, loads_rows

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3), st.data())
@settings(max_examples=200)
def test_the_beginning_of_an_object_breaks_off(
    value: dict[str, object], data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()), allow_nan=False)
    beginning = text[: data.draw(st.integers(1, len(text) - 1))]
    with pytest.raises(json.JSONDecodeError) as caught:
        DECODER.decode(beginning)
    assert breaks_off(beginning, caught.value), beginning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": tru', True),
        ('{"a": -', True),
        ('{"a": 1.', True),
        ('{"a": 1e-', True),
        ('{"a": "b\\u12', True),
        ('{"a": "b\\', True),
        ('{"a": 1 \n', True),
        ('{"a": 1}}', False),
        ('{"a": 1} x', False),
        ('{"a": tru, "b": 1}', False),
        ('{"a": tru}', False),
        ('{"a" 1}', False),
        ('{"a": 1,}', False),
        ('{"a": "b\\u12x", "c": 1}', False),
        ('{"a": "b\\x"}', False),
        ("{a: 1}", False),
        ("[1, 2}", False),
    ],
)
def test_what_is_wrong_in_the_middle_does_not_break_off(
    text: str, expected: bool
) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        DECODER.decode(text)
    assert breaks_off(text, caught.value) is expected


ROWS = st.lists(
    st.lists(st.tuples(st.sampled_from(["a", "b", '"', '\\"', "\\", '":']), VALUES))
)


@given(ROWS, st.sampled_from(["", " ", "\t", "\n "]), VALUES)
@settings(max_examples=200)
def test_rows_are_read_as_any_json_and_their_keys_refused_alike(
    rows: list[list[tuple[str, object]]], gap: str, other: object
) -> None:
    def written(pairs: list[tuple[str, object]]) -> str:
        return ",".join(f"{dumps(name)}{gap}:{dumps(value)}" for name, value in pairs)

    listed = ",".join(f"{{{written(pairs)}}}" for pairs in rows)
    text = f'{{"rows":[{listed}],"other":{dumps(other)}}}'
    try:
        expected = loads(text)
    except ValueError as error:
        with pytest.raises(ValueError, match=re.escape(str(error))):
            loads_rows(text)
    else:
        assert loads_rows(text) == expected


@given(st.lists(st.tuples(st.sampled_from("abc"), VALUES), max_size=4))
def test_a_key_that_comes_again_is_refused_and_named(
    pairs: list[tuple[str, object]],
) -> None:
    inner = ",".join(f"{dumps(name)}:{dumps(value)}" for name, value in pairs)
    text = f'{{"a":[{{{inner}}}]}}'
    names = [name for name, _ in pairs]
    if len(set(names)) == len(names):
        assert loads(text) == {"a": [dict(pairs)]}
        return
    with pytest.raises(ValueError, match="stands twice in one object") as caught:
        loads(text)
    (named,) = re.findall(r"the key '(\w)'", str(caught.value))
    assert names.count(named) > 1
