"""Which stretches of a text state something, told by the kinds of its words.

Works on the letters of `word_kinds.KINDS`, one for each word or sign, with a bar before
and behind each sentence; offsets here count these. Everything is found by patterns over
that short string, in passes: who says it is blanked, the rest is parted, and the first
verb tells what states something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text import clause_patterns as patterns
from annotate.text.clause_stretches import FARTHEST, SHORTEST, stretches

if TYPE_CHECKING:
    import re

__all__ = ["Clause", "clauses", "saying"]

_SUBJECTS = "dCUp#m"
"""Kinds of words that begin the shortest of clauses."""
_PARTICIPLES = frozenset("AEe")
"""Kinds of verbs that may be participles where a preposition follows."""
_SAYING = frozenset("AFhrETG")
"""Kinds of verbs of clauses that state nothing but that somebody says something."""
Clause = tuple[int, int, int, int, bool, bool]
"""A stretch of letters that states something, as a bare tuple since there are many:

- start and end
- where its finite verb stands; -1 where that is not sure
- where the verb stands that an auxiliary leads in; else the same
- whether the text says who says it
- whether it is a question
"""


def clauses(kinds: str) -> list[Clause]:
    """The finite clauses of the sentences between bars, in order.

    Who says them and connectives are left out, and so are questions and what states
    nothing but that somebody said, asked or denied something.
    """
    kinds = _without_attributions(kinds)
    found: list[Clause] = []
    first_verb = patterns.FIRST_VERB().search
    may_ask = "?" in kinds
    for start, end, is_reported in stretches(kinds):
        is_asked = may_ask and _is_asked(kinds, end)
        first = first_verb(kinds, start, end)
        if first is None:
            if _has_subject_and_verb(kinds, start, end):
                found.append((start, end, -1, -1, is_reported, is_asked))
            continue
        verb, behind = first.span()
        # What an auxiliary leads in is the last letter.
        main = behind - 1
        kind = kinds[verb]
        if kind == "p":
            verb = main
        elif kind in _PARTICIPLES and kinds[behind] in "io":
            # The man accused of theft was …
            first = patterns.VERB_BESIDE().search(kinds, behind, end) or first
            verb, behind = first.span()
            main = behind - 1
        if (
            kinds[main] in _SAYING
            and (main == verb or kinds[main] == "G" or kinds[verb] == "x")
            and not _says_more(kinds, start, verb, main, end)
        ):
            continue
        found.append((start, end, verb, main, is_reported, is_asked))
    return found


def saying(kinds: str) -> list[int]:
    """Where the words stand that say who says something, in order.

    Of “according to” the first word counts.
    """
    found = {match.start() for match in patterns.SAYS().finditer(kinds)}
    for lead in patterns.LEAD().finditer(kinds):
        place = lead.start() + (kinds[lead.start()] == ",")
        if kinds[place] not in "XyF":
            found.add(place)
    left = _without_leads(kinds)
    for match in patterns.ATTRIBUTION().finditer(left):
        if _blank_behind(match) == match.group():
            continue
        start, end = match.span()
        according = left.find("Q", start, end)
        verb = patterns.VERB_OF_SAYING().search(
            left, start + 1, end if according < 0 else according
        )
        if verb is not None:
            found.add(verb.start())
    return sorted(found)


def _without_attributions(kinds: str) -> str:
    """The letters with blanks for questions, datelines, and who says something."""
    if "?" in kinds:
        kinds = patterns.QUESTION().sub(_blank, kinds)
    kinds = patterns.DATELINE().sub(_blank, kinds)
    kinds = _without_leads(kinds)
    kinds = patterns.SAID_IN_PASSING().sub(_blank_behind, kinds)
    return patterns.ATTRIBUTION().sub(_blank_behind, kinds)


def _blank(match: re.Match[str]) -> str:
    """Blanks behind the bar that the match begins with."""
    return "|" + " " * (match.end() - match.start() - 1)


def _blank_behind(match: re.Match[str]) -> str:
    """Blanks for what comes behind a statement; where none is, it stays."""
    kinds, (start, end) = match.string, match.span()
    low = max(0, start - FARTHEST)
    low = kinds.rfind("|", low, start) + 1 or low
    low = kinds.rfind(" ", low, start) + 1 or low
    is_inside = match.lastgroup == "middle" and kinds[end] in "Xxv"
    if not is_inside and not (
        patterns.SURELY_FINITE().search(kinds, low, start)
        or patterns.ANY_VERB().search(kinds, low, start)
    ):
        return match.group()
    if match.lastgroup == "quoted":
        # The marks stay, since they may belong to what is said.
        return kinds[start : start + 2] + " " * (end - start - 2)
    return " " * (end - start)


def _without_leads(kinds: str) -> str:
    """The letters with blanks for attributions before what they lead in."""
    parts: list[str] = []
    done = 0
    for lead in patterns.LEAD().finditer(kinds):
        verb, content = lead.span()
        low = _attribution_start(kinds, max(done, verb - FARTHEST), verb)
        parts += kinds[done:low], " " * (content - low)
        done = content
    parts.append(kinds[done:])
    return "".join(parts)


def _attribution_start(kinds: str, start: int, verb: int) -> int:
    """Where the attribution begins whose verb is at `verb`: behind what goes before."""
    kind = kinds[verb]
    if kind in ",Q" or (kind == "R" and kinds[verb - 1] in "NCUmbz"):
        return verb
    boundary = patterns.BOUNDARY().match(kinds, start, verb)
    if boundary is None:
        return start
    low = boundary.end() - 1
    if kinds[low] == "|":
        return low + 1
    if low > start and kinds[low - 1] == ",":
        low -= 1
    relative = kinds.rfind("w", low, verb)
    if relative > low and patterns.FINITE().search(kinds, low, relative):
        # … beside ten people who said …
        return relative - (kinds[relative - 1] == ",")
    return low


def _is_asked(kinds: str, end: int) -> bool:
    last = kinds[end - 1]
    return last == "?" or (last == "»" and kinds[end - 2] == "?")


def _has_subject_and_verb(kinds: str, start: int, end: int) -> bool:
    """Whether a stretch without a finite verb may be a clause after all.

    “In a report published in May” is none.
    """
    may_be_subject = kinds[start] in _SUBJECTS or (
        end - start > SHORTEST and kinds[start] not in "io"
    )
    return may_be_subject and patterns.ANY_VERB().search(kinds, start, end) is not None


def _says_more(kinds: str, start: int, verb: int, main: int, end: int) -> bool:
    """Whether a clause states more than that somebody says something."""
    if kinds[main] == "E" and patterns.COUNTED().match(kinds, main + 1, end):
        return True
    # A dam that they had called safe burst.
    return patterns.RELATIVE().search(kinds, start, verb) is not None
