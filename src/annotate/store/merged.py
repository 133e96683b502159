"""What a merge brought, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotate.store.conflicts import Conflict
    from annotate.store.twins import Twins

__all__ = ["Came", "Change", "Merged", "Namesake"]


class Came(NamedTuple):
    """What came of one annotator's work on one article."""

    annotator: str
    article: str
    title: str
    annotations: int = 0
    """Annotations that were not there."""
    rejected: int = 0
    """Refused suggestions that were not there."""
    changed: int = 0
    """Annotations and links that were there and say something else now."""
    removed: int = 0
    """Annotations and links that were there and are removed now."""
    links: int = 0
    """Links that were not there; those of an annotation's article."""
    status: str = ""
    """How far the annotator is now; empty where that did not change."""


class Change(NamedTuple):
    """Something with one value for all, which is another one now."""

    table: str
    row: str
    column: str
    before: str
    """Empty where the row is new."""
    after: str


class Namesake(NamedTuple):
    """A new article with the title or source of one with another text."""

    title: str
    new: str
    """Id of the article that came."""
    known: str
    """Id of the article that was there."""


class Merged(NamedTuple):
    """What a merge brought; where nothing came, all is empty and 0."""

    came: tuple[Came, ...] = ()
    """By annotator, then in the order of articles."""
    articles: tuple[str, ...] = ()
    """Ids of the new ones."""
    annotators: tuple[str, ...] = ()
    """Those who had no row."""
    labels: tuple[str, ...] = ()
    """Those that the scheme had not."""
    changes: tuple[Change, ...] = ()
    """Titles, labels, settings and the like, which the later change wins."""
    shared_keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys that several labels claim now; the desk gives it to the first."""
    namesakes: tuple[Namesake, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    twins: tuple[Twins, ...] = ()
    events: int = 0
    revisions: int = 0
    """Rows of annotations and links that were added to the log."""
