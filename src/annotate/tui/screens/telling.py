"""What is shown of a tag that the reader cannot change: its note and attributes."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from annotate.desk.outcome import shortened
from annotate.tui.screens.details import shown_value
from annotate.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from annotate.model import Annotation
    from annotate.tui.screens.desk import DeskScreen

__all__ = ["tell_details", "value_lines"]

_MOST_NAME_CELLS = 20
_LEAST_VALUE_CELLS = 20


def tell_details(screen: DeskScreen, one: Annotation, remark: str, width: int) -> None:
    """Show note and attributes on a page of `width` cells, or say that it has none."""
    desk = screen.session.desk
    lines = value_lines(one, width)
    if not lines:
        screen.session.message = f"No note, no attributes. {remark}"
        return
    screen.session.message = ""
    title = f"{desk.label(one.label).title} by {desk.who(one.annotator)}"
    quote, foot = (
        textwrap.wrap(text, width) for text in (shortened(one.quote), remark)
    )
    screen.app.push_screen(ReaderScreen(title, [*quote, "", *lines, "", *foot]))


def value_lines(one: Annotation, width: int) -> list[str]:
    """Note and attributes, wrapped beside their names; [] where there are none."""
    known = [("note", one.note), *json.loads(one.attributes).items()]
    told = [(name, shown_value(value)) for name, value in known]
    told = [(name, value) for name, value in told if value]
    cells = min(max((len(name) for name, _ in told), default=0), _MOST_NAME_CELLS) + 2
    return [
        line
        for name, value in told
        for line in textwrap.wrap(
            value,
            max(width, cells + _LEAST_VALUE_CELLS),
            initial_indent=f"{name[: cells - 2]:<{cells}}",
            subsequent_indent=" " * cells,
        )
    ]
