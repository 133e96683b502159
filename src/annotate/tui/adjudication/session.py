"""One sitting at the adjudication of articles: the cases, and the decisions on them.

The desk below it is that of the gold layer: one pane, the selection that all columns
share, and everybody's tags in one sheet. No Textual here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotate.adjudication.deciding import (
    Choice,
    both,
    corrected,
    neither,
    ruling_on,
    taken_from,
)
from annotate.adjudication.recording import agreed_edit, decision_edit
from annotate.desk.changes import refreshed, with_edit
from annotate.desk.errors import DeskRefusal, NothingSelected
from annotate.desk.intents import Tag
from annotate.desk.outcome import Outcome, shortened
from annotate.desk.state import Desk, Pane
from annotate.model import GOLD, Answer, Status
from annotate.store.adjudicating import Decided
from annotate.text.selection import Selection, of, span
from annotate.text.trimming import trim
from annotate.tui.adjudication.intents import (
    Adjudge,
    GoToCase,
    MoveColumns,
    NextCase,
    TakeColumn,
)
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
from annotate.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotate.adjudication.cases import Case
    from annotate.adjudication.deciding import Ruling
    from annotate.adjudication.docket import Docket
    from annotate.agreement.work import Mark
    from annotate.desk.intents import Intent
    from annotate.ids import Ids
    from annotate.model import Annotation, Article, Edit
    from annotate.tui.adjudication.intents import Wish
    from annotate.tui.adjudication.reads import Cases
    from annotate.tui.messages import Read, Report, Write

__all__ = ["AdjudicationSession", "NoCaseHere"]

_REFRESH = ReadFor.REFRESH


class NoCaseHere(DeskRefusal):
    """Nobody has a tag where something was to be decided."""

    def __init__(self) -> None:
        super().__init__("No tags to decide on here; Tab goes to the next difference.")


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
        super().__init__(_desk(read.cases), {}, ids, ask)
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
        self._request = read.request
        self._asked: list[Write | Read] = []
        """What is on its way, so that its report finds back here."""
        self._begin(read.cases)

    def _begin(self, cases: Cases) -> None:
        """Start on an article: at its first open difference."""
        self.statuses[self.article] = cases.status
        self.message = _greeting(cases)
        first = self.docket.next_open(-1)
        if first is None:
            first = self.docket.next_difference(-1)
        self.at, self.first, self.reason = -1, 0, ""
        if first is not None:
            self._go(first)

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
            case NextCase() | GoToCase() | MoveColumns():
                self.attend()
                self.message = ""
                self._turn(intent)
            case Adjudge() | TakeColumn() | Tag():
                self.attend()
                self.message = ""
                try:
                    self._decide(intent)
                except DeskRefusal as refusal:
                    self.message = str(refusal)
            case _:
                super().wish(intent)

    def _turn(self, wish: NextCase | GoToCase | MoveColumns) -> None:
        match wish:
            case NextCase():
                self._step(wish)
            case GoToCase():
                self._go(wish.case)
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
            self.message = self._nothing_open(wish)
        else:
            self._go(found)

    def _place(self, *, backwards: bool) -> int:
        """The case that the next one is counted from.

        Where the reader has gone elsewhere, the one before the cursor or behind it.
        """
        case, selection = self.case, self.desk.pane.selection
        if case is not None and selection.start == case.span.start:
            return self.at
        behind = self.docket.at(0, selection.start).stop
        return behind if backwards else behind - 1

    def _nothing_open(self, wish: NextCase) -> str:
        docket = self.docket
        if docket.waiting:
            left = f"{len(docket.waiting)} on which all agree are left, Y accepts them"
        else:
            left = "Space d marks gold done"
        if wish.is_open and docket.differences:
            return f"every difference is decided; {left}"
        return f"nobody differs here; {left}"

    def _go(self, index: int) -> None:
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

    def _decide(self, wish: Adjudge | TakeColumn | Tag) -> None:
        if isinstance(wish, Tag):
            self._correct(wish.label)
            return
        case = self.case
        if case is None:
            raise NoCaseHere
        if isinstance(wish, TakeColumn):
            if wish.column >= len(self.shown):
                self.message = f"no column {wish.column + 1}: {len(self.shown)} shown"
                return
            who = self.shown[wish.column]
            self._rule(taken_from(case, who), self.at, f"took {self.name(who)}'s")
            return
        match wish.choice:
            case Choice.LEFT:
                ruling = taken_from(case, self.shown[0], Choice.LEFT)
            case Choice.RIGHT:
                ruling = taken_from(case, self.shown[-1], Choice.RIGHT)
            case Choice.BOTH:
                ruling = both(case)
            case _:
                ruling = neither()
        said = {Choice.LEFT: "took left", Choice.RIGHT: "took right"}
        self._rule(ruling, self.at, said.get(wish.choice, f"took {wish.choice}"))

    def _correct(self, label: str) -> None:
        """The selection under a label instead of what anybody has."""
        selected = span(self.desk.pane.selection)
        taken = trim(self.desk.text, selected) if selected else None
        if taken is None:
            raise NothingSelected
        index = self._nearest(taken.start, taken.end)
        quote = self.desk.sheet.article.quote(taken)
        ruling = corrected(self.docket.cases[index], taken, quote, label)
        self._rule(ruling, index, "corrected")

    def _nearest(self, start: int, end: int) -> int:
        """The case at hand if the stretch meets it, else the first that it meets."""
        found = [] if self.at < 0 else [self.at]
        found += self._meeting(start, end)
        for index in found:
            case = self.docket.cases[index].span
            if case.start < end and start < case.end:
                return index
        raise NoCaseHere

    def _meeting(self, start: int, end: int) -> list[int]:
        """Indexes of the cases with a tag in the stretch, differences first."""
        marks: list[Mark] = [
            (one.span.start, one.span.end, one.label)
            for one in self.desk.sheet.index.between(start, end)
            if one.annotator != GOLD
        ]
        found = {
            self.docket.case_of[mark] for mark in marks if mark in self.docket.case_of
        }
        differs = self.docket.cases
        return sorted(found, key=lambda at: (not differs[at].is_difference, at))

    def _rule(self, ruling: Ruling, index: int, said: str) -> None:
        stamp = self.stamp()
        decision = self.docket.decided(index, ruling, stamp.rev)
        if not decision.annotations:
            self.message = "it is decided so already; Enter adds a reason"
            return
        edit = decision_edit(
            decision,
            ruling.choice,
            self.article,
            stamp.rev,
            reason=self.reason if index == self.at else "",
            active_ms=stamp.active_ms,
        )
        what = self._named(ruling.taken)
        self._record(edit, Decided(self.adjudicator, ruling.choice.value, self.reason))
        self._go_on(index, f"{said}: {what}")

    def _named(self, taken: Sequence[Annotation]) -> str:
        """What was taken, in words."""
        if not taken:
            return "nothing is tagged"
        first = taken[0]
        title = self.desk.label(first.label).title.lower()
        more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
        return f"{title} {shortened(first.quote)}{more}"

    def _record(self, edit: Edit, decided: Decided) -> None:
        """Show a decision and have it stored."""
        self.docket = self.docket.with_revisions(edit.annotations, edit.links)
        told = {one.rev: decided for one in edit.annotations}
        self.cases = self.cases._replace(decided={**self.cases.decided, **told})
        self.carry_out(Outcome(with_edit(self.desk, edit), (edit,)))

    def _go_on(self, index: int, said: str) -> None:
        """To the next open difference behind; where there is none, stay."""
        self.reason = ""
        left = len(self.docket.open)
        following = self.docket.next_open(index)
        if following is None or following <= index:
            self._go(index)
        else:
            self._go(following)
        how = f"{left} open" if left else "none open"
        self.message = f"{said}; u undoes · {how}"

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
        left = len(self.docket.open)
        self.message = f"accepted {cases} on which {who} agree; u undoes · {left} open"

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
        self.write(SetStatus(self.article, now, GOLD))
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
        self.ask(self._request._replace(article=self.article, is_next=True, known=None))

    # Reports

    def ask(self, what: Write | Read) -> None:
        """Put a read or a write in line; the cases are read, never sheets alone."""
        if isinstance(what, ReadSheets):
            what = self._request._replace(
                article=self.article, is_next=False, known=self.cases
            )
        self._asked.append(what)
        super().ask(what)

    def owns(self, report: Report) -> bool:
        """Whether the report answers something that was asked for here."""
        asked = (
            report.request
            if isinstance(report, CasesRead)
            else getattr(report, "write", None)
        )
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
                self._take_cases(report)
            case RevertDone():
                self.settle(report.write)
                self._reverted(report)
            case Refused() if isinstance(report.write, ReadCases):
                self.message = str(report.error)
            case _:
                super().take_in(report)

    def _take_cases(self, read: CasesRead) -> None:
        cases, pending = read.cases, self.pending
        is_again = cases.sheet.article.id == self.article
        if read.request.known is not None and not is_again:
            return  # of an article that is not shown any more
        case, selection = self.case, self.desk.pane.selection
        self.cases, self.docket = cases, cases.docket
        desk = _desk(cases)
        for edit in pending.edits:
            if edit.article == cases.sheet.article.id:
                self.docket = self.docket.with_revisions(edit.annotations, edit.links)
        if not is_again or read.request.known is None:
            self.desk = refreshed(desk, cases.sheet, pending.edits)
            self._begin(cases)
            return
        pane = replace(self.desk.pane, selection=selection)
        shown = replace(self.desk, scheme=cases.scheme, sheets=desk.sheets)
        self.desk = refreshed(shown.with_pane(pane), cases.sheet, pending.edits)
        self.statuses[self.article] = pending.status(self.article, cases.status)
        self.first = min(self.first, max(len(self.annotators) - self.columns, 0))
        self.at = self._again(case)

    def _again(self, case: Case | None) -> int:
        """Where the case stands among those that were just read; -1 when it is gone."""
        for mark in case.marks if case is not None else ():
            if mark in self.docket.case_of:
                return self.docket.case_of[mark]
        return -1

    def _reverted(self, report: RevertDone) -> None:
        reverted, redo = report.reverted, report.write.redo
        edit, status = reverted.edit, reverted.status
        did, again = ("redid", "u undoes") if redo else ("undid", "U redoes")
        rows = [one for one in edit.annotations if one.annotator == GOLD]
        is_own = reverted.whose == GOLD or bool(rows)
        if edit.article != self.article:
            self.message = f"{did} {reverted.undone.value} in another article; {again}"
            if is_own and edit.article is not None:
                request = self._request._replace(article=edit.article, is_next=False)
                self.ask(request._replace(known=None))
            return
        if status is not None and reverted.whose == GOLD:
            self.statuses[self.article] = status
            said = status.value.replace("todo", "to do")
            self.message = f"{did}: gold is {said}; {again}"
            return
        self.desk = with_edit(self.desk, edit)
        self.docket = self.docket.with_revisions(rows, edit.links)
        self.message = f"{did}: {self._change(rows)}; {again}"
        places = [
            self.docket.case_of[mark]
            for one in rows
            for mark in [(one.span.start, one.span.end, one.label)]
            if mark in self.docket.case_of
        ]
        if places:
            self._go(places[0])
        # Who decided what is in the log; and a tag of one's own may be among the cases.
        self.ask(ReadSheets((self.article,), _REFRESH))

    def _change(self, rows: Sequence[Annotation]) -> str:
        if not rows:
            return "a tag of yours on the desk"
        gone = [one for one in rows if one.answer is Answer.DELETE]
        if len(gone) == len(rows):
            return "the decision is open again"
        taken = [one for one in rows if one.answer is Answer.ACCEPT]
        return f"gold has {self._named(taken)}"


def _desk(cases: Cases) -> Desk:
    """The desk of the gold layer on the article."""
    article = cases.sheet.article.id
    return Desk(
        GOLD,
        cases.scheme,
        {article: cases.sheet},
        (Pane(article, Selection(0, 0)),),
        far={end.annotation.id: end for end in cases.ends},
    )


def _greeting(cases: Cases) -> str:
    docket = cases.docket
    count = len(docket.differences)
    differs = "1 difference" if count == 1 else f"{count} differences"
    said = [f"{differs}, {len(docket.open)} open"]
    if docket.waiting:
        said.append(f"{len(docket.waiting)} agreed, Y accepts them")
    if cases.busy:
        are = "1 is" if cases.busy == 1 else f"{cases.busy} are"
        said.append(f"{are} still at work on it")
    return " · ".join(said)
