"""The way from the command line to the screen."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from annotate.tui.endings import catch_endings, let_go_of_terminal
from annotate.tui.terminal import Terminal, prepare_environment

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.config import Settings

__all__ = ["run_desk"]


def run_desk(
    *, db: Path, annotator: str, articles: tuple[str, ...], settings: Settings
) -> int:
    """Open the desk and stay until the reader leaves; the exit code.

    Raises AnnotateError when the database cannot be opened or the keys clash.
    """
    terminal = Terminal.of(os.environ, settings)
    prepare_environment(os.environ, terminal)
    # A start makes much and drops nothing; the app turns the collector on again.
    gc.disable()
    # Textual reads the environment when it is imported.
    from annotate.tui.app import AnnotateApp  # noqa: PLC0415

    app = AnnotateApp(db, annotator, articles, settings, terminal)
    catch_endings(app.end_by, app.keep)
    code = app.run()
    app.keep()
    if app.farewell:
        with suppress(OSError):  # nobody is there any more
            print(app.farewell, file=sys.stderr)  # noqa: T201 - the screen is gone
    let_go_of_terminal()
    return code if code is not None else (app.return_code or 1)
