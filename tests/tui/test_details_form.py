"""What the form of one tag makes of its fields."""

from __future__ import annotations

import pytest

from annotate.formats.jsontext import canonical_object
from annotate.tui.screens.details import attributes_text, completed, shown_value

KNOWN: dict[str, object] = {"low": None, "n": 3, "x": {"y": 1}, "speaker": "Yoon"}


def test_what_was_not_edited_stays_as_it_was_also_where_it_is_no_text() -> None:
    entered = {name: shown_value(value) for name, value in KNOWN.items() if value}
    assert attributes_text(KNOWN, entered) == (
        '{"low":null,"n":3,"speaker":"Yoon","x":{"y":1}}'
    )


def test_attributes_are_written_as_an_import_would_write_them() -> None:
    text = attributes_text({}, {"unit": "m\u2028\x85\ud800é"})
    assert text == '{"unit":"m\\u2028\\u0085\\ud800é"}'
    assert canonical_object(text) == text


def test_an_edited_field_is_text_and_an_emptied_one_goes() -> None:
    entered = {"n": "4", "speaker": "", "as_of": "Friday"}
    assert attributes_text(KNOWN, entered) == (
        '{"as_of":"Friday","low":null,"n":"4","x":{"y":1}}'
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [("", ""), ("f", "flat"), ("Ref", "refutes"), ("flat", "flat"), ("maybe", None)],
)
def test_a_choice_may_be_begun(value: str, found: str | None) -> None:
    assert completed(value, ("flat", "refutes")) == found
