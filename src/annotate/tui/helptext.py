"""Help, guidelines and the key list, all made from the one command table."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from annotate.scheme import DEFAULT_SCHEME
from annotate.tui.commands import Group, commands_for
from annotate.tui.keymap import build_keymap, shown_key

if TYPE_CHECKING:
    from annotate.config import Settings
    from annotate.model import Scheme
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


def help_lines(keymap: Keymap, width: int) -> list[str]:
    """All keys by group, one command a line, wrapped beside the keys at `width`."""
    lines = [*textwrap.wrap(" ".join(_PREFACE), width)]
    for group in Group:
        lines += ["", group.value.upper()]
        for command in keymap.commands:
            if command.group is group and command.keys:
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


def _keymap(settings: Settings | None) -> Keymap:
    own = settings.keys if settings is not None else {}
    return build_keymap(commands_for(DEFAULT_SCHEME), own)


def key_table_text(settings: Settings | None = None) -> str:
    """The key list for a terminal; the default scheme's labels, the reader's keys."""
    lines = []
    for group in Group:
        lines += [group.value, ""]
        for command in _keymap(settings).commands:
            if command.group is group and command.keys:
                keys = "  ".join(shown_key(key) for key in command.keys)
                lines.append(f"  {keys:<24} {command.id:<28} {command.help}")
        lines.append("")
    return "\n".join(lines)


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
    for group in Group:
        lines += ["", f"## {group.value}", "", "| keys | id | what it does |",
                  "|---|---|---|"]  # fmt: skip
        for command in _keymap(None).commands:
            if command.group is group:
                keys = " ".join(f"`{shown_key(key)}`" for key in command.keys)
                lines.append(f"| {keys} | {command.id} | {command.help} |")
    return "\n".join(lines) + "\n"
