"""The server: listens, serves the site, and ends all desks when it ends."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from aiohttp import web

from annotate.errors import AnnotateError
from annotate.serve.addresses import Addresses
from annotate.serve.desks import Desks
from annotate.serve.pages import statics
from annotate.serve.sessions import Sessions
from annotate.serve.site import Site
from annotate.serve.slowing import Slowing

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.serve.addresses import Public
    from annotate.serve.keyring import Keyring
    from annotate.serve.process import DeskCommand

__all__ = ["CannotListen", "Serving", "serve"]

_SHUTDOWN_SECONDS: Final = 15.0
"""More than a desk may take to end."""
_KEPT_SECONDS: Final = 30.0
"""So long a connection may wait for its next request."""
_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class CannotListen(AnnotateError):
    """The address or the port is not free, or not of this machine."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"Cannot listen at {host}, port {port} ({why}); choose another with "
            "--host and --port."
        )


class Serving(NamedTuple):
    """What a server is started with."""

    host: str
    port: int
    """0 for one that is free."""
    public: Public | None
    keyring: Keyring
    command: DeskCommand
    max_desks: int
    shade: str


def serve(
    serving: Serving,
    *,
    opened: Callable[[str], object],
    log: Callable[[str], object],
) -> None:
    """Serve until a signal asks for the end; all desks have ended then.

    Args:
        serving: what to serve.
        opened: is called with the address when browsers can come.
        log: is called with each line of the log, which holds no token.

    Raises:
        CannotListen: the address cannot be had.
    """
    asyncio.run(_serve(serving, opened, log))


async def _serve(
    serving: Serving, opened: Callable[[str], object], log: Callable[[str], object]
) -> None:
    statics()
    addresses = Addresses(serving.host, serving.port, serving.public)
    site = Site(
        addresses,
        serving.keyring,
        Sessions(time.monotonic),
        Slowing(time.monotonic),
        Desks(serving.command, serving.max_desks, log),
        shade=serving.shade,
        log=log,
    )
    runner = web.AppRunner(
        site.app(),
        access_log=None,
        logger=_logger(log),
        shutdown_timeout=_SHUTDOWN_SECONDS,
        keepalive_timeout=_KEPT_SECONDS,
    )
    asked_to_end = asyncio.Event()
    _catch_signals(asked_to_end)
    await runner.setup()
    try:
        listening = web.TCPSite(runner, serving.host.strip("[]"), serving.port)
        try:
            await listening.start()
        except OSError as error:
            why = error.strerror or str(error)
            raise CannotListen(serving.host, serving.port, why) from error
        port = int(runner.addresses[0][1])
        site.addresses = addresses._replace(port=port)
        log(f"Listening at {_url(site.addresses)}.")
        public = serving.public
        opened(f"{public.origin}/" if public else _url(site.addresses))
        await asked_to_end.wait()
    finally:
        await runner.cleanup()


def _url(addresses: Addresses) -> str:
    """Where it listens."""
    host = addresses.host.strip("[]")
    return f"http://{f'[{host}]' if ':' in host else host}:{addresses.port}/"


def _catch_signals(asked_to_end: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        with suppress(AttributeError, NotImplementedError):  # Windows
            loop.add_signal_handler(getattr(signal, name), asked_to_end.set)


class _Lines(logging.Handler):
    """Faults of the library as lines of our log, without what the browser sent."""

    def __init__(self, log: Callable[[str], object]) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        self._log(f"A request failed{f': {kind.__name__}' if kind else ''}.")


def _logger(log: Callable[[str], object]) -> logging.Logger:
    logger = logging.getLogger(__name__)
    logger.propagate = False
    logger.handlers = [_Lines(log)]
    return logger
