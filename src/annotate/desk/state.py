"""What the reading screen knows: panes, focus, selections, open articles, what shows.

A `Desk` is a value. Nothing here knows a terminal, a clock or a database.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotate.model import Answer
from annotate.text.paint import SpanIndex
from annotate.text.selection import Selection, cursor_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotate.model import Annotation, Article, Link, Scheme

__all__ = ["MAX_PANES", "Desk", "Guess", "Pane", "Sheet", "place_of"]

MAX_PANES = 5


def place_of(annotation: Annotation) -> tuple[int, int, str, str]:
    """Sort key of annotations in an article: by start, longest first, label, id."""
    span = annotation.span
    return (span.start, -span.end, annotation.label, annotation.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open article with the live accepted annotations of everybody."""

    article: Article
    annotations: tuple[Annotation, ...] = ()
    """Sorted by `place_of`."""
    links: tuple[Link, ...] = ()
    index: SpanIndex = field(default_factory=lambda: SpanIndex(()), compare=False)
    """The same annotations, by place."""

    @classmethod
    def of(
        cls,
        article: Article,
        annotations: Iterable[Annotation],
        links: tuple[Link, ...] = (),
    ) -> Sheet:
        """The sheet of an article; refused and deleted annotations are left out."""
        shown = tuple(
            sorted(
                (one for one in annotations if one.answer is Answer.ACCEPT),
                key=place_of,
            )
        )
        return cls(article, shown, links, SpanIndex(shown))

    def with_revisions(self, revisions: Iterable[Annotation]) -> Sheet:
        """The sheet after these revisions of annotations in this article."""
        kept = list(self.annotations)
        removed: list[Annotation] = []
        added: list[Annotation] = []
        for revision in revisions:
            old = self.annotation(revision.id)
            if old is not None and old in added:
                added.remove(old)
                kept.remove(old)
            elif old is not None and old in kept:
                removed.append(old)
                kept.remove(old)
            if revision.answer is Answer.ACCEPT:
                added.append(revision)
                kept.insert(
                    bisect_left(kept, place_of(revision), key=place_of), revision
                )
        index = self.index.with_changes(removed=removed, added=added)
        return replace(self, annotations=tuple(kept), index=index)

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The annotation with that id; None when it is not shown here."""
        for one in self.annotations:
            if one.id == annotation_id:
                return one
        return None

    def find(self, annotator: str, label: str, start: int, end: int) -> str:
        """Id of that annotator's annotation of exactly this span and label, or ""."""
        for one in self.index.starting(start, start + 1):
            if (
                one.annotator == annotator
                and one.label == label
                and one.span.end == end
            ):
                return one.id
        return ""


@dataclass(frozen=True, slots=True)
class Pane:
    """One column of the desk: an article and where the reader is in it."""

    article: str
    selection: Selection = field(default_factory=lambda: Selection(0, 0))
    goal_cell: int | None = None
    """The cell that row motions return to; None after any other motion."""
    ladder: tuple[Selection, ...] = ()
    """Selections to shrink back to, the last one first to return."""
    is_sticky: bool = False
    """Whether every motion extends."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a label key took with a bare cursor, so that the same key can widen it."""

    label: str
    annotation: str
    offset: int
    """Where the bare cursor stands."""
    step: int
    """Index of the taken span among the guesses."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole state of the reading screen."""

    annotator: str
    scheme: Scheme
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    """By article id; holds at least every article that a pane shows."""
    panes: tuple[Pane, ...] = ()
    """One to five, in the order they stand; empty only before the first article."""
    focus: int = 0
    active: str = ""
    """Id of the annotation that relabel, resize and remove act on; "" for none."""
    guess: Guess | None = None
    last_label: str = ""
    """What `repeat` tags with; "" before the first tag."""
    needle: str = ""
    """What search looks for; "" when nothing is searched."""
    is_zoomed: bool = False
    shows_others: bool = True
    resting: Mapping[str, Selection] = field(default_factory=dict)
    """Where the reader was in articles that are closed now."""

    @property
    def pane(self) -> Pane:
        """The pane with the focus; IndexError on an empty desk."""
        return self.panes[self.focus]

    @property
    def sheet(self) -> Sheet:
        """The article with the focus, and its annotations."""
        return self.sheets[self.pane.article]

    @property
    def text(self) -> str:
        """The text of the article with the focus."""
        return self.sheet.article.text

    @property
    def cursor(self) -> int:
        """Offset of the grapheme the cursor stands on, in the focused pane."""
        return cursor_offset(self.text, self.pane.selection)

    def position(self, article: str) -> int | None:
        """Index of the pane that shows the article; None when none does."""
        for index, pane in enumerate(self.panes):
            if pane.article == article:
                return index
        return None

    def with_pane(self, pane: Pane, index: int | None = None) -> Desk:
        """The desk with one pane replaced, by default the focused one."""
        at = self.focus if index is None else index
        return replace(self, panes=(*self.panes[:at], pane, *self.panes[at + 1 :]))

    def with_sheet(self, sheet: Sheet) -> Desk:
        """The desk with one article's annotations replaced or added."""
        return replace(self, sheets={**self.sheets, sheet.article.id: sheet})

    def shown(self, annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
        """Those of the annotations that are not hidden."""
        return tuple(
            one
            for one in annotations
            if self.shows_others or one.annotator == self.annotator
        )

    def active_annotation(self) -> Annotation | None:
        """The active annotation, else the reader's own innermost under the cursor."""
        if self.active:
            return self.sheet.annotation(self.active)
        mine = [
            one
            for one in self.sheet.index.at(self.cursor)
            if one.annotator == self.annotator
        ]
        return min(mine, key=lambda one: len(one.span), default=None)
