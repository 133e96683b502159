"""Names of annotators that may be mistyped ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Annotator
from annotate.text.names import lookalike, shown_names

KNOWN = ("alice", "Bob Miller", "ann-1", "李雷", "jo")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Alice", "alice"),
        (" al ice", "alice"),
        ("alcie", "alice"),
        ("alic", "alice"),
        ("allice", "alice"),
        ("alixe", "alice"),
        ("bobmiller", "Bob Miller"),
        ("bob  miler", "Bob Miller"),
        ("bob mlier", "Bob Miller"),
        ("JO", "jo"),
        ("ａｌｉｃｅ", "alice"),
        # Meant to differ: by number, by three letters, by half of a short name.
        ("ann-2", ""),
        ("ann-12", ""),
        ("rob mueller", ""),
        ("alan", ""),
        ("joe", ""),
        ("李梅", ""),
        ("carol", ""),
        ("", ""),
    ],
)
def test_a_slip_of_the_keyboard_is_told_from_another_name(
    name: str, meant: str
) -> None:
    assert lookalike(name, KNOWN) == meant


@given(st.text("abcdeéøжя", min_size=7, max_size=12), st.data())
def test_one_slip_anywhere_is_found(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    slips = [
        name[:at] + name[at + 1 :],
        name[:at] + "x" + name[at:],
        name[:at] + "x" + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ]
    assert [lookalike(slip, [name]) for slip in slips] == [name] * 4


def test_the_nearest_of_several_is_meant() -> None:
    assert lookalike("marten", ["martina", "martin", "marlene"]) == "martin"


def test_people_are_called_by_their_names_and_told_apart() -> None:
    people = [
        Annotator("a", name="Ann"),
        Annotator("b", name="ANN"),
        Annotator("c", name="Cem"),
        Annotator("d"),
        Annotator("e", name="d"),
    ]
    assert shown_names(people) == {
        "a": "Ann (a)",
        "b": "ANN (b)",
        "c": "Cem",
        "d": "d",
        "e": "d (e)",
    }
