"""The wishes of an adjudicator, besides those of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotate.adjudication.deciding import Choice

__all__ = ["Adjudge", "MoveColumns", "NextCase", "TakeColumn", "Wish"]


class NextCase(NamedTuple):
    """To the next difference, or the previous one."""

    backwards: bool = False
    is_open: bool = False
    """Only to those that are not decided."""


class Adjudge(NamedTuple):
    """The case at hand: left, right, both or neither."""

    choice: Choice


class TakeColumn(NamedTuple):
    """What the annotator of a column has."""

    column: int
    """From 0, among the columns on the screen."""


class MoveColumns(NamedTuple):
    """The annotators on the screen move on by one."""

    backwards: bool = False


Wish = NextCase | Adjudge | TakeColumn | MoveColumns
