"""What a label marks from a place on: numbers, quotes, denials, propositions.

In document order, each at most once. A search looks at SEARCH_LIMIT code points at
most.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.text.denials import next_denial
from annotate.text.graphemes import ceil_boundary, floor_boundary
from annotate.text.joints import end_before
from annotate.text.numbers import next_number
from annotate.text.occurrences import LEAST_COST, SEARCH_LIMIT
from annotate.text.patterns import compiled_later
from annotate.text.propositions import propositions
from annotate.text.quotations import quotation_at
from annotate.text.segments import next_sentence, sentence_at
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Next = Callable[[str, Span | int, int | None], Span | None]

__all__ = ["prepare", "rest_of", "things"]

_PIECE = 2048
"""Code points whose quotes are found at once, and on to the end of the line."""

LEAST_WORDS = 3
"""Words of the shortest rest of a proposition that may be one itself."""

_JOINT = compiled_later(
    r"[\s,;:.!?–—-]*[”\"’»)]*[\s,;:.!?–—-]*"
    r"(?:(?:and|but|or|so|yet|while|as|that|with)\s+)*",
    re.IGNORECASE,
)


def things(text: str, place: int, role: str) -> Iterator[Span]:
    """What a label of that colour role marks, from the one at `place` on, in order.

    “quote”, “number” and “denial” have their own things, any other role takes what a
    claim takes: the propositions of each sentence.
    """
    if role == "number":
        return _each(text, place, next_number)
    if role == "denial":
        return _each(text, place, next_denial)
    found = _quotes(text, place) if role == "quote" else _claims(text, place)
    return (span for span in found if span.end > place)


def prepare() -> None:
    """Load and compile what the first tag of a next thing waits for."""
    sample = (
        "Kim, a lawyer, told Reuters “no”: he denied on Monday that ten of 200 men or "
        "more in May 2020, at 5 percent a day, saw one."
    )
    for role in ("claim", "quote", "number", "denial"):
        for thing in things(sample, 0, role):
            rest_of(sample, thing, thing.start)
    end_before(sample, len(sample))


def rest_of(text: str, span: Span, end: int) -> Span | None:
    """What of a proposition stands behind `end`, without what joins it.

    None for less than LEAST_WORDS.
    """
    joint = _JOINT().match(text, end, span.end)
    start = joint.end() if joint else end
    if start >= span.end:
        return None
    rest = trim(text, snap(text, start, span.end))
    if rest is None or len(text[rest.start : rest.end].split()) < LEAST_WORDS:
        return None
    return rest


def _each(text: str, place: int, find: _Next) -> Iterator[Span]:
    stop = place + SEARCH_LIMIT
    found = find(text, place, stop)
    while found is not None:
        yield found
        found = find(text, found, stop)


def _sentences(text: str, place: int) -> Iterator[Span]:
    budget = SEARCH_LIMIT
    sentence = sentence_at(text, place) or next_sentence(text, place)
    while sentence is not None and budget > 0:
        yield sentence
        budget -= max(len(sentence), LEAST_COST)
        sentence = next_sentence(text, sentence.end)


def _claims(text: str, place: int) -> Iterator[Span]:
    for sentence in _sentences(text, place):
        yield from (one.span for one in propositions(text, sentence))


def _quotes(text: str, place: int) -> Iterator[Span]:
    stop = min(place + SEARCH_LIMIT, len(text))
    around = quotation_at(text, place)
    begin = place if around is None else around.start
    start = max(text.rfind("\n", 0, begin) + 1, begin - _PIECE)
    while start < stop:
        end = text.find("\n", start + _PIECE, start + 2 * _PIECE) + 1
        end = end or ceil_boundary(text, start + 2 * _PIECE)
        yield from _quotes_of_piece(text, floor_boundary(text, start), end)
        start = end


@lru_cache(maxsize=8)
def _quotes_of_piece(text: str, start: int, end: int) -> tuple[Span, ...]:
    # Not before: the rules of quotes would cost the first wish, whatever it is.
    from annotate.suggest.quotes import found  # noqa: PLC0415

    edges = {(low, -high) for low, high, _ in found(text[start:end])}
    return tuple(Span(start + low, start - high) for low, high in sorted(edges))
