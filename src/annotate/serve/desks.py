"""The open desks: each a process between its start and the end of its websocket."""

from __future__ import annotations

import asyncio
import json
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType

from annotate.serve.places import Places
from annotate.serve.process import DeskProcess, clamped

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from annotate.serve.process import DeskCommand, Size
    from annotate.serve.sessions import Session

__all__ = ["Desks", "Ending", "size_of"]

_USUAL: Final = (80, 24)
_MOST_DIGITS: Final = 6


class Ending(IntEnum):
    """Why a desk ended: the code that closes its websocket, for page.js."""

    LEFT = 1000
    STOPPED = 1001
    FULL = 4001
    NO_START = 4002
    BROKEN = 4003
    LOGGED_OUT = 4004


class Desks:
    """Starts desks, and ends them all."""

    def __init__(
        self, command: DeskCommand, most: int, log: Callable[[str], object]
    ) -> None:
        self._command = command
        self._places = Places(most)
        self._log = log
        self._open: dict[asyncio.Future[Ending], Session] = {}

    @property
    def sessions(self) -> frozenset[Session]:
        """The sessions that have a desk open."""
        return frozenset(self._open.values())

    @property
    def number(self) -> int:
        """Of the desks that are open."""
        return len(self._open)

    def end(self, session: Session | None, why: Ending) -> None:
        """End the desks of a session, or all."""
        for ending, whose in self._open.items():
            if session in {None, whose} and not ending.done():
                ending.set_result(why)

    async def run(
        self, socket: web.WebSocketResponse, session: Session, size: Size
    ) -> Ending:
        """Have a desk on this websocket until either of them ends."""
        ending = asyncio.get_running_loop().create_future()
        self._open[ending] = session
        try:
            async with self._places.one(session.holder.name) as has_place:
                if not has_place:
                    return Ending.FULL
                return await self._one(socket, session.holder.name, size, ending)
        finally:
            del self._open[ending]

    async def _one(
        self,
        socket: web.WebSocketResponse,
        annotator: str,
        size: Size,
        ending: asyncio.Future[Ending],
    ) -> Ending:
        if ending.done():
            return ending.result()
        if socket.closed:
            return Ending.LEFT
        try:
            process = await DeskProcess.start(self._command.words(annotator), size)
        except OSError as error:
            self._log(f"{annotator}: no desk could be started ({error.strerror}).")
            return Ending.NO_START
        self._log(f"{annotator}: a desk is open, process {process.pid}.")
        showing = asyncio.create_task(_show(socket, process))
        typing = asyncio.create_task(_type(socket, process))
        try:
            await asyncio.wait(
                (showing, typing, ending), return_when=asyncio.FIRST_COMPLETED
            )
            code = await process.ended() if _has_ended(showing) else None
        finally:
            # Before it is stopped, or its last frames would have two readers.
            typing.cancel()
            showing.cancel()
            with self._places.closing():
                await asyncio.gather(showing, typing, return_exceptions=True)
                await process.stop()
        for line in process.last_words.splitlines():
            self._log(f"{annotator}: {line}")
        if code:
            self._log(f"{annotator}: the desk {process.pid} ended with code {code}.")
        if ending.done():
            return ending.result()
        if not code:
            return Ending.LEFT
        return Ending.BROKEN if showing.result() else Ending.NO_START


def _has_ended(showing: asyncio.Task[bool]) -> bool:
    """Whether the desk itself came to its end, and not the connection."""
    return showing.done() and showing.exception() is None


async def _show(socket: web.WebSocketResponse, process: DeskProcess) -> bool:
    """Give the browser what the desk writes; whether there was anything."""
    has_shown = False
    async for frame in process.frames():
        await socket.send_bytes(frame)
        has_shown = True
    return has_shown


async def _type(socket: web.WebSocketResponse, process: DeskProcess) -> None:
    """Give the desk what the browser sends; what is no message of the page goes by."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            match json.loads(message.data):
                case ["stdin", str(keys)]:
                    await process.type(keys)
                case ["resize", {"width": int(columns), "height": int(rows)}]:
                    await process.resize(clamped(columns, rows))
                case ["ping", str(stamp)]:
                    await socket.send_json(["pong", stamp])
        except (ValueError, RecursionError):
            continue


def size_of(columns: str, rows: str) -> Size:
    """The size that a page asks for, as it may be; the usual one for nonsense."""
    asked = [
        int(word[:_MOST_DIGITS]) if word.isascii() and word.isdigit() else usual
        for word, usual in zip((columns, rows), _USUAL, strict=True)
    ]
    return clamped(*asked)
