"""A running `annotate serve` on a copy of the committed database."""

from __future__ import annotations

import re
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from aiohttp import ClientSession, CookieJar, WSMsgType
from desk_copy import copied_database
from pseudo_terminal import PATIENCE, environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientResponse, ClientWebSocketResponse

__all__ = [
    "INJECTED",
    "Client",
    "Server",
    "desks_of",
    "environment_of",
    "is_running",
    "memory_kib",
    "run",
    "until",
    "wait_for",
]

INJECTED = "$(touch hacked) `touch hacked`; touch hacked"
"""A name that a shell would obey."""


class Server:
    """The server as a program of its own; a context manager that ends it."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        names: tuple[str, ...] = ("ada", "ben", INJECTED),
        more: dict[str, str] | None = None,
        db: str = "a.db",
    ) -> None:
        self.folder = folder
        self.database = copied_database(folder)
        self.tokens = {name: secrets.token_urlsafe(32) for name in names}
        self.token_file = folder / "tokens.txt"
        self.write_tokens()
        self._log = folder / "log.txt"
        command = [sys.executable, "-m", "annotate", "serve", f"--db={db}", "--port=0"]
        if names:
            command.append(f"--token-file={self.token_file}")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [*command, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=folder,
                env=environment(folder, **(more or {})),
                start_new_session=True,
            )
        assert self._process.stdout is not None
        self.told = self._process.stdout.readline().decode().strip()
        """The address, as it was printed."""
        assert self.told, self.log

    @property
    def url(self) -> str:
        """Where it listens, without a slash at its end."""
        found = re.search(r"Listening at (\S+)/\.$", self.log, re.MULTILINE)
        assert found, self.log
        return found[1]

    @property
    def host(self) -> str:
        """The address as a Host header has it."""
        return urlsplit(self.url).netloc

    @property
    def pid(self) -> int:
        """Of the server."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text("utf-8")

    def write_tokens(self) -> None:
        """Have the file say what `tokens` says."""
        lines = [f"{name} {token}\n" for name, token in self.tokens.items()]
        self.token_file.touch(0o600)
        self.token_file.write_text("".join(lines), "utf-8")

    def login(self, name: str) -> str:
        """The address that logs somebody in."""
        return f"{self.url}/?token={self.tokens[name]}"

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit code after a signal."""
        if self._process.returncode is None:
            self._process.send_signal(number)
        return self._process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.end()
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
        finally:
            if self._process.stdout is not None:
                self._process.stdout.close()


def run(folder: Path, *words: str) -> None:
    """Another command on the database of a folder."""
    subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "annotate", "--db=a.db", *words],
        cwd=folder,
        env=environment(folder),
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )


class Client:
    """A program that speaks HTTP, with the cookies that it was given."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = ClientSession(cookie_jar=CookieJar(unsafe=True))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """The answer, read to its end; no redirection is followed."""
        return await self._asked("GET", path, headers)

    async def post(
        self, path: str, data: dict[str, str] | None = None, **headers: str
    ) -> ClientResponse:
        """The same for a form."""
        return await self._asked("POST", path, headers, data)

    async def _asked(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        data: dict[str, str] | None = None,
    ) -> ClientResponse:
        async with self.http.request(
            method,
            self.server.url + path,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            data=data,
            allow_redirects=False,
        ) as answer:
            await answer.read()
            return answer

    async def login(self, name: str) -> None:
        """Have a session."""
        answer = await self.post("/login", {"token": self.server.tokens[name]})
        assert answer.status == 303

    async def socket(
        self,
        query: str = "width=100&height=30",
        *,
        origin: str | None = "",
        **headers: str,
    ) -> ClientWebSocketResponse:
        """The websocket of a desk; "" for the origin of our own page."""
        if origin is not None:
            headers["Origin"] = origin or self.server.url
        return await self.http.ws_connect(
            f"{self.server.url}/ws?{query}", headers=headers, max_msg_size=0
        )


async def until(socket: ClientWebSocketResponse, holds: Callable[[str], object]) -> str:
    """What the desk has written when that holds."""
    written = ""
    while not holds(written):
        message = await socket.receive(PATIENCE)
        assert message.type is WSMsgType.BINARY, (message, written[-2000:])
        written += message.data.decode("utf-8", "replace")
    return written


def desks_of(server: Server) -> dict[int, list[str]]:
    """The command lines of the processes that the server has started, by number."""
    found: dict[int, list[str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status = (folder / "status").read_text()
                words = (folder / "cmdline").read_bytes().decode().split("\0")[:-1]
            except OSError:
                continue
            parent = re.search(r"^PPid:\s+(\d+)", status, re.MULTILINE)
            if parent and int(parent[1]) == server.pid and words:
                found[int(folder.name)] = words
    return found


def wait_for(holds: Callable[[], object]) -> None:
    """Wait until something holds that tells nobody when it does."""
    until_when = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until_when
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False


def memory_kib(pid: int) -> int:
    """What a process holds in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    assert found
    return int(found[1])


def environment_of(pid: int) -> dict[str, str]:
    """The environment that a process was started with."""
    data = Path(f"/proc/{pid}/environ").read_bytes().decode()
    return dict(each.partition("=")[::2] for each in data.split("\0") if each)
