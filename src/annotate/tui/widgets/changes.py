"""What looks different in one view of a pane than in the one before.

Stretches of text, so that only the rows that hold them are painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.search import matches_between
from annotate.text.selection import cursor_offset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.model import Span
    from annotate.text.rows import Rows
    from annotate.tui.pane_views import PaneView

__all__ = ["changed_stretches", "has_other_header", "looks_new"]

_Stretch = tuple[int, int]


def looks_new(old: PaneView, view: PaneView) -> bool:
    """Whether every row looks different."""
    return (old.shows_all, old.is_focused, old.suggestions is None, old.me) != (
        view.shows_all,
        view.is_focused,
        view.suggestions is None,
        view.me,
    )


def has_other_header(old: PaneView, view: PaneView) -> bool:
    """Whether the line above the rows looks different."""
    return (
        old.is_focused != view.is_focused
        or old.remark != view.remark
        or old.index != view.index
        or old.sheet.article.title != view.sheet.article.title
        or old.title != view.title
    )


def changed_stretches(
    old: PaneView, view: PaneView, rows: Rows, in_sight: range
) -> Iterator[_Stretch]:
    """Stretches whose look differs, in any order.

    Args:
        old: What the pane showed.
        view: What it shows now, of the same article.
        rows: The article as it is wrapped.
        in_sight: The rows that are on the screen.
    """
    seen = rows.start(in_sight.start), rows.end(in_sight.stop - 1)
    yield from _selected(old, view)
    yield from _relabelled(old, view)
    yield from _found_anew(old, view, rows, in_sight)
    spans = [*_retagged(old, view, seen)]
    if old.signs is not view.signs and old.signs and view.signs:
        spans += view.signs.changed(old.signs, *seen)
    spans += _decided(old, view, seen)
    spans += _relinked(old, view, seen)
    if old.active != view.active or (spans and view.active):
        for sheet, active in ((old.sheet, old.active), (view.sheet, view.active)):
            annotation = sheet.annotation(active) if active else None
            if annotation is not None:
                spans.append(annotation.span)
    # A bracket stands before a span, the end of an outline behind it.
    for span in spans:
        yield max(span.start - 1, 0), span.end + 1


def _selected(old: PaneView, view: PaneView) -> Iterator[_Stretch]:
    """What is selected in one of them alone, and the cursors."""
    before, after = old.selection, view.selection
    if before != after:
        yield _between(before.start, after.start)
        yield _between(before.end, after.end)
    if before != after or bool(old.jumps) != bool(view.jumps):
        # Where there are labels to type, no cursor shows.
        for one in (before, after):
            cursor = cursor_offset(view.sheet.article.text, one)
            yield cursor, cursor + 1


def _between(one: int, other: int) -> _Stretch:
    """The stretch between two offsets with the code point before it."""
    return max(min(one, other) - 1, 0), max(one, other)


def _relabelled(old: PaneView, view: PaneView) -> Iterator[_Stretch]:
    """Where another label to type stands than before, or none."""
    if old.jumps == view.jumps and old.jump_looks == view.jump_looks:
        return
    was, now = (
        {
            offset: (label, (one.jump_looks or {}).get(offset))
            for offset, label in (one.jumps or {}).items()
        }
        for one in (old, view)
    )
    for offset in was | now:
        if was.get(offset) != now.get(offset):
            yield offset, offset + 1


def _found_anew(
    old: PaneView, view: PaneView, rows: Rows, in_sight: range
) -> Iterator[_Stretch]:
    """The rows in which the two searches do not find the same."""
    if old.needle == view.needle:
        return
    for row in in_sight:
        stretch = rows.start(row), rows.end(row)
        was = matches_between(rows.text, old.needle, *stretch)
        if was != matches_between(rows.text, view.needle, *stretch):
            yield stretch


def _retagged(old: PaneView, view: PaneView, seen: _Stretch) -> Iterator[Span]:
    """Spans of annotations that are in sight in one of them alone."""
    if old.sheet.index is view.sheet.index:
        return
    was = {id(one): one for one in old.spans.between(*seen)}
    now = {id(one): one for one in view.spans.between(*seen)}
    for key in was.keys() ^ now.keys():
        yield (was.get(key) or now[key]).span


def _decided(old: PaneView, view: PaneView, seen: _Stretch) -> Iterator[Span]:
    """Suggestions in sight that show in one of them alone."""
    if old.suggestions is view.suggestions:
        return
    if old.suggestions is None or view.suggestions is None:
        return
    was = {one.id: one for one in old.suggestions.between(*seen)}
    now = {one.id: one for one in view.suggestions.between(*seen)}
    for key in was.keys() ^ now.keys():
        yield (was.get(key) or now[key]).span


def _relinked(old: PaneView, view: PaneView, seen: _Stretch) -> Iterator[Span]:
    """Spans in sight of annotations that have other links than before."""
    before, after = old.sheet.links, view.sheet.links
    if before is after:
        return
    for one in view.spans.between(*seen):
        if before.of(one.id) != after.of(one.id):
            yield one.span
