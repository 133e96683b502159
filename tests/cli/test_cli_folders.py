from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done


def spans(run: Callable[..., Done], database: Path) -> list[tuple[object, ...]]:
    lines = run("--db", database, "export").out.splitlines()
    return sorted(
        (row["id"], each["start"], each["end"], each["label"], each["note"], each["id"])
        for row in map(json.loads, lines)
        for each in row["spans"]
    )


@pytest.mark.parametrize("name", ["brat", "cas", "webanno"])
def test_a_folder_goes_out_and_comes_back_without_naming_its_format(
    name: str, run: Callable[..., Done], example: Path, folder: Path
) -> None:
    assert run("export", "-f", name, "-o", "out").code == 0
    done = run("--db", "other.db", "import", "out")
    assert done.code == 0, done.err
    assert "418 annotations" in done.err
    assert spans(run, folder / "other.db") == spans(run, example)


def test_relations_that_are_no_links_are_left_out_and_told(
    run: Callable[..., Done], folder: Path
) -> None:
    (folder / "ada").mkdir()
    (folder / "ada/d.txt").write_text("The mayor said no.")
    (folder / "ada/d.ann").write_text(
        "T1\tclaim 4 9\tmayor\nT2\tclaim 15 17\tno\n"
        "R1\tdenies Arg1:T2 Arg2:T1\nR2\tcause Arg1:T1 Arg2:T2\n"
    )
    done = run("import", "ada", "--annotator", "ada")
    assert done.code == 0, done.err
    assert "relations 'cause', which is no kind of link, left out: 1." in done.err
    assert "2 annotations, 1 link and 1 article came in" in done.err
