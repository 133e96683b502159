"""The web site: what each address answers, and to whom.

Whoever has no session gets a login page and nothing else, whatever is asked for.
"""

from __future__ import annotations

import asyncio
import ipaddress
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from aiohttp import web

from annotate.serve.addresses import is_loopback
from annotate.serve.answers import (
    page_answer,
    redirect,
    refusal,
    too_many,
    with_headers,
)
from annotate.serve.desks import Ending, size_of
from annotate.serve.pages import desk_page, enter_page, login_page, statics
from annotate.serve.sessions import LONGEST_SECONDS, Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from annotate.serve.addresses import Addresses
    from annotate.serve.desks import Desks
    from annotate.serve.keyring import Keyring
    from annotate.serve.sessions import Sessions
    from annotate.serve.slowing import Slowing

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

__all__ = ["Site"]

_LARGEST_FORM: Final = 4096
_LARGEST_MESSAGE: Final = 1 << 20
"""Bytes that come in one piece from a page: what somebody pastes."""
_HEARTBEAT_SECONDS: Final = 20.0
_SWEEP_SECONDS: Final = 3.0
_SESSION = web.RequestKey("session", Session)
_ASKED: Final = "The address you were given has it, or who runs annotate serve does."
_OPEN_PATHS: Final = frozenset({"/", "/login", "/enter"})
"""What is answered without a session: with a login page, or one that leads there."""


