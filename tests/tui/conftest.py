from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the user's settings, and nothing left in the user's folders."""
    for name in list(os.environ):
        if name.startswith(("ANNOTATE_", "XDG_")) or name in {"NO_COLOR", "COLORFGBG"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield
    # The program freezes what it made at its start; here it starts many times.
    gc.unfreeze()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as its tool builds it."""
    target = tmp_path_factory.mktemp("example") / "annotations.db"
    tool = ROOT / "tools" / "build_example.py"
    subprocess.run([sys.executable, tool, "-o", target], check=True)  # noqa: S603  our own tool
    return target


@pytest.fixture
def example(built: Path, tmp_path: Path) -> Path:
    """A copy of the worked example, to be written to."""
    return Path(shutil.copy(built, tmp_path / "annotations.db"))
