"""From the looks of a row to the segments that the terminal gets.

A row is: two gutter letters, a cell for the bracket of a span that starts the row and
for the mark of a link, the text, a cell for the blank that hangs behind it, and the
separator.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment

from annotate.text.cells import cell_len, covered, truncate
from annotate.text.display import visible
from annotate.text.graphemes import next_boundary
from annotate.text.paint import brackets, gutter, outlines, row_runs
from annotate.text.search import matches_between
from annotate.text.selection import cursor_offset, span
from annotate.text.spans import Around
from annotate.tui.segments import placed, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

    from annotate.model import Annotation
    from annotate.text.paint import Bracket, GutterMark, Look, Outline, Run
    from annotate.text.rows import Rows
    from annotate.tui.pane_views import PaneView
    from annotate.tui.themes import Styles

__all__ = ["GUTTER_CELLS", "MARGIN_CELLS", "RowPainter"]

GUTTER_CELLS = 3
MARGIN_CELLS = GUTTER_CELLS + 2
"""Cells of a pane that are not text."""

Overlay = dict[int, tuple[int, str, "Style"]]
"""By offset: the offset behind, what stands there instead, and its style."""

_BRACKET = "▐"
_OPENS, _CLOSES = "▕", "▏"
"""The outline of a suggestion."""
_LINK = "⇄"
_SEPARATOR = "│"

_Mark = TypeVar("_Mark", "Bracket", "Outline")


class RowPainter:
    """Paints header and rows of a pane in one set of styles."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def line(
        self, view: PaneView, rows: Rows, top: int, y: int, width: int
    ) -> list[Segment]:
        """A line of the pane: 0 is the header, below it the rows from `top` on."""
        if y == 0:
            return self.header(view, width)
        row = top + y - 1
        if row >= len(rows):
            return self.blank(width)
        return self.row(view, rows, row, width)

    def blank(self, width: int) -> list[Segment]:
        """A row below the end of the article."""
        return [
            Segment(" " * (width - 1), self.styles.text),
            Segment(_SEPARATOR, self.styles.quiet),
        ]

    def header(self, view: PaneView, width: int) -> list[Segment]:
        """Number, title and remark of the pane, lit when it has the focus."""
        style = self.styles.lit_bar if view.is_focused else self.styles.bar
        remark = f" {view.remark} " if view.remark else ""
        mark = "►" if view.is_focused else " "
        title = view.title or f"{view.index + 1} {view.sheet.article.title}"
        room = width - cell_len(remark)
        left = segments_of([(f"{mark}{title}", style)], max(room, 0), style)
        if not remark:
            return left
        return left + segments_of([(remark, style)], width - room, style)

    def row(self, view: PaneView, rows: Rows, row: int, width: int) -> list[Segment]:
        """One row of the article, `width` cells with gutter and separator."""
        start, end = rows.start(row), rows.end(row)
        spans, me = Around(view.spans, start, end), view.me
        open_ones = view.suggestions
        suggested = None if open_ones is None else Around(open_ones, start, end)
        selection = span(view.selection)
        active = view.sheet.annotation(view.active) if view.active else None
        runs = row_runs(
            start,
            end,
            spans,
            me=me,
            selection=selection,
            active=active,
            matches=matches_between(rows.text, view.needle, start, end),
            suggestions=suggested,
        )
        first, marks = _in_gutter(brackets(start, end, spans, rows.text, me=me))
        begun, ends = _in_gutter(
            () if suggested is None else outlines(start, end, suggested, rows.text)
        )
        letters = gutter(
            start, end, spans, view.label_keys, me=me, suggestions=suggested
        )
        segments = self._letters(letters)
        linked = _first_linked(view, spans.starting(start, end))
        segments.append(self._first_cell(view, start, linked, first, begun))
        room = width - MARGIN_CELLS + 1
        cells = 0
        for text, style in self._pieces(view, rows, (start, end), runs, marks, ends):
            shown = visible(text)
            used = cell_len(shown)
            if cells + used > room:
                # The newline behind a hanging blank: one blank more than there is room.
                shown = truncate(shown, room - cells, tail="")
                used = cell_len(shown)
            if used or shown:
                segments.append(Segment(shown, style))
            cells += used
        if cells < room:
            segments.append(Segment(" " * (room - cells), self.styles.text))
        if not rows.simple[row]:
            segments = placed(segments, width - 1, self.styles.text)
        segments.append(self._edge(view, start, end))
        return segments

    def _edge(self, view: PaneView, start: int, end: int) -> Segment:
        """The cell behind a row: what the signs say of it, else the separator."""
        sign = view.signs.row(start, end) if view.signs is not None else ""
        if sign:
            return Segment(sign, self.styles.edge)
        return Segment(_SEPARATOR, self.styles.quiet)

    def _letters(self, letters: Sequence[GutterMark]) -> list[Segment]:
        styles = self.styles
        segments = [
            Segment(
                mark.letter,
                styles.suggested(mark.label, None)
                if mark.is_suggested
                else styles.letter(mark.label, is_other=mark.is_other)
                if mark.label
                else styles.quiet,
            )
            for mark in letters
        ]
        if len(letters) < 2:
            segments.append(Segment(" " * (2 - len(letters)), styles.text))
        return segments

    def _first_cell(
        self,
        view: PaneView,
        start: int,
        linked: Annotation | None,
        first: Bracket | None,
        begun: Outline | None,
    ) -> Segment:
        """The cell before the text: the bracket, the mark of a link, or both in one.

        With neither, the outline of a suggestion that starts the row.
        """
        styles = self.styles
        if first is not None:
            bracket = styles.bracket(first.label, None, is_other=first.is_other)
            if linked is None:
                return Segment(_bracket_at(view, start), bracket)
            return Segment(_LINK, styles.block(first.label, is_other=first.is_other))
        if linked is None:
            if begun is not None:
                return Segment(_OPENS, styles.suggested(begun.label, None))
            return Segment(" ", styles.text)
        is_other = linked.annotator != view.me
        return Segment(_LINK, styles.letter(linked.label, is_other=is_other))

    def _pieces(
        self,
        view: PaneView,
        rows: Rows,
        row: tuple[int, int],
        runs: tuple[Run, ...],
        marks: dict[int, Bracket],
        ends: dict[int, Outline],
    ) -> list[tuple[str, Style]]:
        """The row's display cut at looks, brackets, cursor and jump labels."""
        overlay = self._outlines(runs, ends) | self._brackets(view, runs, marks)
        if view.jumps:
            overlay |= self._jumps(view, rows.display, row)
        elif view.is_focused:
            overlay |= self._cursor(view, rows, row, runs)
        display, end = rows.display, row[1]
        pieces: list[tuple[str, Style]] = []
        at = row[0]
        for run in runs:
            at = max(at, run.start)
            while at < run.end:
                if at in overlay:
                    at, text, style = overlay[at]
                    pieces.append((text, style))
                    continue
                stop = min(
                    (one for one in overlay if at < one < run.end), default=run.end
                )
                pieces.append((display[at:stop], self.styles.look(run.look)))
                at = stop
        if end in overlay and end == len(rows.text):
            pieces.append(overlay[end][1:])
        return pieces

    def _brackets(
        self, view: PaneView, runs: tuple[Run, ...], marks: dict[int, Bracket]
    ) -> Overlay:
        overlay: Overlay = {}
        for offset, mark in marks.items():
            look = _look_at(runs, offset)
            style = self.styles.bracket(mark.label, look, is_other=mark.is_other)
            overlay[offset] = (offset + 1, _bracket_at(view, offset + 1), style)
        return overlay

    def _outlines(self, runs: tuple[Run, ...], ends: dict[int, Outline]) -> Overlay:
        return {
            offset: (
                offset + 1,
                _CLOSES if mark.is_end else _OPENS,
                self.styles.suggested(mark.label, _look_at(runs, offset)),
            )
            for offset, mark in ends.items()
        }

    def _jumps(self, view: PaneView, display: str, row: tuple[int, int]) -> Overlay:
        """The labels over their words, a blank before the next one where one fits.

        What is left out of a label shows once its first letter is typed. The row stays
        as wide as it is.
        """
        start, end = row
        jumps, looks = view.jumps or {}, view.jump_looks or {}
        places = sorted(offset for offset in jumps if start <= offset < end)
        overlay: Overlay = {}
        for offset, behind in zip_longest(places, places[1:], fillvalue=end + 1):
            label, limit = jumps[offset], max(behind - 1, offset + 1)
            after = covered(display, offset, limit, len(label))
            cells = cell_len(display[offset:after])
            style = self.styles.jump_to(looks.get(offset, ""))
            overlay[offset] = (after, label[:cells].ljust(cells), style)
        return overlay

    def _cursor(
        self, view: PaneView, rows: Rows, row: tuple[int, int], runs: tuple[Run, ...]
    ) -> Overlay:
        start, end = row
        cursor = cursor_offset(rows.text, view.selection)
        if start <= cursor < end:
            after = min(next_boundary(rows.text, cursor), end)
            glyph = rows.display[cursor:after]
            style = _on_cursor(self.styles, _look_at(runs, cursor))
            return {cursor: (after, glyph if visible(glyph) else " ", style)}
        if cursor == end == len(rows.text):
            return {cursor: (cursor, " ", self.styles.cursor)}
        return {}


