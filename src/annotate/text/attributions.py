"""What somebody is reported to have said: the stretch, and the word that says so.

Rules for English news prose: “X said that …”, “…, X said”, “according to X, …”, “…,
adding that …”, “accused X of …”, “claims that …”. Questions that are reported, what
nobody has said (“would say”, “did not say”) and beliefs are none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words
from annotate.text.attribution_ahead import (
    around,
    boundary,
    first_offset,
    is_parted,
    said_ahead,
)
from annotate.text.attribution_behind import (
    accused_of,
    said_behind,
    said_from,
    told_by_noun,
)
from annotate.text.attribution_cues import LONGEST_SENTENCE, Attribution, Passage

if TYPE_CHECKING:
    from annotate.text.attribution_cues import Cue

__all__ = ["LONGEST_SENTENCE", "Attribution", "attributions"]

_CLOSING = "”\"’'»"
_MOST_OPENING_WORDS = 3


@lru_cache(maxsize=2)
def attributions(text: str) -> tuple[Attribution, ...]:
    """What is said in a text, by cue. Stretches may hold others and cross them."""
    passage, found = Passage(text), list[Attribution]()
    for cue in passage.cues():
        made = _of_cue(passage, cue, found[-1] if found else None)
        found += [one for one in made if one.end - one.start > 2]
    return tuple(found)


def _of_cue(
    passage: Passage, cue: Cue, before: Attribution | None
) -> tuple[Attribution, ...]:
    if cue.kind == "according":
        return _according(passage, cue, before)
    if cue.kind == "accuse":
        return _some(accused_of(passage, cue))
    if cue.kind == "noun" or (cue.is_nominal and cue.word in words.TOLD_THAT):
        return _some(told_by_noun(passage, cue))
    if cue.is_nominal or (
        cue.word in words.REPORTING and cue.previous not in words.REPORTS
    ):
        return ()
    if cue.kind == "while":
        return _some(said_behind(passage, cue, "while"))
    if cue.word in words.SOMETIMES_NOUNS and patterns.noun_ahead().match(
        passage.text, cue.end
    ):
        return ()
    return _of_verb(passage, cue, before)


def _of_verb(
    passage: Passage, cue: Cue, before: Attribution | None
) -> tuple[Attribution, ...]:
    text, end = passage.text, boundary(passage, cue)
    if end is not None and text[end - 1] in _CLOSING:
        if text[end : cue.start] == ", " and text[end - 2] not in ",?!.…":
            return _inverted(passage, cue, end, before)
        return said_ahead(passage, cue, end, before)
    if cue.kind == "after":
        return ()
    if end is not None and not text[end + 1 : cue.start].strip():
        return _inverted(passage, cue, end, before)
    if end is None and cue.kind == "say" and text.startswith(", ", cue.end):
        opened = _behind_opening(passage, cue)
        if opened:
            return opened
    return () if _is_aside(text, cue) else _of_plain_verb(passage, cue, end, before)


def _is_aside(text: str, cue: Cue) -> bool:
    """Whether the attribution is one: “but as the mayor said, …”."""
    behind = text[max(cue.low, cue.start - 50) : cue.start]
    if " as " not in behind and not behind.startswith(("As ", "as ")):
        return False
    return patterns.aside().match(behind) is not None


def _of_plain_verb(
    passage: Passage, cue: Cue, end: int | None, before: Attribution | None
) -> tuple[Attribution, ...]:
    """What is said behind the verb, else around it or ahead, up to `end`."""
    behind = said_behind(passage, cue, "before") if cue.previous else None
    if behind is not None:
        return (behind,)
    if end is None or cue.kind == "that":
        return ()
    if passage.text.startswith(", ", cue.end) and is_parted(
        passage, cue.low, end, cue.end + 2, cue.high
    ):
        return around(passage, cue)
    return said_ahead(passage, cue, end, before) if _is_last(passage, cue) else ()


def _inverted(
    passage: Passage, cue: Cue, comma: int, before: Attribution | None
) -> tuple[Attribution, ...]:
    """What is said where a comma is right before the cue.

    “…, said X” has it ahead, “X, the …, said …” behind.
    """
    text, behind = passage.text, said_behind(passage, cue, "before")
    if behind is not None:
        stop = text.find(", ", behind.start, cue.high)
        stop = cue.high if stop < 0 else stop
        if text.startswith(" that ", behind.start - 6) or patterns.finite().search(
            text, behind.start, stop
        ):
            return (behind,)
    is_marked = text[comma - 1] in _CLOSING
    if not is_marked and (
        cue.kind != "say" or not patterns.finite().search(text, cue.low, comma)
    ):
        return ()
    return said_ahead(passage, cue, comma, before)


def _behind_opening(passage: Passage, cue: Cue) -> tuple[Attribution, ...]:
    """What is said around a cue near the start: “And yet, he said, …”."""
    text = passage.text
    comma = text.find(", ", cue.low, cue.start)
    if comma < 0 or len(text[cue.low : comma].split()) > _MOST_OPENING_WORDS:
        return ()
    if patterns.finite().match(text, cue.end + 2):
        return around(passage, cue)
    return _some(said_from(passage, cue.end + 2, cue, "before"))


def _is_last(passage: Passage, cue: Cue) -> bool:
    """Whether the sentence ends with where, when and to whom it was said."""
    word = patterns.word().match(passage.text, cue.end, cue.high)
    return (
        word is None
        or word[1].lower() in words.NO_CLAUSE
        or word[1].endswith("ly")
        or cue.word in ("told", "tells")
        or patterns.day().match(passage.text, cue.end + 1, cue.high) is not None
    )


def _according(
    passage: Passage, cue: Cue, before: Attribution | None
) -> tuple[Attribution, ...]:
    text, start = passage.text, first_offset(passage, cue.low)
    comma = text.find(", ", cue.end, cue.high)
    if cue.start <= start + 1:
        if comma >= 0 and patterns.source_described().match(text, comma + 2):
            further = text.find(", ", comma + 2, cue.high)
            comma = further if further >= 0 else comma
        if comma < 0:
            return ()
        return _some(said_from(passage, comma + 2, cue, "according"))
    end = cue.start - 1
    if text[end - 1] == ",":
        end -= 1
        if comma >= 0 and is_parted(passage, cue.low, end, comma + 2, cue.high):
            return around(passage, cue)
    if before is not None and before.cue >= cue.low:
        return ()
    return (Attribution(start, end, cue.start, "according"),)


def _some(found: Attribution | None) -> tuple[Attribution, ...]:
    return () if found is None else (found,)
