from __future__ import annotations

from annotate.formats.colours import COLOURS, colours_of
from annotate.model import Label
from annotate.tui.themes import PALETTES


def test_colours_are_those_of_the_light_theme() -> None:
    roles = PALETTES["light"].roles
    found = {name: (each.behind, each.strong) for name, each in COLOURS.items()}
    assert found == {name: (role.tint, role.strong) for name, role in roles.items()}


def test_a_role_that_there_is_not_has_colours_too() -> None:
    label = Label("x", "X", "", "no such role", "bold", "")
    assert colours_of(label).behind.startswith("#")
