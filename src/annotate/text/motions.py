"""Where a selection goes: every motion is also a way to select and to extend.

Pure functions of the text and the selection. All results lie on grapheme boundaries of
the text; where there is nothing to go to, the selection comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from annotate.model import Span
from annotate.text.graphemes import next_boundary, previous_boundary
from annotate.text.objects import (
    DENIAL_CUE,
    NUMBER,
    QUOTATION,
    REPORTING_CUE,
    next_denial_cue,
    next_number,
    next_quotation,
    next_reporting_cue,
    previous_denial_cue,
    previous_number,
    previous_quotation,
    previous_reporting_cue,
)
from annotate.text.reshaping import (
    collapse,
    drop_first_word,
    drop_last_word,
    end_less,
    end_more,
    expand,
    select_sentence_at,
    select_word_at,
    settle,
    shrink_to,
    swap_ends,
)
from annotate.text.segments import PARAGRAPH, SENTENCE, WORD, Unit
from annotate.text.selection import Selection, cursor_offset, of
from annotate.text.selection import span as span_of

__all__ = [
    "MOTIONS",
    "Motion",
    "collapse",
    "drop_first_word",
    "drop_last_word",
    "end_less",
    "end_more",
    "expand",
    "move",
    "select_sentence_at",
    "select_word_at",
    "shrink_to",
    "swap_ends",
]

Motion = Callable[[str, Selection, bool], Selection]
"""The selection after a motion, of a settled one; whether the anchor stays."""

_Search = Callable[[str, Span | int], Span | None]


def move(
    text: str, selection: Selection, name: str, *, extend: bool = False
) -> Selection:
    """The selection after the motion of that name; KeyError when there is none.

    Args:
        text: The article's text.
        selection: Where the reader is; ends off a boundary are put on one first.
        name: A key of MOTIONS.
        extend: The anchor stays and the head goes to the far edge of the next thing.
            Where that makes the selection smaller, it ends with a whole thing instead:
            a word further and a word back is where one was.
    """
    selection = settle(text, selection)
    moved = MOTIONS[name](text, selection, extend)
    return selection if moved == selection else moved


def _by_character(
    step: Callable[[str, int], int], text: str, selection: Selection, extend: bool
) -> Selection:
    if extend:
        return Selection(selection.anchor, step(text, selection.head))
    place = step(text, cursor_offset(text, selection))
    return Selection(place, place)


def _to_start(_text: str, selection: Selection, extend: bool) -> Selection:
    return Selection(selection.anchor if extend else 0, 0)


def _to_end(text: str, selection: Selection, extend: bool) -> Selection:
    end = len(text)
    return Selection(selection.anchor if extend else end, end)


def _head_forward(unit: Unit, text: str, selection: Selection) -> Selection:
    """The head at the end of the unit it is in or before."""
    anchor, head = selection.anchor, selection.head
    found = unit.at(text, head) or unit.next(text, head)
    if found is None:
        return selection
    if head < anchor and found.end < anchor:
        following = unit.next(text, found.end)
        if following is not None and following.start < anchor:
            return Selection(anchor, following.start)
    return Selection(anchor, found.end)


def _head_back(unit: Unit, text: str, selection: Selection) -> Selection:
    """The head at the start of the unit it is in or behind."""
    anchor, head = selection.anchor, selection.head
    found = unit.at(text, head)
    if found is None or found.start >= head:
        found = unit.previous(text, head)
    if found is None:
        return selection
    if head > anchor and found.start > anchor:
        before = unit.previous(text, found.start)
        if before is not None and anchor < before.end <= found.start:
            return Selection(anchor, before.end)
    return Selection(anchor, found.start)


def _next_word(text: str, selection: Selection, extend: bool) -> Selection:
    if extend:
        return _head_forward(WORD, text, selection)
    found = WORD.at(text, selection.head) if selection.is_bare else None
    found = found or WORD.next(text, selection.end)
    return selection if found is None else of(found)


def _previous_word(text: str, selection: Selection, extend: bool) -> Selection:
    if extend:
        return _head_back(WORD, text, selection)
    found = WORD.at(text, selection.head) if selection.is_bare else None
    if found is None or found.start == selection.head:
        found = WORD.previous(text, selection.start)
    return selection if found is None else of(found)


def _here_first(unit: Unit, text: str, selection: Selection, place: int) -> Span | None:
    """The unit over `place` unless all of it is selected."""
    found = unit.at(text, place)
    span = span_of(selection)
    if found is None or (span is not None and span.covers(found)):
        return None
    return found


def _next_unit(unit: Unit, text: str, selection: Selection, extend: bool) -> Selection:
    if extend:
        return _head_forward(unit, text, selection)
    last = selection.end
    if not selection.is_bare:
        last = previous_boundary(text, last)
    found = _here_first(unit, text, selection, last) or unit.next(text, selection.end)
    return selection if found is None else of(found)


def _previous_unit(
    unit: Unit, text: str, selection: Selection, extend: bool
) -> Selection:
    if extend:
        return _head_back(unit, text, selection)
    start = selection.start
    found = _here_first(unit, text, selection, start) or unit.previous(text, start)
    return selection if found is None else of(found)


def _by_object(
    search: _Search,
    extended: Callable[[str, Selection], Selection],
    text: str,
    selection: Selection,
    extend: bool,
) -> Selection:
    if extend:
        return extended(text, selection)
    span = span_of(selection)
    found = search(text, selection.head if span is None else span)
    return selection if found is None else of(found)


MOTIONS: Mapping[str, Motion] = MappingProxyType(
    {
        "char-next": partial(_by_character, next_boundary),
        "char-previous": partial(_by_character, previous_boundary),
        "word-next": _next_word,
        "word-previous": _previous_word,
        "sentence-next": partial(_next_unit, SENTENCE),
        "sentence-previous": partial(_previous_unit, SENTENCE),
        "paragraph-next": partial(_next_unit, PARAGRAPH),
        "paragraph-previous": partial(_previous_unit, PARAGRAPH),
        "number-next": partial(_by_object, next_number, partial(_head_forward, NUMBER)),
        "number-previous": partial(
            _by_object, previous_number, partial(_head_back, NUMBER)
        ),
        "quotation-next": partial(
            _by_object, next_quotation, partial(_head_forward, QUOTATION)
        ),
        "quotation-previous": partial(
            _by_object, previous_quotation, partial(_head_back, QUOTATION)
        ),
        "reporting-cue-next": partial(
            _by_object, next_reporting_cue, partial(_head_forward, REPORTING_CUE)
        ),
        "reporting-cue-previous": partial(
            _by_object, previous_reporting_cue, partial(_head_back, REPORTING_CUE)
        ),
        "denial-cue-next": partial(
            _by_object, next_denial_cue, partial(_head_forward, DENIAL_CUE)
        ),
        "denial-cue-previous": partial(
            _by_object, previous_denial_cue, partial(_head_back, DENIAL_CUE)
        ),
        "text-start": _to_start,
        "text-end": _to_end,
    }
)
"""All motions by name. The words, sentences, paragraphs, numbers, quotations and cues
are selected whole; characters and the ends of the text leave a bare cursor."""
