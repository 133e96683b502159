"""Which stretches of a text state something, told by the kinds of its words.

Works on the letters of `word_kinds.KINDS`, one for each word or sign, with a bar before
and behind each sentence; offsets here count these. Everything is found by patterns over
that short string, in passes: who says it is blanked, then the rest is parted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text import clause_patterns as patterns

if TYPE_CHECKING:
    import re

__all__ = ["Clause", "clauses", "saying"]

_FARTHEST = 96
"""Letters that are looked back, or ahead, for a verb or the start of an attribution."""
_SHORTEST = 3
"""Letters of the shortest clause."""
_SUBJECTS = "dCUp#m"
"""Kinds of words that begin the shortest of them."""


_MAYBE_LEFT_OUT = frozenset(",;:.-?!_auS")
"""Kinds that are no part of a clause that begins with them."""
_SAYING = frozenset("AFhrETG")
"""Kinds of verbs of clauses that state nothing but that somebody says something."""
_OPENERS = frozenset("jksVK")
"""Kinds that lead in a subordinate clause."""

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
    for start, end, is_reported in _stretches(kinds):
        if end - start < _SHORTEST:
            continue
        is_asked = may_ask and _is_asked(kinds, end)
        first = first_verb(kinds, start, end)
        if first is None:
            if _has_subject_and_verb(kinds, start, end):
                found.append((start, end, -1, -1, is_reported, is_asked))
            continue
        verb, behind = first.span()
        kind = kinds[verb]
        if kind == "p":
            verb = behind - 1
        elif kind in "AEe" and kinds[behind] in "io":
            # The man accused of theft was …
            first = patterns.VERB_BESIDE().search(kinds, behind, end) or first
            verb, behind = first.span()
        # What an auxiliary leads in is the last letter.
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
    low = max(0, start - _FARTHEST)
    low = max(low, kinds.rfind("|", low, start) + 1, kinds.rfind(" ", low, start) + 1)
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
        low = _attribution_start(kinds, max(done, verb - _FARTHEST), verb)
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


def _stretches(kinds: str) -> list[tuple[int, int, bool]]:
    """What is left between attributions, in parts that may be clauses, in order.

    Each with whether the text says who says it.
    """
    found: list[tuple[int, int, bool]] = []
    splits = [split.span() for split in patterns.SPLIT().finditer(kinds)]
    splits.append((len(kinds), 0))
    number, cut = 0, splits[0][0]
    no_more = patterns.NO_MORE_THAN_RELATIVE().fullmatch
    before_region = patterns.BEFORE_REGION().match
    for region in patterns.REGION().finditer(kinds):
        start, end = region.span()
        is_reported = kinds[start - 1] == " " or kinds[end] == " "
        if kinds[start] in _MAYBE_LEFT_OUT and (before := before_region(kinds, start)):
            start = before.end()
        if (
            is_reported
            and (kinds.find("w", start, end) >= 0 or kinds.find("W", start, end) >= 0)
            and no_more(kinds, start, end)
        ):
            continue
        inside = []
        while cut < end:
            if cut >= start:
                inside.append(splits[number])
            number += 1
            cut = splits[number][0]
        head = kinds[start]
        if head == "“":
            head = kinds[start + 1]
        if head in _OPENERS:
            parts = _opened(kinds, start, end, inside, is_reported=is_reported)
        elif inside:
            parts = _parts(kinds, start, end, inside)
        else:
            found.append((start, end, is_reported))
            continue
        found += [(low, high, is_reported) for low, high in parts]
    return found


def _opened(
    kinds: str,
    start: int,
    end: int,
    splits: list[tuple[int, int]],
    *,
    is_reported: bool,
) -> list[tuple[int, int]]:
    """The parts of a stretch with an opener, which may be a clause itself."""
    search = start
    is_marked = kinds[start] == "“"
    first = kinds[start + is_marked]
    subordinate: list[tuple[int, int]] = []
    if first in "jk":
        comma = kinds.find(",", start, end)
        if comma >= 0 and not _has_verb(kinds, comma, end):
            return []
        # After the storm the dam was safe; when he came he saw.
        if (
            comma < 0
            and first == "k"
            and not patterns.OPENED().match(kinds, start, end)
        ):
            return []
        search = end if comma < 0 else comma + 1
    else:
        clause = patterns.SUBORDINATE().match(kinds, start, end)
        if clause:
            subordinate.append((start + 1 + is_marked, clause.end() - 1))
            start = search = clause.end()
        elif is_reported:
            start = search = start + 1
    return subordinate + _parts(
        kinds, start, end, [split for split in splits if split[0] >= search]
    )


def _parts(
    kinds: str, start: int, end: int, splits: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The parts of a stretch, each with a verb of its own."""
    parts: list[tuple[int, int]] = []
    passed = start
    for cut, right in splits:
        if cut < passed:
            continue
        if kinds[cut:right] == "-":
            other = kinds.find("-", right, end)
            if other >= 0:
                # A pair of dashes is passed over with what it encloses.
                passed = other + 1
                continue
            if not _has_verb(kinds, right, end):
                if patterns.ANY_VERB().search(kinds, max(start, cut - _FARTHEST), cut):
                    end = cut
                break
            if not patterns.NEW_CLAUSE().match(kinds, right, end):
                continue
        if _is_parted(kinds, start, cut, right, end):
            parts.append((start, cut))
            start = right
    parts.append((start, end))
    return parts