def _bracket_at(view: PaneView, offset: int) -> str:
    """What stands before a tag that starts at the offset."""
    sign = view.signs.bracket(offset) if view.signs is not None else ""
    return sign or _BRACKET


def _in_gutter(marks: Iterable[_Mark]) -> tuple[_Mark | None, dict[int, _Mark]]:
    """The mark that stands before the row, and the others by their offset."""
    first: _Mark | None = None
    others: dict[int, _Mark] = {}
    for mark in marks:
        if mark.is_in_gutter:
            first = first or mark
        else:
            others[mark.offset] = mark
    return first, others


def _first_linked(
    view: PaneView, starting: tuple[Annotation, ...]
) -> Annotation | None:
    """The first annotation with a link of those that start in a row, one's own first.

    None when there is none.
    """
    links = view.sheet.links
    if not links:
        return None
    whose = "" if view.shows_all else view.me
    return min(
        (one for one in starting if links.shows(one.id, whose)),
        key=lambda one: one.annotator != view.me,
        default=None,
    )


def _look_at(runs: tuple[Run, ...], offset: int) -> Look | None:
    for run in runs:
        if run.start <= offset < run.end:
            return run.look
    return None


def _on_cursor(styles: Styles, look: Look | None) -> Style:
    """The cursor keeps the underline of what it stands on."""
    if look is None or not (look.depth or look.suggested):
        return styles.cursor
    under = styles.look(look)
    if under.underline or under.underline2:
        return styles.cursor + styles.underline
    return styles.cursor
