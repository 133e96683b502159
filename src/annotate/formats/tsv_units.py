"""The rows of a WebAnno TSV file: tokens, parts of tokens, and the spans on them.

A span is written on each token that it holds, and on a part of a token where it begins
or ends inside one, so that no span moves. White space is in no token: a span cannot
begin or end there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotate.formats.contract import Losses
    from annotate.model import Annotation, Span

__all__ = ["Laid", "Unit", "laid_out", "ordered"]


class Unit(NamedTuple):
    """A row: a token, or a part of one."""

    token: int
    """Number of the token in the text, from 0."""
    start: int
    end: int


class Laid(NamedTuple):
    """An annotation and the rows that it is written on, at least one."""

    row: Annotation
    units: list[Unit]


def laid_out(
    rows: Iterable[Annotation], tokens: Sequence[Span], losses: Losses
) -> list[Laid]:
    """The annotations on their rows; those of white space alone are dropped."""
    starts = [token.start for token in tokens]
    ends = [token.end for token in tokens]
    found = []
    for row in rows:
        span = row.span
        first, behind = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= behind:
            losses.add("spans dropped that are white space alone")
            losses.missing[row.label] += 1
            continue
        units = [
            Unit(at, max(starts[at], span.start), min(ends[at], span.end))
            for at in range(first, behind)
        ]
        if (units[0].start, units[-1].end) != (span.start, span.end):
            losses.add("spans cut back from white space at their edges")
        found.append(Laid(row, units))
    return found


def ordered(tokens: Sequence[Span], laid: Iterable[Laid]) -> list[list[Unit]]:
    """For each token its own row and those of its parts, in order."""
    rows = [[Unit(at, token.start, token.end)] for at, token in enumerate(tokens)]
    parts = {unit for each in laid for unit in (each.units[0], each.units[-1])}
    for unit in sorted(parts):
        token = tokens[unit.token]
        if (unit.start, unit.end) != (token.start, token.end):
            rows[unit.token].append(unit)
    return rows
