"""The command table and the keymap: which key asks for what."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.config import Settings
from annotate.desk.intents import (
    FocusPane,
    Move,
    NextAnnotation,
    Remove,
    Tag,
    TagNext,
)
from annotate.model import Label, Scheme
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.motions import MOTIONS
from annotate.tui.adjudication.commands import adjudication_keymap
from annotate.tui.commands import Act, Group, commands_for
from annotate.tui.helptext import (
    guideline_lines,
    help_lines,
    key_table_markdown,
    key_table_text,
)
from annotate.tui.keymap import (
    KeyClash,
    Keymap,
    UnknownCommand,
    build_keymap,
    shown_key,
)

COMMANDS = commands_for(DEFAULT_SCHEME)
KEYS_PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def keymap(**own: tuple[str, ...]) -> Keymap:
    return build_keymap(
        COMMANDS, {name.replace("_", "-"): keys for name, keys in own.items()}
    )


def label(name: str, key: str) -> Label:
    return Label(name, name.capitalize(), key, "extra-1", "bold", "")


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        ("w", Move("word-next")),
        ("s", Move("sentence-next")),
        ("p", Move("paragraph-next")),
        ("#", Move("number-next")),
        ('"', Move("quotation-next")),
        ("c", Tag("claim")),
        ("q", Tag("quote")),
        ("n", Tag("number")),
        ("d", Tag("denial")),
        ("u", Act.UNDO),
        ("U", Act.REDO),
        ("tab", NextAnnotation()),
        ("delete", Remove()),
        ("1", FocusPane(0)),
        ("2", FocusPane(1)),
        ("3", FocusPane(2)),
        ("4", FocusPane(3)),
        ("5", FocusPane(4)),
        ("/", Act.SEARCH),
        ("?", Act.HELP),
        ("ctrl+q", Act.QUIT),
    ],
)
def test_the_keys_that_others_drive_the_program_with_are_fixed(
    key: str, wish: object
) -> None:
    found = keymap().command(key)
    assert found is not None
    assert found.wish == wish


def test_no_key_and_no_id_stands_twice() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


def test_every_command_has_a_key_a_title_and_a_sentence() -> None:
    for command in COMMANDS:
        assert command.keys, command.id
        assert command.title, command.id
        assert command.help.endswith("."), command.id
        assert command.group in Group


def test_every_act_and_every_motion_can_be_asked_for() -> None:
    everywhere = (*COMMANDS, *adjudication_keymap(COMMANDS, {}).commands)
    acts = {command.wish for command in everywhere if isinstance(command.wish, Act)}
    assert acts == set(Act)
    names = {
        command.wish.name for command in COMMANDS if isinstance(command.wish, Move)
    }
    assert names == set(MOTIONS)


def test_every_lowercase_letter_is_a_key_of_its_own() -> None:
    assert all(keymap().command(letter) for letter in string.ascii_lowercase)


@pytest.mark.parametrize("capital", "WBSAPO")
def test_a_capital_extends_what_its_small_letter_selects(capital: str) -> None:
    small, large = keymap().command(capital.lower()), keymap().command(capital)
    assert small is not None
    assert large is not None
    assert isinstance(small.wish, Move)
    assert large.wish == small.wish._replace(extend=True)


def test_a_key_claimed_twice_is_an_error_that_names_both() -> None:
    with pytest.raises(KeyClash) as caught:
        keymap(undo=("w",))
    assert set(caught.value.commands) == {"word-next", "undo"}
    assert caught.value.key == "w"
    assert "The key w is claimed by" in str(caught.value)
    assert "[keys]" in str(caught.value)


def test_the_leader_belongs_to_no_command() -> None:
    with pytest.raises(KeyClash, match="Space is claimed by the leader and by undo"):
        keymap(undo=("space",))


@pytest.mark.parametrize(("name", "nearest"), [("word-nxt", "word-next"), ("zzzz", "")])
def test_an_unknown_command_is_an_error_with_the_nearest_name(
    name: str, nearest: str
) -> None:
    with pytest.raises(UnknownCommand) as caught:
        build_keymap(COMMANDS, {name: ("w",)})
    assert caught.value.nearest == nearest
    assert (f"did you mean {nearest}?" in str(caught.value)) == bool(nearest)


def test_own_keys_replace_the_defaults_and_free_them() -> None:
    own = keymap(undo=("z", "ctrl+z"), shrink=("f2",), suspend=(), word_next=())
    undo = own.command("z")
    assert undo is not None
    assert undo.id == "undo"
    assert undo.keys == ("z", "ctrl+z")
    assert own.command("u") is None
    assert own.command("w") is None
    assert any(command.id == "word-next" for command in own.commands)


def test_the_capital_of_a_label_key_tags_the_next_one_where_it_is_free() -> None:
    keys = {
        command.wish.label: command.keys
        for command in COMMANDS
        if isinstance(command.wish, TagNext)
    }
    assert keys == {
        "claim": ("C",), "quote": ("Q",), "number": ("N",), "denial": ("D",)
    }  # fmt: skip


def test_a_capital_that_is_another_label_s_key_or_none_tags_no_next_one() -> None:
    labels = [
        DEFAULT_SCHEME.labels[0],
        replace(DEFAULT_SCHEME.labels[1], key="C"),
        replace(DEFAULT_SCHEME.labels[2], key="w"),
        replace(DEFAULT_SCHEME.labels[3], key=","),
    ]
    found = {
        command.id: command.keys
        for command in commands_for(Scheme(tuple(labels), ()))
        if isinstance(command.wish, Tag | TagNext)
    }
    assert found == {
        "tag-claim": ("c",), "tag-next-claim": (),
        "tag-quote": ("C",), "tag-next-quote": (),
        "tag-number": ("6",), "tag-next-number": (),
        "tag-denial": (",",), "tag-next-denial": (),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("с", "c"), ("й", "q"), ("т", "n"), ("Ц", "W"), ("Г", "U"),
     ("ㅊ", "c"), ("ㅂ", "q"), ("ㅈ", "w"), ("ㅉ", "W"), ("ㄸ", "E")],
)  # fmt: skip
def test_letters_of_other_layouts_count_by_their_place(typed: str, meant: str) -> None:
    table = keymap()
    assert table.command(meant) is not None
    assert table.command(typed) is table.command(meant)
    assert table.by_place(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("в", "d"), ("ㅇ", "d"), ("ш", "i")])
def test_letters_of_other_layouts_count_behind_the_leader_too(
    typed: str, meant: str
) -> None:
    table = keymap()
    assert table.after_leader(meant) is not None
    assert table.after_leader(typed) is table.after_leader(meant)


def test_a_letter_with_a_command_of_its_own_is_not_taken_for_its_neighbour() -> None:
    own = keymap(undo=("ц",))
    assert own.command("ц") is not own.command("w")
    behind = keymap(undo=("space ц",)).after_leader("ц")
    assert behind is not None
    assert behind.id == "undo"


def test_the_leader_lists_its_keys_without_itself() -> None:
    table = keymap()
    rarer = dict(table.rarer())
    assert rarer["d"].wish is Act.DONE
    assert all(table.after_leader(key) is command for key, command in rarer.items())


def test_labels_whose_key_is_taken_get_the_digits_from_six() -> None:
    names = [label(name, key) for name, key in
             [("claim", "c"), ("place", "p"), ("when", "w"), ("nokey", ""),
              ("ctwo", "c"), ("xray", "x"), ("yes", "y")]]  # fmt: skip
    commands = commands_for(Scheme(tuple(names), ()))
    found = {
        command.id: command.keys
        for command in commands
        if isinstance(command.wish, Tag)
    }
    assert found == {
        "tag-claim": ("c",), "tag-place": ("6",), "tag-when": ("7",),
        "tag-nokey": ("8",), "tag-ctwo": ("9",), "tag-xray": ("0",),
        "tag-yes": ("space y",),
    }  # fmt: skip
    build_keymap(commands, {})


def test_labels_that_clash_behind_the_leader_get_another_letter() -> None:
    names = [label(f"c{number:02}", "c") for number in range(12)]
    commands = commands_for(Scheme(tuple(names), ()))
    keys = [one.keys for one in commands if isinstance(one.wish, Tag)]
    assert keys[0] == ("c",)
    assert all(key[0].startswith("space ") for key in keys[6:])
    build_keymap(commands, {})


def test_a_scheme_of_more_labels_than_keys_starts_all_the_same() -> None:
    names = [label(f"l{number}", "space") for number in range(120)]
    keys = build_keymap(commands_for(Scheme(tuple(names), ())), {})
    assert sum(isinstance(one.wish, Tag) for one in keys.commands) == 120


@pytest.mark.parametrize(
    ("key", "shown"),
    [("w", "w"), ("W", "W"), ("shift+left", "Shift-←"), ("ctrl+q", "Ctrl-Q"),
     ("ctrl+shift+right", "Ctrl-Shift-→"), ("space .", "Space ."), ("#", "#"),
     ("+", "+"), ("delete", "Del"), ("pagedown", "PgDn"), ("escape", "Esc")],
)  # fmt: skip
def test_keys_are_shown_as_people_read_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_the_page_of_keys_is_what_the_table_makes() -> None:
    assert KEYS_PAGE.is_file(), "run make docs"
    assert KEYS_PAGE.read_text("utf-8") == key_table_markdown(), "run make docs"


def test_help_and_key_list_name_every_command_that_has_a_key() -> None:
    lines = " ".join(" ".join(help_lines(keymap(), 90)).split())
    listed, page = key_table_text(), key_table_markdown()
    for command in COMMANDS:
        assert command.help in lines
        assert f" {command.id} " in listed
        assert f"| {command.id} |" in page


def test_the_key_list_has_the_readers_own_keys_and_the_page_the_defaults() -> None:
    own = replace(Settings(), keys={"undo": ("ctrl+u",)})
    assert "Ctrl-U" in key_table_text(own)
    assert "Ctrl-U" not in key_table_markdown()


@pytest.mark.parametrize("width", [20, 40, 84])
def test_guidelines_name_every_label_with_its_choices_in_the_width(width: int) -> None:
    lines = guideline_lines(DEFAULT_SCHEME, width)
    for one in DEFAULT_SCHEME.labels:
        assert f"{one.title} ({one.key})" in lines
    assert any("asserted | hedged | reported" in line for line in lines)
    hints = [line for line in lines if line.startswith("  ") and ":" not in line]
    assert all(len(line) <= width for line in hints)
