"""The list of the focused article's tags beside the panes."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from functools import cache
from typing import TYPE_CHECKING

from textual.message import Message

from annotate.desk.state import place_of
from annotate.tui.tag_blocks import TagBlocks
from annotate.tui.widgets.lines import Strips, strip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.segments import Piece
    from annotate.tui.tag_blocks import Row
    from annotate.tui.themes import Styles

__all__ = ["Inspector", "around", "nearest"]


class Inspector(Strips):
    """Two rows a tag: label, place and quote, note and attributes; then its links."""

    class Chosen(Message):
        """A tag was clicked."""

        def __init__(self, annotation: str) -> None:
            super().__init__()
            self.annotation = annotation
            """Its id."""

    class Followed(Message):
        """A link was clicked."""

        def __init__(self, annotation: str, link: str) -> None:
            super().__init__()
            self.annotation = annotation
            """Id of the tag that it stands under."""
            self.link = link
            """Its id."""

    class Resized(Message):
        """Another number of tags fits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: list[tuple[str, str]] = []
        """Ids of the annotation and the link of each row; "" where there is none."""
        self._blocks = TagBlocks()
        self._listed: tuple[Annotation, ...] = ()
        self._listed_for: tuple[Sequence[Annotation], str, str] | None = None
        """All tags, the one label and the one annotator that `_listed` was made of."""

    def show_tags(
        self,
        desk: Desk,
        label: str,
        unsaved: frozenset[str],
        styles: Styles,
        at: int | None = None,
    ) -> None:
        """List the tags that show, of one label or all (""), round the active one.

        `at` is where the keys are: None on the desk, -1 on the active tag here, from 0
        on that one of its links.
        """
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
        self._shown = [("", "")]
        active = desk.active_annotation()
        here = nearest(tags, active, desk.cursor)

        self._blocks.begin(desk, unsaved, width, styles)

        @cache
        def block(index: int) -> list[Row]:
            one = tags[index]
            is_here = active is not None and one.id == active.id
            return self._blocks.rows(one, at if is_here else None, is_here=is_here)

        for row in around(len(tags), here, height - 1, block):
            strips.append(row.strip)
            self._shown.append((row.annotation, row.link))
        while len(strips) < height:
            strips.append(strip_of([], width, styles.text))
        self.show(strips)

    def beside(self, desk: Desk, label: str, step: int) -> Annotation | None:
        """The tag so many places further in the list, or the last that way.

        None where the list ends here.
        """
        tags = self._tags(desk, label)
        active = desk.active_annotation()
        index = nearest(tags, active, desk.cursor)
        if not tags:
            return None
        is_listed = active is not None and tags[index].id == active.id
        if not is_listed and step > 0:
            # The nearest one is the first that is further.
            step -= 1
        wanted = max(0, min(index + step, len(tags) - 1))
        return None if is_listed and wanted == index else tags[wanted]

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

    def on_resize(self) -> None:
        """Ask for the tags that fit now."""
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Go to the tag under the pointer, or to the other end of the link."""
        if event.y >= len(self._shown):
            return
        annotation, link = self._shown[event.y]
        if link:
            self.post_message(self.Followed(annotation, link))
        elif annotation:
            self.post_message(self.Chosen(annotation))


def around(
    count: int, here: int, room: int, block: Callable[[int], list[Row]]
) -> list[Row]:
    """The rows of whole blocks round the block `here`, the last one cut to the room.

    Of a block that is larger than the room those rows show that are round the lit one.
    Blocks are asked for as they are needed: there may be thousands.
    """
    if not count:
        return []
    rows = deque(block(here))
    if len(rows) > room:
        lit = next((n for n, row in enumerate(rows) if row.is_lit), 0)
        start = max(0, min(lit - room // 2, len(rows) - room))
        return list(rows)[start : start + room]
    first, last, above = here, here, 0
    while len(rows) < room:
        is_upper = above * 2 < room - len(block(here)) or last == count - 1
        upper = block(first - 1) if first > 0 and is_upper else []
        if upper and len(rows) + len(upper) <= room:
            first, above = first - 1, above + len(upper)
            rows.extendleft(reversed(upper))
        elif last < count - 1:
            last += 1
            rows.extend(block(last))
        else:
            break
    return list(rows)[:room]


def nearest(tags: Sequence[Annotation], active: Annotation | None, cursor: int) -> int:
    """Index of the active tag, else of the first that starts behind the cursor."""
    if active is not None:
        index = bisect_left(tags, place_of(active), key=place_of)
        if index < len(tags) and tags[index].id == active.id:
            return index
    index = bisect_left(tags, cursor, key=lambda one: one.span.start)
    return max(min(index, len(tags) - 1), 0)
