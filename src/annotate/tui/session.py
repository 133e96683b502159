"""One sitting at the desk: the desk's state, the edits in flight, what to say.

No Textual here: the screen hands over wishes and reports and paints what follows.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from annotate.desk.changes import jump_to_edit, refreshed, with_edit
from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import FocusPane, OpenArticle, Stamp, Where
from annotate.desk.outcome import shortened
from annotate.model import Status, Verb
from annotate.tui.reading import Reading
from annotate.tui.status import SaveState
from annotate.tui.writer import (
    ArticlesListed,
    Commit,
    FindTexts,
    ListArticles,
    ReadSheets,
    Refused,
    Revert,
    RevertDone,
    Saved,
    SaveFailed,
    SetStatus,
    SetTitle,
    SheetsRead,
    StoreChanged,
    TextsFound,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotate.desk.intents import Intent
    from annotate.desk.state import Desk
    from annotate.ids import Ids
    from annotate.model import Article, Edit
    from annotate.tui.writer import Read, Report, Write

__all__ = ["Session", "load_rules"]

IDLE_MS = 30_000
"""A pause longer than this counts as this much attention."""

_REFRESH, _UNDONE, _NEXT = "refresh", "undone", "next"


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
        self._unsaved: dict[str, Edit] = {}
        self._writes = 0
        self._reverted: dict[str, Edit] = {}
        """By article: what was undone last while the article is being read."""
        self._attention_ms = 0
        self._last_wish = time.monotonic()

    def wish(self, intent: Intent) -> None:
        """Grant a wish, or say why it cannot be granted."""
        self._attend()
        self.message = ""
        # The rules of text cost a start some 50 ms that the first paint need not wait
        # for; `load_rules` brings them in right behind it.
        from annotate.desk.reduce import reduce  # noqa: PLC0415

        stamp = Stamp(self._ids.mint(), self._attention_ms)
        try:
            outcome = reduce(self.desk, intent, stamp)
        except DeskRefusal as refusal:
            self.message = str(refusal)
            return
        self.desk = outcome.desk
        self.message = outcome.message
        for edit in outcome.edits:
            self._attention_ms = 0
            self._unsaved[edit.rev] = edit
            self.edited |= {
                one.article: self.desk.sheets[one.article].article
                for one in edit.annotations
                if one.article in self.desk.sheets
            }
            self._write(Commit(edit))

    def undo(self, *, redo: bool = False) -> None:
        """Ask the log to undo the last action, or redo the last undone one."""
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
            self.ask(ReadSheets((article,), where.value))

    def open_next(self) -> None:
        """Open the next article after the focused one that is not open."""
        self.ask(ListArticles(_NEXT))

    def set_title(self, article: str, title: str) -> None:
        """Give an article another title; blanks at the ends are dropped."""
        title = " ".join(title.split())
        sheet = self.desk.sheets.get(article)
        if not title or sheet is None or title == sheet.article.title:
            self.message = "title unchanged"
            return
        self._show_title(article, title)
        self._write(SetTitle(article, title))
        self.message = f"title is now {shortened(title)}"

    def switch_status(self, status: Status) -> None:
        """Set the focused article's status, or take it back when it is set."""
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
            one.id for edit in self._unsaved.values() for one in edit.annotations
        )

    def receive(self, report: Report) -> None:
        """Take in what the writer did."""
        match report:
            case Saved():
                self._settle(report.write)
                self._show_saved(report.write)
            case SaveFailed():
                self.save = SaveState(self._writes, report.reason)
            case Refused():
                self._refused(report)
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
                self.ask(ReadSheets(open_now, _REFRESH))
            case _:
                assert_never(report)

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
        self._writes += 1
        self.save = self.save._replace(pending=self._writes)
        self.ask(write)

    def _settle(self, write: Write) -> None:
        if isinstance(write, Commit):
            self._unsaved.pop(write.edit.rev, None)
        self._writes -= 1
        self.save = SaveState(self._writes)

    def _show_saved(self, write: Write) -> None:
        # What was read from the store meanwhile did not have it yet.
        if isinstance(write, SetTitle):
            self._show_title(write.article, write.title)
        elif isinstance(write, SetStatus):
            self.statuses[write.article] = write.status

    def _refused(self, report: Refused) -> None:
        self.message = str(report.error)
        what = report.write
        if isinstance(what, ReadSheets | ListArticles | FindTexts):
            return
        self._settle(what)
        if isinstance(what, Commit) and what.edit.article:
            self.ask(ReadSheets((what.edit.article,), _REFRESH))

    def _revert(self, report: RevertDone) -> None:
        edit, status = report.reverted.edit, report.reverted.status
        if edit.article is not None and status is not None:
            self.statuses[edit.article] = status
        did = "redid" if report.write.redo else "undid"
        quote = ""
        if edit.annotations:
            one = edit.annotations[0]
            title = self.desk.label(one.label).title.lower()
            quote = f" {title} {shortened(one.quote)}"
        key = "u" if report.write.redo else "U"
        again = "undoes" if report.write.redo else "redoes"
        self.message = f"{did}: {_DONE[report.reverted.undone]}{quote}; {key} {again}"
        if edit.article and self.desk.position(edit.article) is None:
            self._reverted[edit.article] = edit
            self.ask(ReadSheets((edit.article,), _UNDONE))
            return
        self.desk = jump_to_edit(with_edit(self.desk, edit), edit)

    def _sheets_read(self, report: SheetsRead) -> None:
        if report.purpose == _REFRESH:
            for sheet in report.sheets:
                self.desk = refreshed(self.desk, sheet, self._unsaved.values())
            return
        said = self.message
        opens = Where.HERE if report.purpose == _UNDONE else Where(report.purpose)
        for sheet in report.sheets:
            self.wish(OpenArticle(sheet, opens))
            self.desk = refreshed(self.desk, sheet, self._unsaved.values())
            if report.purpose == _UNDONE:
                reverted = self._reverted.pop(sheet.article.id, None)
                if reverted is not None:
                    self.desk = jump_to_edit(self.desk, reverted)
                self.message = said

    def _listed(self, report: ArticlesListed) -> None:
        found = [summary.id for summary in report.summaries]
        self.statuses.update(zip(found, report.statuses, strict=True))
        if report.purpose != _NEXT:
            return
        here = found.index(self.desk.pane.article)
        for article in [*found[here + 1 :], *found[:here]]:
            if self.desk.position(article) is None:
                self.open(article, Where.HERE)
                return
        self.message = "Every article is open; `annotate add` brings more."


def load_rules() -> None:
    """Load what the first wish needs, so that it is as quick as the next ones."""
    import annotate.desk.reduce  # noqa: F401, PLC0415 - loaded here, used in wish
    import annotate.tui.jumps  # noqa: F401, PLC0415
    import annotate.tui.pointing  # noqa: F401, PLC0415


_DONE = {verb: verb.value for verb in Verb} | {Verb.TAG: "tag", Verb.EDIT: "change to"}
