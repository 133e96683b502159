"""The keys of a plain habit, without any search: what a reader who learnt it presses.

The habit:

- What you just tagged is a claim and a quote as well: the small letter.
- Else press the capital of the label: it tags the next such thing. While that ends before
  what you want, press `'`: the tag goes on to the next one.
- Amend what it took, the end first, then the start. Step as far as leads not past the
  edge you want: clauses (`Z` drops one at the end, `X` takes one in; at the start `V`
  and `T`), then words (`>` `$`; at the start `<` `^`), then characters (`{` `}`; at the
  start `+` `_`). Where more than four words are left to step over, point: `F` and the
  letters of the last word, `i` `F` and those of the first.
- Where the tag is nowhere near, remove it with Del and point: `f` and the letters of
  the first word, `F` and those of the last, the label key.

Looking ahead is what eyes do: whether a thing, a clause or a word ends before a place
can be seen before the key is pressed. Nothing else is tried and taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.intents import Tag, TagNext
from annotate.tui.jumps import landing
from desk_keys import visible
from shortest_keys import Way

if TYPE_CHECKING:
    from desk_keys import Key, Sitting
    from gold_spans import Target

__all__ = ["by_jumps", "habit"]

_MOST_STEPS = 40
_MOST_WORDS = 4
"""Words that are stepped over one by one."""


class _Hand:
    """Presses keys and keeps what was pressed."""

    def __init__(self, start: Sitting, target: Target, keys: tuple[Key, ...]) -> None:
        self.sitting = start
        self.target = target
        self.pressed: list[str] = []
        self.presses = 0
        self._by_name = {key.name: key for key in keys}
        self.tag = next(key.name for key in keys if isinstance(key.wish, Tag))
        self.next = next(key.name for key in keys if isinstance(key.wish, TagNext))

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

    def reaches(self, name: str, side: int, want: int) -> bool:
        """Whether a key moves an edge towards a place and not past it."""
        after = self.sitting.press(self._by_name[name].wish)
        if after is None or after.made is None:
            return False
        edge = (after.made.span.start, after.made.span.end)[side]
        here = self.edges[side]
        return here < edge <= want or want <= edge < here

    def jump(self, offset: int, *, extend: bool) -> bool:
        """To the word that begins, or extending ends, nearest to an offset."""
        labels = self.sitting.jumps(extend=extend)
        desk = self.sitting.desk
        where = {each: landing(desk, each, extend=extend) for each in labels}
        near = min(where, key=lambda each: abs(where[each] - offset), default=None)
        after = None if near is None else self.sitting.jump(near, extend=extend)
        if near is None or after is None:
            return False
        self.sitting = after
        self.pressed += ["F" if extend else "f", *labels[near]]
        self.presses += 1 + len(labels[near])
        forth, back = ("L", "H") if extend else ("l", "h")
        miss = offset - where[near]
        return self.press(forth if miss > 0 else back, abs(miss))

    @property
    def edges(self) -> tuple[int, int]:
        """Start and end of the tag made, else of the selection."""
        made = self.sitting.made
        if made is not None:
            return made.span.start, made.span.end
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
    begin, end = target.span.start, target.span.end
    hand.press(hand.tag if _is_same_stretch(start, target) else hand.next)
    while hand.sitting.made and hand.edges[1] <= begin and hand.press("'"):
        pass
    low, high = hand.edges
    if hand.sitting.made and low < end and begin < high:
        _amend(hand)
        way = hand.way()
        if way is not None:
            return way
    if hand.sitting.made:
        hand.press("delete")
    way = by_jumps(hand.sitting.begun(), target, keys)
    if way is None:
        return None
    return Way((*hand.pressed, *way.keys), hand.presses + way.presses, way.sitting)


def _is_same_stretch(start: Sitting, target: Target) -> bool:
    """Whether the tag that was just made stands on the stretch wanted."""
    desk = start.desk
    active = desk.active_shown()
    return desk.guess is not None and active is not None and active.span == target.span


def _amend(hand: _Hand) -> None:
    begin, end = hand.target.span.start, hand.target.span.end
    for side, want, less, more in ((1, end, "Z>{", "X$}"), (0, begin, "T^_", "V<+")):
        # Less is to the left: at the end it drops, at the start it takes in.
        for level, (left, right) in enumerate(zip(less, more, strict=True)):
            if level == 1:
                _point(hand, side, want)
            while hand.edges[side] > want and hand.reaches(left, side, want):
                hand.press(left)
            while hand.edges[side] < want and hand.reaches(right, side, want):
                hand.press(right)


def _point(hand: _Hand, side: int, want: int) -> None:
    """Put an edge on the word wanted by its jump label, where it is far."""
    low, high = sorted((hand.edges[side], want))
    words = hand.sitting.desk.text[low:high].split()
    if len(words) > _MOST_WORDS:
        if side == 0:
            hand.press("i")
        hand.jump(want, extend=True)
        if side == 0:
            hand.press("i")


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
