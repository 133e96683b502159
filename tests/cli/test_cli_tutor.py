"""`annotate tutor` where it cannot run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done


def test_without_a_terminal_it_says_so_and_makes_nothing(
    run: Callable[..., Done], folder: Path
) -> None:
    done = run("tutor")
    assert (done.code, done.out) == (2, "")
    assert "needs a terminal" in done.err
    assert list(folder.iterdir()) == []


def test_keys_that_clash_are_told_before_the_screen_is_taken(
    run: Callable[..., Done], folder: Path
) -> None:
    (folder / "own.toml").write_text('[keys]\nundo = ["s"]\n', "utf-8")
    done = run("--config", "own.toml", "tutor")
    assert done.code == 2
    assert "\x1b" not in done.out
