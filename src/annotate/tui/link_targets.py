"""Which annotations in sight may be linked with, and where their jump labels stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.text.graphemes import next_boundary
from annotate.tui.jumps import Jumps, jump_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotate.model import Annotation
    from annotate.text.spans import Spans

__all__ = ["Sight", "Targets", "link_targets"]


class Sight(NamedTuple):
    """What can be seen of a pane."""

    pane: int
    text: str
    start: int
    """First offset shown."""
    end: int
    """The one behind the last."""
    spans: Spans
    """The annotations that show."""


class Targets(NamedTuple):
    """Jump labels, and the annotation that each leads to."""

    jumps: Jumps
    by_place: Mapping[tuple[int, int], Annotation]
    """By pane index and offset, as the labels have them."""


def link_targets(
    sights: Iterable[Sight], *, focus: int, suits: Callable[[Annotation], bool]
) -> Targets:
    """Labels at the starts of the annotations that suit, the focused pane's first.

    Of several that start together the outermost comes first and the next ones stand
    behind it. One that began further up has its label where it comes into sight.
    """
    by_place: dict[tuple[int, int], Annotation] = {}
    for sight in sorted(sights, key=lambda sight: sight.pane != focus):
        free = sight.start
        for one in sight.spans.between(sight.start, sight.end):
            place = max(one.span.start, free)
            if suits(one) and place < sight.end:
                by_place[sight.pane, place] = one
                # A label has at most two letters.
                free = next_boundary(sight.text, next_boundary(sight.text, place))
    by_label = dict(zip(jump_names(len(by_place)), by_place, strict=False))
    looks = {place: one.label for place, one in by_place.items()}
    return Targets(Jumps(by_label, extend=False, looks=looks), by_place)
