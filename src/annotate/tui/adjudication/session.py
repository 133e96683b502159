"""One sitting at the adjudication of articles: the cases, and the decisions on them.

The desk below it is that of the gold layer: one pane, whose selection all columns
share. Beside it stands a sheet for each annotator. No Textual here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotate.adjudication.deciding import Choice, ruling_on
from annotate.adjudication.recording import agreed_edit, decision_edit
from annotate.desk.changes import with_edit
from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import Tag
from annotate.desk.outcome import Outcome
from annotate.model import GOLD, Status
from annotate.store.adjudicating import Decided
from annotate.text.selection import of
from annotate.tui.adjudication.intents import (
    Adjudge,
    MoveColumns,
    NextCase,
    TakeColumn,
)
from annotate.tui.adjudication.reports import gold_desk, take_cases, take_revert
from annotate.tui.adjudication.ruled import NoCaseHere, ruled
from annotate.tui.adjudication.words import greeting, named, nothing_open
from annotate.tui.messages import (
    CasesRead,
    ReadCases,
    ReadFor,
    ReadSheets,
    Refused,
    RevertDone,
    SaveFailed,
    SetStatus,
)
from annotate.tui.session import Session, asked_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.adjudication.cases import Case
    from annotate.adjudication.docket import Docket
    from annotate.desk.intents import Intent
    from annotate.ids import Ids
    from annotate.model import Article, Edit
    from annotate.tui.adjudication.intents import Wish
    from annotate.tui.adjudication.reads import Cases
    from annotate.tui.adjudication.ruled import Ruled
    from annotate.tui.messages import Read, Report, Write

__all__ = ["AdjudicationSession"]

_REFRESH = ReadFor.REFRESH


class AdjudicationSession(Session):
    """Turns wishes and reports into decisions; `ask` reaches the writer."""

    def __init__(
        self,
        read: CasesRead,
        adjudicator: str,
        ids: Ids,
        ask: Callable[[Write | Read], None],
        edited: dict[str, Article],
    ) -> None:
        """Begin with what was read; `edited` is where edited articles are told."""
        super().__init__(gold_desk(read.cases), {}, ids, ask)
        self.adjudicator = adjudicator
        self.edited = edited
        self.cases: Cases = read.cases
        self.docket: Docket = read.cases.docket
        self.at = -1
        """Index of the case at hand; -1 before the first."""
        self.first = 0
        """Index of the annotator in the leftmost column."""
        self.columns = len(read.cases.names)
        """How many annotators the screen shows; it says so itself."""
        self.reason = ""
        """To be noted with the decision on the case at hand."""
        self.request = read.request
        self._asked: list[Write | Read] = []
        """What is on its way, so that its report finds back here."""
        self.begin(read.cases)

    def begin(self, cases: Cases) -> None:
        """Start on an article: at its first open difference."""
        self.statuses[self.article] = cases.status
        self.message = greeting(cases)
        first = self.docket.next_open(-1)
        if first is None:
            first = self.docket.next_difference(-1)
        self.at, self.first, self.reason = -1, 0, ""
        if first is not None:
            self.go(first)

    def show_columns(self, count: int) -> None:
        """Show so many annotators from now on."""
        self.columns = count
        self.first = min(self.first, max(len(self.annotators) - count, 0))

    # What is shown

    @property
    def article(self) -> str:
        """Id of the article."""
        return self.desk.pane.article

    @property
    def annotators(self) -> tuple[str, ...]:
        """Ids of those whose work it is, in the order of the columns."""
        return self.docket.annotators

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of them that the screen shows."""
        return self.annotators[self.first : self.first + self.columns]

    def name(self, annotator: str) -> str:
        """What an annotator is called on the screen."""
        return self.cases.names.get(annotator, annotator)

    @property
    def case(self) -> Case | None:
        """The case at hand; None without any."""
        return self.docket.cases[self.at] if self.at >= 0 else None

    @property
    def decided(self) -> Decided | None:
        """Who decided the case at hand; None while it is open."""
        case = self.case
        if case is None or self.docket.is_open(self.at):
            return None
        gold = self.docket.gold
        rows = [*ruling_on(case, gold), *(gold.at(mark) for mark in case.marks)]
        last = max((row.rev for row in rows if row is not None), default="")
        return self.cases.decided.get(last)

    # Wishes

    def wish(self, intent: Intent | Wish) -> None:
        """Grant a wish of the desk or of the adjudicator, or say why not."""
        if self.is_undoing:
            self.hold(partial(self.wish, intent))
            return
        match intent:
            case NextCase() | MoveColumns():
                self.attend()
                self.message = ""
                self._turn(intent)
            case Adjudge() | TakeColumn() | Tag():
                self.attend()
                self.message = ""
                try:
                    self._rule(ruled(self, intent))
                except DeskRefusal as refusal:
                    self.message = str(refusal)
            case _:
                super().wish(intent)

    def _turn(self, wish: NextCase | MoveColumns) -> None:
        match wish:
            case NextCase():
                self._step(wish)
            case MoveColumns():
                most = max(len(self.annotators) - self.columns, 0)
                step = -1 if wish.backwards else 1
                self.first = min(max(self.first + step, 0), most)
                if not most:
                    self.message = "all annotators are on the screen"

    def _step(self, wish: NextCase) -> None:
        step = self.docket.next_open if wish.is_open else self.docket.next_difference
        place = self._place(backwards=wish.backwards)
        found = step(place, backwards=wish.backwards)
        if found is None:
            self.message = nothing_open(self.docket, is_open=wish.is_open)
        else:
            self.go(found)

    def _place(self, *, backwards: bool) -> int:
        """The case that the next one is counted from.

        Where the reader has gone elsewhere, the one before the cursor or behind it.
        """
        case, selection = self.case, self.desk.pane.selection
        if case is not None and selection.start == case.span.start:
            return self.at
        behind = self.docket.at(0, selection.start).stop
        return behind if backwards else behind - 1

    def go(self, index: int) -> None:
        """Turn to the case with that index."""
        if index != self.at:
            self.reason = ""
        self.at = index
        case = self.docket.cases[index]
        pane = replace(
            self.desk.pane,
            selection=of(case.variants[0].span),
            goal_cell=None,
            ladder=(),
        )
        self.desk = replace(self.desk.with_pane(pane), active="")

    # Decisions

    def _rule(self, ruled_on: Ruled) -> None:
        index, ruling, said = ruled_on
        stamp = self.stamp()
        decision = self.docket.decided(index, ruling, stamp.rev)
        if not decision.annotations:
            self.message = "it is decided so already; Enter adds a reason"
            return
        reason = self.reason if index == self.at else ""
        edit = decision_edit(
            decision, ruling.choice, self.article, stamp.rev,
            reason=reason, active_ms=stamp.active_ms,
        )  # fmt: skip
        what = named(self.desk, ruling.taken)
        self._record(edit, Decided(self.adjudicator, ruling.choice.value, reason))
        self._go_on(index, f"{said}: {what}")

    def _record(self, edit: Edit, decided: Decided) -> None:
        """Show a decision and have it stored."""
        self.docket = self.docket.with_revisions(edit.annotations, edit.links)
        told = {one.rev: decided for one in edit.annotations}
        self.cases = self.cases._replace(decided={**self.cases.decided, **told})
        self.carry_out(Outcome(with_edit(self.desk, edit), (edit,)))

    def _go_on(self, index: int, said: str) -> None:
        """To the next open difference behind; where there is none, stay."""
        self.reason = ""
        following = self.docket.next_open(index)
        if following is None or following <= index:
            self.go(index)
        else:
            self.go(following)
        self.message = f"{said}; u undoes · {self._left()}"

    def accept_agreed(self, least: int) -> None:
        """Take everywhere what so many have."""
        if self.is_undoing:
            self.hold(partial(self.accept_agreed, least))
            return
        self.attend()
        stamp = self.stamp()
        decision = self.docket.agreed(least, stamp.rev)
        count = len(self.annotators)
        who = f"all {count}" if least >= count else f"{least} of {count}"
        if not decision.annotations:
            self.message = f"no open case on which {who} agree"
            return
        edit = agreed_edit(
            decision, least, self.article, stamp.rev, active_ms=stamp.active_ms
        )
        self._record(edit, Decided(self.adjudicator, Choice.AGREED.value, ""))
        cases = "1 case" if decision.cases == 1 else f"{decision.cases} cases"
        self.message = (
            f"accepted {cases} on which {who} agree; u undoes · {self._left()}"
        )

    def _left(self) -> str:
        """How much is open; where nothing is, what comes next."""
        if self.docket.open:
            return f"{len(self.docket.open)} open"
        if self.docket.waiting:
            return f"none open, Y takes the {len(self.docket.waiting)} agreed"
        if self.status is Status.DONE:
            return "none open"
        return "none open, Space d: done"

    def give_reason(self, reason: str) -> None:
        """Note why: with the decision made, or the one to be made on this case."""
        if self.is_undoing:
            self.hold(partial(self.give_reason, reason))
            return
        reason = " ".join(reason.split())
        decided = self.decided
        if self.case is None:
            self.message = str(NoCaseHere())
        elif self.docket.is_open(self.at):
            self.reason = reason
            self.message = "the reason is saved with your decision" if reason else ""
        elif decided is None or reason != decided.reason:
            self._note(reason, decided)

    def _note(self, reason: str, decided: Decided | None) -> None:
        self.attend()
        stamp = self.stamp()
        decision = self.docket.noted(self.at, stamp.rev)
        choice = decided.decision if decided else ""
        known = choice in {each.value for each in Choice}
        made = Choice(choice) if known else Choice.ONE
        edit = decision_edit(
            decision, made, self.article, stamp.rev,
            reason=reason, active_ms=stamp.active_ms,
        )  # fmt: skip
        self._record(edit, Decided(self.adjudicator, made.value, reason))
        self.message = "noted why; u undoes"

    def switch_status(self, status: Status) -> None:
        """Set how far gold is with the article, or take it back when it is set."""
        if self.is_undoing:
            self.hold(partial(self.switch_status, status))
            return
        now = Status.TODO if self.status is status else status
        self.statuses[self.article] = now
        self.write(SetStatus(self.article, now, self.ids.mint(), GOLD))
        left = []
        if now is Status.DONE and self.docket.open:
            left.append(f"{len(self.docket.open)} differences are open")
        if now is Status.DONE and self.docket.waiting:
            left.append(
                f"{len(self.docket.waiting)} agreed are not taken, Y takes them"
            )
        said = f"gold is marked {now.value.replace('todo', 'to do')}"
        self.message = "; ".join([said, *left])

    def open_next(self) -> None:
        """Open the next article that waits for gold."""
        if self.is_undoing:
            self.hold(self.open_next)
            return
        request = self.request._replace(article=self.article, is_next=True)
        self.ask(request._replace(known=None))

    def open_article(self, article: str) -> None:
        """Open another article."""
        request = self.request._replace(article=article, is_next=False)
        self.ask(request._replace(known=None))

    # Reports

    def ask(self, what: Write | Read) -> None:
        """Put a read or a write in line; the cases are read, never sheets alone."""
        if isinstance(what, ReadSheets):
            what = self.request._replace(
                article=self.article, is_next=False, known=self.cases
            )
        self._asked.append(what)
        super().ask(what)

    def owns(self, report: Report) -> bool:
        """Whether the report answers something that was asked for here."""
        asked = asked_by(report)
        at = next((at for at, one in enumerate(self._asked) if one is asked), None)
        if at is None:
            return False
        if not isinstance(report, SaveFailed):
            del self._asked[at]
        return True

    def take_in(self, report: Report) -> None:
        """Change what is shown as the report says."""
        match report:
            case CasesRead():
                take_cases(self, report)
            case RevertDone():
                self.settle(report.write)
                take_revert(self, report)
            case Refused() if isinstance(report.write, ReadCases):
                self.message = str(report.error)
            case _:
                super().take_in(report)
