"""Which checkable propositions sentences of English news prose make.

Each is the shortest stretch that could be true or false: without who says it, without
connectives, and parted where clauses that are joined are each finite.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.model import Span
from annotate.text.patterns import compiled_later
from annotate.text.segments import sentence_at
from annotate.text.trimming import ABBREVIATIONS, snap, trim

if TYPE_CHECKING:
    from annotate.text.clauses import Clause
    from annotate.text.readings import Reading

__all__ = ["Proposition", "claim_at", "propositions", "propositions_read"]


class Proposition(NamedTuple):
    """A stretch that states something."""

    span: Span
    is_reported: bool
    """Whether the text says who says it."""
    is_asked: bool
    """Whether it is a question; one without a speaker is no proposition at all."""


_CONNECTIVES: Final = (
    r"However|Additionally|Moreover|Meanwhile|Furthermore|In addition|For example"
    r"|For instance|Besides|Therefore|Thus|Instead|Nevertheless|Nonetheless|Still|Yet"
    r"|Also|Similarly|Indeed|In fact|Consequently|As a result|In response|Likewise"
    r"|Notably|Overall|Finally|For that reason|For this reason|To that end|By contrast"
    r"|In contrast|On the other hand|Of course|At the same time|That said|Beyond that"
    r"|Then again|Even so|Separately|Elsewhere|Adding to [^,“”]{1,60}"
    r"|Despite [^,“”]{1,80}|In spite of [^,“”]{1,80}|Notwithstanding [^,“”]{1,80}"
)
_BARE_CONNECTIVES: Final = "But|And|Or|Yet|So"
_CONNECTIVE = compiled_later(
    rf"(?:{_CONNECTIVES}), |(?:{_BARE_CONNECTIVES}),? (?=[\w“\"])", re.IGNORECASE
)
_CONNECTIVE_STARTS: Final = frozenset(
    phrase.split()[0].lower()
    for phrase in f"{_CONNECTIVES}|{_BARE_CONNECTIVES}".split("|")
)
"""Its first words, since it takes long to see that it is none."""
_MAYBE_BEFORE: Final = frozenset("luiKaSRGgtop")
"""Kinds of words that a connective or a wish begins with."""
_NO_WISH: Final = frozenset("histyHSTY")
"""Letters that pronouns begin with and no wish does."""
_WISH = compiled_later(
    r"(?:I|[Ww]e)(?: (?:do|just|really|all|would|['’]d))? "
    r"(?:hope|wish|want|like|urge)\b"
)
_MARK = compiled_later("[«»']")
_JUNK_BEFORE = frozenset("»',;:.-?!_)")
"""Signs that no claim begins with."""
_JUNK_BEHIND = frozenset(",;:-«(")
"""Signs that none ends with."""
_MAYBE_LEFT_OUT_BEFORE = _JUNK_BEFORE | {"«"}
_MAYBE_LEFT_OUT_BEHIND = _JUNK_BEHIND | {"»", "'"}
_PLAIN = frozenset(map(chr, range(33, 127)))
_PLAIN_LAST = _PLAIN - {"."}
_SAFE_BEFORE = frozenset(" \n“\"‘'(")
_SAFE_BEHIND = frozenset(" \n.,;:!?”\"’')")
"""Characters beside which an ASCII character begins, or ends, a cluster of its own."""
_SAFE_KINDS = frozenset("|,.;:?!()«»'")
"""Kinds of signs before which it does."""
_LAST_OF_ABBREVIATIONS = frozenset(word[-2:] for word in ABBREVIATIONS)
_FEWEST_WORDS = 2


def propositions_read(text: str, reading: Reading) -> list[tuple[int, int, bool, bool]]:
    """The propositions of the sentences of a reading of the text, in order.

    As bare tuples of the start, the end and what else a `Proposition` has: making
    these would take longer.
    """
    kinds, edges = reading.kinds, reading.edges
    found: list[tuple[int, int, bool, bool]] = []
    partners = _partners(kinds)
    for low, high, _, _, is_reported, is_asked in _stating(text, reading):
        first, last = low, high
        head, tail = kinds[first], kinds[last - 1]
        if (
            head in _MAYBE_LEFT_OUT_BEFORE
            or tail in _MAYBE_LEFT_OUT_BEHIND
            or (tail == "." and kinds[last - 2] == "»")
        ):
            first, last = _unmarked(kinds, first, last, partners)
            if last - first < _FEWEST_WORDS:
                continue
            head, tail = kinds[first], kinds[last - 1]
        start, end = edges[first], edges[last]
        # Mostly one space stands before it, or none.
        if text[start] == " ":
            start += 1
        if head in _MAYBE_BEFORE and (head != "p" or text[start] not in _NO_WISH):
            begin = _without_connective(text, reading, first, start, end)
            if begin is None:
                continue
            start = begin
        if tail == "." and not (
            (text[end - 3] == "." or text[end - 3 : end - 1] in _LAST_OF_ABBREVIATIONS)
            and _is_abbreviation(text, start, end)
        ):
            end -= 1
        if (
            text[start] in _PLAIN
            and text[start - 1] in _SAFE_BEFORE
            and text[end - 1] in _PLAIN_LAST
            and (kinds[last] in _SAFE_KINDS or text[end] in _SAFE_BEHIND)
        ):
            # What is left to do is nothing, and would take longer than all above.
            found.append((start, end, is_reported, is_asked))
        elif start < end and (span := trim(text, snap(text, start, end))):
            found.append((span.start, span.end, is_reported, is_asked))
    return found


def _stating(text: str, reading: Reading) -> list[Clause]:
    """The clauses but those that only say that something is denied or unconfirmed."""
    # Loaded when needed, since they would cost each start some milliseconds.
    from annotate.text.clauses import clauses  # noqa: PLC0415 (see above)
    from annotate.text.denial_cues import cues_read  # noqa: PLC0415 (see above)

    found = clauses(reading.kinds)
    for cue in cues_read(text, reading):
        # The last clause that begins at the cue or before.
        number = bisect_right(found, cue.letter, key=itemgetter(0)) - 1
        if cue.kind == "false" or number < 0:
            continue
        first, _, verb, main, _, _ = found[number]
        if cue.letter == first or (
            cue.letter in (verb, main) and "w" not in reading.kinds[first:verb]
        ):
            del found[number]
    return found


def _without_connective(
    text: str, reading: Reading, first: int, start: int, end: int
) -> int | None:
    """Where a stretch begins without connectives; None where it is a wish.

    Args:
        text: That of the reading.
        reading: What the stretch is a part of.
        first: Its first letter.
        start: Where that begins in the text, or a blank before it.
        end: Where the stretch ends there.
    """
    if text[start].isspace():
        start = reading.start(first)
    if reading.kinds[first] == "p":
        is_wish = text[start] in "IWw" and _WISH().match(text, start, end)
        return None if is_wish else start
    if text[start : reading.edges[first + 1]].lower() in _CONNECTIVE_STARTS:
        connective = _CONNECTIVE().match(text, start, end)
        if connective:
            start = connective.end()
            while start < end and text[start] in '“"‘':
                start += 1
    return start


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the point before `end` is no full stop: Apple Inc., D-N.Y."""
    word = text[text.rfind(" ", start, end) + 1 : end - 1]
    return word in ABBREVIATIONS or word[-2:-1] == "."


