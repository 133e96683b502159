"""Wishes that cannot be granted now; each says why and what to press instead."""

from __future__ import annotations

from annotate.errors import AnnotateError

__all__ = [
    "AlreadyThere",
    "DeskRefusal",
    "LastPane",
    "NoAnnotationHere",
    "NoMoreAnnotations",
    "NoSuchPane",
    "NotFound",
    "NotYours",
    "NothingFresh",
    "NothingHere",
    "NothingMore",
    "NothingSelected",
    "NothingToAdopt",
    "NothingToRepeat",
    "NothingWider",
    "TooManyPanes",
]


class DeskRefusal(AnnotateError):
    """A wish that the desk cannot grant now; the desk is as it was."""


class NothingHere(DeskRefusal):
    """No such thing near the cursor."""

    def __init__(self, label: str, remedy: str = "select the words, then tag") -> None:
        super().__init__(f"No {label} near the cursor; {remedy}.")


class NothingSelected(DeskRefusal):
    """Nothing that could be tagged is selected."""

    def __init__(self) -> None:
        super().__init__("Nothing but blanks is selected; w selects a word.")


class AlreadyThere(DeskRefusal):
    """The same annotator holds the same label on the same stretch."""

    def __init__(self, label: str, quote: str) -> None:
        super().__init__(f"Already tagged {label}: {quote}; Del removes it.")


class NoAnnotationHere(DeskRefusal):
    """No annotation of the reader under the cursor."""

    def __init__(self) -> None:
        super().__init__("No tag of yours here; Tab goes to the next one.")


class NotYours(DeskRefusal):
    """The annotation belongs to somebody else."""

    def __init__(self, annotator: str) -> None:
        super().__init__(f"This tag is {annotator}'s; put your own beside it.")


class NoMoreAnnotations(DeskRefusal):
    """The article has none that shows."""

    def __init__(self) -> None:
        super().__init__("No tags in this article; select, then press a label key.")


class NothingToAdopt(DeskRefusal):
    """No tag of somebody else under the cursor."""

    def __init__(self) -> None:
        super().__init__("No tag of somebody else here; t shows others' tags.")


class NothingWider(DeskRefusal):
    """The label key was pressed again, and the annotation is as wide as it gets."""

    def __init__(self, label: str) -> None:
        super().__init__(f"Nothing wider to take as {label}; select the words instead.")


class NothingMore(DeskRefusal):
    """No further thing of the label's kind that has no such tag."""

    def __init__(self, label: str) -> None:
        super().__init__(f"No {label} found behind this; select the words, then tag.")


class NothingFresh(DeskRefusal):
    """The last key made no tag that could move on."""

    def __init__(self) -> None:
        super().__init__("Nothing was just tagged; a capital label key tags the next.")


class NothingToRepeat(DeskRefusal):
    """No tag was made in this session."""

    def __init__(self) -> None:
        super().__init__("Nothing to repeat yet; tag once with a label key.")


class NoSuchPane(DeskRefusal):
    """The pane is not open."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__(f"No pane {number}: {count} open; e opens another article.")


class TooManyPanes(DeskRefusal):
    """Five panes are open."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} panes are open; - closes one, e replaces this one.")


class LastPane(DeskRefusal):
    """The only pane stays."""

    def __init__(self) -> None:
        super().__init__("This is the only pane; e opens another article in it.")


class NotFound(DeskRefusal):
    """The text searched for does not occur."""

    def __init__(self, needle: str) -> None:
        super().__init__(f"Not in this article: {needle}")
