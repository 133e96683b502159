"""What an import knows before it reads, and what it finds out while it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from annotate.formats.left_out import LeftOut

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotate.model import AnnotatorKind, Article

__all__ = [
    "Importing",
    "Known",
    "LineProblem",
    "NothingKnown",
    "Spot",
    "shortened",
]

_LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something wrong, or something to tell, about a place in a file."""

    line: int
    """From 1; 0 where the file has no lines or the whole of it is meant."""
    field: str
    """Path of the field, as in `spans[2].start`; empty for the whole line."""
    message: str
    file: str = ""
    """Empty where the reader of the message knows which file it is about."""

    def __str__(self) -> str:
        place = self.place
        return f"{place}: {self.message}" if place else self.message

    @property
    def place(self) -> str:
        """The file, line and field, as far as they are told."""
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(filter(None, (line, self.field)))
        return " ".join(filter(None, (self.file, place)))


class Known(Protocol):
    """The articles that the database has already."""

    def by_id(self, article: str) -> Article | None:
        """The article with that id of 32 hex digits."""

    def by_source(self, source: str) -> Article | None:
        """The one article with that source; None for none and for several."""

    def by_letters(self, text: str) -> Article | None:
        """The one article whose text has the same letters; see `text.letters`."""


class NothingKnown:
    """An empty database."""

    def by_id(self, article: str) -> Article | None:
        """None."""
        del article
        return None

    by_source = by_letters = by_id


class Importing:
    """One import of files: what readers may ask, and where they tell.

    Any problem means that nothing is imported; a note is told and nothing more.
    """

    def __init__(
        self,
        *,
        annotator: str = "",
        kind: AnnotatorKind | None = None,
        known: Known | None = None,
        text_column: str = "text",
        link_kinds: Collection[str] | None = None,
        left_out: LeftOut | None = None,
        labels: Collection[str] | None = None,
    ) -> None:
        """What the command line says.

        Args:
            annotator: who made what a file ascribes to nobody.
            kind: what that annotator is; None where the user said nothing.
            known: the articles of the database.
            text_column: the name of the column or key that holds articles' text.
            link_kinds: those of the database, where it is known; readers of other
                programs' files leave out relations of other kinds, and tell it.
            left_out: takes the spans that cannot be placed, if they are to be left
                out; otherwise each is a problem.
            labels: those that will be taken; None for all.
        """
        self.annotator = annotator
        self.kind = kind
        self.known: Known = known or NothingKnown()
        self.text_column = text_column
        self._link_kinds = link_kinds
        self.left_out = left_out or LeftOut()
        self.labels = None if labels is None else frozenset(labels)
        self.strange: dict[str, LineProblem] = {}
        """Where each other label stands first."""
        self.problems: list[LineProblem] = []
        self.notes: list[LineProblem] = []

    def meet(self, label: str, spot: Spot) -> None:
        """Remember where a label stands first, if it is none that will be taken."""
        known = self.labels
        if known is not None and label not in known and label not in self.strange:
            self.strange[label] = spot.told("label", "will not be taken")

    def takes_link(self, kind: str) -> bool:
        """Whether a relation of that kind can become a link."""
        return self._link_kinds is None or kind in self._link_kinds

    def at(self, line: int = 0, file: str = "") -> Spot:
        """A place in a file, to tell of."""
        return Spot(self, line, file)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file that is being read."""

    importing: Importing
    line: int = 0
    file: str = ""
    prefix: str = ""
    """Path of the object whose fields are read, with its dot, as in `spans[2].`."""

    def inside(self, path: str) -> Spot:
        """The place of an object further in, as in `spans[2]`."""
        # Not by `replace`, which takes a tenth of the time of reading a file.
        prefix = f"{self.prefix}{path}."
        return Spot(self.importing, self.line, self.file, prefix)

    def on(self, line: int) -> Spot:
        """The place of a line of the same file."""
        return replace(self, line=line, prefix="")

    def problem(self, field: str, message: str) -> None:
        """Say that a field is wrong; "" is the whole line or file."""
        self.importing.problems.append(self.told(field, message))

    def note(self, field: str, message: str) -> None:
        """Tell something that bars no import."""
        self.importing.notes.append(self.told(field, message))

    def unplaced(self, field: str, message: str) -> None:
        """Say that nobody knows where a span is: a problem unless it is left out."""
        self.importing.left_out.tell(self, field, message)

    def told(self, field: str, message: str) -> LineProblem:
        """What `problem` and `note` tell."""
        path = (self.prefix + field).rstrip(".")
        return LineProblem(self.line, path, message, self.file)


def shortened(text: str) -> str:
    """The text in quotation marks, at most 40 characters, on one line."""
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    return repr(text)