class Site:
    """The answers of one server."""

    def __init__(
        self,
        addresses: Addresses,
        keyring: Keyring,
        sessions: Sessions,
        slowing: Slowing,
        desks: Desks,
        *,
        shade: str,
        log: Callable[[str], object],
    ) -> None:
        self.addresses = addresses
        self._keyring = keyring
        self._sessions = sessions
        self._slowing = slowing
        self._desks = desks
        self._shade = shade
        self._log = log

    def app(self) -> web.Application:
        """The site as aiohttp serves it."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app = web.Application(middlewares=[guard], client_max_size=_LARGEST_FORM)
        app.add_routes(
            [
                web.get("/", self._front),
                web.get("/enter", self._enter),
                web.get("/login", self._to_front),
                web.post("/login", self._login),
                web.post("/logout", self._logout),
                web.get("/ws", self._desk),
                web.get("/static/{name}", self._static),
            ]
        )
        app.on_response_prepare.append(with_headers)
        app.cleanup_ctx.append(self._sweeping)
        app.on_shutdown.append(self._end_all)
        return app

    # Who asks

    async def _guard(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Refuse foreign names and pages, and whoever is not logged in."""
        session = None
        response: web.StreamResponse
        if len(request.headers.getall("Host", [])) != 1 or not self.addresses.is_ours(
            request.host
        ):
            response = refusal(HTTPStatus.MISDIRECTED_REQUEST, "No such site.")
        elif self._is_from_elsewhere(request):
            response = refusal(HTTPStatus.FORBIDDEN, "Another site asks for this.")
        else:
            cookie = request.cookies.get(self._cookie, "")
            session = self._sessions.find(cookie) if cookie else None
            if session is not None:
                request[_SESSION] = session
            if session is None and request.path not in _OPEN_PATHS:
                response = refusal(HTTPStatus.UNAUTHORIZED, "Log in first.")
            else:
                response = await _answer(request, handler)
        if response.status != HTTPStatus.TOO_MANY_REQUESTS:
            self._log(self._line(request, response, session))
        return response

    def _is_from_elsewhere(self, request: web.Request) -> bool:
        """Whether a page of another site opens a websocket or sends a form."""
        origin = request.headers.get("Origin")
        is_ours = origin is not None and self.addresses.is_our_page(
            origin, request.host
        )
        if "Upgrade" in request.headers or request.path == "/ws":
            return not is_ours
        if request.method in {"GET", "HEAD"}:
            return False
        # A form of a page that tells no referrer, as ours, comes from "null".
        if origin in {None, "null"}:
            where = request.headers.get("Sec-Fetch-Site", "none")
            return where not in {"same-origin", "none"}
        return not is_ours

    @property
    def _is_secure(self) -> bool:
        public = self.addresses.public
        return public is not None and public.scheme == "https"

    @property
    def _cookie(self) -> str:
        # Cookies know no ports: each server of a machine needs a name of its own.
        if self._is_secure:
            return f"__Host-annotate-{self.addresses.port}"
        return f"annotate-{self.addresses.port}"

    def _client(self, request: web.Request) -> str:
        """The address of the browser; of the proxy's word on it the last counts."""
        peer = request.remote or "?"
        if self.addresses.public is None or not is_loopback(peer):
            return peer
        told = ",".join(request.headers.getall("X-Forwarded-For", []))
        with suppress(ValueError):
            return str(ipaddress.ip_address(told.rpartition(",")[2].strip()))
        return peer

    def _line(
        self,
        request: web.Request,
        response: web.StreamResponse,
        session: Session | None,
    ) -> str:
        """One line for the log, with nothing in it that the browser could choose."""
        resource = request.match_info.route.resource
        path = resource.canonical if resource is not None else "(unknown)"
        who = session.holder.name if session else "-"
        return (
            f"{self._client(request)} {who} {request.method} {path} {response.status}"
        )

    # Logging in and out

    async def _front(self, request: web.Request) -> web.StreamResponse:
        if "token" in request.query:
            return await self._admit(request, request.query["token"])
        if request.query_string:
            return redirect("/")
        session = _session(request)
        if session is not None:
            return self._desk_page(session)
        if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            return page_answer(enter_page())  # the cookie may have been held back
        return page_answer(login_page(_ASKED), HTTPStatus.UNAUTHORIZED)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        del request
        return page_answer(enter_page())

    async def _to_front(self, request: web.Request) -> web.StreamResponse:
        """Where a browser is after a token that was not valid."""
        del request
        return redirect("/")

    async def _login(self, request: web.Request) -> web.StreamResponse:
        token = (await request.post()).get("token", "")
        return await self._admit(request, token if isinstance(token, str) else "")

    async def _admit(self, request: web.Request, token: str) -> web.StreamResponse:
        """Exchange the token for a session."""
        client = self._client(request)
        if not self._slowing.has_room(client):
            return too_many()
        self._read_tokens()
        holder = self._keyring.tokens.holder(token.strip())
        if holder is None:
            seconds = self._slowing.fail(client)
            if seconds:
                if not self._slowing.is_holding(client):
                    self._log(f"{client} is slowed: its tokens are not valid.")
                with self._slowing.holding(client):
                    await asyncio.sleep(seconds)
                return too_many()
            told = "This token is not valid here."
            return page_answer(login_page(told), HTTPStatus.FORBIDDEN)
        response = redirect("/enter")
        before = _session(request)
        if before is not None and before.holder == holder:
            return response
        if before is not None:
            self._end(before)
        response.set_cookie(
            self._cookie,
            self._sessions.begin(holder),
            max_age=int(LONGEST_SECONDS),
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._is_secure,
        )
        self._log(f"{client} logged in as {holder.name}.")
        return response

    async def _logout(self, request: web.Request) -> web.StreamResponse:
        session = _session(request)
        if session is not None:
            self._end(session)
        response = redirect("/")
        response.del_cookie(
            self._cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._is_secure,
        )
        return response

    def _end(self, session: Session) -> None:
        self._sessions.end(session)
        self._desks.end(session, Ending.LOGGED_OUT)

    def _read_tokens(self) -> None:
        problem = self._keyring.read_again()
        if problem:
            self._log(problem)

    async def _sweeping(self, app: web.Application) -> AsyncIterator[None]:
        """End sessions that ran out or lost their token, as long as the site is up."""
        del app

        async def sweep() -> None:
            while True:
                await asyncio.sleep(_SWEEP_SECONDS)
                self._read_tokens()
                for session in self._desks.sessions:
                    self._sessions.use(session)
                self._sessions.sweep(self._keyring.tokens.holders)
                for session in self._desks.sessions:
                    if not self._sessions.is_open(session):
                        self._desks.end(session, Ending.LOGGED_OUT)

        task = asyncio.create_task(sweep())
        yield
        task.cancel()

    async def _end_all(self, app: web.Application) -> None:
        del app
        self._log(f"Ending; desks that save now: {self._desks.number}.")
        self._desks.end(None, Ending.STOPPED)

    # What is served

    def _desk_page(self, session: Session) -> web.StreamResponse:
        public = self.addresses.public
        sockets = public.origin.replace("http", "ws", 1) if public else ""
        return page_answer(
            desk_page(session.holder.name, shade=self._shade, sockets=sockets)
        )

    async def _static(self, request: web.Request) -> web.StreamResponse:
        found = statics().get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        response = web.Response(
            body=found.data,
            headers={
                "Content-Type": found.kind,
                # For the browser alone, and asked for anew after another version.
                "Cache-Control": "private, max-age=600",
                "Vary": "Accept-Encoding, Cookie",
            },
        )
        response.enable_compression()
        return response

    async def _desk(self, request: web.Request) -> web.StreamResponse:
        session = _session(request)
        if session is None:
            raise web.HTTPUnauthorized
        query = request.query
        size = size_of(query.get("width", ""), query.get("height", ""))
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_SECONDS, max_msg_size=_LARGEST_MESSAGE
        )
        await socket.prepare(request)
        ending = await self._desks.run(socket, session, size)
        await socket.close(code=ending)
        return socket


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return refusal(HTTPStatus(refused.status), refused.reason)


def _session(request: web.Request) -> Session | None:
    """Who asks; None for nobody who is logged in."""
    return request.get(_SESSION)
