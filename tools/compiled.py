"""The rules of suggestions as machine code, made from their very source by mypyc.

`python tools/compiled.py` compiles in place, beside the sources, as `make` does. As a
build hook of hatchling it puts machine code into the wheel. Where no C compiler with
Python's headers is, or where ANNOTATE_PURE=1 is set, one line says so and all goes on
with plain Python. Where there is one and mypyc or the compiler fails on our sources,
the script fails, as it does in `make`; an installation warns and goes on, since
who installs cannot mend it.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from setuptools import Extension

_TOP = Path(__file__).resolve().parents[1]
_SOURCES = _TOP / "src"
_NAME = "annotate_rules"
"""Of the library that holds the code of all modules."""
_LIBRARIES = (".so", ".pyd")
_UNABLE = 3
"""How the process that compiles ends where it cannot compile anything."""
_PROBE = """
#include <Python.h>
static struct PyModuleDef probe = {PyModuleDef_HEAD_INIT, "probe", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_probe(void) { return PyModule_Create(&probe); }
"""


class Unable(Exception):
    """Nothing can be compiled here, or shall not; the reason."""


class Failed(Exception):
    """The compiler works, but these sources are not compiled; what was said."""


class RulesInWheel(BuildHookInterface[BuilderConfig]):
    """Puts machine code beside the sources in a wheel, not in an editable one."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own, and tell the wheel of it."""
        if version != "standard":
            return
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        try:
            found = libraries(folder)
        except (Unable, Failed) as reason:
            self.app.display_warning(_told(reason))
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for path in found:
            build_data["force_include"][str(path)] = str(path.relative_to(folder))

