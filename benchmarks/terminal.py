"""Programs in a pseudo terminal: when they have painted, how long a key takes them.

A program gets a terminal of a fixed size that answers as a modern one does. Every
output byte is read at once and timed; nothing is drawn. Linux and macOS.
"""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Frame", "NotPainted", "Program", "Size", "Subject"]

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]"
)
_FRAME_END = b"\x1b[?2026l"
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronised output: known
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[0c", b"\x1b[?62;22c"),
    (b"\x1b[>c", b"\x1b[>41;390;0c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1a1a/1b1b/2626\x1b\\"),
    (b"\x1b]10;?", b"\x1b]10;rgb:e0e0/e0e0/e0e0\x1b\\"),
)
_QUIET_S = 0.03
"""So long without output, and a frame counts as finished."""
_SILENT_S = 1.0
"""So long without any output, and a key counts as one that paints nothing."""
_PAINT_LIMIT_S = 60.0


class NotPainted(Exception):
    """A program ended, or showed something else, before its first full paint."""

    def __init__(self, name: str, missing: list[str], tail: str) -> None:
        super().__init__(
            f"{name} did not paint {' and '.join(missing)}; its last words: {tail}"
        )


@dataclass(frozen=True, slots=True)
class Size:
    """A terminal's cells."""

    columns: int = 200
    rows: int = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """A program to measure, and how its first full paint is known."""

    name: str
    command: tuple[str, ...]
    ready: tuple[str, ...]
    """Regular expressions; the output, escapes removed, matches all of them then."""
    folder: Path
    """Where it runs; it may leave files there."""
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What one key gave; times in milliseconds since the key was written."""

    shown_ms: float
    """End of the first frame, where a program marks frames; else `last_ms`."""
    last_ms: float
    """The last byte before the program went quiet."""
    size: int
    """Bytes written."""


class Program:
    """A running subject; a context manager that ends it."""

    def __init__(self, subject: Subject, size: Size | None = None) -> None:
        size = size or Size()
        self.name = subject.name
        self._subject = subject
        self._written = bytearray()
        self._started = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        cells = struct.pack("HHHH", size.rows, size.columns, 0, 0)
        if self._pid == 0:
            _become(subject, cells)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, cells)
        os.set_blocking(self._terminal, False)
        self._alive = True
        self._poll = select.poll()
        self._poll.register(self._terminal, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def painted_ms(self) -> float:
        """Milliseconds from process start to the last byte of the first full paint.

        Raises NotPainted after a minute, or when the program ended before.
        """
        missing = [re.compile(each.encode()) for each in self._subject.ready]
        last, seen = self._started, 0
        while time.perf_counter() - self._started < _PAINT_LIMIT_S:
            data = self._read(_QUIET_S)
            if data:
                last = time.perf_counter()
                self._written += data
                continue
            # Only when it is quiet: it would wait for its terminal while we look.
            if seen < len(self._written):
                seen = len(self._written)
                plain = _plain(self._written)
                missing = [each for each in missing if not each.search(plain)]
            if not missing:
                return (last - self._started) * 1000
            if not self._alive:
                break
        raise NotPainted(
            self.name, [each.pattern.decode() for each in missing], self.last_words
        )

    def obeyed_ms(self, data: bytes, shows: str) -> float:
        """Milliseconds from process start to the frame that obeys a key typed now.

        `shows` is a regular expression of what is written then, escapes removed. nan
        when that does not come within a minute.
        """
        self._write(data)
        wanted, answer = re.compile(shows.encode()), b""
        last = math.nan
        while time.perf_counter() - self._started < _PAINT_LIMIT_S and self._alive:
            output = self._read(_QUIET_S)
            if output:
                last = time.perf_counter()
                answer += output
            elif wanted.search(_plain(answer)):
                return (last - self._started) * 1000
        return math.nan

    @property
    def last_words(self) -> str:
        """The end of what it wrote while it started or ended, without escapes."""
        return _plain(self._written)[-400:].decode(errors="replace").strip()

    def press(self, data: bytes) -> Frame | None:
        """The frame that a key gives; None when it paints nothing within a second."""
        self.settle()
        start = time.perf_counter()
        self._write(data)
        shown = last = math.nan
        size, wait = 0, _SILENT_S
        while output := self._read(wait):
            last = (time.perf_counter() - start) * 1000
            size += len(output)
            if math.isnan(shown) and _FRAME_END in output:
                shown = last
            wait = _QUIET_S
        if not size:
            return None
        return Frame(last if math.isnan(shown) else shown, last, size)

    def settle(self) -> None:
        """Read away what the program writes of itself, for 0.2 seconds at most."""
        end = time.perf_counter() + 0.2
        while time.perf_counter() < end and self._read(0):
            pass

    def peak_memory_mb(self) -> float:
        """Highest resident size so far in MiB, without children; nan off Linux."""
        try:
            status = Path(f"/proc/{self._pid}/status").read_text()
        except OSError:
            return math.nan
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else math.nan

    def leave(self, data: bytes, limit_s: float = 5.0) -> int | None:
        """Send the quit key; the exit code, or None when it is still there."""
        self._write(data)
        return self._ended(limit_s)

    def close(self) -> None:
        """End the program, the way that a closed terminal does, then harder."""
        if self._pid:
            for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
                os.kill(self._pid, number)
                if self._ended(2.0) is not None:
                    break
        os.close(self._terminal)

    def _ended(self, limit_s: float) -> int | None:
        end = time.perf_counter() + limit_s
        while time.perf_counter() < end:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid = 0
                return os.waitstatus_to_exitcode(status)
            if data := self._read(0.01):
                self._written += data
            else:
                time.sleep(0.005)
        return None

    def _read(self, wait_s: float) -> bytes:
        if not self._alive or not self._poll.poll(math.ceil(wait_s * 1000)):
            return b""
        try:
            data = os.read(self._terminal, 1 << 18)
        except BlockingIOError:
            return b""
        except OSError:  # what Linux gives when the last process has closed its side
            data = b""
        self._alive = bool(data)
        if b"\x1b" in data:
            for question, answer in _ANSWERS:
                if question in data:
                    self._write(answer)
        return data

    def _write(self, data: bytes) -> None:
        try:
            os.write(self._terminal, data)
        except OSError:
            self._alive = False


def _become(subject: Subject, cells: bytes) -> None:
    """Turn the child into the subject; 127 when there is no such command."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, cells)
        os.chdir(subject.folder)
        os.execvpe(subject.command[0], subject.command, dict(subject.environment))  # noqa: S606 - the shell would stand between the key and the program
    except OSError as error:
        os.write(2, f"{subject.command[0]}: {error}\n".encode())
    finally:
        os._exit(127)


def _plain(output: bytes | bytearray) -> bytes:
    return _ESCAPES.sub(b"", bytes(output))
