"""The way of the desk to the panes and lines of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.tui.carousel import visible_panes
from annotate.tui.pane_views import PaneViews
from annotate.tui.status import article_strip, hint_pieces, status_pieces
from annotate.tui.whichkey import which_key_strips
from annotate.tui.widgets.article_pane import ArticlePane
from annotate.tui.widgets.inspector import Inspector
from annotate.tui.widgets.lines import Strips, strip_of

if TYPE_CHECKING:
    from textual.strip import Strip

    from annotate.model import Annotation
    from annotate.tui.keymap import Keymap
    from annotate.tui.link_targets import Sight
    from annotate.tui.screens.desk import DeskScreen
    from annotate.tui.themes import Styles

__all__ = ["Painting"]


class Painting:
    """Shows the desk on the parts of its screen; what looks the same is not drawn."""

    def __init__(self, screen: DeskScreen) -> None:
        """Find the parts once; a query for each key would cost more than the key."""
        self._screen = screen
        self._session = screen.session
        self._panes = [
            screen.query_one(f"#pane-{slot}", ArticlePane)
            for slot in range(screen.SLOTS)
        ]
        self._inspector = screen.query_one("#inspector", Inspector)
        self._status = screen.query_one("#status", Strips)
        self._hints = screen.query_one("#hints", Strips)
        self._strip = screen.query_one("#strip", Strips)
        self._which_key = screen.query_one("#which-key", Strips)
        self._first = 0
        """Index of the pane on the left."""
        self._hinted: object = None
        """What the hint line was made of."""
        self._views = PaneViews(screen.keymap)

    def paint(self) -> None:
        """Show the desk as it is now."""
        screen, session = self._screen, self._session
        self._arrange()
        desk, styles = session.desk, screen.styles_in_use
        jumps = screen.keys.jumps
        for index, slot in zip(self._visible, self._panes, strict=False):
            slot.show(self._views.view(desk, index, jumps))
        width = self.columns
        if screen.is_tiny:
            note = f"too small: {width}x{screen.app.size.height}"
            self._status.show([strip_of([(note, styles.alarm)], width, styles.status)])
            return
        if screen.has_class("-strip"):
            hits = self._views.hits_of_each(desk)
            strip = article_strip(desk, self._visible, width, styles, hits)
            self._strip.show([strip_of(strip, width, styles.bar)])
        status = status_pieces(desk, session.save, session.status, width, styles)
        self._status.show([strip_of(status, width, styles.status)])
        self._hint(width)
        if screen.shows_inspector:
            listing = screen.keys.listing
            at = None if listing is None else listing.at
            self._inspector.show_tags(
                desk, screen.inspector_label, session.unsaved, styles, at
            )

    def _hint(self, width: int) -> None:
        session, styles = self._session, self._screen.styles_in_use
        active = session.desk.active_shown()
        links = session.desk.sheet.links.of(active.id) if active else ()
        said = (
            session.message,
            active,
            links,
            session.desk.names,
            session.desk.shows_others,
            width,
            styles,
        )
        if said != self._hinted:
            self._hinted = said
            keymap = self._screen.keymap
            hints = hint_pieces(session.desk, keymap, session.message, styles)
            self._hints.show([strip_of(hints, width, styles.hint)])

    def show_which_key(self) -> None:
        """Show what the leader leads to."""
        rarer, styles = self._screen.keymap.rarer(), self._screen.styles_in_use
        strips = which_key_strips("Space, then", rarer, self.columns, styles)
        self.show_panel(strips)

    def show_panel(self, strips: list[Strip]) -> None:
        """Show what the next key may be, over the status line."""
        self._which_key.styles.height = len(strips)
        self._which_key.show(strips)

    def tag_beside(self, step: int) -> Annotation | None:
        """The tag so many places further in the inspector; None for none."""
        label = self._screen.inspector_label
        return self._inspector.beside(self._session.desk, label, step)

    def use_keymap(self, keymap: Keymap) -> None:
        """Name the labels by other keys from the next painting on."""
        self._views.use_keymap(keymap)

    def use_styles(self, styles: Styles) -> None:
        """Draw the panes in other colours."""
        for pane in self._panes:
            pane.use_styles(styles)

    def hits(self, needle: str) -> tuple[int, int]:
        """How often a text stands in the focused article, and in the other panes."""
        return self._views.hits(self._session.desk, needle)

    # Which panes stand where

    @property
    def columns(self) -> int:
        """Cells of the terminal's width; the screen's own size is 0 before it shows."""
        return self._screen.app.size.width

    @property
    def _visible(self) -> range:
        desk = self._session.desk
        width = self.columns
        if self._screen.shows_inspector and not self._screen.has_class("-narrow"):
            width -= self._inspector.size.width
        return visible_panes(
            len(desk.panes),
            desk.focus,
            width,
            first=self._first,
            is_zoomed=desk.is_zoomed,
        )

    def _arrange(self) -> None:
        shown = self._visible
        self._first = shown.start
        self._screen.set_class(len(shown) < len(self._session.desk.panes), "-strip")
        for slot, pane in enumerate(self._panes):
            pane.set_class(slot >= len(shown), "-away")

    @property
    def focused_slot(self) -> ArticlePane | None:
        """The pane that shows the focused article; None for none."""
        at = self._session.desk.focus - self._visible.start
        return self._panes[at] if 0 <= at < len(self._panes) else None

    def sights(self) -> list[Sight]:
        """What can be seen of the panes, with the annotations there."""
        from annotate.tui.link_targets import Sight  # noqa: PLC0415 - see load_rules

        return [
            Sight(
                slot.view.index,
                slot.view.sheet.article.text,
                *slot.visible_span,
                slot.view.spans,
            )
            for slot in self._panes[: len(self._visible)]
            if slot.view is not None
        ]

    def visible_texts(self) -> list[tuple[int, str, int, int]]:
        """Of each pane in sight: index, text, first offset shown, the one behind."""
        shown = self._panes[: len(self._visible)]
        return [
            (slot.view.index, slot.view.sheet.article.text, *slot.visible_span)
            for slot in shown
            if slot.view is not None
        ]
