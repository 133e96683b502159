"""The files and folders that an import reads."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["LARGEST_WHOLE", "LONGEST_LINE", "Source", "UnreadableSource"]

LARGEST_WHOLE: Final = 256 * 1024 * 1024
"""Bytes of the largest file that a format may read in one piece."""

LONGEST_LINE: Final = 64 * 1024 * 1024
"""Bytes of the longest line that is read."""


class UnreadableSource(AnnotateError):
    """A file or folder cannot be read; `name` is what the user calls it."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name} {what}.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a folder, or stdin."""

    name: str
    """What messages call it."""
    path: Path | None
    """None for stdin."""
    passed: Callable[[int], object] = lambda _count: None
    """Called with the number of bytes whenever some have been read."""

    @property
    def is_folder(self) -> bool:
        """Whether it holds other files."""
        return self.path is not None and self.path.is_dir()

    @property
    def size(self) -> int:
        """Bytes of the file, or of the files in the folder; 0 where that is unknown."""
        if self.path is None:
            return 0
        try:
            if self.is_folder:
                return sum(
                    each.stat().st_size
                    for each in self.path.rglob("*")
                    if each.is_file()
                )
            return self.path.stat().st_size
        except OSError:
            return 0

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends.

        Raises:
            UnreadableSource: a folder, missing, no permission, or a line longer than
                `LONGEST_LINE`.
        """
        number = 0
        try:
            with self._opened() as stream:
                while line := stream.readline(LONGEST_LINE + 1):
                    number += 1
                    if len(line) > LONGEST_LINE:
                        raise UnreadableSource(
                            self.name,
                            f"line {number} is longer than {LONGEST_LINE >> 20} MiB; "
                            "give each article a line of its own",
                        )
                    self.passed(len(line))
                    yield line
        except OSError as error:
            raise self._unreadable(error) from error

    def chunks(self, size: int = 1 << 20) -> Iterator[bytes]:
        """The bytes in pieces of at most `size`, none of them empty.

        Raises:
            UnreadableSource: a folder, missing, or no permission.
        """
        try:
            with self._opened() as stream:
                while data := stream.read(size):
                    self.passed(len(data))
                    yield data
        except OSError as error:
            raise self._unreadable(error) from error

    def data(self) -> bytes:
        """All bytes.

        Raises:
            UnreadableSource: a folder, missing, no permission, or more than
                `LARGEST_WHOLE`.
        """
        try:
            with self._opened() as stream:
                data = stream.read(LARGEST_WHOLE + 1)
        except OSError as error:
            raise self._unreadable(error) from error
        if len(data) > LARGEST_WHOLE:
            raise UnreadableSource(
                self.name, f"is larger than {LARGEST_WHOLE >> 20} MiB; split it"
            )
        self.passed(len(data))
        return data

    def head(self, count: int = 4096) -> bytes:
        """The first bytes, to tell the format by; none of a folder.

        Of stdin they are those that wait there already, some thousands at most, and
        are read again.
        """
        if self.path is None:
            stdin = sys.stdin.buffer if sys.stdin else None
            return stdin.peek()[:count] if isinstance(stdin, BufferedReader) else b""
        if self.is_folder:
            return b""
        try:
            with self.path.open("rb") as stream:
                return stream.read(count)
        except OSError as error:
            raise self._unreadable(error) from error

    def members(self, *suffixes: str) -> Iterator[Source]:
        """The files with these endings in the folder and below, in order of path.

        Links that lead elsewhere and hidden files are left out.

        Raises:
            UnreadableSource: it is no folder that can be read.
        """
        if self.path is None:
            raise UnreadableSource(self.name, "is no folder; name one")
        top = self.path
        try:
            found = sorted(top.rglob("*")) if top.is_dir() else [top]
            inside = top.resolve()
            for path in found:
                if path != top and not path.resolve().is_relative_to(inside):
                    continue
                below = path.relative_to(top)
                if any(part.startswith(".") for part in below.parts):
                    continue
                if path.suffix.lower() in suffixes and path.is_file():
                    yield Source(
                        f"{self.name.rstrip('/')}/{below.as_posix()}"
                        if path != top
                        else self.name,
                        path,
                        self.passed,
                    )
        except OSError as error:
            raise self._unreadable(error) from error

    def sibling(self, name: str) -> Source | None:
        """The file of that name beside this one; None when there is none.

        None too where it is a link that leads out of the folder.
        """
        if self.path is None:
            return None
        path = self.path.with_name(name)
        if not path.is_file() or path.resolve().parent != self.path.parent.resolve():
            return None
        return Source(str(Path(self.name).with_name(name)), path, self.passed)

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        if self.path is None:
            if sys.stdin is None:
                raise UnreadableSource(self.name, "is closed; name a file")
            yield sys.stdin.buffer
            return
        if self.path.is_dir():
            raise UnreadableSource(self.name, "is a folder; name the files in it")
        with self.path.open("rb") as stream:
            yield stream

    def _unreadable(self, error: OSError) -> UnreadableSource:
        if isinstance(error, FileNotFoundError):
            return UnreadableSource(self.name, "does not exist; check the path")
        return UnreadableSource(
            self.name, f"cannot be read ({error.strerror}); check its permissions"
        )
