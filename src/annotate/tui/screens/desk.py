"""The reading screen: the way of a key to a wish, and of the desk to the panes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen

from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import Find, GoToAnnotation, Place, Relabel, Tag
from annotate.desk.state import MAX_PANES
from annotate.text.row_motions import row_down, row_end, row_start, row_up
from annotate.text.search import count
from annotate.text.selection import cursor_offset
from annotate.text.spans import Own
from annotate.tui.carousel import visible_panes
from annotate.tui.commands import Act, RowMotion, RowStep
from annotate.tui.keymap import LEADER, pressed_key
from annotate.tui.screens.acts import Acts
from annotate.tui.status import article_strip, hint_pieces, status_pieces
from annotate.tui.whichkey import which_key_strips
from annotate.tui.widgets.article_pane import ArticlePane, PaneView
from annotate.tui.widgets.inspector import Inspector
from annotate.tui.widgets.lines import Lines, Strips, strip_of

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from annotate.model import Article
    from annotate.text.selection import Selection
    from annotate.tui.commands import Command
    from annotate.tui.jumps import Jumps
    from annotate.tui.keymap import Keymap
    from annotate.tui.messages import Report
    from annotate.tui.session import Session
    from annotate.tui.themes import Styles
    from annotate.tui.widgets.prompt import Prompt
    from annotate.tui.wraps import Wraps

__all__ = ["DeskScreen"]


_PATIENCE_SECONDS = 0.008
"""How long the frame of a tag waits for its commit. Nothing else waits: keys go on. Two
frames, one for the tag and one for "saved", would come a screen tick apart instead."""

_LEAST_COLUMNS, _LEAST_ROWS = 12, 4
_STRIP_ROWS = 8
"""With fewer rows the text needs the row of the article strip."""


class Blank(Lines):
    """Holds others and draws nothing: they fill it."""

    BLANK = True


class DeskScreen(Screen[None]):
    """Panes, status and hints; holds no rule of its own."""

    BLANK = True
    AUTO_FOCUS = ""

    class QuitWished(Message):
        """The reader wishes to leave."""

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
        self._wraps = wraps
        self._first = 0
        self._waits_for: str = ""
        """What the next key completes: "leader", "relabel" or ""."""
        self._jumps: Jumps | None = None
        self._label_keys: dict[str, str] = {}
        self._frame: Timer | None = None
        """Paints when the store takes longer than a frame may wait."""
        self._hinted: object = None
        """What the hint line was made of."""
        self._hits: dict[tuple[str, str], int] = {}
        """Matches by article and needle; counting them on each key would cost."""
        self._stands = False
        """Whether all is there that keys may want."""
        self._acts = Acts(self)
        self.prompt: Prompt | None = None
        """The one-line question; None until the first paint is over."""
        self._learn_label_keys()

    def compose(self) -> ComposeResult:
        """Five slots for panes, of which as many show as fit, and the foot."""
        styles = self.styles_in_use
        yield Strips(id="strip")
        with Blank(id="body"):
            with Blank(id="panes"):
                for slot in range(MAX_PANES):
                    yield ArticlePane(
                        id=f"pane-{slot}", wraps=self._wraps, styles=styles
                    )
            yield Inspector(id="inspector")
        yield Strips(id="which-key")
        yield Strips(id="status")
        yield Strips(id="hints")
        yield Blank(id="foot")

    def on_mount(self) -> None:
        """Find the parts once; a query for each key would cost more than the key."""
        self._panes = [
            self.query_one(f"#pane-{slot}", ArticlePane) for slot in range(MAX_PANES)
        ]
        self._inspector = self.query_one("#inspector", Inspector)
        self._status = self.query_one("#status", Strips)
        self._hints = self.query_one("#hints", Strips)
        self._strip = self.query_one("#strip", Strips)
        self._which_key = self.query_one("#which-key", Strips)
        self.set_class(self.shows_inspector, "-inspector")
        self.on_resize()

    async def mount_rest(self) -> None:
        """Mount what the first paint does not need."""
        from annotate.tui.widgets.prompt import Prompt  # noqa: PLC0415 - costs a start

        self.prompt = Prompt(id="prompt")
        # Mounting lays out and paints the parent again: so that is hidden.
        await self.query_one("#foot").mount(self.prompt)
        self._stands = True

    def on_resize(self) -> None:
        """Show as many panes as fit now; where none does, one line that says so."""
        width, height = self.app.size
        self.set_class(width < 100, "-narrow")
        self.set_class(height < _STRIP_ROWS, "-low")
        self.set_class(self._is_tiny, "-tiny")
        self.paint()

    def on_screen_resume(self) -> None:
        """Paint what changed under another screen."""
        if self.is_mounted:
            self.paint()

    # From a key to a wish

    def press(self, event: events.Key) -> bool:
        """Whether the key was for the desk; it is done then."""
        if self.focused is not None:
            return False
        if not self._stands:
            return True
        if self._is_tiny and not self._is_way_out(event):
            # What cannot be seen is not to be changed.
            return True
        return self._press(event)

    @property
    def place_for_keys(self) -> object | None:
        """What takes keys here; None while a page, a field or an article is coming."""
        if not self._stands or self.session.is_opening:
            return None
        if self.has_class("-prompt"):
            return self.focused
        return self

    def _press(self, event: events.Key) -> bool:
        key = pressed_key(event.key, event.character)
        if self.session.is_undoing and self._is_held(key):
            self.session.hold(partial(self.press, event))
            return True
        if self._jumps is not None:
            self._jump(self.keymap.by_place(key))
        elif self._waits_for == "relabel":
            if key == LEADER:  # some labels have a key behind it
                return True
            self._wait_for("")
            self._relabel(key)
        elif self._waits_for == "leader":
            self._wait_for("")
            command = self.keymap.after_leader(key)
            if command is not None:
                self.perform(command)
                return True
        elif key == LEADER:
            self.session.message = ""
            self._wait_for("leader")
        else:
            command = self.keymap.command(key)
            if command is None:
                return False
            self.perform(command)
            return True
        self.paint()
        return True

    def _is_held(self, key: str) -> bool:
        """Whether a key waits for an undo: what it does may hang on the desk."""
        command = self.keymap.command(key)
        if command is not None:
            # The way out stays open also when the store does not answer.
            return command.wish is not Act.QUIT
        # Behind a key that waits, any key may complete it.
        return key == LEADER or self.session.holds

    def perform(self, command: Command) -> None:
        """Do what a command says, and show it."""
        wish, pending = command.wish, self.session.save.pending
        if isinstance(wish, RowMotion):
            self._move_rows(wish)
        elif isinstance(wish, Act):
            self._acts.perform(wish)
        else:
            self.session.wish(wish)
        if self.session.save.pending > pending:
            self._paint_soon()
        else:
            self.paint()

    def _paint_soon(self) -> None:
        """Paint with the word that all is saved if it comes at once, else without."""
        if self._frame is None:
            self._frame = self.set_timer(_PATIENCE_SECONDS, self.paint)

    def _relabel(self, key: str) -> None:
        for command in (self.keymap.command(key), self.keymap.after_leader(key)):
            if command is not None and isinstance(command.wish, Tag):
                self.session.wish(Relabel(command.wish.label))
                return
        self.session.message = "not relabelled"

    def wait_for_label(self) -> None:
        """Let the next key be the label that the active tag gets."""
        try:
            self.session.desk.own_active()
        except DeskRefusal as refusal:
            self.session.message = str(refusal)
            return
        self._wait_for("relabel")
        self.session.message = "relabel: press the key of the new label"

    def _wait_for(self, what: str) -> None:
        self._waits_for = what
        self.set_class(what == "leader", "-leader")
        if what == "leader":
            strips = which_key_strips(
                "Space, then", self.keymap.rarer(), self._columns, self.styles_in_use
            )
            self._which_key.styles.height = len(strips)
            self._which_key.show(strips)

    def _move_rows(self, motion: RowMotion) -> None:
        slot = self._focused_slot()
        rows = slot.rows if slot else None
        if slot is None or rows is None:
            return
        pane, text = self.session.desk.pane, self.session.desk.text
        selection = pane.selection
        extends = motion.extend or pane.is_sticky
        here = selection.head if extends else cursor_offset(text, selection)
        _, cell = rows.cell_of(here)
        goal = cell if pane.goal_cell is None else pane.goal_cell
        steps = {
            RowStep.DOWN: lambda: row_down(rows, here, goal),
            RowStep.UP: lambda: row_up(rows, here, goal),
            RowStep.PAGE_DOWN: lambda: row_down(rows, here, goal, slot.page - 1 or 1),
            RowStep.PAGE_UP: lambda: row_up(rows, here, goal, slot.page - 1 or 1),
            RowStep.START: lambda: row_start(rows, here),
            RowStep.END: lambda: row_end(rows, here),
        }
        offset = steps[motion.step]()
        along = motion.step in {RowStep.START, RowStep.END}
        self.session.wish(Place(offset, motion.extend, None if along else goal))

    # Jump labels

    def start_jump(self, *, extend: bool) -> None:
        """Label the words on the screen; the next keys choose one."""
        from annotate.tui.jumps import jump_labels  # noqa: PLC0415 - see load_rules

        desk = self.session.desk
        visible = []
        for slot in self._shown_slots():
            view = slot.view
            if view is not None:
                text = view.sheet.article.text
                visible.append((view.index, text, *slot.visible_span))
        self._jumps = jump_labels(visible, focus=desk.focus, extend=extend)
        self.session.message = "jump: type the letters of a word; Esc leaves"

    def _jump(self, key: str) -> None:
        jumps = self._jumps
        if jumps is None:
            return
        self.session.message = ""
        typed = jumps.typed + key
        if typed in jumps.by_label:
            self._jumps = None
            self._acts.jump_to(*jumps.by_label[typed], extend=jumps.extend)
        elif any(label.startswith(typed) for label in jumps.by_label):
            self._jumps = replace(jumps, typed=typed)
        else:
            self._jumps = None

    # From the desk to the panes

    def paint(self) -> None:
        """Show the desk as it is now; what looks the same is not drawn again."""
        if self._frame is not None:
            self._frame.stop()
            self._frame = None
        self._arrange()
        desk, styles = self.session.desk, self.styles_in_use
        for index, slot in zip(self._visible, self._panes, strict=False):
            slot.show(self._view(index))
        width = self._columns
        if self._is_tiny:
            note = f"too small: {width}x{self.app.size.height}"
            self._status.show([strip_of([(note, styles.alarm)], width, styles.status)])
            return
        if self.has_class("-strip"):
            strip = article_strip(desk, self._visible, width, styles)
            self._strip.show([strip_of(strip, width, styles.bar)])
        status = status_pieces(
            desk, self.session.save, self.session.status, width, styles
        )
        self._status.show([strip_of(status, width, styles.status)])
        self._hint(width)
        if self.shows_inspector:
            self._inspector.show_tags(
                desk, self.inspector_label, self.session.unsaved, styles
            )

    def _hint(self, width: int) -> None:
        session, styles = self.session, self.styles_in_use
        active = session.desk.active_shown()
        said = (session.message, active, width, styles)
        if said != self._hinted:
            self._hinted = said
            hints = hint_pieces(session.desk, self.keymap, session.message, styles)
            self._hints.show([strip_of(hints, width, styles.hint)])

    @property
    def _is_tiny(self) -> bool:
        """Whether not even one pane can be read."""
        width, height = self.app.size
        return width < _LEAST_COLUMNS or height < _LEAST_ROWS

    def _is_way_out(self, event: events.Key) -> bool:
        command = self.keymap.command(pressed_key(event.key, event.character))
        return command is not None and command.wish in {Act.QUIT, Act.SUSPEND}

    @property
    def _columns(self) -> int:
        """Cells of the terminal's width; the screen's own size is 0 before it shows."""
        return self.app.size.width

    @property
    def _visible(self) -> range:
        desk = self.session.desk
        width = self._columns
        if self.shows_inspector and not self.has_class("-narrow"):
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
        self.set_class(len(shown) < len(self.session.desk.panes), "-strip")
        for slot, pane in enumerate(self._panes):
            pane.set_class(slot >= len(shown), "-away")

    def _shown_slots(self) -> list[ArticlePane]:
        return self._panes[: len(self._visible)]

    def _focused_slot(self) -> ArticlePane | None:
        at = self.session.desk.focus - self._visible.start
        return self._panes[at] if 0 <= at < MAX_PANES else None

    def _view(self, index: int) -> PaneView:
        desk = self.session.desk
        pane = desk.panes[index]
        sheet = desk.sheets[pane.article]
        is_focused = index == desk.focus
        remark = ""
        if desk.needle:
            hits = self._count(sheet.article, desk.needle)
            remark = f"{hits} hit" if hits == 1 else f"{hits} hits"
        shown = desk.shows_others
        return PaneView(
            index=index,
            sheet=sheet,
            spans=sheet.index if shown else Own(sheet.index, desk.annotator),
            label_keys=self._label_keys,
            selection=pane.selection,
            me=desk.annotator,
            active=desk.active if is_focused else "",
            needle=desk.needle,
            is_focused=is_focused,
            shows_all=shown,
            remark=remark,
            jumps=self._jumps.labels(index) if self._jumps else None,
        )

    def _count(self, article: Article, needle: str) -> int:
        hits = self._hits.get((article.id, needle))
        if hits is None:
            self._hits = {
                key: one for key, one in self._hits.items() if key[1] == needle
            }
            hits = self._hits[article.id, needle] = count(article.text, needle)
        return hits

    def _learn_label_keys(self) -> None:
        for command in self.keymap.commands:
            if isinstance(command.wish, Tag) and command.keys:
                self._label_keys[command.wish.label] = command.keys[0][-1]

    # What comes from elsewhere

    def take(self, report: Report) -> None:
        """Show what the writer did."""
        self.session.receive(report)
        self._acts.receive(report)
        if self.is_current:
            self.paint()

    def use_labels(self, keymap: Keymap, styles: Styles) -> None:
        """Work with the labels that the scheme has now."""
        self.keymap = keymap
        self._label_keys = {}
        self._learn_label_keys()
        known = {label.id for label in self.session.desk.scheme.labels}
        if self.inspector_label not in known:
            self.inspector_label = ""
        self.use_styles(styles)

    def use_styles(self, styles: Styles) -> None:
        """Paint everything with other colours."""
        self.styles_in_use = styles
        for pane in self._panes:
            pane.use_styles(styles)
        self.paint()

    @on(ArticlePane.Pointed)
    def follow_pointer(self, message: ArticlePane.Pointed) -> None:
        """Place, word, sentence or drag by the mouse."""
        from annotate.tui.pointing import pointed  # noqa: PLC0415 - see load_rules

        self._jumps = None
        self._wait_for("")
        for wish in pointed(
            self.session.desk, message.index, message.offset, message.clicks
        ):
            self.session.wish(wish)
        self.paint()

    @on(Inspector.Chosen)
    def go_to_chosen(self, message: Inspector.Chosen) -> None:
        """Jump to the tag clicked in the list."""
        article = self.session.desk.pane.article
        self.session.wish(GoToAnnotation(article, message.annotation))
        self.paint()

    @on(Inspector.Resized)
    def list_again(self) -> None:
        """List as many tags as fit now."""
        self.paint()

    # Named for the messages of Prompt, whose class is not loaded at the start.

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Follow what is typed: show the first match from where the search began."""
        self._acts.type(message.purpose, message.text)
        self.paint()

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Take the answer."""
        self._acts.answer(message.purpose, message.text)
        self.paint()

    def on_prompt_left(self, message: Prompt.Left) -> None:
        """Back to where the question was asked."""
        self._acts.leave(message.purpose)
        self.paint()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text never tags."""
        event.stop()
        self.session.message = "pasted text is ignored here"
        self.paint()

    def find(
        self, needle: str, *, backwards: bool = False, origin: Selection | None = None
    ) -> None:
        """Select the next match, or say that there is none."""
        self.session.wish(Find(needle, backwards, origin))

    def hits(self, needle: str) -> str:
        """How often a text stands in the focused article, and in the other panes."""
        desk = self.session.desk
        counts = [
            self._count(desk.sheets[pane.article].article, needle)
            for pane in desk.panes
        ]
        here = counts.pop(desk.focus)
        return f"{here} here, {sum(counts)} in other panes"
