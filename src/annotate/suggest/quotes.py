"""Quotes: what somebody is reported to have said, in marks, without, or half so."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from annotate.text.attributions import Attribution, attributions
from annotate.text.listed import listed
from annotate.text.patterns import compiled_later
from annotate.text.quotations import quotations
from annotate.text.trimming import snap, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.model import Span
    from annotate.suggest.proposal import Found

__all__ = ["SCORES", "found"]

SCORES: Final = {
    "quote-direct": 0.9,
    "quote-mixed": 0.75,
    "quote-indirect": 0.7,
    "quote-unattributed": 0.8,
    "quote-fragment": 0.5,
}


def found(text: str) -> Iterator[Found]:
    """The quotes of a text; each stretch once."""
    marked = [span for span in quotations(text) if len(span) > 2]
    starts = [span.start for span in marked]
    known: set[tuple[int, int]] = set()
    for said in attributions(text):
        edges = _edges(text, said)
        if edges is None or edges in known:
            continue
        known.add(edges)
        start, end = edges
        rule, place = "quote-indirect", bisect_left(starts, start)
        while place < len(marked) and starts[place] < end:
            if marked[place].end <= end:
                is_all = starts[place] == start and marked[place].end == end
                rule = "quote-direct" if is_all else "quote-mixed"
                break
            place += 1
        yield start, end, rule
    reached = 0
    waiting = deque(sorted(known))
    for one in marked:
        while waiting and waiting[0][0] <= one.start:
            reached = max(reached, waiting.popleft()[1])
        if one.end > reached:
            rule = _rule_of_marked(text, one)
            if rule:
                reached = one.end
                yield one.start, one.end, rule


def _edges(text: str, said: Attribution) -> tuple[int, int] | None:
    """Start and end of the stretch trimmed, without a comma or dash at its end."""
    start, end = said.start, said.end
    while end > start and text[end - 1] in " ,;:–—-\n":
        end -= 1
    if end - start < 2:
        return None
    last = text[end - 1]
    if (
        last == "."
        and text[end - 5 : end - 1].isalpha()
        and text[end - 5 : end - 1].islower()
    ):
        # No abbreviation, so that trimming would say the same.
        end -= 1
        last = text[end - 1]
    if (
        text[start] in _PLAIN_EDGES
        and last in _PLAIN_EDGES
        and (end == len(text) or text[end] in _PLAIN_BEHIND)
    ):
        return start, end
    span = trim(text, snap(text, start, end))
    return None if span is None else (span.start, span.end)


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


def _rule_of_marked(text: str, span: Span) -> str:
    """The rule that makes a quote of a stretch in marks; empty for a scare quote."""
    inner = text[span.start + 1 : span.end - 1]
    words = inner.split()
    line = text.rfind("\n", max(0, span.start - 160), span.start) + 1
    behind = text[max(line, span.start - 160) : span.start]
    if not words or words[0] == "so-called" or _NO_SPEECH().search(behind):
        return ""
    if _GOING_ON().search(behind):
        return "quote-direct"
    is_closed = inner[-1] in ".,?!…"
    is_sentence = _FINITE().search(inner) is not None
    if _is_title(words) and not (is_sentence and len(words) > 7):
        return ""
    if len(words) > 5 and (is_sentence or is_closed):
        return "quote-unattributed"
    if inner[0].isupper() and is_closed and (is_sentence or len(words) > 2):
        return "quote-unattributed"
    stop = max(behind.rfind(". "), behind.rfind("? "), 0)
    if len(words) > (2 if is_closed else 3) or _CALLED().search(behind, stop):
        return "quote-fragment"
    return ""


def _is_title(words: list[str]) -> bool:
    """Whether all longer words are capitalised, as in the name of a book."""
    long = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
    return len(long) > 1 and all(word[0].isupper() for word in long)
