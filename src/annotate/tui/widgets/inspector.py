"""The list of the focused article's tags beside the panes."""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING

from textual.message import Message

from annotate.desk.outcome import shortened
from annotate.desk.state import place_of
from annotate.tui.widgets.lines import Strips, strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.segments import Piece
    from annotate.tui.themes import Styles

__all__ = ["Inspector", "nearest"]


class Inspector(Strips):
    """Two rows a tag: label, place and quote, then note and attributes."""

    class Chosen(Message):
        """A tag was clicked."""

        def __init__(self, annotation: str) -> None:
            super().__init__()
            self.annotation = annotation
            """Its id."""

    class Resized(Message):
        """Another number of tags fits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: list[str] = []
        """The annotation id of each row; "" for rows that are none's."""
        self._listed: tuple[Annotation, ...] = ()
        self._listed_for: tuple[Sequence[Annotation], str, str] | None = None
        """All tags, the one label and the one annotator that `_listed` was made of."""

    def show_tags(
        self, desk: Desk, label: str, unsaved: frozenset[str], styles: Styles
    ) -> None:
        """List the tags that show, of one label or all (""), round the active one."""
        width, height = self.size
        if width < 4 or height < 2:
            return
        tags = self._tags(desk, label)
        title = desk.label(label).title if label else "All"
        head: list[Piece] = [
            (f" {title} tags: {len(tags)} ", styles.lit_bar),
            (" Space f filters", styles.bar),
        ]
        strips = [strip_of(head, width, styles.bar)]
        self._shown = [""]
        room = (height - 1) // 2
        active = desk.active_annotation()
        here = nearest(tags, active, desk.cursor)
        first = max(0, min(here - room // 2, len(tags) - room))
        for one in tags[first : first + room]:
            is_here = active is not None and one.id == active.id
            strips += self._rows(one, desk, is_here, one.id in unsaved, styles)
            self._shown += [one.id, one.id]
        while len(strips) < height:
            strips.append(strip_of([], width, styles.text))
        self.show(strips)

    def _tags(self, desk: Desk, label: str) -> Sequence[Annotation]:
        """The tags that show, sorted by `place_of`.

        Kept from key to key: an article may hold thousands.
        """
        every = desk.sheet.annotations
        annotator = "" if desk.shows_others else desk.annotator
        if not label and not annotator:
            return every
        kept = self._listed_for
        if kept is None or kept[0] is not every or kept[1:] != (label, annotator):
            self._listed_for = (every, label, annotator)
            self._listed = tuple(
                one for one in desk.shown(every) if not label or one.label == label
            )
        return self._listed

    def _rows(
        self,
        one: Annotation,
        desk: Desk,
        is_here: bool,
        is_unsaved: bool,
        styles: Styles,
    ) -> list[Strip]:
        width = self.size.width
        is_other = one.annotator != desk.annotator
        line = styles.status if is_here else styles.text
        pieces: list[Piece] = [
            ("►" if is_here else " ", line),
            (f"{one.label} ", styles.letter(one.label, is_other=is_other)),
            (f"{one.span.start}-{one.span.end} ", styles.quiet),
        ]
        if is_unsaved:
            pieces.append(("UNSAVED ", styles.alarm))
        if is_other:
            pieces.append((f"by {one.annotator} ", styles.quiet))
        pieces.append((shortened(one.quote), line))
        more = one.note
        if one.attributes != "{}":
            values = json.loads(one.attributes).items()
            known = ", ".join(f"{name}: {value}" for name, value in values)
            more = f"{more} · {known}" if more else known
        return [
            strip_of(pieces, width, line if is_here else styles.text),
            strip_of([(f"   {more}", styles.quiet)], width, styles.text),
        ]

    def on_resize(self) -> None:
        """Ask for the tags that fit now."""
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Go to the tag under the pointer."""
        if event.y < len(self._shown) and self._shown[event.y]:
            self.post_message(self.Chosen(self._shown[event.y]))


def nearest(tags: Sequence[Annotation], active: Annotation | None, cursor: int) -> int:
    """Index of the active tag, else of the first that starts behind the cursor."""
    if active is not None:
        index = bisect_left(tags, place_of(active), key=place_of)
        if index < len(tags) and tags[index].id == active.id:
            return index
    index = bisect_left(tags, cursor, key=lambda one: one.span.start)
    return max(min(index, len(tags) - 1), 0)
