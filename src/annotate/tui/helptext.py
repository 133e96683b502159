"""Help, guidelines and the key list, all made from the one command table."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from annotate.scheme import DEFAULT_SCHEME
from annotate.tui.commands import Group, commands_for
from annotate.tui.keymap import build_keymap, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.config import Settings
    from annotate.model import Scheme
    from annotate.tui.commands import Command
    from annotate.tui.keymap import Keymap

__all__ = ["guideline_lines", "help_lines", "key_table_markdown", "key_table_text"]

_KEYS_CELLS = 22
_PREFACE = (
    "A selection always exists: motions select what they move over, capitals extend.",
    "Press a label key on a selection, or with a bare cursor to take what is there;",
    "the same key again at once takes more. Its capital tags the next one behind; '",
    "lets that tag go on to the one after. Until the cursor moves, the keys that shape",
    "or extend a selection shape the tag just made. All is saved at once; u undoes.",
)


def help_lines(
    keymap: Keymap, width: int, preface: Sequence[str] = _PREFACE
) -> list[str]:
    """All keys by group, one command a line, wrapped beside the keys at `width`."""
    lines = [*textwrap.wrap(" ".join(preface), width)]
    for group in Group:
        found = [one for one in keymap.commands if one.group is group and one.keys]
        if found:
            lines += ["", group.value.upper()]
        for command in found:
            keys = "  ".join(shown_key(key) for key in command.keys)
            lines += textwrap.wrap(
                command.help,
                max(width, _KEYS_CELLS + 20),
                initial_indent=f"  {keys:<{_KEYS_CELLS - 3}} ",
                subsequent_indent=" " * _KEYS_CELLS,
            )
    return lines


def guideline_lines(scheme: Scheme, width: int) -> list[str]:
    """What each label and link kind means, wrapped at `width` cells."""
    lines: list[str] = []
    for label in scheme.labels:
        key = f" ({label.key})" if label.key else ""
        lines.append(f"{label.title}{key}")
        lines += textwrap.wrap(label.hint, width, initial_indent="  ",
                               subsequent_indent="  ")  # fmt: skip
        for attribute in label.attributes:
            choices = " | ".join(attribute.choices) or "any text"
            lines.append(f"    {attribute.name}: {choices}")
        lines.append("")
    if scheme.link_kinds:
        lines.append("Links")
        for kind in scheme.link_kinds:
            lines += textwrap.wrap(
                f"{kind.title}: {kind.hint}",
                width,
                initial_indent="  ",
                subsequent_indent="    ",
            )
        lines.append("")
    lines += [
        "For all labels: spans may nest and overlap; no blanks at the edges; the final",
        "full stop stays out unless it stands inside closing quotation marks.",
    ]
    return lines


_NARROWEST = 16
"""Cells of a line of what a key does."""
_ADJUDICATION_TITLE = "On the adjudication screen"
_ADJUDICATION_SAID = (
    "These are its own; moving, selecting, search and undo are those of the desk."
)


def _sections(settings: Settings | None) -> Iterator[tuple[str, list[Command]]]:
    """Heading and commands of each group, then those of the adjudication screen."""
    # Not for a start, of which this module is a part.
    from annotate.tui.adjudication.commands import (  # noqa: PLC0415
        adjudication_keymap,
        own_commands,
    )

    own = settings.keys if settings is not None else {}
    desk = build_keymap(commands_for(DEFAULT_SCHEME), own)
    for group in Group:
        found = [each for each in desk.commands if each.group is group]
        if found:
            yield group.value, found
    there = own_commands(adjudication_keymap(desk.commands, own))
    yield _ADJUDICATION_TITLE, list(there)


def key_table_text(settings: Settings | None = None, width: int | None = None) -> str:
    """The key list for a terminal; the default scheme's labels, the reader's keys.

    What a key does is wrapped to `width` cells; None for one line each.
    """
    sections = list(_sections(settings))
    rows = [one for _, commands in sections for one in commands if one.keys]
    for_keys = max(len(_keys_of(one)) for one in rows)
    for_ids = max(len(one.id) for one in rows)
    lines = []
    for title, commands in sections:
        lines += [title, ""]
        if title == _ADJUDICATION_TITLE:
            lines += [_ADJUDICATION_SAID, ""]
        for command in commands:
            if command.keys:
                head = f"  {_keys_of(command):<{for_keys}}  {command.id:<{for_ids}}  "
                lines += _hanging(head, command.help, width)
        lines.append("")
    return "\n".join(lines)


def _keys_of(command: Command) -> str:
    return "  ".join(shown_key(key) for key in command.keys)


def _hanging(head: str, text: str, width: int | None) -> list[str]:
    if width is None:
        return [head + text]
    room = max(width - len(head), _NARROWEST)
    first, *rest = textwrap.wrap(text, room) or [""]
    return [head + first, *(" " * len(head) + line for line in rest)]


def key_table_markdown() -> str:
    """docs/keys.md: the defaults, with the ids that the config file takes."""
    lines = [
        "# Keys",
        "",
        "Made from the command table by `make docs`; do not edit by hand. A key is",
        "changed in the config file under `[keys]`, by the command's id:",
        "",
        "```toml",
        "[keys]",
        'word-next = ["w", "ctrl+right"]',
        "```",
    ]
    for title, commands in _sections(None):
        lines += ["", f"## {title}", ""]
        if title == _ADJUDICATION_TITLE:
            lines += [_ADJUDICATION_SAID, ""]
        lines += ["| keys | id | what it does |", "|---|---|---|"]
        for command in commands:
            keys = " ".join(f"`{shown_key(key)}`" for key in command.keys)
            lines.append(f"| {keys} | {command.id} | {command.help} |")
    return "\n".join(lines) + "\n"
