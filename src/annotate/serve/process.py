"""One desk: a process of its own, and the packets that it takes and gives.

The packets are those of Textual's web driver: one byte for the kind, four for the size
(the highest first), then what is meant.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

__all__ = ["DATA", "META", "DeskCommand", "DeskProcess", "Size", "clamped"]

DATA: Final = b"D"
META: Final = b"M"

_PRELUDE: Final = b"__GANGLION__\n"
"""What the web driver writes before its first packet."""
_PATIENCE_SECONDS: Final = 5.0
"""So long a desk may take to do what was typed, and to save; then again to obey."""
_MOST_WORDS: Final = 16_384
"""Bytes of stderr that are kept: the last ones, where the reason stands."""

_PASSED: Final = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "LANG", "LANGUAGE"),
        *("PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "APPDATA", "LOCALAPPDATA"),
        *("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "KRB5CCNAME", "KRB5_CONFIG"),
        *("ANNOTATE_CONFIG", "ANNOTATE_THEME", "ANNOTATE_COLOUR", "ANNOTATE_ASCII"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "KRB5CCNAME"),
    }
)
_PASSED_BEGINNINGS: Final = ("LC_", "PG")
"""How text is written; how libpq finds its server and the password."""


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    rows: int


_SMALLEST: Final = Size(10, 4)
_LARGEST: Final = Size(500, 200)


def clamped(columns: int, rows: int) -> Size:
    """The nearest size that a desk is drawn in."""
    return Size(
        min(max(columns, _SMALLEST.columns), _LARGEST.columns),
        min(max(rows, _SMALLEST.rows), _LARGEST.rows),
    )


class DeskCommand(NamedTuple):
    """How the desk of an annotator is started."""

    database: str
    """As `--db` takes it."""
    options: tuple[str, ...] = ()
    """What else every desk is given."""

    def words(self, annotator: str) -> tuple[str, ...]:
        """The words of the command line; no shell reads them."""
        return (
            *(sys.executable, "-P", "-m", "annotate", "read"),
            *(f"--db={self.database}", f"--as={annotator}", *self.options),
        )


def environment(whole: Mapping[str, str], size: Size) -> dict[str, str]:
    """What a desk needs of the server's environment, and nothing else of it."""
    passed = {
        name: value
        for name, value in whole.items()
        if name in _PASSED or name.startswith(_PASSED_BEGINNINGS)
    }
    return passed | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": str(size.columns),
        "ROWS": str(size.rows),
        "PYTHONUTF8": "1",
    }


class DeskProcess:
    """A running desk."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._words = bytearray()
        self._listening = asyncio.create_task(self._listen())
        self._stopping: asyncio.Task[int] | None = None

    @classmethod
    async def start(cls, words: tuple[str, ...], size: Size) -> DeskProcess:
        """The desk, which has not painted yet.

        Raises OSError when the machine cannot start one more process.
        """
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=environment(os.environ, size),
            # Ctrl-C in the server's terminal is the server's, which ends its desks.
            start_new_session=True,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def frames(self) -> AsyncIterator[bytes]:
        """What the desk writes to its terminal, until it ends.

        It may ask for more than that, such as to open an address or to save a file in
        the browser: nothing of the kind is passed on.
        """
        output = self._process.stdout
        if output is None:
            return
        with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while await output.readline() != _PRELUDE:
                if output.at_eof():
                    return
            while True:
                head = await output.readexactly(5)
                body = await output.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == DATA:
                    yield body

    async def type(self, text: str) -> None:
        """Give it keys; half a surrogate pair is none."""
        await self._send(DATA, text.encode("utf-8", "ignore"))

    async def resize(self, size: Size) -> None:
        """Tell it of a new size."""
        told = {"type": "resize", "width": size.columns, "height": size.rows}
        await self._send(META, json.dumps(told).encode())

    async def _send(self, kind: bytes, body: bytes) -> None:
        entry = self._process.stdin
        if entry is None or entry.is_closing():
            return
        with suppress(ConnectionError, RuntimeError):  # it has ended: `frames` tells
            entry.write(kind + len(body).to_bytes(4, "big") + body)
            await entry.drain()

    async def stop(self) -> int:
        """Have it do what was typed, save and end, by force if need be; its exit code.

        May be called again; a caller who is cancelled does not keep it from ending.
        """
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._stop())
        return await asyncio.shield(self._stopping)

    async def _stop(self) -> int:
        process = self._process
        # A full pipe holds up a desk that still paints.
        draining = asyncio.create_task(_drain(process.stdout))
        if process.stdin is not None:
            process.stdin.close()  # the desk ends when it has read all that is there
        for force in (process.terminate, process.kill):
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await process.wait()
            except TimeoutError:
                with suppress(ProcessLookupError):
                    force()
        await process.wait()
        draining.cancel()
        await self._listening
        return process.returncode or 0

    async def ended(self) -> int:
        """Wait for it to end by itself, after its last frame; its exit code."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._process.wait()
        return await self.stop()

    @property
    def last_words(self) -> str:
        """The end of what it said on stderr."""
        return self._words.decode("utf-8", "replace").strip()

    async def _listen(self) -> None:
        speech = self._process.stderr
        while speech is not None and (heard := await speech.read(4096)):
            self._words += heard
            del self._words[:-_MOST_WORDS]


async def _drain(output: asyncio.StreamReader | None) -> None:
    with suppress(RuntimeError):  # somebody reads it still
        while output is not None and await output.read(65536):
            pass
