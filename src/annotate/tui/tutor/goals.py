"""What a lesson asks for, as questions to the desk. Pure; no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotate.text.selection import span

if TYPE_CHECKING:
    from annotate.desk.state import Desk

__all__ = [
    "Found",
    "Goal",
    "HasPage",
    "InFront",
    "NoPage",
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

    def has_tag(self, label: str, quote: str) -> bool:
        """Whether the reader has that label on exactly that text."""
        return any(
            (one.annotator, one.label, one.quote) == (self.desk.annotator, label, quote)
            for sheet in self.desk.sheets.values()
            for one in sheet.annotations
        )


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
        return standing.has_tag(self.label, self.quote)


class Untagged(NamedTuple):
    """That text has the label no more."""

    label: str
    quote: str

    def holds(self, standing: Standing) -> bool:
        """Whether it is reached."""
        return not standing.has_tag(self.label, self.quote)


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
