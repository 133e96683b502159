"""A program that gets the processor later than it planned loses nothing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from flows import running

from annotate.store.driver import sqlite3

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every moment that is to be waited for is over before the wait begins."""
    monkeypatch.setattr("annotate.tui.app._PAINTED_SECONDS", 1e-9)
    monkeypatch.setattr("annotate.tui.typeahead._STEP_SECONDS", 1e-9)
    monkeypatch.setattr("annotate.tui.screens.desk._PATIENCE_SECONDS", 1e-9)


async def test_the_desk_begins_and_keys_reach_what_they_wait_for(example: Path) -> None:
    async with running(example) as flow:
        await flow.type("/Pyongyang")
        await flow.press("enter")
        await flow.type("q")
        await flow.until(lambda: flow.mine == [("quote", "Pyongyang")])
        await flow.saved()


async def test_a_tag_shows_while_the_store_is_busy(example: Path) -> None:
    async with running(example) as flow:
        with closing(sqlite3.connect(example)) as other:
            other.execute("BEGIN IMMEDIATE")
            await flow.press("w", "c")
            await flow.until(lambda: "tagged claim" in flow.seen("#hints"))
            assert flow.session.save.pending == 1
        await flow.saved()
