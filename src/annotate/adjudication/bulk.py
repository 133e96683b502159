"""What can be decided without looking at each case: where so many agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.adjudication.deciding import Choice, Ruling

if TYPE_CHECKING:
    from annotate.adjudication.cases import Case

__all__ = ["agreed_ruling"]


def agreed_ruling(case: Case, least: int) -> Ruling | None:
    """The ruling of a case in which at least so many have the same; None elsewhere.

    Where two variants of one case have so many holders each, nobody has agreed on
    which of them is right, and the case stays open.

    Args:
        case: one case.
        least: 1 or more; with the number of annotators, where all agree.
    """
    if least < 1:
        raise ValueError(f"nobody is {least} people")
    found = [each for each in case.variants if len(each.holders) >= least]
    if len(found) != 1:
        return None
    return Ruling(Choice.AGREED, (found[0].holders[0],))
