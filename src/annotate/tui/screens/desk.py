"""The reading screen: its parts, and who answers to what happens on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.message import Message
from textual.screen import Screen

from annotate.desk.intents import FocusPane, GoToAnnotation
from annotate.desk.state import MAX_PANES
from annotate.tui.canvas import Canvas
from annotate.tui.delays import call_after
from annotate.tui.screens.acts import Acts
from annotate.tui.screens.keys import Keys
from annotate.tui.screens.painting import Painting
from annotate.tui.sizes import LEAST_COLUMNS, LEAST_ROWS, STRIP_ROWS
from annotate.tui.status import strip_index
from annotate.tui.widgets.article_pane import ArticlePane
from annotate.tui.widgets.inspector import Inspector
from annotate.tui.widgets.lines import Lines, Strips

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from textual.app import ComposeResult

    from annotate.tui.keymap import Keymap
    from annotate.tui.messages import Report
    from annotate.tui.session import Session
    from annotate.tui.themes import Styles
    from annotate.tui.widgets.prompt import Prompt
    from annotate.tui.wraps import Wraps

__all__ = ["DeskScreen"]


_PATIENCE_SECONDS = 0.008
"""How long the frame of an undo waits for what it did. Nothing else waits."""


class Blank(Lines):
    """Holds others and draws nothing: they fill it."""

    BLANK = True


class DeskScreen(Screen[None]):
    """Panes, status and hints; holds no rule of its own."""

    BLANK = True
    AUTO_FOCUS = ""
    SLOTS: ClassVar[int] = MAX_PANES
    """How many panes can stand side by side."""
    PANE: ClassVar[type[ArticlePane]] = ArticlePane

    class Painted(Message):
        """The first paint is on its way."""

    class QuitWished(Message):
        """The reader wishes to leave."""

    class ProgressWished(Message):
        """The reader wishes to see how far everybody is."""

    class ShadeWished(Message):
        """The reader wishes dark instead of light, or the other way round."""

    def __init__(
        self,
        session: Session,
        keymap: Keymap,
        wraps: Wraps,
        styles: Styles,
        *,
        shows_inspector: bool,
    ) -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap
        self.styles_in_use = styles
        self.shows_inspector = shows_inspector
        self.inspector_label = ""
        """The one label listed; "" for all."""
        self.stands = False
        """Whether all is there that keys may want."""
        self.hands_over = False
        """Whether the app is about to leave, or to show what keys are for then."""
        self.prompt: Prompt | None = None
        """The one-line question; None until the first paint is over."""
        self.keys = Keys(self)
        self.acts = Acts(self)
        self._canvas = Canvas(self)
        self._wraps = wraps
        self._frame: TimerHandle | None = None
        """Paints when the store takes longer than a frame may wait."""

    def compose(self) -> ComposeResult:
        """Five slots for panes, of which as many show as fit, and the foot."""
        styles = self.styles_in_use
        yield Strips(id="strip")
        with Blank(id="body"):
            with Blank(id="panes"):
                for slot in range(self.SLOTS):
                    yield self.PANE(id=f"pane-{slot}", wraps=self._wraps, styles=styles)
            yield Inspector(id="inspector")
        yield Strips(id="which-key")
        yield Strips(id="status")
        yield Strips(id="hints")
        yield Blank(id="foot")

    def on_mount(self) -> None:
        """Begin."""
        for part in self.query(Lines):
            part.canvas = self._canvas
        self.begin()

    def begin(self) -> None:
        """Paint what there is."""
        self.painting: Painting = Painting(self)
        self.set_class(self.shows_inspector, "-inspector")
        self.on_resize()
        self.post_message(self.Painted())

    async def mount_rest(self) -> None:
        """Mount what the first paint does not need."""
        from annotate.tui.widgets.prompt import Prompt  # noqa: PLC0415 - costs a start

        self.prompt = Prompt(id="prompt")
        # Mounting lays out and paints the parent again: so that is hidden.
        await self.query_one("#foot").mount(self.prompt)
        self.stands = True

    def on_resize(self) -> None:
        """Show as many panes as fit now; where none does, one line that says so."""
        width, height = self.app.size
        self.set_class(width < 100, "-narrow")
        self.set_class(height < STRIP_ROWS, "-low")
        self.set_class(self.is_tiny, "-tiny")
        self.paint()

    def on_screen_resume(self) -> None:
        """Paint what changed under another screen."""
        if self.is_mounted:
            self.paint()

    @property
    def is_tiny(self) -> bool:
        """Whether not even one pane can be read."""
        width, height = self.app.size
        return width < LEAST_COLUMNS or height < LEAST_ROWS

    def hand_over(self, wished: Message) -> None:
        """Ask the app for what takes the keys from here, those on their way too."""
        self.hands_over = True
        self.post_message(wished)

    @property
    def place_for_keys(self) -> object | None:
        """What takes keys here; None while a page, a field or an article is coming."""
        if not self.stands or self.hands_over or self.session.is_opening:
            return None
        if self.has_class("-prompt"):
            return self.focused
        return self

    def paint(self) -> None:
        """Show the desk as it is now."""
        if self._frame is not None:
            self._frame.cancel()
            self._frame = None
        with self._canvas.frame():
            self.painting.paint()

    def paint_soon(self) -> None:
        """Paint with the word that all is saved if it comes at once, else without."""
        if self._frame is None:
            self._frame = call_after(self, _PATIENCE_SECONDS, self.paint)

    # What comes from elsewhere

    def owns(self, report: Report) -> bool:
        """Whether the report answers something that was asked for here."""
        return self.session.owns(report)

    def take(self, report: Report) -> None:
        """Show what the writer did."""
        self.session.receive(report)
        self.acts.receive(report)
        if self.is_current:
            self.paint()

    def use_labels(self, keymap: Keymap, styles: Styles) -> None:
        """Work with the labels that the scheme has now."""
        self.keymap = keymap
        self.painting.use_keymap(keymap)
        known = {label.id for label in self.session.desk.scheme.labels}
        if self.inspector_label not in known:
            self.inspector_label = ""
        self.use_styles(styles)

    def use_styles(self, styles: Styles) -> None:
        """Paint everything with other colours."""
        self.styles_in_use = styles
        self.painting.use_styles(styles)
        self.paint()

    @on(ArticlePane.Pointed)
    def follow_pointer(self, message: ArticlePane.Pointed) -> None:
        """Place, word, sentence or drag by the mouse."""
        from annotate.tui.pointing import pointed  # noqa: PLC0415 - see load_rules

        self.keys.forget()
        for wish in pointed(
            self.session.desk, message.index, message.offset, message.clicks
        ):
            self.session.wish(wish)
        self.paint()

    @on(events.Click, "#strip")
    def go_to_named(self, event: events.Click) -> None:
        """Go to the pane whose article the strip names there."""
        panes = len(self.session.desk.panes)
        index = strip_index(event.x, self.app.size.width, panes)
        self.keys.forget()
        self.session.wish(FocusPane(index))
        self.paint()

    @on(Inspector.Chosen)
    def go_to_chosen(self, message: Inspector.Chosen) -> None:
        """Jump to the tag clicked in the list."""
        article = self.session.desk.pane.article
        self.session.wish(GoToAnnotation(article, message.annotation))
        self.paint()

    @on(Inspector.Followed)
    def go_to_other_end(self, message: Inspector.Followed) -> None:
        """Jump to the other end of the link clicked in the list."""
        from annotate.tui.screens.linking import Linking  # noqa: PLC0415 - see load_rules

        Linking(self).go_to_end_of(message.annotation, message.link)
        self.paint()

    @on(Inspector.Resized)
    def list_again(self) -> None:
        """List as many tags as fit now."""
        self.paint()

    # Named for the messages of Prompt, whose class is not loaded at the start.

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Follow what is typed: show the first match from where the search began."""
        self.acts.type(message.purpose, message.text)
        self.paint()

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Take the answer."""
        self.acts.answer(message.purpose, message.text)
        self.paint()

    def on_prompt_left(self, message: Prompt.Left) -> None:
        """Back to where the question was asked."""
        self.acts.leave(message.purpose)
        self.paint()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text never tags."""
        event.stop()
        self.session.message = "pasted text is ignored here"
        self.paint()
