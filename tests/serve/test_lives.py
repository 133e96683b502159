"""How desks and servers end: all is saved, and no process is left behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from aiohttp import WSMsgType
from desk_copy import copied_database
from pseudo_terminal import live_tags
from serving import Client, Server, desks_of, is_running, run, until, wait_for

from annotate.serve.process import DeskProcess, Size
from annotate.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aiohttp import ClientWebSocketResponse

    from servers import ServerHome


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server that the test may end."""
    with Server(tmp_path, names=("ada", "ben")) as server:
        yield server


async def a_desk(client: Client, name: str) -> ClientWebSocketResponse:
    """An open desk that takes keys."""
    await client.login(name)
    socket = await client.socket()
    await until(socket, lambda written: " saved " in written)
    return socket


async def closing_code(socket: ClientWebSocketResponse) -> int:
    """Why the server has closed it."""
    message = await socket.receive(20)
    while message.type in {WSMsgType.BINARY, WSMsgType.TEXT}:
        message = await socket.receive(20)
    assert message.type is WSMsgType.CLOSE, message
    return int(message.data)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_server_that_is_ended_saves_and_ends_all_desks(
    own: Server, number: int
) -> None:
    async with Client(own) as ada, Client(own) as ben:
        desks = [await a_desk(ada, "ada"), await a_desk(ben, "ben")]
        started = tuple(desks_of(own))
        assert len(started) == 2
        await desks[0].send_json(["stdin", "wc"])
        await asyncio.to_thread(
            wait_for, lambda: len(live_tags(own.database, "ada")) == 1
        )
        await desks[0].send_json(["stdin", "wn"])
        ended = asyncio.create_task(asyncio.to_thread(own.end, number))
        assert [await closing_code(desk) for desk in desks] == [1001, 1001]
        assert await ended == 0
    assert not any(map(is_running, started))


async def test_a_server_that_is_killed_leaves_no_desk_behind(own: Server) -> None:
    async with Client(own) as ada:
        await a_desk(ada, "ada")
        [pid] = desks_of(own)
        own.end(signal.SIGKILL)
        await asyncio.to_thread(wait_for, lambda: not is_running(pid))


async def test_what_was_typed_before_a_tab_is_closed_is_saved(own: Server) -> None:
    async with Client(own) as ada:
        socket = await a_desk(ada, "ada")
        [pid] = desks_of(own)
        await socket.send_json(["stdin", "w"])
        await until(socket, lambda written: re.search(r" \d+-\d+ \(", written))
        await socket.send_json(["stdin", "c"])
        await socket.close()
        await asyncio.to_thread(wait_for, lambda: not is_running(pid))
    assert [label for label, *_ in live_tags(own.database, "ada")] == ["claim"]


async def test_a_desk_ends_when_its_connection_breaks(own: Server) -> None:
    async with Client(own) as ada:
        socket = await a_desk(ada, "ada")
        [pid] = desks_of(own)
        connection = socket._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()
        await asyncio.to_thread(wait_for, lambda: not is_running(pid))


async def test_a_browser_that_leaves_before_the_desk_is_there_leaves_nothing(
    own: Server,
) -> None:
    async with Client(own) as ada:
        await ada.login("ada")
        for _ in range(4):
            socket = await ada.socket()
            await socket.close()
    await asyncio.to_thread(wait_for, lambda: desks_of(own) == {})


async def test_a_desk_that_breaks_is_told_and_the_others_go_on(own: Server) -> None:
    async with Client(own) as ada, Client(own) as ben:
        mine = await a_desk(ada, "ada")
        [pid] = desks_of(own)
        theirs = await a_desk(ben, "ben")
        os.kill(pid, signal.SIGKILL)
        assert await closing_code(mine) == 4003
        await theirs.send_json(["stdin", "\x11"])
        assert await closing_code(theirs) == 1000
    assert f"ada: the desk {pid} ended with code -9." in own.log


