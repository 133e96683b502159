"""The desk with a lesson over it: the same keys, rules and screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.widgets import Input

from annotate.desk.intents import Select, Toggle, ToggleKind, Where
from annotate.text.selection import Selection
from annotate.tui.app import AnnotateApp
from annotate.tui.carousel import PANE_CELLS
from annotate.tui.commands import Act
from annotate.tui.keymap import pressed_key, shown_key
from annotate.tui.screens.desk import DeskScreen
from annotate.tui.tutor.course import Course, figure_lines, panel_rows, praise
from annotate.tui.tutor.goals import Standing
from annotate.tui.tutor.planning import planned
from annotate.tui.tutor.practice import ARTICLES
from annotate.tui.widgets.lines import Strips, strip_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from annotate.config import Settings
    from annotate.tui.keymap import Keymap
    from annotate.tui.start import Start
    from annotate.tui.tutor.lessons import Lesson

__all__ = ["TutorApp", "TutorDesk", "skip_key_of"]


def skip_key_of(keymap: Keymap) -> str:
    """A key for "skip this lesson" that the reader's keymap leaves free."""
    wanted = ("ctrl+n", *(f"f{number}" for number in range(2, 25)))
    return next(key for key in wanted if key not in keymap.by_key)


def _quit_key(keymap: Keymap) -> str:
    keys = next(one.keys for one in keymap.commands if one.wish is Act.QUIT)
    return shown_key(keys[0]) if keys else ": quit"


_TEXT_SHARE = 6
"""The lesson has at most one row of so many."""