    def finalize(
        self,
        version: str,  # noqa: ARG002 - the signature is hatchling's
        build_data: dict[str, Any],  # noqa: ARG002
        artifact_path: str,  # noqa: ARG002
    ) -> None:
        """Remove the folder, once the wheel is written."""
        if self._folder:
            self._folder.cleanup()


def main() -> int:
    """Compile in place; 1 when it fails although a compiler is there."""
    if len(sys.argv) > 1:
        return _compile(Path(sys.argv[1]))
    if not os.environ.get("ANNOTATE_PURE") and _is_done():
        return 0
    started = time.time()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            found = libraries(folder)
        except Unable as reason:
            print(_told(reason))
            found = []
        except Failed as failure:
            _clean()
            print(
                f"{failure}\nThe rules cannot be compiled, though a C compiler is "
                "there; ANNOTATE_PURE=1 goes on with plain Python.",
                file=sys.stderr,
            )
            return 1
        _clean()
        for path in found:
            # Written anew, not over the old one, which a running program has mapped.
            placed = _SOURCES / path.relative_to(folder)
            shutil.copyfile(path, placed)
            # So that a source which was edited meanwhile is newer.
            os.utime(placed, (started, started))
    return 0


def libraries(folder: Path) -> list[Path]:
    """The libraries with machine code, in the folder, as they shall lie in a package.

    Raises:
        Unable: Nothing can be compiled here.
        Failed: The compiler works, but not on these sources.
    """
    if os.environ.get("ANNOTATE_PURE"):
        raise Unable("ANNOTATE_PURE is set")
    if sys.implementation.name != "cpython":
        raise Unable("mypyc compiles for CPython alone")
    print("Compiling the rules of suggestions ...", flush=True)
    # In a process of its own: mypyc exits where it fails, and compilers talk.
    done = subprocess.run(
        [sys.executable, __file__, folder],
        cwd=_SOURCES,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == _UNABLE:
        raise Unable(done.stdout.strip().rpartition("\n")[2])
    if done.returncode:
        raise Failed(done.stdout.strip())
    return [path for path in folder.rglob("*") if path.suffix in _LIBRARIES]


def _told(reason: Unable | Failed) -> str:
    return (
        f"The rules of suggestions stay plain Python: {reason}. "
        "`annotate suggest` takes about a quarter longer; nothing else changes."
    )


def _is_done() -> bool:
    """Whether what lies beside the sources is newer than all that it comes of."""
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    modules = [_SOURCES / path for path in _modules()]
    made = {path.with_name(path.stem + suffix) for path in modules}
    made.add(_SOURCES / f"{_NAME}__mypyc{suffix}")
    if made != {*_SOURCES.rglob(f"*{suffix}")}:
        return False
    # Which mypyc compiles stands in the pins.
    others = {Path(__file__), _TOP / "requirements/build.txt"}
    try:
        sources = _read_for(modules) | others
    except SyntaxError:
        return False
    return min(map(_changed, made)) >= max(map(_changed, sources))


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _read_for(modules: list[Path]) -> set[Path]:
    """The modules, and all of ours that they import: the code holds to their types."""
    found: set[Path] = set()
    while modules:
        path, *modules = modules
        if path in found or not path.exists():
            continue
        found.add(path)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = (f"{node.module}.{each.name}" for each in node.names)
                names = (node.module, *inside)
                modules += [_SOURCES / f"{n.replace('.', '/')}.py" for n in names]
    return found


def _clean() -> None:
    """Remove what was compiled in place before."""
    for path in [*_SOURCES.rglob("*")]:
        if path.suffix in _LIBRARIES:
            path.unlink()


def _modules() -> list[str]:
    """The files to compile, as seen from the folder of sources."""
    project = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    return [str(Path(path).relative_to("src")) for path in hook["modules"]]


def _compile(into: Path) -> int:
    """Compile into a folder; its own process."""
    try:
        import setuptools  # noqa: PLC0415 - this process alone
        from mypyc.build import mypycify  # noqa: PLC0415
    except ImportError as error:
        print(f"{error.name} is not installed")
        return _UNABLE
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        probe = work / "probe.c"
        probe.write_text(_PROBE)
        if not _can_build(setuptools.Extension("probe", [str(probe)]), work):
            print("no C compiler that finds Python's headers works here")
            return _UNABLE
        # An empty one: how strict we are with ourselves is no matter of a build, and
        # the code is the same whichever packages are installed.
        (work / "mypy.ini").write_text("[mypy]\n")
        options = [
            f"--config-file={work / 'mypy.ini'}",
            f"--cache-dir={os.devnull}",
            "--no-site-packages",
            "--ignore-missing-imports",
        ]
        made = mypycify(
            [*options, *_modules()],
            # More takes twice the time to compile and is not faster by a twentieth.
            opt_level="1",
            debug_level="0",
            # Files that all processors compile side by side.
            multi_file=True,
            group_name=_NAME,
            target_dir=str(work / "c"),
        )
        # With setuptools at hand, mypyc makes no others.
        extensions = cast("list[Extension]", made)
        for extension in extensions:
            if os.name == "posix":
                # mypyc makes errors of warnings, and newer compilers have more of them.
                flags = [*extension.extra_compile_args, "-w", "-Wno-error"]
                extension.extra_compile_args = flags
            if sys.platform == "linux":
                extension.extra_link_args += ["-s"]
        _build(extensions, work, into)
    return 0


def _can_build(extension: Extension, work: Path) -> bool:
    from setuptools import errors  # noqa: PLC0415 - this process alone

    try:
        _build([extension], work, work / "probe")
    except (errors.BaseError, errors.CompileError, errors.LinkError) as error:
        print(error)
        return False
    return True


def _build(extensions: list[Extension], work: Path, into: Path) -> None:
    """Compile and link, on all processors."""
    from setuptools import Distribution  # noqa: PLC0415 - this process alone
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:

        class InParallel(build_ext):
            """Several files of a library at once, besides several libraries."""

            def build_extensions(self) -> None:
                one_after_the_other = self.compiler.compile

                def side_by_side(sources: list[str], **options: object) -> list[str]:
                    # The longest first, so that none is left over at the end.
                    longest = sorted(sources, key=os.path.getsize, reverse=True)
                    made = pool.map(
                        lambda source: one_after_the_other([source], **options), longest
                    )
                    return [path for paths in made for path in paths]

                self.compiler.compile = side_by_side
                super().build_extensions()

        command = InParallel(Distribution({"ext_modules": extensions}))
        command.build_lib, command.build_temp = str(into), str(work / "o")
        command.parallel = cores
        command.ensure_finalized()
        command.run()


if __name__ == "__main__":
    raise SystemExit(main())
