"""Labels to type for the words on the screen, over all visible panes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotate.desk.guessing import fresh
from annotate.text.words import next_word, word_at, words_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.desk.state import Desk
    from annotate.model import Span

__all__ = ["Jumps", "jump_labels", "jump_names", "landing"]

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_MANY = 376
"""Words that leave twelve labels of one letter."""
_STOPS = ".!?…\n"
_STOP = re.compile("[.!?…\n]")
_BREAKS = ".!?…\n,;:—–()"
_BETWEEN = " \t“”\"‘’'«»[]"
_FEW = 4
"""Code points looked at beside a word."""


@dataclass(frozen=True, slots=True)
class Jumps:
    """The labels on the screen, and what was typed of one so far."""

    by_label: Mapping[str, tuple[int, int]]
    """Pane index and offset of each label of one or two letters."""
    extend: bool
    typed: str = ""
    looks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The label of the annotation that stands at a place, where it leads to one."""

    def with_key(self, key: str) -> Jumps | None:
        """With one more key typed; None when no label goes on with it."""
        typed = self.typed + key
        if any(label.startswith(typed) for label in self.by_label):
            return replace(self, typed=typed)
        return None

    @property
    def place(self) -> tuple[int, int] | None:
        """Pane index and offset of the label that is typed; None while it is not."""
        return self.by_label.get(self.typed)

    def labels(self, pane: int) -> dict[int, str]:
        """What is left to type, by offset, in one pane."""
        return {
            offset: label.removeprefix(self.typed)
            for label, (index, offset) in self.by_label.items()
            if index == pane and label.startswith(self.typed)
        }

    def looks_in(self, pane: int) -> dict[int, str]:
        """Labels of annotations by the offset that leads to one, in one pane."""
        return {
            offset: look
            for (index, offset), look in self.looks.items()
            if index == pane
        }


def jump_labels(
    visible: Iterable[tuple[int, str, int, int]],
    *,
    focus: int,
    extend: bool,
    near: int = 0,
) -> Jumps:
    """Labels for the words of (pane, text, start, end), 26 x 26 at most.

    Where there are many, other panes than the focused one get them at the starts of
    sentences only; extending, they get none. The labels of one letter stand in the
    focused pane where clauses begin, or extending where they end, next to `near`.
    """
    shown = [pane for pane in visible if not extend or pane[0] == focus]
    shown.sort(key=lambda pane: pane[0] != focus)
    # Counted roughly, which is enough and takes a tenth of the time.
    count = sum(len(text[start:end].split()) for _, text, start, end in shown)
    words = [
        (index, text, word)
        for index, text, start, end in shown
        for word in (
            _first_words(text, start, end)
            if count > _MANY and index != focus
            else words_between(text, start, end)
        )
    ]
    names = jump_names(len(words))
    short = sum(len(name) == 1 for name in names)
    ranked = sorted(
        range(len(words)),
        key=lambda at: (_rank(words[at], focus, near, extend=extend), at),
    )
    first = sorted(ranked[:short])
    order = [*first, *sorted(set(range(len(words))).difference(first))]
    places = [(words[at][0], words[at][2].start) for at in order]
    return Jumps(dict(zip(names, places, strict=False)), extend)


def landing(desk: Desk, offset: int, *, extend: bool) -> int:
    """Where a jump to the word at `offset` goes: extending, to its far edge."""
    if not extend:
        return offset
    anchor = desk.pane.selection.anchor
    made = fresh(desk)
    if made is not None and desk.guess is not None:
        anchor = made.span.end if desk.guess.is_backwards else made.span.start
    word = word_at(desk.text, offset)
    return word.end if word is not None and word.start >= anchor else offset


def jump_names(count: int) -> list[str]:
    """Prefix-free names, single letters first as far as the count allows."""
    for doubles in range(len(_LETTERS) + 1):
        single = _LETTERS[: len(_LETTERS) - doubles]
        pairs = _LETTERS[len(_LETTERS) - doubles :]
        if len(single) + len(pairs) * len(_LETTERS) >= count:
            break
    names = [*single, *(first + second for first in pairs for second in _LETTERS)]
    return names[:count]


def _rank(
    place: tuple[int, str, Span], focus: int, near: int, *, extend: bool
) -> tuple[bool, bool, int]:
    """What sorts the words that are to have short labels to the front."""
    index, text, word = place
    is_edge = _ends(text, word) if extend else _begins(text, word, _BREAKS)
    return index != focus, not is_edge, abs(word.start - near)


def _first_words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words in a stretch that begin a sentence, or seem to."""
    word = None
    for place in (start, *(stop.end() for stop in _STOP.finditer(text, start, end))):
        if word is not None and place <= word.start:
            # One that was looked at stands behind this stop too.
            continue
        word = next_word(text, place)
        if word is None or word.start >= end:
            return
        if _begins(text, word, _STOPS):
            yield word


def _begins(text: str, word: Span, marks: str) -> bool:
    """Whether the word is the first behind one of the marks, or of its line."""
    before = text[max(0, word.start - _FEW) : word.start].rstrip(_BETWEEN)
    return not before or before[-1] in marks


def _ends(text: str, word: Span) -> bool:
    """Whether the word is the last before a mark, or of its line."""
    behind = text[word.end : word.end + _FEW].lstrip(_BETWEEN)
    return not behind or behind[0] in _BREAKS
