"""Painting: what each stretch of a row looks like, from the annotations on it.

Looks are abstract (which label, how deep, selected or not); the screen turns them into
colours. The order of annotations is that of `span_index`: the stack. All are named
tuples: a row makes dozens, and a frozen dataclass takes three times as long.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from annotate.text.graphemes import next_boundary, previous_boundary
from annotate.text.span_index import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.model import Annotation, Span
    from annotate.text.spans import Spans

__all__ = [
    "Bracket",
    "GutterMark",
    "Look",
    "Outline",
    "Run",
    "SpanIndex",
    "brackets",
    "gutter",
    "outlines",
    "row_runs",
]

_BLANKS = " \t\xa0"


_made = tuple.__new__
"""What looks and runs are made with, without a call of Python code."""
_NO_TINT = "", 0, False


class Look(NamedTuple):
    """What a run of cells looks like."""

    label: str = ""
    """The label that tints: of the shortest span there, of equal ones the one that
    starts last, of one span the last in the stack. The reader's own annotations come
    before others', however short those are. Empty without an annotation."""
    depth: int = 0
    """Annotations there, 3 for more. Those of one span and label count once: two
    annotators who agree are no overlap."""
    is_other: bool = False
    """The tint is another annotator's: none of the reader's own is there."""
    is_selected: bool = False
    is_active: bool = False
    """Inside the active annotation."""
    is_edge: bool = False
    """The first or last grapheme of the active annotation."""
    is_match: bool = False
    """Found by a search."""
    suggested: str = ""
    """The label of the shortest suggestion there; empty without one."""


class Run(NamedTuple):
    """A stretch of a row that looks alike; never empty."""

    start: int
    end: int
    look: Look


class Bracket(NamedTuple):
    """Where the start of a span is marked."""

    offset: int
    """The blank before the span; for one in the gutter, the start of the row."""
    label: str
    """Of the reader's own before others', of the outermost that starts there: the
    tint behind the bracket tells the innermost."""
    is_other: bool
    is_in_gutter: bool
    """The span starts the row, so that the bracket has no blank to stand on."""


class Outline(NamedTuple):
    """Where the outline of a suggestion begins or ends: on the blank beside it."""

    offset: int
    """The blank; for one in the gutter, the start of the row."""
    label: str
    is_end: bool = False
    is_in_gutter: bool = False
    """The suggestion starts the row, so that there is no blank before it."""


class GutterMark(NamedTuple):
    """One letter in the gutter: a label that starts on the row."""

    letter: str
    """The label's key, or "+" for all further labels."""
    label: str
    """Empty for "+"."""
    is_other: bool
    is_suggested: bool = False


def row_runs(
    start: int,
    end: int,
    spans: Spans,
    *,
    me: str,
    selection: Span | None = None,
    active: Annotation | None = None,
    matches: Sequence[Span] = (),
    suggestions: Spans | None = None,
) -> tuple[Run, ...]:
    """Runs of equal look that tile [start, end), each as long as can be.

    `me` is the annotator who reads. `matches` are sorted and do not overlap; those of
    other rows do no harm and cost little. An empty stretch has no runs.
    """
    if end <= start:
        return ()
    stack = spans.between(start, end)
    suggested = suggestions.between(start, end) if suggestions is not None else ()
    found = _within(matches, start, end)
    edges = _edges(active)
    marked = [selection] if selection else []
    cuts = {start, end}
    tags = (held.span for held in (*stack, *suggested))
    for span in (*tags, *marked, *found):
        cuts.add(span.start)
        cuts.add(span.end)
    for edge_start, edge_end in edges:
        cuts.add(edge_start)
        cuts.add(edge_end)
    placed = [(held.span.start, held.span.end, held) for held in stack]
    runs: list[Run] = []
    last: Look | None = None
    for left, right in pairwise(sorted([cut for cut in cuts if start <= cut <= end])):
        here = [held for low, high, held in placed if low <= left < high]
        label, depth, is_other = _tint(here, me) if here else _NO_TINT
        look = _made(
            Look,
            (
                label,
                depth,
                is_other,
                selection is not None and selection.contains(left),
                active is not None and active.span.contains(left),
                edges != () and any(low <= left < high for low, high in edges),
                len(found) > 0 and any(match.contains(left) for match in found),
                _suggested(suggested, left) if suggested else "",
            ),
        )
        if look == last:
            runs[-1] = _made(Run, (runs[-1].start, right, look))
        else:
            runs.append(_made(Run, (left, right, look)))
            last = look
    return tuple(runs)


