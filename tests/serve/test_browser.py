"""The desk in a real browser: people who log in, tag, come back and see each other."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from aiohttp import web
from chromium import CHROMIUM, SIZE, Browser
from pseudo_terminal import live_tags
from serving import Server, desks_of, run, wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from chromium import Page

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium"),
    pytest.mark.asyncio(loop_scope="module"),  # of the one browser
]

SAVED = " saved "
ARTICLE = "Russia is using North"


class Person:
    """Somebody with cookies of their own."""

    def __init__(self, browser: Browser, name: str) -> None:
        self.browser = browser
        self.name = name

    async def page(self, url: str) -> Page:
        """A new tab."""
        return await self.browser.page(url, self.name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Browser]:
    async with Browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def person(browser: Browser) -> AsyncIterator[Person]:
    name = await browser.person()
    yield Person(browser, name)
    await browser.leave(name)


@asynccontextmanager
async def site_of(text: str) -> AsyncIterator[str]:
    """The address of another site, with one page."""

    async def answer(request: web.Request) -> web.Response:
        del request
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    # For a browser, another site than 127.0.0.1, not just another port of it.
    try:
        yield f"http://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def log_in(page: Page, token: str) -> None:
    """Type the token into the form."""
    await page.until_value("document.activeElement?.id", "token")
    await page.send("Input.insertText", text=token)
    await page.press("Enter")
    await opened(page)


async def opened(page: Page) -> None:
    """Wait for a desk that takes keys."""
    await page.shows(ARTICLE, SAVED)
    await page.until_value("document.activeElement.tagName", "TEXTAREA")


async def cell_of(page: Page) -> tuple[float, float]:
    """The width and height of a cell of the terminal."""
    box = "document.querySelector('.xterm-screen').getBoundingClientRect()"
    width, height = await page.value(
        f"(() => {{ const b = {box}; return [b.width, b.height] }})()"
    )
    columns, rows = page.size
    return width / columns, height / rows


def tags(server: Server, annotator: str) -> list[tuple[object, ...]]:
    return live_tags(server.database, annotator)


async def test_two_people_log_in_tag_come_back_and_see_each_other(
    server: Server, person: Person, tmp_path: Path
) -> None:
    async with Browser(tmp_path) as second:
        ada, ben = await person.page(server.url), await second.page(server.url)
        await log_in(ada, server.tokens["ada"])
        await log_in(ben, server.tokens["ben"])
        await ada.shows(" ada ")
        await ben.shows(" ben ")

        await ada.press("w", "w", "c")
        await asyncio.to_thread(wait_for, lambda: len(tags(server, "ada")) == 1)
        [(label, *_)] = tags(server, "ada")
        assert label == "claim"
        await ben.press("g")
        await ben.press("w", "w")
        await ben.shows("ada:claim")  # in the status line, without a reload
        assert tags(server, "ben") == []

        await ada.send("Page.reload")
        await ada.until(lambda page: SAVED not in page.screen.text)
        await opened(ada)
        await ada.press("g", "w", "w")
        await ada.shows("claim[")
        assert len(tags(server, "ada")) == 1

        for page in (ada, ben):
            assert elsewhere(page, server) == []
            assert serious(page) == []
            assert server.tokens["ada"] not in str(page.requests)
            wide = "document.documentElement.scrollWidth > innerWidth"
            tall = "document.documentElement.scrollHeight > innerHeight"
            assert not await page.value(f"{wide} || {tall}")
            font = "document.fonts.check('16px \"Roboto Mono\"')"
            assert await page.value(font)


def elsewhere(page: Page, server: Server) -> list[str]:
    """The addresses asked for that are not the server's."""
    ours = (f"http://{server.host}/", f"ws://{server.host}/ws?")
    return [each for each in page.requests if not each.startswith(ours)]


