"""The pins: whole, portable, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[1]
PINNED = sorted((TOP / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))

HOOK = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]


def pins(path: Path) -> dict[str, str]:
    """Package name to version."""
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def unmet(wanted: list[str], pinned: dict[str, str]) -> list[str]:
    """The requirements that no pin satisfies."""
    parsed = {text: Requirement(text) for text in wanted}
    return [
        text
        for text, each in parsed.items()
        if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
    ]


def test_there_are_pins_for_every_purpose() -> None:
    names = {path.stem for path in PINNED}
    assert names == {"build", "run", "test", "consumers", "check", "bench", "lock"}


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.stem)
def test_every_pin_has_hashes_and_no_file_names_a_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--(?!hash=)|^-|(^|\s)/", text, re.MULTILINE)
    blocks = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_what_the_program_needs_is_pinned_within_its_bounds() -> None:
    wanted = PYPROJECT["project"]["dependencies"]
    assert unmet(wanted, pins(TOP / "requirements/run.txt")) == []


def test_what_builds_it_is_pinned_within_its_bounds() -> None:
    wanted = PYPROJECT["build-system"]["requires"] + HOOK["dependencies"]
    assert unmet(wanted, pins(TOP / "requirements/build.txt")) == []


def test_modules_that_are_compiled_are_there_and_each_is_told_once() -> None:
    assert [name for name in HOOK["modules"] if not (TOP / name).is_file()] == []
    assert len(set(HOOK["modules"])) == len(HOOK["modules"])


def test_a_bound_that_the_pins_do_not_meet_is_found() -> None:
    run = pins(TOP / "requirements/run.txt")
    assert unmet(["textual<1", "nowhere>=1", "rich"], run) == [
        "textual<1",
        "nowhere>=1",
    ]


def test_files_that_are_installed_together_agree_on_versions() -> None:
    seen: dict[str, set[str]] = {}
    for path in PINNED:
        if path.stem != "lock":  # it lives in an environment of its own
            for name, version in pins(path).items():
                seen.setdefault(name, set()).add(version)
    assert {name for name, versions in seen.items() if len(versions) > 1} == set()


def test_a_marker_of_the_program_stands_in_the_pins_too() -> None:
    markers = re.findall(
        r"^pysqlite3==\S+ ; (.+) \\$",
        (TOP / "requirements/run.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    wanted = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
    expected = [str(each.marker) for each in wanted if each.name == "pysqlite3"]
    assert [str(Requirement(f"x; {marker}").marker) for marker in markers] == expected
