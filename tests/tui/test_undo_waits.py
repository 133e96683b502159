"""Keys pressed behind an undo, and labels that come while the desk is open."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from flows import running

from annotate.model import Label
from annotate.store.driver import sqlite3
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Nobody else can write until it ends, or its ROLLBACK."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


@pytest.mark.parametrize(
    ("keys", "labels"),
    [
        ("c r q u r d", ["denial"]),
        ("c u c u d", ["denial"]),
    ],
)
async def test_keys_in_one_burst_do_what_they_do_one_by_one(
    example: Path, keys: str, labels: list[str]
) -> None:
    async with running(example) as flow:
        await flow.press("g", "w")
        assert flow.mine == []
        first, *rest = keys.split()
        await flow.press(first)
        await flow.saved()
        with locked(example):
            await flow.press(*rest)
            await flow.until(lambda: flow.session.save.failure)
            assert "waiting for undo" in flow.seen("#hints")
        await flow.saved()
        await flow.until(lambda: not flow.session.is_undoing)
        await flow.saved()
        assert [label for label, _ in flow.mine] == labels
        assert [label for label, _ in flow.stored_tags()] == labels


async def test_what_was_pressed_between_an_undo_and_the_way_out_is_saved(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("g", "w", "c")
        await flow.saved()
        with locked(example) as other:
            soon = threading.Timer(0.3, other.execute, ["ROLLBACK"])
            soon.start()
            await flow.press("u", "q", "ctrl+q")
            await flow.until(lambda: flow.app.return_value is not None)
            soon.join()
        assert (flow.app.return_value, flow.app.farewell) == (0, "")
        assert [label for label, _ in flow.stored_tags()] == ["quote"]


async def test_a_label_that_comes_while_the_desk_is_open_gets_its_key(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("g", "w")
        with open_store(example) as store:
            rumour = Label("rumour", "Rumour", "6", "extra-1", "bold", "Hearsay.")
            store.put_labels((rumour,))
        await flow.until(lambda: flow.screen.keymap.command("6") is not None)
        assert "rumour" in flow.seen("#hints")
        await flow.press("6")
        await flow.saved()
        assert [label for label, _ in flow.stored_tags()] == ["rumour"]
        for _ in range(6):
            await flow.press("space", "f")
        assert flow.screen.inspector_label == ""
