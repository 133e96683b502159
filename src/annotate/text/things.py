"""What a label marks from a place on: numbers, quotations, denials, propositions.

In document order, each at most once. A search looks at SEARCH_LIMIT code points at
most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate.model import Span
from annotate.text.cues import next_reporting_cue
from annotate.text.denials import next_denial
from annotate.text.numbers import next_number
from annotate.text.occurrences import LEAST_COST, SEARCH_LIMIT
from annotate.text.patterns import compiled_later
from annotate.text.propositions import propositions
from annotate.text.quotations import next_quotation, quotation_at
from annotate.text.segments import next_sentence, sentence_at
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Next = Callable[[str, Span | int, int | None], Span | None]

__all__ = ["rest_of", "things"]

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
    claim takes: the propositions of each sentence. Quotes are the stretches in
    quotation marks, and the propositions that a reporting cue in the same sentence
    attributes.
    """
    if role == "number":
        return _each(text, place, next_number)
    if role == "denial":
        return _each(text, place, next_denial)
    find = _quotes if role == "quote" else _claims
    return (
        span
        for sentence in _sentences(text, place)
        for span in find(text, sentence)
        if span.end > place
    )


def rest_of(text: str, span: Span, end: int) -> Span | None:
    """What of a proposition stands behind `end`, without what joins it; None for less
    than LEAST_WORDS.
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


def _claims(text: str, sentence: Span) -> tuple[Span, ...]:
    return propositions(text, sentence)


def _quotes(text: str, sentence: Span) -> list[Span]:
    marked: list[Span] = []
    found = next_quotation(text, sentence.start, sentence.end)
    while found is not None and found.start < sentence.end:
        if found.start >= sentence.start and not (marked and marked[-1].covers(found)):
            marked.append(found)
        found = next_quotation(text, found, sentence.end)
    cue = next_reporting_cue(text, sentence.start, sentence.end)
    if cue is None or cue.start >= sentence.end:
        return marked
    around = quotation_at(text, sentence.start)
    if around is not None and around.covers(sentence):
        return marked
    reported = [
        span
        for span in propositions(text, sentence)
        if not span.covers(cue) and not any(_meets(span, one) for one in marked)
    ]
    inside = [one for one in marked if not any(span.covers(one) for span in reported)]
    return sorted([*inside, *reported])


def _meets(span: Span, marked: Span) -> bool:
    """Whether the quotation reaches out of the proposition, or is all around it."""
    return (
        span.start < marked.end and marked.start < span.end and not span.covers(marked)
    )
