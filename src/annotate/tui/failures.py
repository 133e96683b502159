"""What can be done about a write that failed."""

from __future__ import annotations

from enum import Enum

from annotate.model import QuoteMismatch
from annotate.store.errors import (
    AlreadyTagged,
    DatabaseBusy,
    DiskFull,
    GoldIsSomebody,
    NoSuchAnnotator,
    NoSuchArticle,
    NothingToRedo,
    NothingToUndo,
    Superseded,
    UndoBlocked,
    UnknownLabel,
    UnknownLinkKind,
    UnstorableText,
)

__all__ = ["Remedy", "remedy_of"]


class Remedy(Enum):
    """What helps a write that failed."""

    NONE_NEEDED = "none needed"
    """The store has an answer that stands; nothing of the reader's is lost."""
    WAIT = "wait"
    """The same store may take it later."""
    OPEN_AGAIN = "open again"
    """Once the file is as it was, a store opened anew may take it."""
    NONE = "none"
    """It would fail for ever."""


_ANSWERS = (AlreadyTagged, Superseded, NothingToUndo, NothingToRedo, UndoBlocked)
_MISFITS = (
    GoldIsSomebody,
    NoSuchAnnotator,
    NoSuchArticle,
    QuoteMismatch,
    UnknownLabel,
    UnknownLinkKind,
    UnstorableText,
)
# What the store finds wrong in the values it is given has no class of ours.
_MISTAKES = (LookupError, TypeError, ValueError)


def remedy_of(error: Exception) -> Remedy:
    """What helps a write that failed so."""
    if isinstance(error, _ANSWERS):
        return Remedy.NONE_NEEDED
    if isinstance(error, DatabaseBusy | DiskFull):
        return Remedy.WAIT
    if isinstance(error, _MISFITS + _MISTAKES):
        return Remedy.NONE
    return Remedy.OPEN_AGAIN
