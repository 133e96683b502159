"""Labels to type for the words on the screen, over all visible panes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotate.desk.guessing import fresh
from annotate.text.segments import next_word, word_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.desk.state import Desk

__all__ = ["Jumps", "jump_labels", "landing"]

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@dataclass(frozen=True, slots=True)
class Jumps:
    """The labels on the screen, and what was typed of one so far."""

    by_label: Mapping[str, tuple[int, int]]
    """Pane index and offset of each label of one or two letters."""
    extend: bool
    typed: str = ""

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


def jump_labels(
    visible: Iterable[tuple[int, str, int, int]], *, focus: int, extend: bool
) -> Jumps:
    """Labels for the words of (pane, text, start, end); the focused pane's are short.

    Up to 26 x 26 words get one; extending, only the focused pane's words do.
    """
    shown = [pane for pane in visible if not extend or pane[0] == focus]
    shown.sort(key=lambda pane: pane[0] != focus)
    places = [
        (index, offset)
        for index, text, start, end in shown
        for offset in _word_starts(text, start, end)
    ]
    return Jumps(dict(zip(_names(len(places)), places, strict=False)), extend)


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


def _names(count: int) -> list[str]:
    """Prefix-free names, single letters first as far as the count allows."""
    for doubles in range(len(_LETTERS) + 1):
        single = _LETTERS[: len(_LETTERS) - doubles]
        pairs = _LETTERS[len(_LETTERS) - doubles :]
        if len(single) + len(pairs) * len(_LETTERS) >= count:
            break
    names = [*single, *(first + second for first in pairs for second in _LETTERS)]
    return names[:count]


def _word_starts(text: str, start: int, end: int) -> Iterator[int]:
    offset = start
    while offset < end:
        word = next_word(text, offset)
        if word is None or word.start >= end:
            return
        yield word.start
        offset = word.end
