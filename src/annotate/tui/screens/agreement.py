"""How far annotators agree, over the desk; and the differences, which open there.

Reading and computing take as long as there is work to compare, so they are done in a
thread of their own with a reader of their own: the desk's thread goes on saving.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from annotate.agreement.report import Report, report
from annotate.errors import AnnotateError
from annotate.store.reader import Reader
from annotate.text.display import safe_line
from annotate.tui.agreeing import Compared, compared, who_is_compared
from annotate.tui.agreement_view import Left, State, View, page
from annotate.tui.differing import MOST, Wanted, listed
from annotate.tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from annotate.store.place import Place as Database
    from annotate.tui.screens.places import Place

__all__ = ["AgreementScreen", "Chosen"]

_WAITS = "Comparing…"
_HINTS = "1 2 3 tables · arrows · Enter opens · d differences · l label · Esc back"
_FEW_HINTS = "1 2 3 tables · Enter opens · d differences · l label · Esc back"
_NARROW = 90
_NOBODY = (
    "No two people have marked one article done. Space d marks an article done; what "
    "you have still to annotate without seeing others' tags does not count."
)


class Body(Static, can_focus=True):
    """The table; it has the keys."""


class Chosen(NamedTuple):
    """What the reader went to, and where from."""

    place: Place
    left: Left


class AgreementScreen(ModalScreen[Chosen | None]):
    """Gives the difference to go to; None when it was left."""

    CSS_PATH = "pages.tcss"
    AUTO_FOCUS = "Body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back"),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("down,j", "move(1, 0)", "Down"),
        Binding("up,k", "move(-1, 0)", "Up"),
        Binding("right", "move(0, 1)", "Right"),
        Binding("left", "move(0, -1)", "Left"),
        Binding("pagedown", "move(10, 0)", "Page down"),
        Binding("pageup", "move(-10, 0)", "Page up"),
        Binding("home", "move(0, -1000)", "First column"),
        Binding("end", "move(0, 1000)", "Last column"),
        Binding("1", "see(0)", "Annotators"),
        Binding("2", "see(1)", "Labels"),
        Binding("3", "see(2)", "Taken for which"),
        Binding("tab", "see_next(1)", "Next table", priority=True),
        Binding("shift+tab", "see_next(-1)", "Table before", priority=True),
        Binding("enter", "choose", "Open"),
        Binding("d", "list", "Differences"),
        Binding("l", "label", "Next label"),
    ]

    class Found(Message):
        """A thread is done."""

        def __init__(self, take: Callable[[], None]) -> None:
            super().__init__()
            self.take = take

    def __init__(self, database: Database, me: str, left: Left | None = None) -> None:
        """Take where the reader left the screen for a difference, to go on there."""
        super().__init__()
        self._left = left
        self._database = database
        self._me = me
        self._compared: Compared | None = None
        self._state: State | None = None
        self._said = _WAITS
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """A framed table."""
        box = Vertical(id="agreement")
        box.border_title = Content("Agreement")
        with box:
            yield Body(markup=False)

    def on_mount(self) -> None:
        """Begin to compare."""
        self._work(self._compare)

    def on_resize(self) -> None:
        """Show what fits now."""
        self._show()

    @property
    def is_opening(self) -> bool:
        """Whether a list is on its way, which gets the keys that are pressed now."""
        return self._is_busy and self._state is not None

    def closes_by(self, key: events.Key) -> bool:
        """Whether a key takes the reader back to the desk."""
        is_of_two = self._state is not None and self._state.of_pair is not None
        return key.key in {"escape", "q"} and not is_of_two

    # Work in a thread

    def _work(self, do: Callable[[], Callable[[], None]]) -> None:
        """Do something in a thread and what it gives here, unless something is done."""
        if self._is_busy:
            return
        self._is_busy = True

        def run() -> None:
            try:
                take = do()
            except AnnotateError as error:
                take = partial(self._say, str(error))
            except Exception as error:  # noqa: BLE001 - raised again where it is seen
                take = partial(_fail, error)
            # The program may have ended meanwhile.
            with suppress(RuntimeError):
                self.post_message(self.Found(take))

        threading.Thread(target=run, name="agreement", daemon=True).start()

    @on(Found)
    def take(self, message: Found) -> None:
        """Show what a thread found."""
        message.stop()
        self._is_busy = False
        message.take()
        self._show()

    def _say(self, message: str) -> None:
        """Say what went wrong: in place of the tables, or beside them."""
        self._said = message
        if self._state is not None:
            self.notify(message, severity="error", markup=False)

    def _compare(self) -> Callable[[], None]:
        with Reader.open(self._database) as reader, reader.snapshot():
            # Who has still to annotate an article does not see others' work on it.
            people = who_is_compared(reader.annotators())
            labels = tuple(label.id for label in reader.scheme().labels)
            found = compared(reader, people, left_out=reader.blind_articles(self._me))
        sharing = {name for sheet in found.sheets for name in sheet.marks}
        found = found._replace(people=tuple(each for each in people if each in sharing))
        every = report(found.sheets, found.people, labels)
        two = None
        pair = self._left.pair if self._left else None
        if pair and sharing.issuperset(pair):
            two = report(found.sheets, pair, labels)
        return partial(self._take_compared, found, every, two)

    def _take_compared(
        self, found: Compared, every: Report, two: Report | None
    ) -> None:
        if not found.sheets:
            self._said = _NOBODY
            return
        self._compared = found
        self._state = State(every)
        left, self._left = self._left, None
        if left is not None:
            self._state = left.again(every)
            if two is not None:
                self._state = self._state.with_pair(two)
            self._work(partial(self._list, left.wanted, left.query, left.at))

    def _compare_two(self, pair: tuple[str, str]) -> Callable[[], None]:
        if self._compared is None or self._state is None:
            return self._show
        labels = tuple(each.label for each in self._state.every.labels)
        return partial(self._take_two, report(self._compared.sheets, pair, labels))

    def _take_two(self, of_pair: Report) -> None:
        if self._state is not None:
            self._state = self._state.with_pair(of_pair)

    def _list(self, wanted: Wanted, query: str = "", at: int = 0) -> Callable[[], None]:
        articles = [] if self._compared is None else list(self._compared.titles)
        with Reader.open(self._database) as reader, reader.snapshot():
            places = listed(reader, wanted, articles, self._me)
        return partial(self._take_listed, wanted, places, query, at)

    def _take_listed(
        self, wanted: Wanted, places: tuple[Place, ...], query: str, at: int
    ) -> None:
        if not places:
            self.notify("No differences there.", markup=False)
            return
        who = " and ".join(wanted.people) if len(wanted.people) == 2 else "all"
        first = (
            f"The first {MOST} differences" if len(places) == MOST else "Differences"
        )
        title = safe_line(f"{first} of {who}")

        listing = PlacesScreen(title, places, query=query, at=at)

        def chosen(place: Place | None) -> None:
            if place is not None and self._state is not None:
                left = Left(self._state, wanted, listing.query_typed, listing.at)
                self.dismiss(Chosen(place, left))

        self.app.push_screen(listing, chosen)

    # Keys

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        self._become(lambda state: state.moved(rows, columns))

    def action_see(self, number: int) -> None:
        """Show another table."""
        self._become(lambda state: state.seen(View(number)))

    def action_see_next(self, step: int) -> None:
        """Show the table beside it."""
        self._become(lambda state: state.seen(View((state.view + step) % len(View))))

    def action_label(self) -> None:
        """Show the annotators' table of the next label."""
        self._become(State.with_next_label)

    def action_choose(self) -> None:
        """Compare the two at the cursor, or list the differences that it is on."""
        if self._state is None:
            return
        pair = self._state.pair
        if pair is not None:
            self._work(partial(self._compare_two, pair))
        elif self._state.view is View.CONFUSION:
            self._work(partial(self._list, self._state.wanted))

    def action_list(self) -> None:
        """List all differences of those who are compared, or of two at the cursor."""
        state = self._state
        if state is not None:
            people = state.pair or state.report.people
            self._work(partial(self._list, Wanted(people)))

    def action_back(self) -> None:
        """From two people to everybody, from there to the desk."""
        if self._state is not None and self._state.of_pair is not None:
            self._become(lambda state: state.with_pair(None))
        else:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Keep the keys."""
        event.stop()
        self.query_one(Body).focus()

    def _become(self, change: Callable[[State], State]) -> None:
        if self._state is not None:
            self._state = change(self._state)
            self._show()

    def _show(self) -> None:
        box, body = self.query_one("#agreement"), self.query_one(Body)
        width, height = box.content_size
        is_narrow = self.app.size.width < _NARROW
        box.border_subtitle = Content(_FEW_HINTS if is_narrow else _HINTS)
        if self._state is None:
            body.update(Content(safe_line(self._said)))
            return
        shown = page(self._state, width, height)
        box.border_title = Content(safe_line(shown.title))
        lines = [Content.assemble(*line) for line in shown.lines]
        body.update(Content("\n").join(lines))


def _fail(error: Exception) -> None:
    raise error
