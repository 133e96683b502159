"""The keys of the adjudication screen: its own, and those of the desk that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.adjudication.deciding import Choice
from annotate.desk.intents import Tag
from annotate.tui.adjudication.intents import (
    Adjudge,
    MoveColumns,
    NextCase,
    TakeColumn,
)
from annotate.tui.commands import Act, Command, Group, RowMotion
from annotate.tui.keymap import ADJUDICATION, build_keymap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.tui.keymap import Keymap

__all__ = ["PREFACE", "adjudication_commands", "adjudication_keymap", "own_commands"]

PREFACE: Final = (
    "Each column is one annotator's tags, the last one is gold. ≠ at the edge of a",
    "row says that people differ there, ✓ that it is decided, = that all agree and",
    "gold has it not yet. The tags of the case at hand are outlined; in a column that",
    "has none the place is marked. A label key takes the selection instead of what",
    "anybody has. All is saved at once; u undoes.",
)
"""What the help page says first."""

_KEPT: Final = frozenset({Group.SELECT, Group.MOVE, Group.SHAPE})
_KEPT_TOO: Final = frozenset(
    {
        *("search", "search-next", "search-previous", "jump", "jump-extend"),
        *("undo", "redo", "next-article", "copy", "guidelines", "dark", "help"),
        *("palette", "suspend"),
    }
)
_GONE: Final = frozenset({"untagged-next", "untagged-previous"})
_RETITLED: Final = {
    "undo": ("Undo", "Undo your last decision, in any article, any day."),
    "next-article": (
        "Next article",
        "Open the next article that two people have finished and whose gold is not.",
    ),
}


def _own() -> tuple[Command, ...]:
    def c(
        name: str,
        keys: tuple[str, ...],
        title: str,
        help_text: str,
        group: Group,
        wish: object,
    ) -> Command:
        return Command(f"{ADJUDICATION}{name}", keys, title, help_text, group, wish)  # type: ignore[arg-type]  # the table's rows say which

    g = Group
    return (
        c("next", ("tab",), "Next difference", "Go to the next difference.", g.DECIDE,
          NextCase()),
        c("previous", ("shift+tab",), "Previous difference",
          "Go to the difference before.", g.DECIDE, NextCase(backwards=True)),
        c("next-open", ("!",), "Next open difference",
          "Go to the next difference that is not decided.", g.DECIDE,
          NextCase(is_open=True)),
        c("previous-open", ("space !",), "Previous open difference",
          "Go to the difference before that is not decided.", g.DECIDE,
          NextCase(backwards=True, is_open=True)),
        c("left", ("[",), "Take left",
          "Take what the leftmost annotator has here, also if that is nothing.",
          g.DECIDE, Adjudge(Choice.LEFT)),
        c("right", ("]",), "Take right",
          "Take what the rightmost annotator has here, also if that is nothing.",
          g.DECIDE, Adjudge(Choice.RIGHT)),
        *(
            c(f"column-{number}", (str(number),), f"Take column {number}",
              f"Take what the annotator in column {number} has here.", g.DECIDE,
              TakeColumn(number - 1))
            for number in range(1, 6)
        ),
        c("both", ("y",), "Take both", "Take all that anybody has here.", g.DECIDE,
          Adjudge(Choice.BOTH)),
        c("neither", ("delete", "backspace"), "Take neither",
          "Take nothing of what anybody has here.", g.DECIDE,
          Adjudge(Choice.NEITHER)),
        c("reason", ("enter",), "Reason",
          "Say why: noted with the decision, before or after it.", g.DECIDE,
          Act.REASON),
        c("accept-agreed", ("Y",), "Accept where so many agree",
          "Take everywhere at once what all have, or at least as many as you say.",
          g.DECIDE, Act.ACCEPT_AGREED),
        c("columns-right", (")",), "Annotators further right",
          "Bring the next annotator to the screen.", g.PANES, MoveColumns()),
        c("columns-left", ("(",), "Annotators further left",
          "Bring the annotator before to the screen.", g.PANES,
          MoveColumns(backwards=True)),
        c("done", ("space d",), "Gold done",
          "Mark the gold layer of this article done, or to do again.", g.WORK,
          Act.DONE),
        c("back", ("ctrl+q", "space q"), "Back",
          "Leave adjudication; everything is saved.", g.SCREEN, Act.BACK),
    )  # fmt: skip


def adjudication_commands(
    desk: tuple[Command, ...], own_keys: Mapping[str, tuple[str, ...]]
) -> tuple[Command, ...]:
    """The commands of the screen, made of those of the desk with their keys.

    Where a key of the desk is one of the screen's own, the screen's wins. A label key
    takes the selection instead of what anybody has.
    """
    own = [one._replace(keys=own_keys.get(one.id, one.keys)) for one in _own()]
    labels = {key for one in desk if isinstance(one.wish, Tag) for key in one.keys}
    if "q" not in labels and own[-1].id not in own_keys:
        # The label of quotations has it in most schemes.
        own[-1] = own[-1]._replace(keys=(*own[-1].keys, "q"))
    taken = {key for one in own for key in one.keys}
    kept: list[Command] = []
    for one in desk:
        is_motion = isinstance(one.wish, RowMotion)
        is_kept = one.group in _KEPT or one.id in _KEPT_TOO or is_motion
        if isinstance(one.wish, Tag):
            title = one.title.removeprefix("Tag ")
            kept.append(
                one._replace(
                    title=f"Take as {title}",
                    help=f"Take the selection as {title} instead of what anybody has.",
                    group=Group.DECIDE,
                )
            )
        elif is_kept and one.id not in _GONE:
            words = _RETITLED.get(one.id, (one.title, one.help))
            kept.append(one._replace(title=words[0], help=words[1]))
    return (
        *own,
        *(
            one._replace(keys=tuple(key for key in one.keys if key not in taken))
            for one in kept
        ),
    )


def own_commands(keymap: Keymap) -> tuple[Command, ...]:
    """The commands that the desk has not, or that do something else there."""
    return tuple(
        one
        for one in keymap.commands
        if one.id.startswith(ADJUDICATION) or one.group is Group.DECIDE
    )


def adjudication_keymap(
    desk: tuple[Command, ...], own: Mapping[str, tuple[str, ...]]
) -> Keymap:
    """The keymap of the screen.

    Args:
        desk: the commands of the desk, with the reader's own keys.
        own: what the settings say of keys; those of the screen begin with
            `adjudicate-`.

    Raises KeyClash and UnknownCommand as `build_keymap`.
    """
    here = {name: keys for name, keys in own.items() if name.startswith(ADJUDICATION)}
    return build_keymap(adjudication_commands(desk, here), here, is_adjudication=True)
