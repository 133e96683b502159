"""How everything ends: one sentence on stderr and an exit code, from one place.

0 done, 1 a problem in the data or the database (nothing changed), 2 wrong usage, 130
stopped by Ctrl-C. A traceback is shown with --debug only; an unexpected failure leaves
one in the state folder.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "CannotWrite",
    "ReaderGone",
    "Several",
    "counted_of",
    "exit_code",
    "more_of",
    "most_told",
    "say",
]

_MOST_SEEN, _MOST_KEPT = 20, 10_000
"""Sentences of one kind that are told on a terminal, and into a file."""


class ReaderGone(Exception):
    """The program that read our output has seen enough."""


class CannotWrite(AnnotateError):
    """An output file, or stdout, takes nothing more."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Cannot write {path} ({why}); make room or name another place with -o."
        )
        self.path = path


class Several(AnnotateError):
    """More than one problem; each has its own line."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(str(each) for each in problems)
        shown = list(self.problems[: most_told()])
        if len(self.problems) > len(shown):
            shown.append(more_of(len(self.problems) - len(shown)))
        super().__init__("\n".join(shown))


def most_told() -> int:
    """How many sentences of one kind stderr gets: as many as a reader can take."""
    return _MOST_SEEN if sys.stderr is not None and sys.stderr.isatty() else _MOST_KEPT


def more_of(count: int) -> str:
    """What is said in place of so many sentences."""
    how = "; write stderr to a file to see them" if most_told() == _MOST_SEEN else ""
    return f"… and {count} more{how}."


def say(message: str) -> None:
    """One message on stderr, with nothing in it that acts on a terminal."""
    from annotate.text.display import safe_line  # noqa: PLC0415  most runs say nothing

    for line in message.split("\n"):
        click.echo(f"annotate: {safe_line(line)}", err=True)


def counted_of(number: int, noun: str) -> str:
    """As in `1 line` and `2 lines`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def exit_code(action: Callable[[], object], *, debug: bool) -> int:
    """What `action` returns if that is a number, else 0; for a failure its code."""
    try:
        result = action()
    except ReaderGone:
        _drop_stdout()
        return 0
    except AnnotateError as error:
        _traceback(debug=debug)
        if isinstance(error, CannotWrite):
            _drop_stdout()
        say(str(error))
        return error.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "annotate"
        say(f"{error.format_message()} Try `{where} --help`.")
        return 2
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Stopped; nothing was changed.")
        return 130
    except Exception as error:  # noqa: BLE001  the last place that can explain it
        _traceback(debug=debug)
        say(_unexpected(error))
        return 1
    return result if isinstance(result, int) else 0


def _traceback(*, debug: bool) -> None:
    if debug:
        import traceback  # noqa: PLC0415  only then

        traceback.print_exc()


def _unexpected(error: Exception) -> str:
    sentence = f"Unexpected {type(error).__name__}: {error}"
    try:
        path = _crash_file(error)
    except OSError:
        return f"{sentence}; run again with --debug to see where."
    return f"{sentence}; the details are in {path}, or run again with --debug."


def _crash_file(error: Exception) -> str:
    import time  # noqa: PLC0415  only then
    import traceback  # noqa: PLC0415  the same

    from annotate import __version__  # noqa: PLC0415  the same
    from annotate.config import state_dir  # noqa: PLC0415  the same

    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / time.strftime("crash-%Y%m%d-%H%M%S.txt")
    lines = traceback.format_exception(error)
    head = f"annotate {__version__}, Python {sys.version}\n"
    path.write_text(head + "".join(lines), "utf-8", "backslashreplace")
    return str(path)


def _drop_stdout() -> None:
    """Let what is still buffered go nowhere, or Python complains of it at its end."""
    try:
        handle = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)
