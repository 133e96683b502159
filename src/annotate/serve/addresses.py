"""Which names this server answers to, and which pages may talk to it.

A page of somebody else must not reach the desk: neither by a websocket, which browsers
open to anywhere, nor by a name of its own that it makes lead here (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from annotate.errors import UsageError

__all__ = ["Addresses", "BadPublicUrl", "is_loopback", "parse_public_url"]

_HOST: Final = re.compile(
    r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?"
)
_PORTS: Final = {"http": 80, "https": 443}


class BadPublicUrl(UsageError):
    """`--public-url` is not the address of a site."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"--public-url {url!r} is not the address of a site without a path; write "
            "it as in --public-url https://annotate.example.org."
        )


class Place(NamedTuple):
    """A host and a port as a browser asks for them."""

    name: str
    """In lower case; an IPv6 address without brackets."""
    port: int

    @property
    def ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        """The address, where the name is one."""
        try:
            return ipaddress.ip_address(self.name)
        except ValueError:
            return None


class Public(NamedTuple):
    """The address that people know, where a proxy stands before this server."""

    scheme: str
    place: Place

    @property
    def origin(self) -> str:
        """As browsers send it."""
        name = f"[{self.place.name}]" if ":" in self.place.name else self.place.name
        is_usual = self.place.port == _PORTS[self.scheme]
        return f"{self.scheme}://{name}" + ("" if is_usual else f":{self.place.port}")


def parse_public_url(url: str) -> Public:
    """The address of a site.

    Raises:
        BadPublicUrl: it is no http or https address, or more than host and port.
    """
    try:
        parts = urlsplit(url)
        place = _place(parts.netloc, parts.scheme)
    except ValueError as error:
        raise BadPublicUrl(url) from error
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if place is None or rest or "@" in parts.netloc:
        raise BadPublicUrl(url)
    return Public(parts.scheme, place)


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach what listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Addresses(NamedTuple):
    """Where the server listens, and how people call it."""

    host: str
    """As given by --host."""
    port: int
    public: Public | None

    def is_ours(self, host: str) -> bool:
        """Whether a browser that sends this Host header means us.

        A number is no name that somebody could make lead here, so where the server
        listens on every address of the machine, any number is right.
        """
        place = _place(host, "http")
        if place is None:
            return False
        if self.public is not None and _place(host, self.public.scheme) == (
            self.public.place
        ):
            return True
        if place.port != self.port:
            return False
        ip = place.ip
        if place.name == "localhost" or (ip is not None and ip.is_loopback):
            return is_loopback(self.host) or self._is_everywhere
        if self._is_everywhere:
            return ip is not None
        own = Place(self.host.strip("[]").lower(), self.port)
        return own.ip == ip if ip is not None else own.name == place.name

    @property
    def _is_everywhere(self) -> bool:
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_unspecified
        except ValueError:
            return False

    def is_our_page(self, origin: str, host: str) -> bool:
        """Whether a page of that origin is ours, when it asks for this host of ours."""
        if self.public is not None and origin.lower() == self.public.origin:
            return True
        return origin.lower() == f"http://{host.lower()}"


def _place(host: str, scheme: str) -> Place | None:
    """The parts of `name:port`; None where it is no such thing."""
    found = _HOST.fullmatch(host)
    if found is None or scheme not in _PORTS:
        return None
    port = int(found["port"]) if found["port"] else _PORTS[scheme]
    if not 0 < port < 65536:
        return None
    name = found["name"].lower()
    if name.startswith("["):
        try:
            name = str(ipaddress.IPv6Address(name[1:-1]))
        except ValueError:
            return None
    return Place(name, port)
