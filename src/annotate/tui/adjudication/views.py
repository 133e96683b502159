"""What each column shows: one annotator's tags, and where people differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.adjudication.deciding import ruling_on
from annotate.model import GOLD, Span
from annotate.text.selection import Selection, of
from annotate.tui.adjudication.words import answer_of, gold_answer
from annotate.tui.pane_views import PaneView, label_keys

if TYPE_CHECKING:
    from annotate.adjudication.cases import Case
    from annotate.adjudication.docket import Docket
    from annotate.tui.adjudication.session import AdjudicationSession
    from annotate.tui.jumps import Jumps
    from annotate.tui.keymap import Keymap

__all__ = ["ColumnViews"]

OPEN: Final = "≠"
DECIDED: Final = "✓"
WAITING: Final = "="


class CaseSigns:
    """Where the cases of a docket stand in one annotator's column."""

    def __init__(self, docket: Docket, annotator: str) -> None:
        self._docket = docket
        self._annotator = annotator

    def row(self, start: int, end: int) -> str:
        """What the edge of a row says of the cases that start in it; "" for nothing."""
        docket = self._docket
        said = ""
        for index in docket.at(start, end):
            if docket.cases[index].is_difference:
                if docket.is_open(index):
                    return OPEN
                said = DECIDED
            elif not said and docket.is_open(index):
                said = WAITING
        return said

    def bracket(self, offset: int) -> str:
        """What stands before a tag that starts there; "" for what usually does."""
        docket = self._docket
        for index in docket.at(offset, offset + 1):
            if docket.cases[index].is_difference and docket.is_open(index):
                held = docket.cases[index].of(self._annotator)
                if any(one.span.start == offset for one in held):
                    return OPEN
        return ""

    def changed(self, older: CaseSigns, start: int, end: int) -> list[Span]:
        """Where in [start, end) other signs stand than before."""
        docket, before = self._docket, older._docket
        if docket.cases is not before.cases:
            return [Span(start, end)] if start < end else []
        return [
            docket.cases[index].span
            for index in docket.at(start, end)
            if docket.is_open(index) != before.is_open(index)
        ]


class ColumnViews:
    """Makes the views of the columns of one session."""

    def __init__(self, session: AdjudicationSession, keymap: Keymap) -> None:
        self._session = session
        self._label_keys = label_keys(keymap)
        self._signs: dict[str, CaseSigns] = {}
        self._docket = session.docket

    def use_keymap(self, keymap: Keymap) -> None:
        """Name the labels by other keys from now on."""
        self._label_keys = label_keys(keymap)

    def column(self, number: int, annotator: str) -> PaneView:
        """What the column of an annotator shows; `number` counts from 1."""
        session, case = self._session, self._session.case
        held = case.of(annotator) if case is not None else ()
        sheet = session.cases.sheets[annotator]
        selection = session.desk.pane.selection
        here = held[0].span if held else None
        return PaneView(
            index=0,
            sheet=sheet,
            spans=sheet.index,
            label_keys=self._label_keys,
            # Its tag is outlined; where there is none, the place of the others' shows.
            selection=Selection(here.start, here.start) if here else selection,
            me=annotator,
            active=held[0].id if held else "",
            title=f"{number} {session.name(annotator)}",
            remark=answer_of(held) if case is not None else "",
            signs=self._signs_of(annotator),
            follows=selection,
            leaps=self._leaps(case),
        )

    def gold(self, jumps: Jumps | None) -> PaneView:
        """What the column of the gold layer shows, where the reader is."""
        session = self._session
        desk = session.desk
        return PaneView(
            index=0,
            sheet=desk.sheet,
            spans=desk.sheet.index,
            label_keys=self._label_keys,
            selection=desk.pane.selection,
            me=GOLD,
            active=self._taken(session.case),
            needle=desk.needle,
            is_focused=True,
            title="gold",
            remark=gold_answer(session),
            jumps=jumps.labels(0) if jumps else None,
            jump_looks=jumps.looks_in(0) if jumps else None,
            signs=self._signs_of(GOLD),
            leaps=self._leaps(session.case),
        )

    def _leaps(self, case: Case | None) -> bool:
        """Whether the selection is where the case put it, and not moved by hand."""
        selection = self._session.desk.pane.selection
        return case is not None and selection == of(case.variants[0].span)

    def _taken(self, case: Case | None) -> str:
        rows = ruling_on(case, self._session.docket.gold) if case is not None else ()
        return rows[0].id if rows else ""

    def _signs_of(self, annotator: str) -> CaseSigns:
        """The same value until a decision changes it: what is the same is not drawn."""
        if self._docket is not self._session.docket:
            self._docket = self._session.docket
            self._signs = {}
        if annotator not in self._signs:
            self._signs[annotator] = CaseSigns(self._docket, annotator)
        return self._signs[annotator]
