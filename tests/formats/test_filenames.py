from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.formats.colours import COLOURS, colours_of
from annotate.formats.filenames import FileNames
from annotate.model import Label
from annotate.tui.themes import PALETTES


@pytest.mark.parametrize(
    ("annotator", "name"),
    [
        ("alice", "alice"),
        ("ada@example.org", "ada@example.org"),
        ("Älice Müller", "Älice_Müller"),
        ("a/b", "a_b"),
        ("..", "_"),
        (".hidden", "_.hidden"),
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ("C:\\x", "C__x"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("🙂", "_"),
        ("trailing.", "trailing"),
        ("a" * 64 + "é" * 64, "a" * 64 + "é" * 28),
    ],
)
def test_an_annotator_has_a_safe_file_name(annotator: str, name: str) -> None:
    assert FileNames().of(annotator) == name


def test_annotators_who_look_alike_have_different_files() -> None:
    names = FileNames(reserved=["all"])
    given_names = ["alice", "Alice", "a/b", "a_b", "all", "alice"]
    assert [names.of(each) for each in given_names] == [
        "alice", "Alice~2", "a_b", "a_b~2", "all~2", "alice",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1, max_size=70), unique=True))
def test_no_two_annotators_share_a_file(annotators: list[str]) -> None:
    names = FileNames()
    found = [names.of(each) for each in annotators]
    assert len({each.casefold() for each in found}) == len(found)
    for each in found:
        assert each not in {".", ".."}
        assert not {"/", "\\", "\0", ":"} & set(each)
        assert len(each.encode()) <= 128


def test_colours_are_those_of_the_light_theme() -> None:
    roles = PALETTES["light"].roles
    assert {name: (each.behind, each.strong) for name, each in COLOURS.items()} == {
        name: (role.tint, role.strong) for name, role in roles.items()
    }
    label = Label("x", "X", "", "no such role", "bold", "")
    assert colours_of(label).behind.startswith("#")