def brackets(
    start: int, end: int, spans: Spans, text: str, *, me: str
) -> tuple[Bracket, ...]:
    """Brackets of a row [start, end): one for each place where a span starts.

    They stand on the blank before the span, or in the gutter where a span starts the
    row. A span behind anything else, as in “(mayor”, gets none.
    """
    marks: dict[int, Bracket] = {}
    for annotation in spans.starting(start, end):
        place = annotation.span.start
        is_first = place == start
        if not is_first and text[place - 1] not in _BLANKS:
            continue
        is_other = annotation.annotator != me
        if place not in marks or (marks[place].is_other and not is_other):
            offset = place if is_first else place - 1
            marks[place] = Bracket(offset, annotation.label, is_other, is_first)
    return tuple(marks.values())


def outlines(
    start: int, end: int, suggestions: Spans, text: str
) -> tuple[Outline, ...]:
    """The ends of suggestions in a row [start, end), where they are drawn on blanks.

    A suggestion that starts the row is marked in the gutter. One behind or before
    anything but a blank, as in “(mayor”, has no mark at that end.
    """
    marks: dict[int, Outline] = {}
    first = None
    around = suggestions.between(start, end)
    for one in around:
        place = one.span.end
        if start <= place < end and text[place] in _BLANKS:
            marks[place] = Outline(place, one.label, is_end=True)
    # A blank between two is the beginning of the second.
    for one in around:
        place = one.span.start
        if place == start:
            first = first or Outline(place, one.label, is_in_gutter=True)
        elif start < place and text[place - 1] in _BLANKS:
            marks[place - 1] = Outline(place - 1, one.label)
    return tuple(marks.values()) if first is None else (first, *marks.values())


def gutter(
    start: int,
    end: int,
    spans: Spans,
    label_keys: Mapping[str, str],
    *,
    me: str,
    suggestions: Spans | None = None,
) -> tuple[GutterMark, ...]:
    """At most two letters for the labels of spans that start in the row [start, end).

    Each label once, the reader's own first, then in stack order, then suggestions. Of
    more than two labels the first is told and a "+". A label without a key in
    `label_keys` (label id to key) is told by the first letter of its id.
    """
    starting = spans.starting(start, end)
    marks: dict[str, GutterMark] = {}
    for annotation in sorted(starting, key=lambda held: held.annotator != me):
        label = annotation.label
        if label not in marks:
            letter = (label_keys.get(label) or label)[:1]
            marks[label] = GutterMark(letter, label, annotation.annotator != me)
    for annotation in () if suggestions is None else suggestions.starting(start, end):
        label = annotation.label
        if label not in marks:
            letter = (label_keys.get(label) or label)[:1]
            marks[label] = GutterMark(letter, label, is_other=True, is_suggested=True)
    told = tuple(marks.values())
    if len(told) <= 2:
        return told
    return told[0], GutterMark("+", "", all(mark.is_other for mark in told[1:]))


def _suggested(suggested: tuple[Annotation, ...], offset: int) -> str:
    here = [held for held in suggested if held.span.contains(offset)]
    if not here:
        return ""
    return min(reversed(here), key=lambda held: len(held.span)).label


def _tint(here: list[Annotation], me: str) -> tuple[str, int, bool]:
    """Label, depth and whether it is another's, of the stack at an offset."""
    if len(here) == 1:
        return here[0].label, 1, here[0].annotator != me
    own = [held for held in here if held.annotator == me]
    innermost = min(
        reversed(own or here), key=lambda held: (len(held.span), -held.span.start)
    )
    depth = len({(held.span, held.label) for held in here})
    return innermost.label, min(depth, 3), not own


def _edges(active: Annotation | None) -> tuple[tuple[int, int], ...]:
    if active is None:
        return ()
    span, quote = active.span, active.quote
    return (
        (span.start, span.start + next_boundary(quote, 0)),
        (span.start + previous_boundary(quote, len(quote)), span.end),
    )


def _within(matches: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    first = bisect_right(matches, start, key=lambda match: match.end)
    last = first
    while last < len(matches) and matches[last].start < end:
        last += 1
    return matches[first:last]
