"""Answers as aiohttp sends them, each with the headers that protect it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from annotate.serve.pages import HEADERS, NOTHING, login_page

if TYPE_CHECKING:
    from annotate.serve.pages import Page

__all__ = ["page_answer", "redirect", "refusal", "too_many", "with_headers"]


def page_answer(page: Page, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """A page with its policy."""
    return web.Response(
        text=page.text,
        content_type="text/html",
        status=status,
        headers={"Content-Security-Policy": page.policy},
    )


def refusal(status: HTTPStatus, words: str) -> web.Response:
    """A sentence and nothing else."""
    return web.Response(text=f"{words}\n", status=status)


def too_many() -> web.Response:
    """The login page for whoever has tried too often."""
    told = "Too many tokens that are not valid; wait a few seconds and try again."
    response = page_answer(login_page(told), HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = "5"
    return response


def redirect(path: str) -> web.Response:
    """To another path of ours, by GET."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path})


async def with_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Give an answer the headers of all, where it has none of its own."""
    del request
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = HEADERS["Server"]
    response.headers.setdefault("Content-Security-Policy", NOTHING)
