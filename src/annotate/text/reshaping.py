"""A selection made wider, narrower or turned round, without going anywhere else.

Pure functions of the text and the selection; where nothing can be changed, the
selection comes back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text import joints
from annotate.text.graphemes import floor_boundary, next_boundary, previous_boundary
from annotate.text.segments import CLAUSE, PARAGRAPH, SENTENCE, WORD
from annotate.text.selection import Selection, cursor_offset, of
from annotate.text.selection import span as span_of

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = [
    "collapse",
    "drop_first_clause",
    "drop_first_word",
    "drop_last_clause",
    "drop_last_word",
    "end_less",
    "end_more",
    "expand",
    "select_sentence_at",
    "select_word_at",
    "settle",
    "shrink_to",
    "start_less",
    "start_more",
    "swap_ends",
    "take_clause_before",
    "take_clause_behind",
    "take_word_before",
    "take_word_behind",
]


def settle(text: str, selection: Selection) -> Selection:
    """The selection with both ends in the text and on grapheme boundaries."""
    settled = Selection(
        floor_boundary(text, selection.anchor), floor_boundary(text, selection.head)
    )
    return selection if settled == selection else settled


def _with_ends(selection: Selection, start: int, end: int) -> Selection:
    """A selection of start to end that runs the same way."""
    if selection.head < selection.anchor:
        return Selection(end, start)
    return Selection(start, end)


def collapse(text: str, selection: Selection) -> Selection:
    """A bare cursor where the cursor is."""
    selection = settle(text, selection)
    cursor = cursor_offset(text, selection)
    return selection if selection.is_bare else Selection(cursor, cursor)


def swap_ends(text: str, selection: Selection) -> Selection:
    """The same stretch with the other end as the one that moves."""
    selection = settle(text, selection)
    return Selection(selection.head, selection.anchor)


def expand(text: str, selection: Selection) -> Selection:
    """The smallest word, clause, sentence, paragraph or text that is wider."""
    selection = settle(text, selection)
    start, end = selection.start, selection.end
    for unit in (WORD, CLAUSE, SENTENCE, PARAGRAPH):
        # A bare cursor lies between two characters and touches both.
        for place in (start, previous_boundary(text, start)):
            found = unit.at(text, place)
            if (
                found is not None
                and found.start <= start
                and end <= found.end
                and len(found) > end - start
            ):
                return of(found)
            if not selection.is_bare:
                break
    return Selection(0, len(text)) if end - start < len(text) else selection


def shrink_to(text: str, selection: Selection) -> Selection:
    """The first paragraph, sentence, clause or word that is narrower, then its start.

    The largest unit that lies in the selection and is not all of it; a bare cursor at
    the start of the selection when it holds none.
    """
    selection = settle(text, selection)
    span = span_of(selection)
    if span is None:
        return selection
    for unit in (PARAGRAPH, SENTENCE, CLAUSE, WORD):
        found = unit.next(text, span.start)
        if found is not None and span.covers(found) and found != span:
            return of(found)
    return Selection(span.start, span.start)


def drop_first_word(text: str, selection: Selection) -> Selection:
    """Without its first word and what follows up to the second, if it has two."""
    selection = settle(text, selection)
    first = WORD.at(text, selection.start) or WORD.next(text, selection.start)
    second = None if first is None else WORD.next(text, first.end)
    if second is None or second.start >= selection.end:
        return selection
    return _with_ends(selection, second.start, selection.end)


def drop_last_word(text: str, selection: Selection) -> Selection:
    """Without its last word and what stands before it, if it has two."""
    selection = settle(text, selection)
    before_end = previous_boundary(text, selection.end)
    last = WORD.at(text, before_end) or WORD.previous(text, selection.end)
    before = None if last is None else WORD.previous(text, last.start)
    if before is None or before.end <= selection.start:
        return selection
    return _with_ends(selection, selection.start, before.end)


def end_less(text: str, selection: Selection) -> Selection:
    """One grapheme cluster less at its end; never none."""
    selection = settle(text, selection)
    end = previous_boundary(text, selection.end)
    if end <= selection.start:
        return selection
    return _with_ends(selection, selection.start, end)


def end_more(text: str, selection: Selection) -> Selection:
    """One grapheme cluster more at its end; from a bare cursor, the one under it."""
    selection = settle(text, selection)
    end = next_boundary(text, selection.end)
    if end == selection.end:
        return selection
    return _with_ends(selection, selection.start, end)


def start_less(text: str, selection: Selection) -> Selection:
    """One grapheme cluster less at its start; never none."""
    selection = settle(text, selection)
    start = next_boundary(text, selection.start)
    if start >= selection.end:
        return selection
    return _with_ends(selection, start, selection.end)


def start_more(text: str, selection: Selection) -> Selection:
    """One grapheme cluster more at its start; from a bare cursor, the one before."""
    selection = settle(text, selection)
    start = previous_boundary(text, selection.start)
    if start == selection.start:
        return selection
    return _with_ends(selection, start, selection.end)


def take_word_before(text: str, selection: Selection) -> Selection:
    """With the word before it as well, or the rest of the one it begins in."""
    selection = settle(text, selection)
    found = WORD.at(text, selection.start)
    if found is None or found.start >= selection.start:
        found = WORD.previous(text, selection.start)
    if found is None:
        return selection
    return _with_ends(selection, found.start, selection.end)


def take_word_behind(text: str, selection: Selection) -> Selection:
    """With the word behind it as well, or the rest of the one it ends in."""
    selection = settle(text, selection)
    found = WORD.at(text, selection.end) or WORD.next(text, selection.end)
    if found is None:
        return selection
    return _with_ends(selection, selection.start, found.end)


def drop_first_clause(text: str, selection: Selection) -> Selection:
    """Without its first clause and what joins it, if it has two."""
    selection = settle(text, selection)
    start = joints.start_behind(text, selection.start)
    if start is None or start >= selection.end:
        return selection
    return _with_ends(selection, start, selection.end)


def drop_last_clause(text: str, selection: Selection) -> Selection:
    """Without its last clause and what joins it, if it has two."""
    selection = settle(text, selection)
    end = joints.end_before(text, selection.end)
    if end is None or end <= selection.start:
        return selection
    return _with_ends(selection, selection.start, end)


def take_clause_before(text: str, selection: Selection) -> Selection:
    """With the clause before it, or the rest of the one it begins in."""
    selection = settle(text, selection)
    start = joints.start_before(text, selection.start)
    if start is None:
        return selection
    return _with_ends(selection, start, selection.end)


def take_clause_behind(text: str, selection: Selection) -> Selection:
    """With the clause behind it, or the rest of the one it ends in."""
    selection = settle(text, selection)
    end = joints.end_behind(text, selection.end)
    if end is None:
        return selection
    return _with_ends(selection, selection.start, end)


def _selected(text: str, offset: int, found: Span | None) -> Selection:
    if found is not None:
        return of(found)
    offset = floor_boundary(text, offset)
    return Selection(offset, offset)


def select_word_at(text: str, offset: int) -> Selection:
    """The word over `offset` selected; a bare cursor there between words."""
    return _selected(text, offset, WORD.at(text, offset))


def select_sentence_at(text: str, offset: int) -> Selection:
    """The sentence over `offset` selected; a bare cursor there between sentences."""
    return _selected(text, offset, SENTENCE.at(text, offset))