def serious(page: Page) -> list[str]:
    """What the browser complained of, without what is meant to be so."""
    meant = (
        "status of 401",  # the login page
        "Password forms should have",  # there are no user names
        "which has both allow-scripts and allow-same-origin",  # it is our own script
        "software WebGL",  # of this browser without a graphics card
    )
    return [
        each for each in page.complaints if not any(words in each for words in meant)
    ]


async def test_leaving_and_logging_out_and_coming_back(
    server: Server, person: Person
) -> None:
    page = await person.page(server.login("ada"))
    await opened(page)
    assert "token" not in await page.value("location.href")
    await page.press("Ctrl+z")
    await page.shows("a browser has no shell")
    await page.press("Ctrl+q")
    await page.until_value("document.body.dataset.ended", "1000")
    told = "document.querySelector('#told').textContent"
    assert "All your tags are saved" in await page.value(told)
    wait_for(lambda: desks_of(server) == {})

    await page.press("Enter")  # "Open again" has the focus
    await page.until_value("document.body.dataset.ended ?? ''", "")
    await opened(page)
    await page.press("Ctrl+q")
    await page.until_value("document.body.dataset.ended", "1000")
    await page.value("document.querySelector('button[type=submit]').click()")
    await page.until_value("document.activeElement?.id", "token")
    await page.go(server.url)
    await page.until_value("document.activeElement?.id", "token")


async def test_mouse_copy_and_a_new_size_work(server: Server, person: Person) -> None:
    page = await person.page(server.login("ben"))
    await opened(page)
    await person.browser.send(
        "Browser.grantPermissions",
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        origin=server.url,
        browserContextId=person.name,
    )
    line, text = next(
        (number, line)
        for number, line in enumerate(page.screen.lines)
        if "cannon fodder" in line
    )
    column = text.index("cannon")
    width, height = await cell_of(page)
    await page.click((column + 2.5) * width, (line + 0.5) * height, times=2)
    await page.shows(" (6) ")
    await page.press("Ctrl+c")
    await page.shows("copied 6 characters")
    await page.until_value("navigator.clipboard.readText()", "cannon")

    await page.send(
        "Emulation.setDeviceMetricsOverride",
        width=SIZE[0] // 2,
        height=SIZE[1] // 2,
        deviceScaleFactor=1,
        mobile=False,
    )
    await page.until(lambda page: page.size[0] < 80)
    await page.shows(" ben ")


async def test_an_address_in_an_article_is_not_opened_by_a_click(
    tmp_path: Path, person: Person
) -> None:
    with Server(tmp_path, names=("ada",)) as server:
        async with site_of("got you") as evil:
            article = tmp_path / "link.txt"
            article.write_text(f"Read {evil} now, it says.\n")
            await asyncio.to_thread(run, tmp_path, "add", str(article))
            page = await person.page(server.login("ada"))
            await opened(page)
            await page.press("e")
            await page.shows("Open an article here")
            await page.send("Input.insertText", text="Read http")
            await page.shows("Read http")
            await page.press("Enter")
            await page.until(lambda page: "1 Read http" in page.screen.lines[1])
            line, text = next(
                (number, line)
                for number, line in enumerate(page.screen.lines)
                if number > 1 and "http://local" in line
            )
            at = text.index("http://local") + 5
            width, height = await cell_of(page)
            for step in range(3):  # the terminal looks for a link where the mouse is
                place = {"x": (at + step) * width, "y": (line + 0.5) * height}
                kind = "mouseMoved"
                await page.send("Input.dispatchMouseEvent", type=kind, **place)
                await page.until_value("document.hasFocus()", wanted=True)
            await page.click((at + 2) * width, (line + 0.5) * height)
            await page.until(
                lambda page: any("Blocked opening" in each for each in page.complaints)
            )
            found = await person.browser.send("Target.getTargets")
            opened_now = [each["url"] for each in found["targetInfos"]]
            assert [url for url in opened_now if url.startswith(evil)] == []
            assert elsewhere(page, server) == []


