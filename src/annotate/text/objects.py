"""What a label key takes at a bare cursor: a quotation, number, denial or claim.

The ways to find each are in the module of its name; they are offered here together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.cues import (
    next_denial_cue,
    next_reporting_cue,
    previous_denial_cue,
    previous_reporting_cue,
)
from annotate.text.denials import denial_at, next_denial, previous_denial
from annotate.text.numbers import next_number, number_at, previous_number
from annotate.text.propositions import claim_at
from annotate.text.quotations import (
    next_quotation,
    previous_quotation,
    quotation_at,
    quotations_around,
)
from annotate.text.segments import (
    SENTENCE,
    Unit,
    clause_at,
    next_paragraph,
    paragraph_at,
    previous_paragraph,
    sentence_at,
)
from annotate.text.trimming import trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotate.model import Span

    _Ahead = Callable[[str, Span | int, int | None], Span | None]
    _Back = Callable[[str, Span | int, int], Span | None]

__all__ = [
    "DENIAL",
    "DENIAL_CUE",
    "NUMBER",
    "QUOTATION",
    "REPORTING_CUE",
    "alternatives",
    "claim_at",
    "denial_at",
    "guesses",
    "next_denial",
    "next_denial_cue",
    "next_number",
    "next_quotation",
    "next_reporting_cue",
    "number_at",
    "prepare",
    "previous_denial",
    "previous_denial_cue",
    "previous_number",
    "previous_quotation",
    "previous_reporting_cue",
    "quotation_at",
    "trim",
]

QUOTATION = Unit(quotation_at, next_quotation, previous_quotation)
NUMBER = Unit(number_at, next_number, previous_number)
DENIAL = Unit(denial_at, next_denial, previous_denial)


def _at(search_ahead: _Ahead) -> Callable[[str, int], Span | None]:
    """A way to find the object over an offset from one to find the next."""

    def at(text: str, offset: int) -> Span | None:
        found = search_ahead(text, offset, offset + 1)
        return found if found is not None and found.contains(offset) else None

    return at


REPORTING_CUE = Unit(
    _at(next_reporting_cue), next_reporting_cue, previous_reporting_cue
)
DENIAL_CUE = Unit(_at(next_denial_cue), next_denial_cue, previous_denial_cue)


def guesses(text: str, offset: int, role: str) -> tuple[Span, ...]:
    """What a label key takes at a bare cursor: the likeliest first, each then wider.

    The first is the thing under the cursor, else the nearest behind it in the
    paragraph, else the nearest before it; its `alternatives` follow. On a blank line
    the next paragraph counts, at the end of the text the last. Empty where there is no
    paragraph, or one of a full stop alone, and for a number or denial where the
    paragraph has none. A quote without quotation marks is indirect: it takes what a
    claim takes.

    Args:
        text: The article's text.
        offset: Where the cursor is, 0 to the length of the text.
        role: The label's colour role. “quote”, “number” and “denial” have their own
            things; any other takes what a claim takes.
    """
    paragraph = _paragraph_near(text, offset)
    if paragraph is None:
        return ()
    offset = min(max(offset, paragraph.start), paragraph.end - 1)
    first = _NEAREST.get(role, _claim_near)(text, offset, paragraph)
    if first is None:
        return ()
    taken = trim(text, first) or trim(text, paragraph)
    return () if taken is None else alternatives(text, taken, role)


def alternatives(text: str, first: Span, role: str) -> tuple[Span, ...]:
    """A stretch that a label key took, and what the same key takes after it.

    Each covers the one before it, up to the paragraph, and is trimmed.
    """
    wider = _WIDER.get(role, _around_claim)(text, first.start)
    return tuple(_ever_wider(text, (first, *wider, paragraph_at(text, first.start))))


def prepare() -> None:
    """Compile what first guesses wait for, 10 to 60 ms each, at an idle moment."""
    sample = (
        "Kim, a lawyer, told Reuters “no”: he denied on Monday that ten of 200 men or "
        "more in May 2020, at 5 percent a day, saw one."
    )
    for role in ("claim", *_NEAREST):
        guesses(sample, 0, role)


def _paragraph_near(text: str, offset: int) -> Span | None:
    """The paragraph on the line of the offset, else the next, else the last."""
    paragraph = paragraph_at(text, offset)
    if paragraph is not None:
        return paragraph
    before = previous_paragraph(text, offset)
    if before is not None and text.find("\n", before.end, offset) < 0:
        return before
    return next_paragraph(text, offset) or before


def _near(text: str, offset: int, paragraph: Span, unit: Unit) -> Span | None:
    """The segment at the offset, else behind it, else before it in the paragraph."""
    found = unit.at(text, offset) or unit.next(text, offset)
    if found is not None and found.start < paragraph.end:
        return found
    found = unit.previous(text, offset)
    return found if found is not None and found.end > paragraph.start else None


def _object_near(
    text: str, offset: int, paragraph: Span, search_ahead: _Ahead, search_back: _Back
) -> Span | None:
    """The object at the offset, else behind it, else before it in the paragraph."""
    found = search_ahead(text, offset, paragraph.end)
    if found is not None and found.start < paragraph.end:
        return found
    found = search_back(text, offset, paragraph.start)
    return found if found is not None and found.end > paragraph.start else None


def _claim_near(text: str, offset: int, paragraph: Span) -> Span | None:
    sentence = _near(text, offset, paragraph, SENTENCE)
    if sentence is None:
        return paragraph
    inside = min(max(offset, sentence.start), sentence.end - 1)
    return claim_at(text, inside) or sentence


def _quote_near(text: str, offset: int, paragraph: Span) -> Span | None:
    quotation = _object_near(
        text, offset, paragraph, next_quotation, previous_quotation
    )
    return quotation or _claim_near(text, offset, paragraph)


def _number_near(text: str, offset: int, paragraph: Span) -> Span | None:
    return _object_near(text, offset, paragraph, next_number, previous_number)


def _denial_near(text: str, offset: int, paragraph: Span) -> Span | None:
    return _object_near(text, offset, paragraph, next_denial, previous_denial)


_NEAREST: dict[str, Callable[[str, int, Span], Span | None]] = {
    "quote": _quote_near,
    "number": _number_near,
    "denial": _denial_near,
}


def _around_claim(text: str, start: int) -> Iterator[Span | None]:
    yield sentence_at(text, start)


def _around_quote(text: str, start: int) -> Iterator[Span | None]:
    yield from quotations_around(text, start)
    yield sentence_at(text, start)


def _around_number(text: str, start: int) -> Iterator[Span | None]:
    yield clause_at(text, start)
    yield sentence_at(text, start)


_WIDER: dict[str, Callable[[str, int], Iterator[Span | None]]] = {
    "quote": _around_quote,
    "number": _around_number,
}


def _ever_wider(text: str, spans: Iterable[Span | None]) -> Iterator[Span]:
    """The spans trimmed, without those that are no wider than the one before."""
    widest: Span | None = None
    for span in spans:
        trimmed = None if span is None else trim(text, span)
        if trimmed is None or trimmed == widest:
            continue
        if widest is None or trimmed.covers(widest):
            widest = trimmed
            yield trimmed
