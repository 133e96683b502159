"""What the rules propose for many texts, short ones read together as one.

Each rule then works for longer at a stretch, with its code and tables at hand: articles
of a few thousand characters take an eighth less time than one by one.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from annotate.suggest.proposal import proposals
from annotate.suggest.registry import MODULES, ranked
from annotate.text.cuts import LONGEST_STRETCH
from annotate.text.graphemes import is_all_simple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from annotate.suggest.proposal import Proposal, Ranked

__all__ = ["TOGETHER", "propose_all", "ranked_all"]

TOGETHER: Final = 1 << 16
"""Code points that are read as one text: a block of a reading."""
_LONGEST: Final = 1 << 14
"""Code points of the longest text for which that pays."""
_BETWEEN: Final = "\n_\n"
"""A line between two texts, over which no rule looks.

Neither a sentence nor a number goes over the end of a line, and no quotation over a
line that is not blank.
"""


def propose_all(
    texts: Sequence[str], roles: Collection[str] = tuple(MODULES)
) -> list[tuple[Proposal, ...]]:
    """For each text what `registry.propose` gives for it alone."""
    return [proposals(found) for found in ranked_all(texts, roles)]


def ranked_all(texts: Sequence[str], roles: Collection[str]) -> list[list[Ranked]]:
    """For each text what `registry.ranked` gives for it alone."""
    found: list[list[Ranked]] = [[] for _ in texts]
    with _no_collection():
        for group in _groups(texts):
            several = [texts[number] for number in group]
            for number, own in zip(group, _read(several, roles), strict=True):
                found[number] = own
    return found


def _read(texts: list[str], roles: Collection[str]) -> Iterator[list[Ranked]]:
    """What is found in each of the texts of a group."""
    whole = _BETWEEN.join(texts)
    if len(texts) == 1 or is_all_simple(whole):
        yield from _parted(ranked(whole, roles), texts)
        return
    # Characters of several code points slow down all that is read with them.
    simple = [text for text in texts if is_all_simple(text)]
    joined = _parted(ranked(_BETWEEN.join(simple), roles), simple)
    for text in texts:
        yield next(joined) if is_all_simple(text) else ranked(text, roles)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cycles while the rules read: they make none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _groups(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of texts that are read together; each text is in one group."""
    # Those of ASCII apart, since one other character makes a whole text larger.
    waiting: dict[bool, list[int]] = {True: [], False: []}
    sizes = {True: 0, False: 0}
    for number, text in enumerate(texts):
        if not _may_be_joined(text):
            yield [number]
            continue
        kind = text.isascii()
        waiting[kind].append(number)
        sizes[kind] += len(text)
        if sizes[kind] >= TOGETHER:
            yield waiting[kind]
            waiting[kind], sizes[kind] = [], 0
    yield from filter(None, waiting.values())


def _may_be_joined(text: str) -> bool:
    """Whether a text is short, and its lines are.

    A very long line is cut at multiples of a number, wherever it stands in the text.
    """
    return len(text) <= LONGEST_STRETCH or (
        len(text) <= _LONGEST and max(map(len, text.split("\n"))) <= LONGEST_STRETCH
    )


def _parted(whole: list[Ranked], texts: list[str]) -> Iterator[list[Ranked]]:
    """What was found in texts that were joined, each with its own offsets."""
    done = place = 0
    for text in texts:
        first, behind = done, place + len(text)
        while done < len(whole) and whole[done][0] < behind:
            done += 1
        yield [
            (start - place, end + place, label, loss, rule)
            for start, end, label, loss, rule in whole[first:done]
        ]
        place = behind + len(_BETWEEN)
