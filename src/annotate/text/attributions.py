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
    before_comma,
    behind_mark,
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
from annotate.text.attribution_signs import AS, IN_COMMA, IN_MARK_AND_COMMA

if TYPE_CHECKING:
    from annotate.text.attribution_cues import Cue

__all__ = ["LONGEST_SENTENCE", "Attribution", "attributions"]

_VERBS = ("say", "that", "after")
_MOST_OPENING_WORDS = 3
_LONGEST_ASIDE = 50
"""Code points before a cue in which “as” makes it an aside."""
_SHORTEST = 2
"""Code points of what nobody says alone."""


@lru_cache(maxsize=2)
def attributions(text: str) -> tuple[Attribution, ...]:
    """What is said in a text, by cue. Stretches may hold others and cross them."""
    passage, found = Passage(text), list[Attribution]()
    before: Attribution | None = None
    for place in passage.places():
        letter = place.start()
        plain = passage.plain(letter, place.start(1)) if place.lastindex else None
        if plain is not None:
            found.append(plain)
            before = plain
            continue
        for cue in passage.cues(letter):
            for made in _of_cue(passage, cue, before):
                if made[1] - made[0] > _SHORTEST:
                    found.append(made)
                    before = made
    return tuple(found)


def _of_cue(
    passage: Passage, cue: Cue, before: Attribution | None
) -> tuple[Attribution, ...]:
    kind = cue.kind
    if kind in _VERBS:
        return _of_verb(passage, cue, before)
    if kind == "according":
        return _according(passage, cue, before)
    if kind == "while":
        return _some(said_behind(passage, cue, "while"))
    said = told_by_noun if kind == "noun" else accused_of
    return _some(said(passage, cue))


def _of_verb(
    passage: Passage, cue: Cue, before: Attribution | None
) -> tuple[Attribution, ...]:
    signs, letter = passage.signs, cue.letter
    end = behind_mark(passage, cue) if cue.last > cue.low else None
    if end is not None:
        return _bounded(passage, cue, end, before)
    if (
        not cue.is_plain
        or signs[letter - 1] in IN_COMMA
        or signs[letter + 1] in IN_COMMA
        or signs.find(IN_MARK_AND_COMMA, cue.begin, letter) >= 0
    ):
        return _bounded(passage, cue, before_comma(passage, cue) or 0, before)
    # Whether something is said ahead matters only where nothing is behind.
    if cue.kind == "after" or _is_aside(passage, cue):
        return ()
    return _of_plain_verb(passage, cue, None, before)


def _bounded(
    passage: Passage, cue: Cue, end: int, before: Attribution | None
) -> tuple[Attribution, ...]:
    """What is said where something is that ends ahead of the cue, 0 for nothing."""
    text = passage.text
    if end and text[end - 1] in words.CLOSING:
        if text[end : cue.start] == ", " and text[end - 2] not in ",?!.…":
            return _inverted(passage, cue, end, before)
        return said_ahead(passage, cue, end, before)
    if cue.kind == "after":
        return ()
    if end and not text[end + 1 : cue.start].strip():
        return _inverted(passage, cue, end, before)
    if not end and cue.kind == "say" and text.startswith(", ", cue.end):
        opened = _behind_opening(passage, cue)
        if opened:
            return opened
    if _is_aside(passage, cue):
        return ()
    return _of_plain_verb(passage, cue, end, before)


def _is_aside(passage: Passage, cue: Cue) -> bool:
    """Whether the attribution is one: “but as the mayor said, …”."""
    if cue.is_plain and passage.signs.find(AS, cue.begin, cue.letter) < 0:
        return False
    behind = passage.text[max(cue.low, cue.start - _LONGEST_ASIDE) : cue.start]
    if " as " not in behind and not behind.startswith(("As ", "as ")):
        return False
    return patterns.aside().match(behind) is not None


def _of_plain_verb(
    passage: Passage, cue: Cue, end: int | None, before: Attribution | None
) -> tuple[Attribution, ...]:
    """What is said behind the verb, else around it or ahead, up to `end`.

    That is the comma before it, 0 where nothing is ahead, None if it is not known yet.
    """
    behind = None if passage.is_first(cue) else said_behind(passage, cue, "before")
    if behind is not None:
        return (behind,)
    if cue.kind == "that":
        return ()
    if end is None:
        end = before_comma(passage, cue)
    if not end:
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
        start = behind[0]
        stop = text.find(", ", start, cue.high)
        stop = cue.high if stop < 0 else stop
        if text.startswith(" that ", start - 6) or patterns.finite().search(
            text, start, stop
        ):
            return (behind,)
    is_marked = text[comma - 1] in words.CLOSING
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
    text, follower = passage.text, passage.follower(cue)
    return (
        not follower
        or follower.endswith("none")
        or text.startswith(("told", "tells"), cue.start)
        or patterns.day().match(text, cue.end + 1, cue.high) is not None
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
    if before is not None and before[2] >= cue.low:
        return ()
    return ((start, end, cue.start, "according"),)


def _some(found: Attribution | None) -> tuple[Attribution, ...]:
    return () if found is None else (found,)
