"""Our own keys on our own desk: what each key of the command table makes of it.

No screen: the intents of the table go to `desk.reduce`. Motions over wrapped rows, the
mouse and search are left out; jump labels are those of a pane of PANE_CELLS by
PANE_ROWS whose cursor stands a third from the top.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import (
    Move,
    MoveOn,
    Place,
    Remove,
    Shape,
    Stamp,
    Tag,
    TagNext,
)
from annotate.desk.reduce import reduce
from annotate.desk.state import Desk, Pane, Sheet
from annotate.ids import Ids
from annotate.model import Answer
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.display import make_display
from annotate.text.rows import Rows, wrap
from annotate.text.selection import Selection, cursor_offset
from annotate.tui.commands import commands_for
from annotate.tui.jumps import jump_labels, landing

if TYPE_CHECKING:
    from annotate.desk.intents import Intent
    from annotate.model import Annotation, Article
    from gold_spans import Target

__all__ = ["PANE_CELLS", "PANE_ROWS", "Key", "Sitting", "keys_of", "open_article"]

PANE_CELLS = 80
PANE_ROWS = 40
ME = "reader"

_counted = itertools.count(1)
_IDS = Ids(lambda: 1_750_000_000_000, lambda _bits: next(_counted))
_NO_EDIT = Stamp(_IDS.mint())
"""For wishes that store nothing."""


class Key(NamedTuple):
    """A command of the desk as it is pressed."""

    name: str
    presses: int
    """Keys pressed: two behind the leader."""
    wish: Intent


class Sitting(NamedTuple):
    """A desk, and the annotation that is being made on it."""

    desk: Desk
    made: Annotation | None = None
    """The one tag more than were there when the way to this one began."""

    def begun(self) -> Sitting:
        """The same desk, with nothing being made."""
        return Sitting(self.desk)

    def press(self, wish: Intent) -> Sitting | None:
        """The desk after a wish; None where it is refused, or changes another tag."""
        try:
            outcome = reduce(self.desk, wish, self._stamp(wish))
        except DeskRefusal:
            return None
        if not outcome.edits:
            return Sitting(outcome.desk, self.made)
        (edit,) = outcome.edits
        (one,) = edit.annotations
        if self.made is None:
            if one.prev is not None:
                return None
        elif one.id != self.made.id:
            return None
        made = one if one.answer is Answer.ACCEPT else None
        return Sitting(outcome.desk, made)

    def _stamp(self, wish: Intent) -> Stamp:
        if self.desk.guess is None and isinstance(wish, Move | Shape):
            return _NO_EDIT
        return Stamp(_IDS.mint())

    def holds(self, target: Target) -> bool:
        """Whether the tag being made is the one that is wanted."""
        made = self.made
        return (
            made is not None and made.span == target.span and made.label == target.label
        )

    def jumps(self, *, extend: bool) -> dict[int, str]:
        """The jump labels on the screen by offset."""
        start, end = visible(self.desk)
        text = self.desk.text
        here = self.desk.cursor
        shown = [(0, text, start, end)]
        return jump_labels(shown, focus=0, extend=extend, near=here).labels(0)

    def jump(self, offset: int, *, extend: bool) -> Sitting | None:
        """The desk after a jump label's last letter."""
        return self.press(
            Place(landing(self.desk, offset, extend=extend), extend=extend)
        )


@lru_cache(maxsize=8)
def _rows(text: str) -> Rows:
    return wrap(text, make_display(text), PANE_CELLS)


def visible(desk: Desk) -> tuple[int, int]:
    """First offset on the screen, and the one behind the last."""
    rows = _rows(desk.text)
    cursor = rows.row_of(cursor_offset(desk.text, desk.pane.selection))
    top = max(0, min(cursor - PANE_ROWS // 3, len(rows) - PANE_ROWS))
    last = min(top + PANE_ROWS, len(rows)) - 1
    return rows.start(top), rows.end(last)


def open_article(article: Article) -> Sitting:
    """A desk with this article alone, nothing tagged, the cursor at its start."""
    order = tuple(label.id for label in DEFAULT_SCHEME.labels)
    sheet = Sheet.of(article, (), (), order)
    pane = Pane(article.id, Selection(0, 0))
    return Sitting(Desk(ME, DEFAULT_SCHEME, {article.id: sheet}, (pane,)))


def keys_of(label: str) -> tuple[Key, ...]:
    """The keys that may lead to a tag of this label, each by its shortest press.

    All motions, all changes of the selection, and the keys that tag with the label.
    """
    found = []
    for command in commands_for(DEFAULT_SCHEME):
        wish = command.wish
        if isinstance(wish, Tag | TagNext):
            is_used = wish.label == label
        else:
            is_used = isinstance(wish, Move | MoveOn | Remove | Shape)
        if is_used and command.keys:
            name = min(command.keys, key=lambda key: key.count(" "))
            found.append(Key(name, 1 + name.count(" "), wish))  # type: ignore[arg-type]
    return tuple(found)
