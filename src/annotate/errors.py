"""The failures a caller may handle: one class each, the message for people inside.

A message is one sentence that says what went wrong, where, and the remedy.
"""

from __future__ import annotations

__all__ = ["AnnotateError", "UsageError"]


class AnnotateError(Exception):
    """Something is wrong with the data, the database or the request; nothing changed.

    A subclass holds its facts as attributes and its sentence in `str(error)`. The
    command line prints that sentence and exits with `exit_code`; the desk shows it.
    """

    exit_code = 1


class UsageError(AnnotateError):
    """The command or setting itself is wrong; the command line exits with 2."""

    exit_code = 2
