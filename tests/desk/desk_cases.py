"""A desk to play with in tests: drawn articles, wishes in, what came of them out."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotate.desk.changes import with_links
from annotate.desk.intents import GoToAnnotation, Stamp
from annotate.desk.reduce import reduce
from annotate.desk.state import Desk, Pane, Sheet
from annotate.ids import Ids
from annotate.model import (
    Annotation,
    Article,
    Edit,
    Link,
    Scheme,
    Span,
    Verb,
    article_id,
)
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.selection import Selection, span
from drawing import draw, parse

if TYPE_CHECKING:
    from annotate.desk.errors import DeskRefusal
    from annotate.desk.intents import Intent

ME, THEM = "ada", "ben"
LABEL_ORDER = tuple(label.id for label in DEFAULT_SCHEME.labels)


def counted_ids() -> Ids:
    """Ids that are the same in every run."""
    count = itertools.count(1)
    return Ids(lambda: 1_750_000_000_000, lambda _bits: next(count))


def made(text: str, title: str = "A title") -> Article:
    return Article(article_id(text), title, text)


class Hand:
    """A desk of drawn articles, one pane each, and everything that was done to it."""

    def __init__(self, *drawings: str, scheme: Scheme = DEFAULT_SCHEME) -> None:
        self.ids = counted_ids()
        panes, sheets = [], {}
        for drawing in drawings:
            text, selection = parse(drawing)
            article = made(text)
            panes.append(Pane(article.id, selection))
            sheets[article.id] = Sheet.of(article, (), (), LABEL_ORDER)
        self.desk = Desk(ME, scheme, sheets, tuple(panes))
        self.edits: list[Edit] = []
        self.message = ""

    def do(self, *wishes: Intent) -> Hand:
        """Each wish in turn; every edit is checked on its way."""
        for wish in wishes:
            outcome = reduce(self.desk, wish, Stamp(self.ids.mint(), 7))
            self.desk, self.message = outcome.desk, outcome.message
            for edit in outcome.edits:
                self._check(edit)
                self.edits.append(edit)
        return self

    def refuse(self, wish: Intent, reason: type[DeskRefusal]) -> str:
        """The sentence of a wish that must be refused and change nothing."""
        with pytest.raises(reason) as caught:
            reduce(self.desk, wish, Stamp(self.ids.mint()))
        return str(caught.value)

    def _check(self, edit: Edit) -> None:
        assert edit.annotations or edit.links
        assert edit.active_ms == 7
        for link in edit.links:
            assert link.rev > edit.rev
            assert (link.prev is None) == (link.rev == link.id)
        for one in edit.annotations:
            text = self.desk.sheets[one.article].article.text
            assert text[one.span.start : one.span.end] == one.quote
            assert one.rev > edit.rev
            assert one.prev is None or one.rev > one.prev
            assert (one.prev is None) == (one.rev == one.id)

    def theirs(
        self, quote: str, label: str = "claim", by: str = THEM, **more: str
    ) -> Annotation:
        """A tag put on the desk as the store would bring it."""
        text = self.desk.text
        start = text.index(quote)
        rev = self.ids.mint()
        one = Annotation(
            rev, rev, None, self.desk.sheet.article.id,
            Span(start, start + len(quote)), quote, label, by, **more,
        )  # fmt: skip
        self.desk = self.desk.with_sheet(self.desk.sheet.with_revisions((one,)))
        return one

    def mine(self, quote: str, label: str = "claim", **more: str) -> Annotation:
        """A tag of the reader from an earlier day."""
        return self.theirs(quote, label, ME, **more)

    def linked(
        self, kind: str, source: Annotation, target: Annotation, by: str = ME
    ) -> Link:
        """A link put on the desk as the store would bring it."""
        rev = self.ids.mint()
        link = Link(rev, rev, None, by, kind, source.id, target.id)
        self.desk = with_links(self.desk, (link,), ())
        return link

    def at(self, annotation: Annotation) -> Hand:
        """The annotation selected and active, its pane focused."""
        return self.do(GoToAnnotation(annotation.article, annotation.id))

    def select(self, drawing: str) -> Hand:
        """The drawn selection in the focused pane, without any wish."""
        text, selection = parse(drawing)
        assert text == self.desk.text
        self.desk = self.desk.with_pane(replace(self.desk.pane, selection=selection))
        return self

    @property
    def drawn(self) -> str:
        return draw(self.desk.text, self.desk.pane.selection)

    @property
    def selected(self) -> str:
        found = span(self.desk.pane.selection)
        return "" if found is None else self.desk.text[found.start : found.end]

    @property
    def tags(self) -> list[tuple[str, str]]:
        """(label, quote) of the reader's tags in the focused article, in order."""
        return [
            (one.label, one.quote)
            for one in self.desk.sheet.annotations
            if one.annotator == ME
        ]

    @property
    def active(self) -> Annotation | None:
        return self.desk.active_shown()

    @property
    def last(self) -> tuple[Verb, Annotation]:
        """The verb and the one revision of the last edit."""
        (one,) = self.edits[-1].annotations
        return self.edits[-1].verb, one


def bare(offset: int) -> Selection:
    return Selection(offset, offset)