async def test_a_page_of_another_site_gets_no_desk_with_the_readers_cookie(
    server: Server, person: Person
) -> None:
    attack = f"""<script>
      const socket = new WebSocket("ws://{server.host}/ws?width=80&height=24");
      socket.onopen = () => (document.title = "open");
      socket.onerror = () => (document.title = "refused");
    </script>"""
    async with site_of(attack) as evil:
        page = await person.page(server.login("ada"))
        await opened(page)
        # On the same host a cookie goes along: the ports of a host are one site.
        for address in (evil, evil.replace("localhost", "127.0.0.1")):
            other = await person.page(address)
            await other.until_value("document.title", "refused")
        assert len(desks_of(server)) == 1


async def test_a_link_on_another_site_opens_the_desk(
    server: Server, person: Person
) -> None:
    link = '<a id="link" href="{}">the desk</a>'
    async with site_of(link.format(server.login("ada"))) as mail:
        page = await person.page(mail)
        await page.until_value("document.querySelector('#link')?.id", "link")
        await page.value("document.querySelector('#link').click()")
        await opened(page)
    async with site_of(link.format(server.url)) as wiki:
        page = await person.page(wiki)
        await page.until_value("document.querySelector('#link')?.id", "link")
        await page.value("document.querySelector('#link').click()")
        await opened(page)


class Cable:
    """A port that leads to another one, until it is cut."""

    def __init__(self) -> None:
        self.target = 0
        self._ends: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def plug_in(self) -> None:
        """Lead on; the port stays the same."""
        self._server = await asyncio.start_server(
            self._lead, "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Lead nowhere, and break what there is."""
        assert self._server is not None
        self._server.close()
        for end in tuple(self._ends):
            end.transport.abort()
        await self._server.wait_closed()

    async def _lead(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, to_there = await asyncio.open_connection("127.0.0.1", self.target)
        self._ends |= {writer, to_there}
        await asyncio.gather(self._copy(reader, to_there), self._copy(there, writer))

    async def _copy(
        self, start: asyncio.StreamReader, end: asyncio.StreamWriter
    ) -> None:
        with suppress(ConnectionError):
            while data := await start.read(65536):
                end.write(data)
        self._ends.discard(end)
        end.close()


async def test_a_desk_comes_back_after_the_connection_was_lost(
    tmp_path: Path, person: Person
) -> None:
    cable = Cable()
    await cable.plug_in()
    public = f"http://127.0.0.1:{cable.port}"
    with Server(tmp_path, f"--public-url={public}", names=("ada",)) as server:
        cable.target = int(server.host.partition(":")[2])
        page = await person.page(f"{public}/?token={server.tokens['ada']}")
        await opened(page)
        await page.press("w", "c")
        await asyncio.to_thread(wait_for, lambda: len(tags(server, "ada")) == 1)
        await cable.cut()
        await page.until_value("document.body.dataset.ended", "1006")
        await asyncio.to_thread(wait_for, lambda: desks_of(server) == {})
        await cable.plug_in()
        await page.until_value("document.body.dataset.ended ?? ''", "")
        await opened(page)
        await page.press("g", "w")
        await page.shows("claim[")
    await cable.cut()


async def test_a_browser_is_told_why_there_is_no_desk(
    tmp_path: Path, person: Person
) -> None:
    told = "document.querySelector('#told').textContent"
    with Server(tmp_path, "--max-desks=1", names=("ada", "ben")) as server:
        page = await person.page(server.login("ada"))
        await opened(page)
        await page.send("Page.reload")  # the place is free again in time
        await page.until(lambda page: SAVED not in page.screen.text)
        await opened(page)
        more = await person.page(server.url)
        await more.until_value("document.body.dataset.ended", "4001")
        assert "All desks are in use" in await more.value(told)
        server.end()
        await page.until_value("document.body.dataset.ended", "1001")
        assert "saved" in await page.value(told)
