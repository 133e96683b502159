"""What the mouse wishes, as wishes of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.intents import FocusPane, Place, Select
from annotate.text.motions import select_sentence_at, select_word_at

if TYPE_CHECKING:
    from annotate.desk.intents import Intent
    from annotate.desk.state import Desk

__all__ = ["pointed"]


def pointed(desk: Desk, index: int, offset: int, clicks: int) -> tuple[Intent, ...]:
    """Wishes of a pointer at an offset of a pane.

    `clicks` is -1 for the pane's header, 0 for a drag to here, 1 for a place, 2 for
    the word and 3 for the sentence.
    """
    if not 0 <= index < len(desk.panes):
        return ()
    text = desk.sheets[desk.panes[index].article].article.text
    match clicks:
        case -1:
            return (FocusPane(index),)
        case 0:
            if index != desk.focus:
                return ()
            return (Place(offset, extend=True),)
        case 1:
            return (FocusPane(index), Place(offset))
        case 2:
            return (Select(index, select_word_at(text, offset)),)
        case _:
            return (Select(index, select_sentence_at(text, offset)),)
