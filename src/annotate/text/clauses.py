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
    from collections.abc import Iterator

__all__ = ["Clause", "clauses", "saying"]

_FARTHEST = 96
"""Letters that are looked back, or ahead, for a verb or the start of an attribution."""
_SHORTEST = 3
"""Letters of the shortest clause."""
_SUBJECTS = "dCUp#m"
"""Kinds of words that begin the shortest of them."""


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
    splits = patterns.SPLIT().finditer(kinds)
    split = next(splits, None)
    no_more = patterns.NO_MORE_THAN_RELATIVE().fullmatch
    for region in patterns.REGION().finditer(kinds):
        start, end = region.span(1)
        inside: list[tuple[int, int]] = []
        while split is not None and split.start() < end:
            if split.start() >= start:
                inside.append(split.span())
            split = next(splits, None)
        is_reported = kinds[region.start() - 1] == " " or kinds[end] == " "
        if is_reported and no_more(kinds, start, end):
            continue
        if inside or kinds[start] in "“jksVK":
            for low, high in _opened(
                kinds, start, end, inside, is_reported=is_reported
            ):
                _add(kinds, low, high, is_reported, found)
        else:
            _add(kinds, start, end, is_reported, found)
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
    if not is_inside and not patterns.ANY_VERB().search(kinds, low, start):
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
        low = max(kinds.rfind("|", 0, verb + 1) + 1, done)
        low = _attribution_start(kinds, low, verb)
        parts += kinds[done:low], " " * (content - low)
        done = content
    parts.append(kinds[done:])
    return "".join(parts)


def _attribution_start(kinds: str, start: int, verb: int) -> int:
    """Where the attribution begins whose verb is at `verb`: behind what goes before."""
    kind = kinds[verb]
    if kind in ",Q" or (kind == "R" and kinds[verb - 1] in "NCUmbz"):
        return verb
    start = max(start, verb - _FARTHEST)
    boundary = patterns.BOUNDARY().match(kinds, start, verb)
    if boundary is None:
        return start
    low = boundary.end() - 1
    if low > start and kinds[low - 1] == ",":
        low -= 1
    relative = kinds.rfind("w", low, verb)
    if relative > low and patterns.FINITE().search(kinds, low, relative):
        # … beside ten people who said …
        return relative - (kinds[relative - 1] == ",")
    return low


def _opened(
    kinds: str,
    start: int,
    end: int,
    splits: list[tuple[int, int]],
    *,
    is_reported: bool,
) -> Iterator[tuple[int, int]]:
    """The parts of a stretch, whose opener may be a clause itself."""
    search = start
    first = kinds[start + (kinds[start] == "“")]
    if first in "jk":
        comma = kinds.find(",", start, end)
        if comma >= 0 and not _has_verb(kinds, comma, end):
            return
        # After the storm the dam was safe; when he came he saw.
        if (
            comma < 0
            and first == "k"
            and not patterns.OPENED().match(kinds, start, end)
        ):
            return
        search = end if comma < 0 else comma + 1
    elif first in "sVK":
        subordinate = patterns.SUBORDINATE().match(kinds, start, end)
        if subordinate:
            yield start + 1 + (kinds[start] == "“"), subordinate.end() - 1
            start = search = subordinate.end()
        elif is_reported:
            start = search = start + 1
    yield from _parts(
        kinds, start, end, [split for split in splits if split[0] >= search]
    )


def _parts(
    kinds: str, start: int, end: int, splits: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The parts of a stretch, each with a verb of its own."""
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
            yield start, cut
            start = right
    yield start, end


def _has_verb(kinds: str, start: int, end: int) -> bool:
    return (
        patterns.FINITE().search(kinds, start, min(end, start + _FARTHEST)) is not None
    )


def _is_parted(kinds: str, start: int, cut: int, right: int, end: int) -> bool:
    """Whether what stands before `cut` and behind `right` are clauses of their own."""
    mark = kinds[cut:right]
    verb = patterns.ANY_VERB if mark[:1] in (",", ";", "-", "") else patterns.FINITE
    finite = verb().search(kinds, max(start, cut - _FARTHEST), cut)
    if finite is None or end - right < _SHORTEST:
        return False
    following = kinds[right]
    is_same_subject = (
        following in "XxvezAEf" and mark[-1:] != "t" and mark not in (",", ";", "")
    )
    if not is_same_subject and not _has_verb(kinds, right, end):
        return False
    if not is_same_subject and (mark != "a" or following in "pc"):
        return True
    # Not within a relative clause, and not one participle beside another.
    if patterns.RELATIVE().search(kinds, finite.end(), cut):
        return False
    return not (
        is_same_subject
        and following in "eEAf"
        and mark[0] != ","
        and patterns.PARTICIPLES().search(kinds, max(start, cut - _FARTHEST), cut)
    )


def _add(
    kinds: str,
    start: int,
    end: int,
    is_reported: bool,
    found: list[Clause],
) -> None:
    """Add the clause, where it states something."""
    if end - start < _SHORTEST:
        return
    last = kinds[end - 1]
    is_asked = last == "?" or (last == "”" and kinds[end - 2] == "?")
    first = patterns.FIRST_VERB().search(kinds, start, end)
    if first is None:
        # “In a report published in May” states nothing.
        if (
            kinds[start] in _SUBJECTS
            or (end - start > _SHORTEST and kinds[start] not in "io")
        ) and patterns.ANY_VERB().search(kinds, start, end):
            found.append((start, end, -1, -1, is_reported, is_asked))
        return
    verb = first.start()
    if kinds[verb] in "AEe" and kinds[first.end()] in "io":
        # The man accused of theft was …
        first = patterns.VERB_BESIDE().search(kinds, first.end(), end) or first
        verb = first.start()
    main = verb
    group = first.lastgroup
    if group == "more":
        main = first.start("more")
    elif group == "pro":
        verb = main = first.start("pro")
    kind = kinds[main]
    if kind in "AFhrETG" and (group != "more" or kind == "G" or kinds[verb] == "x"):
        is_counted = kind == "E" and patterns.COUNTED().match(kinds, main + 1, end)
        # A dam that they had called safe burst.
        is_beside = patterns.RELATIVE().search(kinds, start, verb)
        if not (is_counted or is_beside):
            return
    found.append((start, end, verb, main, is_reported, is_asked))
