"""Where the letters that are left between attributions part into stretches.

Each may be a clause: those that a connective or a sign joins are parted where both have
a verb of their own.
"""

from __future__ import annotations

from annotate.text import clause_patterns as patterns

__all__ = ["FARTHEST", "SHORTEST", "stretches"]

FARTHEST = 96
"""Letters that are looked back, or ahead, for a verb or the start of an attribution."""
SHORTEST = 3
"""Letters of the shortest clause."""
_MAYBE_BEFORE = frozenset(",;:.-?!_auS«")
"""Kinds that stand before the first word of a clause."""
_OPENERS = frozenset("jksVK")
"""Kinds that lead in a subordinate clause."""
_MAYBE_SECOND_VERB = frozenset("XxvezAEf")
"""Kinds of verbs that may share the subject of the one before."""


def stretches(kinds: str) -> list[tuple[int, int, bool]]:
    """What is left between attributions, in parts that may be clauses, in order.

    Each with whether the text says who says it.
    """
    found: list[tuple[int, int, bool]] = []
    splits = [split.span() for split in patterns.SPLIT().finditer(kinds)]
    splits.append((len(kinds), 0))
    number, cut = 0, splits[0][0]
    end = 0
    for region in kinds.replace("|", " ").split():
        # To cut and look for each takes half the time of a pattern's matches.
        start = kinds.find(region, end)
        end = start + len(region)
        if end - start < SHORTEST:
            continue
        is_reported = kinds[start - 1] == " " or kinds[end] == " "
        head = kinds[start]
        if head in _MAYBE_BEFORE:
            start, head = _start(kinds, start)
        if is_reported and _is_subject(kinds, start, end):
            continue
        passed = number
        while cut < end:
            number += 1
            cut = splits[number][0]
        if head in _OPENERS:
            parts = _opened(
                kinds, start, end, splits[passed:number], is_reported=is_reported
            )
        elif passed < number:
            parts = _parts(kinds, start, end, splits[passed:number])
        else:
            found.append((start, end, is_reported))
            continue
        found += [
            (low, high, is_reported) for low, high in parts if high - low >= SHORTEST
        ]
    return found


def _start(kinds: str, start: int) -> tuple[int, str]:
    """Where a stretch begins without signs and a connective, and its first word."""
    before = patterns.BEFORE_REGION().match(kinds, start)
    if before is not None:
        start = before.end()
    return start, kinds[start + 1 if kinds[start] == "«" else start]


def _is_subject(kinds: str, start: int, end: int) -> bool:
    """Whether a stretch is no more than a subject with a relative clause."""
    return (
        kinds.find("w", start, end) >= 0 or kinds.find("W", start, end) >= 0
    ) and patterns.NO_MORE_THAN_RELATIVE().fullmatch(kinds, start, end) is not None


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
    is_marked = kinds[start] == "«"
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
    """The parts of a stretch, each with a verb of its own.

    Splits before it are passed over.
    """
    parts: list[tuple[int, int]] = []
    passed = start
    for cut, right in splits:
        if cut < passed:
            continue
        if kinds[cut] == "-" and right == cut + 1:
            other = kinds.find("-", right, end)
            if other >= 0:
                # A pair of dashes is passed over with what it encloses.
                passed = other + 1
                continue
            if not _has_verb(kinds, right, end):
                if patterns.ANY_VERB().search(kinds, max(start, cut - FARTHEST), cut):
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
    end = min(end, start + FARTHEST)
    # The first is what it mostly is, and takes a tenth of the time.
    return bool(
        patterns.SURELY_FINITE().search(kinds, start, end)
        or patterns.FINITE().search(kinds, start, end)
    )


def _is_parted(kinds: str, start: int, cut: int, right: int, end: int) -> bool:
    """Whether what stands before `cut` and behind `right` are clauses of their own."""
    if end - right < SHORTEST:
        return False
    first, following = kinds[cut], kinds[right]
    low = start if cut < start + FARTHEST else cut - FARTHEST
    verb = patterns.ANY_VERB if first in ",;-" else patterns.FINITE
    finite = verb().search(kinds, low, cut)
    if finite is None:
        return False
    is_alone = right == cut + 1
    is_same_subject = (
        following in _MAYBE_SECOND_VERB
        and kinds[right - 1] != "t"
        and not (is_alone and first in ",;")
    )
    if not is_same_subject:
        if not _has_verb(kinds, right, end):
            return False
        if not (is_alone and first == "a") or following in "pc":
            return True
    # Not within a relative clause, and not one participle beside another.
    if patterns.RELATIVE().search(kinds, finite.end(), cut):
        return False
    return not (
        is_same_subject
        and following in "eEAf"
        and first != ","
        and patterns.PARTICIPLES().search(kinds, low, cut)
    )
