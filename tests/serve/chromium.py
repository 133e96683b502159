"""A real browser without a window, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from pseudo_terminal import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["CHROMIUM", "PATIENCE", "Browser", "Page"]

CHROMIUM = shutil.which("chromium")
PATIENCE = 40.0
"""Seconds after which something does not come any more."""
SIZE = (1280, 800)

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-3d-apis",  # drawn by the processor, it takes a second to begin
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--no-proxy-server",
    "--remote-debugging-port=0",
    f"--window-size={SIZE[0]},{SIZE[1]}",
)
_CODES = {"Enter": 13, "Escape": 27, "Tab": 9}


class Browser:
    """A browser with an empty profile; a context manager that ends it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._pages: dict[str, Page] = {}

    async def __aenter__(self) -> Self:
        assert CHROMIUM is not None
        self._process = await asyncio.create_subprocess_exec(
            *(CHROMIUM, *_FLAGS, f"--user-data-dir={self._folder}", "about:blank"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                line = (await self._process.stderr.readline()).decode()
                assert line, "the browser did not start"
                if line.startswith("DevTools listening on "):
                    break
        self._draining = asyncio.create_task(self._process.stderr.read())
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(
            line.removeprefix("DevTools listening on ").strip(), max_msg_size=0
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(Exception):
            async with asyncio.timeout(5):
                await self.send("Browser.close")
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._listening.cancel()
        self._draining.cancel()
        await self._session.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            waiting = self._answers.pop(told.get("id", 0), None)
            if waiting is not None:
                if not waiting.done():
                    waiting.set_result(told)
            elif told.get("sessionId") in self._pages:
                self._pages[told["sessionId"]].hear(told["method"], told["params"])

    async def send(
        self, method: str, session: str = "", **params: object
    ) -> dict[str, Any]:
        """What the browser answers to a command."""
        number = next(self._numbers)
        future = self._answers[number] = asyncio.get_running_loop().create_future()
        message: dict[str, object] = {
            "id": number,
            "method": method,
            "params": params,
        }
        if session:
            message["sessionId"] = session
        await self._socket.send_json(message)
        async with asyncio.timeout(PATIENCE):
            answer = await future
        assert "error" not in answer, (method, answer)
        result: dict[str, Any] = answer["result"]
        return result

    async def person(self) -> str:
        """The id of a profile without cookies, for `page`."""
        made = await self.send("Target.createBrowserContext")
        return str(made["browserContextId"])

    async def leave(self, person: str) -> None:
        """Close all that a profile has open."""
        await self.send("Target.disposeBrowserContext", browserContextId=person)

    async def page(self, url: str, person: str = "") -> Page:
        """A new tab that has that address."""
        profile = {"browserContextId": person} if person else {}
        made = await self.send("Target.createTarget", url="about:blank", **profile)
        joined = await self.send(
            "Target.attachToTarget", targetId=made["targetId"], flatten=True
        )
        page = Page(self, joined["sessionId"])
        self._pages[joined["sessionId"]] = page
        for domain in ("Page", "Network", "Runtime", "Log"):
            await page.send(f"{domain}.enable")
        await page.go(url)
        return page


class Page:
    """A tab, with all that it asked for and what its terminal shows."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self._changed = asyncio.Event()
        self.requests: list[str] = []
        """The addresses that were asked for."""
        self.complaints: list[str] = []
        """What the browser said of errors and of what it refused."""
        self.sent: list[str] = []
        """What the page sent over websockets."""
        self.screen = Screen(*SIZE)

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take in what the browser tells."""
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(params["url"])
                self.screen = Screen(*SIZE)
            case "Network.webSocketFrameReceived":
                frame = params["response"]
                if frame["opcode"] == 2:
                    data = base64.b64decode(frame["payloadData"])
                    self.screen.feed(data.decode("utf-8", "replace"))
            case "Network.webSocketFrameSent":
                self.sent.append(params["response"]["payloadData"])
            case "Log.entryAdded":
                entry = params["entry"]
                self.complaints.append(f"{entry['text']} {entry.get('url', '')}")
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
        self._changed.set()

    async def send(self, method: str, **params: object) -> dict[str, Any]:
        """What the browser answers to a command for this tab."""
        return await self._browser.send(method, self._session, **params)

    async def go(self, url: str) -> None:
        """Open an address as if it had been typed."""
        await self.send("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:  # noqa: ANN401  any JSON
        """What JavaScript says in the page."""
        found = await self.send(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, holds: Callable[[Page], object], what: str = "") -> None:
        """Wait until something holds of this page."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds(self):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            shown = "\n".join(line.rstrip() for line in self.screen.lines).strip()
            raise AssertionError(f"{what}\n{shown}\n{self.complaints}") from None

    async def until_value(self, expression: str, wanted: object) -> None:
        """Wait until JavaScript says so."""
        found = None
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    # While one page gives way to the next there is nobody to ask.
                    with suppress(AssertionError):
                        found = await self.value(expression)
                    if found == wanted:
                        return
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(
                f"{expression} is {found!r}, not {wanted!r}; {self.complaints}"
            ) from None

    async def shows(self, *words: str) -> None:
        """Wait until the terminal shows all of that."""
        await self.until(
            lambda page: all(word in page.screen.text for word in words),
            f"{words} never came",
        )

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other: characters, Enter, Escape, Ctrl+q."""
        for key in keys:
            bare = key.removeprefix("Ctrl+")
            code = _CODES.get(bare) or ord(bare.upper())
            event: dict[str, object] = {
                "key": bare,
                "windowsVirtualKeyCode": code,
                "code": f"Key{bare.upper()}" if len(bare) == 1 else bare,
            }
            if bare != key:
                event["modifiers"] = 2
            elif len(bare) == 1:
                event["text"] = bare
            elif bare == "Enter":
                event["text"] = "\r"
            await self.send("Input.dispatchKeyEvent", type="keyDown", **event)
            event.pop("text", None)
            await self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows that the page has told of last."""
        told = [json.loads(each) for each in self.sent if each.startswith('["resize"')]
        return told[-1][1]["width"], told[-1][1]["height"]

    async def click(self, x: float, y: float, *, times: int = 1) -> None:
        """Click at a place of the window."""
        await self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for count in range(1, times + 1):
            for kind in ("mousePressed", "mouseReleased"):
                await self.send(
                    "Input.dispatchMouseEvent",
                    type=kind,
                    x=x,
                    y=y,
                    button="left",
                    clickCount=count,
                )

    async def picture(self) -> bytes:
        """A PNG of what is seen."""
        shot = await self.send("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])