def _partners(kinds: str) -> dict[int, int]:
    """The other mark of each that opens or closes a quotation of a sentence."""
    opened: list[int] = []
    partners: dict[int, int] = {}
    for mark in _MARK().finditer(kinds):
        place = mark.start()
        if kinds[place] == "«":
            opened.append(place)
        elif opened:
            begin = opened.pop()
            partners[begin] = place
            partners[place] = begin
    return partners


def _unmarked(
    kinds: str, first: int, last: int, partners: dict[int, int]
) -> tuple[int, int]:
    """The stretch without signs at its edges and marks that enclose or leave it."""
    if (
        kinds[first] in _JUNK_BEFORE
        and kinds[last - 1] not in _JUNK_BEHIND
        and not _MARK().search(kinds, first, last)
    ):
        return first, last
    while first < last:
        head, tail = kinds[first], kinds[last - 1]
        if (
            partners.get(first, last) >= last - 1
            if head == "«"
            else head in _JUNK_BEFORE
        ):
            # A sign, or a mark that opens what goes to the end or beyond.
            first += 1
        elif tail == "»" or (tail == "'" and kinds[last - 2] in ".,?!"):
            # One that closes what opened earlier.
            if partners.get(last - 1, -1) >= first:
                break
            last -= 1
        elif tail in _JUNK_BEHIND or (tail == "." and kinds[last - 2] == "»"):
            last -= 1
        else:
            break
    return first, last


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
