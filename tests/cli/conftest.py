from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotate.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

from paths import SEEDS


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and nothing of the user's environment."""
    for name in list(os.environ):
        if name.startswith(("ANNOTATE_", "XDG_")) or name == "NO_COLOR":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOGNAME", "alice")
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def run() -> Callable[..., Done]:
    """Runs a command line in this process."""

    def run_words(*words: str | Path, stdin: bytes | None = None) -> Done:
        result = CliRunner().invoke(cli, [str(word) for word in words], input=stdin)
        return Done(result.exit_code, result.stdout, result.stderr)

    return run_words


@pytest.fixture
def shell() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs a command line as a program of its own."""

    def run_program(
        *words: str | Path, **extra: object
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603, PLW1510  our own program
            [sys.executable, "-m", "annotate", *map(str, words)],
            **{"capture_output": True, "stdin": subprocess.DEVNULL, **extra},
        )

    return run_program


@pytest.fixture
def example(folder: Path, run: Callable[..., Done]) -> Path:
    """A database with the five articles and the worked example."""
    done = run("import", SEEDS / "example.jsonl")
    assert done.code == 0, done.err
    return folder / "annotations.db"
