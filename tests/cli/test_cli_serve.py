from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done

GOOD = "Kq3-vPz7_RtY1mWc9LxN0b"


@pytest.fixture
def tokens(folder: Path) -> Path:
    path = folder / "tokens.txt"
    path.touch(0o600)
    path.write_text(f"ada {GOOD}\n")
    return path


def test_a_new_token_is_printed_and_lets_its_owner_in(
    run: Callable[..., Done], folder: Path
) -> None:
    done = run("serve", "--token-file", "team.txt", "--new-token", "Ada L.")
    assert done.code == 0
    token = done.out.strip()
    assert (folder / "team.txt").read_text() == f"Ada L. {token}\n"
    assert "lets Ada L. in" in done.err
    assert token not in done.err
    again = run("serve", "--token-file", "team.txt", "--new-token", "ben")
    assert len((folder / "team.txt").read_text().splitlines()) == 2
    assert again.out.strip() not in {"", token}


def test_a_new_token_needs_a_file_and_a_name(run: Callable[..., Done]) -> None:
    done = run("serve", "--new-token", "ada")
    assert done.code == 2
    assert "--token-file" in done.err
    done = run("serve", "--token-file", "team.txt", "--new-token", "a\nb")
    assert done.code == 2
    assert "control character" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("--host", "0.0.0.0"),  # noqa: S104  what is refused
        ("--host", "::"),
        ("--host", "192.0.2.1"),
        ("--host", "lab"),
        ("--public-url", "https://tags.example.org"),
    ],
)
@pytest.mark.usefixtures("example")
def test_what_others_can_reach_needs_tokens(
    run: Callable[..., Done], words: tuple[str, ...]
) -> None:
    done = run("serve", *words)
    assert done.code == 2
    assert words[1] in done.err
    assert "--new-token" in done.err
    assert done.out == ""


@pytest.mark.usefixtures("example")
def test_a_wrong_token_file_is_refused_at_the_start(
    run: Callable[..., Done], tokens: Path
) -> None:
    tokens.write_text(f"ada {GOOD}\nben {GOOD[:-1]}\n")
    done = run("serve", "--token-file", tokens)
    assert done.code == 1
    assert "line 2: the token has 21 characters" in done.err
    assert GOOD[:-1] not in done.err
    tokens.write_text(f"ada {GOOD}\n")
    tokens.chmod(0o644)
    done = run("serve", "--token-file", tokens)
    assert done.code == 1
    assert "chmod 600" in done.err
    assert run("serve", "--token-file", "none.txt").code == 1


def test_a_database_without_articles_is_told_before_anybody_comes(
    run: Callable[..., Done], tokens: Path
) -> None:
    done = run("serve", "--token-file", tokens)
    assert done.code == 1
    assert "annotations.db" in done.err
    assert done.out == ""


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("url", ["tags.example.org", "https://tags.example.org/desk"])
def test_a_public_address_that_is_none_is_told(
    run: Callable[..., Done], tokens: Path, url: str
) -> None:
    done = run("serve", "--token-file", tokens, "--public-url", url)
    assert done.code == 2
    assert "without a path" in done.err


@pytest.mark.usefixtures("example")
def test_a_port_that_is_taken_is_told(run: Callable[..., Done]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.code == 1
    assert f"port {port}" in done.err
    assert "--port" in done.err


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("module", ["textual_serve", "aiohttp"])
def test_a_missing_package_is_told_with_the_extra_that_brings_it(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    done = run("serve")
    assert done.code == 1
    assert "pip install 'annotate-tui[serve]'" in done.err


def test_the_help_needs_no_package_of_the_extra(folder: Path) -> None:
    code = (
        "import sys\n"
        "from annotate.cli import cli\n"
        "cli(['serve', '--help'], standalone_mode=False)\n"
        "assert not {'aiohttp', 'textual_serve', 'textual'} & set(sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=folder,
        env=os.environ | {"COLUMNS": "80"},
    )
    assert b"--token-file" in done.stdout
