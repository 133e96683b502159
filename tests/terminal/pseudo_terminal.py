"""The real program on a pseudo terminal: keys in, bytes and a drawn screen out.

`Program` starts `python -m annotate` as the leader of a session of its own, whose
controlling terminal we hold the other end of. `Screen` draws what it writes, as a
terminal does that counts cells like ours; `Output` says what was in the bytes.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from wcwidth import wcwidth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "CTRL_C",
    "CTRL_Q",
    "CTRL_Z",
    "ENTER",
    "ESCAPE",
    "PATIENCE",
    "Program",
    "Screen",
    "environment",
    "live_tags",
    "rows_of",
    "unfit",
]

CTRL_C, CTRL_Q, CTRL_Z = "\x03", "\x11", "\x1a"
ENTER, ESCAPE = "\r", "\x1b"
PATIENCE = 20.0
"""Seconds after which something does not come any more."""

_ANNOTATE = (sys.executable, "-m", "annotate")

# The terminal becomes the controlling one; a root user loses the right to write what
# file permissions forbid, as everybody else.
_LAUNCH = """
import fcntl, os, sys, termios
if "controls" in sys.argv[1]:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
if "plain" in sys.argv[1] and os.geteuid() == 0:
    import ctypes
    drop = ctypes.CDLL(None, use_errno=True).prctl
    for capability in (1, 2, 3):
        drop(24, capability, 0, 0, 0)
os.execvp(sys.argv[2], sys.argv[2:])
"""

_ESCAPE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)
_OWN = re.compile(
    r"\d+;\d+H"  # a place
    r"|(?!31;9m)[\d;]*m"  # a look, but not a hostile one
    r"|\?(?:7|25|100[0-6]|1015|1016|1049|2004|2026|2048)[hl]"  # a mode
    r"|\?20(?:26|48)\$p"  # a question
    r"|>\d+u|<u"  # kitty's keys
    r"|\d+[XC]"  # a stretch erased or passed
)
_OWN_OSC = re.compile(r"52;c;[A-Za-z0-9+/=]*|22;[a-z-]+")
"""Copy, and the shape of the pointer."""
_HARMFUL = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069]"
)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A terminal of 24-bit colours, and no folder that is anybody's."""
    home = str(folder)
    base = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CACHE_HOME": f"{home}/cache",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        # What the sources are compiled to is kept where it is kept anyway.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return {key: value for key, value in (base | more).items() if value}


class Screen:
    """Cells as a terminal shows them; knows what Textual writes and no more."""

    def __init__(self, columns: int, rows: int) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._size = (columns, rows)
        self._x = self._y = 0
        self._rest = ""
        self._noted = (0, 0)
        self.looks: dict[tuple[int, int], str] = {}
        """The parameters of the last SGR sequence by column and row."""
        self._look = ""

    def resize(self, columns: int, rows: int) -> None:
        """Another size; what was there is gone."""
        self._size = (columns, rows)
        self._cells.clear()

    def feed(self, text: str) -> None:
        """Draw what was written."""
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            char = text[at]
            if char == "\x1b":
                found = _ESCAPE.match(text, at)
                if found is None:
                    self._rest = text[at:]
                    return
                if found["csi"] is not None:
                    self._control(found["csi"])
                if found[0] == "\x1b7":
                    self._noted = (self._x, self._y)
                elif found[0] == "\x1b8":
                    self._x, self._y = self._noted
                at = found.end()
                continue
            if char == "\r":
                self._x = 0
            elif char == "\n":
                self._y += 1
            else:
                self._put(char)
            at += 1

    def _control(self, csi: str) -> None:
        if csi.endswith("H"):
            row, _, column = csi[:-1].partition(";")
            self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
        elif csi in {"?1049h", "?1049l", "2J"}:
            self._cells.clear()
        elif csi.endswith("X"):
            for x in range(self._x, self._x + int(csi[:-1])):
                self._cells.pop((x, self._y), None)
        elif csi.endswith("C"):
            self._x = min(self._x + int(csi[:-1]), self._size[0] - 1)
        elif csi.endswith("m"):
            self._look = csi[:-1]

    def _put(self, char: str) -> None:
        width = wcwidth(char)
        if width <= 0:
            place = (max(self._x - 1, 0), self._y)
            self._cells[place] = self._cells.get(place, " ") + char
            return
        self._cells[self._x, self._y] = char
        self.looks[self._x, self._y] = self._look
        if width == 2:
            self._cells[self._x + 1, self._y] = ""
        self._x += width

    @property
    def lines(self) -> list[str]:
        """The rows as they stand."""
        columns, rows = self._size
        return [
            "".join(self._cells.get((x, y), " ") for x in range(columns))
            for y in range(rows)
        ]

    def cell(self, x: int, y: int) -> str:
        """What stands in one cell; "" in the right half of a wide character."""
        return self._cells.get((x, y), " ")

    @property
    def text(self) -> str:
        """All rows."""
        return "\n".join(self.lines)


