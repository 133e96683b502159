"""The way from the command line to the screen."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from annotate.tui.early_screen import EarlyScreen
from annotate.tui.endings import catch_endings, let_go_of_terminal
from annotate.tui.first_frame import first_frame
from annotate.tui.start import prepare_start
from annotate.tui.terminal import Terminal, prepare_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.config import Settings
    from annotate.store.place import Place
    from annotate.tui.app import AnnotateApp
    from annotate.tui.start import Start

__all__ = ["Program", "begin", "run_desk"]


def run_desk(
    *, db: Place, annotator: str, articles: tuple[str, ...], settings: Settings
) -> int:
    """Open the desk and stay until the reader leaves; the exit code.

    Raises AnnotateError when the database cannot be opened or the keys clash.
    """
    start, program = begin(db, annotator, articles, settings, _desk_app)
    EarlyScreen.show(lambda columns, rows: first_frame(start, columns, rows))
    try:
        return program.run(db, annotator, start, settings)
    finally:
        EarlyScreen.give_back()


def _desk_app() -> type[AnnotateApp]:
    # Textual reads the environment when it is imported, and takes its time.
    from annotate.tui.app import AnnotateApp  # noqa: PLC0415

    return AnnotateApp


def begin(
    db: Place,
    annotator: str,
    articles: tuple[str, ...],
    settings: Settings,
    load: Callable[[], Callable[..., AnnotateApp]],
    *,
    clean: Callable[[], object] = lambda: None,
) -> tuple[Start, Program]:
    """What a program begins with, and the program, whose app `load` imports.

    `clean` is called last when the process is ended by force. Raises as `run_desk`.
    """
    terminal = Terminal.of(os.environ, settings)
    prepare_environment(os.environ, terminal)
    # A start makes much and drops nothing; the app turns the collector on again.
    gc.disable()
    start = prepare_start(db, annotator, articles, settings, terminal)
    program = Program(load, clean)
    catch_endings(program.end_by, program.keep)
    return start, program


class Program:
    """The app, and what is to happen while there is none yet."""

    def __init__(
        self,
        load: Callable[[], Callable[..., AnnotateApp]],
        clean: Callable[[], object],
    ) -> None:
        self._load = load
        self._clean = clean
        self.app: AnnotateApp | None = None

    def run(self, db: Place, annotator: str, start: Start, settings: Settings) -> int:
        """Stay until the reader leaves; the exit code."""
        app = self.app = self._load()(db, annotator, start, settings)
        code = app.run()
        app.keep()
        if app.farewell:
            with suppress(OSError):  # nobody is there any more
                print(app.farewell, file=sys.stderr)  # noqa: T201 - the screen is gone
        let_go_of_terminal()
        return code if code is not None else (app.return_code or 1)

    def end_by(self, number: int) -> None:
        """Leave because of a signal, from wherever the start is."""
        if self.app is None:
            EarlyScreen.give_back()
            self._clean()
            os._exit(128 + number)  # nothing was changed yet
        self.app.end_by(number)

    def keep(self) -> None:
        """Save what is to be saved, before the process is ended by force."""
        if self.app is not None:
            self.app.keep()
        self._clean()
