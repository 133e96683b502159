"""The wishes of the reader, one type each; `reduce` says what each does to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.desk.state import Sheet
    from annotate.text.selection import Selection

__all__ = [
    "Adopt",
    "ClosePane",
    "Describe",
    "Find",
    "FocusPane",
    "GoToAnnotation",
    "Intent",
    "Move",
    "MovePane",
    "NextAnnotation",
    "NextPane",
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
    "Toggle",
    "ToggleKind",
    "Where",
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The revision id and time of one action, given by the screen."""

    rev: str
    """UUIDv7; further ids of the same action follow it."""
    active_ms: int = 0
    """Attention since the last event, idle time capped."""


@dataclass(frozen=True, slots=True)
class Move:
    """A motion of `text.motions.MOTIONS`."""

    name: str
    extend: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """To an offset that the screen found on its wrapped rows."""

    offset: int
    extend: bool = False
    goal_cell: int | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """To exactly this selection, in the pane with this index."""

    pane: int
    selection: Selection


class Shape(Enum):
    """A change of the selection where it stands."""

    EXPAND = "expand"
    SHRINK = "shrink"
    DROP_FIRST_WORD = "drop-first-word"
    DROP_LAST_WORD = "drop-last-word"
    END_LESS = "end-less"
    END_MORE = "end-more"
    SWAP_ENDS = "swap-ends"
    COLLAPSE = "collapse"


@dataclass(frozen=True, slots=True)
class NextAnnotation:
    """To the next annotation that shows, or the previous one."""

    backwards: bool = False


@dataclass(frozen=True, slots=True)
class GoToAnnotation:
    """To one annotation of an article that is open."""

    article: str
    annotation: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A label on the selection, or on what stands at the bare cursor."""

    label: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """The last label again, here."""


@dataclass(frozen=True, slots=True)
class Adopt:
    """The active annotation of somebody else, or of a model, as the reader's own."""


@dataclass(frozen=True, slots=True)
class Relabel:
    """Another label for the active annotation."""

    label: str


@dataclass(frozen=True, slots=True)
class Resize:
    """The active annotation takes the selection as its span."""


@dataclass(frozen=True, slots=True)
class Remove:
    """The active annotation goes."""


@dataclass(frozen=True, slots=True)
class Describe:
    """Note and attributes of an annotation of the focused article."""

    annotation: str
    note: str
    attributes: str
    """A JSON object as text, keys sorted."""


@dataclass(frozen=True, slots=True)
class FocusPane:
    """To the pane with this index."""

    index: int


@dataclass(frozen=True, slots=True)
class NextPane:
    """To the pane beside this one, round the ends."""

    backwards: bool = False


class Where(StrEnum):
    """Where an article opens."""

    HERE = "here"
    NEW_PANE = "new pane"


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article that was read comes to the screen."""

    sheet: Sheet
    where: Where


@dataclass(frozen=True, slots=True)
class ClosePane:
    """The focused pane goes; its article stays in the database."""


@dataclass(frozen=True, slots=True)
class MovePane:
    """The focused pane changes place with its neighbour."""

    backwards: bool = False


class ToggleKind(Enum):
    """What can be switched."""

    OTHERS = "others"
    ZOOM = "zoom"
    STICKY = "sticky"


@dataclass(frozen=True, slots=True)
class Toggle:
    """A switch of the desk."""

    kind: ToggleKind


@dataclass(frozen=True, slots=True)
class Find:
    """The next or previous place of a text in the focused article."""

    needle: str
    backwards: bool = False
    from_offset: int | None = None
    """Where to look from; None: from the selection."""


Intent = (
    Move
    | Place
    | Select
    | Shape
    | NextAnnotation
    | GoToAnnotation
    | Tag
    | Repeat
    | Adopt
    | Relabel
    | Resize
    | Remove
    | Describe
    | FocusPane
    | NextPane
    | OpenArticle
    | ClosePane
    | MovePane
    | Toggle
    | Find
)
