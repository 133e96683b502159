"""What the same spans cost elsewhere: SLATE's documented keys, and a mouse.

SLATE (slate-nlp 1.1.3 on PyPI, its README, token scope): `;` `j` a token right or left,
`o` `i` a line down or up, `:` `J` the end or start of the line, `/` `m` extend right or
left, `l` `k` contract, Space and a letter for a label. Moves take both ends along. Its
tokens are what stands between blanks; here the text is also cut at every edge of a gold
span, which is kinder than any tokenizer, so that each span can be made exactly. A
number before a key repeats it: that works, is not in the list of keys, and is counted
apart.

The mouse is estimated with the keystroke-level model: S. K. Card, T. P. Moran and
A. Newell, "The keystroke-level model for user performance time with interactive
systems", Communications of the ACM 23(7), 1980, 396-410. Its times: K 0.20 s (average
skilled typist; Shift is a K of its own), P 1.10 s, H 0.40 s, M 1.35 s.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gold_spans import Gold

__all__ = ["MOUSE_SECONDS", "K", "M", "SlateKeys", "keyed_seconds", "slate_keys"]

K, P, H, M = 0.20, 1.10, 0.40, 1.35

MOUSE_SECONDS = M + H + P + P + K + H + K
"""Decide; hand to the mouse; to the first letter; drag to the last; the button; back to
the keyboard; the key of a label. A label picked in a menu costs 0.3 s more. Scrolling
and a slip in the drag are not counted."""

_MOST_LINES = 12
_TAG_KEYS = 2


class SlateKeys(NamedTuple):
    """Keys for one span."""

    documented: int
    counted: int
    """With a number before a key that repeats it."""


def keyed_seconds(keys: Sequence[str]) -> float:
    """The model's time for keys: one M, then a K for each and for each Shift.

    Keys are written as in the command table.
    """
    presses = sum(1 + _is_shifted(key) for name in keys for key in name.split(" "))
    return M + K * presses


def _is_shifted(key: str) -> bool:
    return len(key) == 1 and (key.isupper() or key in '~!@#$%^&*()_+{}|:"<>?')


def slate_keys(gold: Gold) -> Iterator[SlateKeys]:
    """The keys for each span in order, from the one before; at first from the top."""
    text = gold.article.text
    edges = {edge for each in gold.targets for edge in (each.span.start, each.span.end)}
    starts, lines = _tokens(text, edges)
    here = (0, 0)
    for target in gold.targets:
        there = (
            bisect_right(starts, target.span.start) - 1,
            bisect_left(starts, target.span.end) - 1,
        )
        yield SlateKeys(
            _TAG_KEYS + _fewest(here, there, lines, lambda times: times),
            _TAG_KEYS + _fewest(here, there, lines, _with_count),
        )
        here = there


def _tokens(text: str, edges: set[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Where tokens start, and first and last token of each line that has one."""
    starts: list[int] = []
    lines: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        first = len(starts)
        for match in re.finditer(r"\S+", line):
            low, high = offset + match.start(), offset + match.end()
            starts += [low, *sorted(edge for edge in edges if low < edge < high)]
        if len(starts) > first:
            lines.append((first, len(starts) - 1))
        offset += len(line) + 1
    return starts, lines


def _with_count(times: int) -> int:
    return min(times, 1 + len(str(times)))


def _fewest(
    here: tuple[int, int],
    there: tuple[int, int],
    lines: list[tuple[int, int]],
    cost: Callable[[int], int],
) -> int:
    """Moves of both ends first, then each end alone: the fewest keys of that order."""
    firsts = [first for first, _ in lines]

    def after_lines(count: int) -> tuple[int, int] | None:
        moved = []
        for token in here:
            line = bisect_right(firsts, token) - 1
            target = line + count
            if not 0 <= target < len(lines):
                return None
            first, last = lines[target]
            moved.append(min(first + token - lines[line][0], last))
        return moved[0], moved[1]

    best = 1 << 30
    for count in range(-_MOST_LINES, len(lines)):
        at = after_lines(count)
        if at is None:
            continue
        down = cost(abs(count))
        first, last = lines[bisect_right(firsts, at[0]) - 1]
        for extra, (start, end) in ((0, at), (1, (first, first)), (1, (last, last))):
            for shift in (0, there[0] - start, there[1] - end):
                best = min(
                    best,
                    down
                    + extra
                    + cost(abs(shift))
                    + cost(abs(start + shift - there[0]))
                    + cost(abs(end + shift - there[1])),
                )
    return best
