"""What a report of the writer makes of the adjudication."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.agreement.work import mark_of
from annotate.desk.changes import refreshed, with_edit
from annotate.desk.state import Desk, Pane
from annotate.model import GOLD, Answer
from annotate.text.selection import Selection
from annotate.tui.adjudication.words import named
from annotate.tui.messages import ReadFor, ReadSheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.adjudication.cases import Case
    from annotate.model import Annotation, Edit
    from annotate.tui.adjudication.reads import Cases
    from annotate.tui.adjudication.session import AdjudicationSession
    from annotate.tui.messages import CasesRead, RevertDone

__all__ = ["gold_desk", "take_cases", "take_revert"]


def gold_desk(cases: Cases) -> Desk:
    """The desk of the gold layer on the article."""
    article = cases.sheet.article.id
    return Desk(
        GOLD,
        cases.scheme,
        {article: cases.sheet},
        (Pane(article, Selection(0, 0)),),
        far={end.annotation.id: end for end in cases.ends},
    )


def take_cases(session: AdjudicationSession, read: CasesRead) -> None:
    """Show an article that was to open, or this one as the store has it now."""
    cases, pending = read.cases, session.pending
    article = cases.sheet.article.id
    opens = read.request.known is None
    if not opens and article != session.article:
        return  # of an article that is not shown any more
    docket = cases.docket
    unsaved = [each for each in map(_of_gold, pending.edits) if each.article == article]
    for edit in unsaved:
        docket = docket.with_revisions(edit.annotations, edit.links)
    case, pane = session.case, session.desk.pane
    session.cases, session.docket = cases, docket
    desk = gold_desk(cases)
    if not opens:
        desk = replace(desk.with_pane(pane), needle=session.desk.needle)
    session.desk = refreshed(desk, cases.sheet, unsaved)
    if opens:
        session.begin(cases)
        return
    session.statuses[article] = pending.status(article, cases.status)
    session.show_columns(session.columns)
    session.at = _again(session, case)


def _of_gold(edit: Edit) -> Edit:
    """What the edit does to the gold layer: the lead may tag on the desk as well."""
    return replace(
        edit,
        annotations=tuple(one for one in edit.annotations if one.annotator == GOLD),
        links=tuple(one for one in edit.links if one.annotator == GOLD),
    )


def _again(session: AdjudicationSession, case: Case | None) -> int:
    """Where the case stands among those that were just read; -1 when it is gone."""
    case_of = session.docket.case_of
    marks = case.marks if case is not None else ()
    return next((case_of[mark] for mark in marks if mark in case_of), -1)


def take_revert(session: AdjudicationSession, report: RevertDone) -> None:
    """Show what was undone or redone; a decision in another article opens it."""
    reverted, redo = report.reverted, report.write.redo
    edit, status = _of_gold(reverted.edit), reverted.status
    did, again = ("redid", "u undoes") if redo else ("undid", "U redoes")
    rows = edit.annotations
    is_gold = bool(rows) or reverted.whose == GOLD
    if edit.article != session.article:
        what = "a decision" if is_gold else reverted.undone.value
        session.message = f"{did}: {what} in another article; {again}"
        if is_gold and edit.article is not None:
            session.open_article(edit.article)
        return
    if status is not None and reverted.whose == GOLD:
        session.statuses[session.article] = status
        said = status.value.replace("todo", "to do")
        session.message = f"{did}: gold is {said}; {again}"
        return
    session.desk = with_edit(session.desk, edit)
    session.docket = session.docket.with_revisions(rows, edit.links)
    case_of = session.docket.case_of
    places = [case_of[mark_of(one)] for one in rows if mark_of(one) in case_of]
    if places:
        session.go(places[0])
    session.message = f"{did}: {_change(session, rows)}; {again}"
    # Who decided what is in the log; and a tag of one's own may be among the cases.
    session.ask(ReadSheets((session.article,), ReadFor.REFRESH))


def _change(session: AdjudicationSession, rows: Sequence[Annotation]) -> str:
    """What an undo or redo made of gold, in words."""
    if not rows:
        return "what you did on the desk"
    if all(one.answer is Answer.DELETE for one in rows):
        return "open again" if len(rows) == 1 else f"{len(rows)} decisions open again"
    taken = [one for one in rows if one.answer is Answer.ACCEPT]
    return f"gold has {named(session.desk, taken)}"
