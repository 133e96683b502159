"""Which checkable propositions sentences of English news prose make.

Each is the shortest stretch that could be true or false: without who says it, without
connectives, and parted where clauses that are joined are each finite.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Span
from annotate.text.patterns import compiled_later
from annotate.text.segments import sentence_at
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.text.readings import Reading

__all__ = ["Proposition", "claim_at", "propositions", "propositions_read"]


class Proposition(NamedTuple):
    """A stretch that states something."""

    span: Span
    is_reported: bool
    """Whether the text says who says it."""
    is_asked: bool
    """Whether it is a question; one without a speaker is no proposition at all."""


_CONNECTIVE = compiled_later(
    r"(?:However|Additionally|Moreover|Meanwhile|Furthermore|In addition|For example"
    r"|For instance|Besides|Therefore|Thus|Instead|Nevertheless|Nonetheless|Still|Yet"
    r"|Also|Similarly|Indeed|In fact|Consequently|As a result|In response|Likewise"
    r"|Notably|Overall|Finally|For (?:that|this) reason|To that end|By contrast"
    r"|In contrast|On the other hand|Of course|At the same time|That said|Beyond that"
    r"|Then again|Even so|Separately|Elsewhere|Adding to [^,“”]{1,60}"
    r"|(?:Despite|In spite of|Notwithstanding) [^,“”]{1,80}), "
    r"|(?:But|And|Or|Yet|So),? (?=[\w“\"])",
    re.IGNORECASE,
)
_MAY_BE_CONNECTIVE = frozenset("luiKaSRGgto")
"""Kinds of words that a connective begins with."""
_WISH = compiled_later(
    r"(?:I|[Ww]e)(?: (?:do|just|really|all|would|['’]d))? "
    r"(?:hope|wish|want|like|urge)\b"
)
_MARK = compiled_later("[“”’]")
_JUNK_BEFORE = frozenset("”’,;:.-?!_)")
"""Signs that no claim begins with."""
_JUNK_BEHIND = frozenset(",;:-“(")
"""Signs that none ends with."""
_SAFE_BEFORE = frozenset(" \n“\"‘'(")
_SAFE_BEHIND = frozenset(" \n.,;:!?”\"’')")
"""Characters beside which an ASCII character begins, or ends, a cluster of its own."""
_ABBREVIATIONS = frozenset(
    {
        *("Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "Bros", "Esq", "etc"),
        *("Mr", "Mrs", "Ms", "Dr", "Gen", "No", "vs", "al"),
    }
)
_FEWEST_WORDS = 2


def propositions_read(
    text: str, reading: Reading
) -> Iterator[tuple[int, int, bool, bool]]:
    """The propositions of the sentences of a reading of the text, in order.

    As bare tuples of the start, the end and what else a `Proposition` has: making
    these would take longer.
    """
    # Loaded when needed, since they would cost each start some milliseconds.
    from annotate.text.clauses import clauses  # noqa: PLC0415 (see above)
    from annotate.text.denial_cues import cues_read  # noqa: PLC0415 (see above)

    # What only says that something is denied or not confirmed states nothing.
    denying = {cue.letter for cue in cues_read(text, reading) if cue.kind != "false"}
    kinds = reading.kinds
    has_mark = _MARK().search
    for first, last, verb, main, is_reported, is_asked in clauses(kinds):
        if first in denying or (
            (verb in denying or main in denying) and "w" not in kinds[first:verb]
        ):
            continue
        if kinds[last - 1] in _JUNK_BEHIND or has_mark(kinds, first, last):
            first, last = _unmarked(kinds, first, last)  # noqa: PLW2901 (the same)
            if last - first < _FEWEST_WORDS:
                continue
        start, end = reading.start(first), reading.end(last)
        edges = _bare(text, start, end, kinds[first], kinds[last - 1])
        if edges is not None:
            yield *edges, is_reported, is_asked


def _bare(
    text: str, start: int, end: int, first: str, last: str
) -> tuple[int, int] | None:
    """The stretch without connectives and the final stop; None where it is a wish.

    `first` and `last` are the kinds of its first and last word or sign.
    """
    if first in _MAY_BE_CONNECTIVE:
        connective = _CONNECTIVE().match(text, start, end)
        if connective:
            start = connective.end()
            while start < end and text[start] in '“"‘':
                start += 1
    elif first == "p" and _WISH().match(text, start, end):
        return None
    if last == "." and text[end - 1] == "." and not _keeps(text, start, end):
        end -= 1
    if (
        "!" <= text[start] <= "~"
        and "!" <= text[end - 1] <= "~"
        and text[end - 1] != "."
        and text[start - 1 : start] in _SAFE_BEFORE
        and text[end : end + 1] in _SAFE_BEHIND
    ):
        # What is left to do is nothing, and would take longer than all above.
        return start, end
    span = trim(text, snap(text, start, end)) if start < end else None
    return None if span is None else (span.start, span.end)


def _keeps(text: str, start: int, end: int) -> bool:
    """Whether the point before `end` is no full stop: Apple Inc., D-N.Y."""
    word = text[text.rfind(" ", start, end) + 1 : end - 1]
    return word in _ABBREVIATIONS or word[-2:-1] == "."


def _unmarked(kinds: str, first: int, last: int) -> tuple[int, int]:
    """The stretch without signs at its edges and marks that enclose or leave it."""
    opened: list[int] = []
    partner: dict[int, int] = {}
    for place in range(first, last):
        kind = kinds[place]
        if kind == "“":
            opened.append(place)
        elif kind in "”’" and opened:
            begin = opened.pop()
            partner[begin] = place
            partner[place] = begin
    while first < last:
        if _is_left_out_before(kinds, first, last, partner):
            first += 1
        elif _is_left_out_behind(kinds, first, last, partner):
            last -= 1
        else:
            break
    return first, last


def _is_left_out_before(
    kinds: str, first: int, last: int, partner: dict[int, int]
) -> bool:
    """Whether the first sign is no part: one that opens what goes to the end, say."""
    if kinds[first] == "“":
        return partner.get(first, last) >= last - 1
    return kinds[first] in _JUNK_BEFORE


def _is_left_out_behind(
    kinds: str, first: int, last: int, partner: dict[int, int]
) -> bool:
    """Whether the last sign is no part: one that closes what opened earlier, say."""
    kind, before = kinds[last - 1], kinds[last - 2 : last - 1]
    if kind == "”" or (kind == "’" and before and before in ".,?!"):
        return partner.get(last - 1, -1) < first
    return kind in _JUNK_BEHIND or (kind == "." and before == "”")


@lru_cache(maxsize=64)
def propositions(text: str, sentence: Span) -> tuple[Proposition, ...]:
    """The propositions of a sentence in order; none where it makes no statement."""
    from annotate.text.readings import read  # noqa: PLC0415 - costs a start

    reading = read(text, ((sentence.start, sentence.end),))
    return tuple(
        Proposition(Span(start, end), is_reported, is_asked)
        for start, end, is_reported, is_asked in propositions_read(text, reading)
    )


def claim_at(text: str, offset: int) -> Span | None:
    """The proposition of the sentence over `offset`, the nearest if there are several.

    Where the sentence states nothing, all of it without the final full stop. None
    between sentences.
    """
    sentence = sentence_at(text, offset)
    if sentence is None:
        return None
    return min(
        (one.span for one in propositions(text, sentence)),
        key=lambda span: max(span.start - offset, offset - span.end + 1, 0),
        default=trim(text, sentence),
    )
