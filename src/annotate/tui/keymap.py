"""From keys to commands: defaults, the reader's own keys, other keyboard layouts."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.tui.commands import Command

__all__ = [
    "ADJUDICATION",
    "LEADER",
    "KeyClash",
    "Keymap",
    "UnknownCommand",
    "UnknownKey",
    "build_keymap",
    "latin_letter",
    "pressed_key",
    "shown_key",
]

LEADER = "space"
ADJUDICATION = "adjudicate-"
"""How the names of commands begin that are those of the adjudication screen."""

# The letter at the same place of a Latin keyboard: Russian ЙЦУКЕН, Korean two-set.
_BY_PLACE = dict(
    zip(
        "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM"
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)

_SHOWN = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Esc",
    "delete": "Del",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
}


_MODIFIERS = frozenset({"shift", "ctrl", "alt", "super", "hyper", "meta"})
_WITH_CHARACTER = ("alt+", "ctrl+", "super+", "hyper+", "meta+")
_NAMED = {*_SHOWN, "insert", *(f"f{number}" for number in range(1, 25))}


class KeyClash(UsageError):
    """Two commands claim one key."""

    def __init__(self, key: str, first: str, second: str) -> None:
        super().__init__(
            f"The key {shown_key(key)} is claimed by {first} and by {second}; "
            "give one of them another key under [keys] in the config file."
        )
        self.key = key
        self.commands = (first, second)


class UnknownCommand(UsageError):
    """The config file gives keys to a command that does not exist."""

    def __init__(self, name: str, nearest: str) -> None:
        meant = f"did you mean {nearest}? " if nearest else ""
        super().__init__(
            f"No command is called {name} ([keys] in the config file); {meant}"
            "`annotate keys` lists them."
        )
        self.name = name
        self.nearest = nearest


class UnknownKey(UsageError):
    """The config file names a key that no keyboard sends by that name."""

    def __init__(self, key: str, command: str, nearest: str) -> None:
        meant = f"did you mean {nearest}? " if nearest else ""
        super().__init__(
            f"No key is called {key!r} ({command} under [keys] in the config file); "
            f"{meant}`annotate keys` shows how keys are written."
        )
        self.key = key
        self.nearest = nearest


class Keymap(NamedTuple):
    """The commands in order, and which key asks for which."""

    commands: tuple[Command, ...]
    by_key: Mapping[str, Command]

    def command(self, key: str) -> Command | None:
        """The command of a key, or of its Latin neighbour by place; None for none."""
        found = self.by_key.get(key)
        if found is None and key in _BY_PLACE:
            return self.by_key.get(_BY_PLACE[key])
        return found

    def after_leader(self, key: str) -> Command | None:
        """The command of the leader and this key; None for none."""
        latin = f"{LEADER} {_BY_PLACE.get(key, key)}"
        return self.by_key.get(f"{LEADER} {key}") or self.by_key.get(latin)

    def by_place(self, key: str) -> str:
        """The Latin letter at the key's place; the key itself if it has none."""
        return latin_letter(key)

    def rarer(self) -> tuple[tuple[str, Command], ...]:
        """The leader's keys with their commands, in table order."""
        return tuple(
            (key.removeprefix(f"{LEADER} "), command)
            for key, command in self.by_key.items()
            if key.startswith(f"{LEADER} ")
        )


def latin_letter(key: str) -> str:
    """The letter at the key's place of a Latin keyboard; the key itself if none is."""
    return _BY_PLACE.get(key, key)


def build_keymap(
    commands: tuple[Command, ...],
    own: Mapping[str, tuple[str, ...]],
    *,
    is_adjudication: bool = False,
) -> Keymap:
    """The keymap of the table with the reader's own keys in place of the defaults.

    The names of the adjudication screen are asked for in its own table alone.

    Raises KeyClash for a key with two commands and UnknownCommand for a wrong name.
    """
    names = [command.id for command in commands]
    for name in own:
        if name.startswith(ADJUDICATION) and not is_adjudication:
            continue
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            raise UnknownCommand(name, near[0] if near else "")
    by_key: dict[str, Command] = {}
    bound = []
    for command in commands:
        keys = tuple(dict.fromkeys(own.get(command.id, command.keys)))
        for key in keys:
            _check_name(key, command.id)
            holder = by_key.get(key)
            if holder is not None:
                raise KeyClash(key, holder.id, command.id)
            if key == LEADER:
                raise KeyClash(key, "the leader", command.id)
        rebound = command._replace(keys=keys)
        by_key.update(dict.fromkeys(keys, rebound))
        bound.append(rebound)
    return Keymap(tuple(bound), by_key)


def _check_name(key: str, command: str) -> None:
    """Raise UnknownKey unless the key is written as `pressed_key` gives it."""
    for part in key.removeprefix(f"{LEADER} ").split(" "):
        *modifiers, last = part.split("+") if len(part) > 1 else [part]
        is_last = (len(last) == 1 and last.isprintable()) or last in _NAMED
        if not is_last or not _MODIFIERS.issuperset(modifiers):
            near = difflib.get_close_matches(last, _NAMED, n=1)
            right = [one for one in modifiers if one in _MODIFIERS]
            nearest = "+".join([*right, near[0]]) if near else ""
            raise UnknownKey(key, command, nearest)


def pressed_key(key: str, character: str | None) -> str:
    """The key as the table writes it, from Textual's name and the character.

    A printable character is itself. With Alt, or behind Esc in older terminals, it is
    another key: "alt+n" is no n.
    """
    if key.startswith(_WITH_CHARACTER):
        return key
    if character is not None and character.isprintable() and character != " ":
        return character
    return key


def shown_key(key: str) -> str:
    """A key as people read it: "shift+left" is "Shift-←"."""
    if " " in key:
        return " ".join(shown_key(part) for part in key.split(" "))
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    names = [modifier.capitalize() for modifier in modifiers]
    last = _SHOWN.get(last, last.upper() if modifiers and len(last) == 1 else last)
    return "-".join([*names, last])
