"""The rules as machine code: what they propose, and where they stay plain Python."""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from paths import ROOT, SEEDS
from stale import stale_libraries

COMPILER = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
HEADER = Path(sysconfig.get_path("include"), "Python.h")
needs_compiler = pytest.mark.skipif(
    not (shutil.which(COMPILER.split()[0]) and HEADER.exists()),
    reason="there is no C compiler with Python's headers",
)
PROPOSE = """
import json, sys
from itertools import islice
from annotate.desk.ladder import grown, shrunk
from annotate.desk.things import things
from annotate.model import Span
from annotate.suggest.registry import propose
from annotate.text import graphemes, readings
from annotate.text.motions import MOTIONS, move
from annotate.text.objects import guesses
from annotate.text.selection import Selection
from annotate.text.trimming import trim
roles = "claim", "quote", "number", "denial"
shapes = [*sorted(MOTIONS), grown, shrunk, trim, "shape", *roles]
edges = "is_boundary", "ceil_boundary", "floor_boundary"
def shaped(how, text, start, end):
    if how in roles:
        return [*islice(things(text, start, how), 3)]
    if how is trim:
        return trim(text, Span(start, end))
    if how == "shape":
        return graphemes.shape(text, start, end)
    selection = Selection(start, end)
    return move(text, selection, how) if how in MOTIONS else how(text, selection)
found = []
for number, text in enumerate(json.load(sys.stdin)):
    spans, size = propose(text), len(text)
    at = range(0, min(size, 300), 31)
    taken = [repr(guesses(text, place, role)) for place in at for role in roles]
    sure = [getattr(graphemes, f)(text, o) for f in edges for o in (*at, -1, size + 1)]
    start, end = sorted((number * 7 % (size + 1), number * 13 % (size + 1)))
    for how in shapes[number % 5 :: 5] if start < end else ():
        try:
            taken.append(repr(shaped(how, text, start, end)))
        except Exception as error:
            taken.append(type(error).__name__)
    found.append((spans, [*taken, *sure]))
json.dump((readings.__file__, found), sys.stdout)
"""
"""What the rules propose for the texts on stdin, and what keys would take and select.

Of the latter a fifth for each text, at a place of its own.
"""


def literals() -> list[str]:
    """The texts in the tests of the rules, and the pieces of those that hurt."""
    paths = [
        *(ROOT / "tests/suggest").glob("*.py"),
        *(ROOT / "tests/text").glob("*.py"),
    ]
    return sorted(
        {
            node.value
            for path in paths
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not node.value.isidentifier()
        }
    )


def texts() -> list[str]:
    """The seeds, all texts of the tests, and those that nobody would write."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    own = literals()
    chance = random.Random(1)  # noqa: S311 - the same texts each time
    words = " ".join(seeds).split(" ")
    odd = [
        *"“”‘’\"'.,;:!?()–—-\n\t\0\u00a0\u0301\u200d\u2028\ufe0f\ud800🇰👩각क्ष",
        *("\r\n", "İ", "ﬁ", "١٢", "e.g.", "1,000", " \u0301", "👩\u200d👧"),
    ]
    mixed = [
        "".join(
            chance.choice((chance.choice(words) + " ", chance.choice(odd)))
            for _ in range(chance.randrange(1, 120))
        )
        for _ in range(300)
    ]
    repeated = [piece * 60 for piece in chance.sample(own, 150) if len(piece) < 30]
    return [*seeds, *own, *mixed, *repeated]


def proposed(package: Path, given: list[str]) -> tuple[str, list[object]]:
    """The file of a compiled module, and what comes of each text."""
    done = subprocess.run(  # noqa: S603  this Python
        [sys.executable, "-c", PROPOSE],
        input=json.dumps(given),
        env=os.environ | {"PYTHONPATH": str(package)},
        cwd=package,
        check=True,
        capture_output=True,
        text=True,
    )
    file, found = json.loads(done.stdout)
    return file, found


def wheel(folder: Path, top: Path = ROOT, **environment: str) -> Path:
    """A wheel of a tree, built in an environment without ANNOTATE_PURE."""
    subprocess.run(  # noqa: S603  this Python
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=top,
        env={**clean_environment(), **environment},
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def clean_environment() -> dict[str, str]:
    return {name: each for name, each in os.environ.items() if name != "ANNOTATE_PURE"}


def installed(path: Path, folder: Path) -> Path:
    """Where a wheel lies once it is installed, without what it needs."""
    words = ("--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    subprocess.run(  # noqa: S603  this Python
        [sys.executable, "-m", "pip", "install", *words, "--target", folder, path],
        check=True,
        capture_output=True,
    )
    return folder


def sources(folder: Path) -> Path:
    """A copy of the tree that can be compiled, without machine code."""
    for name in ("src", "tools"):
        leave_out = shutil.ignore_patterns("*.so", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    for name in ("pyproject.toml", "requirements/build.txt", "README.md", "LICENSE"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def stand_ins(folder: Path) -> list[Path]:
    """A file in place of the machine code of each module."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    made = [(folder / name).with_suffix(suffix) for name in hook["modules"]]
    made.append(folder / f"src/annotate_rules__mypyc{suffix}")
    for path in made:
        path.touch()
    return made


