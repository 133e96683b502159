"""The wishes of the reader, one type each; `reduce` says what each does to the desk.

Named tuples: two dozen frozen dataclasses would cost a start ten milliseconds more.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotate.desk.state import Sheet
    from annotate.text.selection import Selection

__all__ = [
    "AcceptAll",
    "Adopt",
    "ClosePane",
    "Describe",
    "Find",
    "FindInAll",
    "FocusPane",
    "GoToAnnotation",
    "Intent",
    "MakeLink",
    "Move",
    "MoveOn",
    "MovePane",
    "NextAnnotation",
    "NextPane",
    "NextSuggestion",
    "NextUntagged",
    "OpenArticle",
    "Place",
    "Relabel",
    "Remove",
    "Repeat",
    "Resize",
    "Select",
    "Shape",
    "Stamp",
    "Tag",
    "TagNext",
    "Toggle",
    "ToggleKind",
    "Unlink",
    "Where",
]


class Stamp(NamedTuple):
    """The revision id and time of one action, given by the screen."""

    rev: str
    """UUIDv7; further ids of the same action follow it."""
    active_ms: int = 0
    """Attention since the last event, idle time capped."""


class Move(NamedTuple):
    """A motion of `text.motions.MOTIONS`."""

    name: str
    extend: bool = False


class Place(NamedTuple):
    """To an offset that the screen found on its wrapped rows."""

    offset: int
    extend: bool = False
    goal_cell: int | None = None


class Select(NamedTuple):
    """To exactly this selection, in the pane with this index."""

    pane: int
    selection: Selection


class Shape(Enum):
    """A change of the selection where it stands."""

    EXPAND = "expand"
    SHRINK = "shrink"
    DROP_FIRST_WORD = "drop-first-word"
    DROP_LAST_WORD = "drop-last-word"
    TAKE_WORD_BEFORE = "take-word-before"
    TAKE_WORD_BEHIND = "take-word-behind"
    DROP_FIRST_CLAUSE = "drop-first-clause"
    DROP_LAST_CLAUSE = "drop-last-clause"
    TAKE_CLAUSE_BEFORE = "take-clause-before"
    TAKE_CLAUSE_BEHIND = "take-clause-behind"
    START_LESS = "start-less"
    START_MORE = "start-more"
    END_LESS = "end-less"
    END_MORE = "end-more"
    SWAP_ENDS = "swap-ends"
    COLLAPSE = "collapse"


class NextAnnotation(NamedTuple):
    """To the next annotation that shows, or the previous one."""

    backwards: bool = False
    mine: bool = False
    """Only to the reader's own."""


class NextUntagged(NamedTuple):
    """To the next sentence without a tag of the reader, or the previous one."""

    backwards: bool = False


class GoToAnnotation(NamedTuple):
    """To one annotation of an article that is open."""

    article: str
    annotation: str


class Tag(NamedTuple):
    """A label on the selection, or on what stands at the bare cursor."""

    label: str


class TagNext(NamedTuple):
    """A label on the next thing of its kind."""

    label: str


class MoveOn(NamedTuple):
    """The tag that was just made goes on to the next thing of its kind."""


class Repeat(NamedTuple):
    """The last label again, here."""


class Adopt(NamedTuple):
    """The active annotation of somebody else, or of a model, as the reader's own."""


class NextSuggestion(NamedTuple):
    """To the next open suggestion, or the previous one."""

    backwards: bool = False


class AcceptAll(NamedTuple):
    """All suggestions of the active one's label in this article as the reader's own."""


class Relabel(NamedTuple):
    """Another label for the active annotation."""

    label: str


class Resize(NamedTuple):
    """The active annotation takes the selection as its span."""


class Remove(NamedTuple):
    """The active annotation goes."""


class Describe(NamedTuple):
    """Note and attributes of an annotation of the focused article."""

    annotation: str
    note: str
    attributes: str
    """A JSON object as text, keys sorted."""


class MakeLink(NamedTuple):
    """A link between two annotations of articles that are open."""

    kind: str
    """Id of a kind of link of the scheme."""
    source: str
    """Annotation id."""
    target: str
    """Annotation id."""


class Unlink(NamedTuple):
    """The link with that id goes."""

    link: str


class FocusPane(NamedTuple):
    """To the pane with this index."""

    pane: int


class NextPane(NamedTuple):
    """To the pane beside this one, round the ends."""

    backwards: bool = False


class Where(StrEnum):
    """Where an article opens."""

    HERE = "here"
    NEW_PANE = "new pane"


class OpenArticle(NamedTuple):
    """An article that was read comes to the screen."""

    sheet: Sheet
    where: Where


class ClosePane(NamedTuple):
    """The focused pane goes; its article stays in the database."""


class MovePane(NamedTuple):
    """The focused pane changes place with its neighbour."""

    backwards: bool = False


class ToggleKind(Enum):
    """What can be switched."""

    OTHERS = "others"
    SUGGESTIONS = "suggestions"
    ZOOM = "zoom"
    STICKY = "sticky"


class Toggle(NamedTuple):
    """A switch of the desk."""

    kind: ToggleKind


class Find(NamedTuple):
    """The next or previous place of a text in the focused article.

    Without an origin it goes on to other panes if the search is in all of them. Where
    there is none, the search is on all the same: other articles may have it.
    """

    needle: str
    backwards: bool = False
    origin: Selection | None = None
    """Where the search began: it looks from its start, and goes back there when
    nothing is found. None: from the selection, which then stays."""


class FindInAll(NamedTuple):
    """The first place of a text in the focused article, else in the first that has it.

    Panes in which it is not found go back to where the search began.
    """

    needle: str
    focus: int
    """Index of the pane that had the focus when the search began."""
    origins: tuple[Selection, ...]
    """Where each pane was then."""


Intent = (
    Move
    | Place
    | Select
    | Shape
    | NextAnnotation
    | NextUntagged
    | NextSuggestion
    | GoToAnnotation
    | Tag
    | TagNext
    | MoveOn
    | Repeat
    | Adopt
    | AcceptAll
    | Relabel
    | Resize
    | Remove
    | Describe
    | MakeLink
    | Unlink
    | FocusPane
    | NextPane
    | OpenArticle
    | ClosePane
    | MovePane
    | Toggle
    | Find
    | FindInAll
)
