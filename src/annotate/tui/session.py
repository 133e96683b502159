"""One sitting at the desk: the desk's state, the edits in flight, what to say.

No Textual here: the screen hands over wishes and reports and paints what follows.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import (
    FocusPane,
    GoToAnnotation,
    Stamp,
    Toggle,
    ToggleKind,
    Where,
)
from annotate.desk.outcome import shortened
from annotate.desk.state import MAX_PANES
from annotate.model import Status
from annotate.tui.messages import (
    ArticlesListed,
    CasesRead,
    Commit,
    ListArticles,
    ListFor,
    ReadCases,
    ReadFor,
    ReadSheets,
    Refused,
    Revert,
    SetStatus,
    SetTitle,
    SheetsRead,
)
from annotate.tui.pending import Pending
from annotate.tui.reading import Reading
from annotate.tui.reports import take_in
from annotate.tui.status import SaveState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotate.desk.intents import Intent
    from annotate.desk.outcome import Outcome
    from annotate.desk.state import Desk
    from annotate.ids import Ids
    from annotate.model import Article, Edit
    from annotate.tui.messages import Read, Report, Write

__all__ = ["Session", "asked_by", "load_rules"]

IDLE_MS = 30_000
"""A pause longer than this counts as this much attention."""

_OPENS = {Where.HERE: ReadFor.HERE, Where.NEW_PANE: ReadFor.NEW_PANE}
_OPENING = frozenset(_OPENS.values())


class Session:
    """Turns wishes and reports into desk states; `ask` reaches the writer."""

    def __init__(
        self,
        desk: Desk,
        statuses: Mapping[str, Status],
        ids: Ids,
        ask: Callable[[Write | Read], None],
    ) -> None:
        self.desk = desk
        self.statuses = dict(statuses)
        self.save = SaveState()
        self.message = ""
        """What to say until the next wish; "" for nothing."""
        self._ids = ids
        self._ask = ask
        self._coming = 0
        """What was asked for and is to change the screen when it comes."""
        self.edited: dict[str, Article] = {}
        """The articles that were edited, also those that are not open any more."""
        self.pending = Pending()
        """The writes that are not durable yet."""
        self.undone: dict[str, Edit] = {}
        """By article: what was undone last while the article is being read."""
        self.destination: GoToAnnotation | None = None
        """Where to go when its article has been read."""
        self._held: deque[Callable[[], object]] = deque()
        self._cases_asked: list[ReadCases] = []
        self._attention_ms = 0
        self._last_wish = time.monotonic()

    def ask(self, what: Write | Read) -> None:
        """Put a read or a write in line for the writer."""
        self._coming += _opens(what)
        if isinstance(what, ReadCases):
            self._cases_asked.append(what)
        self._ask(what)

    @property
    def is_opening(self) -> bool:
        """Whether an article or a list of them is on its way to the screen."""
        return self._coming > 0

    def wish(self, intent: Intent) -> None:
        """Grant a wish, or say why it cannot be granted; an undo comes first."""
        if self.is_undoing:
            self.hold(partial(self.wish, intent))
            return
        self.attend()
        self.message = ""
        outcome = self.grant(intent)
        if outcome is not None:
            self.carry_out(outcome)

    def carry_out(self, outcome: Outcome) -> None:
        """Show what a wish did, and have it stored."""
        self.desk = outcome.desk
        self.message = outcome.message
        for edit in outcome.edits:
            self._attention_ms = 0
            touched = (edit.article or "", *(one.article for one in edit.annotations))
            self.edited |= {
                one: self.desk.sheets[one].article
                for one in touched
                if one in self.desk.sheets
            }
            self.write(Commit(edit))
            for one in dict.fromkeys(touched):
                self.take_up(one)

    def grant(self, intent: Intent) -> Outcome | None:
        """What a wish did to the desk; None when the refusal is said."""
        # The rules of text cost a start some 50 ms that the first paint need not wait
        # for; `load_rules` brings them in right behind it.
        from annotate.desk.reduce import reduce  # noqa: PLC0415

        try:
            outcome = reduce(self.desk, intent, self.stamp())
        except DeskRefusal as refusal:
            self.message = str(refusal)
            return None
        self.desk = outcome.desk
        return outcome

    def stamp(self) -> Stamp:
        """The id and the attention of an action that is made now."""
        return Stamp(self._ids.mint(), self._attention_ms)

    @property
    def is_undoing(self) -> bool:
        """Whether an undo or redo is on its way, so that the desk is about to change.

        Wishes wait for it, and whatever looks at the desk to make wishes should `hold`.
        """
        return self.pending.has_revert or bool(self.undone)

    @property
    def holds(self) -> bool:
        """Whether something waits for an undo."""
        return bool(self._held)

    def hold(self, act: Callable[[], object]) -> None:
        """Do this when the undo on its way is done; acts are done in order."""
        self._held.append(act)

    def undo(self, *, redo: bool = False) -> None:
        """Ask the log to undo the last action, or redo the last undone one."""
        if self.is_undoing and self._held:
            self.hold(partial(self.undo, redo=redo))
            return
        self.attend()
        self.message = ""
        self.write(Revert(self._ids.mint(), redo))

    def search(self, needle: str) -> None:
        """Mark a text in all panes, without moving; steps go through all of them."""
        self.desk = replace(self.desk, needle=needle, searches_all=True)

    def search_off(self) -> None:
        """Mark nothing any more."""
        self.desk = replace(self.desk, needle="", searches_all=False)
        self.message = ""

    def open(self, article: str, where: Where) -> None:
        """Bring an article to the screen; one that is open gets the focus."""
        at = self.desk.position(article)
        if at is not None:
            self.wish(FocusPane(at))
        else:
            self.ask(ReadSheets((article,), _OPENS[where]))

    def go_to(self, article: str, annotation: str) -> None:
        """Go to an annotation; an article that is not open opens for it."""
        if self.is_undoing:
            self.hold(partial(self.go_to, article, annotation))
            return
        place = GoToAnnotation(article, annotation)
        if self.desk.position(article) is not None:
            self.wish(place)
            return
        self.destination = place
        has_room = len(self.desk.panes) < MAX_PANES
        self.message = "" if has_room else "opened in this pane; Space k goes back"
        self.open(article, Where.NEW_PANE if has_room else Where.HERE)

    def show_others(self) -> None:
        """Show the tags of others, if they are hidden."""
        if not self.desk.shows_others:
            self.wish(Toggle(ToggleKind.OTHERS))

    def open_next(self) -> None:
        """Open the next article after the focused one that is not open.

        Where articles are assigned to the annotator, the next one of those to do.
        """
        if self.is_undoing:
            self.hold(self.open_next)
            return
        self.ask(ListArticles(ListFor.NEXT))

    def set_title(self, article: str, title: str) -> None:
        """Give an article another title; it becomes one line."""
        if self.is_undoing:
            self.hold(partial(self.set_title, article, title))
            return
        # Not before: its rules cost a start.
        from annotate.text.clean import clean_title  # noqa: PLC0415

        title = clean_title(title)
        sheet = self.desk.sheets.get(article)
        if not title or sheet is None or title == sheet.article.title:
            self.message = "title unchanged"
            return
        self.show_title(article, title)
        self.write(SetTitle(article, title, self._ids.mint()))
        self.message = f"title is now {shortened(title)}"

    def switch_status(self, status: Status) -> None:
        """Set the focused article's status, or take it back when it is set."""
        if self.is_undoing:
            self.hold(partial(self.switch_status, status))
            return
        article = self.desk.pane.article
        now = Status.TODO if self.status is status else status
        self.attend()
        active, self._attention_ms = self._attention_ms, 0
        self.statuses[article] = now
        rev = self._ids.mint()
        self.write(SetStatus(article, now, rev, active_ms=active))
        self.message = f"marked {now.value.replace('todo', 'to do')}"
        if self.desk.sheet.is_blind:
            self.message += "; others' tags show from now on"

    def take_up(self, article: str) -> None:
        """Note that an article that was given to the annotator is in progress."""
        sheet = self.desk.sheets.get(article)
        is_new = self.statuses.get(article, Status.TODO) is Status.TODO
        if sheet is not None and sheet.is_assigned and is_new:
            self.statuses[article] = Status.DOING
            self.write(SetStatus(article, Status.DOING, self._ids.mint()))

    def show_title(self, article: str, title: str) -> None:
        """Show the title of an article that is open."""
        sheet = self.desk.sheets.get(article)
        if sheet is not None:
            titled = replace(sheet.article, title=title)
            self.desk = self.desk.with_sheet(replace(sheet, article=titled))

    @property
    def status(self) -> Status:
        """How far the annotator is with the focused article."""
        return self.statuses.get(self.desk.pane.article, Status.TODO)

    @property
    def unsaved(self) -> frozenset[str]:
        """Ids of the annotations and links whose last change is not durable yet."""
        return frozenset(one for edit in self.pending.edits for one in edit.ids)

    def receive(self, report: Report) -> None:
        """Take in what the writer did, and do what waited for it."""
        match report:
            case ArticlesListed():
                self._coming -= 1
            case SheetsRead() if report.purpose in _OPENING:
                self._coming -= 1
            case CasesRead():
                self._coming -= _opens(report.request)
            case Refused():
                self._coming -= _opens(report.write)
            case _:
                pass
        self.take_in(report)
        while self._held and not self.is_undoing:
            self._held.popleft()()

    def owns(self, report: Report) -> bool:
        """Whether the report answers something that was asked for here.

        Only the cases of an article are asked for by others too, whose screen may be
        gone by the time that they come.
        """
        asked = asked_by(report)
        if not isinstance(asked, ReadCases):
            return True
        is_here = any(one is asked for one in self._cases_asked)
        self._cases_asked = [one for one in self._cases_asked if one is not asked]
        return is_here

    @property
    def ids(self) -> Ids:
        """Where ids come from."""
        return self._ids

    @property
    def writes_to(self) -> Callable[[Write | Read], None]:
        """What reaches the writer."""
        return self._ask

    def take_in(self, report: Report) -> None:
        """Change what is shown as the report says."""
        take_in(self, report)

    def reading(self, *, shows_inspector: bool) -> Reading:
        """What to remember until the next start."""
        desk = self.desk
        shown = {pane.article: pane.selection for pane in desk.panes}
        # What is open stands last: the oldest positions are the first to be forgotten.
        places = {k: one for k, one in desk.resting.items() if k not in shown} | shown
        return Reading(
            panes=tuple(pane.article for pane in desk.panes),
            focus=desk.focus,
            positions={key: (one.anchor, one.head) for key, one in places.items()},
            is_zoomed=desk.is_zoomed,
            shows_others=desk.shows_others,
            shows_inspector=shows_inspector,
        )

    def attend(self) -> None:
        """Count the time since the last wish as attention."""
        now = time.monotonic()
        self._attention_ms += min(int((now - self._last_wish) * 1000), IDLE_MS)
        self._last_wish = now

    def write(self, write: Write) -> None:
        """Put a write in line, known as not saved until it is."""
        self.pending.add(write)
        self.save = self.save._replace(pending=len(self.pending))
        self.ask(write)

    def settle(self, write: Write) -> None:
        """Take a write from the line that is done, or never will be."""
        self.pending.settle(write)
        self.save = self.save._replace(pending=len(self.pending), failure="")


def asked_by(report: Report) -> Write | Read | None:
    """What a report answers, where it says so."""
    if isinstance(report, CasesRead):
        return report.request
    return getattr(report, "write", None)


def _opens(what: Write | Read) -> bool:
    if isinstance(what, ReadSheets):
        return what.purpose in _OPENING
    if isinstance(what, ReadCases):
        return what.known is None
    return isinstance(what, ListArticles)


def load_rules() -> None:
    """Load what the first wish needs, so that it is as quick as the next ones."""
    import annotate.desk.reduce  # noqa: F401, PLC0415 - loaded here, used in wish
    import annotate.tui.jumps  # noqa: F401, PLC0415
    import annotate.tui.link_targets  # noqa: F401, PLC0415
    import annotate.tui.pointing  # noqa: F401, PLC0415
    import annotate.tui.screens.linking  # noqa: F401, PLC0415
    from annotate.desk import things  # noqa: PLC0415
    from annotate.text import objects  # noqa: PLC0415

    objects.prepare()
    things.prepare()
