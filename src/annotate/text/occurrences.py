"""Objects that each lie in one sentence: which is at, after or before a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.segments import next_sentence, previous_sentence, sentence_at

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from annotate.model import Span

__all__ = [
    "LEAST_COST",
    "SEARCH_LIMIT",
    "next_occurrence",
    "occurrence_at",
    "previous_occurrence",
]

SEARCH_LIMIT = 32_768
"""Code points searched ahead or back for the next object, and read for it.

A sentence counts for LEAST_COST at least; where they use up the limit, the search finds
none.
"""
LEAST_COST = 32
"""Code points that a sentence counts for, however short it is."""


def occurrence_at(
    text: str, offset: int, find: Callable[[str, Span], tuple[Span, ...]]
) -> Span | None:
    """The object over `offset`; None outside of one.

    `find` gives the objects of a sentence in document order.
    """
    sentence = sentence_at(text, offset)
    if sentence is None:
        return None
    return next((span for span in find(text, sentence) if span.contains(offset)), None)


def next_occurrence(
    text: str,
    where: Span | int,
    find: Callable[[str, Span], tuple[Span, ...]],
    sign: re.Pattern[str],
    stop: int | None = None,
) -> Span | None:
    """The object at or after an offset, or the next one behind a span.

    Behind a span, in document order, come those that start in it and those that start
    with it and are shorter. `sign` matches in each sentence that may hold an object.
    None when SEARCH_LIMIT code points hold none, nor the sentences that start before
    `stop`.
    """
    if isinstance(where, int):
        found = occurrence_at(text, where, find)
        if found is not None:
            return found
        key = (where - 1, 0)
    else:
        key = (where.start, -where.end)
    place = max(0, key[0])
    limit = place + SEARCH_LIMIT if stop is None else min(stop, place + SEARCH_LIMIT)
    sentence = sentence_at(text, place) or next_sentence(text, place)
    budget = SEARCH_LIMIT
    while sentence is not None and sentence.start < limit and budget > 0:
        budget -= max(len(sentence), LEAST_COST)
        for span in find(text, sentence):
            if (span.start, -span.end) > key:
                return span
        match = sign.search(text, sentence.end, limit)
        if match is None:
            return None
        place = match.start()
        sentence = sentence_at(text, place) or next_sentence(text, place)
    return None


def previous_occurrence(
    text: str,
    where: Span | int,
    find: Callable[[str, Span], tuple[Span, ...]],
    stop: int = 0,
) -> Span | None:
    """The last object that starts before an offset, or the last before a span.

    Before a span, in document order, come those that start earlier and those that start
    with it and are longer. None when SEARCH_LIMIT code points hold none, nor the
    sentences that end behind `stop`.
    """
    if isinstance(where, int):
        key = (where, -len(text) - 1)
    else:
        key = (where.start, -where.end)
    low = max(stop, key[0] - SEARCH_LIMIT)
    sentence = sentence_at(text, key[0]) or previous_sentence(text, key[0])
    budget = SEARCH_LIMIT
    while sentence is not None and sentence.end > low and budget > 0:
        budget -= max(len(sentence), LEAST_COST)
        for span in reversed(find(text, sentence)):
            if (span.start, -span.end) < key:
                return span
        sentence = previous_sentence(text, sentence.start)
    return None
