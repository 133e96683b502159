"""The program on the terminal: start, signals, faults, and a way out that saves."""

from __future__ import annotations

import asyncio
import gc
import queue
import threading
import time
import traceback
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.message import Message

from annotate.config import state_dir
from annotate.errors import AnnotateError
from annotate.ids import Ids
from annotate.tui.commands import commands_for
from annotate.tui.delays import call_after
from annotate.tui.keymap import build_keymap, shown_key
from annotate.tui.messages import CasesRead, ReadFor, ReadSheets, StoreChanged
from annotate.tui.reading import reading_path, save_reading
from annotate.tui.screens.desk import DeskScreen
from annotate.tui.session import Session, load_rules
from annotate.tui.themes import Styles, palette_for
from annotate.tui.typeahead import TypeAhead
from annotate.tui.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType
    from textual.command import Provider
    from textual.driver import Driver
    from textual.screen import Screen

    from annotate.config import Settings
    from annotate.model import Scheme
    from annotate.store.place import Place
    from annotate.tui.messages import Report
    from annotate.tui.start import Start

__all__ = ["AnnotateApp"]

T = TypeVar("T")

_DRAIN_SECONDS = 3.0
_PAINTED_SECONDS = 0.05
"""After this long the first paint has left: what loads then does not hold it up."""
_UNDO_SECONDS = 1.0
_TYPED = (events.Key, events.Paste)


def _table_commands() -> type[Provider]:
    from annotate.tui.palette import TableCommands  # noqa: PLC0415 - costs a start

    return TableCommands


class KeyboardLost(Exception):
    """The terminal gives no more keys."""


