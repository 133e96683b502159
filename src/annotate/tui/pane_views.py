"""What each pane is to show of a desk."""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, Protocol, Self

from annotate.desk.intents import Tag
from annotate.text.pattern_search import MOST_HITS, pattern_of
from annotate.text.search import count, problem
from annotate.text.spans import Own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.desk.state import Desk, Sheet
    from annotate.model import Article, Span
    from annotate.text.selection import Selection
    from annotate.text.spans import Spans
    from annotate.tui.jumps import Jumps
    from annotate.tui.keymap import Keymap

__all__ = ["PaneView", "PaneViews", "Signs", "label_keys"]


class Signs(Protocol):
    """Marks on the rows of a pane besides those of its tags."""

    def row(self, start: int, end: int) -> str:
        """One cell for the edge of a row [start, end); "" for none."""
        ...

    def bracket(self, offset: int) -> str:
        """One cell before a tag that starts there; "" for the usual bracket."""
        ...

    def changed(self, older: Self, start: int, end: int) -> list[Span]:
        """Where in [start, end) other marks stand than before."""
        ...


@dataclass(frozen=True, slots=True)
class PaneView:
    """What a pane is to show."""

    index: int
    """Place among the panes of the desk, from 0."""
    sheet: Sheet
    spans: Spans
    """The tags that show, by place."""
    label_keys: Mapping[str, str]
    """Gutter letters by label id."""
    selection: Selection
    me: str
    """The annotator whose tags are not dimmed."""
    active: str = ""
    needle: str = ""
    is_focused: bool = False
    suggestions: Spans | None = None
    """The open suggestions, by place; None while they are hidden."""
    shows_all: bool = True
    """Whether `spans` holds others' tags too."""
    remark: str = ""
    """Behind the title: status, hits."""
    jumps: Mapping[int, str] | None = None
    """Labels to type by the offset they stand on; None when not jumping."""
    jump_looks: Mapping[int, str] | None = None
    """Labels of the annotations that jumps lead to, by the same offsets."""
    title: str = ""
    """In the header instead of number and title of the article; "" for those."""
    signs: Signs | None = None
    follows: Selection | None = None
    """What the pane scrolls to; None for its own selection."""
    leaps: bool = False
    """Whether it scrolls by most of a page when it must."""


class PaneViews:
    """Makes views; remembers what counting on each key would cost."""

    def __init__(self, keymap: Keymap) -> None:
        self._label_keys = label_keys(keymap)
        self._hits: dict[tuple[str, str], int] = {}
        """Matches by article and needle."""
        self._kept: dict[int, tuple[tuple[object, ...], PaneView]] = {}
        """By pane, what it was made of last, and the view."""

    def use_keymap(self, keymap: Keymap) -> None:
        """Name the labels by other keys from now on."""
        self._label_keys = label_keys(keymap)
        self._kept.clear()

    def view(self, desk: Desk, index: int, jumps: Jumps | None) -> PaneView:
        """What the pane at an index shows, with the jump labels that stand there.

        The same value as before where nothing has changed: most keys change one pane.
        """
        is_focused = index == desk.focus
        made_of = (
            desk.panes[index],
            desk.sheets[desk.panes[index].article],
            desk.annotator,
            desk.needle,
            desk.shows_others,
            desk.shows_suggestions,
            is_focused,
            desk.active if is_focused else "",
            jumps,
        )
        kept = self._kept.get(index)
        if kept is not None and all(map(is_, kept[0], made_of)):
            return kept[1]
        view = self._view(desk, index, jumps)
        self._kept[index] = made_of, view
        return view

    def _view(self, desk: Desk, index: int, jumps: Jumps | None) -> PaneView:
        pane = desk.panes[index]
        sheet = desk.sheets[pane.article]
        is_focused = index == desk.focus
        remark = ""
        if desk.needle:
            hits = self._hits_shown(sheet.article, desk.needle)
            remark = f"{hits} hit" if hits == "1" else f"{hits} hits"
        shown = desk.shows_others
        return PaneView(
            index=index,
            sheet=sheet,
            spans=sheet.index if shown else Own(sheet.index, desk.annotator),
            label_keys=self._label_keys,
            selection=pane.selection,
            me=desk.annotator,
            active=desk.active if is_focused else "",
            needle=desk.needle,
            is_focused=is_focused,
            suggestions=sheet.suggestions.index if desk.shows_suggestions else None,
            shows_all=shown,
            remark=remark,
            jumps=jumps.labels(index) if jumps else None,
            jump_looks=jumps.looks_in(index) if jumps else None,
        )

    def hits(self, desk: Desk, needle: str) -> tuple[int, int]:
        """How often a text stands in the focused article, and in the other panes."""
        counts = [
            self._count(desk.sheets[pane.article].article, needle)
            for pane in desk.panes
        ]
        here = counts.pop(desk.focus)
        return here, sum(counts)

    def hits_of_each(self, desk: Desk) -> tuple[str, ...]:
        """How often what is searched stands in each pane; empty without a search."""
        if not desk.needle:
            return ()
        return tuple(
            self._hits_shown(desk.sheets[pane.article].article, desk.needle)
            for pane in desk.panes
        )

    def _hits_shown(self, article: Article, needle: str) -> str:
        """The hits: “5”, “9+” where there may be more, “?” where it is no pattern."""
        hits = self._count(article, needle)
        if not hits and problem(article.text, needle):
            return "?"
        more = "+" if hits == MOST_HITS and pattern_of(needle) else ""
        return f"{hits}{more}"

    def _count(self, article: Article, needle: str) -> int:
        """The hits of a needle, kept while it or a longer one is looked for."""
        hits = self._hits.get((article.id, needle))
        if hits is None:
            self._hits = {
                key: one for key, one in self._hits.items() if needle.startswith(key[1])
            }
            shorter = (one for key, one in self._hits.items() if key[0] == article.id)
            # Where "den" does not stand, "deni" does not either.
            is_vain = not pattern_of(needle) and not min(shorter, default=1)
            hits = 0 if is_vain else count(article.text, needle)
            self._hits[article.id, needle] = hits
        return hits


def label_keys(keymap: Keymap) -> dict[str, str]:
    """The last key that asks for each label, which the gutter shows."""
    return {
        command.wish.label: command.keys[0][-1]
        for command in keymap.commands
        if isinstance(command.wish, Tag) and command.keys
    }