class TutorDesk(DeskScreen):
    """Shows the lesson that is on, and goes on when its goals are reached."""

    CSS = """
    TutorDesk #lesson { height: 2; }
    TutorDesk.-tiny #lesson { display: none; }
    """
    course: Course | None = None
    """None until the first painting."""
    is_told = False
    """Whether the figures have been shown."""

    def compose(self) -> ComposeResult:
        """The parts of the desk, below the lesson."""
        yield Strips(id="lesson")
        yield from super().compose()

    async def mount_rest(self) -> None:
        """Mount what the first paint does not need, and begin."""
        await super().mount_rest()
        self.paint()

    def paint(self) -> None:
        """Show desk and lesson as they are now."""
        self.look()
        super().paint()
        self.show_lesson()

    def look(self) -> None:
        """Go on to the next lesson, when what this one asks for has come true."""
        course = self.course or Course(planned(self.keymap))
        self.course = course.seeing(self._standing())
        if len(self.course.figures) > len(course.figures):
            self.session.message = praise(self.course.figures[-1])
        self._begin()

    def show_lesson(self) -> None:
        """Show the task and the keys used."""
        if self.course is None or self.is_tiny:
            return
        width, styles = self.app.size.width, self.styles_in_use
        skip = shown_key(skip_key_of(self.keymap))
        rows = panel_rows(self.course, skip, _quit_key(self.keymap), width)
        # In a low window the task comes first, and the text before all else.
        rows = rows[: max(self.app.size.height // _TEXT_SHARE, 1)]
        panel = self.query_one("#lesson", Strips)
        if panel.styles.height is None or panel.styles.height.value != len(rows):
            panel.styles.height = len(rows)
        looks = [styles.lit_bar, *[styles.bar] * len(rows)]
        panel.show(
            [
                strip_of([(row, look)], width, look)
                for row, look in zip(rows, looks, strict=False)
            ]
        )

    def count_key(self, *, is_writing: bool) -> None:
        """Count a key that is about to be pressed, maybe one that writes in a field."""
        self.look()
        if self.course is not None:
            self.course = self.course.with_key(is_writing=is_writing)

    def skip(self) -> None:
        """Go on to the next lesson as it is."""
        if self.course is not None and self.course.lesson is not None:
            self.course = self.course.skipped()
            self.session.message = f"Skipped: {self.course.figures[-1].title.lower()}"
        self.paint()

    def _standing(self) -> Standing:
        has_page = self.app.screen is not self
        return Standing(self.session.desk, has_page, self.has_class("-prompt"))

    def _begin(self) -> None:
        """Put the cursor where the next lesson begins, once nothing lies over it."""
        course, session = self.course, self.session
        if course is None or course.is_on or not self.stands or session.is_undoing:
            return
        standing = self._standing()
        if standing.has_page or standing.is_asking or session.is_opening:
            return
        if course.lesson is None:
            self._tell_figures(course)
            return
        lesson = course.lesson.lesson
        if lesson.beside and self.app.size.width < 2 * PANE_CELLS:
            self.skip()
            session.message = f"{lesson.title}: {2 * PANE_CELLS} columns are needed."
        elif self._go_to(lesson):
            self.course = course.begun()

    def _go_to(self, lesson: Lesson) -> bool:
        """Make the desk what the lesson begins with; False while an article opens."""
        session = self.session
        # The last one has the focus.
        quotes = [quote for quote in (lesson.beside, lesson.start) if quote]
        articles = [
            next(one for one in ARTICLES if quote in one.text) for quote in quotes
        ]
        for article in articles:
            if session.desk.position(article.id) is None:
                session.open(article.id, Where.NEW_PANE)
                return False
        self.keys.forget()
        said = session.message
        for quote, article in zip(quotes, articles, strict=True):
            at, offset = session.desk.position(article.id), article.text.index(quote)
            if at is not None:
                session.wish(Select(at, Selection(offset, offset)))
        desk = session.desk
        switches = {
            ToggleKind.STICKY: desk.pane.is_sticky,
            ToggleKind.SUGGESTIONS: desk.shows_suggestions != lesson.has_suggestions,
            ToggleKind.ZOOM: desk.is_zoomed and bool(lesson.beside),
        }
        for kind, is_wrong in switches.items():
            if is_wrong:
                session.wish(Toggle(kind))
        session.message = said
        return True

    def _tell_figures(self, course: Course) -> None:
        if self.is_told:
            return
        self.is_told = True
        from annotate.tui.screens.reader import ReaderScreen  # noqa: PLC0415 - once

        quit_key = _quit_key(self.keymap)
        lines = [
            *figure_lines(course),
            "",
            "What is typed into a field counts as one key.",
            f"{quit_key} leaves. Esc leads back to the practice articles;",
            "they are thrown away in the end.",
        ]
        self.app.push_screen(ReaderScreen("Your keys", lines))


class TutorApp(AnnotateApp):
    """The program with lessons, on a database that nobody keeps."""

    CSS_PATH = "../annotate.tcss"
    DESK: ClassVar[type[DeskScreen]] = TutorDesk
    PRESSES_AT_ONCE: ClassVar[bool] = False  # each key is counted in `_give_typed`

    def __init__(
        self, database: Path, annotator: str, start: Start, settings: Settings
    ) -> None:
        super().__init__(database, annotator, start, settings)
        # Where the reader was is of no use when the articles are gone.
        self._reading_path = database.with_name("reading.json")

    @property
    def course(self) -> Course | None:
        """How far the reader is; None before the first painting."""
        return self._tutor.course

    @property
    def _tutor(self) -> TutorDesk:
        desk = self._desk
        if not isinstance(desk, TutorDesk):
            raise TypeError(desk)
        return desk

    async def _give_typed(self, typed: events.Key | events.Paste) -> None:
        """Keys are counted, but for those that skip a lesson or leave."""
        desk = self._tutor
        if isinstance(typed, events.Key):
            key = pressed_key(typed.key, typed.character)
            if key == skip_key_of(desk.keymap):
                desk.skip()
                return
            command = desk.keymap.command(key)
            if command is None or command.wish is not Act.QUIT:
                writes = typed.is_printable or key == "backspace"
                desk.count_key(is_writing=writes and isinstance(self.focused, Input))
        await super()._give_typed(typed)
        desk.show_lesson()
