"""The keys of a plain habit, without any search: what a reader who learnt it presses.

The habit:

- Where what you just tagged is also a quote or a claim: the small letter of that label.
- Else the capital of the label: it tags the next such thing. While that ends before
  what you want, press `'`: the tag goes on to the next one.
- Where you want all of the sentence, but for its stop: the small letter.
- Else amend what it took, the end first, then the start; where it went past what you
  want, the start first. Where up to three clauses lead to the edge, step over them (the
  end: `Z` drops one, `X` takes one in; the start: `V` and `T`); up to four words, step
  over these (`>` `$`, `<` `^`); else point: `F` and the letters of the word, `i` before
  it for the start. Then characters (`{` `}`, `+` `_`).
- Where nothing is found, point: `f` and the letters of the first word, `F` and those of
  the last, the label key.

Looking ahead is what eyes do: whether a thing, a clause or a word ends before a place
can be seen before the key is pressed. Nothing else is tried and taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.intents import Tag, TagNext
from annotate.text.segments import sentence_at
from annotate.text.trimming import trim
from annotate.tui.jumps import landing
from desk_keys import visible
from shortest_keys import Way

if TYPE_CHECKING:
    from annotate.desk.intents import Intent
    from desk_keys import Key, Sitting
    from gold_spans import Target

__all__ = ["by_jumps", "habit"]

_MOST_STEPS = 40
_MOST_CLAUSES = 3
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

    def wish(self, name: str) -> Intent:
        """What a key asks for."""
        return self._by_name[name].wish

    def steps(
        self, name: str, side: int, want: int, most: int, *, partly: bool = False
    ) -> bool:
        """Press a key until an edge of the tag is where it is wanted.

        Where it would not come there in `most` steps nothing is pressed, or with
        `partly` the steps that lead not past it.
        """
        key = self._by_name[name]
        sitting, times = self.sitting, 0
        for _ in range(most):
            here = _edge(sitting, side)
            after = sitting.press(key.wish)
            there = None if after is None else _edge(after, side)
            if after is None or here is None or there is None:
                break
            if not (here < there <= want or want <= there < here):
                break
            sitting, times = after, times + 1
        is_there = times > 0 and _edge(sitting, side) == want
        if is_there or partly:
            self.press(name, times)
        return is_there

    def turn(self, *, to_start: bool) -> None:
        """Let jumps move the start of the tag, or its end."""
        guess = self.sitting.desk.guess
        if guess is not None and guess.is_backwards != to_start:
            self.press("i")

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
    if hand.sitting.made:
        if not _take_sentence(hand):
            if hand.edges[0] >= end:
                _amend(hand, 0)
            if hand.edges[0] < end:
                _amend(hand, 1)
                _amend(hand, 0)
        way = hand.way()
        if way is not None:
            return way
        hand.press("delete")
    way = by_jumps(hand.sitting.begun(), target, keys)
    if way is None:
        return None
    return Way((*hand.pressed, *way.keys), hand.presses + way.presses, way.sitting)


def _take_sentence(hand: _Hand) -> bool:
    """Whether the small letter was pressed, for the whole sentence is wanted."""
    text, want = hand.sitting.desk.text, hand.target.span
    sentence = sentence_at(text, want.start)
    made = hand.sitting.made
    if sentence is None or made is None or trim(text, sentence) != want:
        return False
    if made.span == want or not want.covers(made.span):
        return False
    after = hand.sitting.press(hand.wish(hand.tag))
    return after is not None and after.holds(hand.target) and hand.press(hand.tag)


def _edge(sitting: Sitting, side: int) -> int | None:
    if sitting.made is None:
        return None
    return (sitting.made.span.start, sitting.made.span.end)[side]


def _is_same_stretch(start: Sitting, target: Target) -> bool:
    """Whether the tag that was just made stands on the stretch wanted."""
    desk = start.desk
    active = desk.active_shown()
    return desk.guess is not None and active is not None and active.span == target.span


_LESS_AND_MORE = (
    (("T", "^", "_"), ("V", "<", "+")),
    (("Z", ">", "{"), ("X", "$", "}")),
)
"""For the start and for the end: keys that move it left, and right; clause, word,
character."""


def _amend(hand: _Hand, side: int) -> None:
    """Put the start (0) or the end (1) of the tag where it is wanted."""
    want = (hand.target.span.start, hand.target.span.end)[side]
    less, more = _LESS_AND_MORE[side]
    clause, word, character = less if hand.edges[side] > want else more
    if hand.steps(clause, side, want, _MOST_CLAUSES):
        return
    low, high = sorted((hand.edges[side], want))
    if len(hand.sitting.desk.text[low:high].split()) > _MOST_WORDS:
        shown = visible(hand.sitting.desk)
        if not shown[0] <= want <= shown[1]:
            return
        hand.turn(to_start=side == 0)
        hand.jump(want, extend=True)
    else:
        hand.steps(word, side, want, _MOST_WORDS, partly=True)
    for character in (less[2], more[2]):
        hand.steps(character, side, want, _MOST_STEPS, partly=True)


def by_jumps(start: Sitting, target: Target, keys: tuple[Key, ...]) -> Way | None:
    """Jump labels to both ends, then characters, then the label key.

    Where the desk would trim the selection, the label key at the start and amendments.
    """
    begin, end = target.span.start, target.span.end
    hand = _in_sight(_Hand(start, target, keys))
    if not hand.jump(begin, extend=False):
        return None
    there = hand.sitting, tuple(hand.pressed), hand.presses
    if hand.jump(end, extend=True) and hand.press(hand.tag) and hand.way():
        return hand.way()
    hand.sitting, pressed, hand.presses = there
    hand.pressed = list(pressed)
    if hand.press(hand.tag):
        _amend(hand, 1)
        _amend(hand, 0)
    return hand.way()


def _in_sight(hand: _Hand) -> _Hand:
    """The hand after paragraphs were stepped over until the start can be seen."""
    begin = hand.target.span.start
    for _ in range(_MOST_STEPS):
        shown = visible(hand.sitting.desk)
        if shown[0] <= begin < shown[1]:
            break
        if not hand.press("p" if begin > hand.edges[0] else "o"):
            break
    return hand
