"""Many processes on one file: nothing is lost, doubled, or refused for a lock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from store_cases import ARTICLE, Child, desk, made, rows_of

from annotate.ids import pack
from annotate.model import Annotation, Edit, Span, Verb
from annotate.store.check import Severity, check
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = made("0123456789 " * 300)
PROCESSES, TAGS = 32, 8


def _tag(send: Callable[[str], None], path: Path, number: int) -> None:
    while not path.with_name("go").exists():
        time.sleep(0.001)
    with desk(path, f"person {number}") as it:
        for place in range(TAGS):
            send(it.tag(place, place + 3, article=LONG).rev)
            it.store.changed()


def test_32_processes_lose_no_write_and_meet_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path) as store:
        store.add_articles([LONG])
    children = [Child(_tag, path, number) for number in range(PROCESSES)]
    (tmp_path / "go").touch()
    told = [line for child in children for line in child.end()]
    assert [line for line in told if ":" in line] == []
    assert len(told) == PROCESSES * TAGS
    assert sorted(told) == [row[0] for row in rows_of(path)["annotation"]]
    assert [one for one in check(path) if one.severity is Severity.ERROR] == []


def edit_of(who: int, number: int) -> Edit:
    """The tag of that number, with the same ids whenever it is made."""
    rev = pack(1_750_000_000_000 + number, who << 1)
    span = Span(number, number + 3)
    quote = LONG.text[number : number + 3]
    row = Annotation(rev, rev, None, LONG.id, span, quote, "claim", f"person {who}")
    event = pack(1_750_000_000_000 + number, who << 1 | 1)
    return Edit(event, Verb.TAG, LONG.id, (row,))


def _tag_on(send: Callable[[str], None], path: Path, who: int, first: int) -> None:
    with open_store(path, annotator=f"person {who}") as store:
        for number in range(first, len(LONG.text) - 3):
            store.commit(edit_of(who, number))
            send(str(number))


def test_what_is_tried_again_after_kill_9_is_there_once(tmp_path: Path) -> None:
    """Each life begins with the last tag that was told, and the one after it."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        store.add_articles([LONG, ARTICLE])
    last = dict.fromkeys(range(4), 0)
    for _ in range(6):
        children = {who: Child(_tag_on, path, who, last[who]) for who in last}
        for who, child in children.items():
            last[who] = int(child.first())
        for child in children.values():
            child.process.kill()
        for who, child in children.items():
            last[who] = max([last[who], *map(int, child.end())])
    with_ends = {who: edit_of(who, number) for who, number in last.items()}
    for who, edit in with_ends.items():
        with open_store(path, annotator=f"person {who}") as store:
            store.commit(edit)
    rows = rows_of(path)
    for who, number in last.items():
        mine = [row for row in rows["annotation"] if row[5] == f"person {who}"]
        wanted = {edit_of(who, each).annotations[0].rev for each in range(number + 1)}
        stored = [row[0] for row in mine]
        # One more may be stored that could not be told any more.
        assert set(stored) - wanted <= {edit_of(who, number + 1).annotations[0].rev}
        assert wanted <= set(stored)
        tags = [row for row in rows["event"] if row[2:4] == (f"person {who}", "tag")]
        assert len(stored) == len(set(stored)) == len(tags)
    assert [one for one in check(path) if one.severity is Severity.ERROR] == []
