"""What whoever is not meant to come in tries, over HTTP and websockets."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError
from pseudo_terminal import live_tags
from serving import (
    INJECTED,
    Client,
    Server,
    desks_of,
    environment_of,
    memory_kib,
    until,
    wait_for,
)

if TYPE_CHECKING:
    from pathlib import Path

PATHS = (
    *("/ws", "/static/page.js", "/static/textual.js", "/static/", "/static"),
    *("/download/x", "/favicon.ico", "/logout", "/nothing", "//evil.example/"),
)
WORDS_OF_THE_DESK = ("textual", "xterm", "script", "ada", "Korea", "static")


def raw(server: Server, path: str, method: str = "GET", **headers: str) -> str:
    """Status and body for a path that no library has tidied."""
    connection = http.client.HTTPConnection(server.host, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    for name, value in ({"Host": server.host} | headers).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return f"{answer.status} {body}"


# Without a token


@pytest.mark.parametrize("path", PATHS)
async def test_without_a_token_no_path_holds_anything(
    server: Server, path: str
) -> None:
    async with Client(server) as stranger:
        answer = await stranger.get(path)
        assert answer.status in {401, 403}
        assert len(await answer.text()) < 100


async def test_without_a_token_the_page_is_a_bare_form(server: Server) -> None:
    async with Client(server) as stranger:
        answer = await stranger.get("/")
        text = await answer.text()
        again = await stranger.get("/login")  # typed anew after a wrong token
    assert (again.status, again.headers["Location"]) == (303, "/")
    assert answer.status == 401
    assert 'name="token"' in text
    assert [word for word in WORDS_OF_THE_DESK if word in text] == []
    assert re.findall(r'(?:src|href)="(.*?)"', text) == ["data:,"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "cookie", ["", "x", "0" * 43, "\x01", "a" * 4000, "annotate", "$(touch hacked)"]
)
async def test_without_a_session_no_websocket_opens(
    server: Server, cookie: str
) -> None:
    port = server.host.partition(":")[2]
    async with Client(server) as stranger:
        with pytest.raises(WSServerHandshakeError) as refused:
            await stranger.socket(
                Cookie=f"annotate-{port}={cookie}".encode().decode("ascii").strip()
                if cookie.isprintable()
                else ""
            )
    assert refused.value.status == 401
    assert desks_of(server) == {}


async def test_a_token_is_no_session(server: Server) -> None:
    port = server.host.partition(":")[2]
    async with Client(server) as stranger:
        answer = await stranger.get(
            "/static/page.js",
            Cookie=f"annotate-{port}={server.tokens['ada']}",
            Authorization=f"Bearer {server.tokens['ada']}",
        )
        assert answer.status == 401


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: token.swapcase(),
        lambda token: token * 60,
        lambda _: "",
        lambda _: "ada",
        lambda _: "\0",
        lambda _: "ä" * 43,
    ],
)
async def test_a_token_that_is_not_exactly_right_lets_nobody_in(
    server: Server, change: object
) -> None:
    assert callable(change)
    token = change(server.tokens["ada"])
    async with Client(server) as stranger:
        answer = await stranger.post("/login", {"token": token})
        # 413: more than a form holds.
        assert answer.status in {403, 413, 429}
        assert "Set-Cookie" not in answer.headers
        assert (await stranger.get("/static/page.js")).status == 401


# Tokens, cookies and the log


async def test_the_token_goes_from_the_address_into_a_cookie_that_is_kept(
    server: Server,
) -> None:
    async with Client(server) as ada:
        answer = await ada.get(f"/?token={server.tokens['ada']}")
        assert (answer.status, answer.headers["Location"]) == (303, "/enter")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert server.tokens["ada"] not in cookie
        again = await ada.get("/?other=1")
        assert (again.status, again.headers["Location"]) == (303, "/")
        page = await ada.get("/")
        assert page.status == 200
        assert server.tokens["ada"] not in await page.text()
    assert server.tokens["ada"] not in server.log
    assert "logged in as ada." in server.log


async def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(
    server: Server,
) -> None:
    async with Client(server) as ada:
        await ada.login("ada")
        for path in ("/", "/enter", "/static/page.js", "/nothing"):
            answer = await ada.get(path)
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; base-uri 'none'")
            assert "frame-ancestors 'none'" in policy
            assert "http" not in policy
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Server"] == "annotate"
        page = await (await ada.get("/")).text()
        policy = (await ada.get("/")).headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert not re.search(r"https?:|<style|<script>| on[a-z]+=", page)


async def test_logging_out_ends_the_session_and_its_desks(server: Server) -> None:
    async with Client(server) as ada, Client(server) as other:
        await ada.login("ada")
        await other.login("ada")
        mine, theirs = await ada.socket(), await other.socket()
        await until(mine, lambda written: "claim" in written)
        await until(theirs, lambda written: "claim" in written)
        answer = await ada.post("/logout")
        assert answer.status == 303
        message = await mine.receive(20)
        while message.type is WSMsgType.BINARY:
            message = await mine.receive(20)
        assert (message.type, message.data) == (WSMsgType.CLOSE, 4004)
        assert (await ada.get("/static/page.js")).status == 401
        assert (await other.get("/static/page.js")).status == 200
        await theirs.close()
    wait_for(lambda: desks_of(server) == {})


# Other sites


@pytest.mark.parametrize(
    "origin",
    [
        *(None, "null", "http://evil.example", "http://127.0.0.1", "file://"),
        *("https://{host}", "http://{host}.evil.example", "http://localhost:1"),
        "http://evil.example?{host}",
    ],
)
async def test_a_page_of_another_site_opens_no_desk(
    server: Server, origin: str | None
) -> None:
    named = origin.format(host=server.host) if origin else None
    async with Client(server) as ada:
        await ada.login("ada")
        with pytest.raises(WSServerHandshakeError) as refused:
            await ada.socket(origin=named)
    assert refused.value.status == 403
    assert desks_of(server) == {}


async def test_a_page_of_another_site_neither_logs_in_nor_out(server: Server) -> None:
    foreign = (
        {"Origin": "http://evil.example"},
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    )
    async with Client(server) as ada:
        for headers in foreign:
            form = {"token": server.tokens["ada"]}
            answer = await ada.post("/login", form, **headers)
            assert answer.status == 403
            assert "Set-Cookie" not in answer.headers
        await ada.login("ada")
        for headers in foreign:
            assert (await ada.post("/logout", **headers)).status == 403
        assert (await ada.get("/")).status == 200
        form = {"token": server.tokens["ben"]}
        ours = {"Origin": "null", "Sec_Fetch_Site": "same-origin"}
        assert (await ada.post("/login", form, **ours)).status == 303


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:{port}", "localhost.evil.example:{port}", ""),
        *("127.0.0.1", "127.0.0.1:1", "10.0.0.1:{port}", "127.0.0.1:{port}:{port}"),
    ],
)
async def test_a_name_that_is_made_to_lead_here_reaches_nothing(
    server: Server, host: str
) -> None:
    named = host.format(port=server.host.partition(":")[2])
    async with Client(server) as ada:
        await ada.login("ada")
        for path in ("/", "/enter", "/static/page.js", f"/?token={'x' * 43}"):
            answer = await ada.get(path, Host=named)
            assert answer.status in {400, 421}
            assert len(await answer.text()) < 200
        with pytest.raises(WSServerHandshakeError):
            await ada.socket(origin=f"http://{named}", Host=named)
    assert desks_of(server) == {}


def test_two_names_at_once_are_none(server: Server) -> None:
    connection = http.client.HTTPConnection(server.host, timeout=20)
    connection.putrequest("GET", "/", skip_host=True)
    connection.putheader("Host", server.host)
    connection.putheader("Host", "evil.example")
    connection.endheaders()
    assert connection.getresponse().status in {400, 421}
    connection.close()


# Files


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../site.py",
        "/static/..%2f..%2ferrors.py",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/static/....//....//errors.py",
        "/static//etc/passwd",
        "/static/%00page.js",
        "/static/desk.html",
        "/static/page.css/..%5c..%5cerrors.py",
        "/../../../../etc/passwd",
        "/static/js/textual.js",
    ],
)
async def test_no_file_but_those_of_the_page_is_served(
    server: Server, path: str
) -> None:
    async with Client(server) as ada:
        await ada.login("ada")
        cookie = "; ".join(f"{each.key}={each.value}" for each in ada.http.cookie_jar)
    found = raw(server, path, Cookie=cookie)
    assert found.startswith(("400", "404")), found
    assert len(found) < 200
    assert raw(server, "/static/icon.svg", Cookie=cookie).startswith("200 <svg")


async def test_nobody_writes_lines_into_the_log(server: Server) -> None:
    forged = "/static/x%0aannotate:%2000:00:00%20logged%20in%20as%20mallory"
    assert raw(server, forged).startswith("401")
    assert "mallory" not in server.log
    assert "GET /static/{name} 401" in server.log


# Names


async def test_a_name_reaches_no_shell_and_stays_the_name(server: Server) -> None:
    async with Client(server) as injected:
        await injected.login(INJECTED)
        page = await (await injected.get("/")).text()
        assert "annotate · $(touch hacked) `touch hacked`" in page
        socket = await injected.socket()
        await until(socket, lambda written: "claim" in written)
        [words] = desks_of(server).values()
        assert f"--as={INJECTED}" in words
        assert words[1:4] == ["-P", "-m", "annotate"]
        await socket.send_json(["stdin", "wc"])
        await asyncio.to_thread(
            wait_for, lambda: len(live_tags(server.database, INJECTED)) == 1
        )
        await socket.close()
    assert [path.name for path in server.folder.rglob("hacked*")] == []


@pytest.mark.parametrize(
    "query", ["width=80&height=24&as=ben&annotator=ben&name=ben", "token={ben}"]
)
async def test_no_parameter_changes_who_annotates(server: Server, query: str) -> None:
    async with Client(server) as ada:
        await ada.login("ada")
        socket = await ada.socket(query.format(ben=server.tokens["ben"]))
        await until(socket, lambda written: "claim" in written)
        [words] = desks_of(server).values()
        assert [each for each in words if each.startswith("--as")] == ["--as=ada"]
        await socket.close()
    wait_for(lambda: desks_of(server) == {})


async def test_a_desk_has_no_more_of_the_environment_than_it_needs(
    tmp_path: Path,
) -> None:
    secret = {"AWS_SECRET_ACCESS_KEY": "secret", "ANNOTATE_AS": "mallory"}
    with Server(tmp_path, names=("ada",), more=secret) as server:
        async with Client(server) as ada:
            await ada.login("ada")
            socket = await ada.socket()
            await until(socket, lambda written: "claim" in written)
            [pid] = desks_of(server)
            given = environment_of(pid)
            assert not set(secret) & set(given)
            assert server.tokens["ada"] not in str(given)
            assert given["TEXTUAL_DRIVER"].endswith(":WebDriver")
            await socket.close()


# What is sent over a websocket


async def test_a_huge_size_makes_a_desk_of_the_largest_size(server: Server) -> None:
    async with Client(server) as ada:
        await ada.login("ada")
        socket = await ada.socket("width=999999&height=999999")
        written = await until(socket, lambda written: "claim" in written)
        [pid] = desks_of(server)
        given = environment_of(pid)
        assert (given["COLUMNS"], given["ROWS"]) == ("500", "200")
        await socket.send_json(["resize", {"width": 10**9, "height": -(10**9)}])
        await socket.send_json(["resize", {"width": 90, "height": 25}])
        written = await until(
            socket, lambda written: re.search(r"\x1b\[25;1H", written)
        )
        assert len(written) < 10**6
        await socket.close()
    wait_for(lambda: desks_of(server) == {})


async def test_nonsense_from_a_page_changes_nothing(server: Server) -> None:
    nonsense = (
        *("", "{", "[]", "null", '["stdin"]', '["stdin", 5]', '["resize", 5]'),
        *('["resize", {"width": "9", "height": null}]', '["deliver_file_start", "x"]'),
        *('["quit"]', '["exit"]', '{"type": "quit"}', "[" * 100_000, '["ping", []]'),
        *('["stdin", "\\ud800"]', '["resize", {"width": true, "height": true}]'),
        '["resize", {"width": 100, "height": 30}]',
    )
    async with Client(server) as ben:
        await ben.login("ben")
        socket = await ben.socket()
        await until(socket, lambda written: "claim" in written)
        for message in nonsense:
            await socket.send_str(message)
        await socket.send_bytes(b"D\0\0\0\1c")
        await socket.send_json(["ping", "7"])
        message = await socket.receive(20)
        while message.type is WSMsgType.BINARY:
            message = await socket.receive(20)
        assert json.loads(message.data) == ["pong", "7"]
        assert live_tags(server.database, "ben") == []
        await socket.send_json(["stdin", "wc"])
        await asyncio.to_thread(
            wait_for, lambda: len(live_tags(server.database, "ben")) == 1
        )
        await socket.close()


# A thousand bad logins


async def test_a_thousand_bad_logins_are_slowed_and_cost_no_memory(
    tmp_path: Path,
) -> None:
    with Server(tmp_path, names=("ada",)) as server:
        async with Client(server) as mallory, Client(server) as ada:

            async def attack(number: int) -> int:
                token = f"{number:043d}"
                return (await mallory.post("/login", {"token": token})).status

            statuses = Counter([await attack(number) for number in range(10)])
            assert statuses == {403: 10}  # slips of the hand are not held
            loop = asyncio.get_running_loop()
            begun = loop.time()
            assert await attack(10) == 429
            assert loop.time() - begun >= 0.9  # the least, not the most

            statuses.update(await asyncio.gather(*map(attack, range(100, 300))))
            before = memory_kib(server.pid)
            statuses.update(await asyncio.gather(*map(attack, range(300, 1100))))
            assert memory_kib(server.pid) - before < 4096
            assert statuses.total() == 1010
            assert statuses[403] + statuses[429] == 1010
            assert statuses[403] < 20  # time gives an attempt back now and then
            await ada.login("ada")
            assert (await ada.get("/")).status == 200
        assert "127.0.0.1 is slowed" in server.log
        # Whoever is turned away without a look is not told of one by one.
        assert server.log.count("\n") < 300
        assert "0" * 20 not in server.log


async def test_a_good_token_works_while_another_address_attacks(
    tmp_path: Path,
) -> None:
    with Server(
        tmp_path, "--public-url=https://tags.example.org", names=("ada",)
    ) as server:
        async with Client(server) as mallory, Client(server) as ada:
            form = {"token": "x" * 43}
            attacks = [
                asyncio.create_task(
                    mallory.post("/login", form, X_Forwarded_For="9.9.9.9, 10.0.0.66")
                )
                for _ in range(40)
            ]
            await asyncio.wait(attacks, return_when=asyncio.FIRST_COMPLETED)
            answer = await ada.post(
                "/login",
                {"token": server.tokens["ada"]},
                X_Forwarded_For="10.0.0.66, 10.0.0.5",
            )
            assert answer.status == 303
            cookie = answer.headers["Set-Cookie"]
            assert cookie.startswith("__Host-annotate")
            assert "Secure" in cookie
            await asyncio.gather(*attacks)
        assert "10.0.0.5 logged in as ada" in server.log
        assert "10.0.0.66 - POST /login 403" in server.log


# Alone on one machine


async def test_without_a_file_one_token_is_made_for_whoever_starts_it(
    tmp_path: Path,
) -> None:
    with Server(tmp_path, "--as=zoe", names=()) as server:
        assert re.fullmatch(
            r"http://127\.0\.0\.1:\d+/\?token=[A-Za-z0-9_-]{43}", server.told
        )
        async with Client(server) as zoe:
            path = server.told.removeprefix(server.url)
            assert (await zoe.get("/static/page.js")).status == 401
            assert (await zoe.get(path)).status == 303
            assert "annotate · zoe" in await (await zoe.get("/")).text()
        # Its own log is for everybody who sees the terminal.
        assert server.told.partition("=")[2] not in server.log
