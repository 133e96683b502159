"""Merging is a union: in any order, in any groups, how often soever."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_cases import (
    HOUR_MS,
    NOON_MS,
    Action,
    Machines,
    copied,
    digest,
    histories,
    merged,
)
from store_cases import Clock, desk, rows_of

from annotate.store.check import Severity, check
from annotate.store.conflicts import conflict_among
from annotate.store.store import open_store

LOGS = ("event", "annotation", "link")
OFFSETS = st.tuples(*[st.integers(-12, 12)] * 3)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all machines begin with: two articles, and a few tags of alice."""
    path = tmp_path_factory.mktemp("base") / "base.db"
    with desk(path, ids=Clock(NOON_MS - HOUR_MS)) as it:
        first = it.tag(0, 9)
        it.link("denies", it.tag(4, 9, "denial"), first)
    return path


@given(history=histories(3, 24), offsets=OFFSETS)
@settings(max_examples=15, deadline=None)
def test_any_order_of_merging_gives_the_same_rows(
    base: Path, history: list[Action], offsets: tuple[int, int, int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        machines = Machines(base, Path(folder), offsets)
        for action in history:
            machines.do(action)
        a, b, c = machines.paths
        before = [digest(each) for each in machines.paths]
        ab, bc = merged(a, b, name="ab"), merged(b, c, name="bc")
        wanted = digest(merged(ab, c, name="ab_c"))
        assert digest(ab) == digest(merged(b, a, name="ba"))
        assert digest(merged(a, bc, name="a_bc")) == wanted
        assert digest(merged(c, b, a, name="cba")) == wanted
        assert digest(merged(ab, c, a, bc, ab, name="again")) == wanted
        at_once = copied(b, "at_once.db")
        with open_store(at_once) as store:
            foreseen = store.merge(c, a, dry_run=True)
            assert digest(at_once) == before[1]
            assert store.merge(c, a) == foreseen
            assert store.merge(c, a).revisions == store.merge(a).events == 0
        assert digest(at_once) == wanted
        assert [digest(each) for each in machines.paths] == before
        _nothing_is_lost_or_doubled(machines.paths, at_once)


def _nothing_is_lost_or_doubled(parts: list[Path], whole: Path) -> None:
    rows, of_parts = rows_of(whole), [rows_of(part) for part in parts]
    for table in (*LOGS, "article", "annotator", "label", "setting"):
        found = [row[0] for row in rows[table]]
        there = {row[0] for part in of_parts for row in part[table]}
        assert sorted(map(str, found)) == sorted(map(str, there))
    errors = [one for one in check(whole) if one.severity is Severity.ERROR]
    assert errors == []
    with open_store(whole) as store:
        for layer in store.layers():
            places = [(each.span, each.label) for each in layer.annotations]
            assert len(places) == len(set(places))
            ids = {each.id for each in layer.annotations}
            assert {link.source for link in layer.links} <= ids
        for found_conflict in store.conflicts():
            assert all(found_conflict.kept.rev > one.rev for one in found_conflict.lost)
            assert conflict_among([found_conflict.kept]) is None
