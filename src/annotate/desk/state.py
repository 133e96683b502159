"""What the reading screen knows: panes, focus, selections, open articles, what shows.

A `Desk` is a value. Nothing here knows a terminal, a clock or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotate.desk.errors import NoAnnotationHere, NotYours, OnlySuggested
from annotate.desk.held import ById, ByPlace, place_of
from annotate.desk.links import End, LinkIndex
from annotate.desk.suggestions import Suggestions
from annotate.model import Answer, Label, Suggesting
from annotate.text.paint import SpanIndex
from annotate.text.selection import Selection, cursor_offset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from annotate.model import Annotation, Article, Link, Scheme, Span

__all__ = ["MAX_PANES", "Desk", "Guess", "Pane", "Sheet", "place_of"]

MAX_PANES = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open article with the live accepted annotations of people.

    What models say is kept apart, as suggestions.
    """

    article: Article
    annotations: ByPlace = field(default_factory=ByPlace)
    links: LinkIndex = field(default_factory=LinkIndex)
    """The links of everybody that start or end here and whose ends are there."""
    index: SpanIndex = field(default_factory=lambda: SpanIndex(()), compare=False)
    """The same annotations, by place."""
    by_id: ById = field(default_factory=ById, compare=False)
    """The same annotations, by id."""
    suggestions: Suggestions = field(default_factory=Suggestions, compare=False)
    """What models suggest to the reader here."""
    reader: str = ""
    """Whose decisions on suggestions are followed; "" for nobody's."""
    given_to: tuple[str, ...] = ()
    """Who has the article to do, and the reader where it was ever given to them."""
    is_blind: bool = False
    """Whether others' annotations are left out until the reader is done here."""

    @classmethod
    def of(
        cls,
        article: Article,
        annotations: Iterable[Annotation],
        links: Iterable[Link] = (),
        label_order: tuple[str, ...] = (),
        *,
        reader: str = "",
        models: Collection[str] = (),
        given_to: tuple[str, ...] = (),
        is_blind: bool = False,
    ) -> Sheet:
        """The sheet of an article; rejected and deleted annotations are left out.

        Those of annotators in `models` are suggestions, but for the reader's own.
        """
        every = tuple(annotations)
        accepted = [one for one in every if one.answer is Answer.ACCEPT]
        suggested = [
            one
            for one in accepted
            if one.annotator in models and one.annotator != reader
        ]
        by_models = {one.id for one in suggested}
        shown = ByPlace(one for one in accepted if one.id not in by_models)
        own = [one for one in every if one.annotator == reader]
        return cls(
            article,
            shown,
            LinkIndex(links),
            SpanIndex(shown, label_order),
            ById(shown),
            Suggestions(suggested, own, label_order),
            reader,
            given_to,
            is_blind,
        )

    @property
    def is_assigned(self) -> bool:
        """Whether the article was given to the reader."""
        return self.reader in self.given_to

    def with_revisions(self, revisions: Iterable[Annotation]) -> Sheet:
        """The sheet after these revisions of annotations in this article."""
        last = {revision.id: revision for revision in revisions}
        old = [self.by_id[key] for key in last if key in self.by_id]
        now = [one for one in last.values() if one.answer is Answer.ACCEPT]
        index = self.index.with_changes(removed=old, added=now)
        decided = [one for one in last.values() if one.annotator == self.reader]
        suggestions = self.suggestions
        if decided:
            suggestions = suggestions.with_revisions(
                [(self.by_id.get(one.id), one) for one in decided]
            )
        return replace(
            self,
            annotations=self.annotations.with_changes(old, now),
            index=index,
            by_id=self.by_id.with_changes(
                [one.id for one in old], {one.id: one for one in now}
            ),
            suggestions=suggestions,
        )

    def annotation(self, annotation_id: str) -> Annotation | None:
        """The annotation or open suggestion with that id; None when there is none."""
        found = self.by_id.get(annotation_id)
        return self.suggestions.open_one(annotation_id) if found is None else found

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
    """What a key tagged without a selection, so that the next keys can amend it."""

    label: str
    annotation: str
    offset: int
    """Where the bare cursor stands."""
    step: int
    """Index of the taken span among the alternatives."""
    first: Span
    """What it took at first; the alternatives are around it."""
    is_backwards: bool = False
    """Whether extending moves the start of the annotation."""
    ladder: tuple[Selection, ...] = ()
    """Stretches to shrink the annotation back to, the last one first to return."""


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
    searches_all: bool = False
    """Whether search goes on from one pane to the next."""
    is_zoomed: bool = False
    shows_others: bool = True
    suggesting: Suggesting = Suggesting.OFF
    """What the database says of suggestions."""
    shows_suggestions: bool = False
    resting: Mapping[str, Selection] = field(default_factory=dict)
    """Where the reader was in articles that are closed now."""
    far: Mapping[str, End] = field(default_factory=dict)
    """By annotation id: ends of links in articles that are not open."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What annotators are called, by id; those who are not here by their ids."""

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

    def label(self, label_id: str) -> Label:
        """The label with that id; one of that name alone if the scheme has none.

        Another process may bring labels while the desk is open.
        """
        try:
            return self.scheme.label(label_id)
        except KeyError:
            return Label(label_id, label_id, "", "", "", "")

    def end(self, annotation_id: str) -> End | None:
        """The annotation that a link leads to, open or not; None when it is unknown."""
        for sheet in self.sheets.values():
            found = sheet.by_id.get(annotation_id)
            found = found or sheet.suggestions.get(annotation_id)
            if found is not None:
                return End(found, sheet.article.title)
        return self.far.get(annotation_id)

    def who(self, annotator: str) -> str:
        """What the annotator is called on the screen."""
        return self.names.get(annotator, annotator)

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

    def active_shown(self) -> Annotation | None:
        """The annotation that is marked as active; None when none is."""
        if not self.active or not self.panes:
            return None
        return self.sheet.annotation(self.active)

    def own_active(self) -> Annotation:
        """The annotation that relabel, resize, remove and details change.

        Raises NoAnnotationHere, or NotYours when it is somebody else's, which is
        OnlySuggested when it is a model's.
        """
        annotation = self.active_annotation()
        if annotation is None:
            raise NoAnnotationHere
        if self.sheet.suggestions.get(annotation.id) is not None:
            raise OnlySuggested(self.who(annotation.annotator))
        if annotation.annotator != self.annotator:
            raise NotYours(self.who(annotation.annotator))
        return annotation

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

    def active_suggestion(self) -> Annotation | None:
        """The suggestion that is marked as active; None when none is."""
        if not self.active or not self.panes or not self.shows_suggestions:
            return None
        return self.sheet.suggestions.open_one(self.active)