async def test_a_desk_that_cannot_open_says_why_in_the_log_alone(own: Server) -> None:
    own.database.rename(own.database.with_suffix(".gone"))
    own.folder.joinpath("a.db-wal").unlink(missing_ok=True)
    async with Client(own) as ada:
        await ada.login("ada")
        socket = await ada.socket()
        assert await closing_code(socket) == 4002
    assert "ada: annotate: " in own.log
    assert "a.db" in own.log


async def test_a_token_that_is_taken_out_ends_sessions_and_desks(own: Server) -> None:
    async with Client(own) as ada, Client(own) as ben:
        mine, theirs = await a_desk(ada, "ada"), await a_desk(ben, "ben")
        del own.tokens["ada"]
        own.tokens["cy"] = "Kq3-vPz7_RtY1mWc9LxN0b"
        own.write_tokens()
        assert await closing_code(mine) == 4004
        assert (await ada.get("/static/page.js")).status == 401
        await theirs.send_json(["ping", "1"])
        async with Client(own) as cy:  # who is new can come without a new start
            await cy.login("cy")
        assert not theirs.closed


async def test_desks_work_on_a_project_that_a_server_keeps(
    tmp_path: Path, server_home: ServerHome
) -> None:
    place = server_home / "sprint"
    copied_database(tmp_path)
    await asyncio.to_thread(run, tmp_path, "copy", "a.db", place.url)
    with (
        closing(Reader.open(place)) as reader,
        Server(tmp_path, names=("ada",), db=place.url) as server,
    ):
        async with Client(server) as ada:
            socket = await a_desk(ada, "ada")
            await socket.send_json(["stdin", "wc"])
            articles = [each.id for each in reader.articles()]
            await asyncio.to_thread(
                wait_for,
                lambda: (
                    [
                        each.annotator
                        for article in articles
                        for each in reader.annotations(article)
                        if each.annotator == "ada"
                    ]
                    == ["ada"]
                ),
            )
            await socket.close()


# One process by itself


async def of_python(code: str) -> DeskProcess:
    """A process that behaves as the code says."""
    return await DeskProcess.start((sys.executable, "-c", code), Size(80, 24))


async def test_a_desk_that_does_not_end_is_ended_by_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotate.serve.process._PATIENCE_SECONDS", 0.3)
    process = await of_python(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "sys.stdout.buffer.write(b'__GANGLION__\\nD\\0\\0\\0\\1x')\n"
        "sys.stdout.flush()\n"
        "sys.stdout.buffer.write(b'D\\0\\1\\0\\0' + b'y' * 65536 * 9)\n"
        "time.sleep(600)\n"
    )
    frames = process.frames()
    assert await anext(frames) == b"x"
    await frames.aclose()
    assert await process.stop() == -signal.SIGKILL
    assert await process.stop() == -signal.SIGKILL
    assert not is_running(process.pid)


async def test_only_frames_are_passed_on_and_noise_before_them_is_not() -> None:
    process = await of_python(
        "import sys\n"
        "print('a warning')\n"
        "sys.stdout.flush()\n"
        "w = sys.stdout.buffer.write\n"
        "w(b'__GANGLION__\\n')\n"
        "w(b'M\\0\\0\\0\\x02{}P\\0\\0\\0\\1pD\\0\\0\\0\\2ab')\n"
        'w(b\'M\\0\\0\\0\\x10{"type": "exit"}D\\0\\0\\0\\1cD\\0\\0\\0\\x09half\')\n'
        "sys.stderr.write('x' * 50000 + 'the reason')\n"
    )
    assert [frame async for frame in process.frames()] == [b"ab", b"c"]
    assert await process.ended() == 0
    assert process.last_words.endswith("the reason")
    assert len(process.last_words) <= 16384


async def test_a_program_that_is_no_desk_shows_nothing() -> None:
    process = await of_python("raise SystemExit('no such thing')")
    assert [frame async for frame in process.frames()] == []
    await process.type("x")
    assert await process.ended() == 1
    assert process.last_words == "no such thing"
