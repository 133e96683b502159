"""Where data goes: stdout, or a file or folder that is whole or not touched."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sys
import threading
from collections import OrderedDict
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from annotate.cli.report import CannotWrite
from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["OtherFolder", "folder_output", "output"]


@contextmanager
def output(
    path: str, *, ready: Callable[[], object] = lambda: None
) -> Iterator[Callable[[bytes], object]]:
    """A function that writes bytes to `path`, or to stdout for "-".

    The file appears under its name when all is written and on the disk; whatever ends
    it before then, an existing file stays as it was. Devices and pipes are written as
    they are. `ready` is called when nothing but the name is missing.

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
            ready()
        else:
            with _file(Path(path), ready) as stream:
                yield stream.write
    except BrokenPipeError:
        raise
    except OSError as error:
        named = "stdout" if path == "-" else path
        raise CannotWrite(named, error.strerror or str(error)) from error


@contextmanager
def _file(path: Path, ready: Callable[[], object]) -> Iterator[IO[bytes]]:
    # Through a link, or the link would become a file of its own.
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        ready()
        return
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    if _is_database(path):
        raise FileExistsError(0, "it is a database")
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
        ready()
        beside.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _is_database(path: Path) -> bool:
    """Whether a file is a SQLite database; False for one that cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


class OtherFolder(AnnotateError):
    """An export would take the place of a folder that is none of ours."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} holds {why}, so it is not replaced; name a new folder with -o."
        )


@contextmanager
def folder_output(path: str, mark: str) -> Iterator[Callable[[str, bytes], object]]:
    """A function that adds bytes to a file of the folder `path`, by its path in there.

    The folder appears under its name when all is written and on the disk; whatever
    ends it before then, an existing one stays as it was. One that is there is replaced
    if it is empty or has our file called `mark`, and no files but those that `mark`
    lists, if it lists any.

    Raises:
        OtherFolder: the folder that is there holds something else.
        CannotWrite: a file of that name, no permission, no room.
    """
    target = Path(path).resolve()
    _refuse_others(target, path, mark)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    made, old = beside.with_suffix(".part"), beside.with_suffix(".old")
    try:
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(0, "it is a file, and this export is a folder")
        with _softly_terminated():
            made.mkdir()
            with _Files(made) as files:
                yield files.add
            _sync_folder(made)
            if target.exists():
                target.replace(old)
            made.replace(target)
            _sync_folder(target.parent)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    finally:
        if old.exists() and not target.exists():
            old.replace(target)
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _refuse_others(folder: Path, path: str, mark: str) -> None:
    """OtherFolder when something in the folder would be lost that is none of ours."""
    from annotate.formats.jsontext import loads  # noqa: PLC0415  most write no folder

    if not folder.is_dir() or not any(folder.iterdir()):
        return
    try:
        said = loads((folder / mark).read_text("utf-8"))
    except (OSError, ValueError):
        said = None
    if not isinstance(said, dict) or "annotate-" not in str(said.get("schema")):
        raise OtherFolder(path, f"files but no {mark} of ours")
    listed = said.get("files")
    if not isinstance(listed, dict):
        return
    others = (
        name
        for each in folder.rglob("*")
        if (name := each.relative_to(folder).as_posix()) not in listed
        and name != mark
        and (each.is_symlink() or not each.is_dir())
    )
    if (other := min(others, default=None)) is not None:
        raise OtherFolder(path, f"{other}, which is no file of the export")


class _Files:
    """The files of a folder that is being written; the last few used are open."""

    _MOST_OPEN = 32

    def __init__(self, top: Path) -> None:
        self._top = top
        self._open: OrderedDict[str, IO[bytes]] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._open:
            self._close(next(iter(self._open)))

    def add(self, name: str, data: bytes) -> None:
        stream = self._open.get(name)
        if stream is None:
            path = self._top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if len(self._open) >= self._MOST_OPEN:
                self._close(next(iter(self._open)))
            stream = self._open[name] = path.open("ab")
        self._open.move_to_end(name)
        stream.write(data)

    def _close(self, name: str) -> None:
        with self._open.pop(name) as stream:
            stream.flush()
            os.fsync(stream.fileno())


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
