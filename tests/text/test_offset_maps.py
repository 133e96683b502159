from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.text.clean import clean
from annotate.text.offsets import CleaningMap, OffsetUnit, UnitMap

HOSTILE = st.text(st.sampled_from("a\r\n\ufeff\0é🙂\u2028"), max_size=12)


@given(HOSTILE, st.data())
def test_a_raw_span_keeps_its_text_when_the_text_is_cleaned(
    raw: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    first, last = CleaningMap.of(raw).span(start, end)
    stored = clean(raw)[first:last]
    # Only BOMs at the front of the whole text are dropped: "x" keeps the others.
    quote = raw[start:end]
    if not raw[:start].strip("\ufeff"):
        quote = quote.lstrip("\ufeff")
    assert stored == clean("x" + quote)[1:]


@pytest.mark.parametrize(
    ("start", "end", "mapped"),
    [(0, 1, (0, 1)), (1, 3, (1, 2)), (3, 4, (2, 3)), (1, 2, (1, 2)), (2, 3, (1, 2))],
)
def test_an_edge_inside_a_line_end_moves_out(
    start: int, end: int, mapped: tuple[int, int]
) -> None:
    assert CleaningMap.of("a\r\nb").span(start, end) == mapped


@given(st.text(st.sampled_from("aé€🙂\u200d"), max_size=10))
def test_units_count_as_the_encodings_do(text: str) -> None:
    for unit, encoding, size in (
        (OffsetUnit.UTF16, "utf-16-le", 2),
        (OffsetUnit.UTF8, "utf-8", 1),
    ):
        units = UnitMap(text, unit)
        for offset in range(len(text) + 1):
            assert (
                units.code_points(len(text[:offset].encode(encoding)) // size) == offset
            )


@pytest.mark.parametrize(
    ("unit", "offset"),
    [
        (OffsetUnit.UTF16, 2),
        (OffsetUnit.UTF8, 3),
        (OffsetUnit.UTF16, 99),
        (OffsetUnit.CODE_POINT, -1),
        (OffsetUnit.UTF8, -1),
        (OffsetUnit.CODE_POINT, 4),
    ],
)
def test_an_offset_outside_or_inside_a_character_is_none(
    unit: OffsetUnit, offset: int
) -> None:
    assert UnitMap("a🙂b", unit).code_points(offset) is None
