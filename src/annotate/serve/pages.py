"""What a browser is given: our pages, the terminal of textual-serve, and their rules.

Nothing is loaded from elsewhere, and the browser is told to refuse it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HEADERS", "StaticFile", "desk_page", "enter_page", "login_page", "statics"]

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "Server": "annotate",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Of every answer."""

NOTHING: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The policy of what is no page of ours."""
# xterm.js writes its own style sheets. Without allow-popups no click in an article's
# text opens the address that stands there.
_DESK_POLICY: Final = (
    f"{NOTHING}; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self'; connect-src 'self'{sockets}; "
    "sandbox allow-forms allow-same-origin allow-scripts"
)


class StaticFile(NamedTuple):
    """A file that a page loads."""

    kind: str
    data: bytes


@cache
def statics() -> Mapping[str, StaticFile]:
    """The files by their names below /static/; there are no others."""
    own, terminal = files("annotate.serve") / "files", files("textual_serve") / "static"
    script, style = "text/javascript", "text/css"
    return {
        name: StaticFile(kind, file.read_bytes())
        for name, kind, file in (
            ("page.css", style, own / "page.css"),
            ("page.js", script, own / "page.js"),
            ("icon.svg", "image/svg+xml", own / "icon.svg"),
            ("xterm.css", style, terminal / "css" / "xterm.css"),
            ("textual.js", script, terminal / "js" / "textual.js"),
            (
                "mono.ttf",
                "font/ttf",
                terminal / "fonts" / "RobotoMono-VariableFont_wght.ttf",
            ),
        )
    }


class Page(NamedTuple):
    """HTML, and what it may load and do."""

    text: str
    policy: str


def desk_page(annotator: str, *, shade: str, sockets: str = "") -> Page:
    """The desk of that annotator.

    Args:
        annotator: whose; any text.
        shade: "dark" or "light", around the desk.
        sockets: a further origin of websockets, where it is not the page's own.
    """
    text = _read("desk.html").substitute(annotator=escape(annotator), shade=shade)
    return Page(text, _DESK_POLICY.format(sockets=f" {sockets}" if sockets else ""))


def login_page(told: str) -> Page:
    """A form for a token, and a sentence; it holds nothing else, nor loads anything."""
    style = _read("login.css").template
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = _read("login.html").substitute(told=escape(told), style=style)
    return Page(text, f"{NOTHING}; style-src 'sha256-{digest}'; img-src data:")


def enter_page() -> Page:
    """A page that goes to the desk.

    A cookie that is kept from other sites does not come with a visit that began at
    another site; it comes with one that begins here.
    """
    text = (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>annotate</title>'
        '<meta http-equiv="refresh" content="0;url=/">'
        '<p><a href="/">Open the desk</a></p></html>'
    )
    return Page(text, NOTHING)


@cache
def _read(name: str) -> Template:
    return Template((files("annotate.serve") / "files" / name).read_text("utf-8"))
