"""What the desk's rarer commands do: prompts, forms, pickers, pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.desk.errors import (
    DeskRefusal,
    TooManyPanes,
)
from annotate.desk.intents import Describe, Find, FindInAll, Select, Where
from annotate.desk.outcome import shortened
from annotate.desk.state import MAX_PANES
from annotate.model import Status
from annotate.text.search import LONGEST_SHOWN, problem
from annotate.text.selection import Selection, span
from annotate.tui.commands import Act
from annotate.tui.helptext import guideline_lines, help_lines
from annotate.tui.messages import (
    ArticlesListed,
    FindTexts,
    ListArticles,
    ListFor,
    ReadCases,
    TextsFound,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.tui.agreement_view import Left
    from annotate.tui.messages import Report
    from annotate.tui.screens.agreement import Chosen
    from annotate.tui.screens.desk import DeskScreen
    from annotate.tui.screens.picker import PickerScreen

__all__ = ["Acts"]

_SEARCH, _SEARCH_ALL, _TITLE = "search", "search-all", "title"


class Acts:
    """The acts of one desk screen."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._asked_of = ""
        """The article that was in front when the prompt was opened."""
        self._search_from = Selection(0, 0)
        self._all_from = FindInAll("", 0, ())
        """Where every pane was when the search in all of them began."""
        self._opens = Where.HERE
        self._picker: PickerScreen | None = None
        self._agreement_left: Left | None = None
        """Where the reader was in the list of differences who went to one."""

    def perform(self, act: Act) -> None:
        """Do an act of the command table."""
        self._does()[act]()

    def _does(self) -> dict[Act, Callable[[], object]]:
        screen, session = self._screen, self._screen.session
        return {
            Act.UNDO: session.undo,
            Act.REDO: partial(session.undo, redo=True),
            Act.RELABEL: screen.keys.wait_for_label,
            Act.DETAILS: self._details,
            Act.LINK: partial(self._links, Act.LINK),
            Act.UNLINK: partial(self._links, Act.UNLINK),
            Act.OTHER_END: partial(self._links, Act.OTHER_END),
            Act.DENIALS: partial(self._list, Act.DENIALS),
            Act.CONFLICTS: partial(self._list, Act.CONFLICTS),
            Act.AGREEMENT: self._agreement,
            Act.INSPECTOR_KEYS: self._enter_inspector,
            Act.JUMP: partial(screen.keys.start_jump, extend=False),
            Act.JUMP_EXTEND: partial(screen.keys.start_jump, extend=True),
            Act.SEARCH: self._search,
            Act.SEARCH_ALL: self._search_all,
            Act.SEARCH_NEXT: partial(self._step, backwards=False),
            Act.SEARCH_PREVIOUS: partial(self._step, backwards=True),
            Act.SEARCH_SELECTION: self._search_selection,
            Act.OPEN_HERE: partial(self._list_articles, Where.HERE),
            Act.OPEN_BESIDE: partial(self._list_articles, Where.NEW_PANE),
            Act.NEXT_ARTICLE: session.open_next,
            Act.TITLE: self._title,
            Act.DONE: partial(session.switch_status, Status.DONE),
            Act.SKIP: partial(session.switch_status, Status.SKIPPED),
            Act.ADJUDICATE: self._adjudicate,
            Act.PROGRESS: partial(screen.hand_over, screen.ProgressWished()),
            Act.COPY: self._copy,
            Act.INSPECTOR: self._inspect,
            Act.INSPECTOR_LABEL: self._filter_inspector,
            Act.GUIDELINES: self._guidelines,
            Act.DARK: partial(screen.post_message, screen.ShadeWished()),
            Act.HELP: self._help,
            Act.PALETTE: screen.app.action_command_palette,
            Act.SUSPEND: self._suspend,
            Act.QUIT: partial(screen.hand_over, screen.QuitWished()),
        }

    # Pages and panels

    def _help(self) -> None:
        self._page("Keys", help_lines(self._screen.keymap, self._page_cells()))

    def _guidelines(self) -> None:
        scheme = self._screen.session.desk.scheme
        self._page("What the labels mean", guideline_lines(scheme, self._page_cells()))

    def _page_cells(self) -> int:
        """Cells of a line on a page, whose frame is styled in pages.tcss."""
        return max(min(self._screen.size.width * 9 // 10, 96) - 8, 20)

    def _inspect(self) -> None:
        screen = self._screen
        screen.shows_inspector = not screen.shows_inspector
        screen.set_class(screen.shows_inspector, "-inspector")

    def _enter_inspector(self) -> None:
        if not self._screen.shows_inspector:
            self._inspect()
        self._screen.keys.enter_list()

    def _page(self, title: str, lines: list[str]) -> None:
        from annotate.tui.screens.reader import ReaderScreen  # noqa: PLC0415 - rare

        self._screen.app.push_screen(ReaderScreen(title, lines))

    # Search and title

    def _search(self) -> None:
        self._search_from = self._screen.session.desk.pane.selection
        self._ask(_SEARCH, "search", "")

    def _search_all(self) -> None:
        desk = self._screen.session.desk
        origins = tuple(pane.selection for pane in desk.panes)
        self._all_from = FindInAll("", desk.focus, origins)
        self._ask(_SEARCH_ALL, "search all panes", "")

    def _title(self) -> None:
        title = self._screen.session.desk.sheet.article.title
        self._ask(_TITLE, "title", title)

    def _ask(self, purpose: str, title: str, text: str) -> None:
        if self._screen.prompt is not None:
            self._asked_of = self._screen.session.desk.pane.article
            self._screen.add_class("-prompt")
            self._screen.prompt.ask(purpose, title, text)

    def type(self, purpose: str, text: str) -> None:
        """Follow what is typed into the prompt."""
        if purpose == _SEARCH and text:
            self._find(text, origin=self._search_from)
        elif purpose == _SEARCH_ALL:
            self._screen.session.wish(self._all_from._replace(needle=text))

    def answer(self, purpose: str, text: str) -> None:
        """Take what was typed into the prompt."""
        self._close_prompt()
        session = self._screen.session
        if purpose == _TITLE:
            session.set_title(self._asked_of, text)
        elif text:
            if purpose == _SEARCH_ALL:
                session.wish(self._all_from._replace(needle=text))
            else:
                self._find(text, origin=self._search_from)
            self._tell_hits(text)
        else:
            session.search_off()

    def leave(self, purpose: str) -> None:
        """Go back to where the prompt was opened."""
        self._close_prompt()
        if purpose == _SEARCH_ALL:
            self._screen.session.wish(self._all_from)
        elif purpose == _SEARCH:
            session = self._screen.session
            session.search_off()
            at = session.desk.position(self._asked_of)
            if at is not None:
                session.wish(Select(at, self._search_from))

    def _close_prompt(self) -> None:
        self._screen.remove_class("-prompt")
        self._screen.set_focus(None)

    def _find(
        self, needle: str, *, backwards: bool = False, origin: Selection | None = None
    ) -> None:
        """Select the next match, or say that there is none."""
        self._screen.session.wish(Find(needle, backwards, origin))

    def _step(self, *, backwards: bool) -> None:
        needle = self._screen.session.desk.needle
        if needle:
            self._find(needle, backwards=backwards)
        else:
            self._screen.session.message = "Nothing is searched; / searches."

    def _search_selection(self) -> None:
        session = self._screen.session
        selected = span(session.desk.pane.selection)
        if selected is None:
            session.message = "Nothing is selected; w selects a word, then *."
            return
        needle = session.desk.sheet.article.quote(selected).strip()
        if len(needle) > LONGEST_SHOWN or len(needle.splitlines()) > 1:
            session.message = (
                f"Select at most {LONGEST_SHOWN} characters of one line, then *."
            )
        elif needle:
            session.search(needle)
            self._tell_hits(needle)

    def _tell_hits(self, needle: str) -> None:
        session = self._screen.session
        why_not = problem(session.desk.text, needle)
        if why_not:
            session.message = why_not
            return
        here, elsewhere = self._screen.painting.hits(needle)
        shown = shortened(needle)
        if not here + elsewhere:
            session.search_off()
            session.message = f"{shown} is in no open article; e searches all of them."
            return
        beside, change = "", ""
        if len(session.desk.panes) > 1:
            beside, change = f", {elsewhere} in other panes", ", 1-5 change pane"
        session.message = (
            f"{shown}: {here} here{beside}; m M step{change}, / Enter ends"
        )

    # Links

    def _links(self, act: Act) -> None:
        from annotate.tui.screens.linking import Linking  # noqa: PLC0415 - see load_rules

        Linking(self._screen).perform(act)

    def _adjudicate(self) -> None:
        session = self._screen.session
        session.message = "reading everybody's tags …"
        session.ask(ReadCases(session.desk.pane.article))

    def _list(self, act: Act) -> None:
        from annotate.tui.screens.lists import show_list  # noqa: PLC0415 - rare

        show_list(self._screen, act)

    def _agreement(self) -> None:
        from annotate.tui.app import AnnotateApp  # noqa: PLC0415 - it imports this
        from annotate.tui.screens.agreement import AgreementScreen  # noqa: PLC0415 - rare

        session, app = self._screen.session, self._screen.app
        if not isinstance(app, AnnotateApp):
            raise TypeError(f"{app} has no database")

        def chosen(found: Chosen | None) -> None:
            self._agreement_left = found.left if found else None
            if found is not None:
                (one,) = found.place.annotations
                if one.annotator != session.desk.annotator:
                    session.show_others()
                session.go_to(one.article, one.id)
            self._screen.paint()

        me, left = session.desk.annotator, self._agreement_left
        app.push_screen(AgreementScreen(app.database, me, left), chosen)

    # Forms and lists

    def _details(self) -> None:
        session = self._screen.session
        try:
            annotation = session.desk.own_active()
        except DeskRefusal as refusal:
            session.message = str(refusal)
            others = session.desk.active_annotation()
            if others is not None:
                from annotate.tui.screens.telling import tell_details  # noqa: PLC0415 - rare

                width = self._page_cells()
                tell_details(self._screen, others, str(refusal), width)
            return
        from annotate.tui.screens.details import DetailsScreen  # noqa: PLC0415 - rare

        label = session.desk.label(annotation.label)
        chosen = annotation.id

        def described(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                session.wish(Describe(chosen, *answer))
            self._screen.paint()

        self._screen.app.push_screen(DetailsScreen(annotation, label), described)

    def _list_articles(self, where: Where) -> None:
        session = self._screen.session
        if where is Where.NEW_PANE and len(session.desk.panes) >= MAX_PANES:
            session.message = str(TooManyPanes(MAX_PANES))
            return
        self._opens = where
        session.ask(ListArticles(ListFor.PICK))

    def _filter_inspector(self) -> None:
        screen = self._screen
        labels = ["", *(label.id for label in screen.session.desk.scheme.labels)]
        known = screen.inspector_label in labels
        at = labels.index(screen.inspector_label) if known else 0
        screen.inspector_label = labels[(at + 1) % len(labels)]
        if not screen.shows_inspector:
            self._inspect()

    def receive(self, report: Report) -> None:
        """Show the picker when the articles have been listed, and its text hits."""
        if isinstance(report, ArticlesListed) and report.purpose is ListFor.PICK:
            self._pick(report)
        elif isinstance(report, TextsFound) and self._picker is not None:
            self._picker.take_hits(report.query, frozenset(report.articles))

    def _pick(self, listed: ArticlesListed) -> None:
        from annotate.tui.screens.picker import PickerScreen  # noqa: PLC0415 - rare

        session = self._screen.session
        where = "beside" if self._opens is Where.NEW_PANE else "here"
        open_now = frozenset(pane.article for pane in session.desk.panes)
        self._picker = PickerScreen(
            f"Open an article {where}",
            listed.summaries,
            listed.statuses,
            open_now,
            frozenset(listed.assigned),
            lambda query: session.ask(FindTexts(query)),
        )

        def picked(article: str | None) -> None:
            self._picker = None
            if article is not None:
                session.open(article, self._opens)
            self._screen.paint()

        self._screen.app.push_screen(self._picker, picked)

    def _copy(self) -> None:
        session = self._screen.session
        selected = span(session.desk.pane.selection)
        quit_key = "Ctrl-Q quits"
        if selected is None:
            session.message = f"nothing is selected to copy; {quit_key}"
            return
        self._screen.app.copy_to_clipboard(session.desk.sheet.article.quote(selected))
        session.message = f"copied {len(selected)} characters; {quit_key}"

    def _suspend(self) -> None:
        app = self._screen.app
        if app.is_web:
            self._screen.session.message = "a browser has no shell to go back to"
        else:
            app.action_suspend_process()
