"""What a report of the writer makes of the session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from annotate.desk.changes import (
    jump_to_edit,
    refreshed,
    with_edit,
    with_ends,
    with_links,
)
from annotate.desk.intents import OpenArticle, Where
from annotate.desk.outcome import shortened
from annotate.model import UNFINISHED, Answer
from annotate.tui.messages import (
    ArticlesListed,
    CasesRead,
    Commit,
    FindTexts,
    ListArticles,
    ListFor,
    ReadCases,
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

if TYPE_CHECKING:
    from annotate.desk.state import Sheet
    from annotate.model import Annotation, Edit, Link
    from annotate.tui.messages import Report, Write
    from annotate.tui.session import Session

__all__ = ["take_in"]


def take_in(  # noqa: C901 - one arm for each report
    session: Session, report: Report
) -> None:
    """Change the session as the report says."""
    match report:
        case Saved():
            session.settle(report.write)
            if isinstance(report.write, SetStatus):
                _read_again(session)
        case SaveFailed():
            session.save = session.save._replace(failure=report.reason)
            if session.is_undoing:
                session.message = "waiting for undo; keys pressed now come after it"
        case Refused():
            _refused(session, report)
        case SetAside():
            _set_aside(session, report)
        case RevertDone():
            session.settle(report.write)
            _revert(session, report)
        case SheetsRead():
            _sheets_read(session, report)
        case ArticlesListed():
            _listed(session, report)
        case TextsFound() | CasesRead():
            return
        case StoreChanged():
            _read_again(session)
        case _:
            assert_never(report)


def _read_again(session: Session) -> None:
    """Have the open articles read, which may show something else now."""
    open_now = tuple(pane.article for pane in session.desk.panes)
    session.ask(ReadSheets(open_now, ReadFor.REFRESH))


def _refused(session: Session, report: Refused) -> None:
    session.message = str(report.error)
    what = report.write
    match what:
        case ReadSheets():
            session.destination = None
            if what.purpose is ReadFor.UNDONE:
                for article in what.articles:
                    session.undone.pop(article, None)
        case ListArticles() | FindTexts() | ReadCases():
            return
        case Commit() | Revert() | SetTitle() | SetStatus():
            session.settle(what)
            _show_stored(session, what)
        case _:
            assert_never(what)


def _set_aside(session: Session, report: SetAside) -> None:
    session.settle(report.write)
    session.save = session.save._replace(
        aside=session.save.aside + 1, aside_why=report.reason
    )
    session.message = f"NOT SAVED, nor tried again: {report.reason}"
    _show_stored(session, report.write)


def _show_stored(session: Session, write: Write) -> None:
    """Show the store's state of what a write that came to nothing is about."""
    if isinstance(write, Revert):
        return
    articles = (
        _concerned(session, write.edit)
        if isinstance(write, Commit)
        else (write.article,)
    )
    if articles:
        session.ask(ReadSheets(articles, ReadFor.REFRESH))


def _concerned(session: Session, edit: Edit) -> tuple[str, ...]:
    """The articles whose looks an edit changed: links stand in two of them."""
    if edit.links or any(one.answer is not Answer.ACCEPT for one in edit.annotations):
        return tuple(pane.article for pane in session.desk.panes)
    return (edit.article,) if edit.article else ()


def _revert(session: Session, report: RevertDone) -> None:
    edit, status = report.reverted.edit, report.reverted.status
    is_own = report.reverted.whose == session.desk.annotator
    if edit.article is not None and status is not None and is_own:
        session.statuses[edit.article] = status
        # Others' tags may show again, or no longer.
        _read_again(session)
    did = "redid" if report.write.redo else "undid"
    what = report.reverted.undone.value
    renamed = report.reverted.title
    if edit.article is not None and renamed is not None:
        session.show_title(edit.article, renamed)
        what = f"the title is {shortened(renamed)}"
    if edit.annotations:
        what = _change(session, edit.annotations[0])
        further = len(edit.annotations) - 1
        what += f", and {further} more with it" if further else ""
    elif edit.links:
        what = _link_change(session, edit.links[0])
    again = "u undoes" if report.write.redo else "U redoes"
    session.message = f"{did}: {what}; {again}"
    takes_guess = _takes_guess(session, edit)
    desk = with_links(with_edit(session.desk, edit), report.links, report.ends)
    session.desk = desk
    if takes_guess:
        return  # the cursor stands bare where the key was pressed, for another key
    if edit.article and session.desk.position(edit.article) is None:
        session.undone[edit.article] = edit
        session.ask(ReadSheets((edit.article,), ReadFor.UNDONE))
        return
    session.desk = jump_to_edit(desk, edit)


