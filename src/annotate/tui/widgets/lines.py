"""A widget that shows finished strips: no markup, no wrapping, no focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from textual.strip import Strip
from textual.widget import Widget

from annotate.tui.segments import segments_of

if TYPE_CHECKING:
    from rich.style import Style
    from textual.geometry import Region

    from annotate.tui.canvas import Canvas
    from annotate.tui.segments import Piece

__all__ = ["Lines", "Strips", "strip_of"]


def strip_of(pieces: list[Piece], width: int, rest: Style) -> Strip:
    """The pieces from the left, cut or filled with `rest` to `width` cells."""
    return Strip(segments_of(pieces, width, rest), width)


class Lines(Widget):
    """A widget of finished lines; drawn when it is laid out and where it says so."""

    can_focus = False
    ALLOW_SELECT = False
    canvas: Canvas | None = None
    """Where it is drawn; None for the screen, by Textual."""

    def refresh(
        self,
        *_regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Lay out again if asked to; nothing else.

        Textual asks for more whenever a size or a style is set, and each start would
        paint the whole screen two times more.
        """
        del repaint
        return super().refresh(repaint=False, layout=layout, recompose=recompose)

    def redraw(self, *parts: Region) -> None:
        """Draw parts as wide as the widget again, or all when none is named.

        Not by `refresh`: the task of the widget would wake first and tell the screen's,
        a fifth of the time of a key. What is not laid out yet is drawn when it is.
        """
        place = self.region
        if not place:
            return
        here = parts or (place.reset_offset,)
        if self.canvas is not None:
            self.canvas.redraw(self, here)
        else:
            self.screen.refresh(*(part.translate(place.offset) for part in here))


class Strips(Lines):
    """Shows the strips it was given last, from its top; the rest is blank."""

    BLANK: ClassVar[bool] = True

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._strips: list[Strip] = []

    def show(self, strips: list[Strip]) -> None:
        """Draw these strips; a row that is the same as before is not drawn again."""
        if strips != self._strips:
            self._strips = strips
            self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The kept strips, cut to the region asked for."""
        kept = self._strips[crop.y : crop.bottom]
        if len(kept) < crop.height:
            blank = Strip.blank(crop.width, self.rich_style)
            kept = kept + [blank] * (crop.height - len(kept))
        return [
            strip
            if strip.cell_length == crop.width
            else strip.crop_extend(crop.x, crop.right, None)
            for strip in kept
        ]
