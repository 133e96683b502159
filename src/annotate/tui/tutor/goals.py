"""What a lesson asks for, as questions to the desk. Pure; no Textual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotate.model import Span
from annotate.text.selection import span

if TYPE_CHECKING:
    from annotate.desk.state import Desk
    from annotate.model import Annotation

__all__ = [
    "Accepted",
    "Described",
    "Found",
    "Goal",
    "HasPage",
    "InFront",
    "Linked",
    "NoPage",
    "Rejected",
    "Selected",
    "Standing",
    "Tagged",
    "Untagged",
]


class Standing(NamedTuple):
    """How things stand on the screen."""

    desk: Desk
    has_page: bool = False
    """Whether a page lies over the desk."""
    is_asking: bool = False
    """Whether the prompt is open."""

    def tag(self, label: str, quote: str) -> Annotation | None:
        """The reader's tag of that label on exactly that text; None for none."""
        wanted = (self.desk.annotator, label, quote)
        for sheet in self.desk.sheets.values():
            for one in sheet.annotations:
                if (one.annotator, one.label, one.quote) == wanted:
                    return one
        return None


class Goal(Protocol):
    """Something that holds or does not."""

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        ...


class Selected(NamedTuple):
    """Exactly that text is selected."""

    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        chosen = span(standing.desk.pane.selection)
        article = standing.desk.sheet.article
        return chosen is not None and article.quote(chosen) == self.quote


class Tagged(NamedTuple):
    """Exactly that text has the label."""

    label: str
    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return standing.tag(self.label, self.quote) is not None


class Untagged(NamedTuple):
    """That text has the label no more."""

    label: str
    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return standing.tag(self.label, self.quote) is None


class Accepted(NamedTuple):
    """What was suggested there has become the reader's own, with the label."""

    label: str
    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        found = standing.tag(self.label, self.quote)
        return found is not None and bool(found.origin)


class Rejected(NamedTuple):
    """The reader has said that exactly that text is not to have the label."""

    label: str
    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        for sheet in standing.desk.sheets.values():
            start = sheet.article.text.find(self.quote)
            place = Span(start, start + len(self.quote)) if start >= 0 else None
            if place and sheet.suggestions.rejected_at(self.label, place):
                return True
        return False


class Described(NamedTuple):
    """The tag of that label and text has an attribute, and its form is closed."""

    label: str
    quote: str
    attribute: str
    value: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        found = standing.tag(self.label, self.quote)
        if found is None or standing.has_page:
            return False
        return bool(json.loads(found.attributes).get(self.attribute) == self.value)


class Linked(NamedTuple):
    """The reader has linked those two texts, in either direction."""

    kind: str
    quote: str
    other: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        desk = standing.desk
        for sheet in desk.sheets.values():
            for link in sheet.links:
                ends = (desk.end(link.source), desk.end(link.target))
                quotes = {end.annotation.quote for end in ends if end is not None}
                if (link.kind, link.annotator) == (self.kind, desk.annotator) and (
                    quotes == {self.quote, self.other}
                ):
                    return True
        return False


class InFront(NamedTuple):
    """The article with that text has the focus."""

    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return self.quote in standing.desk.text


class Found(NamedTuple):
    """A search has come to that text, and its prompt is closed."""

    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        desk = standing.desk
        at = desk.text.find(self.quote)
        return (
            not standing.is_asking
            and bool(desk.needle)
            and at >= 0
            and not desk.pane.selection.is_bare
            and desk.pane.selection.start == at
        )


class HasPage(NamedTuple):
    """A page lies over the desk."""

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return standing.has_page


class NoPage(NamedTuple):
    """The desk is in front."""

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return not standing.has_page
