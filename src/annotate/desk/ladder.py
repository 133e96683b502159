"""The rungs between a word and the article, on which a selection grows and shrinks.

Word, number with its hedge and unit, quotation, clause, sentence, paragraph, the
article: from any selection the next rung is the smallest that holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.numbers import next_number, number_at
from annotate.text.quotations import next_quotation, quotations_around
from annotate.text.reshaping import expand, settle, shrink_to
from annotate.text.segments import WORD
from annotate.text.selection import Selection, of
from annotate.text.selection import span as span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.model import Span

__all__ = ["grown", "shrunk"]


def grown(text: str, selection: Selection) -> Selection:
    """The smallest rung that holds the selection and is wider; itself for the text."""
    wider = expand(text, selection)
    selection = settle(text, selection)
    rungs = [
        of(thing)
        for thing in _things_at(text, selection)
        if thing.start <= selection.start
        and selection.end <= thing.end
        and len(thing) > selection.end - selection.start
    ]
    # Of equal ones what `expand` found, which is a word or a part of a sentence.
    return min((wider, *rungs), key=_length)


def _length(selection: Selection) -> int:
    return selection.end - selection.start


def _things_at(text: str, selection: Selection) -> Iterator[Span]:
    """Numbers and quotations over the start; a bare cursor touches what ends there."""
    places = [selection.start]
    if selection.is_bare and selection.start > 0:
        places.append(selection.start - 1)
    for place in places:
        number = number_at(text, place)
        if number is not None:
            yield number
        yield from quotations_around(text, place)


def shrunk(text: str, selection: Selection) -> Selection:
    """The highest rung that lies in the selection and is narrower, then its start."""
    less = shrink_to(text, selection)
    span = span_of(settle(text, selection))
    if span is None:
        return less
    word = WORD.next(text, span.start)
    if not less.is_bare and (word is None or less != of(word)):
        return less
    for found in (
        next_quotation(text, span, span.end),
        next_number(text, span, span.end),
    ):
        if found is not None and span.covers(found):
            return of(found)
    return less
