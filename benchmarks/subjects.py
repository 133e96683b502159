"""The programs that are measured, each with folders of its own.

Nobody's database, settings or reading positions are read or changed: `annotate` gets
a copy of the database, and every program its own home and state folders.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from articles import landmarks
from terminal import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["READY", "SEEDS", "annotate", "run_annotate", "slate", "static", "textarea"]

READY = "saved"
"""What the desk's status line says in the first full paint, beside the texts."""
_TOP = Path(__file__).resolve().parents[1]
SEEDS = tuple(sorted((_TOP / "seeds").glob("*.txt")))[:5]
_DATABASE = _TOP / "annotations.db"
_PROGRAMS = Path(__file__).resolve().parent / "programs"
_ANNOTATE = str(Path(sys.executable).with_name("annotate"))


def annotate(
    folder: Path,
    articles: Sequence[Path] = SEEDS,
    *,
    database: Path | None = _DATABASE,
    name: str = "annotate",
    ready: str = READY,
) -> Subject:
    """The desk of annotator `bench` on a copy of `database`, which holds `articles`.

    Without a database, or where the file is missing, the articles are added to a new
    one. The desk opens them by itself, five at most. `folder` is made when missing.
    """
    environment = _environment(folder)
    mine = folder / "bench.db"
    if database is not None and database.exists():
        for suffix in ("", "-wal"):
            file = database.with_name(database.name + suffix)
            if file.exists():
                shutil.copyfile(file, mine.with_name(mine.name + suffix))
    else:
        run_annotate(folder, "add", *map(str, articles))
    command = (_ANNOTATE, "--db", str(mine), "--as", "bench")
    painted = (ready, *landmarks(articles))
    return Subject(name, command, painted, folder, environment)


def run_annotate(folder: Path, *arguments: str) -> None:
    """Run a command of `annotate` on the database of `folder`, to its end.

    Raises CalledProcessError when it fails, after its words were printed.
    """
    environment = _environment(folder)
    command = (_ANNOTATE, "--db", str(folder / "bench.db"), "--as", "bench", *arguments)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
    done.check_returncode()


def textarea(folder: Path, articles: Sequence[Path] = SEEDS) -> Subject:
    """Textual's TextArea, one for each article."""
    return _script("textarea", folder, landmarks(articles), *map(str, articles))


def static(folder: Path) -> Subject:
    """A Textual app with one Static."""
    return _script("static", folder, ("all painted",))


def slate(folder: Path, article: Path = SEEDS[0]) -> Subject:
    """The curses annotator on a copy of one article, since it saves beside the text."""
    environment = _environment(folder)
    shutil.copyfile(article, folder / "article.txt")
    command = (str(Path(sys.executable).with_name("slate")), "article.txt", "-o")
    return Subject("slate", command, landmarks([article]), folder, environment)


def _script(
    name: str, folder: Path, painted: tuple[str, ...], *arguments: str
) -> Subject:
    command = (sys.executable, str(_PROGRAMS / f"{name}.py"), *arguments)
    return Subject(name, command, painted, folder, _environment(folder))


def _environment(folder: Path) -> dict[str, str]:
    """A fixed terminal and own folders; an inherited COLUMNS would freeze the size."""
    folder.mkdir(parents=True, exist_ok=True)
    home = str(folder)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CACHE_HOME": f"{home}/cache",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