def _has_verb(kinds: str, start: int, end: int) -> bool:
    end = min(end, start + _FARTHEST)
    # The first is what it mostly is, and takes a tenth of the time.
    return bool(
        patterns.SURELY_FINITE().search(kinds, start, end)
        or patterns.FINITE().search(kinds, start, end)
    )


def _is_parted(kinds: str, start: int, cut: int, right: int, end: int) -> bool:
    """Whether what stands before `cut` and behind `right` are clauses of their own."""
    if end - right < _SHORTEST:
        return False
    mark, following = kinds[cut:right], kinds[right]
    is_same_subject = (
        following in "XxvezAEf" and mark[-1:] != "t" and mark not in (",", ";", "")
    )
    low = max(start, cut - _FARTHEST)
    verb = patterns.ANY_VERB if mark[:1] in (",", ";", "-", "") else patterns.FINITE
    finite = verb().search(kinds, low, cut)
    if finite is None:
        return False
    if not is_same_subject:
        if not _has_verb(kinds, right, end):
            return False
        if mark != "a" or following in "pc":
            return True
    # Not within a relative clause, and not one participle beside another.
    if patterns.RELATIVE().search(kinds, finite.end(), cut):
        return False
    return not (
        is_same_subject
        and following in "eEAf"
        and mark[0] != ","
        and patterns.PARTICIPLES().search(kinds, low, cut)
    )


def _is_asked(kinds: str, end: int) -> bool:
    last = kinds[end - 1]
    return last == "?" or (last == "”" and kinds[end - 2] == "?")


def _has_subject_and_verb(kinds: str, start: int, end: int) -> bool:
    """Whether a stretch without a finite verb may be a clause after all.

    “In a report published in May” is none.
    """
    may_be_subject = kinds[start] in _SUBJECTS or (
        end - start > _SHORTEST and kinds[start] not in "io"
    )
    return may_be_subject and patterns.ANY_VERB().search(kinds, start, end) is not None


def _says_more(kinds: str, start: int, verb: int, main: int, end: int) -> bool:
    """Whether a clause states more than that somebody says something."""
    if kinds[main] == "E" and patterns.COUNTED().match(kinds, main + 1, end):
        return True
    # A dam that they had called safe burst.
    return patterns.RELATIVE().search(kinds, start, verb) is not None
