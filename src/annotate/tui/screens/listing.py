"""The keys while they are in the inspector, the list of tags and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.errors import NoMoreAnnotations
from annotate.desk.intents import GoToAnnotation, NextAnnotation, Remove, Shape
from annotate.desk.links import link_count, links_of
from annotate.tui.commands import Act, RowMotion, RowStep
from annotate.tui.screens.linking import Linking

if TYPE_CHECKING:
    from annotate.desk.links import Linked
    from annotate.tui.commands import Command
    from annotate.tui.screens.desk import DeskScreen

__all__ = ["Listing"]

_SAID = (
    "in the list: ↓ ↑ step, Enter goes to a link's other end, Del unlinks, Esc leaves"
)
_PAGE_TAGS = 5


class Listing:
    """Where the keys are in the list; the active tag is the one that is stepped to."""

    def __init__(self, screen: DeskScreen) -> None:
        """Begin at the active tag, else at the nearest; NoMoreAnnotations for none."""
        self._screen = screen
        self._session = screen.session
        self._at = -1
        self.is_left = False
        """Whether the keys are on the desk again."""
        active = self._session.desk.active_annotation()
        if active is not None:
            self._session.wish(GoToAnnotation(active.article, active.id))
        elif not self._step(1) and not self._step(-1):
            raise NoMoreAnnotations
        self._session.message = _SAID

    @property
    def at(self) -> int:
        """-1 on the active tag, from 0 on that one of its links."""
        return min(self._at, self._links - 1)

    @property
    def _links(self) -> int:
        return link_count(self._session.desk, self._session.desk.active)

    def press(self, command: Command | None) -> bool:
        """Whether the command was for the list; any other one leaves it."""
        session = self._session
        session.message = _SAID
        match command.wish if command else None:
            case RowMotion(RowStep.DOWN, False):
                self._down()
            case RowMotion(RowStep.UP, False):
                self._up()
            case RowMotion(RowStep.PAGE_DOWN, False):
                self._step(_PAGE_TAGS)
            case RowMotion(RowStep.PAGE_UP, False):
                self._step(-_PAGE_TAGS)
            case NextAnnotation(backwards):
                self._step(-1 if backwards else 1)
            case Act.DETAILS if self.at >= 0:
                self._follow()
            case Remove() if self.at >= 0:
                linked = self._linked()
                Linking(self._screen).remove(linked)
            case Shape.COLLAPSE:
                session.message = ""
                self.is_left = True
            case _:
                session.message = ""
                self.is_left = True
                return False
        return True

    def _down(self) -> None:
        if self.at + 1 < self._links:
            self._at = self.at + 1
        else:
            self._step(1)

    def _up(self) -> None:
        if self.at >= 0:
            self._at = self.at - 1
        elif self._step(-1):
            self._at = self._links - 1

    def _step(self, tags: int) -> bool:
        """Whether there are tags that way: the one so far, or the last, is active."""
        one = self._screen.painting.tag_beside(tags)
        if one is None:
            return False
        self._session.wish(GoToAnnotation(one.article, one.id))
        self._session.message = _SAID
        self._at = -1
        return True

    def _follow(self) -> None:
        self.is_left = True
        self._session.message = ""
        Linking(self._screen).go_to(self._linked())

    def _linked(self) -> Linked:
        desk = self._session.desk
        (linked,) = links_of(desk, desk.active, slice(self.at, self.at + 1))
        return linked
