"""The way from the command line to the adjudication screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.tui.adjudication.commands import adjudication_keymap
from annotate.tui.run import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.config import Settings
    from annotate.store.place import Place
    from annotate.tui.app import AnnotateApp
    from annotate.tui.messages import CasesRead

__all__ = ["run_adjudication"]


def run_adjudication(
    *, db: Place, adjudicator: str, read: CasesRead, settings: Settings
) -> int:
    """Open the screen on what was read and stay until it is left; the exit code.

    Raises AnnotateError when the database cannot be opened or the keys clash.
    """
    article = read.cases.sheet.article.id

    def load() -> Callable[..., AnnotateApp]:
        # Textual reads the environment when it is imported, and takes its time.
        from annotate.tui.adjudication.app import AdjudicateApp  # noqa: PLC0415

        return partial(AdjudicateApp, read=read)

    start, program = begin(db, adjudicator, (article,), settings, load)
    adjudication_keymap(start.keymap.commands, settings.keys)
    return program.run(db, adjudicator, start, settings)
