"""What the adjudication screen says of a case, in header, status and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.adjudication.deciding import ruling_on
from annotate.desk.outcome import shortened
from annotate.model import Answer, Status
from annotate.text.cells import cell_len
from annotate.text.display import safe_line
from annotate.tui.keymap import shown_key
from annotate.tui.status import saved_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.adjudication.docket import Docket
    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.adjudication.reads import Cases
    from annotate.tui.adjudication.session import AdjudicationSession
    from annotate.tui.keymap import Keymap
    from annotate.tui.segments import Piece
    from annotate.tui.themes import Styles

__all__ = [
    "answer_of",
    "case_hints",
    "case_status",
    "gold_answer",
    "greeting",
    "named",
    "nothing_open",
]

NOTHING: Final = "–"

_HINTED: Final = {
    "adjudicate-left": "left", "adjudicate-right": "right", "adjudicate-both": "both",
    "adjudicate-neither": "neither", "adjudicate-next-open": "next open",
    "help": "help", "undo": "undo", "adjudicate-accept-agreed": "agreed",
    "adjudicate-reason": "reason", "adjudicate-done": "done",
    "next-article": "next article", "adjudicate-back": "back",
}  # fmt: skip


def answer_of(tags: Sequence[Annotation]) -> str:
    """What somebody has, in short: "claim 0-77"."""
    told = (f"{one.label} {one.span.start}-{one.span.end}" for one in tags)
    return " + ".join(told) or NOTHING


def gold_answer(session: AdjudicationSession) -> str:
    """What gold has of the case at hand: "?" while it is open."""
    case = session.case
    if case is None:
        return ""
    if session.docket.is_open(session.at):
        return "?"
    rows = ruling_on(case, session.docket.gold)
    return answer_of([one for one in rows if one.answer is Answer.ACCEPT])


def case_status(
    session: AdjudicationSession, width: int, styles: Styles
) -> list[Piece]:
    """Who, saved or not, which case of how many, its kind, and who has what."""
    saved = saved_text(session.save)
    done = "" if session.status is Status.TODO else f" · gold {session.status.value}"
    pieces: list[Piece] = [
        (f" {safe_line(session.adjudicator)} ", styles.lit_bar),
        (f" {saved} ", styles.alarm if saved.startswith("!") else styles.status),
        (f" {_place(session)}{done} ", styles.status),
    ]
    room = width - sum(cell_len(text) for text, _ in pieces) - 1
    told = _who_has_what(session)
    if told and room > 0:
        pieces.append((f" {told}", styles.lit_bar))
    return pieces


def _place(session: AdjudicationSession) -> str:
    docket, case = session.docket, session.case
    count, still = len(docket.differences), len(docket.open)
    number = docket.number(session.at) if case is not None else 0
    if case is None or not number:
        return f"{count} differences, {still} open"
    how = "open" if docket.is_open(session.at) else "decided"
    return f"{number}/{count} {case.kind}, {how}, {still} left"


def _who_has_what(session: AdjudicationSession) -> str:
    """As in: claim 0-9 ada, ben | quote 0-9 cy | – dan."""
    case = session.case
    if case is None:
        return ""
    told: dict[str, list[str]] = {}
    for annotator in session.annotators:
        told.setdefault(answer_of(case.of(annotator)), []).append(
            session.name(annotator)
        )
    parts = (f"{answer} {', '.join(names)}" for answer, names in told.items())
    return safe_line(" | ".join(parts))


def case_hints(
    session: AdjudicationSession, keymap: Keymap, styles: Styles
) -> list[Piece]:
    """The last message, else who decided and why, else the main keys."""
    if session.message:
        return [(f" {safe_line(session.message)}", styles.hint_key)]
    pieces: list[Piece] = []
    decided = session.decided
    if decided is not None:
        what = f"{decided.decision or 'decided'} by {decided.adjudicator}"
        why = f": {decided.reason}" if decided.reason else ""
        pieces.append((f" {safe_line(what + why)} · ", styles.hint_key))
    elif session.reason:
        pieces.append((f" reason: {safe_line(session.reason)} · ", styles.hint_key))
    by_id = {command.id: command for command in keymap.commands}
    for name, title in _HINTED.items():
        command = by_id.get(name)
        if command is not None and command.keys:
            pieces.append((f" {shown_key(command.keys[0])}", styles.hint_key))
            pieces.append((f" {title} ", styles.hint))
    return pieces


def named(desk: Desk, taken: Sequence[Annotation]) -> str:
    """What was taken, in words."""
    if not taken:
        return "nothing"
    first = taken[0]
    title = desk.label(first.label).title.lower()
    more = f" and {len(taken) - 1} more" if len(taken) > 1 else ""
    return f"{title} {shortened(first.quote)}{more}"


def nothing_open(docket: Docket, *, is_open: bool) -> str:
    """Why there is no difference to go to, and what is left to do."""
    left = "Space d marks gold done"
    if docket.waiting:
        left = f"{len(docket.waiting)} on which all agree are left, Y accepts them"
    if is_open and docket.differences:
        return f"every difference is decided; {left}"
    return f"nobody differs here; {left}"


def greeting(cases: Cases) -> str:
    """What there is to do on an article that opens."""
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
