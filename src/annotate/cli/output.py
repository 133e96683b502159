"""Where data goes: stdout, or a file that is whole or not touched."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from annotate.cli.report import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["output"]


@contextmanager
def output(path: str) -> Iterator[Callable[[bytes], object]]:
    """A function that writes bytes to `path`, or to stdout for "-".

    The file appears under its name when all is written and on the disk; whatever ends
    it before then, an existing file stays as it was. Devices and pipes are written as
    they are.

    Raises:
        CannotWrite: A folder, no permission, no room.
    """
    if path == "-" and sys.stdout is None:
        raise CannotWrite("stdout", "it is closed")
    try:
        if path == "-":
            stream = sys.stdout.buffer
            sys.stdout.flush()
            yield stream.write
            stream.flush()
        else:
            with _file(Path(path)) as stream:
                yield stream.write
    except BrokenPipeError:
        raise
    except OSError as error:
        named = "stdout" if path == "-" else path
        raise CannotWrite(named, error.strerror or str(error)) from error


@contextmanager
def _file(path: Path) -> Iterator[IO[bytes]]:
    # Through a link, or the link would become a file of its own.
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(0, "it is write-protected")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with _softly_terminated(), os.fdopen(handle, "wb") as stream:
            if path.exists():
                beside.chmod(path.stat().st_mode)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def _softly_terminated() -> Iterator[None]:
    """SIGTERM leaves through the stack, so that nothing half written stays behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