def _takes_guess(session: Session, edit: Edit) -> bool:
    """Whether an edit takes back the tag that a key has just made at a bare cursor."""
    from annotate.desk.guessing import fresh  # noqa: PLC0415 - see load_rules

    made = fresh(session.desk)
    return made is not None and any(
        one.id == made.id and one.answer is Answer.DELETE for one in edit.annotations
    )


def _link_change(session: Session, link: Link) -> str:
    """What an undo or redo made of a link, in words."""
    from annotate.desk.linking import described  # noqa: PLC0415 - see load_rules

    became = "is gone" if link.answer is Answer.DELETE else "is back"
    return f"{described(session.desk, link)} {became}"


def _change(session: Session, one: Annotation) -> str:
    """What an undo or redo made of an annotation, in words."""
    title = session.desk.label(one.label).title.lower()
    sheet = session.desk.sheets.get(one.article)
    was_there = sheet is None or sheet.annotation(one.id) is not None
    is_suggested = sheet is not None and sheet.suggestions.get(one.origin) is not None
    if one.answer is Answer.REJECT:
        became = "is rejected again"
    elif one.answer is Answer.DELETE:
        became = "is suggested again" if is_suggested else "is gone"
    else:
        became = "is as it was" if was_there else "is back"
    return f"{title} {shortened(one.quote)} {became}"


def _sheets_read(session: Session, report: SheetsRead) -> None:
    if report.scheme != session.desk.scheme:
        session.desk = replace(session.desk, scheme=report.scheme)
    from annotate.desk.deciding import with_suggesting  # noqa: PLC0415 - see load_rules

    desk = with_suggesting(session.desk, report.suggesting)
    if desk.shows_suggestions is not session.desk.shows_suggestions:
        now = "shown" if desk.shows_suggestions else "hidden"
        session.message = f"suggestions {now}: the setting of the database is new"
    session.desk = replace(with_ends(desk, report.ends), names=report.names)
    for sheet, status in zip(report.sheets, report.statuses, strict=True):
        article = sheet.article.id
        session.statuses[article] = session.pending.status(article, status)
        match report.purpose:
            case ReadFor.REFRESH:
                _refresh(session, sheet)
            case ReadFor.HERE:
                _open_read(session, sheet, Where.HERE)
            case ReadFor.NEW_PANE:
                _open_read(session, sheet, Where.NEW_PANE)
            case ReadFor.UNDONE:
                undone = session.undone.pop(article, None)
                if undone is None:
                    _refresh(session, sheet)
                else:
                    _open_read(session, sheet, Where.HERE)
                    session.desk = jump_to_edit(session.desk, undone)
            case _:
                assert_never(report.purpose)


def _open_read(session: Session, sheet: Sheet, where: Where) -> None:
    # The reader's wish was to have it read: this is no further attention.
    session.grant(OpenArticle(sheet, where))
    _refresh(session, sheet)
    session.take_up(sheet.article.id)
    place = session.destination
    if place is not None and place.article == sheet.article.id:
        session.destination = None
        session.grant(place)


def _refresh(session: Session, sheet: Sheet) -> None:
    sheet = session.pending.titled(sheet)
    session.desk = refreshed(session.desk, sheet, session.pending.edits)


def _listed(session: Session, report: ArticlesListed) -> None:
    for summary, status in zip(report.summaries, report.statuses, strict=True):
        article = summary.id
        session.statuses[article] = session.pending.status(article, status)
    match report.purpose:
        case ListFor.PICK:
            return
        case ListFor.NEXT:
            _open_next_of(session, report)
        case _:
            assert_never(report.purpose)


def _open_next_of(session: Session, report: ArticlesListed) -> None:
    found = report.assigned or tuple(summary.id for summary in report.summaries)
    here = session.desk.pane.article
    # Another file may stand in the place of the one that was opened.
    at = found.index(here) if here in found else -1
    nothing = "Every article is open; `annotate add` brings more."
    left = frozenset(found)
    if report.assigned:
        left = frozenset(
            one for one in found if session.statuses.get(one) in UNFINISHED
        )
        nothing = f"All {len(found)} articles assigned to you are done; e opens others."
        if left == {here}:
            nothing = "This is the last article left to you; Space d marks it done."
    around = [*found[at + 1 :], *found[: max(at, 0)]]
    for article in around:
        if article in left and session.desk.position(article) is None:
            session.open(article, Where.HERE)
            return
    # All that are left stand on the desk: the next is in another pane.
    for article in around if report.assigned else ():
        if article in left:
            session.open(article, Where.HERE)
            nothing = f"All {len(left)} articles left to you are open; this is one."
            break
    session.message = nothing
