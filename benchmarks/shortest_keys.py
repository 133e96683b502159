"""The shortest key sequence from a desk to one more tag, by search over its states.

Breadth first by the number of keys, so that the first way found is a shortest one. The
search looks at states whose selection stays within REACH code points of the way from
the cursor to the wanted span, tags a selection only where that gives the span exactly,
and looks at MOST_STATES states at most. Where that is not enough, the fewest keys among
the plain habit and jump labels stand for it, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.intents import Remove, Tag, TagNext
from annotate.text.selection import span as span_of
from annotate.text.trimming import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk_keys import Key, Sitting
    from gold_spans import Target

__all__ = ["MOST_STATES", "REACH", "Way", "shortest"]

REACH = 400
MOST_STATES = 600


class Way(NamedTuple):
    """Keys that tag a span, and the desk behind them."""

    keys: tuple[str, ...]
    presses: int
    sitting: Sitting
    is_shortest: bool = False
    """Whether the search found that no fewer keys do."""


class _Node(NamedTuple):
    sitting: Sitting
    keys: tuple[str, ...]
    presses: int

    def way(self) -> Way:
        """The shortest way that it is when it is the first to reach the target."""
        return Way(self.keys, self.presses, self.sitting, is_shortest=True)


def shortest(
    start: Sitting,
    target: Target,
    keys: tuple[Key, ...],
    known: Iterable[Way | None],
) -> Way | None:
    """The fewest keys that tag the target; None where nothing found does.

    `known` are ways found without a search; only shorter ones are searched for.
    """
    ways = [way for way in known if way is not None]
    best = min(ways, key=lambda way: way.presses, default=None)
    search = _Search(start, target, keys)
    found = search.run(1 << 30 if best is None else best.presses)
    if found is not None or best is None:
        return found
    return best._replace(is_shortest=search.least >= best.presses)


class _Search:
    def __init__(self, start: Sitting, target: Target, keys: tuple[Key, ...]) -> None:
        self.target = target
        self.tagging = [key for key in keys if isinstance(key.wish, Tag | TagNext)]
        self.moving = [
            key for key in keys if not isinstance(key.wish, Tag | TagNext | Remove)
        ]
        here = start.desk.pane.selection
        self.low = min(here.start, target.span.start) - REACH
        self.high = max(here.end, target.span.end) + REACH
        self.seen = {_state(start)}
        self.buckets: list[list[_Node]] = [[_Node(start, (), 0)]]
        self.least = 1
        """No way has fewer keys than this."""
        self.visited = 0

    def run(self, fewer_than: int) -> Way | None:
        """A shortest way; None where there is none of fewer keys, or none found."""
        at = 0
        while at < len(self.buckets) and self.least < fewer_than:
            bucket = self.buckets[at]
            for step in (self._tagged, self._moved):
                for node in bucket:
                    if self.visited > MOST_STATES:
                        return None
                    for reached in step(node):
                        if not reached.sitting.holds(self.target):
                            self._put(reached)
                        elif reached.presses < fewer_than:
                            return reached.way()
            at += 1
            self.least = at + 1
        return None

    def _put(self, node: _Node) -> None:
        while len(self.buckets) <= node.presses:
            self.buckets.append([])
        self.buckets[node.presses].append(node)

    def _tagged(self, node: _Node) -> Iterator[_Node]:
        selected = span_of(node.sitting.desk.pane.selection)
        is_exact = (
            selected is None
            or trim(node.sitting.desk.text, selected) == self.target.span
        )
        for key in self.tagging:
            if is_exact or isinstance(key.wish, TagNext):
                yield from self._pressed(node, key)

    def _moved(self, node: _Node) -> Iterator[_Node]:
        self.visited += 1
        for key in self.moving:
            yield from self._pressed(node, key)

    def _pressed(self, node: _Node, key: Key) -> Iterator[_Node]:
        after = node.sitting.press(key.wish)
        if after is None:
            return
        is_done = after.holds(self.target)
        if after.made is not None and after.desk.guess is None and not is_done:
            return
        selection = after.desk.pane.selection
        if not (self.low <= selection.start and selection.end <= self.high):
            return
        state = _state(after)
        if state not in self.seen:
            self.seen.add(state)
            yield _Node(after, (*node.keys, key.name), node.presses + key.presses)


def _state(sitting: Sitting) -> object:
    desk, made = sitting.desk, sitting.made
    pane = desk.pane
    return (
        pane.selection,
        pane.ladder,
        desk.active,
        desk.guess
        and (
            desk.guess.label,
            desk.guess.step,
            desk.guess.first,
            desk.guess.is_backwards,
            desk.guess.ladder,
        ),
        made and (made.span, made.id),
    )
