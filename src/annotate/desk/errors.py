"""Wishes that cannot be granted now; each says why and what to press instead."""

from __future__ import annotations

from annotate.errors import AnnotateError

__all__ = [
    "AlreadyLinked",
    "AlreadyThere",
    "BlindHere",
    "DeskRefusal",
    "EndGone",
    "LastPane",
    "LinkedToItself",
    "NoAnnotationHere",
    "NoLinks",
    "NoMoreAnnotations",
    "NoMoreSuggestions",
    "NoSuchLink",
    "NoSuchLinkKind",
    "NoSuchPane",
    "NoSuggestionHere",
    "NoTargets",
    "NotFound",
    "NotYourEnd",
    "NotYourLink",
    "NotYours",
    "NothingFresh",
    "NothingHere",
    "NothingMore",
    "NothingSelected",
    "NothingToAdopt",
    "NothingToRepeat",
    "NothingWider",
    "OnlySuggested",
    "SuggestionsHidden",
    "SuggestionsOff",
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
        super().__init__(f"This tag is {annotator}'s; y makes it yours as well.")
        self.annotator = annotator


class OnlySuggested(NotYours):
    """The annotation is a model's suggestion."""

    def __init__(self, annotator: str) -> None:
        super().__init__(annotator)
        said = "y accepts it, a label key does so as that label, Del rejects it."
        self.args = (f"This is a suggestion: {said}",)


class NoSuggestionHere(DeskRefusal):
    """No suggestion is active or under the cursor."""

    def __init__(self) -> None:
        super().__init__("No suggestion here; ) goes to the next one.")


class NoMoreSuggestions(DeskRefusal):
    """No suggestion of the article is open."""

    def __init__(self) -> None:
        super().__init__(
            "No suggestions left in this article; `annotate suggest` makes them."
        )


class SuggestionsHidden(DeskRefusal):
    """The reader has not asked for suggestions."""

    def __init__(self) -> None:
        super().__init__("Suggestions are hidden; Space r shows them.")


class SuggestionsOff(DeskRefusal):
    """The database says that nobody is to see suggestions."""

    def __init__(self) -> None:
        super().__init__(
            "This database never shows suggestions; `annotate settings "
            "suggestions=off` would let Space r show them."
        )


class BlindHere(DeskRefusal):
    """Others' tags are hidden from the reader, who is to work without them."""

    def __init__(self) -> None:
        super().__init__(
            "Others' tags stay hidden in an article assigned to you until you mark it "
            "done: Space d."
        )


class NoMoreAnnotations(DeskRefusal):
    """The article has none that shows, or with `mine` none of the reader."""

    def __init__(self, *, mine: bool = False) -> None:
        whose = " of yours" if mine else ""
        super().__init__(
            f"No tags{whose} in this article; select, then press a label key."
        )


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

    def __init__(self, needle: str, *, is_everywhere: bool = False) -> None:
        where = "any open article" if is_everywhere else "this article"
        super().__init__(f"Not in {where}: {needle}")


class AlreadyLinked(DeskRefusal):
    """The reader has linked the two in this way before."""

    def __init__(self, kind: str, quote: str) -> None:
        super().__init__(f"Already linked, {kind}: {quote}; Space L unlinks.")


class LinkedToItself(DeskRefusal):
    """Both ends of a link would be one annotation."""

    def __init__(self) -> None:
        super().__init__("A tag cannot be linked with itself; choose another one.")


class EndGone(DeskRefusal):
    """An annotation that was to be linked is not there any more."""

    def __init__(self) -> None:
        super().__init__("That tag is not there any more; Space l links another one.")


class NotYourEnd(DeskRefusal):
    """A link would start at somebody else's annotation."""

    def __init__(self, annotator: str) -> None:
        super().__init__(
            f"A link starts at your own tag, and this one is {annotator}'s; "
            "y makes it yours as well."
        )


class NotYourLink(DeskRefusal):
    """The link belongs to somebody else."""

    def __init__(self, annotator: str) -> None:
        super().__init__(
            f"This link is {annotator}'s and stays; t hides what is not yours."
        )


class NoSuchLink(DeskRefusal):
    """The link is not there any more."""

    def __init__(self) -> None:
        super().__init__("That link is not there any more; Space l makes one.")


class NoSuchLinkKind(DeskRefusal):
    """The scheme has no such kind of link."""

    def __init__(self, kind: str = "") -> None:
        named = f"kind of link called {kind}" if kind else "kinds of links"
        super().__init__(
            f"This database has no {named}; its scheme names those it has."
        )


class NoLinks(DeskRefusal):
    """The annotation has no link that shows."""

    def __init__(self) -> None:
        super().__init__("No link of this tag; Space l links it with another one.")


class NoTargets(DeskRefusal):
    """Nothing in sight can be the other end of a link."""

    def __init__(self, kind: str, labels: str) -> None:
        super().__init__(
            f"{kind}: no {labels} in sight to link with; scroll to one in any pane, "
            "then Space l."
        )
