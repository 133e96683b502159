"""The way from the command line to the lessons, and what is left of them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.tui.run import begin
from annotate.tui.tutor.course import figure_lines
from annotate.tui.tutor.practice import ARTICLES, make_practice

if TYPE_CHECKING:
    from annotate.config import Settings
    from annotate.tui.app import AnnotateApp

__all__ = ["run_tutor"]


def run_tutor(annotator: str, settings: Settings) -> tuple[int, list[str]]:
    """Teach until the reader leaves; the exit code, and lines with the keys used.

    No line when no lesson is behind the reader. Raises AnnotateError when the keys
    clash or the practice database cannot be made.
    """
    folder = tempfile.TemporaryDirectory(
        prefix="annotate-tutor-", ignore_cleanup_errors=True
    )
    with folder:
        path = Path(folder.name, "practice.db")
        make_practice(path, annotator)
        shown = tuple(article.id for article in ARTICLES)
        start, program = begin(
            path, annotator, shown, settings, _tutor_app, clean=folder.cleanup
        )
        code = program.run(path, annotator, start, settings)
    from annotate.tui.tutor.screen import TutorApp  # noqa: PLC0415 - loaded by now

    course = program.app.course if isinstance(program.app, TutorApp) else None
    lines = figure_lines(course) if course is not None and course.figures else []
    return code, lines


def _tutor_app() -> type[AnnotateApp]:
    # Textual reads the environment when it is imported, and takes its time.
    from annotate.tui.tutor.screen import TutorApp  # noqa: PLC0415

    return TutorApp
