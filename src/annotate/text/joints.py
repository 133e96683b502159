"""Where a sentence can be cut: before and behind the marks and words that join clauses.

A clause may end before a joint and begin behind it: “A fell[, and ]B rose”. A word that
belongs to what follows stays with it: “A fell[ ]because B rose”. Behind a reporting cue
one may begin.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.text.cues import next_reporting_cue
from annotate.text.graphemes import is_boundary
from annotate.text.segments import (
    next_sentence,
    previous_sentence,
    sentence_at,
)
from annotate.text.trimming import trim

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = ["end_before", "end_behind", "start_before", "start_behind"]


class _Cuts(NamedTuple):
    starts: tuple[int, ...]
    """Where clauses may begin, the start of the sentence first."""
    ends: tuple[int, ...]
    """Where they may end, the end of the sentence without its full stop last."""


@cache
def _joint() -> re.Pattern[str]:
    joined = r"(?:(?:and|but|or|so|yet|that)\s+)*"
    return re.compile(
        rf"(?:[,;:][”\"’»)]*\s+|[.!?][”\"’»)]+\s+|[”\"’»)]*\s+[–—-]+\s+|—+|\)\s+"
        rf"|\s+\((?=\S)){joined}"
        r"|\s+(?:and|or|but|so|yet|that)\s+(?:that\s+)?"
        r"|\s+(?=(?:while|as|because|when|who|whom|which|whose|where|after|before|if"
        r"|although|though|whereas|since|until|unless|than|despite|amid)\s)"
    )


@lru_cache(maxsize=64)
def _cuts(text: str, sentence: Span) -> _Cuts:
    whole = trim(text, sentence) or sentence
    starts, ends = {sentence.start}, {whole.end}
    for match in _joint().finditer(text, sentence.start, sentence.end):
        before, behind = match.span()
        if sentence.start < before < whole.end and is_boundary(text, before):
            ends.add(before)
        if behind < whole.end and is_boundary(text, behind):
            starts.add(behind)
    cue = next_reporting_cue(text, sentence.start, sentence.end)
    while cue is not None and cue.end < whole.end:
        behind = cue.end + 1
        if text[cue.end].isspace() and not text.startswith("that ", behind):
            starts.update({behind} if is_boundary(text, behind) else ())
        cue = next_reporting_cue(text, cue, sentence.end)
    return _Cuts(tuple(sorted(starts)), tuple(sorted(ends)))


def end_before(text: str, place: int) -> int | None:
    """The last end of a clause before `place`; None when there is none."""
    sentence = sentence_at(text, place - 1) or previous_sentence(text, place)
    while sentence is not None:
        for end in reversed(_cuts(text, sentence).ends):
            if end < place:
                return end
        sentence = previous_sentence(text, sentence.start)
    return None


def end_behind(text: str, place: int) -> int | None:
    """The first end of a clause behind `place`; None when there is none."""
    sentence = sentence_at(text, place) or next_sentence(text, place)
    while sentence is not None:
        for end in _cuts(text, sentence).ends:
            if end > place:
                return end
        sentence = next_sentence(text, sentence.end)
    return None


def start_behind(text: str, place: int) -> int | None:
    """The first start of a clause behind `place`; None when there is none."""
    sentence = sentence_at(text, place) or next_sentence(text, place)
    while sentence is not None:
        for start in _cuts(text, sentence).starts:
            if start > place:
                return start
        sentence = next_sentence(text, sentence.end)
    return None


def start_before(text: str, place: int) -> int | None:
    """The last start of a clause before `place`; None when there is none."""
    sentence = sentence_at(text, place - 1) or previous_sentence(text, place)
    while sentence is not None:
        for start in reversed(_cuts(text, sentence).starts):
            if start < place:
                return start
        sentence = previous_sentence(text, sentence.start)
    return None
