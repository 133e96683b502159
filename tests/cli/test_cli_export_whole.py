"""An export that fails leaves what was there, its manifest too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.usefixtures("example")
def test_an_export_whose_manifest_cannot_be_written_changes_nothing(
    run: Callable, folder: Path
) -> None:
    (folder / "out.jsonl").write_text("old")
    (folder / "out.jsonl.manifest.json").mkdir()
    for words in ((), ("--manifest", "."), ("--manifest", "gone/x")):
        done = run("export", "-o", "out.jsonl", *words)
        assert done.code == 1
        assert (folder / "out.jsonl").read_text() == "old"
        assert "out.jsonl holds" not in done.err
    (folder / "out.jsonl").unlink()
    assert run("export", "-o", "out.jsonl").code == 1
    assert [each.name for each in folder.iterdir() if "out" in each.name] == [
        "out.jsonl.manifest.json"
    ]


@pytest.mark.usefixtures("example")
def test_a_new_export_and_one_in_place_of_another_have_their_manifest(
    run: Callable, folder: Path
) -> None:
    for _ in range(2):
        assert run("export", "-o", "out.jsonl").code == 0
        assert (folder / "out.jsonl.manifest.json").stat().st_size > 100
        (folder / "out.jsonl.manifest.json").write_text("old")


@pytest.mark.usefixtures("example")
def test_a_split_of_one_story_tells_which_parts_are_empty(run: Callable) -> None:
    words = ("--split", "train=.5,dev=.5", "--group-by", "story", "-o", "parts")
    done = run("export", *words)
    assert "dev: empty, since there is 1 group of stories to divide." in done.err
