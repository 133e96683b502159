"""One sitting at the desk: the desk's state, the edits in flight, what to say.

No Textual here: the screen hands over wishes and reports and paints what follows.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from annotate.desk.changes import jump_to_edit, refreshed, with_edit
from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import FocusPane, OpenArticle, Stamp, Where
from annotate.desk.outcome import shortened
from annotate.model import Answer, Status
from annotate.tui.messages import (
    ArticlesListed,
    Commit,
    FindTexts,
    ListArticles,
    ListFor,
    ReadFor,
    ReadSheets,
    Refused,
    Revert,
    RevertDone,
    Saved,
    SaveFailed,
    SetAside,
    SetStatus,
    SetTitle,
    SheetsRead,
    StoreChanged,
    TextsFound,
)
from annotate.tui.pending import Pending
from annotate.tui.reading import Reading
from annotate.tui.status import SaveState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotate.desk.intents import Intent
    from annotate.desk.outcome import Outcome
    from annotate.desk.state import Desk, Sheet
    from annotate.ids import Ids
    from annotate.model import Annotation, Article, Edit
    from annotate.tui.messages import Read, Report, Write

__all__ = ["Session", "load_rules"]

IDLE_MS = 30_000
"""A pause longer than this counts as this much attention."""

_OPENS = {Where.HERE: ReadFor.HERE, Where.NEW_PANE: ReadFor.NEW_PANE}


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
        self.ask = ask
        """Puts a read or a write in line for the writer."""
        self.edited: dict[str, Article] = {}
        """The articles that were edited, also those that are not open any more."""
        self._pending = Pending()
        self._reverted: dict[str, Edit] = {}
        """By article: what was undone last while the article is being read."""
        self._held: deque[Callable[[], object]] = deque()
        self._attention_ms = 0
        self._last_wish = time.monotonic()

    def wish(self, intent: Intent) -> None:
        """Grant a wish, or say why it cannot be granted; an undo comes first."""
        if self.is_undoing:
            self.hold(partial(self.wish, intent))
            return
        self._attend()
        self.message = ""
        outcome = self._reduced(intent)
        if outcome is None:
            return
        self.message = outcome.message
        for edit in outcome.edits:
            self._attention_ms = 0
            self.edited |= {
                one.article: self.desk.sheets[one.article].article
                for one in edit.annotations
                if one.article in self.desk.sheets
            }
            self._write(Commit(edit))

    def _reduced(self, intent: Intent) -> Outcome | None:
        """What a wish did to the desk; None when the refusal is said."""
        # The rules of text cost a start some 50 ms that the first paint need not wait
        # for; `load_rules` brings them in right behind it.
        from annotate.desk.reduce import reduce  # noqa: PLC0415

        stamp = Stamp(self._ids.mint(), self._attention_ms)
        try:
            outcome = reduce(self.desk, intent, stamp)
        except DeskRefusal as refusal:
            self.message = str(refusal)
            return None
        self.desk = outcome.desk
        return outcome

    @property
    def is_undoing(self) -> bool:
        """Whether an undo or redo is on its way, so that the desk is about to change.

        Wishes wait for it, and whatever looks at the desk to make wishes should `hold`.
        """
        return self._pending.has_revert or bool(self._reverted)

    @property
    def holds(self) -> bool:
        """Whether something waits for an undo."""
        return bool(self._held)

    def hold(self, act: Callable[[], object]) -> None:
        """Do this when the undo on its way is done; acts are done in order."""
        self._held.append(act)

    def _release(self) -> None:
        while self._held and not self.is_undoing:
            self._held.popleft()()

    def undo(self, *, redo: bool = False) -> None:
        """Ask the log to undo the last action, or redo the last undone one."""
        if self.is_undoing and self._held:
            self.hold(partial(self.undo, redo=redo))
            return
        self._attend()
        self.message = ""
        self.desk = replace(self.desk, guess=None)
        self._write(Revert(self._ids.mint(), redo))

    def search(self, needle: str) -> None:
        """Mark a text in all panes, without moving."""
        self.desk = replace(self.desk, needle=needle)

    def search_off(self) -> None:
        """Mark nothing any more."""
        self.desk = replace(self.desk, needle="")
        self.message = ""

    def open(self, article: str, where: Where) -> None:
        """Bring an article to the screen; one that is open gets the focus."""
        at = self.desk.position(article)
        if at is not None:
            self.wish(FocusPane(at))
        else:
            self.ask(ReadSheets((article,), _OPENS[where]))

    def open_next(self) -> None:
        """Open the next article after the focused one that is not open."""
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
        self._show_title(article, title)
        self._write(SetTitle(article, title))
        self.message = f"title is now {shortened(title)}"

    def switch_status(self, status: Status) -> None:
        """Set the focused article's status, or take it back when it is set."""
        if self.is_undoing:
            self.hold(partial(self.switch_status, status))
            return
        article = self.desk.pane.article
        now = Status.TODO if self.status is status else status
        self.statuses[article] = now
        self._write(SetStatus(article, now))
        self.message = f"marked {now.value.replace('todo', 'to do')}"

    def _show_title(self, article: str, title: str) -> None:
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
        """Ids of the annotations whose last change is not durable yet."""
        return frozenset(
            one.id for edit in self._pending.edits for one in edit.annotations
        )

    def receive(  # noqa: C901 - one arm for each report
        self, report: Report
    ) -> None:
        """Take in what the writer did."""
        match report:
            case Saved():
                self._settle(report.write)
            case SaveFailed():
                self.save = self.save._replace(failure=report.reason)
                if self.is_undoing:
                    self.message = "waiting for undo; keys pressed now come after it"
            case Refused():
                self._refused(report)
            case SetAside():
                self._set_aside(report)
            case RevertDone():
                self._settle(report.write)
                self._revert(report)
            case SheetsRead():
                self._sheets_read(report)
            case ArticlesListed():
                self._listed(report)
            case TextsFound():
                return
            case StoreChanged():
                open_now = tuple(pane.article for pane in self.desk.panes)
                self.ask(ReadSheets(open_now, ReadFor.REFRESH))
            case _:
                assert_never(report)
        self._release()

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

    def _attend(self) -> None:
        now = time.monotonic()
        self._attention_ms += min(int((now - self._last_wish) * 1000), IDLE_MS)
        self._last_wish = now

    def _write(self, write: Write) -> None:
        self._pending.add(write)
        self.save = self.save._replace(pending=len(self._pending))
        self.ask(write)

    def _settle(self, write: Write) -> None:
        self._pending.settle(write)
        self.save = self.save._replace(pending=len(self._pending), failure="")

    def _refused(self, report: Refused) -> None:
        self.message = str(report.error)
        what = report.write
        match what:
            case ReadSheets():
                for article in what.articles:
                    self._reverted.pop(article, None)
            case ListArticles() | FindTexts():
                return
            case Commit() | Revert() | SetTitle() | SetStatus():
                self._settle(what)
                self._show_stored(what)
            case _:
                assert_never(what)

    def _set_aside(self, report: SetAside) -> None:
        self._settle(report.write)
        self.save = self.save._replace(
            aside=self.save.aside + 1, aside_why=report.reason
        )
        self.message = f"NOT SAVED, nor tried again: {report.reason}"
        self._show_stored(report.write)

    def _show_stored(self, write: Write) -> None:
        """Show the store's state of what a write that came to nothing is about."""
        if isinstance(write, Revert):
            return
        article = write.edit.article if isinstance(write, Commit) else write.article
        if article:
            self.ask(ReadSheets((article,), ReadFor.REFRESH))

    def _revert(self, report: RevertDone) -> None:
        edit, status = report.reverted.edit, report.reverted.status
        if edit.article is not None and status is not None:
            self.statuses[edit.article] = status
        did = "redid" if report.write.redo else "undid"
        what = report.reverted.undone.value
        renamed = report.reverted.title
        if edit.article is not None and renamed is not None:
            self._show_title(edit.article, renamed)
            what = f"the title is {shortened(renamed)}"
        if edit.annotations:
            what = self._change(edit.annotations[0])
        again = "u undoes" if report.write.redo else "U redoes"
        self.message = f"{did}: {what}; {again}"
        if edit.article and self.desk.position(edit.article) is None:
            self._reverted[edit.article] = edit
            self.ask(ReadSheets((edit.article,), ReadFor.UNDONE))
            return
        self.desk = jump_to_edit(with_edit(self.desk, edit), edit)

    def _change(self, one: Annotation) -> str:
        """What an undo or redo made of an annotation, in words."""
        title = self.desk.label(one.label).title.lower()
        sheet = self.desk.sheets.get(one.article)
        was_there = sheet is None or sheet.annotation(one.id) is not None
        if one.answer is Answer.DELETE:
            became = "is gone"
        else:
            became = "is as it was" if was_there else "is back"
        return f"{title} {shortened(one.quote)} {became}"

    def _sheets_read(self, report: SheetsRead) -> None:
        if report.scheme != self.desk.scheme:
            self.desk = replace(self.desk, scheme=report.scheme)
        for sheet, status in zip(report.sheets, report.statuses, strict=True):
            article = sheet.article.id
            self.statuses[article] = self._pending.status(article, status)
            match report.purpose:
                case ReadFor.REFRESH:
                    self._refresh(sheet)
                case ReadFor.HERE:
                    self._open_read(sheet, Where.HERE)
                case ReadFor.NEW_PANE:
                    self._open_read(sheet, Where.NEW_PANE)
                case ReadFor.UNDONE:
                    undone = self._reverted.pop(article, None)
                    if undone is None:
                        self._refresh(sheet)
                    else:
                        self._open_read(sheet, Where.HERE)
                        self.desk = jump_to_edit(self.desk, undone)
                case _:
                    assert_never(report.purpose)

    def _open_read(self, sheet: Sheet, where: Where) -> None:
        # The reader's wish was to have it read: this is no further attention.
        self._reduced(OpenArticle(sheet, where))
        self._refresh(sheet)

    def _refresh(self, sheet: Sheet) -> None:
        sheet = self._pending.titled(sheet)
        self.desk = refreshed(self.desk, sheet, self._pending.edits)

    def _listed(self, report: ArticlesListed) -> None:
        found = [summary.id for summary in report.summaries]
        for article, status in zip(found, report.statuses, strict=True):
            self.statuses[article] = self._pending.status(article, status)
        match report.purpose:
            case ListFor.PICK:
                return
            case ListFor.NEXT:
                self._open_next_of(found)
            case _:
                assert_never(report.purpose)

    def _open_next_of(self, found: list[str]) -> None:
        here = self.desk.pane.article
        # Another file may stand in the place of the one that was opened.
        at = found.index(here) if here in found else -1
        for article in [*found[at + 1 :], *found[: max(at, 0)]]:
            if self.desk.position(article) is None:
                self.open(article, Where.HERE)
                return
        self.message = "Every article is open; `annotate add` brings more."


def load_rules() -> None:
    """Load what the first wish needs, so that it is as quick as the next ones."""
    import annotate.desk.reduce  # noqa: F401, PLC0415 - loaded here, used in wish
    import annotate.tui.jumps  # noqa: F401, PLC0415
    import annotate.tui.pointing  # noqa: F401, PLC0415
