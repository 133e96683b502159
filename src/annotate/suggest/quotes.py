"""Quotes: what somebody is reported to have said, in marks, without, or half so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from annotate.text.all_quotations import all_quotations
from annotate.text.attributions import attributions
from annotate.text.listed import listed
from annotate.text.patterns import compiled_later
from annotate.text.trimming import ABBREVIATIONS, snap, trim

if TYPE_CHECKING:
    from annotate.suggest.proposal import Found

__all__ = ["SCORES", "found"]

SCORES: Final = {
    "quote-direct": 0.9,
    "quote-mixed": 0.75,
    "quote-indirect": 0.7,
    "quote-unattributed": 0.8,
    "quote-fragment": 0.5,
}


def found(text: str) -> list[Found]:
    """The quotes of a text; each stretch once."""
    marked = [edges for edges in all_quotations(text) if edges[1] - edges[0] > _MARKS]
    attributed = _attributed(text, marked)
    return attributed + _unattributed(text, marked, attributed)


def _attributed(text: str, marked: list[tuple[int, int]]) -> list[Found]:
    """The quotes of which the text says who says them."""
    quotes: list[Found] = []
    known: set[tuple[int, int]] = set()
    starts = [start for start, _ in marked]
    for begin, behind, _, _ in attributions(text):
        edges = _edges(text, begin, behind)
        if edges is None or edges in known:
            continue
        known.add(edges)
        start, end = edges
        rule, place = "quote-indirect", bisect_left(starts, start)
        while place < len(starts) and starts[place] < end:
            if marked[place][1] <= end:
                is_all = marked[place] == edges
                rule = "quote-direct" if is_all else "quote-mixed"
                break
            place += 1
        quotes.append((start, end, rule))
    return quotes


def _unattributed(
    text: str, marked: list[tuple[int, int]], attributed: list[Found]
) -> list[Found]:
    """The other stretches in marks that are quotes, outside of those."""
    quotes: list[Found] = []
    stretches = sorted(attributed)
    starts = [start for start, _, _ in stretches]
    # How far those reach that begin so far.
    reaches = [0, *accumulate((end for _, end, _ in stretches), max)]
    reached = 0
    for start, end in marked:
        if end > reached and end > reaches[bisect_right(starts, start)]:
            rule = _rule_of_marked(text, start, end)
            if rule:
                reached = end
                quotes.append((start, end, rule))
    return quotes


def _edges(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of the stretch trimmed, without a comma or dash at its end."""
    while end > start and text[end - 1] in " ,;:–—-\n":
        end -= 1
    if end - start < _MARKS:
        return None
    if text[end - 1] == "." and _is_word(text, start, end - 1):
        # No abbreviation, so that trimming would say the same.
        end -= 1
    if (
        text[end - 1] in _PLAIN_EDGES
        and text[start] in _PLAIN_EDGES
        and (end == len(text) or text[end] in _PLAIN_BEHIND)
    ):
        return start, end
    span = trim(text, snap(text, start, end))
    return None if span is None else (span.start, span.end)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether the last word before a point is surely no abbreviation."""
    last = text[end - 4 : end]
    if last.isalpha() and last.islower():
        return True
    last = text[max(start, text.rfind(" ", start, end) + 1) : end]
    return last.isalnum() and last not in ABBREVIATIONS


_MARKS = 2
"""Code points of two marks with nothing between."""
_PLAIN_EDGES = frozenset(ascii_letters + digits + "“”‘’\"'$£€%()!?")
_PLAIN_BEHIND = frozenset(ascii_letters + digits + " .,;:\n“”‘’\"'()!?—–-")
"""Characters beside which grapheme clusters surely end."""


_CALLED = compiled_later(
    r"\b(?:call(?:s|ed|ing)?|describ(?:e|es|ed|ing)|label(?:s|l?ed|l?ing)?|brand(?:s"
    r"|ed|ing)?"
    r"|slam(?:s|med|ming)?|denounc(?:e|es|ed|ing)|condemn(?:s|ed|ing)?|hail(?:s|ed"
    r"|ing)?"
    r"|prais(?:e|es|ed|ing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|warn(?:s|ed|ing)?"
    r"|sp(?:eaks?|oke|eaking) of|said|says|saying|urg(?:e|es|ed|ing)|accus(?:e|es|ed"
    r"|ing)"
    r"|blam(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|blast(?:s|ed"
    r"|ing)?"
    r"|express(?:es|ed|ing)?|cit(?:e|es|ed|ing)|demand(?:s|ed|ing)?|declar(?:e|es|ed"
    r"|ing)"
    r"|insist(?:s|ed|ing)?|claim(?:s|ed|ing)?|threaten(?:s|ed|ing)?|characteriz\w+|told"
    r"|characteris\w+|reject(?:s|ed|ing)?|criticiz\w+|criticis\w+|report(?:s|ed|ing)?"
    r"|order(?:s|ed|ing)?|according to|chant(?:s|ed|ing)?|shout(?:s|ed|ing)?|ask(?:s"
    r"|ed)?"
    r"|wrote|writes|read|reads|add(?:s|ed|ing)|tweet(?:s|ed)?|statement|refer\w* to)\b"
)
_GOING_ON = compiled_later(
    r"[”\"’'],? [^“”\"]{0,60}\b(?:said|says|added|adds|explained|continued|wrote|asked"
    r"|noted"
    r"|insisted|warned|told)\b[^“”\".!?]{0,60}, \Z"
)
"""What stands between the two parts of a quotation that its cue breaks."""
_NO_SPEECH = compiled_later(
    r"(?:\bwhat (?:[^\s“”\"]+ ){1,5}?(?:call|calls|called|termed|terms|describes? as"
    r"|described as|dubbed|considers?|considered|sees? as|say is|says is|said was|says "
    r"was)"
    r"|\bso-called|\bknown as|\bthe (?:words?|terms?|phrase|slogan|motto|name|title"
    r"|song"
    r"|book|film|movie|album|novel|series|show|play|hashtag|label|single|track|drama)"
    r"|\b(?:titled|entitled|headlined|nicknamed|dubbed|named|starring|author of|as in))"
    r",? ?\Z"
)
_FINITE = compiled_later(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|can|do|does"
    r"|did"
    r"|must|I|we|you|they|he|she|it|let|don|am)\b|['’](?:s|re|ve|ll|m|d|t)\b"
)
_SMALL = listed("a an the of in on at to for and or but with by from as is")
_LAST_OF_NO_SPEECH = listed(
    "call calls called termed terms as dubbed consider considers considered is was "
    "word words term phrase slogan motto name title song book film movie album novel "
    "series show play hashtag label single track drama titled entitled headlined "
    "nicknamed named starring of in"
)
"""The last words of what `_NO_SPEECH` finds, those that are letters alone."""
_FARTHEST = 160
"""Code points before a quotation that are looked at."""
_LONGEST_WORD = 16
_LONG_TITLE = 7
_LONG = 5
"""Words of which fewer are a title, or a fragment."""


def _rule_of_marked(text: str, start: int, end: int) -> str:
    """The rule that makes a quote of a stretch in marks; empty for a scare quote."""
    inner = text[start + 1 : end - 1]
    words = inner.split()
    low = max(0, start - _FARTHEST)
    behind = text[max(low, text.rfind("\n", low, start) + 1) : start]
    if not words or words[0] == "so-called" or _is_no_speech(behind):
        return ""
    if behind.endswith(", ") and _GOING_ON().search(behind):
        return "quote-direct"
    is_closed = inner[-1] in ".,?!…"
    if _is_title(words) and not (len(words) > _LONG_TITLE and _FINITE().search(inner)):
        return ""
    if len(words) > _LONG and (is_closed or _FINITE().search(inner)):
        return "quote-unattributed"
    if is_closed and inner[0].isupper() and (len(words) > 2 or _FINITE().search(inner)):
        return "quote-unattributed"
    if len(words) > (2 if is_closed else 3):
        return "quote-fragment"
    stop = max(behind.rfind(". "), behind.rfind("? "), 0)
    return "quote-fragment" if _CALLED().search(behind, stop) else ""


def _is_no_speech(behind: str) -> bool:
    """Whether what stands before the marks makes a title or a term of what is in them.

    The word right before them mostly says no.
    """
    near = behind[-_LONGEST_WORD:].rstrip(" ,")
    word = near[near.rfind(" ") + 1 :]
    if word not in _LAST_OF_NO_SPEECH and (word.isalpha() or not word[-1:].isalpha()):
        return False
    return _NO_SPEECH().search(behind) is not None


def _is_title(words: list[str]) -> bool:
    """Whether all longer words are capitalised, as in the name of a book."""
    long = 0
    for word in words:
        first = word[0]
        if first.isalpha() and word.lower() not in _SMALL:
            if not first.isupper():
                return False
            long += 1
    return long > 1