class Program:
    """A running program; a context manager that ends it."""

    def __init__(
        self,
        *words: str,
        folder: Path,
        more: Mapping[str, str] | None = None,
        size: tuple[int, int] = (120, 40),
        command: tuple[str, ...] = _ANNOTATE,
        is_plain_user: bool = False,
        controls: bool = True,
    ) -> None:
        self.raw = b""
        """All that was written."""
        self.screen = Screen(*size)
        self._partial = b""
        self._ours, theirs = pty.openpty()
        self.resize(*size, tells=False)
        self.modes = termios.tcgetattr(theirs)
        """Of the terminal before the program changed them."""
        how = "plain" * is_plain_user + "controls" * controls
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-I", "-S", "-c", _LAUNCH, how, *command, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment(folder, **(more or {})),
            start_new_session=True,
        )
        self._theirs = theirs
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._is_open:
            self.hang_up()

    @property
    def pid(self) -> int:
        """Of the program itself."""
        return self._process.pid

    @property
    def text(self) -> str:
        """All that was written, as text."""
        return self.raw.decode("utf-8", "surrogateescape")

    def press(self, keys: str) -> None:
        """Type; a lone surrogate is a byte that is not UTF-8, as Python writes it."""
        os.write(self._ours, keys.encode("utf-8", "surrogateescape"))

    def signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int, *, tells: bool = True) -> None:
        """Give the window another size."""
        cells = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, cells)
        if tells:
            self.screen.resize(columns, rows)

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self._ours)
        os.close(self._theirs)
        self._is_open = False

    def until(self, pattern: str, seconds: float = PATIENCE) -> re.Match[str]:
        """Wait until the screen shows a regular expression."""
        wanted = re.compile(pattern)
        end = time.monotonic() + seconds
        while True:
            found = wanted.search(self.screen.text)
            if found:
                return found
            if time.monotonic() > end or not (self._pump(0.02) or self.is_alive):
                raise AssertionError(f"no {pattern!r} in:\n{self.screen.text}")

    def until_gone(self, pattern: str, seconds: float = PATIENCE) -> None:
        """Wait until the screen shows it no more."""
        wanted = re.compile(pattern)
        self.wait(
            lambda: not wanted.search(self.screen.text), seconds, f"still {pattern!r}"
        )

    def wait(
        self,
        what: Callable[[], object],
        seconds: float = PATIENCE,
        else_says: str = "still not so",
    ) -> None:
        """Read until this is so."""
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end or not (self._pump(0.02) or self.is_alive):
                raise AssertionError(f"{else_says}:\n{self.screen.text}")

    def settle(self, seconds: float = 0.1) -> None:
        """Read until it has been quiet for so long."""
        while self._pump(seconds):
            pass

    def end(self, seconds: float = PATIENCE) -> int:
        """The exit code, once the program has ended; negative after a signal."""
        end = time.monotonic() + seconds
        while self.is_alive:
            if time.monotonic() > end:
                raise AssertionError(f"still running:\n{self.screen.text}")
            if self._is_open:
                self._pump(0.02)
            else:
                time.sleep(0.02)
        if self._is_open:
            self.settle(0.05)
        return self._process.returncode

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def state(self) -> str:
        """The kernel's letter: R runs, S sleeps, T stopped, "" ended."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text("utf-8")
        except OSError:
            return ""
        return stat.rpartition(")")[2].split()[0]

    def wait_for_state(self, letter: str) -> None:
        """Wait until the kernel says this letter."""
        end = time.monotonic() + PATIENCE
        while self.state != letter:
            if time.monotonic() > end:
                raise AssertionError(f"state {self.state!r}, not {letter!r}")
            self._pump(0.02)

    @property
    def cpu_seconds(self) -> float:
        """Used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def terminal_is_as_before(self) -> bool:
        """Whether echo, line editing and signals of the terminal are as they were."""
        return termios.tcgetattr(self._theirs) == self.modes

    def _pump(self, wait: float) -> bool:
        if not self._is_open or not select.select([self._ours], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:
            return False
        self.raw += data
        if b"\x1b[?2026$p" in data:
            os.write(self._ours, b"\x1b[?2026;2$y")
        # A character may be cut by the end of what was read.
        whole = self._partial + data
        text = whole.decode("utf-8", "ignore")
        self._partial = b""
        for back in range(1, 4):
            tail = whole[-back:]
            if tail[0] >= 0xC0:
                with suppress(UnicodeDecodeError):
                    tail.decode()
                    break
                self._partial = tail
                break
        self.screen.feed(text)
        return bool(data)


def unfit(written: str) -> list[str]:
    """What is neither plain text nor an escape sequence that the desk needs."""
    found = []
    for match in _ESCAPE.finditer(written):
        if match[0] in {"\x1b7", "\x1b8"}:
            continue
        if match["csi"] is not None and _OWN.fullmatch(match["csi"]):
            continue
        if match["osc"] is not None and _OWN_OSC.fullmatch(match["osc"]):
            continue
        found.append(match[0])
    return found + _HARMFUL.findall(_ESCAPE.sub("", written))


def rows_of(database: Path, sql: str) -> list[tuple[object, ...]]:
    """What another program reads in the database."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as other:
        return other.execute(sql).fetchall()


def live_tags(database: Path, annotator: str) -> list[tuple[object, ...]]:
    """Label, start and stop of an annotator's tags, in the order they were made."""
    return rows_of(
        database,
        "SELECT label, start, stop FROM annotation WHERE live = 1 AND "
        f"answer = 'accept' AND annotator = '{annotator}' ORDER BY id",
    )


def stop_now(pid: int) -> None:
    """End a process without a word."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
