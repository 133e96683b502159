"""The two lines at the foot: who, whether all is saved, where, and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.links import link_count
from annotate.desk.outcome import shortened
from annotate.model import Status
from annotate.text.cells import cell_len, truncate
from annotate.text.display import safe_line
from annotate.tui.commands import Act
from annotate.tui.keymap import shown_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.keymap import Keymap
    from annotate.tui.segments import Piece
    from annotate.tui.themes import Styles

__all__ = [
    "SaveState",
    "article_strip",
    "hint_pieces",
    "saved_text",
    "stack_text",
    "status_pieces",
    "strip_index",
]


class SaveState(NamedTuple):
    """How far the store is behind the screen."""

    pending: int = 0
    """Edits that are not durable yet."""
    failure: str = ""
    """Why the first of them failed; "" while none has."""
    aside: int = 0
    """Edits that trying again cannot save."""
    aside_why: str = ""
    """Why the last of them was set aside."""


def article_strip(
    desk: Desk, visible: range, width: int, styles: Styles, hits: Sequence[str] = ()
) -> list[Piece]:
    """All open articles in a line, for a screen that cannot show all their panes.

    Args:
        desk: with the articles.
        visible: the panes on the screen.
        width: of the screen in cells.
        styles: of the line.
        hits: how often the text that is searched stands in each; none without a search.
    """
    pieces: list[Piece] = []
    room = _strip_cells(width, len(desk.panes))
    for index, pane in enumerate(desk.panes):
        mark = "►" if index == desk.focus else "•" if index in visible else " "
        text = safe_line(f"{mark}{index + 1} {desk.sheets[pane.article].article.title}")
        found = f" ({hits[index]})" if hits else ""
        text = truncate(text, max(room - 1 - len(found), 2)) + found
        text = truncate(text, room - 1)
        style = styles.lit_bar if index == desk.focus else styles.bar
        pieces.append((text + " " * (room - cell_len(text)), style))
    return pieces


def strip_index(cell: int, width: int, panes: int) -> int:
    """Index of the pane that the strip of so many panes names at a cell."""
    return min(cell // _strip_cells(width, panes), panes - 1)


def _strip_cells(width: int, panes: int) -> int:
    return max(width // panes, 4)


def stack_text(desk: Desk) -> str:
    """The tags under the cursor, outermost first: "claim[0-77] > number[33-38]"."""
    active = desk.active_shown()
    place = desk.cursor
    if active is not None and not active.span.contains(place):
        # After a tag that leaves out the full stop, the cursor stands behind it.
        place = active.span.end - 1
    parts = []
    for one in desk.shown(desk.sheet.index.at(place)):
        is_own = one.annotator == desk.annotator
        who = "" if is_own else f"{desk.who(one.annotator)}:"
        parts.append(f"{who}{one.label}[{one.span.start}-{one.span.end}]")
    if active is not None and desk.active_suggestion() is not None:
        from annotate.desk.deciding import source_of_suggestion  # noqa: PLC0415 - rare

        parts.append(f"{active.label}? {source_of_suggestion(active)}")
    return " > ".join(parts)


def _selection_text(desk: Desk) -> str:
    selection = desk.pane.selection
    if selection.is_bare:
        return f"{selection.head}"
    size = selection.end - selection.start
    return f"{selection.start}-{selection.end} ({size})"


def saved_text(save: SaveState) -> str:
    """How far the store is behind; it begins with "!" for what is not saved."""
    if save.failure or save.aside:
        lost = save.aside + (save.pending if save.failure else 0)
        return f"! {lost} NOT SAVED: {save.failure or save.aside_why}"
    if save.pending:
        return f"saving {save.pending} …"
    return "saved"


def _of_others(desk: Desk) -> str:
    """Whose the article is that was assigned to others alone; "" for all other ones."""
    sheet = desk.sheet
    if not sheet.given_to or sheet.is_assigned:
        return ""
    first, *more = map(desk.who, sheet.given_to)
    return f" · assigned to {first}{f' and {len(more)} more' if more else ''}, not you"


def status_pieces(
    desk: Desk, save: SaveState, status: Status, width: int, styles: Styles
) -> list[Piece]:
    """Who, saved or not, pane, selection, the stack; the stack gives way first."""
    saved = saved_text(save)
    sticky = " extend" if desk.panes and desk.pane.is_sticky else ""
    pieces: list[Piece] = [(f" {desk.who(desk.annotator)} ", styles.lit_bar)]
    pieces.append(
        (f" {saved} ", styles.alarm if saved.startswith("!") else styles.status)
    )
    if not desk.panes:
        return pieces
    work = "" if status is Status.TODO else f" · {status.value}"
    work += _of_others(desk)
    if desk.sheet.is_blind:
        work += " · blind"
    here = f"{desk.focus + 1}/{len(desk.panes)}  {_selection_text(desk)}"
    place = f" {here}{sticky}{work} "
    pieces.append((place, styles.status))
    stack = stack_text(desk)
    if stack:
        used = sum(cell_len(text) for text, _ in pieces)
        room = width - used - 1
        inner = stack
        while cell_len(stack) > room and " > " in inner:
            # The innermost is the one that the tint shows: the outer ones give way.
            inner = inner.split(" > ", 1)[1]
            stack = f"… > {inner}"
        pieces.append((f" {stack}", styles.lit_bar))
    return pieces


def _links_text(desk: Desk, annotation: Annotation, keymap: Keymap) -> str:
    """How many links the annotation has, and the key that goes to their other ends."""
    count = link_count(desk, annotation.id)
    if not count:
        return ""
    keys = (one.keys for one in keymap.commands if one.wish is Act.OTHER_END)
    key = next(iter(next(keys, ())), "")
    remark = f", {shown_key(key)}" if key else ""
    return f" ⇄ {count} link{'' if count == 1 else 's'}{remark}"


def _suggestion_pieces(
    desk: Desk, active: Annotation, keymap: Keymap, styles: Styles
) -> list[Piece]:
    """Who suggests the active one and how surely, and the keys that decide on it."""
    from annotate.desk.deciding import source_of_suggestion  # noqa: PLC0415 - rare

    by_id = {command.id: command for command in keymap.commands}
    title = desk.label(active.label).title
    pieces: list[Piece] = [
        (f" {title}? ", styles.hint_key),
        (
            f"{source_of_suggestion(active)} by {desk.who(active.annotator)} ",
            styles.hint,
        ),
    ]
    for name, what in (
        ("adopt", "accept"),
        ("remove", "reject"),
        ("suggestion-next", "next"),
        ("accept-all", f"all of {title.lower()}"),
    ):
        command = by_id.get(name)
        if command is not None and command.keys:
            pieces.append((f" {shown_key(command.keys[0])}", styles.hint_key))
            pieces.append((f" {what} ", styles.hint))
    return pieces


def hint_pieces(
    desk: Desk, keymap: Keymap, message: str, styles: Styles
) -> list[Piece]:
    """The last message, else what the active tag means, else the main keys."""
    if message:
        return [(f" {message}", styles.hint_key)]
    active = desk.active_shown()
    if active is not None:
        label = desk.label(active.label)
        note = f" · {active.note}" if active.note else ""
        is_own = active.annotator == desk.annotator
        who = "" if is_own else f" by {desk.who(active.annotator)}"
        if desk.active_suggestion() is not None:
            return _suggestion_pieces(desk, active, keymap, styles)
        return [
            (f" {label.title}{who} ", styles.hint_key),
            (shortened(active.quote), styles.hint),
            (_links_text(desk, active, keymap), styles.hint_key),
            (f"{note} · {label.hint}", styles.hint),
        ]
    wanted = [f"tag-{label.id}" for label in desk.scheme.labels]
    names = {
        "help": "help", "quit": "quit", "undo": "undo", "annotation-next": "next tag",
        "sentence-next": "sentence", "number-next": "number", "open-here": "open",
        "search": "search", "quotation-next": "quotation", "word-next": "word",
        "jump": "jump", "others": "others", "palette": "commands",
    }  # fmt: skip
    by_id = {command.id: command for command in keymap.commands}
    pieces: list[Piece] = []
    for name in [*wanted, *names]:
        command = by_id.get(name)
        if command is not None and command.keys:
            title = names.get(name, command.title.removeprefix("Tag "))
            pieces.append((f" {shown_key(command.keys[0])}", styles.hint_key))
            pieces.append((f" {title} ", styles.hint))
    return pieces
