"""Which stated quantity is at, after or before an offset.

What a quantity is stands in `stated_numbers`, which is loaded when it is first asked:
its words would cost each start some milliseconds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate.model import Span
from annotate.text.graphemes import is_boundary, shape
from annotate.text.occurrences import (
    next_occurrence,
    occurrence_at,
    previous_occurrence,
)

__all__ = ["next_number", "number_at", "previous_number"]


@lru_cache(maxsize=64)
def _of_sentence(text: str, sentence: Span) -> tuple[Span, ...]:
    """The quantities of a sentence in order; none overlap."""
    from annotate.text.sign_words import number_places  # noqa: PLC0415  see above
    from annotate.text.stated_numbers import stated_numbers  # noqa: PLC0415  see above

    found = []
    body = shape(text, sentence.start, sentence.end)
    for one in stated_numbers(body, number_places(body, 0, len(body))):
        start, end = sentence.start + one.start, sentence.start + one.end
        if one.kind != "part" and is_boundary(text, start) and is_boundary(text, end):
            found.append(Span(start, end))
    return tuple(found)


@cache
def _sign_of_one() -> re.Pattern[str]:
    """Where a number may begin, to pass over what holds none."""
    from annotate.text import number_words as words  # noqa: PLC0415  see above

    return re.compile(
        rf"[0-9½¼¾⅓⅔⅛]|\b(?:{words.NUMBER_WORDS}|{words.MAGNITUDES}|hundreds|thousands"
        r"|millions|billions|trillions|dozens|scores|tens|a couple|half|third"
        r"|quarter)\b",
        re.IGNORECASE,
    )


def number_at(text: str, offset: int) -> Span | None:
    """The quantity over `offset`; None outside of one."""
    return occurrence_at(text, offset, _of_sentence)


def next_number(text: str, where: Span | int, stop: int | None = None) -> Span | None:
    """The quantity at or after an offset, or the next one behind a span.

    Behind a span come those that start in it and those that start with it and are
    shorter. None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return next_occurrence(text, where, _of_sentence, _sign_of_one(), stop)


def previous_number(text: str, where: Span | int, stop: int = 0) -> Span | None:
    """The last quantity that starts before an offset, or the last before a span.

    Before a span come those that start earlier and those that start with it and are
    longer. None when SEARCH_LIMIT code points, or those up to `stop`, hold none.
    """
    return previous_occurrence(text, where, _of_sentence, stop)
