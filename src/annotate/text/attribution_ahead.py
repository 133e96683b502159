"""What is said ahead of its cue: “…, officials said”, “…,” said Kim, a clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words

if TYPE_CHECKING:
    from annotate.text.attribution_cues import Attribution, Cue, Passage

__all__ = [
    "around",
    "before_comma",
    "behind_mark",
    "first_offset",
    "is_parted",
    "said_ahead",
]

MOST_SPEAKER_WORDS = 12
_MOST_NAME_WORDS = 6
_FEWEST_SAID = 3
_MOST_SUBJECT_WORDS = 9
_LONGEST_TAIL = 200
"""Code points between a closing mark and its cue."""
_LONGEST_OPENING = 90
"""Code points of a dateline or connective."""


def first_offset(passage: Passage, low: int) -> int:
    """Where what a sentence says begins, behind dateline and connective."""
    for pattern in (patterns.dateline(), patterns.connective()):
        match = pattern.match(passage.text, low, low + _LONGEST_OPENING)
        low = match.end() if match else low
    return low


def behind_mark(passage: Passage, cue: Cue) -> int | None:
    """The end of the quotation that the cue follows; None without one, 0 if far off.

    A quotation ends in the sentence before the cue.
    """
    last = cue.last
    tail = passage.text[last : cue.start]
    inner = passage.text[last - 2]
    is_stopped = inner in ",?!…—" or tail[:1] == ","
    if is_stopped or ((inner in "-.;" or not tail.strip()) and tail.find(", ", 1) < 0):
        return last if len(tail) < _LONGEST_TAIL else 0
    return None


def before_comma(passage: Passage, cue: Cue) -> int | None:
    """The comma where what is said ends before its speaker; None where none seems to.

    What is said has three words or more, and the speaker is no clause.
    """
    text, low = passage.text, cue.low
    comma = text.rfind(", ", low, cue.start)
    if comma < 0:
        return None
    comma = _before_name(text, low, comma, cue.start)
    speaker = text[comma + 2 : cue.start]
    if speaker.split(" ", 1)[0].lower() in words.NO_SPEAKER:
        return None
    if len(speaker) >= 2 * MOST_SPEAKER_WORDS:
        longest = MOST_SPEAKER_WORDS * (2 if "," in speaker else 1)
        if len(speaker.split()) > longest:
            return None
    said = text[low:comma]
    if len(said.split(None, 2)) < _FEWEST_SAID:
        return None
    if patterns.opening().match(said) and not patterns.finite().search(said):
        return None
    return comma


def _before_name(text: str, low: int, comma: int, cue: int) -> int:
    """The comma in front of the speaker, whose name a description may follow."""
    described = comma
    if comma + 2 == cue:
        # …, Kim Lee, a clerk, said
        described = text.rfind(", ", low, comma)
        if described < 0:
            return comma
    if not patterns.apposition().match(text, described + 2, cue):
        return comma
    before = text.rfind(", ", low, described)
    if before < 0:
        return comma
    name = text[before + 2 : described]
    is_name = name[:1].isupper() and len(name.split()) <= _MOST_NAME_WORDS
    return before if is_name else comma


def is_parted(passage: Passage, low: int, comma: int, behind: int, high: int) -> bool:
    """Whether an attribution between commas parts a subject and its predicate.

    `comma` is where the first part ends, `behind` where the second begins.
    """
    left = passage.text[low:comma]
    return (
        len(left.split()) <= _MOST_SUBJECT_WORDS
        and not patterns.finite().search(left)
        and not patterns.goes_on().match(passage.text, behind, high)
    )


def around(passage: Passage, cue: Cue) -> tuple[Attribution, ...]:
    """The two parts of what is said around a cue between commas."""
    text, start = passage.text, first_offset(passage, cue.low)
    comma = text.rfind(", ", start, cue.start)
    behind = text.find(", ", cue.end) + 2
    parts = ((start, comma), (behind, cue.high))
    return tuple((*part, cue.start, "around") for part in parts)


def said_ahead(
    passage: Passage, cue: Cue, end: int, before: Attribution | None
) -> tuple[Attribution, ...]:
    """What is said from the start of the sentence or quotation to `end`.

    Args:
        passage: the text.
        cue: which attributes it.
        end: the boundary.
        before: the attribution found last; where it is in this stretch, the cue only
            says where the news of it comes from, and nothing is attributed anew.
    """
    quoted = passage.start_of_quotation(end) if cue.last > cue.low else None
    if quoted is not None and quoted <= cue.low + 1:
        start = quoted
    else:
        start = first_offset(passage, cue.low)
        if quoted is not None and (
            quoted <= start or passage.text.endswith((":", ": "), start, quoted)
        ):
            start = quoted
    if (
        before is not None
        and before[0] >= start
        and before[3] in ("before", "according")
        and (quoted is None or before[2] < quoted)
    ):
        return ()
    return ((start, end, cue.start, "after"),)
