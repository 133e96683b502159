"""Links as the reader sees them listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.linking import described
from annotate.text.cells import cell_len
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from textual.strip import Strip

    from annotate.desk.links import Linked
    from annotate.desk.state import Desk
    from annotate.tui.segments import Piece
    from annotate.tui.themes import Styles

__all__ = ["link_strips", "told"]


def told(desk: Desk, linked: Linked) -> str:
    """A link in one line: direction, kind, quote and article of the other end."""
    return " · ".join(filter(None, (_words(desk, linked), _title(desk, linked))))


def _words(desk: Desk, linked: Linked) -> str:
    return described(desk, linked.link, is_source=linked.is_source)


def _title(desk: Desk, linked: Linked) -> str:
    """The article at the other end, with the number of its pane when it is open."""
    if linked.end is None:
        return ""
    pane = desk.position(linked.end.annotation.article)
    return linked.end.title if pane is None else f"{pane + 1} {linked.end.title}"


def link_strips(
    desk: Desk,
    linked: Linked,
    width: int,
    styles: Styles,
    *,
    is_here: bool,
    is_unsaved: bool,
) -> list[Strip]:
    """The rows of a link under its annotation: one where all of it fits, else two."""
    line = styles.lit_bar if is_here else styles.text
    words, title = _words(desk, linked), _title(desk, linked)
    head: list[Piece] = [(" ► " if is_here else "   ", line)]
    if is_unsaved:
        head.append(("UNSAVED ", styles.alarm))
    head.append((words, line))
    if linked.link.annotator != desk.annotator:
        head.append((f" by {desk.who(linked.link.annotator)}", styles.quiet))
    foot: list[Piece] = [(f" · {title}", styles.quiet)] if title else []
    if sum(cell_len(text) for text, _ in (*head, *foot)) <= width:
        return [strip_of([*head, *foot], width, styles.text)]
    return [
        strip_of(head, width, styles.text),
        strip_of([(f"     {title}", styles.quiet)], width, styles.text),
    ]
