from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.importing import Importing
from annotate.formats.jsonitems import items
from annotate.formats.sources import LONGEST_LINE, Source

if TYPE_CHECKING:
    from pathlib import Path

HOLDERS = {"items": "[", "first": "{"}


def read(
    path: Path, data: bytes, holders: dict[str, str] | None = None
) -> tuple[list[tuple[int, object]], list[str]]:
    path.write_bytes(data)
    importing = Importing()
    found = [
        (spot.line, value)
        for spot, value in items(Source("x", path), importing, holders)
    ]
    return found, [str(each) for each in importing.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n \n", []),
        ("[]", []),
        ("[ ]\n", []),
        ("\ufeff[1, 23]", [(1, 1), (1, 23)]),
        ('[\n{"a": [\n1]},\n"é🙂"\n]\n', [(2, {"a": [1]}), (4, "é🙂")]),
        ('{"a": 1}\n\n{"a": 2}', [(1, {"a": 1}), (3, {"a": 2})]),
        ("{}", [(1, {})]),
        ('{"items": [3,\n4], "b": 1}', [(1, 3), (2, 4)]),
        ('{"b": [1], "first":\n{"c": {},\n"items": [5]}}', [(3, 5)]),
        ('{"items": 7, "first": [8]}', [(1, {"items": 7, "first": [8]})]),
        ('{"items": []}', []),
        ('{"items": [1]}\n{"b": 2}', [(1, 1), (2, {"b": 2})]),
    ],
)
def test_entries_come_with_their_lines(
    tmp_path: Path, text: str, found: list[tuple[int, object]]
) -> None:
    assert read(tmp_path / "x", text.encode(), HOLDERS) == (found, [])


def test_without_holders_every_object_is_an_entry(tmp_path: Path) -> None:
    text = b'{"items": [1]}'
    assert read(tmp_path / "x", text) == ([(1, {"items": [1]})], [])


@pytest.mark.parametrize(
    ("data", "count", "says"),
    [
        (b"[1, 2", 2, "line 1: the JSON breaks off"),
        (b"[1,\n2,", 2, "line 2: the JSON breaks off"),
        (b'[1,\n"ab', 1, "line 2: the JSON breaks off"),
        (b'[1,\n{"a": 1', 1, "line 2: the JSON breaks off"),
        (b"[1, tru", 1, "line 1: the JSON breaks off"),
        (b"[1, tru]", 1, "line 1: is not JSON (Expecting value at column 5)"),
        (b'{"items"', 0, "line 1: the JSON breaks off"),
        (b"[1,\n\n 2x]", 2, "line 3: is not JSON (, or ] is needed at column 3)"),
        (b"[1,\n]", 1, "line 2: is not JSON (Expecting value at column 1)"),
        (b"[1 2]", 1, "line 1: is not JSON (, or ] is needed at column 4)"),
        (b"{1: 2}", 0, "line 1: is not JSON (a key in quotation marks is needed"),
        (b'{"a" 2}', 0, "line 1: is not JSON (: is needed at column 6)"),
        (b"<html>", 0, "line 1: is not JSON (Expecting value at column 1)"),
        (b"[1,\nNaN]", 1, "line 2: is not JSON (NaN is no JSON number at column 1)"),
        (b"[1,\n" + b"[" * 100_000, 1, "line 2: is not JSON (nested too deeply"),
        (b'[1,\n"\xff"]', 0, "line 2: is not UTF-8"),
        (b"PK\x03\x04\xff\xfe", 0, "is a zip archive; unzip it first"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, data: bytes, count: int, says: str
) -> None:
    found, problems = read(tmp_path / "x", data, HOLDERS)
    assert len(found) == count
    (problem,) = problems
    assert problem.startswith(says)


def test_json_lines_are_read_on_after_a_broken_one(tmp_path: Path) -> None:
    text = b'{"a": 1}\n{"a": \n{"a": 2}\n{a}\n\n{"a": 3}\n{"a"'
    for holders in ({}, HOLDERS):
        found, problems = read(tmp_path / "x", text, holders)
        assert found == [(1, {"a": 1}), (3, {"a": 2}), (6, {"a": 3})]
        assert problems[0] == "line 2: the JSON does not end on its line"
        assert problems[1].startswith("line 4: is not JSON (")
        assert problems[2] == "line 7: the JSON breaks off; fetch the whole file"
        assert len(problems) == 3


def test_a_broken_line_at_the_start_of_a_long_file_is_told_at_once(
    tmp_path: Path,
) -> None:
    rest = b'{"a": "' + b"b" * 5000 + b'"}\n'
    found, problems = read(tmp_path / "x", b'{"a": x}\n' + rest * 20_000, HOLDERS)
    assert len(found) == 20_000
    assert problems == ["line 1: is not JSON (Expecting value at column 7)"]
    assert found[-1][0] == 20_001


def test_an_entry_that_does_not_end_is_refused(tmp_path: Path) -> None:
    found, problems = read(tmp_path / "x", b'["' + b"a" * (2 * LONGEST_LINE + 9))
    assert found == []
    assert problems == ["line 1: an entry is longer than 64 MiB; split it"]


def test_what_is_no_json_is_told_however_long_it_is(tmp_path: Path) -> None:
    found, problems = read(tmp_path / "x", b"a" * (2 * LONGEST_LINE + 9))
    assert found == []
    assert problems == ["line 1: is not JSON (Expecting value at column 1)"]


@given(
    st.lists(
        st.recursive(
            st.integers() | st.booleans() | st.text(max_size=8) | st.none(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=4), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        max_size=6,
    ),
    st.sampled_from([None, 1]),
    st.booleans(),
)
@settings(deadline=None)
def test_every_list_is_read_as_the_standard_library_reads_it(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[object],
    indent: int | None,
    is_ascii: bool,
) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=is_ascii)
    path = tmp_path_factory.mktemp("items") / "x"
    found, problems = read(path, text.encode("utf-8", "surrogatepass"))
    if any(0xD800 <= ord(char) < 0xE000 for char in text):
        assert problems
        return
    assert not problems
    assert [value for _, value in found] == values


def test_a_long_file_is_read_in_pieces(tmp_path: Path) -> None:
    rows = [{"n": number, "text": "é🙂" * 50} for number in range(30_000)]
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    found, problems = read(tmp_path / "x", f"[\n{text}\n]\n".encode())
    assert not problems
    assert [value for _, value in found] == rows
    assert [line for line, _ in found] == list(range(2, 30_002))
