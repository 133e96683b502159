"""What bars an article from being adjudicated; each says what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NothingLeft", "StillAtWork", "TooFewPeople"]


class StillAtWork(AnnotateError):
    """The adjudicator is to tag the article, and has not finished."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"You are to tag “{title}” yourself, and others' tags would sway you: mark "
            "it done or skipped on the desk (Space d, Space s), then adjudicate it."
        )


class TooFewPeople(AnnotateError):
    """Fewer than two people have finished the article."""

    def __init__(self, title: str, finished: Sequence[str], busy: int) -> None:
        who = f"only {finished[0]} has" if finished else "nobody has"
        others = ""
        if busy:
            are = "one is" if busy == 1 else f"{busy} are"
            others = f"; {are} still at work on it"
        super().__init__(
            f"Two people's work is what adjudication compares, and {who} finished "
            f"“{title}”{others}."
        )
        self.finished = tuple(finished)


class NothingLeft(AnnotateError):
    """No article waits for its gold layer."""

    def __init__(self) -> None:
        super().__init__(
            "No article waits for gold (two must finish it first); name one to look "
            "again."
        )
