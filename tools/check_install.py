"""Proof that `pip install .` in an empty environment gives a working `annotate`.

Installs the project with its runtime dependencies, at the versions that are pinned,
and uses it away from the source tree: the commands, and the desk in a terminal.
Prints the seconds that the installation took and the size that it has, and whether the
rules of suggestions are machine code, as they must be where a C compiler is.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

_TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_TOP / "benchmarks"))

from terminal import NotPainted, Program, Size, Subject  # noqa: E402 - a sibling folder of scripts

_TEXT = "A headline\n\nThe mayor said “no” to around 10,000 people.\n"
_MIB = 2**20


class Broken(Exception):
    """The installed program did not do what it should."""


def main() -> int:
    """Install, try, print; 1 with a sentence when something is broken."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            _check(Path(folder))
        except (Broken, NotPainted, subprocess.CalledProcessError) as error:
            print(f"pip install . does not give a working annotate: {error}")
            print(getattr(error, "stderr", None) or "")
            return 1
    return 0


def _check(top: Path) -> None:
    place = top / "venv"
    venv.create(place, with_pip=True)
    before = _bytes_below(place)
    started = time.perf_counter()
    _install(place, top)
    seconds = time.perf_counter() - started
    size = _bytes_below(place) - before
    extra = _distributions(place) - _pinned("run") - {"annotate-tui", "setuptools"}
    if extra:
        raise Broken(f"it brings more than requirements/run.txt: {sorted(extra)}")
    _try_commands(place, top)
    _try_desk(place, top)
    kind = _kind_of_rules(place, top)
    print(f"pip install . works: {seconds:.1f} s, {size / _MIB:.0f} MiB; {kind}")


def _install(place: Path, top: Path) -> None:
    """Install like a user, except that the versions are those that the tests ran on."""
    versions = top / "versions.txt"
    versions.write_text(
        "".join(
            f"{line.split(' ')[0]}\n"
            for name in ("build", "run")
            for line in _requirements(name)
            # The environment's own pip does the work; replaced, it would count as ours.
            if not line.startswith("pip==")
        )
    )
    pip: list[str | Path] = [_tool(place, "python"), "-m", "pip", "install", "-qq"]
    subprocess.run(
        [*pip, "--disable-pip-version-check", "--constraint", versions, _TOP],
        cwd=top,
        env=_environment(top),
        check=True,
    )


def _try_commands(place: Path, top: Path) -> None:
    def annotate(*arguments: str) -> str:
        return subprocess.run(
            [_tool(place, "annotate"), "--db", "try.db", *arguments],
            cwd=top,
            env=_environment(top),
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout

    version = annotate("--version")
    if "annotate" not in version:
        raise Broken(f"--version says {version!r}")
    if "--db" not in annotate("--help"):
        raise Broken("--help does not name --db")
    (top / "article.txt").write_text(_TEXT, encoding="utf-8")
    annotate("add", "article.txt")
    rows = [json.loads(line) for line in annotate("export").splitlines()]
    if [row["text"] for row in rows] != [_TEXT]:
        raise Broken("export does not give back the text that add took")


def _try_desk(place: Path, top: Path) -> None:
    """Opens the desk and quits: its style sheet and other files are there too."""
    command = (str(_tool(place, "annotate")), "--db", "try.db", "--as", "check")
    subject = Subject("the desk", command, ("saved",), top, _environment(top))
    with Program(subject, Size(120, 40)) as desk:
        desk.painted_ms()
        code = desk.leave(b"\x11")
    if code != 0:
        raise Broken(f"the desk ended with {code} after Ctrl-Q: {desk.last_words}")


def _kind_of_rules(place: Path, top: Path) -> str:
    """Whether the rules are machine code, which they must be if they can."""
    code = "from annotate.text import readings; print(readings.__file__)"
    file = subprocess.run(
        [_tool(place, "python"), "-c", code],
        cwd=top,
        env=_environment(top),
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    if not file.endswith(".py"):
        return "the rules are machine code"
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    header = Path(sysconfig.get_path("include"), "Python.h")
    is_asked = bool(os.environ.get("ANNOTATE_PURE"))
    if shutil.which(compiler.split()[0]) and header.exists() and not is_asked:
        raise Broken(
            f"the rules are plain Python, though {compiler} could compile them"
        )
    return "the rules are plain Python"


def _distributions(place: Path) -> set[str]:
    listed = subprocess.run(
        [_tool(place, "python"), "-m", "pip", "list", "--format=json"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    return {item["name"].lower().replace("_", "-") for item in json.loads(listed)}


def _requirements(name: str) -> list[str]:
    """The lines `package==version`, with a marker where there is one."""
    text = (_TOP / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.removesuffix(" \\") for line in text.splitlines()]
    return [line for line in lines if "==" in line and not line.startswith((" ", "#"))]


def _pinned(name: str) -> set[str]:
    return {line.split("==")[0].lower() for line in _requirements(name)}


def _tool(place: Path, name: str) -> Path:
    return place / "bin" / name


def _environment(top: Path) -> dict[str, str]:
    """This one's, with folders of its own and nothing that leads back to the source."""
    own = (
        "PYTHONPATH",
        "VIRTUAL_ENV",
        "COLUMNS",
        "LINES",
        "ANNOTATE_DB",
        "ANNOTATE_AS",
    )
    kept = {name: value for name, value in os.environ.items() if name not in own}
    folders = ("CONFIG", "STATE", "DATA")
    return kept | {
        **{f"XDG_{name}_HOME": str(top / name.lower()) for name in folders},
        "TERM": "xterm-256color",
    }


def _bytes_below(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if not path.is_symlink())
    return sum(path.stat().st_size for path in files if path.is_file())


if __name__ == "__main__":
    raise SystemExit(main())
