"""The keys of a plain habit, without any search: what a reader who learnt it presses.

The habit:

- Go to the thing: `#` for a number and `"` for a quotation until the one wanted is
  selected, `s` for any other sentence until the selection is on the one wanted.
- If that is not exactly it, adjust the end: `W` takes words in, `>` drops them, `}` and
  `{` a character. Then the start: `<` drops words, `i` turns round, `B` takes words in,
  `L` and `H` a character.
- Press the label key. Where there is no such thing to go to, jump labels: `f` and the
  letters of the first word, `F` and those of the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.intents import Tag
from desk_keys import visible
from shortest_keys import Way

if TYPE_CHECKING:
    from desk_keys import Key, Sitting
    from gold_spans import Target

__all__ = ["by_jumps", "habit"]

_MOST_STEPS = 40


class _Hand:
    """Presses keys and keeps what was pressed."""

    def __init__(self, start: Sitting, target: Target, keys: tuple[Key, ...]) -> None:
        self.sitting = start
        self.target = target
        self.pressed: list[str] = []
        self.presses = 0
        self._by_name = {key.name: key for key in keys}
        self.tag = next(key.name for key in keys if isinstance(key.wish, Tag))

    def press(self, name: str, times: int = 1) -> bool:
        """Whether the key did something, each time."""
        for _ in range(times):
            key = self._by_name[name]
            after = self.sitting.press(key.wish)
            if after is None or after == self.sitting:
                return False
            self.sitting = after
            self.pressed.append(name)
            self.presses += key.presses
        return True

    def jump(self, offset: int, *, extend: bool) -> bool:
        """To the word nearest to an offset, by its label."""
        labels = self.sitting.jumps(extend=extend)
        near = min(labels, key=lambda each: abs(each - offset), default=None)
        after = None if near is None else self.sitting.jump(near, extend=extend)
        if near is None or after is None:
            return False
        self.sitting = after
        self.pressed += ["F" if extend else "f", *labels[near]]
        self.presses += 1 + len(labels[near])
        forth, back = ("L", "H") if extend else ("l", "h")
        return self.press(forth if near < offset else back, abs(offset - near))

    @property
    def edges(self) -> tuple[int, int]:
        selection = self.sitting.desk.pane.selection
        return selection.start, selection.end

    def way(self) -> Way | None:
        """What was pressed, where that made the tag."""
        if not self.sitting.holds(self.target):
            return None
        return Way(tuple(self.pressed), self.presses, self.sitting)


def habit(start: Sitting, target: Target, keys: tuple[Key, ...]) -> Way | None:
    """The way of the habit; None where it makes no such tag."""
    hand = _Hand(start, target, keys)
    motion = {"number": "#", "quote": '"'}.get(target.label, "s")
    for _ in range(_MOST_STEPS):
        low, high = hand.edges
        if low < high and high > target.span.start:
            break
        if not hand.press(motion):
            break
    low, high = hand.edges
    if not (low < target.span.end and target.span.start < high):
        return by_jumps(start, target, keys)
    _adjust(hand)
    hand.press(hand.tag)
    return hand.way() or by_jumps(start, target, keys)


def _adjust(hand: _Hand) -> None:
    start, end = hand.target.span.start, hand.target.span.end
    while hand.edges[1] > end and hand.press(">"):
        pass
    while hand.edges[1] < end and hand.press("W"):
        pass
    hand.press("{", max(0, hand.edges[1] - end))
    hand.press("}", max(0, end - hand.edges[1]))
    while hand.edges[0] < start and hand.press("<"):
        pass
    if hand.edges[0] == start:
        return
    hand.press("i")
    while hand.edges[0] > start and hand.press("B"):
        pass
    hand.press("L", max(0, start - hand.edges[0]))
    hand.press("H", max(0, hand.edges[0] - start))


def by_jumps(start: Sitting, target: Target, keys: tuple[Key, ...]) -> Way | None:
    """Jump labels to both ends, then characters, then the label key."""
    hand = _Hand(start, target, keys)
    begin, end = target.span.start, target.span.end
    for _ in range(_MOST_STEPS):
        shown = visible(hand.sitting.desk)
        if shown[0] <= begin < shown[1]:
            break
        if not hand.press("p" if begin > hand.edges[0] else "o"):
            break
    if not hand.jump(begin, extend=False) or not hand.jump(end, extend=True):
        return None
    hand.press(hand.tag)
    return hand.way()
