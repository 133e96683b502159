"""`annotate serve`: the desk in a browser."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.looks import look_options
from annotate.cli.opening import up_to_date
from annotate.cli.options import pass_globals
from annotate.cli.report import say
from annotate.errors import UsageError

if TYPE_CHECKING:
    from annotate.cli.options import Globals
    from annotate.serve.addresses import Public
    from annotate.serve.keyring import Keyring
    from annotate.store.place import Place

__all__ = ["serve"]


class NeedsTokens(UsageError):
    """Other machines can reach the server, and nobody has a token."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"At {host} other machines reach the desk, so everyone needs a token: make "
            "them with `annotate serve --token-file FILE --new-token NAME`, and serve "
            "with --token-file FILE."
        )


@click.command(
    "serve",
    cls=AnnotateCommand,
    example=(
        "annotate serve\n"
        "annotate serve --token-file tokens.txt --new-token ada\n"
        "annotate serve --host 0.0.0.0 --token-file tokens.txt\n"
        "annotate serve --token-file tokens.txt --public-url https://tags.example.org"
    ),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes one that is free.",
)
@click.option(
    "--token-file",
    metavar="FILE",
    help="Who may log in: lines of a name and a token, which decides who annotates.",
)
@click.option(
    "--new-token",
    metavar="NAME",
    help="Print a new token for NAME, add it to the token file, and end.",
)
@click.option(
    "--public-url",
    metavar="URL",
    help="The address people use, where a TLS proxy stands in front.",
)
@click.option(
    "--max-desks",
    type=click.IntRange(1, 1000),
    default=50,
    show_default=True,
    help="Desks that may be open at once.",
)
@look_options
@pass_globals
def serve(
    globals_: Globals,
    host: str,
    port: int,
    token_file: str | None,
    new_token: str | None,
    public_url: str | None,
    max_desks: int,
    theme: str | None,
    colour: str | None,
    *,
    ascii_only: bool,
) -> int:
    """Open the desk to browsers.

    Prints the address to open. Each open desk is a process of its own on the same
    database, and saves as the desk in a terminal does. Without a token file one person,
    you (--as), can log in from this machine. docs/serving.md tells how to set it up for
    a team.
    """
    if new_token is not None:
        return _add_token(token_file, new_token)
    settings = globals_.settings(
        theme=theme, colour=colour, ascii_only=ascii_only or None
    )
    path = globals_.database()
    from annotate.formats.extras import require  # noqa: PLC0415  not for --help
    from annotate.serve.addresses import parse_public_url  # noqa: PLC0415  the same
    from annotate.serve.process import DeskCommand  # noqa: PLC0415  the same

    public = parse_public_url(public_url) if public_url is not None else None
    for module in ("textual_serve", "aiohttp"):
        require(module, "serve", what="`annotate serve`")
    keyring, token = _keyring(globals_, host, token_file, public)
    _refuse_empty(path)
    from annotate.serve.server import Serving  # noqa: PLC0415  aiohttp: 200 ms
    from annotate.serve.server import serve as serve_desks  # noqa: PLC0415  the same

    options = [f"--config={globals_.config}"] if globals_.config else []
    options += [f"--theme={theme}"] if theme else []
    options += [f"--colour={colour}"] if colour else []
    options += ["--ascii"] if ascii_only else []

    def opened(url: str) -> None:
        if not (url.startswith("https:") or _is_near(host)):
            say(
                "Tokens and texts go over the network for everyone to read; "
                "docs/serving.md tells how to put TLS before it."
            )
        say("Open this address in a browser; Ctrl-C ends the server.")
        click.echo(f"{url}?token={token}" if token else url)

    serve_desks(
        Serving(
            host,
            port,
            public,
            keyring,
            DeskCommand(globals_.db, tuple(options)),
            max_desks,
            "light" if settings.theme == "light" else "dark",
        ),
        opened=opened,
        log=lambda line: say(f"{time.strftime('%H:%M:%S')} {line}"),
    )
    return 0


def _add_token(token_file: str | None, name: str) -> int:
    """Print a new token for that name, which is in the file then."""
    from annotate.serve.tokens import add_token  # noqa: PLC0415  not for --help

    if not token_file:
        raise UsageError(
            "--new-token needs the file that it goes to; name it with --token-file."
        )
    token = add_token(Path(token_file), name)
    say(f"{token_file} lets {name.strip()} in with this token; tell nobody else.")
    click.echo(token)
    return 0


def _keyring(
    globals_: Globals, host: str, token_file: str | None, public: Public | None
) -> tuple[Keyring, str]:
    """The tokens in force, and the one that is told on the terminal, or ""."""
    from annotate.serve.keyring import Keyring  # noqa: PLC0415  not for --help

    if token_file:
        return Keyring.of_file(Path(token_file)), ""
    if public is not None or not _is_near(host):
        raise NeedsTokens(public.origin if public is not None else host)
    return Keyring.of_one(globals_.name())


def _is_near(host: str) -> bool:
    from annotate.serve.addresses import is_loopback  # noqa: PLC0415  not for --help

    return is_loopback(host)


def _refuse_empty(path: Place) -> None:
    """Say now what every desk would say.

    Raises:
        NoArticles: the database has none.
        StoreFailure: as `Reader.open`.
    """
    with up_to_date(path) as reader:
        if not reader.articles():
            from annotate.tui.opening import NoArticles  # noqa: PLC0415  for a message

            raise NoArticles(path)
