"""Spans that an import leaves out, with their links: nobody knows where they are.

A link may stand before the span that it leads to, so that some are known to be lost at
the end alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.formats.importing import Spot
    from annotate.model import Link

__all__ = ["LeftOut"]


class LeftOut:
    """What one import of files leaves out."""

    def __init__(self, *, is_wanted: bool = False) -> None:
        """Nothing so far; `is_wanted` says whether such spans are no problems."""
        self.is_wanted = is_wanted
        self.spans = 0
        self.links = 0
        self._rows: set[str] = set()
        self._spots: dict[str, Spot] = {}
        """Where each link stands, by its id."""

    def tell(self, spot: Spot, field: str, message: str) -> None:
        """Say that nobody knows where a span is: a note if it is left out."""
        if self.is_wanted:
            self.spans += 1
            spot.note(field, f"{message}; left out")
        else:
            spot.problem(
                field,
                f"{message}; leave such spans out with --leave-out-unplaced, and mark "
                "them by hand",
            )

    def add(self, row: str) -> str:
        """Take the id of a span that is left out; gives it, or a name for one of none.

        The name is no id, so that nothing that is kept has it.
        """
        row = row or f"left out {len(self._rows)}"
        self._rows.add(row)
        return row

    def loses(self, spot: Spot, *ends: str) -> bool:
        """Whether a link has an end that is left out, which is noted then."""
        if self._rows.isdisjoint(ends):
            return False
        self.links += 1
        spot.note("", "links a span that is left out; left out too")
        return True

    def remember(self, link: Link, spot: Spot) -> None:
        """Keep where a link stands, whose ends may be left out later."""
        if self.is_wanted:
            self._spots[link.id] = spot

    def loses_late(self, link: Link) -> bool:
        """Whether a link that was made has lost an end since, which is noted then."""
        spot = self._spots.get(link.id)
        return spot is not None and self.loses(spot, link.source, link.target)
