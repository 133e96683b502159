from __future__ import annotations

import subprocess
import sys

import pytest
from sqlite_utils.utils import sqlite3 as theirs

from annotate.store.driver import has_reset_bug, sqlite3


def test_the_driver_is_the_one_that_sqlite_utils_takes() -> None:
    assert sqlite3 is theirs


def test_a_reader_loads_neither_sqlite_utils_nor_click() -> None:
    code = (
        "import sys, annotate.store.reader, annotate.store.errors;"
        "heavy = {'sqlite_utils', 'click', 'textual', 'rich', 'regex'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 (our own interpreter and text)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("version", "is_affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_with_the_reset_bug_are_known(
    version: tuple[int, int, int], is_affected: bool
) -> None:
    assert has_reset_bug(version) is is_affected