def compiled_in(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/compiled.py"],
        cwd=folder,
        env={**clean_environment(), **environment},
        check=False,
        capture_output=True,
        text=True,
    )


@needs_compiler
def test_a_wheel_has_machine_code_that_proposes_what_its_source_does(tmp_path: Path):
    path = wheel(tmp_path / "dist")
    assert "-py3-none-any" not in path.name
    with zipfile.ZipFile(path) as archive:
        libraries = [name for name in archive.namelist() if name.endswith(".so")]
    assert sum(name.startswith("annotate/text/readings.") for name in libraries) == 1
    given = texts()
    file, found = proposed(installed(path, tmp_path / "installed"), given)
    assert file.endswith(".so")
    assert Path(file).is_relative_to(tmp_path / "installed")
    source, expected = proposed(sources(tmp_path / "plain") / "src", given)
    assert source.endswith("readings.py")
    differ = [
        (text, one, two)
        for text, one, two in zip(given, found, expected, strict=True)
        if one != two
    ]
    assert differ == []
    assert sum(len(spans) for spans, _ in expected) > 1000


def test_a_wheel_built_without_a_working_compiler_is_plain_and_works(tmp_path: Path):
    path = wheel(tmp_path / "dist", CC="false")
    assert path.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(path) as archive:
        assert [name for name in archive.namelist() if name.endswith(".so")] == []
    package = installed(path, tmp_path / "installed")
    file, ((spans, _),) = proposed(package, ["Officials said 12 people died."])
    assert file == str(package / "annotate/text/readings.py")
    assert len(spans) > 0


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("CC", "false", "no C compiler that finds Python's headers works here"),
        ("CC", "no-such-compiler", "no C compiler"),
        ("ANNOTATE_PURE", "1", "ANNOTATE_PURE is set"),
    ],
)
def test_where_nothing_is_compiled_one_line_says_so_and_no_old_code_stays(
    tmp_path: Path, name: str, value: str, reason: str
):
    sources(tmp_path)
    old = tmp_path / "src/annotate/text/readings.cpython-311-x86_64-linux-gnu.so"
    old.write_bytes(b"of another day")
    done = compiled_in(tmp_path, **{name: value})
    assert (done.returncode, done.stderr) == (0, "")
    last = done.stdout.splitlines()[-1]
    assert last.startswith("The rules of suggestions stay plain Python: ")
    assert reason in last
    assert "a quarter longer" in last
    assert not old.exists()


@pytest.mark.parametrize(
    ("edited", "is_compiled_again"),
    [
        ("src/annotate/text/readings.py", True),
        ("src/annotate/text/word_kinds.py", True),  # plain, readings are made of it
        ("tools/compiled.py", True),
        ("src/annotate/text/paint.py", False),  # the screen's alone
    ],
)
def test_an_edit_compiles_again_what_comes_of_it(
    tmp_path: Path, edited: str, *, is_compiled_again: bool
):
    libraries = stand_ins(sources(tmp_path))
    assert compiled_in(tmp_path, CC="false").stdout == ""
    later = libraries[-1].stat().st_mtime + 1
    os.utime(tmp_path / edited, (later, later))
    done = compiled_in(tmp_path, CC="false")
    assert ("Compiling the rules" in done.stdout) is is_compiled_again
    assert [path.exists() for path in libraries] == (
        [not is_compiled_again] * len(libraries)
    )


def test_a_library_that_was_deleted_is_compiled_again(tmp_path: Path):
    libraries = stand_ins(sources(tmp_path))
    libraries[-1].unlink()
    assert "Compiling the rules" in compiled_in(tmp_path, CC="false").stdout


@needs_compiler
@pytest.mark.parametrize(
    ("line", "said"),
    [("WRONG: int = 'word'", "Incompatible types in assignment"), ("def", "syntax")],
)
def test_a_mistake_in_a_rule_is_an_error_where_a_compiler_is_there(
    tmp_path: Path, line: str, said: str
):
    rule = sources(tmp_path) / "src/annotate/text/readings.py"
    rule.write_text(f"{rule.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = compiled_in(tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "ANNOTATE_PURE=1 goes on with plain Python" in done.stderr
    assert list((tmp_path / "src").rglob("*.so")) == []


@needs_compiler
def test_who_installs_a_rule_with_a_mistake_has_plain_python(tmp_path: Path):
    tree = sources(tmp_path / "tree")
    with (tree / "src/annotate/text/readings.py").open("a", encoding="utf-8") as rule:
        rule.write("\nWRONG: int = 'word'\n")
    path = wheel(tmp_path / "dist", tree)
    assert path.name.endswith("-py3-none-any.whl")


def test_machine_code_older_than_its_source_is_stale(tmp_path: Path):
    for name, source_time, library_time in [
        ("fresh", 1000, 1000),
        ("edited", 1001, 1000),
        ("gone", None, 1000),
        ("plain", 1001, None),
    ]:
        for file, when in {".py": source_time, ".cpython-311.so": library_time}.items():
            if when is not None:
                path = tmp_path / (name + file)
                path.touch()
                os.utime(path, (when, when))
    names = [path.name for path in stale_libraries(tmp_path)]
    assert names == ["edited.cpython-311.so", "gone.cpython-311.so"]