class AnnotateApp(App[int]):
    """The reading desk on one database, for one annotator."""

    CSS_PATH = "annotate.tcss"
    TITLE = "annotate"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        _table_commands
    }
    BLANK = True
    DESK: ClassVar[type[DeskScreen]] = DeskScreen
    """The reading screen that is made."""
    KEEPS_READING: ClassVar[bool] = True
    """Whether the next start is to open what is open at the end."""
    PRESSES_AT_ONCE: ClassVar[bool] = True
    """Whether a key of the desk may go past `_give_typed`."""

    class Told(Message):
        """The writer did something, and its report is there."""

    def __init__(
        self,
        database: Place,
        annotator: str,
        start: Start,
        settings: Settings,
    ) -> None:
        terminal = start.terminal
        super().__init__(ansi_color=terminal.colours in {"16", "none"})
        self._database = database
        self._terminal = terminal
        self._is_dark = terminal.is_dark
        self._reading_path = reading_path(state_dir(), database, annotator)
        desk = start.opened.desk
        self.writer = Writer(database, annotator, self._tell, start.opened.additions)
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.session = Session(desk, start.opened.statuses, Ids(), self.writer.ask)
        self._own_keys = settings.keys
        self._ascii_only = settings.ascii
        self._scheme = desk.scheme
        self._annotator = annotator
        self._wraps = start.wraps
        self._key_table = start.keymap
        self._desk = self.DESK(
            self.session,
            self._key_table,
            start.wraps,
            start.styles,
            shows_inspector=start.reading.shows_inspector,
        )
        self._type_ahead = TypeAhead(
            self._place_for_keys,
            self._may_close,
            self._give_typed,
            partial(call_after, self),
        )
        self._here: asyncio.AbstractEventLoop | None = None
        """The loop of the desk; None until it has been painted."""
        self._context_here = copy_context()
        """In which reports are taken; see `_begin`."""
        self._in_hand = 0
        """Events that Textual is at, more than one where one waits for another."""
        self._ended_by = 0
        self._is_kept = False
        self._is_leaving = False
        self._is_broken = False
        self.farewell: str = ""
        """What to say on stderr when the screen is gone; "" for nothing."""
        self._set_theme()

    @property
    def database(self) -> Place:
        """What the desk works on."""
        return self._database

    def get_driver_class(self) -> type[Driver]:
        """Ours for POSIX terminals and for browsers, which write whole frames."""
        driver = super().get_driver_class()
        if driver.__name__ == "WebDriver":
            from annotate.tui.web_driver import DeskWebDriver  # noqa: PLC0415 - rare

            return DeskWebDriver
        if driver.__name__ != "LinuxDriver":
            return driver
        from annotate.tui.driver import FrameDriver  # noqa: PLC0415 - not on Windows

        FrameDriver.take_key = staticmethod(self.press_at_once)
        return FrameDriver

    def _styles(self) -> Styles:
        palette = palette_for(self._terminal.colours, is_dark=self._is_dark)
        return Styles(palette, self.session.desk.scheme)

    def _set_theme(self) -> None:
        kind = "ansi" if self._terminal.colours in {"16", "none"} else "textual"
        theme = f"{kind}-{'dark' if self._is_dark else 'light'}"
        # Setting a theme styles everything anew, also the one that is in use.
        if theme != self.theme:
            self.theme = theme

    def get_default_screen(self) -> Screen[None]:
        """The desk; there is no other screen below it."""
        return self._desk

    def on_mount(self) -> None:
        """Have the screen painted again when the program is resumed."""
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))

    @on(DeskScreen.Painted)
    def begin_soon(self) -> None:
        """Let the first paint leave."""
        call_after(self, _PAINTED_SECONDS, self._begin)

    async def _begin(self) -> None:
        """Do what the first paint does not need."""
        await self._desk.mount_rest()
        self.writer.start()
        threading.Thread(target=load_rules, name="rules", daemon=True).start()
        # What is there now stays: the collector need not look at it again.
        gc.freeze()
        gc.enable()
        self._context_here = copy_context()
        self._here = asyncio.get_running_loop()
        if self._ended_by:
            self.leave(128 + self._ended_by)

    def end_by(self, number: int) -> None:
        """Leave because of a signal; may be called between any two steps."""
        self._ended_by = number
        # Textual cannot leave a screen that it is still making: `_begin` does it then.
        if self._here is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._here.call_soon_threadsafe(self.leave, 128 + number)

    def _tell(self, report: Report) -> None:
        self._reports.put(report)
        here = self._here
        if here is None:
            self.post_message(self.Told())
        else:
            with suppress(RuntimeError):  # the loop has ended
                here.call_soon_threadsafe(self._take_told, context=self._context_here)

    def _take_told(self) -> None:
        if self._is_idle:
            self._at_once(self.take_reports)
        else:
            self.post_message(self.Told())

    @property
    def _is_idle(self) -> bool:
        """Whether Textual has nothing in hand that what comes now must not overtake."""
        return not self._in_hand and not self.message_queue_size

    def _at_once(self, act: Callable[[], T]) -> T | None:
        """Do what would else wait for Textual's tasks, a tenth of the time of a key."""
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - ends the program, as in a task
            self._handle_exception(error)
            return None

    def press_at_once(self, key: events.Key) -> bool:
        """Whether a key was for the desk, or the columns over it, and is done."""
        if self._is_leaving or not (self.PRESSES_AT_ONCE and self._is_idle):
            return False
        front = self._front
        if not self._type_ahead.is_open_for(front):
            return False
        return self._at_once(partial(front.keys.press, key)) is not False

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go where they are meant to, in their order."""
        self._in_hand += 1
        try:
            if isinstance(event, _TYPED) and not event.is_forwarded:
                await self._type_ahead.take(event)
            else:
                await super().on_event(event)
        finally:
            self._in_hand -= 1

    async def _give_typed(self, typed: events.Key | events.Paste) -> None:
        """Keys of the desk go to it at once, past Textual's search for bindings.

        The ways out are open on pages and in fields too. What comes when all has been
        saved would be lost without a word, and is for nobody.
        """
        if self._is_leaving:
            return
        if isinstance(typed, events.Key):
            front = self._front
            if self.screen is front and front.keys.press(typed):
                return
            if not typed.is_printable and front.keys.leave_by(typed):
                return
        await super().on_event(typed)

    def _place_for_keys(self) -> object | None:
        """What takes keys now; None while it is still being made."""
        screen = self.screen
        if isinstance(screen, DeskScreen):
            return screen.place_for_keys
        if screen.focused is None or getattr(screen, "is_opening", False):
            return None
        return screen, screen.focused

    def _may_close(self, key: events.Key | events.Paste) -> bool:
        """Whether a key may close a page or the prompt, or lead on in a form."""
        focused = self.screen.focused
        if focused is None or isinstance(key, events.Paste):
            return False
        closes_by = getattr(self.screen, "closes_by", None)
        if closes_by is not None:
            return bool(closes_by(key))
        leads_on = getattr(self.screen, "leads_on", None)
        if leads_on is not None and leads_on(key):
            return True
        if key.key in {"q", "question_mark", "space"}:
            return not focused.check_consume_key(key.key, key.character)
        return key.key in {"enter", "escape"}

    def on_app_blur(self, event: events.AppBlur) -> None:
        """Leave the focus where it is: what comes all the same is meant for it.

        Textual takes it from the field. Keys that another program sends to a window in
        the background, as tmux does, would act on the desk.
        """
        event.prevent_default()

    @on(Told)
    def take_reports(self) -> None:
        """Let the desk show what the writer did."""
        while not self._reports.empty():
            self._pass_on(self._reports.get())
        if self.session.desk.scheme is not self._scheme:
            self._use_scheme(self.session.desk.scheme)

    def _pass_on(self, report: Report) -> None:
        """Give a report to whom it answers, and what others changed to all."""
        front, is_news = self._front, isinstance(report, StoreChanged)
        if front is not self._desk and (is_news or front.owns(report)):
            front.take(report)
            if not is_news:
                return
        if not self._desk.owns(report):
            return  # asked for by a screen that has been left
        self._desk.take(report)
        if isinstance(report, CasesRead):
            # At once: a key that waits for the screen must not find the desk.
            self.open_adjudication(report)

    def _use_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        try:
            self._key_table = build_keymap(commands_for(scheme), self._own_keys)
        except AnnotateError as clash:
            self.session.message = str(clash)
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.use_labels(self._key_table, self._styles())

    @property
    def _front(self) -> DeskScreen:
        """The desk, or the screen with panes that lies over it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                return screen
        return self._desk

    def open_adjudication(self, read: CasesRead) -> None:
        """Show the cases that were read, over the desk."""
        from annotate.tui.screens.adjudicate import (  # noqa: PLC0415 - rare
            adjudicate_screen,
        )

        try:
            screen = adjudicate_screen(
                self._desk, read, self._annotator, self._own_keys, self._wraps
            )
        except AnnotateError as clash:
            self.session.message = str(clash)
            self._desk.paint()
            return
        self.session.message = ""
        self.push_screen(screen, self.leave_adjudication)

    def leave_adjudication(self, _: object) -> None:
        """Show on the desk what was decided meanwhile."""
        open_now = tuple(pane.article for pane in self.session.desk.panes)
        self.session.ask(ReadSheets(open_now, ReadFor.REFRESH))

    @on(DeskScreen.ProgressWished)
    def open_progress(self) -> None:
        """Show how far everybody is, over the desk."""
        from annotate.tui.screens.progress import (  # noqa: PLC0415 - rare
            ProgressScreen,
        )

        self.push_screen(
            ProgressScreen(self._database, self._styles(), ascii_only=self._ascii_only)
        )
        self._front.hands_over = False

    @on(DeskScreen.ShadeWished)
    def switch_shade(self) -> None:
        """Dark instead of light, or the other way round."""
        self._is_dark = not self._is_dark
        self._set_theme()
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.use_styles(self._styles())

    @on(DeskScreen.QuitWished)
    async def action_quit(self) -> None:
        """Leave, with everything saved or said."""
        self.leave(0)

    def action_help_quit(self) -> None:
        """Say how to leave, for a reader who pressed Ctrl-C on a page."""
        self.notify("Ctrl-Q quits, or : and quit", markup=False)

    def leave(self, code: int) -> None:
        """Save what is to be saved, say what is not, and end with this exit code."""
        if self._is_leaving:
            return
        self._is_leaving = True
        is_all_saved = self.keep()
        self.exit(code if is_all_saved else code or 1)

    def keep(self) -> bool:
        """Whether all is saved now; what is not is written aside and said at the end.

        Does its work once: whatever way the program takes out, it comes by here.
        """
        if self._is_kept:
            return not self.farewell
        self._is_kept = True
        session = self.session
        with suppress(Exception):  # the reader leaves in any case
            self._finish_undo()
        if self.KEEPS_READING:
            reading = session.reading(shows_inspector=self._desk.shows_inspector)
            save_reading(self._reading_path, reading)
        unsaved = self.writer.close(_DRAIN_SECONDS)
        if not unsaved:
            return True
        from annotate.tui.rescue import last_words  # noqa: PLC0415 - hardly ever

        self.farewell = last_words(unsaved, session, state_dir())
        return False

    def _finish_undo(self) -> None:
        """Do what was pressed after an undo, when that is done soon."""
        session, until = self._front.session, time.monotonic() + _UNDO_SECONDS
        while session.holds and not session.save.failure:
            left = until - time.monotonic()
            if left <= 0:
                return
            with suppress(queue.Empty):
                session.receive(self._reports.get(timeout=left))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the table."""
        del screen
        front = self._front
        for command in front.keymap.commands:
            keys = " ".join(shown_key(key) for key in command.keys)
            yield SystemCommand(
                command.title,
                f"{keys} · {command.help}" if keys else command.help,
                lambda c=command: front.keys.perform(c),
            )

    def panic(self, *renderables: RenderableType) -> None:
        """Textual has lost the keyboard: end as after any other fault."""
        del renderables
        self._handle_exception(KeyboardLost())

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own report prints article text and paths with all local variables.
        self._return_code = 1
        if not self._is_broken:
            self._is_broken = True
            report = _crash_report(error)
            # What is broken may be what is needed here; the report comes first.
            with suppress(Exception):
                self.keep()
            self.farewell = "\n".join(filter(None, (report, self.farewell)))
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _crash_report(error: Exception) -> str:
    folder = state_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "crash.txt"
        path.write_text("".join(traceback.format_exception(error)), "utf-8")
    except OSError:
        return f"annotate stopped on a fault of its own: {type(error).__name__}."
    return (
        f"annotate stopped on a fault of its own ({type(error).__name__}); every "
        f"saved tag is safe. Details for a report: {path}"
    )
