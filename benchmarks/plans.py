"""Keys to press, written as a line: `(right*5 !w c)*20`.

Tokens stand between blanks; `*N` repeats a token or a group in brackets; `!` before a
token presses it without measuring. A token is a key's name, the text to type, or
several of them with `+` between, which are written at once: `space+a`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["BadPlan", "Key", "parse_keys"]

_NAMED = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "c-right": "\x1b[1;5C",
    "c-left": "\x1b[1;5D",
    "s-right": "\x1b[1;2C",
    "s-left": "\x1b[1;2D",
    "s-down": "\x1b[1;2B",
    "s-up": "\x1b[1;2A",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "tab": "\t",
    "s-tab": "\x1b[Z",
    "enter": "\r",
    "space": " ",
    "bs": "\x7f",
    "del": "\x1b[3~",
    "esc": "\x1b",
}
_TOKEN = re.compile(r"\(|\)(?:\*\d+)?|[^\s()]+")


class BadPlan(ValueError):
    """A line of keys has a bracket too many or too few."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key to press."""

    name: str
    data: bytes
    measured: bool = True


def parse_keys(line: str) -> tuple[Key, ...]:
    """The keys of a line in order; BadPlan when its brackets do not match."""
    groups: list[list[Key]] = [[]]
    for part in _TOKEN.findall(line):
        if part == "(":
            groups.append([])
        elif part.startswith(")"):
            if len(groups) == 1:
                raise BadPlan(line)
            group = groups.pop()
            groups[-1] += group * int(part[2:] or 1)
        else:
            groups[-1] += _repeated(part)
    if len(groups) > 1:
        raise BadPlan(line)
    return tuple(groups[0])


def _repeated(token: str) -> list[Key]:
    name, _, times = token.rpartition("*")
    if not (name and times.isdigit()):
        name, times = token, "1"
    measured = not (len(name) > 1 and name.startswith("!"))
    name = name if measured else name[1:]
    parts = name.split("+") if len(name) > 1 else [name]
    data = "".join(_NAMED.get(part, part) for part in parts)
    return [Key(name, data.encode(), measured)] * int(times)
